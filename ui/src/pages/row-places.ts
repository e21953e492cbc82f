/** Where somebody is in a long list whose rows have their numbers, and how one goes through it. */
import type { ReadingPlace } from "../generated/ReadingPlace";

const topOf = (node: Element) => node.getBoundingClientRect().top;

export function rowsOf(list: Element): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>("[data-index]")];
}

/** The row at the upper edge; none at the top of the page. */
export function placeIn(list: Element, scroller: Element): ReadingPlace | null {
  if (scroller.scrollTop === 0) return null;
  const upper = topOf(scroller);
  const all = rowsOf(list);
  const at = all.findLast((one) => topOf(one) <= upper + 1) ?? all[0];
  if (!at) return null;
  return { position: Number(at.dataset.index), offset: Math.round(upper - topOf(at)), read: 0 };
}

export function showPlace(list: Element, scroller: Element, place: ReadingPlace | null): void {
  const at = place ? rowsOf(list)[place.position] : undefined;
  scroller.scrollTop = 0;
  if (at && place) scroller.scrollTop = topOf(at) - topOf(scroller) + place.offset;
}

/** Puts the focus on the next stop of the list, or the one before; false above the first. */
export function stepStops(list: Element, by: 1 | -1): boolean {
  const stops = [...list.querySelectorAll<HTMLElement>("[data-stop]")];
  const active = document.activeElement;
  // From what else is in a row one goes on from that row.
  const row = active?.closest("[data-index]");
  const at = stops.findIndex((stop) => stop === active || row?.contains(stop));
  const next = at < 0 && by < 0 ? undefined : stops[at + by];
  if (!next) return by > 0;
  next.focus({ preventScroll: true });
  (next.closest("[data-index]") ?? next).scrollIntoView({ block: "nearest" });
  return true;
}

/** Whether a key is one of the arrows that go through a list, and no other key beside it. */
export function arrowOf(event: KeyboardEvent): 1 | -1 | null {
  if (event.defaultPrevented || event.altKey || event.ctrlKey) return null;
  if (event.metaKey || event.shiftKey) return null;
  return event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
}
