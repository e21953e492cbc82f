import { nameOf, sectionOf, withSection } from "../address";
import { elementOfFragment } from "../reader/article-view";
import type { LinkHandlers, LinkTarget } from "../reader/links";
import type { App } from "./app.svelte";
import { isCode } from "./errors";

/** What happens at links, in articles, notes and cards alike. */
export class LinkFlow implements LinkHandlers {
  readonly #app: App;
  #asked = 0;

  constructor(app: App) {
    this.#app = app;
  }

  readonly follow = (target: LinkTarget): void => {
    const app = this.#app;
    switch (target.kind) {
      case "inside":
        void app.open(target.address);
        break;
      case "file":
        app.overlays.dialog = { kind: "file", address: target.address };
        break;
      case "external":
        void this.#leave(target.url);
        break;
      case "fragment":
        this.#jump(target.fragment);
    }
  };

  readonly rest = (target: LinkTarget | null, link: HTMLAnchorElement | null): void => {
    const asked = (this.#asked += 1);
    const { overlays } = this.#app;
    if (!target || !link) {
      overlays.bubble = null;
    } else if (target.kind === "fragment") {
      this.#showReference(target.fragment, link);
    } else if (target.kind === "inside") {
      void this.#preview(target.address, link, asked);
    } else if (target.kind === "file") {
      void this.#aboutFile(target.address, link, asked);
    } else {
      overlays.bubble = null;
    }
  };

  /** A page that a collection has is opened here; any other in the system's browser, if that is wished. */
  async #leave(url: string): Promise<void> {
    const { backend, overlays } = this.#app;
    const address = await backend.answerUrl(url).catch(() => null);
    if (address === null) overlays.dialog = { kind: "external", url };
    else await this.#app.open(address);
  }

  /** The card itself holds the pointer: it stays. */
  readonly hold = (): void => {
    this.#asked += 1;
  };

  async #preview(address: string, link: HTMLAnchorElement, asked: number): Promise<void> {
    const { backend, overlays, page } = this.#app;
    const rect = rectOf(link);
    if (link.classList.contains("missing")) {
      overlays.bubble = { kind: "missing", address, rect };
      return;
    }
    if (address === page.view?.address) return;
    try {
      const preview = await backend.previewArticle(address);
      if (asked === this.#asked) overlays.bubble = { kind: "preview", preview, rect };
    } catch (reason) {
      // A card that cannot be shown is no loss; following the link says what is wrong.
      if (asked === this.#asked && isCode(reason, "article-missing")) {
        overlays.bubble = { kind: "missing", address, rect };
      }
    }
  }

  async #aboutFile(address: string, link: HTMLAnchorElement, asked: number): Promise<void> {
    const { backend, overlays } = this.#app;
    const rect = rectOf(link);
    const about = await backend.mediaAbout(address).catch(() => null);
    if (asked === this.#asked) overlays.bubble = about && { kind: "file", about, rect };
  }

  /** A note's text beside its number. Copies of what was cleaned already, without the names. */
  #showReference(fragment: string, link: HTMLAnchorElement): void {
    const page = this.#app.page.reader?.page;
    const note = page && link.closest("sup") ? elementOfFragment(page, fragment) : null;
    if (!note) return;
    const copy = note.cloneNode(true) as HTMLElement;
    for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
    for (const back of copy.querySelectorAll('a[href^="#"]')) back.remove();
    this.#app.overlays.bubble = {
      kind: "reference",
      nodes: [...copy.childNodes],
      rect: link.getBoundingClientRect(),
    };
  }

  #jump(fragment: string): void {
    const { page } = this.#app;
    const reader = page.reader;
    if (!reader || !page.view) return;
    const section = page.view.sections.find((one) => `s-${one.anchor}` === fragment);
    if (section) {
      void this.#app.open(withSection(page.view.address, section.anchor));
      return;
    }
    const before = reader.place();
    page.trail.keep(before);
    if (!reader.showSection(fragment)) return;
    const element = elementOfFragment(reader.page, fragment);
    if (element && reader.map) {
      const start = reader.map.positionOf(element, 0);
      const end = reader.map.positionOf(element, element.childNodes.length);
      const passage = reader.map.trimmed({ start, end });
      if (passage) reader.showPassage(passage, true);
    }
  }

  /** What to look for when an article is not there. */
  readonly wordsFor = (address: string): string => sectionOf(address) ?? nameOf(address);
}

/** The first line of a link, which its card stands at. */
function rectOf(link: HTMLAnchorElement): DOMRect {
  return link.getClientRects()[0] ?? link.getBoundingClientRect();
}
