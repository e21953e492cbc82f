import { describe, expect, it } from "vitest";
import tokens from "../src/styles/tokens.css?raw";
import type { Color } from "../src/generated/Color";
import type { Style } from "../src/generated/Style";
import { LINES, rulesOf } from "../src/reader/mark-looks";
import { activeStyleOf, COLORS, cutOverlaps, styleOf, type Span } from "../src/reader/mark-styles";

function spans(...list: [number, number, string][]): Span<string>[] {
  return list.map(([start, end, key]) => ({ start, end, key }));
}

describe("cutting overlaps", () => {
  it("leaves what does not overlap", () => {
    expect(cutOverlaps(spans([5, 9, "b"], [0, 3, "a"]))).toEqual([
      { start: 0, end: 3, keys: ["a"] },
      { start: 5, end: 9, keys: ["b"] },
    ]);
  });

  it("cuts at every border", () => {
    expect(cutOverlaps(spans([0, 10, "a"], [4, 6, "b"], [5, 12, "c"]))).toEqual([
      { start: 0, end: 4, keys: ["a"] },
      { start: 4, end: 5, keys: ["a", "b"] },
      { start: 5, end: 6, keys: ["a", "b", "c"] },
      { start: 6, end: 10, keys: ["a", "c"] },
      { start: 10, end: 12, keys: ["c"] },
    ]);
  });

  it("leaves out what is empty", () => {
    expect(cutOverlaps(spans([3, 3, "a"], [4, 2, "b"]))).toEqual([]);
  });

  it("says for each character just the spans over it", () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 16807) % 2147483647) % below;
    const list = Array.from({ length: 60 }, (_, index): [number, number, string] => {
      const start = random(200);
      return [start, start + random(40), String(index)];
    });
    const pieces = cutOverlaps(spans(...list));
    for (let position = 0; position < 250; position += 1) {
      const over = list.filter(([start, end]) => start <= position && position < end);
      const piece = pieces.filter(({ start, end }) => start <= position && position < end);
      expect(piece.length).toBe(over.length === 0 ? 0 : 1);
      expect(piece[0]?.keys ?? []).toEqual(over.map(([, , key]) => key));
    }
  });
});

describe("styles of marks", () => {
  const mark = (color: Color | null, status: "exact" | "approximate" = "exact") => ({
    color,
    status,
    style: "highlight" as Style,
  });
  const underlined = (color: Color | null, status: "exact" | "approximate" = "exact") => ({
    ...mark(color, status),
    style: "underline" as Style,
  });
  const ruleOf = (style: string) => rulesOf(style)[0] ?? "";
  /** Whether something is painted, and all of it in colours and lines that there are. */
  const isPainted = (style: string) =>
    new RegExp(`^::highlight\\(${style}\\) \\{ .*(background|decoration)`, "u").test(
      ruleOf(style),
    ) &&
    [...ruleOf(style).matchAll(/var\((--[a-z-]+)\)/gu)].every(([, token]) =>
      tokens.includes(`  ${token}: `),
    );

  it("names a highlight for each colour, pair and crowd, and each is painted", () => {
    expect(styleOf([mark("rose")])).toBe("mark-rose");
    expect(styleOf([mark("violet"), mark("amber")])).toBe("mark-amber-violet");
    expect(styleOf([mark("violet"), mark("violet")])).toBe("mark-violet");
    expect(styleOf([mark("amber"), mark("blue"), mark("rose")])).toBe("mark-many");
    expect(styleOf([mark(null)])).toBe("mark-plain");
    for (const one of [...COLORS, null]) {
      for (const other of [...COLORS, null]) {
        expect(isPainted(styleOf([mark(one), mark(other)]))).toBe(true);
        expect(isPainted(styleOf([mark(one, "approximate"), mark(other)]))).toBe(true);
      }
      expect(isPainted(activeStyleOf(mark(one)))).toBe(true);
      expect(isPainted(activeStyleOf(underlined(one)))).toBe(true);
    }
    expect(isPainted("mark-many")).toBe(true);
  });

  it("shows first of all what asks to be checked", () => {
    expect(styleOf([mark("amber"), mark("green", "approximate")])).toBe("mark-check-green");
    expect(styleOf([mark(null, "approximate")])).toBe("mark-check-plain");
  });

  it("draws underlined marks as a line without a background, over what else is there", () => {
    expect(styleOf([underlined("rose")])).toBe("mark-line-rose");
    expect(styleOf([underlined("rose"), mark(null)])).toBe("mark-line-rose");
    expect(styleOf([mark("amber"), underlined("rose")])).toBe("mark-amber-line-rose");
    expect(styleOf([mark("amber"), underlined("amber")])).toBe("mark-amber-line-amber");
    expect(styleOf([underlined("green"), underlined("rose")])).toBe("mark-line-many");
    expect(styleOf([underlined("rose", "approximate")])).toBe("mark-check-plain");
    expect(styleOf([underlined(null)])).toBe("mark-plain");
    expect(activeStyleOf(underlined("rose"))).toBe("active-plain");
    for (const line of COLORS) {
      const alone = ruleOf(`mark-line-${line}`);
      expect(alone).toContain(`text-decoration-style: ${LINES[line]}`);
      expect(alone).not.toContain("background");
      for (const one of COLORS) {
        expect(isPainted(styleOf([mark(one), underlined(line)]))).toBe(true);
        expect(isPainted(styleOf([underlined(one), underlined(line)]))).toBe(true);
        for (const other of COLORS) {
          expect(isPainted(styleOf([mark(one), mark(other), underlined(line)]))).toBe(true);
        }
      }
    }
  });

  it("gives every colour a line of its own", () => {
    const lines = COLORS.map((color) => /style: (\w+)/u.exec(ruleOf(`mark-${color}`))?.[1]);
    expect(new Set(lines).size).toBe(COLORS.length);
    expect(lines).not.toContain(undefined);
  });

  it("mixes two colours, and prints every mark without its look where that is wanted", () => {
    expect(ruleOf("mark-amber-blue")).toContain(
      "background-color: color-mix(in srgb, var(--mark-amber), var(--mark-blue));",
    );
    for (const style of ["mark-blue", "mark-check-rose", "mark-amber-line-rose"]) {
      expect(rulesOf(style)[1]).toMatch(
        new RegExp(`^@media print .*::highlight\\(${style}\\).*background-color: transparent`, "u"),
      );
    }
    expect(rulesOf("active-blue")).toHaveLength(1);
  });

  it("paints what is looked for, gone to and lit, each in its way", () => {
    const styles = ["search-hit", "find-current", "flash", "active-plain"];
    expect(styles.filter((style) => !isPainted(style))).toEqual([]);
    expect(new Set(styles.map((style) => ruleOf(style).replace(style, ""))).size).toBe(4);
  });
});
