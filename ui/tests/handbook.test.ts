/** What the handbook names is there: keys, and the words of buttons, menus and settings. */
import { describe, expect, it } from "vitest";
import { KEY_ACTIONS, KEYS, keyName } from "../src/keys/keys";
import { m } from "../src/messages";
import { TOPICS } from "../src/state/handbook";

const ARTICLES = import.meta.glob<string>("../../articles/*.md", {
  query: "?raw",
  import: "default",
  eager: true,
});
/** Inline code that is a key: the handbook writes everything else that is typed otherwise. */
const KEY = /^(?:(?:Ctrl|Alt|Shift)\+.+|F\d+|Esc|Delete|[A-Z0-9/?[\]])$/u;

const handbook = Object.entries(ARTICLES)
  .map(([file, text]) => ({ name: file.replace(/.*\//u, ""), text }))
  .filter(({ text }) => /^categories:\s*(?:\n\s*-.*)*?\n\s*- Handbook$/mu.test(text));

/** The texts of the catalogue that are the same whatever they are about. */
function texts(part: unknown): string[] {
  if (typeof part === "string") return [part];
  if (typeof part !== "object" || part === null) return [];
  return Object.values(part).flatMap(texts);
}

function each(pattern: RegExp): { name: string; found: string }[] {
  return handbook.flatMap(({ name, text }) =>
    [...text.matchAll(pattern)].map((match) => ({ name, found: match[1] ?? "" })),
  );
}

describe("the handbook", () => {
  it("has its articles", () => {
    expect(handbook.length).toBeGreaterThan(25);
    for (const title of Object.values(TOPICS)) {
      const told = handbook.filter(({ text }) => text.includes(`title: ${title}\n`));
      expect(told, title).toHaveLength(1);
    }
  });

  it("names keys that there are, and all of them", () => {
    const there = new Set(
      KEY_ACTIONS.flatMap((action) => KEYS[action].keys.map((keys) => keyName(keys, false))),
    );
    const named = each(/`([^`\n]+)`/gu).filter(({ found }) => KEY.test(found));
    expect(named.filter(({ found }) => !there.has(found))).toEqual([]);
    const told = new Set(named.map(({ found }) => found));
    expect([...there].filter((keys) => !told.has(keys))).toEqual([]);
  });

  it("names buttons, menus and settings as they are called", () => {
    const there = new Set(texts(m));
    const named = each(/\*\*([^*\n]+)\*\*/gu);
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({ found }) => !there.has(found))).toEqual([]);
  });
});
