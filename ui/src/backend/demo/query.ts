/** The query language as the core reads it, as far as a fake needs it. */
import { fold } from "../../reader/find";
import { wordsOf } from "./pages";

export interface Term {
  /** The words that must stand side by side; one of them, mostly. */
  words: string[];
  prefix: boolean;
  title: boolean;
}

export interface Filter {
  kind: "in" | "lang" | "category";
  value: string;
  excluded: boolean;
}

export interface Query {
  /** Of each of these at least one is wanted. */
  required: Term[][];
  excluded: Term[];
  filters: Filter[];
  ignored: string[];
}

const PART = /(-?)(?:(title|in|lang|category):)?(?:"([^"]*)"|(\S+))/giu;

export function parseQuery(text: string): Query {
  const query: Query = { required: [], excluded: [], filters: [], ignored: [] };
  let either = false;
  for (const [whole, minus, name, phrase, word] of text.matchAll(PART)) {
    if (whole === "OR" && query.required.length > 0) {
      either = true;
      continue;
    }
    const field = name?.toLowerCase();
    const value = phrase ?? word ?? "";
    if (field === "in" || field === "lang" || field === "category") {
      query.filters.push({ kind: field, value: fold(value).text, excluded: minus !== "" });
      continue;
    }
    const term: Term = {
      words: wordsOf(value),
      prefix: phrase === undefined && value.endsWith("*"),
      title: field === "title",
    };
    if (term.words.length === 0) continue;
    if (minus !== "") query.excluded.push(term);
    else if (either) query.required.at(-1)?.push(term);
    else query.required.push([term]);
    either = false;
  }
  if (text.split('"').length % 2 === 0) {
    query.ignored.push("The quotation mark has no partner, so it was left out.");
  }
  return query;
}

/** Every word that is wanted. */
export function wantedWords({ required }: Query): string[] {
  return required.flatMap((either) => either.flatMap((term) => term.words));
}

/** Whether a term stands in these words. */
export function stands({ words, prefix }: Term, text: readonly string[]): boolean {
  const fits = (word: string | undefined, asked: string) =>
    word !== undefined &&
    (word === asked || word === `${asked}s` || (prefix && word.startsWith(asked)));
  return text.some((_, at) => words.every((asked, index) => fits(text[at + index], asked)));
}
