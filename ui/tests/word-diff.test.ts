import { describe, expect, it } from "vitest";
import { diffWords, type DiffPart } from "../src/state/word-diff";
import { piecesOf } from "../src/state/words";

const text = (parts: readonly DiffPart[]) => parts.map((part) => part.text).join("");
const differing = (parts: readonly DiffPart[]) =>
  parts.filter((part) => part.differs).map((part) => part.text);

describe("the difference of two wordings", () => {
  it("is nothing where they are the same but for white space", () => {
    const { before, after } = diffWords("The  tower\nstood.", " The tower stood. ");
    expect([differing(before), differing(after)]).toEqual([[], []]);
    expect(text(before)).toBe("The tower stood.");
  });

  it("marks the words that were changed, left out and put in", () => {
    const { before, after } = diffWords(
      "It stood for more than a thousand years, and fell.",
      "It stood for about a thousand long years, and fell.",
    );
    expect(differing(before)).toEqual(["more than"]);
    expect(differing(after)).toEqual(["about", "long"]);
    expect(text(before)).toBe("It stood for more than a thousand years, and fell.");
    expect(text(after)).toBe("It stood for about a thousand long years, and fell.");
  });

  it("keeps what both share at the beginning and at the end", () => {
    const { before, after } = diffWords("a b c", "a b x b c");
    expect(differing(before)).toEqual([]);
    expect(differing(after)).toHaveLength(1);
    expect(text(after)).toBe("a b x b c");
  });

  it("marks all of texts that share nothing, and all of one where the other is empty", () => {
    expect(differing(diffWords("one two", "three four").before)).toEqual(["one two"]);
    const { before, after } = diffWords("", "three four");
    expect([before, differing(after)]).toEqual([[], ["three four"]]);
  });

  it("cuts scripts without spaces into words", () => {
    const { before, after } = diffWords("灯台は海を照らす", "灯台は港を照らす");
    expect(differing(before)).toEqual(["海"]);
    expect(differing(after)).toEqual(["港"]);
  });

  it("does not take forever over long texts", () => {
    const long = Array.from({ length: 5000 }, (_, index) => `word${String(index)}`).join(" ");
    const { before, after } = diffWords(`${long} old end`, `start ${long} end`);
    expect(text(before)).toBe(`${long} old end`);
    expect(text(after)).toBe(`start ${long} end`);
  });

  it("loses no word, whatever the texts are", () => {
    let seed = 11;
    const random = (below: number) => (seed = (seed * 16807) % 2147483647) % below;
    const some = () =>
      Array.from({ length: random(12) }, () => ["sea", "light", "tower,", "rock"][random(4)]).join(
        " ",
      );
    for (let turn = 0; turn < 200; turn += 1) {
      const [one, other] = [some(), some()];
      const { before, after } = diffWords(one, other);
      expect([text(before), text(after)]).toEqual([one, other]);
      const shared = (parts: readonly DiffPart[]) =>
        text(parts.filter((part) => !part.differs)).replaceAll(/\s+/gu, "");
      expect(shared(before)).toBe(shared(after));
    }
  });
});

it("cuts a text into pieces that make it up again", () => {
  const pieces = piecesOf("Some 21,600 were in use.");
  expect(pieces.map((piece) => piece.text).join("")).toBe("Some 21,600 were in use.");
  expect(pieces.filter((piece) => piece.word).map((piece) => piece.text)).toContain("21,600");
});
