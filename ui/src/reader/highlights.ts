import type { Passage } from "../generated/Passage";
import { dress } from "./mark-looks";
import type { TextMap } from "./text-map";

/** A passage and the name of the highlight (`::highlight(name)`) that it is painted with. */
export interface Stretch extends Passage {
  style: string;
}

/** Which highlight lies above which. */
export const PRIORITY = {
  marks: 0,
  active: 5,
  hits: 10,
  find: 20,
  current: 30,
  flash: 40,
} as const;

/** Ranges are registered so many pixels before their block comes into view. */
const MARGIN = 300;

interface BlockPiece {
  style: string;
  start: number;
  end: number;
  range: StaticRange | null;
}

/**
 * Paints passages with the CSS Custom Highlight API; the article's DOM is not touched. Frames grow
 * slower with each registered range, so only those of blocks near the view are.
 */
export class Painter {
  readonly #map: TextMap;
  readonly #scroller: Element;
  readonly #priority: number;
  readonly #blocks = new Map<Element, BlockPiece[]>();
  readonly #live = new Set<Element>();
  readonly #styles = new Set<string>();
  #observer: IntersectionObserver | null = null;

  constructor(map: TextMap, scroller: Element, priority: number) {
    this.#map = map;
    this.#scroller = scroller;
    this.#priority = priority;
  }

  /** Replaces everything that this painter has painted. */
  paint(stretches: readonly Stretch[]): void {
    this.clear();
    if (!supported()) return;
    for (const stretch of stretches) this.#cutByBlock(stretch);
    if (typeof IntersectionObserver === "undefined") {
      this.showAll();
      return;
    }
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (entry.isIntersecting) this.#show(entry.target);
          else this.#hide(entry.target);
        }
      },
      { root: this.#scroller, rootMargin: `${String(MARGIN)}px 0px` },
    );
    this.#showNear();
    for (const block of this.#blocks.keys()) this.#observer.observe(block);
  }

  /** What is in view is painted with the next frame; the observer tells only after it. */
  #showNear(): void {
    const view = this.#scroller.getBoundingClientRect();
    for (const block of this.#blocks.keys()) {
      const { top, bottom } = block.getBoundingClientRect();
      if (bottom >= view.top - MARGIN && top <= view.bottom + MARGIN) this.#show(block);
    }
  }

  /** Registers every range, near or not: for printing. */
  showAll(): void {
    for (const block of this.#blocks.keys()) this.#show(block);
  }

  clear(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    for (const block of [...this.#live]) this.#hide(block);
    for (const style of this.#styles) {
      if (CSS.highlights.get(style)?.size === 0) CSS.highlights.delete(style);
    }
    this.#blocks.clear();
    this.#styles.clear();
  }

  #cutByBlock(stretch: Stretch): void {
    let block: Element | null = null;
    let piece: BlockPiece | null = null;
    for (const { node, start, end } of this.#map.segments(stretch)) {
      const next = this.#map.blockOf(node);
      if (piece && next === block) {
        piece.end = end;
        continue;
      }
      block = next;
      piece = { style: stretch.style, start, end, range: null };
      const pieces = this.#blocks.get(block);
      if (pieces) pieces.push(piece);
      else this.#blocks.set(block, [piece]);
    }
  }

  #show(block: Element): void {
    if (this.#live.has(block)) return;
    this.#live.add(block);
    for (const piece of this.#blocks.get(block) ?? []) {
      piece.range ??= this.#map.staticRangeOf(piece.start, piece.end);
      this.#highlight(piece.style).add(piece.range);
    }
  }

  #hide(block: Element): void {
    if (!this.#live.delete(block)) return;
    for (const piece of this.#blocks.get(block) ?? []) {
      if (piece.range) CSS.highlights.get(piece.style)?.delete(piece.range);
    }
  }

  #highlight(style: string): Highlight {
    this.#styles.add(style);
    const known = CSS.highlights.get(style);
    if (known) return known;
    dress(style);
    const made = new Highlight();
    made.priority = this.#priority;
    CSS.highlights.set(style, made);
    return made;
  }
}

function supported(): boolean {
  return typeof Highlight !== "undefined" && "highlights" in CSS;
}
