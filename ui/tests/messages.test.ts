import { parse } from "svelte/compiler";
import { describe, expect, it } from "vitest";
import { m } from "../src/messages";
import { ago, bytes, count, date, day } from "../src/messages/format";

const files = import.meta.glob<string>("../src/**/*.{svelte,ts}", {
  query: "?raw",
  import: "default",
  eager: true,
});
const components = Object.keys(files).filter((file) => file.endsWith(".svelte"));
const sources = Object.keys(files).filter((file) => !file.includes("/messages/"));

interface MarkupNode {
  type?: string;
  name?: string;
  data?: string;
  value?: unknown;
}

/** Words that stand in a component itself. */
function wordsIn(file: string): string[] {
  const words: string[] = [];
  const visit = (node: unknown, attribute: string | null): void => {
    if (Array.isArray(node)) {
      for (const one of node) visit(one, attribute);
      return;
    }
    if (typeof node !== "object" || node === null) return;
    const { type, name, data } = node as MarkupNode;
    const spoken = attribute === null || SPOKEN.includes(attribute);
    if (type === "Text" && spoken && /\p{L}/u.test(data ?? "")) words.push(data ?? "");
    if (type === "Attribute") {
      visit((node as MarkupNode).value, name ?? "");
      return;
    }
    if (type === "StyleDirective") return;
    if (type?.endsWith("Expression") || type === "Identifier" || type === "Literal") return;
    for (const [key, child] of Object.entries(node)) {
      if (key !== "css" && key !== "instance" && key !== "module") visit(child, attribute);
    }
  };
  visit(parse(files[file] ?? "", { modern: true }).fragment, null);
  return words;
}

const SPOKEN = ["aria-label", "title", "placeholder", "alt", "label"];

/** Every path to a text of the catalogue. */
function pathsOf(value: object, path: string): string[] {
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
    typeof child === "object" && child !== null
      ? pathsOf(child, `${path}.${key}`)
      : [`${path}.${key}`],
  );
}

const literal = (name: string) => name.replaceAll(".", "\\.");

describe("the catalogue of messages", () => {
  it("holds every text of the window", () => {
    expect(components.length).toBeGreaterThan(30);
    for (const file of components) expect([file, ...wordsIn(file)]).toEqual([file]);
  });

  it("holds nothing that is not used", () => {
    const code = sources.map((file) => files[file]).join("\n");
    const unused = pathsOf(m, "m").filter((path) => {
      const parts = path.split(".");
      const names = parts.map((_, index) => parts.slice(0, index + 1).join("."));
      // A text is named itself, or a table that it is in is taken as a whole.
      return !names
        .slice(1)
        .some((name) => new RegExp(`${literal(name)}(?![.\\w])`, "u").test(code));
    });
    expect(unused).toEqual([]);
  });

  it("has no empty text", () => {
    const empty = pathsOf(m, "m").filter((path) => {
      const text = path
        .split(".")
        .slice(1)
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], m);
      return text === "";
    });
    expect(empty).toEqual([]);
  });
});

describe("numbers and dates", () => {
  const now = new Date(2026, 4, 20, 12).getTime();
  const on = (month: number, day: number, year = 2026) => new Date(year, month, day, 9).getTime();

  it("count", () => {
    expect(count(1, "note", "notes")).toBe("1 note");
    expect(count(2140, "word", "words")).toBe("2,140 words");
    expect(count(0, "hit", "hits")).toBe("0 hits");
  });

  it("measure", () => {
    expect(bytes(0)).toBe("0 B");
    expect(bytes(48_230)).toBe("48 kB");
    expect(bytes(1_500_000)).toBe("1.5 MB");
    expect(bytes(98_000_000_000)).toBe("98 GB");
  });

  it("leave out what goes without saying", () => {
    expect(date(on(4, 3), now)).toBe("3 May");
    expect(date(on(4, 3, 2024), now)).toBe("3 May 2024");
    expect(day(on(4, 20), now)).toBe("Today");
    expect(day(on(4, 19), now)).toBe("Yesterday");
    expect(day(on(4, 4), now)).toBe("Monday 4 May");
    expect(ago(on(4, 17), now)).toBe("3 days ago");
    expect(ago(on(3, 1), now)).toBe("1 April");
  });
});
