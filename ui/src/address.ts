/** Addresses as the window handles them: it takes them apart and puts sections on, nothing more. */

const SCHEME = "pandect://";

/** Stands in the trail for the front page, which has no address. */
export const FRONT_PAGE = "";

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
