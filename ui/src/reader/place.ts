import type { ReadingPlace } from "../generated/ReadingPlace";
import { foldOf, rectOf } from "./folds";
import type { TextMap } from "./text-map";

/** The first character in view and how far its line stands above the view's upper edge. */
export function placeInView(map: TextMap, scroller: HTMLElement): ReadingPlace {
  const top = scroller.getBoundingClientRect().top;
  const read = readIn(map.root, scroller);
  if (scroller.scrollTop <= 0) return { position: 0, offset: 0, read };
  const block = firstBlockBelow(map.root, top);
  if (!block) return { position: map.length, offset: 0, read };
  const start = map.positionOf(block, 0);
  const end = map.positionOf(block, block.childNodes.length);
  const position = firstPositionBelow(map, start, end, top);
  const rect = rectOf(map.rulerOver(position, Math.min(position + 1, map.length)));
  return { position, offset: Math.round(top - rect.top), read };
}

/** The share of an article that is in view or above it. */
function readIn(root: HTMLElement, scroller: HTMLElement): number {
  const { top, height } = root.getBoundingClientRect();
  if (height <= 0) return 0;
  const seen = scroller.getBoundingClientRect().bottom - top;
  return Math.min(1, Math.max(0, seen / height));
}

/** Scrolls so that a place is where it was; says how far it had to scroll. */
export function showPlace(map: TextMap, scroller: HTMLElement, place: ReadingPlace): void {
  if (place.position <= 0 && place.offset <= 0) {
    scroller.scrollTop = 0;
    return;
  }
  const position = Math.min(place.position, Math.max(0, map.length - 1));
  const rect = rectOf(map.rulerOver(position, Math.min(position + 1, map.length)));
  scroller.scrollTop += rect.top - scroller.getBoundingClientRect().top + place.offset;
}

/** The first block of the running text that reaches below a line; floats stand beside the text. */
function firstBlockBelow(root: HTMLElement, top: number): HTMLElement | null {
  for (const child of root.children) {
    if (!(child instanceof HTMLElement) || getComputedStyle(child).float !== "none") continue;
    const rect = child.getBoundingClientRect();
    if (rect.height > 0 && rect.bottom > top + 1 && child.textContent.trim() !== "") return child;
  }
  return null;
}

function firstPositionBelow(map: TextMap, start: number, end: number, top: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bottomAt(map, middle) > top + 1) high = middle;
    else low = middle + 1;
  }
  // White space between blocks has no place of its own.
  while (low < end && /\s/u.test(map.text.charAt(low))) low += 1;
  return low;
}

/** The lower edge of the line that holds a character, or of what stands before it. */
function bottomAt(map: TextMap, position: number): number {
  const node = map.nodeAt(position);
  const fold = node && foldOf(node);
  if (fold) return fold.getBoundingClientRect().bottom;
  const rects = map.rulerOver(position, Math.min(position + 1, map.length)).getClientRects();
  const rect = rects[0];
  if (rect && rect.height > 0) return rect.bottom;
  const parent = node?.parentElement?.getBoundingClientRect();
  return parent && parent.height > 0 ? parent.top : Number.NEGATIVE_INFINITY;
}
