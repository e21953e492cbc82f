import { describe, expect, it, vi } from "vitest";
import { REPORT } from "../src/backend/demo/library";
import { SUMMARY } from "../src/backend/demo/jobs";
import type { CollectionSummary } from "../src/generated/CollectionSummary";
import type { Job } from "../src/generated/Job";
import { CollectionEdits } from "../src/state/collection-edits.svelte";
import { collectionMenu } from "../src/state/collection-menus";
import { factsOf } from "../src/state/collections.svelte";
import { paceOf, stateOf } from "../src/state/job-words";
import { shelvesOf, stepOn } from "../src/state/shelves";
import { job, settle, startedApp } from "./helpers";

describe("collections", () => {
  it("are read again when a job is done, and what has nothing to report is not told of twice", async () => {
    const { app, fake } = await startedApp();
    await settle();
    const read = vi.spyOn(fake, "listCollections");
    fake.setJobs([job(1)]);
    await settle();
    expect(app.collections.jobs).toHaveLength(1);
    expect(read).not.toHaveBeenCalled();
    fake.setJobs([job(1, { state: "done" })]);
    await settle();
    expect(read).toHaveBeenCalledTimes(1);
    expect(app.toasts.shown?.text).toContain("wiki.zim");
    expect(app.collections.jobs).toEqual([]);
    fake.setJobs([job(2, { state: "done", report: REPORT })]);
    await settle();
    expect(app.collections.jobs).toHaveLength(1);
  });

  it("that are removed are only hidden until the way back closes", async () => {
    const { app, fake } = await startedApp();
    await app.collections.load();
    const [first] = app.collections.all ?? [];
    if (!first) throw new Error("no collection");
    const { searched } = app.collections;
    app.collections.remove(first);
    expect(app.collections.all).toEqual([]);
    app.toasts.undo();
    await settle();
    expect(app.collections.all).toHaveLength(1);
    expect(fake.calls).not.toContain(`removeCollection ${first.name}`);
    app.collections.remove(first);
    fake.setJobs([job(9, { state: "done" })]);
    await settle();
    expect(app.toasts.shown?.text).toContain(first.title);
    expect(fake.calls).not.toContain(`removeCollection ${first.name}`);
    expect(app.collections.searched).toBe(searched);
    app.toasts.close();
    expect(app.toasts.shown?.text).toContain("wiki.zim");
    await settle();
    expect(fake.calls).toContain(`removeCollection ${first.name}`);
    expect(app.collections.searched).not.toBe(searched);
  });
});

const filled = () =>
  startedApp((fake) => {
    fake.library.fill();
  });

describe("a collection", () => {
  it("says what it and its index take on disk", async () => {
    const { app } = await filled();
    await app.collections.load();
    const facts = (name: string) => {
      const found = app.collections.all?.find((one) => one.name === name);
      return found ? factsOf(found) : [];
    };
    expect(facts("charts")).toEqual(expect.arrayContaining(["940 MB", "index 310 MB"]));
    expect(facts("notes")).toEqual(["0 articles"]);
  });
});

describe("jobs", () => {
  it("that are proposed bring up the panel, and leave nothing behind when they are declined", async () => {
    const { app, fake } = await startedApp();
    app.settings.change({ panel: "notes", panelOpen: false });
    fake.setJobs([job(1, { state: "proposed", summary: SUMMARY })]);
    expect(app.settings.value.panel).toBe("collections");
    expect(app.panelShown).toBe(true);
    app.settings.change({ panelOpen: false });
    fake.setJobs([...app.collections.jobs]);
    expect(app.panelShown).toBe(false);
    app.collections.decline(job(1));
    await settle();
    expect(fake.calls).toContain("stopJob 1");
    expect(app.collections.jobs).toEqual([]);
    expect(app.toasts.shown).toBeNull();
  });

  it("are known by their collection until they have ended", async () => {
    const { app, fake } = await startedApp();
    const states = (state: Job["state"]) => {
      fake.setJobs([job(1, { kind: "index", subject: "charts", state })]);
      return [app.collections.isAtWork("charts"), app.collections.isAtWork("notes")];
    };
    expect(states("running")).toEqual([true, false]);
    expect(states("paused")).toEqual([true, false]);
    expect(states("failed")).toEqual([false, false]);
  });

  it("that wait for the person have not ended", async () => {
    const { app, fake } = await startedApp();
    const read = vi.spyOn(fake, "listCollections");
    fake.setJobs([job(1, { state: "proposed" }), job(2, { state: "paused" })]);
    await settle();
    expect(read).not.toHaveBeenCalled();
    expect(app.collections.jobs).toHaveLength(2);
  });

  it("stay on the list when they have something to report", async () => {
    const { app, fake } = await startedApp();
    fake.setJobs([
      job(1, { state: "done", report: REPORT }),
      job(2, { state: "done", kind: "index" }),
      job(3, { state: "done", kind: "verify" }),
    ]);
    await settle();
    expect(app.collections.jobs.map(({ id }) => id)).toEqual([1, 3]);
  });

  const FULL = { code: "file" as const, message: "the disk is full", hint: "Free some space." };
  const failed = (id: number, change: Partial<Job> = {}) =>
    job(id, { state: "failed", error: FULL, ...change });

  it("that failed are told of once, with a way to the panel", async () => {
    const { app, fake } = await startedApp();
    app.settings.change({ panel: "collections", panelOpen: false });
    fake.setJobs([failed(1)]);
    await settle();
    expect(app.toasts.shown?.text).toBe("wiki.zim was not added. The disk is full.");
    app.toasts.follow();
    await settle();
    expect([app.panelShown, app.settings.value.panel]).toEqual([true, "collections"]);
    app.settings.change({ panel: "notes" });
    fake.setJobs([failed(1)]);
    await settle();
    expect(app.toasts.shown).toBeNull();
    fake.setJobs([failed(1), failed(2, { kind: "index", subject: "demo" })]);
    await settle();
    expect(app.toasts.shown?.text).toContain("Demo encyclopedia was not made searchable.");
    expect(app.collections.jobs).toHaveLength(2);
  });

  it("that failed where they are listed, or before the window was there, are not told of", async () => {
    const { app, fake } = await startedApp((before) => {
      before.setJobs([failed(1)]);
    });
    expect(app.toasts.shown).toBeNull();
    expect(app.collections.news?.says).toBe("wiki.zim was not added");
    fake.setJobs([failed(1)]);
    await settle();
    expect(app.toasts.shown).toBeNull();
    app.showPanel("collections");
    fake.setJobs([failed(1), failed(2)]);
    await settle();
    expect(app.toasts.shown).toBeNull();
  });

  it("that failed do not close the way back of what was removed", async () => {
    const { app, fake } = await startedApp();
    await app.collections.load();
    const [first] = app.collections.all ?? [];
    if (!first) throw new Error("no collection");
    app.collections.remove(first);
    fake.setJobs([failed(1)]);
    await settle();
    expect(app.toasts.shown?.text).toContain(first.title);
    expect(fake.calls).not.toContain(`removeCollection ${first.name}`);
    app.toasts.close();
    expect(app.toasts.shown?.text).toContain("was not added");
  });

  it("make news while they run and when they failed, until that is dismissed", async () => {
    const { app, fake } = await startedApp();
    const { collections } = app;
    const look = () => collections.news?.look;
    expect(look()).toBeUndefined();
    fake.setJobs([job(1, { kind: "verify" })]);
    expect(collections.news).toEqual({ look: "running", says: "Verifying wiki.zim" });
    fake.setJobs([job(1), failed(2)]);
    expect(look()).toBe("failed");
    collections.dismiss(failed(2));
    expect(look()).toBe("running");
    fake.setJobs([job(1, { state: "paused" }), job(3, { state: "proposed", summary: SUMMARY })]);
    expect(look()).toBeUndefined();
  });

  it("say how they stand", () => {
    expect(stateOf(job(1))).toBe("Making it searchable, 3 of 10 articles");
    expect(stateOf(job(1, { phase: "reading", total: null, done: 1 }))).toBe(
      "Reading, 1 article so far",
    );
    expect(stateOf(job(1, { phase: null }))).toBe("Beginning");
    expect(stateOf(job(1, { state: "paused" }))).toBe("Paused, 3 of 10 articles");
    const restarted = job(1, { state: "paused", phase: null, done: 0, total: null });
    expect(stateOf(restarted)).toBe("Paused");
    expect(stateOf(job(1, { state: "done" }))).toBe("Added");
    expect(stateOf(job(1, { state: "failed", kind: "verify" }))).toBe("Not verified");
    const verified = job(1, { state: "done", kind: "verify" });
    expect(stateOf(verified)).toBe("All is well");
    expect(stateOf({ ...verified, problems: ["a", "b"] })).toBe("Found 2 problems");
  });

  it("say how fast they are and how long they will take", () => {
    const pace = (rate: number | null, secondsLeft: number | null) =>
      paceOf(job(1, { phase: "merging", rate, secondsLeft }));
    expect(pace(null, null)).toBe("");
    expect(pace(1234.4, 7)).toBe("1,234 articles a second · a few seconds left");
    expect(pace(1, 42)).toBe("1 article a second · about 40 seconds left");
    expect(pace(0.2, 58)).toBe("12 articles a minute · about 1 minute left");
    expect(pace(0.001, 600)).toBe("1 article a minute · about 10 minutes left");
    expect(pace(0, 7_000)).toBe("about 2 hours left");
    expect(pace(null, 3_580)).toBe("about 1 hour left");
    expect(pace(null, 400_000)).toBe("about 5 days left");
    for (const phase of ["reading", "titles", "indexing"] as const)
      expect(paceOf(job(1, { phase, secondsLeft: 120 }))).toBe("about 2 minutes left of this part");
    expect(paceOf(job(1, { kind: "verify", phase: "verifying", secondsLeft: 120 }))).toBe(
      "about 2 minutes left",
    );
    expect(paceOf(job(1, { state: "paused", rate: 5, secondsLeft: 9 }))).toBe("");
  });
});

describe("shelves", () => {
  const on = (shelf: string, name: string) => ({ name, shelf }) as CollectionSummary;
  const all = [on("Sea", "a"), on("", "b"), on("Land", "c"), on("Sea", "d"), on("Sea", "e")];

  it("hold what stands together, after what stands on none", () => {
    expect(
      shelvesOf(all).map(({ name, collections }) => [name, collections.map((one) => one.name)]),
    ).toEqual([
      ["", ["b"]],
      ["Land", ["c"]],
      ["Sea", ["a", "d", "e"]],
    ]);
    expect(shelvesOf([])).toEqual([]);
  });

  it("are stepped along without leaving them", () => {
    const step = (index: number, by: -1 | 1) => stepOn(all, all[index] ?? on("", ""), by);
    expect(step(0, 1)).toBe("e");
    expect(step(3, 1)).toBeNull();
    expect(step(3, -1)).toBe("a");
    expect(step(0, -1)).toBeUndefined();
    expect(step(4, 1)).toBeUndefined();
    expect(step(1, 1)).toBeUndefined();
  });

  it("take what is put on them, where it is put", async () => {
    const { app } = await filled();
    const { collections } = app;
    await collections.load();
    const titles = () =>
      shelvesOf(collections.all ?? []).map((shelf) => shelf.collections.map((one) => one.name));
    expect(titles()).toEqual([
      ["demo", "notes"],
      ["places", "charts"],
    ]);
    const notes = collections.find("notes");
    if (!notes) throw new Error("not there");
    await collections.put(notes, "The sea", "charts");
    expect(titles()).toEqual([["demo"], ["places", "notes", "charts"]]);
    const moved = collections.find("notes");
    if (moved) await collections.shift(moved, -1);
    expect(titles()).toEqual([["demo"], ["notes", "places", "charts"]]);
    expect(collections.shelves).toEqual(["The sea"]);
    if (moved) await collections.setShelf(moved, "  ");
    expect(titles()).toEqual([
      ["demo", "notes"],
      ["places", "charts"],
    ]);
  });
});

describe("the menu of a collection", () => {
  it("offers what can be done with it, and does it", async () => {
    const { app, fake } = await filled();
    await app.collections.load();
    const edits = new CollectionEdits(app.collections);
    const items = (name: string) => {
      const collection = app.collections.find(name);
      if (!collection) throw new Error("not there");
      return collectionMenu(app, edits, collection).flat();
    };
    const labels = (name: string) => items(name).map(({ label }) => label);
    const run = async (name: string, label: string) => {
      items(name)
        .find((one) => one.label === label)
        ?.run();
      await settle();
    };
    expect(labels("demo")).not.toContain("Remove");
    expect(labels("demo")).not.toContain("Read its source again");
    expect(labels("notes")).toContain("Read its source again");
    expect(labels("charts")).toContain("Find the file…");
    expect(labels("charts")).not.toContain("Verify");
    await run("charts", "Find the file…");
    expect(app.collections.find("charts")?.missing).toBe(false);
    await run("demo", "Search in it");
    expect(fake.library.collections[0]?.searched).toBe(false);
    await run("notes", "Shelf…");
    expect(edits.shelving).toBe("notes");
    await run("places", "Report…");
    expect(app.overlays.dialog).toEqual({
      kind: "report",
      collection: "places",
      title: "Gazetteer of harbours",
    });
  });
});
