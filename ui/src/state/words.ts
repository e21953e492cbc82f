import type { Passage } from "../generated/Passage";

/** A piece of a text: a word, or what stands between two. */
export interface Piece extends Passage {
  text: string;
  word: boolean;
}

/** Cuts a text into words and what stands between them, in any script. */
export function piecesOf(text: string): Piece[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
  return [...segmenter.segment(text)].map(({ segment, index, isWordLike }) => ({
    text: segment,
    start: index,
    end: index + segment.length,
    word: isWordLike ?? false,
  }));
}
