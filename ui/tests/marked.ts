/** Marks for tests of the notebook, made as the library would give them. */
import type { Fake } from "../src/backend/fake";
import type { Annotation } from "../src/generated/Annotation";
import type { Bookmark } from "../src/generated/Bookmark";
import type { NotebookEntry } from "../src/generated/NotebookEntry";
import { LIGHTHOUSE } from "./helpers";

const DAY = 86_400_000;

export function annotation(id: string, change: Partial<Annotation> = {}): Annotation {
  return {
    id,
    address: LIGHTHOUSE,
    title: "Lighthouse",
    collectionTitle: "Demo encyclopedia",
    target: "passage",
    quote: `words of ${id}`,
    prefix: "",
    suffix: "",
    passage: { start: 10, end: 20 },
    wording: null,
    status: "exact",
    color: "amber",
    style: "highlight",
    note: "",
    noteHtml: "",
    tags: [],
    created: Date.now(),
    modified: Date.now(),
    versions: 0,
    cards: 0,
    ...change,
  };
}

export function bookmark(id: string, change: Partial<Bookmark> = {}): Bookmark {
  return {
    id,
    address: LIGHTHOUSE,
    title: "Lighthouse",
    articleTitle: "Lighthouse",
    collectionTitle: "Demo encyclopedia",
    sectionTitle: null,
    folder: null,
    tags: [],
    quote: "",
    passage: null,
    readLater: false,
    progress: null,
    status: "exact",
    created: Date.now(),
    modified: Date.now(),
    ...change,
  };
}

export const marked = (id: string, change: Partial<Annotation> = {}): NotebookEntry => ({
  kind: "annotation",
  ...annotation(id, change),
});

export const kept = (id: string, change: Partial<Bookmark> = {}): NotebookEntry => ({
  kind: "bookmark",
  ...bookmark(id, change),
});

/** A small notebook: three marks in one article, one in another, and a bookmark. */
export function fillNotebook(fake: Fake): void {
  const now = Date.now();
  fake.marks.put(
    annotation("light", {
      address: `${LIGHTHOUSE}#history`,
      passage: { start: 400, end: 420 },
      note: "Compare",
      noteHtml: "<p>Compare</p>",
      tags: ["optics"],
      created: now,
    }),
  );
  fake.marks.put(
    annotation("lens", {
      address: "pandect://demo/fresnel-lens",
      title: "Fresnel lens",
      color: "rose",
      tags: ["optics", "glass"],
      created: now - DAY,
    }),
  );
  fake.marks.put(annotation("tower", { color: "green", created: now - 2 * DAY }));
  fake.marks.put(
    annotation("gone", {
      status: "orphaned",
      passage: null,
      color: "rose",
      created: now - 3 * DAY,
    }),
  );
  fake.bookmarks.bookmarks = [bookmark("star", { created: now - 4 * DAY, readLater: true })];
}

export function fillMany(fake: Fake, amount: number): void {
  for (let index = 0; index < amount; index += 1) {
    const created = Date.now() - index * 1000;
    fake.marks.put(annotation(`m${String(index)}`, { created, tags: ["all"] }));
  }
}
