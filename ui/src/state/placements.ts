import type { Placements } from "../generated/Placements";
import { m } from "../messages";
import { number } from "../messages/format";

/** What became of the places of marks, as far as it happened. */
export function placementsOf(placed: Placements): { name: string; value: string }[] {
  return (["exact", "relocated", "approximate", "orphaned", "articlesGone"] as const)
    .filter((fate) => placed[fate] > 0)
    .map((fate) => ({ name: m.report.placements[fate], value: number(placed[fate]) }));
}
