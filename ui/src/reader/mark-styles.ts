import type { Annotation } from "../generated/Annotation";
import type { Color } from "../generated/Color";

/** The palette in its order; every colour has its own underline too (see `mark-looks.ts`). */
export const COLORS: readonly Color[] = ["amber", "green", "blue", "rose", "violet"];

/** A passage with something that tells its marks apart. */
export interface Span<Key> {
  start: number;
  end: number;
  key: Key;
}

/** A piece of text over which the same marks lie from its first to its last character. */
export interface Piece<Key> {
  start: number;
  end: number;
  keys: Key[];
}

/**
 * Cuts overlapping spans into disjoint pieces. Highlights do not blend where they overlap, so each
 * piece gets one style that stands for all marks over it. Keys keep the order of the spans.
 */
export function cutOverlaps<Key>(spans: readonly Span<Key>[]): Piece<Key>[] {
  const real = spans.filter((span) => span.start < span.end);
  const borders = [...new Set(real.flatMap((span) => [span.start, span.end]))];
  borders.sort((one, other) => one - other);
  const byStart = real.map((span, order) => ({ ...span, order }));
  byStart.sort((one, other) => one.start - other.start || one.order - other.order);

  const pieces: Piece<Key>[] = [];
  let open: typeof byStart = [];
  let next = 0;
  for (let index = 0; index + 1 < borders.length; index += 1) {
    const start = borders[index] ?? 0;
    const end = borders[index + 1] ?? start;
    open = open.filter((span) => span.end > start);
    for (let span = byStart[next]; span && span.start <= start; span = byStart[next]) {
      open.push(span);
      next += 1;
    }
    if (open.length === 0) continue;
    const keys = [...open].sort((one, other) => one.order - other.order).map((span) => span.key);
    pieces.push({ start, end, keys });
  }
  return pieces;
}

/**
 * The name of the highlight that stands for these marks together: what they colour, then the line
 * of those that are underlined.
 */
export function styleOf(marks: readonly Pick<Annotation, "color" | "status" | "style">[]): string {
  const unsure = marks.find((mark) => mark.status === "approximate");
  if (unsure) return `mark-check-${colored(unsure) ?? "plain"}`;
  const fills = COLORS.filter((color) => marks.some((mark) => colored(mark) === color));
  const lines = COLORS.filter((color) =>
    marks.some((mark) => mark.style === "underline" && mark.color === color),
  );
  if (lines.length === 0) {
    if (fills.length === 0) return "mark-plain";
    return fills.length > 2 ? "mark-many" : `mark-${fills.join("-")}`;
  }
  const line = `line-${one(lines)}`;
  return fills.length === 0 ? `mark-${line}` : `mark-${one(fills)}-${line}`;
}

/** The name of the highlight of a mark that the person is at. */
export function activeStyleOf(mark: Pick<Annotation, "color" | "style">): string {
  return `active-${colored(mark) ?? "plain"}`;
}

/** The colour behind the words of a mark; an underline has none. */
function colored({ color, style }: Pick<Annotation, "color" | "style">): Color | null {
  return style === "underline" ? null : color;
}

function one(colors: readonly Color[]): string {
  return colors.length === 1 ? (colors[0] ?? "many") : "many";
}
