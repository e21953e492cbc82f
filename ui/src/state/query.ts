/** What the window needs to know of the query language; what a query means is the library's to say. */

const SIGN = /"|(?:^|\s)-\S|\S\*(?:\s|$)|\sOR\s/u;
const FIELD = /(?:^|\s)(?:title|in|lang|category):\S/iu;
/** A filter, or what is to be left out. */
const ASIDE = /(?:^|\s)(?:-(?:\w+:)?|(?:in|lang|category):)(?:"[^"]*"?|\S+)/giu;
const IN = /(?:^|\s)-?in:(?:"[^"]*"?|\S+)/giu;

/** Whether a query has signs that mean something. */
export function hasOperators(query: string): boolean {
  return SIGN.test(query) || FIELD.test(query);
}

/** The words that are wanted, without any signs. */
export function plainWords(query: string): string {
  return tidy(
    query
      .replace(ASIDE, " ")
      .replace(/\btitle:/giu, "")
      .replace(/["*]/gu, " ")
      .replace(/\sOR\s/gu, " "),
  );
}

/** The query without the collections that it names. */
export function inAllCollections(query: string): string {
  return tidy(query.replace(IN, " "));
}

/** Signs to be put around what is selected. */
export interface Signs {
  before: string;
  after: string;
  /** It stands behind a word, without a space. */
  joined?: boolean;
}

/** Puts signs into a text, and tells where to write on. */
export function withSigns(
  text: string,
  start: number,
  end: number,
  { before, after, joined = false }: Signs,
): { text: string; caret: number } {
  const head = text.slice(0, start);
  const space = joined || head === "" || /\s$/u.test(head) ? "" : " ";
  const upTo = `${head}${space}${before}${text.slice(start, end)}`;
  return { text: `${upTo}${after}${text.slice(end)}`, caret: upTo.length };
}

function tidy(query: string): string {
  return query.replace(/\s+/gu, " ").trim();
}
