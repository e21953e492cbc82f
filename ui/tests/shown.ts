/** The window as it is shown, in a document that has no layout. */
import { mount, unmount } from "svelte";
import { afterEach, beforeAll, beforeEach, vi } from "vitest";
import AppWindow from "../src/App.svelte";
import type { Fake } from "../src/backend/fake";
import type { App } from "../src/state/app.svelte";
import { settle, startedApp } from "./helpers";

/** Sees at once whatever it is to watch for. */
class Seen {
  readonly #seen: IntersectionObserverCallback;

  constructor(seen: IntersectionObserverCallback) {
    this.#seen = seen;
  }

  observe(target: Element): void {
    const entry = { isIntersecting: true, target } as IntersectionObserverEntry;
    this.#seen([entry], this as unknown as IntersectionObserver);
  }

  disconnect(): void {
    return;
  }
}

/** What jsdom has no layout for. Everything stands at the origin and is in view. */
function standAtOrigin(): void {
  const rect = () => new DOMRect(0, 0, 10, 10);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe(): void {
        return;
      }
      unobserve(): void {
        return;
      }
      disconnect(): void {
        return;
      }
    },
  );
  vi.stubGlobal("IntersectionObserver", Seen);
  Range.prototype.getBoundingClientRect = rect;
  Range.prototype.getClientRects = () => [rect()] as unknown as DOMRectList;
  Element.prototype.scrollIntoView = () => undefined;
  document.caretRangeFromPoint = () => null;
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
}

/** Shows the window anew for each test of a file. */
export function eachInWindow(): { app: App; fake: Fake } {
  const at = {} as { app: App; fake: Fake };
  let shown: Record<string, unknown> | null = null;
  beforeAll(standAtOrigin);
  beforeEach(async () => {
    document.body.innerHTML = '<div id="app"></div>';
    Object.assign(at, await startedApp());
    const target = document.getElementById("app");
    if (!target) throw new Error("no target");
    shown = mount(AppWindow, { target, props: { app: at.app } });
    await settle();
  });
  afterEach(async () => {
    if (shown) await unmount(shown);
  });
  return at;
}

export function buttons(name: string): HTMLButtonElement[] {
  return [...document.querySelectorAll("button")].filter(
    (one) => (one.getAttribute("aria-label") ?? one.textContent.trim()) === name,
  );
}

export function button(name: string): HTMLButtonElement {
  const [found] = buttons(name);
  if (!found) throw new Error(`no button ${name}`);
  return found;
}

export async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
  const at = document.activeElement ?? document.body;
  at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  await settle();
}
