import type { Passage } from "../generated/Passage";
import type { TextMap } from "./text-map";

export interface SelectedPassage {
  passage: Passage;
  quote: string;
  /** Where the selection stands in the window, to put the bar at. */
  rect: DOMRect;
}

/** How long a selection that is made with the keyboard must rest before the bar shows. */
const REST = 250;

/**
 * Tells which passage of the article is selected: after the pointer is let go, or when a selection
 * made by keyboard rests. What lies outside the article is cut off.
 */
export class SelectionWatch {
  readonly #map: () => TextMap | null;
  readonly #tell: (selected: SelectedPassage | null) => void;
  #pressed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(map: () => TextMap | null, tell: (selected: SelectedPassage | null) => void) {
    this.#map = map;
    this.#tell = tell;
    document.addEventListener("pointerdown", this.#down);
    document.addEventListener("pointerup", this.#up);
    document.addEventListener("pointercancel", this.#up);
    document.addEventListener("selectionchange", this.#change);
  }

  stop(): void {
    clearTimeout(this.#timer);
    document.removeEventListener("pointerdown", this.#down);
    document.removeEventListener("pointerup", this.#up);
    document.removeEventListener("pointercancel", this.#up);
    document.removeEventListener("selectionchange", this.#change);
  }

  /** What is selected in the article now. */
  selected(): SelectedPassage | null {
    const map = this.#map();
    const selection = document.getSelection();
    if (!map || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(map.root)) return null;
    const passage = map.passageOf(range);
    if (!passage) return null;
    const rect = map.rulerOver(passage.start, passage.end).getBoundingClientRect();
    return { passage, quote: map.quote(passage), rect };
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button === 0) this.#pressed = true;
  };

  readonly #up = (): void => {
    if (!this.#pressed) return;
    this.#pressed = false;
    // A click into a selection clears it only after this event.
    this.#soon(0);
  };

  readonly #change = (): void => {
    if (document.getSelection()?.isCollapsed !== false) {
      clearTimeout(this.#timer);
      this.#tell(null);
    } else if (!this.#pressed) {
      this.#soon(REST);
    }
  };

  #soon(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#tell(this.selected());
    }, wait);
  }
}
