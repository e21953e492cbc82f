import { FILTERS, type FilterKind, type ResultsPlace } from "../address";
import type { Backend } from "../backend/backend";
import type { ErrorView } from "../generated/ErrorView";
import type { SearchFilters } from "../generated/SearchFilters";
import type { SearchResults } from "../generated/SearchResults";
import type { Suggestion } from "../generated/Suggestion";
import { errorOf, isCode } from "./errors";
import { plainWords } from "./query";

/** How many results are read at a time. */
export const PAGE = 20;
/** The library gives no more at once. */
const MOST = 200;
const TITLES = 6;

/** What the page of results shows: the results, and what they can be narrowed to. */
export class ResultsState {
  place = $state.raw<ResultsPlace>({ query: "" });
  answer = $state.raw<SearchResults | null>(null);
  filters = $state.raw<SearchFilters | null>(null);
  /** Titles that come near, where no text has what was asked for. */
  titles = $state.raw<Suggestion[]>([]);
  busy = $state(false);
  error = $state.raw<ErrorView | null>(null);
  /** To be asked again when the box is closed, which takes the library's attention. */
  interrupted = $state(false);
  readonly #backend: Backend;
  #asked = 0;
  #least = PAGE;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** The filters that are chosen. */
  readonly chosen = $derived(
    FILTERS.flatMap((kind) => {
      const value = this.place[kind];
      return value === undefined ? [] : [{ kind, value }];
    }),
  );

  get ended(): boolean {
    return this.answer === null || this.answer.results.length >= this.answer.total;
  }

  /**
   * Shows a place; `upTo` is the result that must be among those read. Says whether nothing else was asked for
   * meanwhile.
   */
  async show(place: ResultsPlace, upTo = 0): Promise<boolean> {
    if (place.query !== this.place.query) {
      // Answers to another question; those to a narrower one stay until theirs are there.
      this.answer = null;
      this.filters = null;
    }
    this.place = place;
    this.titles = [];
    this.#least = (Math.floor(upTo / PAGE) + 1) * PAGE;
    return await this.#read(async (asked) => {
      let answer = await this.#search(0, Math.min(this.#least, MOST));
      for (;;) {
        const missing = Math.min(this.#least, answer.total) - answer.results.length;
        if (missing <= 0 || asked !== this.#asked) break;
        answer = joined(answer, await this.#search(answer.results.length, Math.min(missing, MOST)));
      }
      if (asked !== this.#asked) return;
      this.answer = answer;
      void this.#readFilters(place);
      if (answer.total === 0) void this.#readTitles(place);
    });
  }

  /** Reads on behind the last result; gives back where the new ones begin. */
  async more(): Promise<number | null> {
    const { answer } = this;
    if (!answer || this.busy || this.ended) return null;
    const from = answer.results.length;
    this.#least = from + PAGE;
    await this.#read(async (asked) => {
      const next = await this.#search(from, PAGE);
      if (asked === this.#asked) this.answer = joined(answer, next);
    });
    return (this.answer?.results.length ?? 0) > from ? from : null;
  }

  /** Asks again: after a mistake, or when the library has been otherwise busy. */
  async again(): Promise<void> {
    await this.show(this.place, this.#least - 1);
  }

  /** The place with a filter chosen, or without the one of its kind. */
  with(kind: FilterKind, value: string | null): ResultsPlace {
    const place: ResultsPlace = { query: this.place.query };
    for (const one of FILTERS) {
      const chosen = one === kind ? value : this.place[one];
      if (chosen !== null && chosen !== undefined) place[one] = chosen;
    }
    return place;
  }

  #search(offset: number, limit: number): Promise<SearchResults> {
    const { query, ...filters } = this.place;
    return this.#backend.search(query, { ...filters, offset, limit });
  }

  async #read(read: (asked: number) => Promise<void>): Promise<boolean> {
    const asked = (this.#asked += 1);
    this.busy = true;
    this.interrupted = false;
    this.error = null;
    try {
      await read(asked);
    } catch (reason) {
      if (asked !== this.#asked) return false;
      if (isCode(reason, "cancelled")) this.interrupted = true;
      else this.error = errorOf(reason);
    }
    if (asked !== this.#asked) return false;
    this.busy = false;
    return true;
  }

  /** Comes after the results, and is only left out where it cannot be had. */
  async #readFilters(place: ResultsPlace): Promise<void> {
    const { query, ...chosen } = place;
    const filters = await this.#backend.searchFilters(query, chosen).catch(() => null);
    if (filters && place === this.place) this.filters = filters;
  }

  async #readTitles(place: ResultsPlace): Promise<void> {
    const words = plainWords(place.query);
    if (words === "") return;
    const titles = await this.#backend.suggest(words, TITLES).catch(() => []);
    if (place === this.place) this.titles = titles;
  }
}

/** More results behind those that are there. */
function joined(answer: SearchResults, next: SearchResults): SearchResults {
  const known = new Set(answer.results.map(({ address }) => address));
  const fresh = next.results.filter(({ address }) => !known.has(address));
  const results = [...answer.results, ...fresh];
  // Where nothing new comes, there is no more, whatever was counted.
  return { ...answer, results, total: fresh.length === 0 ? results.length : next.total };
}
