import type { Backend } from "../backend/backend";
import { narrows } from "../desk";
import type { ErrorView } from "../generated/ErrorView";
import type { Notebook } from "../generated/Notebook";
import type { NotebookCounts } from "../generated/NotebookCounts";
import type { NotebookEntry } from "../generated/NotebookEntry";
import type { NotebookFilter } from "../generated/NotebookFilter";
import { errorOf, isCode } from "./errors";

/** As many as fill a window: the fewer rows there are, the sooner the first of them is seen. */
export const FIRST = 20;
/** How many marks are read at a time behind those. */
export const PAGE = 50;
/** Asked for at once where a place far down is shown again, and where all are selected. */
const MOST = 500;

/** What the notebook shows: the marks that fit, as far as they were read, and what narrows them. */
export class NotebookState {
  filter = $state.raw<NotebookFilter>({});
  entries = $state.raw<NotebookEntry[]>([]);
  /** All that fit; null where nothing was read yet. */
  total = $state<number | null>(null);
  counts = $state.raw<NotebookCounts | null>(null);
  busy = $state(false);
  error = $state.raw<ErrorView | null>(null);
  readonly #backend: Backend;
  #asked = 0;
  #least = FIRST;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  get ended(): boolean {
    return this.total !== null && this.entries.length >= this.total;
  }

  get end(): number {
    return this.entries.length;
  }

  /** Nothing is kept at all, as opposed to nothing that fits. */
  get bare(): boolean {
    return this.total === 0 && !narrows(this.filter);
  }

  /** Shows what fits; `upTo` is the mark that must be among those read. */
  async show(filter: NotebookFilter, upTo = 0): Promise<void> {
    if (filter.address !== this.filter.address) {
      // Marks of another article; those of a wider filter stay until the narrower ones are there.
      this.entries = [];
      this.total = null;
    }
    this.filter = filter;
    this.#least = FIRST + Math.max(0, Math.ceil((upTo + 1 - FIRST) / PAGE)) * PAGE;
    await this.#readFromTop();
  }

  /** Reads again what is shown: marks were changed. */
  async refresh(): Promise<void> {
    if (this.total === null) return;
    this.#least = Math.max(FIRST, this.entries.length);
    await this.#readFromTop();
  }

  /** Tries again after a mistake. */
  async retry(): Promise<void> {
    if (this.total === null || this.entries.length === 0) await this.#readFromTop();
    else await this.#more();
  }

  /** Reads on behind the last mark. */
  async more(): Promise<void> {
    if (this.busy || this.ended || this.error || this.total === null) return;
    await this.#more();
  }

  /** Every mark that fits, read or not. */
  async everything(): Promise<NotebookEntry[]> {
    const { filter } = this;
    let all = this.ended ? this.entries : [];
    for (let total = this.ended ? 0 : Infinity; all.length < total;) {
      const next = await this.#backend.notebook(filter, all.length, MOST);
      const longer = joined(all, next.entries);
      if (longer.length === all.length) break;
      all = longer;
      ({ total } = next);
    }
    return all;
  }

  async #readFromTop(): Promise<void> {
    await this.#read(async (current) => {
      let answer = await this.#ask(0, Math.min(this.#least, MOST));
      for (;;) {
        const missing = Math.min(this.#least, answer.total) - answer.entries.length;
        if (missing <= 0 || !current()) break;
        answer = longer(answer, await this.#ask(answer.entries.length, Math.min(missing, MOST)));
      }
      return answer;
    });
  }

  async #more(): Promise<void> {
    const { entries } = this;
    await this.#read(async () => {
      const next = await this.#ask(entries.length, PAGE);
      return longer({ ...next, entries }, next);
    });
  }

  #ask(offset: number, limit: number): Promise<Notebook> {
    return this.#backend.notebook(this.filter, offset, limit);
  }

  /** A newer question wins, whichever answer comes first. */
  async #read(read: (current: () => boolean) => Promise<Notebook>): Promise<void> {
    const asked = (this.#asked += 1);
    const current = () => asked === this.#asked;
    this.busy = true;
    this.error = null;
    try {
      const { entries, total, counts } = await read(current);
      if (!current()) return;
      this.entries = entries;
      this.total = total;
      this.counts = counts;
    } catch (reason) {
      if (current() && !isCode(reason, "cancelled")) this.error = errorOf(reason);
    } finally {
      if (current()) this.busy = false;
    }
  }
}

/** Marks behind others; those that moved meanwhile and come twice are taken once. */
function joined(entries: NotebookEntry[], next: readonly NotebookEntry[]): NotebookEntry[] {
  const known = new Set(entries.map(({ id }) => id));
  return [...entries, ...next.filter(({ id }) => !known.has(id))];
}

function longer(answer: Notebook, next: Notebook): Notebook {
  const entries = joined(answer.entries, next.entries);
  // Where nothing new comes, there is no more, whatever was counted.
  const ended = entries.length === answer.entries.length;
  return { ...next, entries, total: ended ? entries.length : next.total };
}
