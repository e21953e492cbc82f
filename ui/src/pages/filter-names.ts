import type { FilterKind } from "../address";
import type { Color } from "../generated/Color";
import type { FilterCount } from "../generated/FilterCount";
import type { SearchFilters } from "../generated/SearchFilters";
import { m } from "../messages";
import type { CollectionsState } from "../state/collections.svelte";

/** Values of one kind that a list can be narrowed to. */
export interface FilterGroup<Kind extends string> {
  kind: Kind;
  title: string;
  values: readonly FilterValue[];
}

export interface FilterValue {
  value: string;
  name: string;
  /** None where it is not counted. */
  count: number | null;
  chosen: boolean;
  swatch?: Color;
}

export function countsOf(filters: SearchFilters, kind: FilterKind): FilterCount[] {
  const { collections, languages, categories } = filters;
  return { collection: collections, language: languages, category: categories }[kind];
}

/** What people call a value of a filter; the library knows titles, not names of languages. */
export function valueName(
  collections: CollectionsState,
  filters: SearchFilters | null,
  kind: FilterKind,
  value: string,
): string {
  if (kind === "language") {
    return value === "" ? m.results.unknownLanguage : m.results.language(value);
  }
  const counted = filters && countsOf(filters, kind).find((one) => one.value === value);
  if (counted) return counted.title;
  return kind === "collection" ? (collections.find(value)?.title ?? value) : value;
}
