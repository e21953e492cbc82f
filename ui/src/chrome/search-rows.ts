import type { Row } from "../state/search.svelte";

/** Takes the chosen row off the list of recent searches. */
export const REMOVE_KEY = "Delete";

/** An element's id for a row; addresses hold characters that ids of the page must not have. */
export function rowId(row: Row): string {
  return `row-${encodeURIComponent(row.id)}`;
}
