import { afterEach, describe, expect, it, vi } from "vitest";
import type { Annotation } from "../src/generated/Annotation";
import { ACTIONS } from "../src/keys/actions";
import { BookmarkEdits } from "../src/state/bookmark-edits.svelte";
import { tagsOf } from "../src/state/tags";
import { TOAST_TIME } from "../src/state/toasts.svelte";
import { LENS, LIGHTHOUSE, settle, startedApp } from "./helpers";

afterEach(() => {
  vi.useRealTimers();
});

describe("starting", () => {
  it("shows the front page on the first evening", async () => {
    const { app } = await startedApp();
    expect(app.page.front).toBe(true);
  });

  it("is where the window was", async () => {
    const { app } = await startedApp((fake) => {
      fake.saved.place = {
        trail: ["", LENS, LIGHTHOUSE],
        current: 1,
        place: { position: 9, offset: 2, read: 0 },
      };
    });
    expect(app.page.view?.title).toBe("Fresnel lens");
    expect(app.page.trail.place).toEqual({ position: 9, offset: 2, read: 0 });
    expect(app.page.trail.after).toBe(LIGHTHOUSE);
  });

  it("opens the address it was started with, over where the window was", async () => {
    const { app } = await startedApp((fake) => {
      fake.saved.place = { trail: [LENS], current: 0, place: null };
      fake.startAddressValue = `${LIGHTHOUSE}#history`;
    });
    await settle();
    expect(app.page.view?.address).toBe(`${LIGHTHOUSE}#history`);
    expect(app.page.trail.before).toBe(LENS);
  });

  it("refuses where the library cannot be opened", async () => {
    const error = { code: "newer-version", message: "the library is newer", hint: null };
    const start = startedApp((fake) => {
      fake.settings = () => Promise.reject(error as unknown as Error);
    });
    await expect(start).rejects.toBe(error);
  });
});

describe("reading", () => {
  it("goes along the trail and keeps a history", async () => {
    const { app, fake } = await startedApp();
    await app.open(LIGHTHOUSE);
    await app.open(LENS);
    await app.move(-1);
    expect(app.page.view?.title).toBe("Lighthouse");
    await app.move(-1);
    expect(app.page.front).toBe(true);
    await app.move(1);
    expect(app.page.view?.title).toBe("Lighthouse");
    await settle();
    expect((await fake.listVisits(9)).map((visit) => visit.title).sort()).toEqual([
      "Fresnel lens",
      "Lighthouse",
    ]);
    expect(fake.saved.place?.trail).toEqual(["", LIGHTHOUSE, LENS]);
    expect(fake.saved.place?.current).toBe(1);
  });

  it("follows redirects to where the article really is", async () => {
    const { app } = await startedApp();
    await app.open("pandect://demo/Pharology");
    expect(app.page.view?.redirectedFrom).toBe("Pharology");
    expect(app.page.trail.address).toBe(LIGHTHOUSE);
  });

  it("keeps no history where none is wished", async () => {
    const { app, fake } = await startedApp();
    app.settings.change({ keepHistory: false });
    await app.open(LIGHTHOUSE);
    await settle();
    expect(await fake.listVisits(9)).toEqual([]);
  });

  it("says in place what is missing, and comes back from it", async () => {
    const { app } = await startedApp();
    await app.open(LIGHTHOUSE);
    await app.open("pandect://demo/alexandria");
    expect(app.page.error?.error.code).toBe("article-missing");
    expect(app.page.view).toBeNull();
    await app.move(-1);
    expect(app.page.error).toBeNull();
    expect(app.page.view?.title).toBe("Lighthouse");
  });

  it("shows the page asked for last, however late the others answer", async () => {
    const { app, fake } = await startedApp();
    const slow = fake.openArticle;
    let release: () => void = () => undefined;
    fake.openArticle = async (address) => {
      if (address === LIGHTHOUSE) await new Promise<void>((go) => (release = go));
      return slow(address);
    };
    const first = app.open(LIGHTHOUSE);
    await app.open(LENS);
    release();
    await first;
    expect(app.page.view?.title).toBe("Fresnel lens");
    expect(app.page.loading).toBe(false);
    expect(app.page.trail.addresses).toEqual(["", LENS]);
  });

  it("opens what the system asks for, if it is an address", async () => {
    const { app, fake } = await startedApp();
    fake.openAddress(LENS);
    await settle();
    expect(app.page.view?.title).toBe("Fresnel lens");
    fake.openAddress("https://example.org/");
    await settle();
    expect(app.page.view?.title).toBe("Fresnel lens");
    expect(app.toasts.shown).not.toBeNull();
  });
});

describe("annotations", () => {
  async function reading() {
    const started = await startedApp();
    await started.app.open(LIGHTHOUSE);
    const view = started.app.page.view;
    if (!view) throw new Error("the article is not there");
    const add = (from: number, to: number): Promise<Annotation | null> =>
      started.app.marks.add({
        address: LIGHTHOUSE,
        passage: { start: from, end: to },
        textHash: view.textHash,
        color: "green",
      });
    return { ...started, view, add };
  }

  it("are kept in page order, changed, deleted and brought back", async () => {
    const { app, add } = await reading();
    const late = await add(500, 520);
    const early = await add(10, 20);
    expect(app.marks.all.map((mark) => mark.id)).toEqual([early?.id, late?.id]);
    if (!late) throw new Error("not added");
    await app.marks.update(late.id, { note: "A **word**", tags: ["t"] });
    expect(app.marks.find(late.id)?.noteHtml).toContain("<strong>word</strong>");
    const changed = app.marks.find(late.id);
    if (changed) await app.marks.remove(changed);
    expect(app.marks.find(late.id)).toBeUndefined();
    app.toasts.undo();
    await settle();
    expect(app.marks.find(late.id)?.note).toBe("A **word**");
  });

  it("read the page again where its text is another now", async () => {
    const { app } = await reading();
    await app.marks.add({
      address: LIGHTHOUSE,
      passage: { start: 1, end: 5 },
      textHash: "other",
    });
    expect(app.marks.all).toEqual([]);
    expect(app.toasts.shown?.text).toContain("changed");
    expect(app.page.view?.title).toBe("Lighthouse");
  });

  it("count those without a place, and put them on other words", async () => {
    const { app, fake, add } = await reading();
    const made = await add(10, 20);
    if (!made) throw new Error("not added");
    fake.marks.put({ ...made, status: "orphaned", passage: null });
    fake.marksChanged();
    await settle();
    expect(app.marks.orphans.map((mark) => mark.id)).toEqual([made.id]);
    app.marks.startAttaching(app.marks.orphans[0] ?? made);
    app.marks.selection = {
      passage: { start: 30, end: 44 },
      quote: "",
      rect: new DOMRect(),
    };
    await app.marks.attach();
    expect(app.marks.orphans).toEqual([]);
    expect(app.marks.find(made.id)?.passage).toEqual({ start: 30, end: 44 });
    expect(app.marks.attaching).toBeNull();
  });

  it("are confirmed where they are unsure", async () => {
    const { app, fake, add } = await reading();
    const made = await add(10, 20);
    if (!made) throw new Error("not added");
    fake.marks.put({ ...made, status: "approximate", wording: "other words" });
    fake.marksChanged();
    await settle();
    const unsure = app.marks.find(made.id);
    expect(unsure?.status).toBe("approximate");
    if (unsure) await app.marks.confirm(unsure);
    expect(app.marks.find(made.id)?.status).toBe("exact");
    expect(app.marks.find(made.id)?.wording).toBeNull();
  });

  it("are stepped through by key, in a ring", async () => {
    const { app, add } = await reading();
    const one = await add(10, 20);
    const two = await add(40, 60);
    expect(app.marks.neighbour(1)?.id).toBe(one?.id);
    expect(app.marks.neighbour(-1)?.id).toBe(two?.id);
    app.marks.open = two?.id ?? null;
    expect(app.marks.neighbour(1)?.id).toBe(one?.id);
  });
});

describe("bookmarks", () => {
  it("are set and taken away by the star, with a way back", async () => {
    const { app } = await startedApp();
    await app.open(LIGHTHOUSE);
    await app.bookmarks.toggle(LIGHTHOUSE);
    await app.bookmarks.toggle(`${LIGHTHOUSE}#history`);
    expect(app.bookmarks.all.map((one) => one.sectionTitle)).toEqual([null, "History"]);
    await app.bookmarks.toggle(LIGHTHOUSE);
    expect(app.bookmarks.of(LIGHTHOUSE)).toBeUndefined();
    app.toasts.undo();
    await settle();
    expect(app.bookmarks.of(LIGHTHOUSE)).toBeDefined();
  });

  it("lie in folders, are moved and come back with them", async () => {
    const { app } = await startedApp();
    const { bookmarks } = app;
    await bookmarks.add({ address: LIGHTHOUSE });
    await bookmarks.add({ address: LENS });
    const folder = await bookmarks.addFolder(null);
    const [first, second] = bookmarks.all;
    if (!folder || !first || !second) throw new Error("not there");
    await bookmarks.update(first, { folder: folder.id });
    await bookmarks.update(second, { folder: folder.id, before: first.id });
    const edits = new BookmarkEdits(bookmarks);
    expect(edits.bookmarksIn(folder.id).map((one) => one.address)).toEqual([LENS, LIGHTHOUSE]);
    await bookmarks.shift(edits.bookmarksIn(folder.id)[0] ?? first, 1);
    expect(edits.bookmarksIn(folder.id).map((one) => one.address)).toEqual([LIGHTHOUSE, LENS]);
    await bookmarks.removeFolder(folder);
    expect(bookmarks.folders).toEqual([]);
    expect(edits.bookmarksIn(null).length).toBe(2);
    app.toasts.undo();
    await settle();
    expect(edits.bookmarksIn(folder.id).length).toBe(2);
  });

  it("keep their names when no name is given", async () => {
    const { app } = await startedApp();
    const folder = await app.bookmarks.addFolder(null);
    if (!folder) throw new Error("no folder");
    await app.bookmarks.renameFolder(folder, "  ");
    expect(app.bookmarks.folders[0]?.title).toBe(folder.title);
  });
});

describe("the history", () => {
  it("is deleted only when the way back has closed", async () => {
    vi.useFakeTimers();
    const { app, fake } = await startedApp();
    await app.open(LIGHTHOUSE);
    await app.open(LENS);
    await settle();
    await app.history.load();
    const [visit] = app.history.visits;
    if (!visit) throw new Error("no visit");
    app.history.remove(visit);
    expect(app.history.visits.length).toBe(1);
    expect((await fake.listVisits(9)).length).toBe(2);
    app.toasts.undo();
    await settle();
    expect(app.history.visits.length).toBe(2);
    app.history.clear();
    expect(app.history.visits).toEqual([]);
    expect((await fake.listVisits(9)).length).toBe(2);
    await vi.advanceTimersByTimeAsync(TOAST_TIME);
    await settle();
    expect(await fake.listVisits(9)).toEqual([]);
  });

  it("carries out what was promised when something else is said, and when the window closes", async () => {
    const { app, fake } = await startedApp();
    await app.open(LIGHTHOUSE);
    await settle();
    await app.history.load();
    app.history.clear();
    await app.flush();
    expect(await fake.listVisits(9)).toEqual([]);
  });
});

describe("settings", () => {
  it("are saved once they rest, and when the window is left", async () => {
    vi.useFakeTimers();
    const { app, fake } = await startedApp();
    app.settings.resizeText(1);
    app.settings.resizeText(1);
    expect(fake.saved.settings).toBeNull();
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.saved.settings?.textSize).toBe(20);
    app.settings.change({ theme: "sepia" });
    await app.flush();
    expect(fake.saved.settings?.theme).toBe("sepia");
  });

  it("stay within their limits", async () => {
    const { app } = await startedApp();
    for (let index = 0; index < 30; index += 1) app.settings.resizeText(1);
    expect(app.settings.value.textSize).toBe(28);
    app.settings.resizePanel(10_000);
    expect(app.settings.value.panelWidth).toBe(480);
    app.settings.resizeText(0);
    expect(app.settings.value.textSize).toBe(18);
  });
});

describe("Escape", () => {
  it("closes what is on top, one after another", async () => {
    const { app } = await startedApp();
    await app.open(LIGHTHOUSE);
    app.page.hits = { query: "x", passages: [{ start: 0, end: 1 }], at: 0 };
    app.find.open = true;
    app.overlays.look = true;
    app.overlays.openMenuAt(0, 0, "m", [[{ label: "x", run: () => undefined }]]);
    const close = () => ACTIONS.close(app);
    expect(close()).toBe(true);
    expect(app.overlays.menu).toBeNull();
    expect(close()).toBe(true);
    expect(app.overlays.look).toBe(false);
    expect(close()).toBe(true);
    expect(app.find.open).toBe(false);
    expect(close()).toBe(true);
    expect(app.page.hits).toBeNull();
    expect(close()).toBe(false);
  });
});

it("reads tags as they are typed", () => {
  expect(tagsOf(" sea, #light ,, sea,two words ")).toEqual(["sea", "light", "two words"]);
});
