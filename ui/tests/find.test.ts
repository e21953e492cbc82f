import { describe, expect, it } from "vitest";
import { findAll, firstFrom, fold, step } from "../src/reader/find";

function found(text: string, words: string): string[] {
  return findAll(fold(text), words).map(({ start, end }) => text.slice(start, end));
}

describe("find in page", () => {
  it("knows no case and no diacritics, either way", () => {
    expect(found("Señor Nuñez, SENOR", "senor")).toEqual(["Señor", "SENOR"]);
    expect(found("senor", "Señor")).toEqual(["senor"]);
    expect(found("e\u0301te\u0301", "été")).toEqual(["e\u0301te\u0301"]);
  });

  it("knows letters that do not come apart", () => {
    expect(found("Straße nach Łódź", "strasse")).toEqual(["Straße"]);
    expect(found("Straße nach Łódź", "lodz")).toEqual(["Łódź"]);
    expect(found("Ærø", "aero")).toEqual(["Ærø"]);
    expect(found("ﬁre", "fire")).toEqual(["ﬁre"]);
  });

  it("reads any white space as one space", () => {
    expect(found("two\n  words\u00a0here", "two words here")).toEqual(["two\n  words\u00a0here"]);
  });

  it("reads typographic quotes and dashes as typed ones", () => {
    expect(found("the keepers’ log, 1759–1760", "keepers' log")).toEqual(["keepers’ log"]);
    expect(found("the keepers’ log, 1759–1760", "1759-1760")).toEqual(["1759–1760"]);
  });

  it("counts in UTF-16 units behind characters that take two", () => {
    expect(findAll(fold("👩‍🚀👩‍🚀 tide"), "tide")).toEqual([{ start: 11, end: 15 }]);
  });

  it("finds places that do not overlap, and nothing for nothing", () => {
    expect(found("aaaa", "aa")).toEqual(["aa", "aa"]);
    expect(found("aaaa", "  ")).toEqual([]);
    expect(found("", "a")).toEqual([]);
  });

  it("finds Arabic with and without its vowel signs", () => {
    expect(found("مَنَارَة قديمة", "منارة")).toEqual(["مَنَارَة"]);
  });

  it("begins where the person is and goes round", () => {
    const places = findAll(fold("a b a b a"), "a");
    expect(firstFrom(places, 3)).toBe(1);
    expect(firstFrom(places, 99)).toBe(0);
    expect(step(2, 1, 3)).toBe(0);
    expect(step(0, -1, 3)).toBe(2);
    expect(step(0, 1, 0)).toBe(0);
  });
});
