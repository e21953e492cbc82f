import type { ErrorView } from "../generated/ErrorView";
import { errorOf } from "./errors";

/** How many entries are read at a time. */
export const PAGE = 120;

/** A list that goes on as far as it is read. */
export interface Endless {
  readonly end: number;
  readonly ended: boolean;
  readonly busy: boolean;
  readonly error: ErrorView | null;
  more(): Promise<void>;
  retry(): Promise<void>;
}

/** One answer: the entries from an offset of the whole list on. */
export interface ListPage<Entry> {
  offset: number;
  entries: Entry[];
}

/**
 * A long list that is read page by page. It can begin anywhere, and goes on at both ends. Late
 * answers to what is not wanted any more are dropped.
 */
export class Listing<Entry> {
  pages = $state.raw<ListPage<Entry>[]>([]);
  /** Nothing comes behind the last page. */
  ended = $state(false);
  busy = $state(false);
  error = $state.raw<ErrorView | null>(null);
  readonly #read: (offset: number, limit: number) => Promise<Entry[]>;
  #asked = 0;

  constructor(read: (offset: number, limit: number) => Promise<Entry[]>) {
    this.#read = read;
  }

  /** The offset that the list begins at now. */
  get start(): number {
    return this.pages[0]?.offset ?? 0;
  }

  get end(): number {
    const last = this.pages.at(-1);
    return last ? last.offset + last.entries.length : 0;
  }

  get empty(): boolean {
    return this.ended && this.start === 0 && this.end === 0;
  }

  /** Shows the list from here on; what was shown stays until the answer is there. */
  async begin(offset: number): Promise<void> {
    await this.#ask(offset, PAGE, (entries) => {
      this.pages = entries.length > 0 ? [{ offset, entries }] : [];
      this.ended = entries.length < PAGE;
    });
  }

  /** Reads on behind the last page. */
  async more(): Promise<void> {
    if (this.busy || this.ended || this.error) return;
    const offset = this.end;
    await this.#ask(offset, PAGE, (entries) => {
      if (entries.length > 0) this.pages = [...this.pages, { offset, entries }];
      this.ended = entries.length < PAGE;
    });
  }

  /** Reads what comes before the first page. */
  async earlier(): Promise<void> {
    const { start } = this;
    if (this.busy || start === 0) return;
    const offset = Math.max(0, start - PAGE);
    await this.#ask(offset, start - offset, (entries) => {
      this.pages = [{ offset, entries }, ...this.pages];
    });
  }

  /** Tries again after a mistake. */
  async retry(): Promise<void> {
    this.error = null;
    await (this.pages.length > 0 ? this.more() : this.begin(0));
  }

  async #ask(offset: number, limit: number, take: (entries: Entry[]) => void): Promise<void> {
    const asked = (this.#asked += 1);
    this.busy = true;
    try {
      const entries = await this.#read(offset, limit);
      if (asked !== this.#asked) return;
      this.error = null;
      take(entries);
    } catch (reason) {
      if (asked === this.#asked) this.error = errorOf(reason);
    } finally {
      if (asked === this.#asked) this.busy = false;
    }
  }
}
