import { fold, findAll } from "../../reader/find";
import { parseCleaned } from "../../reader/trusted";
import type { Passage } from "../../generated/Passage";
import type { SectionView } from "../../generated/SectionView";
import type { Snippet } from "../../generated/Snippet";
import { DEMO_ARTICLES, type DemoArticle } from "./articles";

export const COLLECTION = "demo";
export const COLLECTION_TITLE = "Demo encyclopedia";

/** An article with what the core would have read from its HTML. */
export interface DemoPage extends DemoArticle {
  collection: string;
  address: string;
  text: string;
  textHash: string;
  sections: SectionView[];
  links: string[];
}

export const PAGES: readonly DemoPage[] = DEMO_ARTICLES.map((article) => pageOf(article));

export function pageAt(address: string): DemoPage | undefined {
  const article = address.split("#")[0] ?? "";
  const path = decodeURIComponent(article.slice(`pandect://${COLLECTION}/`.length));
  return PAGES.find(
    (page) => page.address === article || page.redirects.includes(path.replaceAll("_", " ")),
  );
}

/** A piece of text around the first of the words, with all hits in it. */
export function snippetOf(text: string, words: readonly string[]): Snippet {
  const hits = hitsOf(text, words);
  const first = hits[0]?.start ?? 0;
  const start = Math.max(0, first - 60);
  const end = Math.min(text.length, start + 180);
  const piece = text.slice(start, end).replaceAll("\n", " ");
  return {
    text: piece,
    hits: hits
      .filter((hit) => hit.start >= start && hit.end <= end)
      .map((hit) => ({ start: hit.start - start, end: hit.end - start })),
  };
}

export function hitsOf(text: string, words: readonly string[]): Passage[] {
  const folded = fold(text);
  const hits = words.flatMap((word) => findAll(folded, word));
  hits.sort((one, other) => one.start - other.start || other.end - one.end);
  return hits.filter((hit, index) => index === 0 || hit.start >= (hits[index - 1]?.end ?? 0));
}

export function wordsOf(query: string): string[] {
  return fold(query)
    .text.split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

export function pageOf(article: DemoArticle, collection = COLLECTION): DemoPage {
  const holder = parseCleaned(article.html);
  const text = holder.textContent;
  const headings = [...holder.querySelectorAll("h2, h3, h4")];
  const starts = headings.map((heading) => {
    const range = document.createRange();
    range.setStart(holder, 0);
    range.setEndBefore(heading);
    return range.toString().length;
  });
  const sections = headings.map((heading, index): SectionView => {
    const level = Number(heading.tagName.slice(1));
    const next = headings.findIndex(
      (other, at) => at > index && Number(other.tagName.slice(1)) <= level,
    );
    return {
      anchor: heading.id.slice(2),
      level,
      title: heading.textContent,
      start: starts[index] ?? 0,
      end: next < 0 ? text.length : (starts[next] ?? text.length),
    };
  });
  const links = [...holder.querySelectorAll("a[href]")].map((link) => link.getAttribute("href"));
  return {
    ...article,
    collection,
    address: `pandect://${collection}/${article.path}`,
    text,
    textHash: hashOf(text),
    sections,
    links: links.filter((href): href is string => href?.startsWith("pandect://") ?? false),
  };
}

function hashOf(text: string): string {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = (hash * 31 + text.charCodeAt(index)) | 0;
  }
  return (hash >>> 0).toString(16);
}
