import type { NotebookEntry } from "../generated/NotebookEntry";

/** Marks that something is to be done with. */
export class MarkSelection {
  chosen = $state.raw<ReadonlyMap<string, NotebookEntry>>(new Map());
  /** Where a range begins. */
  #from: string | null = null;

  get size(): number {
    return this.chosen.size;
  }

  get entries(): NotebookEntry[] {
    return [...this.chosen.values()];
  }

  has(id: string): boolean {
    return this.chosen.has(id);
  }

  /** Takes a mark in or out; with `range` all from the last one on, as they are listed. */
  toggle(entry: NotebookEntry, listed: readonly NotebookEntry[], range = false): void {
    const wanted = !this.has(entry.id);
    const from = range ? listed.findIndex(({ id }) => id === this.#from) : -1;
    const to = listed.findIndex(({ id }) => id === entry.id);
    const meant =
      from < 0 || to < 0 ? [entry] : listed.slice(Math.min(from, to), Math.max(from, to) + 1);
    const chosen = new Map(this.chosen);
    for (const one of meant) {
      if (wanted) chosen.set(one.id, one);
      else chosen.delete(one.id);
    }
    this.chosen = chosen;
    this.#from = entry.id;
  }

  take(entries: readonly NotebookEntry[]): void {
    this.chosen = new Map(entries.map((entry) => [entry.id, entry]));
  }

  clear(): void {
    this.chosen = new Map();
    this.#from = null;
  }

  /** The list was read again: what it has is newer, what it lost is not meant any more. */
  follow(before: readonly NotebookEntry[], now: readonly NotebookEntry[]): void {
    if (this.size === 0) return;
    const chosen = new Map(this.chosen);
    for (const { id } of before) chosen.delete(id);
    for (const entry of now) {
      if (this.has(entry.id)) chosen.set(entry.id, entry);
    }
    this.chosen = chosen;
  }
}
