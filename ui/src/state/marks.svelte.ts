import { articleOf } from "../address";
import type { Annotation } from "../generated/Annotation";
import type { AnnotationChange } from "../generated/AnnotationChange";
import type { Color } from "../generated/Color";
import type { PlaceSuggestion } from "../generated/PlaceSuggestion";
import type { Style } from "../generated/Style";
import type { NewAnnotation } from "../generated/NewAnnotation";
import type { SelectedPassage } from "../reader/selection";
import type { Backend } from "../backend/backend";
import { m } from "../messages";
import { isCode } from "./errors";
import type { OpenPage } from "./open-page.svelte";
import type { Toasts } from "./toasts.svelte";

/** The annotations of the open article, and what is being done with them. */
export class MarksState {
  all = $state.raw<Annotation[]>([]);
  /** What is selected in the article, when it rests. */
  selection = $state.raw<SelectedPassage | null>(null);
  /** The mark whose card is open. */
  open = $state<string | null>(null);
  /** The mark whose note is being written. */
  editing = $state<string | null>(null);
  /** Which field of it is to have the focus. */
  field = $state<"note" | "tags">("note");
  /** Marks under the pointer, or whose note is. */
  hovered = $state.raw<string[]>([]);
  /** The mark that waits for new words to be selected. */
  attaching = $state.raw<Annotation | null>(null);
  /** Saves what is being written, for a window that is being left. */
  writing: (() => Promise<boolean>) | null = null;
  /** Grows with every change, so that lists over the whole library read again. */
  revision = $state(0);

  readonly #backend: Backend;
  readonly #page: OpenPage;
  readonly #toasts: Toasts;
  readonly #failed: (reason: unknown) => void;

  constructor(backend: Backend, page: OpenPage, toasts: Toasts, failed: (reason: unknown) => void) {
    this.#backend = backend;
    this.#page = page;
    this.#toasts = toasts;
    this.#failed = failed;
  }

  readonly orphans = $derived(this.all.filter((mark) => mark.status === "orphaned"));
  readonly placed = $derived(this.all.filter((mark) => mark.status !== "orphaned"));
  readonly opened = $derived(this.all.find((mark) => mark.id === this.open) ?? null);

  /** Something is being written that `save` keeps; call what is given back when it is not any more. */
  writeWith(save: () => Promise<boolean>): () => void {
    this.writing = save;
    return () => {
      if (this.writing === save) this.writing = null;
    };
  }

  find(id: string): Annotation | undefined {
    return this.all.find((mark) => mark.id === id);
  }

  /** Takes over the marks of an article that has just been shown. */
  show(marks: readonly Annotation[]): void {
    this.all = [...marks];
    this.selection = null;
    this.open = null;
    this.editing = null;
    this.hovered = [];
  }

  /** Reads the marks of the open article again. */
  async refresh(): Promise<void> {
    const view = this.#page.view;
    this.revision += 1;
    if (!view) return;
    await this.#guard(async () => {
      const marks = await this.#backend.listAnnotations({ address: articleOf(view.address) });
      if (view === this.#page.view) this.all = inPageOrder(marks);
    });
  }

  /** Marks the selected words; gives back the mark. */
  async highlight(
    { color, style }: { color: Color; style: Style },
    write?: "note" | "tags",
  ): Promise<Annotation | null> {
    const selected = this.selection ?? this.#page.reader?.selected() ?? null;
    const view = this.#page.view;
    if (!selected || !view) return null;
    const made = await this.add({
      address: articleOf(view.address),
      passage: selected.passage,
      textHash: view.textHash,
      color,
      style,
    });
    if (made) {
      document.getSelection()?.removeAllRanges();
      this.selection = null;
      if (write) this.edit(made.id, write);
    }
    return made;
  }

  /** A note on an article or a section. */
  async noteOn(address: string): Promise<void> {
    const made = await this.add({ address });
    if (made) this.edit(made.id);
  }

  edit(id: string, field: "note" | "tags" = "note"): void {
    this.open = id;
    this.editing = id;
    this.field = field;
  }

  close(): void {
    this.open = null;
    this.editing = null;
  }

  async add(annotation: NewAnnotation): Promise<Annotation | null> {
    this.#toasts.changed();
    try {
      const made = await this.#backend.addAnnotation(annotation);
      this.#put(made);
      return made;
    } catch (reason) {
      await this.#refused(reason);
      return null;
    }
  }

  async update(id: string, change: AnnotationChange): Promise<Annotation | null> {
    this.#toasts.changed();
    try {
      const changed = await this.#backend.updateAnnotation(id, change);
      this.#put(changed);
      return changed;
    } catch (reason) {
      await this.#refused(reason);
      return null;
    }
  }

  async remove(mark: Annotation): Promise<void> {
    await this.#guard(async () => {
      await this.#backend.deleteAnnotation(mark.id);
      if (this.open === mark.id) this.close();
      this.all = this.all.filter((one) => one.id !== mark.id);
      this.revision += 1;
      this.#toasts.show({
        text: mark.note === "" ? m.toasts.highlightDeleted : m.toasts.noteDeleted,
        undo: async () => {
          this.#put(await this.#backend.restoreAnnotation(mark.id));
        },
      });
    });
  }

  /** Takes away a note that was begun and left empty; nobody misses it. */
  async discard(mark: Annotation): Promise<void> {
    this.#toasts.changed();
    await this.#guard(async () => {
      await this.#backend.deleteAnnotation(mark.id);
      if (this.open === mark.id) this.close();
      this.all = this.all.filter((one) => one.id !== mark.id);
      this.revision += 1;
    });
  }

  /** The person says that the found words are the ones meant. */
  async confirm(mark: Annotation): Promise<void> {
    const view = this.#page.view;
    if (!view) return;
    const { address, passage } = mark;
    const { textHash } = view;
    const done = await this.update(mark.id, passage ? { passage, textHash } : { address });
    if (done) this.#toasts.offer(m.toasts.placeConfirmed[passage ? "passage" : "section"]);
  }

  /** The person says that the found words are not the ones meant: it waits in the tray. */
  async detach(mark: Annotation): Promise<void> {
    const done = await this.update(mark.id, { detach: true });
    if (!done) return;
    this.close();
    this.#toasts.offer(m.toasts.detached);
  }

  /** Puts a mark without a place where the library suggests it. */
  async putAt(mark: Annotation, place: PlaceSuggestion): Promise<boolean> {
    const { address, passage, textHash, title } = place;
    const done = await this.update(mark.id, { address, passage, textHash });
    if (!done) return false;
    this.#toasts.offer(m.toasts.putIn(title));
    const view = this.#page.view;
    if (view && articleOf(view.address) === articleOf(done.address)) {
      this.#page.reader?.showPassage(passage, true);
    }
    return true;
  }

  /** Gives a note the words that it had before. */
  async useVersion(mark: Annotation, note: string): Promise<void> {
    if (await this.update(mark.id, { note })) this.#toasts.offer(m.toasts.versionUsed);
  }

  startAttaching(mark: Annotation): void {
    this.close();
    this.attaching = mark;
  }

  /** Puts the waiting mark on the selected words. */
  async attach(): Promise<void> {
    const mark = this.attaching;
    const view = this.#page.view;
    const selected = this.selection ?? this.#page.reader?.selected() ?? null;
    if (!mark || !view || !selected) return;
    const { passage } = selected;
    const here = articleOf(view.address);
    const done = await this.update(mark.id, {
      passage,
      textHash: view.textHash,
      ...(articleOf(mark.address) === here ? {} : { address: here }),
    });
    if (!done) return;
    this.attaching = null;
    this.selection = null;
    document.getSelection()?.removeAllRanges();
    this.#toasts.offer(m.toasts.attached);
    this.#page.reader?.showPassage(passage, true);
  }

  /** The mark before or behind the one that is open, in page order. */
  neighbour(by: 1 | -1): Annotation | null {
    const marks = this.placed.filter((mark) => mark.passage !== null);
    const at = marks.findIndex((mark) => mark.id === this.open);
    if (at < 0) return (by > 0 ? marks[0] : marks.at(-1)) ?? null;
    return marks[(at + by + marks.length) % marks.length] ?? null;
  }

  #put(mark: Annotation): void {
    this.revision += 1;
    const view = this.#page.view;
    if (!view) return;
    const others = this.all.filter((one) => one.id !== mark.id);
    const here = articleOf(mark.address) === articleOf(view.address);
    this.all = here ? inPageOrder([...others, mark]) : others;
  }

  /** The text is another than the one that the words were chosen in: show it, then say so. */
  async #refused(reason: unknown): Promise<void> {
    if (!isCode(reason, "page-changed")) {
      this.#failed(reason);
      return;
    }
    await this.#page.reload();
    this.#toasts.show({ text: m.toasts.pageChanged });
  }

  async #guard(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (reason) {
      this.#failed(reason);
    }
  }
}

/** Notes on the article first, then by place; what has none comes last. */
export function inPageOrder(marks: readonly Annotation[]): Annotation[] {
  const rank = (mark: Annotation) =>
    mark.target === "article" ? -1 : (mark.passage?.start ?? Number.MAX_SAFE_INTEGER);
  return [...marks].sort((one, other) => rank(one) - rank(other) || one.created - other.created);
}
