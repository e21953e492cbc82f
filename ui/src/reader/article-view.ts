import { articleOf, isAddress, partsOf } from "../address";
import type { ArticleView } from "../generated/ArticleView";
import { prepareRecordings } from "./recordings";
import { parseCleaned } from "./trusted";

/** Tables with at least so many columns may need to scroll, and so must be reachable by Tab. */
const WIDE_TABLE_COLUMNS = 5;

export type PageContent = Pick<
  ArticleView,
  "html" | "address" | "collection" | "language" | "direction" | "missing" | "files"
>;

/**
 * Shows an article's cleaned HTML in `page`. Only attributes are set, before insertion; no node is
 * ever added or taken away, so that the element's text stays the page's text.
 */
export function mountArticle(
  page: HTMLElement,
  content: PageContent,
  mediaUrl: (address: string) => string,
): void {
  const holder = parseCleaned(content.html);
  markLinks(holder, content);
  for (const image of holder.querySelectorAll("img[data-media]")) {
    const address = image.getAttribute("data-media") ?? "";
    if (isAddress(address)) image.setAttribute("src", mediaUrl(address));
    image.setAttribute("loading", "lazy");
    image.setAttribute("decoding", "async");
    image.setAttribute("draggable", "false");
  }
  prepareRecordings(holder, mediaUrl);
  makeReachable(holder);
  page.lang = content.language;
  page.dir = content.direction;
  page.replaceChildren(...holder.childNodes);
}

function markLinks(holder: HTMLElement, content: PageContent): void {
  const missing = new Set(content.missing);
  const files = new Set(content.files);
  for (const link of holder.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href") ?? "";
    if (isAddress(href)) {
      const among = (addresses: Set<string>) =>
        addresses.has(href) || addresses.has(articleOf(href));
      if (among(files)) link.classList.add("file");
      else if (among(missing)) link.classList.add("missing");
      else if (partsOf(href).collection !== content.collection) link.classList.add("elsewhere");
    } else if (!href.startsWith("#")) {
      link.classList.add("external");
    }
    link.setAttribute("draggable", "false");
  }
}

/** What scrolls in its own frame, or opens larger, can be reached with the keyboard. */
function makeReachable(holder: HTMLElement): void {
  for (const block of holder.querySelectorAll("pre, figure img")) {
    block.setAttribute("tabindex", "0");
  }
  for (const table of holder.querySelectorAll("table")) {
    const columns = table.rows[0]?.cells.length ?? 0;
    if (columns >= WIDE_TABLE_COLUMNS && !table.closest(".infobox")) {
      table.setAttribute("tabindex", "0");
    }
  }
}

/** The element that a fragment of this article names: as it stands, or as section. */
export function elementOfFragment(page: HTMLElement, fragment: string): HTMLElement | null {
  for (const id of [fragment, `s-${fragment}`]) {
    const found = document.getElementById(id);
    if (found && page.contains(found)) return found;
  }
  return null;
}
