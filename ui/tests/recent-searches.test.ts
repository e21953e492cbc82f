import { beforeEach, describe, expect, it } from "vitest";
import type { App } from "../src/state/app.svelte";
import { settle, startedApp } from "./helpers";
import { button, buttons, eachInWindow, press } from "./shown";

describe("recent searches", () => {
  const withRecent = async (...queries: string[]) => {
    const { app } = await startedApp();
    for (const query of queries.reverse()) app.recent.keep(query);
    return app;
  };

  it("are eight, the newest first, none of them twice", async () => {
    const app = await withRecent("c", "i", "h", "g", "f", "e", "d", "c", "b", "a");
    expect(app.recent.all).toEqual(["c", "i", "h", "g", "f", "e", "d", "b"]);
    app.recent.keep("");
    expect(app.recent.all).toHaveLength(8);
  });

  it("are not kept where no history is wished", async () => {
    const app = await withRecent("sea");
    app.settings.change({ keepHistory: false });
    await app.showResults("tide");
    expect(app.recent.all).toEqual(["sea"]);
  });

  it("come back where they were, behind what was searched for meanwhile", async () => {
    const app = await withRecent("a", "b", "c");
    app.recent.remove("b");
    expect(app.recent.all).toEqual(["a", "c"]);
    app.recent.keep("d");
    app.toasts.undo();
    await settle();
    expect(app.recent.all).toEqual(["d", "a", "b", "c"]);
    app.recent.clear();
    expect(app.recent.all).toEqual([]);
    app.toasts.undo();
    await settle();
    expect(app.recent.all).toEqual(["d", "a", "b", "c"]);
  });

  it("go with the history, and come back with it", async () => {
    const app = await withRecent("a", "b");
    app.history.clear();
    expect(app.recent.all).toEqual([]);
    app.toasts.undo();
    await settle();
    expect(app.recent.all).toEqual(["a", "b"]);
    app.history.clear();
    app.toasts.close();
    await settle();
    expect(app.recent.all).toEqual([]);
  });
});

describe("recent searches under the box", () => {
  const at = eachInWindow();
  let app: App;

  beforeEach(async () => {
    ({ app } = at);
    for (const query of ["fog", "sea", "tide"]) app.recent.keep(query);
    await press("/");
  });

  const options = () =>
    [...document.querySelectorAll<HTMLElement>('[role="option"]')].map((one) =>
      one.textContent.trim(),
    );
  const chosen = () => document.querySelector('[aria-selected="true"]')?.textContent.trim();

  it("are removed by a key, one after another, and cleared by the row at the end", async () => {
    expect(options()).toEqual(["tide", "sea", "fog", "Clear recent searches"]);
    await press("Delete");
    expect(app.recent.all).toHaveLength(3);
    await press("ArrowDown");
    await press("Delete");
    expect([app.recent.all, chosen()]).toEqual([["sea", "fog"], "sea"]);
    await press("Delete", { shiftKey: true });
    expect([app.recent.all, chosen()]).toEqual([["fog"], "fog"]);
    await press("ArrowDown");
    await press("Delete");
    expect(app.recent.all).toEqual(["fog"]);
    await press("Enter");
    expect([app.recent.all, options()]).toEqual([[], []]);
    expect([app.search.open, document.activeElement]).toEqual([true, app.searchBox]);
    button("Undo").click();
    await settle();
    expect(app.recent.all).toEqual(["fog"]);
  });

  it("are removed by their buttons, which leave the focus in the box", async () => {
    const remove = button("Remove “sea” from the recent searches");
    remove.focus();
    expect(app.search.open).toBe(true);
    remove.click();
    await settle();
    expect(options()).toEqual(["tide", "fog", "Clear recent searches"]);
    expect([app.search.open, document.activeElement]).toEqual([true, app.searchBox]);
    expect(app.toasts.shown?.text).toBe("Removed “sea” from the recent searches");
  });

  it("leave the key to the box where they are not shown", async () => {
    await press("ArrowDown");
    app.overlays.searchHelp = true;
    await press("Delete");
    expect(app.recent.all).toHaveLength(3);
    app.overlays.searchHelp = false;
    app.search.type("ligh");
    await settle();
    await press("ArrowDown");
    await press("Delete");
    expect(app.recent.all).toHaveLength(3);
    expect(buttons("Remove “sea” from the recent searches")).toEqual([]);
  });
});
