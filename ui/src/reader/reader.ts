import type { Annotation } from "../generated/Annotation";
import type { ArticleView } from "../generated/ArticleView";
import type { Passage } from "../generated/Passage";
import type { ReadingPlace } from "../generated/ReadingPlace";
import { elementOfFragment, mountArticle } from "./article-view";
import { foldOf, rectOf, unfold } from "./folds";
import { glanceOf, roomOfWindow } from "./glance";
import { Painter, PRIORITY } from "./highlights";
import { passagesAt } from "./hit-test";
import { attachLinks, type LinkTarget } from "./links";
import { activeStyleOf, cutOverlaps, styleOf } from "./mark-styles";
import { currentSection, headingsOf, type Heading } from "./outline";
import { placeInView, showPlace } from "./place";
import { Recordings, type RecordingFailure, type RecordingSource } from "./recordings";
import { SelectionWatch, type SelectedPassage } from "./selection";
import { TextMap } from "./text-map";
import { watchTools, type ToolTarget } from "./tools";

/** How long a passage that was jumped to stays lit. */
const FLASH = 1600;
/** Space left above what is scrolled to. */
const HEADROOM = 24;
/** How long scrolling must rest before the place is told. */
const REST = 300;

export interface ReaderEvents {
  follow(target: LinkTarget, link: HTMLAnchorElement): void;
  rest(target: LinkTarget | null, link: HTMLAnchorElement | null): void;
  selected(selected: SelectedPassage | null): void;
  section(anchor: string | null): void;
  place(place: ReadingPlace): void;
  overMarks(ids: string[]): void;
  openMark(id: string): void;
  /** A click that hit no mark. */
  clickedAway(): void;
  tools(target: ToolTarget | null): void;
  enlarge(image: HTMLImageElement): void;
  /** A recording cannot be played. */
  unplayable(failure: RecordingFailure): void;
  /** Something has another size or place now: what lies over the article must move with it. */
  moved(): void;
}

/** The reading surface: one article in `page`, which scrolls inside `scroller`. */
export class Reader {
  readonly page: HTMLElement;
  readonly scroller: HTMLElement;
  readonly recordings: Recordings;
  readonly #events: ReaderEvents;
  readonly #media: RecordingSource;
  readonly #selection: SelectionWatch;
  readonly #stops: (() => void)[] = [];
  #map: TextMap | null = null;
  #headings: Heading[] = [];
  #painters: Record<keyof typeof PRIORITY, Painter> | null = null;
  #marks: readonly Annotation[] = [];
  #active: readonly Annotation[] = [];
  /** What of the article is not there yet. */
  #held: { before: ChildNode[]; after: ChildNode[] } | null = null;
  #flashTimer: ReturnType<typeof setTimeout> | undefined;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  #hoverFrame = 0;
  /** Where the person is, unless they have scrolled since. */
  #place: ReadingPlace | null = null;
  /** Where the view stood when that was measured or shown. */
  #placeTop = 0;
  #size = "";
  /** With which sizes it was told that things moved. */
  #told = "";
  #target: { anchor: string; top: number } | null = null;

  constructor(
    page: HTMLElement,
    scroller: HTMLElement,
    media: RecordingSource,
    events: ReaderEvents,
  ) {
    this.page = page;
    this.scroller = scroller;
    this.#events = events;
    this.#media = media;
    this.recordings = new Recordings(page, media, (failure) => {
      events.unplayable(failure);
    });
    this.#selection = new SelectionWatch(
      () => this.#map,
      (selected) => {
        events.selected(selected);
      },
    );
    this.#listen();
  }

  get map(): TextMap | null {
    return this.#map;
  }

  get headings(): readonly Heading[] {
    return this.#headings;
  }

  /**
   * Puts an article on the surface. Where it is known at which place it is to be seen, what cannot
   * be in view there is held back: the first frame need not wait for the layout of all. Says whether
   * anything is held back; `show` must follow in any case.
   */
  mount(view: ArticleView, place: ReadingPlace | null): boolean {
    this.#clearPaint();
    this.recordings.leave();
    this.#map = null;
    this.#headings = [];
    this.#place = null;
    this.#target = null;
    mountArticle(this.page, view, (address) => this.#media.mediaUrl(address));
    this.#held = null;
    this.page.ariaBusy = null;
    const nodes = [...this.page.childNodes];
    const glance = place && glanceOf(nodes, place.position, roomOfWindow());
    if (!glance) return false;
    this.#held = { before: nodes.slice(0, glance.from), after: nodes.slice(glance.to) };
    this.page.ariaBusy = "true";
    this.page.replaceChildren(...nodes.slice(glance.from, glance.to));
    const position = place.position - glance.start;
    showPlace(new TextMap(this.page), this.scroller, { ...place, position });
    return true;
  }

  /** Shows the mounted article whole; from now on it can be marked. */
  show(view: ArticleView): void {
    if (this.#held) {
      this.page.prepend(...this.#held.before);
      this.page.append(...this.#held.after);
      this.#held = null;
      this.page.ariaBusy = null;
    }
    this.#map = new TextMap(this.page);
    this.#headings = headingsOf(this.page, view.sections);
    const map = this.#map;
    const painter = (priority: number) => new Painter(map, this.scroller, priority);
    this.#painters = {
      marks: painter(PRIORITY.marks),
      active: painter(PRIORITY.active),
      hits: painter(PRIORITY.hits),
      find: painter(PRIORITY.find),
      current: painter(PRIORITY.current),
      flash: painter(PRIORITY.flash),
    };
    this.#size = this.#pageSize();
    this.scroller.scrollTop = 0;
    this.#tellSection();
    this.paintMarks(this.#marks);
    this.paintActive(this.#active);
    this.#tellMoved();
  }

  stop(): void {
    this.#clearPaint();
    this.#selection.stop();
    this.recordings.stop();
    for (const stop of this.#stops) stop();
    cancelAnimationFrame(this.#frame);
    cancelAnimationFrame(this.#hoverFrame);
    clearTimeout(this.#restTimer);
  }

  paintMarks(marks: readonly Annotation[]): void {
    this.#marks = marks.filter((mark) => mark.passage !== null);
    const spans = this.#marks.flatMap((mark) =>
      mark.passage ? [{ ...mark.passage, key: mark }] : [],
    );
    this.#painters?.marks.paint(
      cutOverlaps(spans).map(({ start, end, keys }) => ({ start, end, style: styleOf(keys) })),
    );
  }

  /** Lifts the marks that the person is at. */
  paintActive(marks: readonly Annotation[]): void {
    this.#active = marks;
    const stretches = marks.flatMap((mark) =>
      mark.passage ? [{ ...mark.passage, style: activeStyleOf(mark) }] : [],
    );
    this.#painters?.active.paint(stretches);
  }

  paintHits(hits: readonly Passage[]): void {
    this.#paint("hits", hits, "search-hit");
  }

  paintFound(found: readonly Passage[]): void {
    this.#paint("find", found, "find-hit");
  }

  paintCurrent(current: Passage | null): void {
    this.#paint("current", current ? [current] : [], "find-current");
  }

  /** What is selected now, however it was selected. */
  selected(): SelectedPassage | null {
    return this.#selection.selected();
  }

  select(passage: Passage): void {
    const range = this.#map?.rangeOf(passage.start, passage.end);
    const selection = document.getSelection();
    if (!range || !selection) return;
    selection.removeAllRanges();
    selection.addRange(range);
  }

  place(): ReadingPlace {
    return this.#place ?? this.#measurePlace();
  }

  showPlace(place: ReadingPlace): void {
    if (this.#map) showPlace(this.#map, this.scroller, place);
    this.#place = place;
    this.#placeTop = this.scroller.scrollTop;
    this.#tellSection();
  }

  showTop(): void {
    this.scroller.scrollTop = 0;
  }

  /** Scrolls a section's heading to the upper edge; false where there is no such section. */
  showSection(anchor: string): boolean {
    const heading = this.#headings.find((one) => one.section.anchor === anchor);
    const element = heading?.element ?? elementOfFragment(this.page, anchor);
    if (!element) return false;
    unfold(element);
    this.#scrollTo(element.getBoundingClientRect().top, HEADROOM);
    this.#target = heading ? { anchor, top: this.scroller.scrollTop } : null;
    this.#tellSection();
    return true;
  }

  showPassage(passage: Passage, flash: boolean): void {
    const map = this.#map;
    if (!map) return;
    const range = map.rulerOver(passage.start, passage.end);
    unfold(range.startContainer);
    const rect = range.getBoundingClientRect();
    const view = this.scroller.getBoundingClientRect();
    if (rect.top < view.top + HEADROOM || rect.bottom > view.bottom - HEADROOM) {
      this.#scrollTo(rect.top, Math.max(HEADROOM, (view.height - rect.height) / 3));
    }
    if (!flash) return;
    clearTimeout(this.#flashTimer);
    this.#paint("flash", [passage], "flash");
    this.#flashTimer = setTimeout(() => this.#painters?.flash.clear(), FLASH);
  }

  /** Where a passage stands in the window. */
  rectOf(passage: Passage): DOMRect | null {
    return this.#map ? rectOf(this.#map.rulerOver(passage.start, passage.end)) : null;
  }

  /** Where the block stands in which a passage begins: much sooner said than where its words stand. */
  blockRectOf(passage: Passage): DOMRect | null {
    const node = this.#map?.nodeAt(passage.start);
    if (!this.#map || !node) return null;
    return (foldOf(node) ?? this.#map.blockOf(node)).getBoundingClientRect();
  }

  marksAt(x: number, y: number): Annotation[] {
    return this.#map ? passagesAt(this.#map, this.#marks, x, y) : [];
  }

  #listen(): void {
    const { page, scroller } = this;
    const events = this.#events;
    this.#stops.push(
      attachLinks(page, events),
      watchTools(
        page,
        () => this.#headings,
        (target) => {
          events.tools(target);
        },
      ),
    );
    this.#on(scroller, "scroll", () => {
      // A column that became shorter scrolls by itself.
      this.#keepInPlace();
      if (Math.abs(scroller.scrollTop - this.#placeTop) >= 1) this.#place = null;
      this.#frame ||= requestAnimationFrame(this.#scrolled);
      clearTimeout(this.#restTimer);
      this.#restTimer = setTimeout(() => {
        if (this.#map) events.place(this.place());
      }, REST);
    });
    this.#on(page, "mousemove", (event) => {
      this.#hover(event as MouseEvent);
    });
    this.#on(page, "mouseleave", () => {
      events.overMarks([]);
    });
    this.#on(page, "click", (event) => {
      this.#click(event as MouseEvent);
    });
    this.#on(page, "keydown", (event) => {
      const { key, target } = event as KeyboardEvent;
      if (key === "Enter" && target instanceof HTMLImageElement) events.enlarge(target);
    });
    this.#on(window, "beforeprint", () => {
      this.#painters?.marks.showAll();
    });
    this.#on(
      page,
      "toggle",
      () => {
        this.#tellMoved();
      },
      true,
    );
    if (typeof ResizeObserver !== "undefined") {
      const observer = new ResizeObserver(() => {
        this.#keepInPlace();
        if (this.#told !== this.#sizes()) this.#tellMoved();
      });
      observer.observe(page);
      observer.observe(scroller);
      this.#stops.push(() => {
        observer.disconnect();
      });
    }
  }

  /** In a column of another width, in another face, beside a picture that came late: the same words
   * stay at the upper edge, unless the person is scrolling just now. */
  #keepInPlace(): void {
    const size = this.#pageSize();
    if (size === this.#size) return;
    this.#size = size;
    if (!this.#place) return;
    const target = this.#target;
    this.showPlace(this.#place);
    if (target) this.#target = { ...target, top: this.scroller.scrollTop };
    this.#tellSection();
  }

  #pageSize(): string {
    return `${String(this.page.clientWidth)} ${String(this.page.scrollHeight)}`;
  }

  /** What the places over the article depend on. */
  #sizes(): string {
    return `${this.#pageSize()} ${String(this.scroller.clientWidth)} ${String(this.scroller.clientHeight)}`;
  }

  #tellMoved(): void {
    this.#told = this.#sizes();
    this.#events.moved();
  }

  #on(target: EventTarget, type: string, listener: (event: Event) => void, capture = false): void {
    target.addEventListener(type, listener, capture);
    this.#stops.push(() => {
      target.removeEventListener(type, listener, capture);
    });
  }

  readonly #scrolled = (): void => {
    this.#frame = 0;
    this.#tellSection();
  };

  /** What was asked for is what is being read, until the person scrolls: at the article's end
   * several headings are in view, and none of them can reach the upper edge. */
  #tellSection(): void {
    const target = this.#target;
    if (target && Math.abs(this.scroller.scrollTop - target.top) < 4) {
      this.#events.section(target.anchor);
      return;
    }
    this.#target = null;
    this.#events.section(currentSection(this.#headings, this.scroller)?.anchor ?? null);
  }

  #hover(event: MouseEvent): void {
    if (event.buttons !== 0 || this.#marks.length === 0) return;
    const { clientX, clientY } = event;
    cancelAnimationFrame(this.#hoverFrame);
    this.#hoverFrame = requestAnimationFrame(() => {
      this.#events.overMarks(this.marksAt(clientX, clientY).map((mark) => mark.id));
    });
  }

  #click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (document.getSelection()?.isCollapsed === false) return;
    const target = event.target as Element;
    if (target instanceof HTMLImageElement) {
      this.#events.enlarge(target);
      return;
    }
    const mark = this.marksAt(event.clientX, event.clientY).at(-1);
    if (mark) this.#events.openMark(mark.id);
    else this.#events.clickedAway();
  }

  #paint(layer: keyof typeof PRIORITY, passages: readonly Passage[], style: string): void {
    this.#painters?.[layer].paint(passages.map(({ start, end }) => ({ start, end, style })));
  }

  #clearPaint(): void {
    clearTimeout(this.#flashTimer);
    for (const painter of Object.values(this.#painters ?? {})) painter.clear();
    this.#painters = null;
    this.#marks = [];
    this.#active = [];
  }

  #measurePlace(): ReadingPlace {
    this.#place = this.#map
      ? placeInView(this.#map, this.scroller)
      : { position: 0, offset: 0, read: 0 };
    this.#placeTop = this.scroller.scrollTop;
    return this.#place;
  }

  #scrollTo(top: number, headroom: number): void {
    this.scroller.scrollTop += top - this.scroller.getBoundingClientRect().top - headroom;
    this.#measurePlace();
  }
}
