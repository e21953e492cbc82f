/** Space between a floating card and what it belongs to, and to the window's edges. */
const GAP = 8;

/**
 * Attachment: keeps a fixed element below a rectangle of the window, or above it where there is
 * more room, and inside the window; again whenever its own size changes.
 */
export function beside(rect: () => DOMRect, above = false): (node: HTMLElement) => () => void {
  return (node) => {
    const place = () => {
      const at = rect();
      const { offsetWidth: width, offsetHeight: height } = node;
      const upper = at.top - GAP - height;
      const lower = at.bottom + GAP;
      const fitsBelow = lower + height <= window.innerHeight - GAP;
      const top = above ? (upper >= GAP ? upper : lower) : fitsBelow || upper < GAP ? lower : upper;
      const left = at.left + (above ? (at.width - width) / 2 : 0);
      // What it belongs to has scrolled out of sight: so does the card.
      const gone = at.bottom < 0 || at.top > window.innerHeight;
      node.style.visibility = gone ? "hidden" : "";
      node.style.left = px(within(left, GAP, window.innerWidth - width - GAP));
      node.style.top = px(within(top, GAP, window.innerHeight - height - GAP));
    };
    place();
    const observer = new ResizeObserver(place);
    observer.observe(node);
    window.addEventListener("resize", place);
    document.addEventListener("scroll", place, { capture: true, passive: true });
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", place);
      document.removeEventListener("scroll", place, { capture: true });
    };
  };
}

/** Attachment: keeps a fixed element at a point, inside the window. */
export function atPoint(x: number, y: number): (node: HTMLElement) => void {
  return (node) => {
    const { offsetWidth: width, offsetHeight: height } = node;
    const rtl = getComputedStyle(node).direction === "rtl";
    node.style.left = px(within(rtl ? x - width : x, GAP, window.innerWidth - width - GAP));
    node.style.top = px(
      y + height + GAP > window.innerHeight && y - height > GAP
        ? y - height
        : within(y, GAP, window.innerHeight - height - GAP),
    );
  };
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

function px(value: number): string {
  return `${String(Math.round(value))}px`;
}
