import type { Passage } from "../generated/Passage";
import type { TextMap } from "./text-map";

/** The position of the character under a point of the window, or null where there is none. */
export function positionAt(map: TextMap, x: number, y: number): number | null {
  const caret = document.caretRangeFromPoint(x, y);
  if (!caret || !map.root.contains(caret.startContainer)) return null;
  return map.positionOf(caret.startContainer, caret.startOffset);
}

/**
 * Which passages lie under a point. The caret of a point beside or below the text is the nearest
 * character's, so the point must lie in the passage's own rectangles too.
 */
export function passagesAt<Mark extends { passage: Passage | null }>(
  map: TextMap,
  marks: readonly Mark[],
  x: number,
  y: number,
): Mark[] {
  const position = positionAt(map, x, y);
  if (position === null) return [];
  return marks.filter(({ passage }) => {
    if (!passage || position < passage.start || position > passage.end) return false;
    const rects = map.rulerOver(passage.start, passage.end).getClientRects();
    return [...rects].some((rect) => contains(rect, x, y));
  });
}

function contains(rect: DOMRect, x: number, y: number): boolean {
  return x >= rect.left - 1 && x <= rect.right + 1 && y >= rect.top - 1 && y <= rect.bottom + 1;
}
