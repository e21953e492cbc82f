/** How the words of a mark look in a list: as in the article. */
import type { Color } from "../generated/Color";
import type { NotebookEntry } from "../generated/NotebookEntry";

/** The line of each colour, so that colour is never alone (see `highlights.css`). */
const LINES: Record<Color, string> = {
  amber: "solid",
  green: "dashed",
  blue: "dotted",
  rose: "double",
  violet: "wavy",
};

/** Custom properties for a row: `--edge`, `--tint` and `--line-style`; none without a colour. */
export function lookOf(color: Color | null): string | undefined {
  if (color === null) return undefined;
  return `--edge: var(--edge-${color}); --tint: var(--mark-${color}); --line-style: ${LINES[color]}`;
}

export function colorOf(entry: NotebookEntry): Color | null {
  return entry.kind === "annotation" ? entry.color : null;
}
