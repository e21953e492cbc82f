import type { App } from "../state/app.svelte";
import { ACTIONS } from "./actions";
import { takesText } from "./fields";
import { actionOf, isTyping } from "./keys";

/** Listens to every key of the window; returns the function that stops it. */
export function listenToKeys(app: App): () => void {
  const down = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (isTyping(event) && takesText(event.target)) return;
    const action = actionOf(event);
    if (action === null) return;
    // A field has a memory of its own for what is typed into it.
    if ((action === "undo" || action === "redo") && takesText(event.target)) return;
    // Behind a dialog nothing happens but closing it, which the dialog itself does.
    if (app.overlays.dialog && action !== "quit") return;
    if (ACTIONS[action](app) !== false) event.preventDefault();
  };
  document.addEventListener("keydown", down);
  return () => {
    document.removeEventListener("keydown", down);
  };
}

/** Ctrl and the wheel: the size of the text. */
export function listenToWheel(app: App): () => void {
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    if (event.deltaY !== 0) app.settings.resizeText(event.deltaY < 0 ? 1 : -1);
  };
  document.addEventListener("wheel", wheel, { passive: false });
  return () => {
    document.removeEventListener("wheel", wheel);
  };
}

/** What is dropped on the window never opens in it. */
export function refuseDrops(): () => void {
  const refuse = (event: DragEvent) => {
    if (!takesText(event.target)) event.preventDefault();
  };
  document.addEventListener("dragover", refuse);
  document.addEventListener("drop", refuse);
  return () => {
    document.removeEventListener("dragover", refuse);
    document.removeEventListener("drop", refuse);
  };
}

/** Back and forward of a mouse that has keys for them. */
export function listenToMouseKeys(app: App): () => void {
  const up = (event: MouseEvent) => {
    if (event.button !== 3 && event.button !== 4) return;
    event.preventDefault();
    void app.move(event.button === 3 ? -1 : 1);
  };
  document.addEventListener("mouseup", up);
  return () => {
    document.removeEventListener("mouseup", up);
  };
}
