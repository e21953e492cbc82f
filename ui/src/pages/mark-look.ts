/** How the words of a mark look in a list: as in the article. */
import type { Color } from "../generated/Color";
import type { NotebookEntry } from "../generated/NotebookEntry";
import { LINES } from "../reader/mark-looks";

/** Custom properties for a row: `--edge`, `--tint` and `--line-style`; none without a colour. */
export function lookOf(color: Color | null): string | undefined {
  if (color === null) return undefined;
  return `--edge: var(--edge-${color}); --tint: var(--mark-${color}); --line-style: ${LINES[color]}`;
}

export function colorOf(entry: NotebookEntry): Color | null {
  return entry.kind === "annotation" ? entry.color : null;
}
