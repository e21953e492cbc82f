import type { Passage } from "../generated/Passage";
import type { Piece } from "./words";

/**
 * The gap after a word was chosen: a first word is a gap of its own, another one takes in all that
 * lies between, one inside it is the gap alone, and the only one is given up.
 */
export function gapWith(gap: Passage | null, word: Piece): Passage | null {
  const { start, end } = word;
  if (!gap) return { start, end };
  const inside = gap.start <= start && end <= gap.end;
  if (!inside) return { start: Math.min(gap.start, start), end: Math.max(gap.end, end) };
  return gap.start === start && gap.end === end ? null : { start, end };
}

/** The words of a quote without those of its gap. */
export function aroundGap(
  quote: string,
  gap: Passage,
): { before: string; gap: string; behind: string } {
  return {
    before: quote.slice(0, gap.start),
    gap: quote.slice(gap.start, gap.end),
    behind: quote.slice(gap.end),
  };
}
