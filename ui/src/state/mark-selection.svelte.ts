/** Whatever has a name of its own in a list. */
export interface Named {
  readonly id: string;
}

/** Marks that something is to be done with. */
export class MarkSelection<Mark extends Named> {
  chosen = $state.raw<ReadonlyMap<string, Mark>>(new Map());
  /** The one that was taken in or out last, where a range begins. */
  last: string | null = null;

  get size(): number {
    return this.chosen.size;
  }

  get entries(): Mark[] {
    return [...this.chosen.values()];
  }

  has(id: string): boolean {
    return this.chosen.has(id);
  }

  /** Takes a mark in or out; with `range` all from the last one on, as they are listed. */
  toggle(mark: Mark, listed: readonly Mark[], range = false): void {
    const wanted = !this.has(mark.id);
    const from = range ? listed.findIndex(({ id }) => id === this.last) : -1;
    const to = listed.findIndex(({ id }) => id === mark.id);
    const meant =
      from < 0 || to < 0 ? [mark] : listed.slice(Math.min(from, to), Math.max(from, to) + 1);
    const chosen = new Map(this.chosen);
    for (const one of meant) {
      if (wanted) chosen.set(one.id, one);
      else chosen.delete(one.id);
    }
    this.chosen = chosen;
    this.last = mark.id;
  }

  take(marks: readonly Mark[]): void {
    this.chosen = new Map(marks.map((mark) => [mark.id, mark]));
  }

  /** These are not meant any more. */
  drop(marks: readonly Mark[]): void {
    const chosen = new Map(this.chosen);
    for (const { id } of marks) chosen.delete(id);
    this.chosen = chosen;
  }

  clear(): void {
    this.chosen = new Map();
    this.last = null;
  }

  /** The list was read again: what it has is newer, what it lost is not meant any more. */
  follow(before: readonly Mark[], now: readonly Mark[]): void {
    if (this.size === 0) return;
    const chosen = new Map(this.chosen);
    for (const { id } of before) chosen.delete(id);
    for (const mark of now) {
      if (this.has(mark.id)) chosen.set(mark.id, mark);
    }
    this.chosen = chosen;
  }
}
