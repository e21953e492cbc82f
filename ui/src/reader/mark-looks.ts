/**
 * What highlights look like. Each `::highlight()` rule is weighed for every element of the window,
 * and there would be more than a hundred: all of them at once would cost a start 60 ms. So the rule
 * of a highlight is made when that is first painted. Decorations are longhands: the shorthand with
 * several values paints nothing in WebKit.
 */
import type { Color } from "../generated/Color";

/** The line of each colour, so that colour is never alone. */
export const LINES: Record<Color, string> = {
  amber: "solid",
  green: "dashed",
  blue: "dotted",
  rose: "double",
  violet: "wavy",
};

type Look = Record<string, string>;

/** Light behind the words, which stay in the article's ink. */
const lit = (share: string): Look => ({
  "background-color": `color-mix(in srgb, var(--accent) ${share}, var(--paper))`,
  color: "var(--ink)",
});

const OTHERS: Record<string, Look> = {
  "search-hit": lit("22%"),
  "find-hit": lit("22%"),
  "find-current": { "background-color": "var(--accent)", color: "var(--paper)" },
  flash: lit("32%"),
};

const sheet = adopt();
const made = new Set<string>();

/** Makes the rules of a highlight, unless they are there. */
export function dress(style: string): void {
  if (!sheet || made.has(style)) return;
  made.add(style);
  for (const rule of rulesOf(style)) sheet.insertRule(rule, sheet.cssRules.length);
}

/** The rules of a highlight by its name (see `mark-styles.ts`); marks have one for printing too. */
export function rulesOf(style: string): string[] {
  const declarations = Object.entries(lookOf(style)).map(([name, value]) => `${name}: ${value};`);
  const rules = [`::highlight(${style}) { ${declarations.join(" ")} }`];
  if (style.startsWith("mark-")) {
    const plain = "background-color: transparent; text-decoration-line: none;";
    rules.push(`@media print { .print-plain ::highlight(${style}) { ${plain} } }`);
  }
  return rules;
}

function lookOf(style: string): Look {
  const [family, ...parts] = style.split("-");
  if (family === "active") return activeLook(parts[0] ?? "plain");
  if (family !== "mark") return OTHERS[style] ?? {};
  if (parts[0] === "check") return uncertainLook(parts[1] ?? "plain");
  const line = parts.indexOf("line");
  if (line < 0) return markLook(parts);
  return underlinedLook(parts[line - 1] ?? null, parts[line + 1] ?? "many");
}

/** A highlight of one colour or two, of more (`many`), or of none (`plain`). */
function markLook(fills: readonly string[]): Look {
  const look = {
    color: "var(--ink)",
    "text-decoration-line": "underline",
    "text-decoration-thickness": "var(--underline)",
  };
  const [first = "plain", last = first] = fills;
  if (first === "plain") {
    return {
      ...look,
      "text-decoration-style": "dotted",
      "text-decoration-color": "var(--soft)",
    };
  }
  return {
    ...look,
    "background-color":
      first === last ? fillOf(first) : `color-mix(in srgb, ${fillOf(first)}, ${fillOf(last)})`,
    "text-decoration-style": patternOf(last),
    "text-decoration-color": lineOf(first),
  };
}

/** A line in the mark's colour and pattern, and no background but that of highlights below it. */
function underlinedLook(fill: string | null, line: string): Look {
  const thickness = line === "violet" ? "var(--underline)" : "var(--underline-bold)";
  return {
    color: "var(--ink)",
    ...(fill !== null && { "background-color": fillOf(fill) }),
    "text-decoration-line": "underline",
    "text-decoration-thickness": thickness,
    "text-decoration-style": patternOf(line),
    "text-decoration-color": lineOf(line),
  };
}

/** Marks that ask to be checked stand between two dotted lines. */
function uncertainLook(color: string): Look {
  return {
    color: "var(--ink)",
    ...(color !== "plain" && {
      "background-color": `color-mix(in srgb, ${fillOf(color)} 55%, transparent)`,
    }),
    "text-decoration-line": "underline overline",
    "text-decoration-thickness": "var(--underline-check)",
    "text-decoration-style": "dotted",
    "text-decoration-color": "var(--missing)",
  };
}

/** The mark that the person is at. */
function activeLook(color: string): Look {
  return {
    ...lit("14%"),
    ...(color !== "plain" && {
      "background-color": `color-mix(in srgb, ${fillOf(color)} 88%, var(--accent))`,
    }),
    "text-decoration-line": "underline",
    "text-decoration-thickness": "var(--underline-active)",
    "text-decoration-style": "solid",
    "text-decoration-color": "var(--accent)",
  };
}

function fillOf(color: string): string {
  if (color === "many") return "color-mix(in srgb, var(--mark-amber), var(--soft) 35%)";
  return `var(--mark-${color})`;
}

function lineOf(color: string): string {
  return color === "many" ? "var(--ink)" : `var(--line-${color})`;
}

function patternOf(color: string): string {
  return LINES[color as Color] ?? "double";
}

/** A style sheet of the document's own; none where that cannot be had. */
function adopt(): CSSStyleSheet | null {
  if (!("adoptedStyleSheets" in document)) return null;
  const own = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, own];
  return own;
}
