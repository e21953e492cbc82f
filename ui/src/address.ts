/** Addresses as the window handles them: it takes them apart and puts sections on, nothing more. */

const SCHEME = "pandect://";

/** Stands in the trail for the front page, which has no address. */
export const FRONT_PAGE = "";

const BROWSE = "browse:";
const RESULTS = "search:";

/** Stands in the trail for the page of cards. */
export const STUDY_PAGE = "study:";

/** A list of a collection: of its articles, of its categories, or of the articles in one. */
export type BrowsePlace =
  | { collection: string; list: "articles" }
  | { collection: string; list: "categories" }
  | { collection: string; list: "category"; category: string };

/** All results of a query, narrowed or not. */
export interface ResultsPlace {
  query: string;
  collection?: string;
  language?: string;
  category?: string;
}

/** What results can be narrowed by. */
export const FILTERS = ["collection", "language", "category"] as const;
export type FilterKind = (typeof FILTERS)[number];

export interface AddressParts {
  collection: string;
  /** Decoded. */
  path: string;
  /** Decoded anchor of the section. */
  section: string | null;
}

export function isAddress(text: string): boolean {
  return text.startsWith(SCHEME) && text.length > SCHEME.length;
}

/** Stands in the trail for a list of a collection; nothing outside the window knows it. */
export function browseAddress(place: BrowsePlace): string {
  const list = `${BROWSE}${place.collection}`;
  if (place.list === "articles") return list;
  if (place.list === "categories") return `${list}?categories`;
  return `${list}?category=${encodeURIComponent(place.category)}`;
}

/** The list that an address of the trail means; null where it means something else. */
export function browseOf(address: string): BrowsePlace | null {
  if (!address.startsWith(BROWSE)) return null;
  const mark = address.indexOf("?");
  const collection = address.slice(BROWSE.length, mark < 0 ? undefined : mark);
  const query = mark < 0 ? "" : address.slice(mark + 1);
  if (query === "categories") return { collection, list: "categories" };
  if (!query.startsWith("category=")) return { collection, list: "articles" };
  return { collection, list: "category", category: decoded(query.slice("category=".length)) };
}

/** Stands in the trail for the results of a query. */
export function resultsAddress({ query, ...filters }: ResultsPlace): string {
  const narrowed = new URLSearchParams(filters).toString();
  return `${RESULTS}${encodeURIComponent(query)}${narrowed === "" ? "" : `?${narrowed}`}`;
}

/** The results that an address of the trail means; null where it means something else. */
export function resultsOf(address: string): ResultsPlace | null {
  if (!address.startsWith(RESULTS)) return null;
  const [query = "", filters = ""] = address.slice(RESULTS.length).split("?");
  const narrowed = new URLSearchParams(filters);
  const place: ResultsPlace = { query: decoded(query) };
  for (const kind of FILTERS) {
    const value = narrowed.get(kind);
    if (value !== null) place[kind] = value;
  }
  return place;
}

/** The address without its section. */
export function articleOf(address: string): string {
  const hash = address.indexOf("#");
  return hash < 0 ? address : address.slice(0, hash);
}

/** The anchor that an address names, decoded. */
export function sectionOf(address: string): string | null {
  const hash = address.indexOf("#");
  return hash < 0 || hash === address.length - 1 ? null : decoded(address.slice(hash + 1));
}

export function withSection(address: string, anchor: string | null): string {
  const article = articleOf(address);
  return anchor === null ? article : `${article}#${encodeURIComponent(anchor)}`;
}

export function partsOf(address: string): AddressParts {
  const rest = articleOf(address).slice(SCHEME.length);
  const slash = rest.indexOf("/");
  return {
    collection: slash < 0 ? rest : rest.slice(0, slash),
    path: slash < 0 ? "" : decoded(rest.slice(slash + 1)),
    section: sectionOf(address),
  };
}

/** What a person would call the article, where nothing but its address is known. */
export function nameOf(address: string): string {
  const { collection, path } = partsOf(address);
  return path.replaceAll("_", " ").replaceAll("-", " ").trim() || collection;
}

/** The name of the file that an address leads to. */
export function fileNameOf(address: string): string {
  const { path } = partsOf(address);
  return path.slice(path.lastIndexOf("/") + 1) || nameOf(address);
}

/** The address as percent-encoded path below a host: `<collection>/<path>`. */
export function encodedPath(address: string): string {
  return articleOf(address).slice(SCHEME.length);
}

export function sameArticle(one: string, other: string): boolean {
  return articleOf(one) === articleOf(other);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
