import type { Heading } from "./outline";

/** What the pointer is at, so that controls can be shown beside it, outside the article. */
export type ToolTarget =
  { kind: "heading"; heading: Heading } | { kind: "code"; element: HTMLElement };

/**
 * Watches which heading or code block the pointer is at. The controls themselves lie in a layer
 * above the article; while the pointer is on them, `keep` says so.
 */
export function watchTools(
  page: HTMLElement,
  headings: () => readonly Heading[],
  tell: (target: ToolTarget | null) => void,
): () => void {
  const over = (event: Event) => {
    const element = event.target instanceof Element ? event.target : null;
    const heading = element?.closest("h2, h3, h4, h5, h6");
    const known = heading ? headings().find((one) => one.element === heading) : undefined;
    if (known) {
      tell({ kind: "heading", heading: known });
      return;
    }
    const code = element?.closest("pre");
    tell(code instanceof HTMLElement ? { kind: "code", element: code } : null);
  };
  const leave = (event: MouseEvent) => {
    const to = event.relatedTarget;
    if (!(to instanceof Element && to.closest("[data-tools]"))) tell(null);
  };
  page.addEventListener("mouseover", over);
  page.addEventListener("mouseleave", leave);
  return () => {
    page.removeEventListener("mouseover", over);
    page.removeEventListener("mouseleave", leave);
  };
}
