/** Full text, its filters and what is related, over the collections of the demo. */
import { sameArticle } from "../../address";
import type { FilterCount } from "../../generated/FilterCount";
import type { MarkHit } from "../../generated/MarkHit";
import type { RelatedArticle } from "../../generated/RelatedArticle";
import type { SearchFilters } from "../../generated/SearchFilters";
import type { SearchOptions } from "../../generated/SearchOptions";
import type { SearchResults } from "../../generated/SearchResults";
import type { Suggestion } from "../../generated/Suggestion";
import { fold } from "../../reader/find";
import type { DemoLibrary } from "./library";
import { COLLECTION, hitsOf, PAGES, snippetOf, wordsOf } from "./pages";
import { PLACE_LIST, PLACES, placeText } from "./places";
import { parseQuery, stands, wantedWords, type Filter, type Query, type Term } from "./query";

interface Document {
  title: string;
  address: string;
  collection: string;
  language: string;
  categories: readonly string[];
  links: readonly string[];
  text: string;
  titleWords: readonly string[];
  words: readonly string[];
}

type Kind = "collection" | "language" | "category";

const RELATED = 6;
/** At most so many results at once. */
const MOST = 200;
/** Fewer results than this are little. */
const LITTLE = 1;

export class DemoSearch {
  readonly #library: DemoLibrary;
  #documents: Document[] | null = null;

  constructor(library: DemoLibrary) {
    this.#library = library;
  }

  suggest(text: string): Suggestion[] {
    const words = wordsOf(text);
    const fits = (title: string) => {
      const parts = wordsOf(title);
      return words.every((word) => parts.some((part) => part.startsWith(word)));
    };
    if (words.length === 0) return [];
    return PAGES.flatMap((page) => {
      const redirectFrom = page.redirects.find(fits);
      if (!fits(page.title) && redirectFrom === undefined) return [];
      return [
        {
          title: page.title,
          address: page.address,
          collection: COLLECTION,
          collectionTitle: this.#library.titleOf(COLLECTION),
          misspelt: false,
          ...(fits(page.title) || redirectFrom === undefined ? {} : { redirectFrom }),
        },
      ];
    });
  }

  search(text: string, options: SearchOptions, marks: MarkHit[]): SearchResults {
    const query = parseQuery(text);
    const words = wantedWords(query);
    const { found, relaxed } = this.#find(query, options);
    const offset = options.offset ?? 0;
    const limit = Math.min(options.limit ?? 20, MOST);
    return {
      total: found.length,
      results: found.slice(offset, offset + limit).map((document) => ({
        title: document.title,
        address: document.address,
        collection: document.collection,
        collectionTitle: this.#library.titleOf(document.collection),
        snippet: snippetOf(document.text, words),
        score: hitsOf(document.text, words).length,
      })),
      relaxed,
      ignored: query.ignored,
      marks: words.length === 0 ? [] : marks,
      didYouMean: relaxed || found.length < LITTLE ? this.#corrected(text, words) : null,
    };
  }

  filters(text: string, options: SearchOptions): SearchFilters {
    const query = parseQuery(text);
    const count = (kind: Kind, valuesOf: (document: Document) => readonly string[]) => {
      const counts = new Map<string, number>();
      for (const document of this.#find(query, options, kind).found) {
        for (const value of valuesOf(document)) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      return counts;
    };
    const named = (counts: Map<string, number>, titleOf: (value: string) => string) =>
      [...counts]
        .map(([value, amount]): FilterCount => ({ value, title: titleOf(value), count: amount }))
        .sort((one, other) => other.count - one.count || one.title.localeCompare(other.title));
    return {
      collections: named(
        count("collection", ({ collection }) => [collection]),
        (name) => this.#library.titleOf(name),
      ),
      languages: named(
        count("language", ({ language }) => [language]),
        (tag) => tag,
      ),
      categories: named(
        count("category", ({ categories }) => categories),
        (name) => name,
      ),
    };
  }

  /** Articles that are linked with this one, in a category with it, or named in one. */
  related(address: string): RelatedArticle[] {
    const all = this.#readable();
    const page = all.find((one) => sameArticle(one.address, address));
    if (!page) return [];
    const nearness = (other: Document) =>
      2 * Number(page.links.some((link) => sameArticle(link, other.address))) +
      2 * Number(other.links.some((link) => sameArticle(link, page.address))) +
      other.categories.filter((one) => page.categories.includes(one)).length +
      Number(other.categories.some((one) => stands(term(page.titleWords), wordsOf(one))));
    return all
      .filter((other) => other !== page)
      .map((document) => ({ document, near: nearness(document) }))
      .filter(({ near }) => near > 0)
      .sort((one, other) => other.near - one.near)
      .slice(0, RELATED)
      .map(({ document: { title, address: at, collection } }) => ({
        title,
        address: at,
        collectionTitle: this.#library.titleOf(collection),
      }));
  }

  /** `besides` is a kind of filter that does not count. */
  #find(
    query: Query,
    options: SearchOptions,
    besides?: Kind,
  ): { found: Document[]; relaxed: boolean } {
    const has = (document: Document) => (one: Term) =>
      stands(one, one.title ? document.titleWords : document.words);
    const allowed = this.#readable().filter(
      (document) =>
        this.#searched(document, query, options, besides) &&
        query.filters.every((filter) => passes(document, filter)) &&
        !query.excluded.some(has(document)),
    );
    const { required } = query;
    if (required.length === 0) return { found: [], relaxed: false };
    const strict = allowed.filter((one) => required.every((either) => either.some(has(one))));
    if (strict.length > 0) return { found: ranked(strict, required), relaxed: false };
    const some = allowed.filter((one) => required.some((either) => either.some(has(one))));
    return { found: ranked(some, required), relaxed: some.length > 0 };
  }

  #searched(document: Document, query: Query, options: SearchOptions, besides?: Kind): boolean {
    const { collection, language, category } = options;
    const narrowed: [Kind, string | undefined, readonly string[]][] = [
      ["collection", collection, [document.collection]],
      ["language", language, [document.language]],
      ["category", category, document.categories],
    ];
    const fits = narrowed.every(
      ([kind, value, values]) => value === undefined || kind === besides || values.includes(value),
    );
    if (!fits) return false;
    const found = this.#library.collections.find(({ name }) => name === document.collection);
    const named = query.filters.some(({ kind, excluded }) => kind === "in" && !excluded);
    return named || collection !== undefined || (found?.searched ?? false);
  }

  /** What is there and has its text indexed. */
  #readable(): Document[] {
    this.#documents ??= documents();
    const ready = this.#library.collections.filter((one) => one.index === "ready" && !one.missing);
    const names = new Set(ready.map(({ name }) => name));
    return this.#documents.filter(({ collection }) => names.has(collection));
  }

  /** The query with each unknown word replaced by the nearest known one. */
  #corrected(text: string, words: readonly string[]): string | null {
    const known = new Set(PAGES.flatMap((page) => wordsOf(`${page.title} ${page.text}`)));
    let corrected = fold(text).text;
    for (const word of words) {
      if (word.length < 4 || known.has(word)) continue;
      const near = [...known].find((other) => editsBetween(word, other) === 1);
      if (near !== undefined) corrected = corrected.replace(word, near);
    }
    return corrected === fold(text).text ? null : corrected;
  }
}

function documents(): Document[] {
  const made = (
    one: Pick<Document, "title" | "address" | "collection" | "language" | "categories" | "links">,
    text: string,
  ): Document => ({
    ...one,
    text,
    titleWords: wordsOf(one.title),
    words: wordsOf(`${one.title} ${text}`),
  });
  return [
    ...PAGES.map((page) => made(page, page.text)),
    ...PLACE_LIST.map((place) =>
      made({ ...place, collection: PLACES, links: [] }, placeText(place.title)),
    ),
  ];
}

function term(words: readonly string[]): Term {
  return { words: [...words], prefix: false, title: false };
}

function ranked(found: Document[], required: readonly Term[][]): Document[] {
  const terms = required.flat();
  const score = (document: Document) =>
    terms.filter((one) => stands(one, document.titleWords)).length * 2 +
    terms.filter((one) => stands(one, document.words)).length;
  return found
    .map((document) => ({ document, at: score(document) }))
    .sort((one, other) => other.at - one.at)
    .map(({ document }) => document);
}

function passes(document: Document, { kind, value, excluded }: Filter): boolean {
  const values = {
    in: [document.collection],
    lang: [document.language],
    category: document.categories,
  }[kind];
  return values.some((one) => fold(one).text === value) !== excluded;
}

/** How many letters must be changed, put in or left out. */
function editsBetween(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 1) return 2;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [column, asked] of [...other].entries()) {
      next.push(
        Math.min(
          (row[column] ?? 0) + Number(letter !== asked),
          (row[column + 1] ?? 0) + 1,
          (next[column] ?? 0) + 1,
        ),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
