import type { Backend } from "../backend/backend";
import type { ErrorView } from "../generated/ErrorView";
import type { MarkHit } from "../generated/MarkHit";
import type { SearchResult } from "../generated/SearchResult";
import type { Suggestion } from "../generated/Suggestion";
import { errorOf, isCode } from "./errors";
import { hasOperators } from "./query";

/** Full text is searched when typing rests this long. */
const REST = 140;
const TITLES = 7;
const RESULTS = 8;

export type Row =
  | { kind: "recent"; id: string; query: string }
  /** Takes all recent searches off the list. */
  | { kind: "clear"; id: string }
  | { kind: "title"; id: string; suggestion: Suggestion }
  | { kind: "result"; id: string; result: SearchResult }
  | { kind: "mark"; id: string; mark: MarkHit }
  /** The corrected query. */
  | { kind: "mean"; id: string; query: string }
  /** The page of all results. */
  | { kind: "all"; id: string };

export interface Found {
  query: string;
  total: number;
  results: SearchResult[];
  marks: MarkHit[];
  relaxed: boolean;
  ignored: string[];
  didYouMean: string | null;
}

const NOTHING: Found = {
  query: "",
  total: 0,
  results: [],
  marks: [],
  relaxed: false,
  ignored: [],
  didYouMean: null,
};

/**
 * The search box and what it found. Titles follow every key press, full text comes alongside when
 * typing rests. What is shown stays until its better is there, and late answers are dropped.
 */
export class SearchState {
  open = $state(false);
  text = $state("");
  titles = $state.raw<{ query: string; rows: Suggestion[] }>({ query: "", rows: [] });
  found = $state.raw<Found>(NOTHING);
  busy = $state(false);
  error = $state.raw<ErrorView | null>(null);
  /** Id of the row that Enter opens; null is the best title, or all results where there is none. */
  chosen = $state<string | null>(null);

  readonly #backend: Backend;
  readonly #recent: () => readonly string[];
  #textBefore = "";
  #titlesAsked = 0;
  #foundAsked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pending: Promise<void> = Promise.resolve();

  constructor(backend: Backend, recent: () => readonly string[]) {
    this.#backend = backend;
    this.#recent = recent;
  }

  get query(): string {
    return this.text.trim();
  }

  /** Both answers belong to what stands in the box. */
  get settled(): boolean {
    return this.titles.query === this.query && this.found.query === this.query && !this.busy;
  }

  readonly rows = $derived.by((): Row[] => {
    if (this.query === "") {
      const recent = this.#recent().map((query): Row => ({
        kind: "recent",
        id: `recent:${query}`,
        query,
      }));
      return recent.length === 0 ? [] : [...recent, { kind: "clear", id: "clear" }];
    }
    const titles = this.titles.rows.map((suggestion): Row => ({
      kind: "title",
      id: `title:${suggestion.address}`,
      suggestion,
    }));
    const results = this.found.results.map((result): Row => ({
      kind: "result",
      id: `text:${result.address}`,
      result,
    }));
    const marks = this.found.marks.map((mark): Row => ({
      kind: "mark",
      id: `mark:${mark.id}`,
      mark,
    }));
    const { didYouMean } = this.found;
    const mean: Row[] =
      didYouMean === null ? [] : [{ kind: "mean", id: "mean", query: didYouMean }];
    return [...titles, ...mean, ...results, ...marks, { kind: "all", id: "all" }];
  });

  readonly current = $derived.by((): Row | null => {
    const chosen = this.rows.find((row) => row.id === this.chosen);
    if (chosen) return chosen;
    if (this.query === "") return null;
    const first = this.rows[0];
    // Who asks for the text in so many signs is not after a title.
    const title = first?.kind === "title" && !hasOperators(this.query);
    const meant = title && (!first.suggestion.misspelt || this.#nothingFits);
    return (meant ? first : this.rows.at(-1)) ?? null;
  });

  /** It is known that no text has what was typed: a title that is only like it is what was meant. */
  get #nothingFits(): boolean {
    const { query, total, relaxed } = this.found;
    return query === this.query && (total === 0 || relaxed);
  }

  start(): void {
    if (this.open) return;
    this.#textBefore = this.text;
    this.open = true;
    this.chosen = null;
    if (this.query !== "") this.type(this.text);
  }

  /** Closes the sheet and gives back what stood in the box. */
  cancel(): void {
    this.#stop();
    this.open = false;
    this.text = this.#textBefore;
  }

  /** Closes the sheet because something was opened. */
  finish(): void {
    this.#stop();
    this.open = false;
    this.text = "";
    this.titles = { query: "", rows: [] };
    this.found = NOTHING;
  }

  /** The page shows what was found for this: it stands in the box, to be changed. */
  hold(query: string): void {
    if (!this.open) this.text = query;
  }

  /** The page does not show that any more. */
  release(query: string): void {
    if (!this.open && this.text === query) this.text = "";
  }

  type(text: string): void {
    this.open = true;
    this.text = text;
    this.chosen = null;
    this.error = null;
    clearTimeout(this.#timer);
    const query = this.query;
    if (query === "") {
      this.#stop();
      this.titles = { query: "", rows: [] };
      this.found = NOTHING;
      return;
    }
    this.busy = true;
    // Asking for titles ends the search of texts that is under way.
    this.#foundAsked += 1;
    this.#pending = this.#suggest(query);
    this.#timer = setTimeout(() => {
      void this.#search(query);
    }, REST);
  }

  move(by: 1 | -1): void {
    const rows = this.rows;
    if (rows.length === 0) return;
    const at = rows.findIndex((row) => row.id === this.current?.id);
    const next = at < 0 && by < 0 ? rows.length - 1 : (at + by + rows.length) % rows.length;
    this.chosen = rows[next]?.id ?? null;
  }

  /**
   * The row to open now; waits for the titles of what was just typed, and where these are only like it, for
   * whether texts have it.
   */
  async choice(): Promise<Row | null> {
    if (this.chosen !== null) return this.current;
    await this.#pending;
    const query = this.query;
    if (this.titles.rows[0]?.misspelt === true && this.found.query !== query) {
      clearTimeout(this.#timer);
      await this.#search(query);
    }
    return this.current;
  }

  async #suggest(query: string): Promise<void> {
    const asked = (this.#titlesAsked += 1);
    try {
      const rows = await this.#backend.suggest(query, TITLES);
      if (asked === this.#titlesAsked) this.titles = { query, rows };
    } catch (reason) {
      this.#failed(reason, asked === this.#titlesAsked);
    }
  }

  async #search(query: string): Promise<void> {
    const asked = (this.#foundAsked += 1);
    try {
      const answer = await this.#backend.search(query, { limit: RESULTS, typing: true });
      if (asked !== this.#foundAsked) return;
      this.found = { query, ...answer };
      this.busy = false;
    } catch (reason) {
      const current = asked === this.#foundAsked;
      if (current) this.busy = false;
      this.#failed(reason, current);
    }
  }

  #failed(reason: unknown, current: boolean): void {
    if (!current || isCode(reason, "cancelled")) return;
    this.error = errorOf(reason);
    this.busy = false;
  }

  /** Whatever is still under way comes too late. */
  #stop(): void {
    clearTimeout(this.#timer);
    this.#titlesAsked += 1;
    this.#foundAsked += 1;
    this.#pending = Promise.resolve();
    this.busy = false;
    this.error = null;
  }
}
