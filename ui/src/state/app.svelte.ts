import { getContext, setContext } from "svelte";
import {
  articleOf,
  browseAddress,
  isAddress,
  resultsAddress,
  STUDY_PAGE,
  withSection,
} from "../address";
import type { Backend } from "../backend/backend";
import type { Bookmark } from "../generated/Bookmark";
import type { Color } from "../generated/Color";
import type { MarkHit } from "../generated/MarkHit";
import type { SidePanel } from "../generated/SidePanel";
import { m } from "../messages";
import { BookmarksState } from "./bookmarks.svelte";
import { copyText } from "./clipboard";
import { CollectionsState } from "./collections.svelte";
import { colorName } from "./color-names";
import { Desk } from "./desk.svelte";
import { errorOf, isCode, sentence } from "./errors";
import { LinkFlow } from "./link-flow";
import { FindState } from "./find.svelte";
import { HistoryState } from "./history.svelte";
import { MarksState } from "./marks.svelte";
import { OpenPage, type Arrival } from "./open-page.svelte";
import { Overlays } from "./overlays.svelte";
import { RecentSearches } from "./recent-searches";
import { SearchState, type Row } from "./search.svelte";
import { SettingsState } from "./settings.svelte";
import { Study } from "./study.svelte";
import { Toasts } from "./toasts.svelte";
import { Undoing } from "./undoing";

/** Below this width the side panel lies over the page. */
export const DRAWER_WIDTH = 900;
/** From this width on notes stand beside their passages. */
export const MARGIN_WIDTH = 1240;

/** Everything that the window knows, and what can be done in it. */
export class App {
  readonly backend: Backend;
  readonly toasts: Toasts;
  readonly settings: SettingsState;
  readonly overlays = new Overlays();
  readonly page: OpenPage;
  readonly bookmarks: BookmarksState;
  readonly marks: MarksState;
  readonly recent: RecentSearches;
  readonly search: SearchState;
  readonly find: FindState;
  readonly history: HistoryState;
  readonly collections: CollectionsState;
  readonly links: LinkFlow;
  readonly study: Study;
  readonly undoing: Undoing;
  readonly desk: Desk;
  /** The window's width; the layout depends on it. */
  width = $state(1280);
  /** Where the search box is, to put the focus there. */
  searchBox: HTMLInputElement | null = null;
  /** Moves through the results that the page shows; null where it shows none. */
  stepResults: ((by: 1 | -1) => void) | null = null;
  #focusBefore: HTMLElement | null = null;

  constructor(backend: Backend) {
    this.backend = backend;
    this.toasts = new Toasts(this.failed);
    this.settings = new SettingsState(backend, this.failed);
    this.page = new OpenPage({
      backend,
      keepsHistory: () => this.settings.value.keepHistory,
      failed: this.failed,
      shown: (view) => {
        this.marks.show(view.annotations);
        this.find.clear();
        this.find.open = false;
        this.focusLeft();
      },
      left: () => {
        this.marks.show([]);
      },
      visited: () => {
        this.history.revision += 1;
      },
      openMark: (id) => {
        this.#openMark(id);
      },
    });
    this.bookmarks = new BookmarksState(backend, this.toasts, this.failed);
    this.marks = new MarksState(backend, this.page, this.toasts, this.failed);
    this.recent = new RecentSearches(this.settings, this.toasts);
    this.search = new SearchState(backend, () => this.recent.all);
    this.find = new FindState(this.page);
    this.collections = new CollectionsState(backend, this.toasts, this.failed, {
      shown: () => this.panelShown && this.settings.value.panel === "collections",
      show: () => {
        this.showPanel("collections");
      },
    });
    this.history = new HistoryState(backend, this.toasts, this.recent, this.failed);
    this.links = new LinkFlow(this);
    this.study = new Study(backend, this.toasts, this.failed);
    this.undoing = new Undoing(this);
    this.toasts.undoLast = () => this.undoing.step("undo");
    this.desk = new Desk(this);
  }

  get narrow(): boolean {
    return this.width < DRAWER_WIDTH;
  }

  /** What the page that is shown is called; the front page has no name. */
  get title(): string | null {
    const { view, browse, results, study, desk } = this.page;
    if (study) return m.study.title;
    if (results) return m.results.title(results.query);
    if (desk) return m.desk.titles[desk.page];
    if (!browse) return view?.title ?? null;
    const collection = this.collections.find(browse.collection)?.title ?? m.browse.unknown;
    if (browse.list === "articles") return m.browse.title(collection);
    if (browse.list === "categories") return m.browse.categoriesTitle(collection);
    return m.browse.categoryTitle(browse.category, collection);
  }

  get margin(): boolean {
    return this.width >= MARGIN_WIDTH;
  }

  get panelShown(): boolean {
    return this.narrow ? this.overlays.drawer : this.settings.value.panelOpen;
  }

  /** Says what went wrong where there is no better place for it. */
  readonly failed = (reason: unknown): void => {
    if (isCode(reason, "cancelled")) return;
    const error = errorOf(reason);
    const text = error.hint === null ? sentence(error) : `${sentence(error)} ${error.hint}`;
    this.toasts.show({ text });
  };

  /** Shows the first page; rejects where the library cannot be opened. */
  async start(): Promise<void> {
    const { backend } = this;
    const [, asked, last] = await Promise.all([
      this.settings.load(),
      backend.startAddress(),
      backend.lastPlace(),
    ]);
    backend.onOpenAddress((address) => {
      this.openFromOutside(address);
    });
    backend.onMarksChanged(() => {
      void this.readMarks();
    });
    backend.onClosing(() => {
      void this.quit();
    });
    void this.bookmarks.load();
    void this.study.load();
    void this.collections.follow();
    this.desk.follow();
    if (last) await this.page.restore(last.trail, last.current, last.place);
    if (asked !== null) this.openFromOutside(asked);
  }

  /** Reads everything of the person's own again. */
  async readMarks(): Promise<void> {
    await Promise.all([this.bookmarks.load(), this.marks.refresh(), this.study.load()]);
  }

  openFromOutside(address: string): void {
    if (isAddress(address)) void this.open(address);
    else this.toasts.show({ text: m.toasts.notAnAddress });
  }

  async open(address: string, arrival?: Arrival): Promise<void> {
    await this.leavePage();
    await this.page.open(address, arrival);
  }

  /** Opens what a bookmark keeps; an exact place is lit up. */
  async openBookmark({ address, passage }: Bookmark): Promise<void> {
    if (passage) await this.open(articleOf(address), { kind: "passage", passage });
    else await this.open(address);
  }

  async openStudy(): Promise<void> {
    await this.open(STUDY_PAGE);
    this.focusPage();
  }

  /** What the person calls a colour. */
  colorName(color: Color): string {
    return colorName(this.settings.value.colorNames, color);
  }

  async home(): Promise<void> {
    await this.leavePage();
    await this.page.home();
  }

  async move(by: -1 | 1): Promise<void> {
    await this.leavePage();
    await this.page.move(by);
  }

  /** Opens the main page of a collection, or its list of articles where it has none. */
  async openCollection(collection: string): Promise<void> {
    try {
      const main = await this.backend.collectionPage(collection);
      await this.open(main ?? browseAddress({ collection, list: "articles" }));
    } catch (reason) {
      this.failed(reason);
    }
  }

  async browse(collection: string): Promise<void> {
    await this.open(browseAddress({ collection, list: "articles" }));
  }

  async openCategory(collection: string, category: string): Promise<void> {
    await this.open(browseAddress({ collection, list: "category", category }));
  }

  async random(): Promise<void> {
    try {
      await this.open(await this.backend.randomArticle());
    } catch (reason) {
      this.failed(reason);
    }
  }

  /** Opens the search sheet, with these words in the box if there are any. */
  startSearch(words?: string, focusBefore: EventTarget | null = document.activeElement): void {
    if (!this.search.open && focusBefore instanceof HTMLElement && focusBefore !== this.searchBox) {
      this.#focusBefore = focusBefore;
    }
    this.overlays.bubble = null;
    this.search.start();
    if (words !== undefined) this.search.type(words);
    this.searchBox?.focus();
    this.searchBox?.select();
  }

  cancelSearch(): void {
    this.search.cancel();
    this.overlays.searchHelp = false;
    const before = this.#focusBefore;
    this.#focusBefore = null;
    if (before?.isConnected && before !== document.body) before.focus();
    else this.searchBox?.blur();
  }

  async openRow(row: Row): Promise<void> {
    const { search } = this;
    switch (row.kind) {
      case "recent":
        search.type(row.query);
        return;
      case "clear":
        this.recent.clear();
        return;
      case "mean":
        search.type(row.query);
        return;
      case "all":
        await this.showResults();
        return;
      case "title":
        // What was typed is only as much of it as was needed.
        this.#finishSearch(row.suggestion.title);
        await this.open(row.suggestion.address);
        break;
      case "result": {
        const { query } = search.found;
        this.#finishSearch(query);
        await this.open(row.result.address, { kind: "hits", query });
        break;
      }
      case "mark":
        this.#finishSearch(search.found.query);
        await this.openMarkHit(row.mark);
    }
    this.focusPage();
  }

  async openMarkHit({ address, id, kind }: MarkHit): Promise<void> {
    await this.open(address, kind === "annotation" ? { kind: "mark", id } : undefined);
  }

  /** Opens the page of all results. */
  async showResults(query: string = this.search.query): Promise<void> {
    if (query === "") return;
    this.#finishSearch(query);
    await this.open(resultsAddress({ query }));
    this.focusPage();
  }

  focusPage(): void {
    document.getElementById("reading")?.focus({ preventScroll: true });
  }

  /** Where the focus was on something that is gone, the page has it now, and its keys scroll. */
  focusLeft(): void {
    const active = document.activeElement;
    if (active === null || active === document.body) this.focusPage();
  }

  showPanel(panel: SidePanel): void {
    if (this.narrow) this.overlays.drawer = true;
    this.settings.change(this.narrow ? { panel } : { panel, panelOpen: true });
  }

  togglePanel(): void {
    if (this.narrow) this.overlays.drawer = !this.overlays.drawer;
    else this.settings.change({ panelOpen: !this.settings.value.panelOpen });
  }

  async copy(text: string, said: string = m.toasts.copied): Promise<void> {
    this.toasts.show({ text: (await copyText(text)) ? said : m.toasts.copyFailed });
  }

  /** Saves a copy of a file of the library where the person says; false where they say nowhere. */
  async saveCopy(address: string): Promise<boolean> {
    const saved = await this.backend.saveMedia(address);
    if (saved) this.toasts.show({ text: m.media.saved });
    return saved;
  }

  /** Words with where they are from, as the library cites it. */
  async copyQuote(words: string, address: string): Promise<void> {
    try {
      const { text } = await this.backend.citation(address);
      const quote = words.replace(/\s+/gu, " ");
      await this.copy(m.citation(quote, text), m.toasts.citationCopied);
    } catch (reason) {
      this.failed(reason);
    }
  }

  /** The selected words with where they are from. */
  async copyCitation(): Promise<void> {
    const selected = this.marks.selection ?? this.page.reader?.selected();
    const view = this.page.view;
    if (!selected || !view) return;
    const section = this.page.sectionAt(selected.passage.start);
    const address = withSection(view.address, section?.anchor ?? null);
    await this.copyQuote(selected.quote, address);
  }

  /** Saves whatever is not saved: the window is being left. */
  async flush(): Promise<void> {
    this.toasts.close();
    await Promise.all([this.page.leave(), this.settings.flush(), this.marks.writing?.()]);
  }

  /** Ends the program when everything is saved. */
  async quit(): Promise<void> {
    await this.flush();
    await this.backend.quit().catch(this.failed);
  }

  /** What belongs to the page that is being left goes with it. */
  async leavePage(): Promise<void> {
    // A note that is being written belongs to the page: it is saved while that is still there.
    await this.marks.writing?.();
    this.overlays.bubble = null;
    this.overlays.menu = null;
    this.overlays.drawer = false;
    this.find.open = false;
    this.find.clear();
  }

  /** A note without a place is shown where such notes are. */
  #openMark(id: string): void {
    const mark = this.marks.find(id);
    if (!mark) return;
    this.marks.open = id;
    if (mark.status === "orphaned") this.showPanel("contents");
  }

  #finishSearch(query: string): void {
    this.recent.keep(query);
    this.#focusBefore = null;
    this.overlays.searchHelp = false;
    this.search.finish();
  }
}

const KEY = Symbol("app");

export function provideApp(app: App): void {
  setContext(KEY, app);
}

export function useApp(): App {
  return getContext<App>(KEY);
}
