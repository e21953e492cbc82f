import { flushSync } from "svelte";
import { fakeBackend, type Fake } from "../src/backend/fake";
import type { Job } from "../src/generated/Job";
import { App } from "../src/state/app.svelte";

export const LIGHTHOUSE = "pandect://demo/lighthouse";
export const LENS = "pandect://demo/fresnel-lens";

/** Lets everything that waits for an answer of the fake go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  flushSync();
}

export async function startedApp(
  prepare?: (fake: Fake) => void,
): Promise<{ app: App; fake: Fake }> {
  const fake = fakeBackend();
  prepare?.(fake);
  const app = new App(fake);
  await app.start();
  await settle();
  return { app, fake };
}

/** A page element as the reader has it, with this HTML in it. */
export function pageWith(html: string): HTMLElement {
  const page = document.createElement("article");
  page.innerHTML = html;
  document.body.replaceChildren(page);
  return page;
}

/** A job that is under way. */
export function job(id: number, change: Partial<Job> = {}): Job {
  return {
    id,
    kind: "add",
    subject: "wiki.zim",
    state: "running",
    phase: "indexing",
    done: 3,
    total: 10,
    rate: null,
    secondsLeft: null,
    summary: null,
    report: null,
    problems: [],
    error: null,
    ...change,
  };
}
