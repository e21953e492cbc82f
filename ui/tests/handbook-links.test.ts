import { beforeEach, describe, expect, it, vi } from "vitest";
import { resultsAddress } from "../src/address";
import type { Fake } from "../src/backend/fake";
import type { App } from "../src/state/app.svelte";
import { handbookAddress, TOPICS, type Topic } from "../src/state/handbook";
import { settle } from "./helpers";
import { button, eachInWindow } from "./shown";

const at = eachInWindow();
let app: App;
let fake: Fake;

beforeEach(() => {
  ({ app, fake } = at);
});

/** Where there is nothing yet, and what is to be read there. */
const EMPTY: [Topic, () => unknown][] = [
  [
    "bookmarks",
    () => {
      app.showPanel("bookmarks");
    },
  ],
  [
    "notes",
    () => {
      app.showPanel("notes");
    },
  ],
  ["notebook", () => app.desk.openNotebook()],
  ["trash", () => app.desk.openTrash()],
  ["searching", () => app.open(resultsAddress({ query: "xyzzy" }))],
];

describe("what is empty", () => {
  it.each(EMPTY)("leads to the handbook: %s", async (topic, show) => {
    await show();
    await settle();
    await settle();
    const opened = vi.spyOn(fake, "openArticle");
    button(`In the handbook: ${TOPICS[topic]}`).click();
    await settle();
    expect(opened).toHaveBeenCalledWith(handbookAddress(topic));
  });
});
