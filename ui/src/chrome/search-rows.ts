import type { Row } from "../state/search.svelte";

/** An element's id for a row; addresses hold characters that ids of the page must not have. */
export function rowId(row: Row): string {
  return `row-${encodeURIComponent(row.id)}`;
}
