import { isAddress } from "../address";

/** How long the pointer rests on a link before its card shows. */
const HOVER = 300;
/** How long the card stays when the pointer has left, so that it can be reached. */
const LEAVE = 180;

export type LinkTarget =
  | { kind: "inside"; address: string }
  | { kind: "file"; address: string }
  | { kind: "fragment"; fragment: string }
  | { kind: "external"; url: string };

export interface LinkHandlers {
  follow(target: LinkTarget, link: HTMLAnchorElement): void;
  /** The pointer or the focus rests on a link; null when it has left. */
  rest(target: LinkTarget | null, link: HTMLAnchorElement | null): void;
}

export function targetOf(link: Element): LinkTarget | null {
  const href = link.getAttribute("href");
  if (href === null || href === "") return null;
  if (isAddress(href)) {
    return { kind: link.classList.contains("file") ? "file" : "inside", address: href };
  }
  if (href.startsWith("#")) {
    const fragment = href.slice(1);
    try {
      return { kind: "fragment", fragment: decodeURIComponent(fragment) };
    } catch {
      return { kind: "fragment", fragment };
    }
  }
  return /^(https?|mailto):/iu.test(href) ? { kind: "external", url: href } : null;
}

export function linkOf(event: Event): HTMLAnchorElement | null {
  const target = event.target;
  return target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
}

/**
 * Takes over all links below an element: nothing ever navigates the window itself. Returns the
 * function that lets go again.
 */
export function attachLinks(root: HTMLElement, handlers: LinkHandlers): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let resting: HTMLAnchorElement | null = null;

  const restOn = (link: HTMLAnchorElement | null, wait: number) => {
    if (link === resting) return;
    clearTimeout(timer);
    resting = link;
    timer = setTimeout(() => {
      handlers.rest(link ? targetOf(link) : null, link);
    }, wait);
  };

  const click = (event: MouseEvent) => {
    const link = linkOf(event);
    if (!link) return;
    event.preventDefault();
    if (event.type === "auxclick" && event.button !== 1) return;
    clearTimeout(timer);
    resting = null;
    handlers.rest(null, null);
    const target = targetOf(link);
    if (target) handlers.follow(target, link);
  };
  const over = (event: Event) => {
    const link = linkOf(event);
    restOn(link, link ? HOVER : LEAVE);
  };
  const leave = () => {
    restOn(null, LEAVE);
  };
  const focus = (event: Event) => {
    const link = linkOf(event);
    if (link?.matches(":focus-visible")) restOn(link, HOVER);
  };

  root.addEventListener("click", click);
  root.addEventListener("auxclick", click);
  root.addEventListener("mouseover", over);
  root.addEventListener("mouseleave", leave);
  root.addEventListener("focusin", focus);
  root.addEventListener("focusout", leave);
  return () => {
    clearTimeout(timer);
    root.removeEventListener("click", click);
    root.removeEventListener("auxclick", click);
    root.removeEventListener("mouseover", over);
    root.removeEventListener("mouseleave", leave);
    root.removeEventListener("focusin", focus);
    root.removeEventListener("focusout", leave);
  };
}
