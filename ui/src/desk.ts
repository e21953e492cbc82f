/**
 * What stands in the trail for the pages of what the person keeps: the notebook with its filters,
 * the trash, and backups. Nothing outside the window knows these addresses.
 */
import type { NotebookFilter } from "./generated/NotebookFilter";
import type { NotebookOrder } from "./generated/NotebookOrder";
import type { MarkStatus } from "./generated/MarkStatus";
import { COLORS } from "./reader/mark-styles";

const NOTEBOOK = "notebook:";
const TRASH = "trash:";
const BACKUPS = "backups:";

export type DeskPlace =
  { page: "notebook"; filter: NotebookFilter } | { page: "trash" } | { page: "backups" };

/** What the notebook lists besides folders and cards. */
export type EntryKind = "annotation" | "bookmark";

export const ENTRY_KINDS: readonly EntryKind[] = ["annotation", "bookmark"];
export const ORDERS: readonly NotebookOrder[] = [
  "date",
  "article",
  "color",
  "tag",
  "collection",
  "status",
];
export const STATUSES: readonly MarkStatus[] = ["exact", "relocated", "approximate", "orphaned"];

const TEXTS = ["text", "address", "collection", "tag"] as const;
const SWITCHES = ["noted", "readLater"] as const;

export function deskAddress(place: DeskPlace): string {
  if (place.page === "trash") return TRASH;
  if (place.page === "backups") return BACKUPS;
  const given = Object.entries(place.filter).map(([name, value]) => [name, String(value)]);
  return `${NOTEBOOK}${new URLSearchParams(given).toString()}`;
}

/** The page that an address of the trail means; null where it means something else. */
export function deskOf(address: string): DeskPlace | null {
  if (address === TRASH) return { page: "trash" };
  if (address === BACKUPS) return { page: "backups" };
  if (!address.startsWith(NOTEBOOK)) return null;
  return { page: "notebook", filter: filterOf(address.slice(NOTEBOOK.length)) };
}

/** A filter without what does not restrict. */
export function tidied(filter: { [Name in keyof NotebookFilter]?: unknown }): NotebookFilter {
  const kept = Object.entries(filter).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  return Object.fromEntries(kept);
}

/** Whether it leaves anything out; the order does not. */
export function narrows(filter: NotebookFilter): boolean {
  return Object.keys(filter).some((name) => name !== "order");
}

/** Reads what was written to the library; what is not known any more is left out. */
function filterOf(text: string): NotebookFilter {
  const given = new URLSearchParams(text);
  const among = <Value extends string>(name: string, known: readonly Value[]) =>
    known.find((value) => value === given.get(name));
  const switched = (name: string) => ({ true: true, false: false })[given.get(name) ?? ""];
  return tidied({
    ...Object.fromEntries(TEXTS.map((name) => [name, given.get(name)])),
    ...Object.fromEntries(SWITCHES.map((name) => [name, switched(name)])),
    kind: among("kind", ENTRY_KINDS),
    color: among("color", COLORS),
    status: among("status", STATUSES),
    order: among("order", ORDERS),
  });
}
