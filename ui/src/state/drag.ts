/** The pointer moves this far before a press becomes a drag. */
const THRESHOLD = 5;

export interface Drag {
  /** The press has become a drag, or the drag is over. */
  dragging(on: boolean): void;
  moved(x: number, y: number): void;
  /** Let go; not called where the drag was given up. */
  dropped(): void;
}

/** Follows a press on an entry of a list; Escape gives the drag up. */
export function followDrag(event: PointerEvent, drag: Drag): void {
  if (event.button !== 0) return;
  const { clientX, clientY } = event;
  let dragging = false;
  const move = (next: PointerEvent) => {
    const far = Math.hypot(next.clientX - clientX, next.clientY - clientY);
    if (!dragging && far < THRESHOLD) return;
    next.preventDefault();
    if (!dragging) drag.dragging(true);
    dragging = true;
    drag.moved(next.clientX, next.clientY);
  };
  const stop = () => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", up);
    document.removeEventListener("pointercancel", stop);
    document.removeEventListener("keydown", key, true);
    // The click that follows a drag must not open the entry.
    setTimeout(() => {
      drag.dragging(false);
    }, 0);
  };
  const up = () => {
    if (dragging) drag.dropped();
    stop();
  };
  const key = (next: KeyboardEvent) => {
    if (next.key !== "Escape" || !dragging) return;
    next.stopPropagation();
    stop();
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", up);
  document.addEventListener("pointercancel", stop);
  document.addEventListener("keydown", key, true);
}
