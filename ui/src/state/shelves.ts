import type { CollectionSummary } from "../generated/CollectionSummary";

export interface Shelf {
  /** Empty for the collections that stand on none. */
  name: string;
  collections: CollectionSummary[];
}

/** The collections by shelf, those without one first; on each in the person's order. */
export function shelvesOf(collections: readonly CollectionSummary[]): Shelf[] {
  const names = [...new Set(collections.map((one) => one.shelf))];
  names.sort((one, other) => one.localeCompare(other));
  return names.map((name) => ({
    name,
    collections: collections.filter((one) => one.shelf === name),
  }));
}

/** Before which collection one lands that goes a step along its shelf; undefined at its ends. */
export function stepOn(
  collections: readonly CollectionSummary[],
  collection: CollectionSummary,
  by: -1 | 1,
): string | null | undefined {
  const peers = collections.filter((one) => one.shelf === collection.shelf);
  const at = peers.findIndex((one) => one.name === collection.name);
  if (at < 0 || peers[at + by] === undefined) return undefined;
  return (by < 0 ? peers[at - 1] : peers[at + 2])?.name ?? null;
}
