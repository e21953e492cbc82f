import {
  articleOf,
  browseAddress,
  browseOf,
  FRONT_PAGE,
  resultsAddress,
  resultsOf,
  sameArticle,
  sectionOf,
  STUDY_PAGE,
  withSection,
  type BrowsePlace,
  type ResultsPlace,
} from "../address";
import type { Backend } from "../backend/backend";
import { deskAddress, deskOf, type DeskPlace } from "../desk";
import type { ArticleView } from "../generated/ArticleView";
import type { ErrorView } from "../generated/ErrorView";
import type { NotebookFilter } from "../generated/NotebookFilter";
import type { Passage } from "../generated/Passage";
import type { ReadingPlace } from "../generated/ReadingPlace";
import type { SectionView } from "../generated/SectionView";
import { step } from "../reader/find";
import { painted } from "../reader/glance";
import type { Reader } from "../reader/reader";
import { errorOf } from "./errors";
import { Trail } from "./trail.svelte";

/** Where to be in an article once it is shown. */
export type Arrival =
  | { kind: "place"; place: ReadingPlace }
  | { kind: "section"; anchor: string }
  | { kind: "passage"; passage: Passage }
  | { kind: "mark"; id: string }
  | { kind: "hits"; query: string }
  | { kind: "top" };

export interface PageHost {
  backend: Backend;
  keepsHistory(): boolean;
  failed(reason: unknown): void;
  /** An article has been put into the reader. */
  shown(view: ArticleView): void;
  /** No article is shown any more. */
  left(): void;
  /** The history has one entry more. */
  visited(): void;
  /** Shows the card of a mark in the article. */
  openMark(id: string): void;
}

/** One open page: its trail, what it shows and where. Tabs would be several of these. */
export class OpenPage {
  readonly trail = new Trail();
  view = $state.raw<ArticleView | null>(null);
  /** The list of a collection that is shown, where one is. */
  browse = $state.raw<BrowsePlace | null>(null);
  /** The results of a query that are shown, where any are. */
  results = $state.raw<ResultsPlace | null>(null);
  /** Whether the cards are shown. */
  study = $state(false);
  /** The page of what the person keeps that is shown, where one is. */
  desk = $state.raw<DeskPlace | null>(null);
  error = $state.raw<{ error: ErrorView; address: string } | null>(null);
  loading = $state(false);
  /** Anchor of the section that is being read. */
  anchor = $state<string | null>(null);
  hits = $state.raw<{ query: string; passages: Passage[]; at: number } | null>(null);
  /** The person was put back to where they had been, without having asked for that place. */
  continued = $state(false);
  reader = $state.raw<Reader | null>(null);

  readonly #host: PageHost;
  #asked = 0;
  #presented = 0;
  #arrival: Arrival = { kind: "top" };

  constructor(host: PageHost) {
    this.#host = host;
  }

  readonly #failed = (reason: unknown): void => {
    this.#host.failed(reason);
  };

  get front(): boolean {
    const { view, error, browse, results, study, desk } = this;
    const shown = [view, error, browse, results, desk];
    return !study && shown.every((one) => one === null);
  }

  get section(): SectionView | null {
    return this.view?.sections.find((section) => section.anchor === this.anchor) ?? null;
  }

  /** The innermost section that holds a position of the text. */
  sectionAt(position: number): SectionView | null {
    const sections = this.view?.sections ?? [];
    return sections.findLast(({ start, end }) => start <= position && position < end) ?? null;
  }

  /** The address of the section being read, or of the article. */
  get sectionAddress(): string | null {
    return this.view ? withSection(this.view.address, this.section?.anchor ?? null) : null;
  }

  async open(address: string, arrival?: Arrival): Promise<void> {
    void this.leave();
    if (this.view && this.error === null && sameArticle(address, this.view.address)) {
      this.trail.visit(address);
      this.#arrive(arrival ?? arrivalAt(address) ?? { kind: "top" });
      void this.saveTrail();
      return;
    }
    await this.#load(address, true, arrival ?? arrivalAt(address));
  }

  async home(): Promise<void> {
    await this.open(FRONT_PAGE);
  }

  async move(by: -1 | 1): Promise<void> {
    void this.leave();
    if (!this.trail.move(by)) return;
    const { address, place } = this.trail;
    const arrival: Arrival | undefined = place ? { kind: "place", place } : arrivalAt(address);
    if (this.view && this.error === null && sameArticle(address, this.view.address)) {
      this.#arrive(arrival ?? { kind: "top" });
      void this.saveTrail();
      return;
    }
    await this.#load(address, false, arrival);
  }

  /** Opens what the window showed when it was closed. */
  async restore(addresses: string[], current: number, place: ReadingPlace | null): Promise<void> {
    this.trail.restore(addresses, current, place);
    const { address } = this.trail;
    await this.#load(address, false, place ? { kind: "place", place } : arrivalAt(address));
  }

  /** Reads the page again: after a mistake, or because its text is another now. */
  async reload(): Promise<void> {
    const place = this.view && this.reader ? this.reader.place() : this.trail.place;
    const arrival: Arrival | undefined = place ? { kind: "place", place } : undefined;
    await this.#load(this.trail.address, false, arrival);
  }

  /**
   * Puts the loaded article into the reader, a long one in two steps; called once its frame stands.
   */
  async present(reader: Reader, view: ArticleView): Promise<void> {
    const presented = (this.#presented += 1);
    this.reader = null;
    if (reader.mount(view, placeOf(this.#arrival))) {
      // The marks of the article before are not those of this one.
      this.#host.left();
      await painted();
    }
    // It may not be what is wanted any more.
    if (view !== this.view || presented !== this.#presented) return;
    this.reader = reader;
    reader.show(view);
    this.#host.shown(view);
    this.#arrive(this.#arrival);
    if (document.fonts?.status === "loading") this.#settle(reader);
  }

  detach(): void {
    this.reader = null;
  }

  /** Keeps the place before the page is left. */
  async leave(): Promise<void> {
    if (this.reader && this.view) await this.keepPlace(this.reader.place());
    else if (this.browse || this.results || this.desk) await this.saveTrail();
  }

  async keepPlace(place: ReadingPlace): Promise<void> {
    if (!this.view) return;
    this.trail.keep(place);
    const kept = this.#host.backend.savePlace(articleOf(this.view.address), place);
    await Promise.all([kept.catch(this.#failed), this.saveTrail()]);
  }

  /** Keeps where the person is in a list; it is saved when the list is left. */
  keepBrowsed(browse: BrowsePlace, place: ReadingPlace | null): void {
    if (browse === this.browse && this.trail.address === browseAddress(browse)) {
      this.trail.keep(place);
    }
  }

  /** The same for the results of a query. */
  keepInResults(results: ResultsPlace, place: ReadingPlace | null): void {
    if (results === this.results && this.trail.address === resultsAddress(results)) {
      this.trail.keep(place);
    }
  }

  /** Narrowed or not, it is the same page: the way back leads to what was before it. */
  narrow(results: ResultsPlace): void {
    if (!this.results) return;
    this.trail.rename(resultsAddress(results));
    this.trail.keep(null);
    this.results = results;
    void this.saveTrail();
  }

  /** The same for a page of what the person keeps. */
  keepAtDesk(desk: DeskPlace, place: ReadingPlace | null): void {
    if (desk === this.desk && this.trail.address === deskAddress(desk)) this.trail.keep(place);
  }

  /** Filtered otherwise, it is the same notebook; that is saved when it is left. */
  filterNotebook(filter: NotebookFilter): void {
    if (this.desk?.page !== "notebook") return;
    const desk: DeskPlace = { page: "notebook", filter };
    this.trail.rename(deskAddress(desk));
    this.trail.keep(null);
    this.desk = desk;
  }

  async saveTrail(): Promise<void> {
    const { addresses, current, place } = this.trail;
    const last = { trail: addresses, current, place };
    await this.#host.backend.saveLastPlace(last).catch(this.#failed);
  }

  /** Goes to the next hit or the one before, round at either end. */
  stepHit(by: 1 | -1): void {
    if (this.hits) this.showHit(step(this.hits.at, by, this.hits.passages.length));
  }

  showHit(at: number): void {
    const passage = this.hits?.passages[at];
    if (!this.hits || !passage) return;
    this.hits = { ...this.hits, at };
    this.paintHit();
    this.reader?.showPassage(passage, false);
  }

  /** Paints the hit that the person is at, and nothing where there is none. */
  paintHit(): void {
    const { hits } = this;
    this.reader?.paintCurrent(hits?.passages[hits.at] ?? null);
  }

  clearHits(): void {
    if (!this.hits) return;
    this.hits = null;
    this.reader?.paintHits([]);
    this.paintHit();
  }

  async #load(address: string, visit: boolean, arrival?: Arrival): Promise<void> {
    const asked = (this.#asked += 1);
    const browse = browseOf(address);
    const results = resultsOf(address);
    const study = address === STUDY_PAGE;
    const desk = deskOf(address);
    if (address === FRONT_PAGE || browse || results || study || desk) {
      if (visit) this.trail.visit(address);
      this.#leaveArticle();
      this.browse = browse;
      this.results = results;
      this.study = study;
      this.desk = desk;
      void this.saveTrail();
      return;
    }
    this.loading = true;
    try {
      const view = await this.#host.backend.openArticle(address);
      if (asked !== this.#asked) return;
      if (visit) this.trail.visit(view.address);
      else this.trail.rename(view.address);
      this.#show(view, arrival);
    } catch (reason) {
      if (asked !== this.#asked) return;
      if (visit) this.trail.visit(address);
      this.#leaveArticle();
      this.error = { error: errorOf(reason), address };
    } finally {
      if (asked === this.#asked) this.loading = false;
    }
    if (asked === this.#asked) void this.saveTrail();
  }

  #show(view: ArticleView, arrival?: Arrival): void {
    this.error = null;
    this.browse = null;
    this.results = null;
    this.study = false;
    this.desk = null;
    this.hits = null;
    this.anchor = null;
    const place = view.place && view.place.position > 0 ? view.place : null;
    this.continued = arrival === undefined && place !== null;
    this.#arrival =
      arrival ?? arrivalAt(view.address) ?? (place ? { kind: "place", place } : { kind: "top" });
    this.view = view;
    if (this.#host.keepsHistory()) {
      const visit = this.#host.backend.addVisit(articleOf(view.address));
      visit.then(
        () => {
          this.#host.visited();
        },
        (reason: unknown) => {
          this.#host.failed(reason);
        },
      );
    }
  }

  #leaveArticle(): void {
    this.loading = false;
    this.view = null;
    this.browse = null;
    this.results = null;
    this.study = false;
    this.desk = null;
    this.error = null;
    this.hits = null;
    this.anchor = null;
    this.continued = false;
    this.#host.left();
  }

  #arrive(arrival: Arrival): void {
    // Where the article is not whole yet, it is gone there when it is.
    this.#arrival = arrival;
    const reader = this.reader;
    if (!reader) return;
    switch (arrival.kind) {
      case "place":
        reader.showPlace(arrival.place);
        break;
      case "section":
        if (!reader.showSection(arrival.anchor)) reader.showTop();
        break;
      case "passage":
        reader.showPassage(arrival.passage, true);
        break;
      case "mark":
        this.#showMark(reader, arrival.id);
        break;
      case "hits":
        void this.#findHits(arrival);
        break;
      case "top":
        reader.showTop();
    }
  }

  #showMark(reader: Reader, id: string): void {
    const mark = this.view?.annotations.find((annotation) => annotation.id === id);
    if (mark?.passage) reader.showPassage(mark.passage, true);
    else if (mark) reader.showSection(sectionOf(mark.address) ?? "");
    this.#host.openMark(id);
  }

  async #findHits(arrival: Arrival & { kind: "hits" }): Promise<void> {
    const { view } = this;
    const { query } = arrival;
    if (!view) return;
    // Those of another query are not what is asked for.
    if (this.hits?.query !== query) this.clearHits();
    try {
      const passages = await this.#host.backend.findHits(articleOf(view.address), query);
      // The person may have gone elsewhere since, be it in the same article.
      const wanted = view === this.view && arrival === this.#arrival;
      if (!wanted || passages.length === 0) return;
      this.hits = { query, passages, at: 0 };
      this.reader?.paintHits(passages);
      this.showHit(0);
    } catch (reason) {
      this.#host.failed(reason);
    }
  }

  /** The first paint may have stood in another face: go to the place again when all are there. */
  #settle(reader: Reader): void {
    const before = reader.scroller.scrollTop;
    const view = this.view;
    void document.fonts.ready.then(() => {
      if (view === this.view && reader.scroller.scrollTop === before) this.#arrive(this.#arrival);
    });
  }
}

/** The place that an arrival leads to, where that is known before the article is laid out. */
function placeOf(arrival: Arrival): ReadingPlace | null {
  if (arrival.kind === "place") return arrival.place;
  return arrival.kind === "top" ? { position: 0, offset: 0, read: 0 } : null;
}

function arrivalAt(address: string): Arrival | undefined {
  const anchor = sectionOf(address);
  return anchor === null ? undefined : { kind: "section", anchor };
}
