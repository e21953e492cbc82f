import { piecesOf } from "./words";

/** A stretch of words that the other text has too, or has not. */
export interface DiffPart {
  text: string;
  differs: boolean;
}

export interface WordDiff {
  before: DiffPart[];
  after: DiffPart[];
}

/** Comparing takes the product of both lengths; what is longer counts as changed in its middle. */
const MOST = 1_000_000;

/** Which words of two texts differ; white space does not count. */
export function diffWords(before: string, after: string): WordDiff {
  const one = tokensOf(before);
  const other = tokensOf(after);
  let start = 0;
  while (start < one.length && start < other.length && same(one[start], other[start])) start += 1;
  let tail = 0;
  while (
    tail < one.length - start &&
    tail < other.length - start &&
    same(one[one.length - 1 - tail], other[other.length - 1 - tail])
  ) {
    tail += 1;
  }
  const kept = commonOf(
    one.slice(start, one.length - tail),
    other.slice(start, other.length - tail),
  );
  const shared = (index: number, length: number, inside: ReadonlySet<number>) =>
    index < start || index >= length - tail || inside.has(index - start);
  return {
    before: partsOf(one, (index) => shared(index, one.length, kept.one)),
    after: partsOf(other, (index) => shared(index, other.length, kept.other)),
  };
}

/** Words, signs and white space; two texts share the words and the signs. */
function tokensOf(text: string): string[] {
  return piecesOf(text.trim().replace(/\s+/gu, " ")).map((piece) => piece.text);
}

function same(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one === other;
}

/** Indexes of the longest common run of tokens in each of the two lists. */
function commonOf(
  one: readonly string[],
  other: readonly string[],
): { one: Set<number>; other: Set<number> } {
  const kept = { one: new Set<number>(), other: new Set<number>() };
  if (one.length * other.length > MOST) return kept;
  const width = other.length + 1;
  const lengths = new Uint16Array((one.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = one.length - 1; row >= 0; row -= 1) {
    for (let column = other.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] = same(one[row], other[column])
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  let row = 0;
  let column = 0;
  while (row < one.length && column < other.length) {
    if (same(one[row], other[column])) {
      kept.one.add(row++);
      kept.other.add(column++);
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return kept;
}

/** Joins tokens of the same kind; a space between two words that differ differs with them. */
function partsOf(tokens: readonly string[], shared: (index: number) => boolean): DiffPart[] {
  const parts: DiffPart[] = [];
  const differs = tokens.map((token, index) => token !== " " && !shared(index));
  tokens.forEach((text, index) => {
    const between = text === " " && differs[index - 1] === true && differs[index + 1] === true;
    const now = differs[index] === true || between;
    const last = parts.at(-1);
    if (last?.differs === now) last.text += text;
    else parts.push({ text, differs: now });
  });
  return parts;
}
