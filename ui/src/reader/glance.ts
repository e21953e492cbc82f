/** What of a long article the first frame needs, so that it need not wait for the layout of all. */

/** Nodes of an article, from one to before another, and the position of the first one's text. */
export interface Glance {
  from: number;
  to: number;
  start: number;
}

/** A character takes about so much of the square of the text's size: its width times its line. */
const CHARACTER = 0.5 * 1.62;
/** Pixels of the text where nothing was said yet. */
const USUAL_SIZE = 18;
/** A window that is not seen paints nothing, and is not waited for longer, in milliseconds. */
const PATIENCE = 100;

/**
 * Of an article's nodes those that fill a view of `room` characters from a position of the text on;
 * null where the others are too few to be worth a layout of their own.
 */
export function glanceOf(
  nodes: readonly ChildNode[],
  position: number,
  room: number,
): Glance | null {
  let length = 0;
  const ends = nodes.map((node) => (length += node.textContent?.length ?? 0));
  const from = Math.max(
    0,
    ends.findIndex((end) => end > position),
  );
  const start = ends[from - 1] ?? 0;
  const last = ends.findIndex((end) => end >= position + room);
  if (last < 0 && start <= room) return null;
  const to = last < 0 ? nodes.length : last + 1;
  const held = length - ((ends[to - 1] ?? 0) - start);
  return held > room ? { from, to, start } : null;
}

/**
 * How many characters the whole window would hold, which is more than a column of it can show. To
 * measure the column itself would cost a layout.
 */
export function roomOfWindow(): number {
  const size = Number.parseFloat(document.documentElement.style.getPropertyValue("--text-size"));
  return (innerWidth * innerHeight) / (CHARACTER * (size || USUAL_SIZE) ** 2);
}

/** Waits until what is there has been painted. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE);
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
