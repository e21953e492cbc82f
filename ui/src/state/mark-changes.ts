/** What is done with several marks at once. */
import type { Annotation } from "../generated/Annotation";
import type { Color } from "../generated/Color";
import type { MarksChange } from "../generated/MarksChange";
import type { NotebookEntry } from "../generated/NotebookEntry";
import { m } from "../messages";
import type { App } from "./app.svelte";
import type { ListHand } from "./list-hand";

type Entries = readonly NotebookEntry[];

export function annotationsIn(entries: Entries): Annotation[] {
  return entries.filter((entry) => entry.kind === "annotation");
}

export function bookmarksIn(entries: Entries) {
  return entries.filter((entry) => entry.kind === "bookmark");
}

/** The tags of all of them together. */
export function tagsIn(entries: Entries): string[] {
  const tags = new Set(entries.flatMap((entry) => entry.tags));
  return [...tags].sort((one, other) => one.localeCompare(other));
}

export async function addTags(app: App, entries: Entries, tags: string[]): Promise<void> {
  const meant = entries.filter((entry) => tags.some((tag) => !entry.tags.includes(tag)));
  await change(app, meant, { addTags: tags }, m.notebook.tagged(meant.length, tags));
}

export async function removeTag(app: App, entries: Entries, tag: string): Promise<void> {
  const meant = entries.filter((entry) => entry.tags.includes(tag));
  await change(app, meant, { removeTags: [tag] }, m.notebook.untagged(meant.length, tag));
}

export async function recolor(app: App, entries: Entries, color: Color, name: string) {
  const meant = annotationsIn(entries).map((one) => ({ kind: "annotation" as const, ...one }));
  await change(app, meant, { color }, m.notebook.recolored(meant.length, name));
}

/** The empty name is no folder. */
export async function moveTo(app: App, entries: Entries, folder: string, title: string) {
  const meant = bookmarksIn(entries);
  await change(app, meant, { folder }, m.notebook.moved(meant.length, title));
}

export async function deleteMarks(app: App, hand: ListHand<NotebookEntry>, entries: Entries) {
  const ids = entries.map(({ id }) => id);
  try {
    await hand.takeAway(entries, () => app.backend.deleteMarks(ids));
  } catch (reason) {
    app.failed(reason);
    return;
  }
  await app.desk.changed();
  app.toasts.offer(m.notebook.deleted(ids.length));
}

async function change(app: App, entries: Entries, wish: MarksChange, said: string): Promise<void> {
  if (entries.length === 0) return;
  try {
    await app.backend.changeMarks(
      entries.map(({ id }) => id),
      wish,
    );
  } catch (reason) {
    app.failed(reason);
    return;
  }
  await app.desk.changed();
  app.toasts.offer(said);
}
