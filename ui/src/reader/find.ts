import type { Passage } from "../generated/Passage";

/** Letters that no decomposition takes apart, and what people type for them. */
const FOLDS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ħ: "h",
  ı: "i",
  "’": "'",
  "‘": "'",
  "“": '"',
  "”": '"',
  "‐": "-",
  "‑": "-",
  "–": "-",
  "—": "-",
  "\u00ad": "",
};

/** Text without case, diacritics and kinds of white space, and where each of its units came from. */
export interface FoldedText {
  text: string;
  /** Position in the original of each unit, and behind the last one its length. */
  origins: Uint32Array;
}

export function fold(original: string): FoldedText {
  const parts: string[] = [];
  const origins: number[] = [];
  let space = false;
  let position = 0;
  for (const character of original) {
    if (/\s/u.test(character)) {
      if (!space) {
        parts.push(" ");
        origins.push(position);
      }
      space = true;
    } else {
      const folded = foldCharacter(character);
      if (folded !== "") space = false;
      for (let index = 0; index < folded.length; index += 1) origins.push(position);
      parts.push(folded);
    }
    position += character.length;
  }
  origins.push(original.length);
  return { text: parts.join(""), origins: Uint32Array.from(origins) };
}

function foldCharacter(character: string): string {
  if (character.charCodeAt(0) < 128) return character.toLowerCase();
  const plain = character.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let folded = "";
  for (const part of plain) folded += FOLDS[part] ?? part;
  return folded;
}

/** Every place where the words stand, in order; places do not overlap. */
export function findAll(haystack: FoldedText, words: string): Passage[] {
  const needle = fold(words.trim()).text;
  if (needle === "") return [];
  const found: Passage[] = [];
  let from = haystack.text.indexOf(needle);
  while (from >= 0) {
    const to = from + needle.length;
    const start = haystack.origins[from] ?? 0;
    const end = haystack.origins[to] ?? start;
    if (start < end) found.push({ start, end });
    from = haystack.text.indexOf(needle, to);
  }
  return found;
}

/** The index of the first passage at or behind a position, or 0 where there is none. */
export function firstFrom(passages: readonly Passage[], position: number): number {
  const index = passages.findIndex((passage) => passage.start >= position);
  return Math.max(0, index);
}

/** One step on or back through a list that closes to a ring. */
export function step(index: number, by: 1 | -1, length: number): number {
  return length === 0 ? 0 : (index + by + length) % length;
}
