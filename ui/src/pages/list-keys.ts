/** The keys of a list whose rows are selected. */
import type { App } from "../state/app.svelte";
import type { DeskKeys } from "../state/desk.svelte";
import { arrowOf, stepStops } from "./row-places";

interface Hand extends DeskKeys {
  /** What is in the row that has the focus. */
  readonly focused: unknown;
}

/** Listens to them as long as the list is shown; returns the function that stops it. */
export function listenInList(
  app: App,
  hand: Hand,
  list: HTMLElement,
  scroller: HTMLElement,
): () => void {
  const step = (by: 1 | -1) => {
    if (stepStops(list, by)) return;
    app.focusPage();
    scroller.scrollTop = 0;
  };
  const keydown = (event: KeyboardEvent) => {
    const by = arrowOf(event);
    if (by === null || app.search.open || app.overlays.dialog || app.overlays.menu) return;
    const active = document.activeElement;
    const here = active === document.body || active === scroller || hand.focused !== undefined;
    if (!here) return;
    event.preventDefault();
    step(by);
  };
  app.stepResults = step;
  app.desk.keys = hand;
  document.addEventListener("keydown", keydown);
  return () => {
    app.stepResults = null;
    app.desk.keys = null;
    document.removeEventListener("keydown", keydown);
  };
}
