import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Fake } from "../src/backend/fake";
import type { Annotation } from "../src/generated/Annotation";
import type { Passage } from "../src/generated/Passage";
import { ACTIONS } from "../src/keys/actions";
import { DEFAULT_SETTINGS } from "../src/state/settings.svelte";
import type { App } from "../src/state/app.svelte";
import { isRead } from "../src/state/bookmarks.svelte";
import { colorName } from "../src/state/color-names";
import { aroundGap, gapWith } from "../src/state/gap";
import { piecesOf } from "../src/state/words";
import { LENS, LIGHTHOUSE, settle, startedApp } from "./helpers";

let app: App;
let fake: Fake;

beforeEach(async () => {
  ({ app, fake } = await startedApp());
  await app.open(LIGHTHOUSE);
});

async function marked(change: Partial<Annotation> = {}): Promise<Annotation> {
  const made = await app.marks.add({
    address: LIGHTHOUSE,
    passage: { start: 30, end: 60 },
    textHash: app.page.view?.textHash ?? "",
    color: "green",
    ...(change.note === undefined ? {} : { note: change.note }),
  });
  if (!made) throw new Error("not added");
  if (change.status === undefined) return made;
  fake.marks.put({ ...made, ...change });
  fake.marksChanged();
  await settle();
  return { ...made, ...change };
}

async function kept(passage?: Passage) {
  const textHash = app.page.view?.textHash ?? "";
  await app.bookmarks.add({ address: LIGHTHOUSE, ...(passage ? { passage, textHash } : {}) });
  const made = app.bookmarks.all.at(-1);
  if (!made) throw new Error("not added");
  return made;
}

describe("undoing", () => {
  it("takes back the last change, says which, and offers it again", async () => {
    const mark = await marked();
    await app.marks.remove(mark);
    expect(app.marks.all).toEqual([]);
    await app.undoing.step("undo");
    expect(app.marks.find(mark.id)?.quote).toBe(mark.quote);
    expect(app.toasts.shown?.text).toBe("Undone: note deleted");
    expect(app.toasts.shown?.label).toBe("Redo");
    app.toasts.undo();
    await vi.waitFor(() => {
      expect(app.toasts.shown?.text).toBe("Done again: note deleted");
    });
    expect(app.marks.all).toEqual([]);
    expect(app.toasts.shown?.label).toBe("Undo");
  });

  it("reaches bookmarks and cards too, and reads everything again", async () => {
    const mark = await marked();
    const notes = app.marks.revision;
    await kept();
    await app.undoing.step("undo");
    expect(app.bookmarks.all).toEqual([]);
    expect(app.toasts.shown?.text).toBe("Undone: bookmark added");
    expect(app.marks.revision).toBeGreaterThan(notes);
    await app.study.add({ annotation: mark.id, kind: "gap" });
    expect(app.study.due).toBe(1);
    await app.undoing.step("undo");
    expect(app.study.due).toBe(0);
    await app.undoing.step("redo");
    expect(app.study.due).toBe(1);
  });

  it("says so where there is nothing", async () => {
    await app.undoing.step("undo");
    expect(app.toasts.shown?.text).toBe("Nothing to undo");
    await app.undoing.step("redo");
    expect(app.toasts.shown?.text).toBe("Nothing to do again");
  });

  it("counts, and tells what others have changed since", async () => {
    fake.undo = () => Promise.resolve({ kind: null, change: "changed", count: 3, kept: 2 });
    await app.undoing.step("undo");
    expect(app.toasts.shown?.text).toBe(
      "Undone: 3 marks changed. 2 changed elsewhere since stay as they are",
    );
  });

  it("is offered for a change only until another one is made", async () => {
    const mark = await marked({ status: "approximate", wording: "other words" });
    await app.marks.confirm(mark);
    expect(app.toasts.shown?.undo).toBeDefined();
    await app.marks.update(mark.id, { color: "rose" });
    expect(app.toasts.shown).toBeNull();
  });

  it("saves what is being written before, and does not write it again after", async () => {
    const mark = await marked();
    let saved = 0;
    app.marks.edit(mark.id);
    app.marks.writing = async () => {
      saved += 1;
      await app.marks.update(mark.id, { note: "half" });
      return true;
    };
    await app.undoing.step("undo");
    expect(saved).toBe(1);
    expect(app.marks.editing).toBeNull();
    expect(app.marks.find(mark.id)?.note).toBe("");
  });
});

describe("bookmarks of exact places", () => {
  it("hold their words, and are not the star of the article", async () => {
    const place = await kept({ start: 30, end: 60 });
    expect(place.quote).toHaveLength(30);
    expect(app.bookmarks.of(LIGHTHOUSE)).toBeUndefined();
    await app.bookmarks.toggle(LIGHTHOUSE);
    expect(app.bookmarks.all).toHaveLength(2);
    await app.bookmarks.toggle(LIGHTHOUSE);
    expect(app.bookmarks.all.map((one) => one.id)).toEqual([place.id]);
  });

  it("are confirmed with the text that they are found in now", async () => {
    const place = await kept({ start: 30, end: 60 });
    fake.bookmarks.put({ ...place, status: "approximate", passage: { start: 31, end: 61 } });
    await app.bookmarks.load();
    const unsure = app.bookmarks.all[0];
    if (unsure) await app.bookmarks.confirm(unsure);
    expect(app.bookmarks.all[0]).toMatchObject({
      status: "exact",
      passage: { start: 31, end: 61 },
    });
  });

  it("of sections are confirmed by their address", async () => {
    await app.bookmarks.add({ address: `${LIGHTHOUSE}#history` });
    const made = app.bookmarks.all[0];
    if (!made) throw new Error("not added");
    fake.bookmarks.put({ ...made, status: "approximate" });
    await app.bookmarks.load();
    await app.bookmarks.confirm({ ...made, status: "approximate" });
    expect(app.bookmarks.all[0]?.status).toBe("exact");
    expect(app.bookmarks.all[0]?.passage).toBeNull();
  });
});

describe("what is to be read later", () => {
  it("is put on the list and taken off by one key, and stays a bookmark", async () => {
    await ACTIONS.readLater(app);
    await settle();
    expect(app.bookmarks.toRead.map((one) => one.address)).toEqual([LIGHTHOUSE]);
    expect(app.bookmarks.inFolder(null)).toEqual([]);
    await ACTIONS.readLater(app);
    await settle();
    expect(app.bookmarks.toRead).toEqual([]);
    expect(app.bookmarks.inFolder(null).map((one) => one.address)).toEqual([LIGHTHOUSE]);
  });

  it("stays in its folder too, and lists what is read through last", async () => {
    const folder = await app.bookmarks.addFolder(null);
    if (!folder) throw new Error("no folder");
    await app.bookmarks.add({ address: LIGHTHOUSE, readLater: true, folder: folder.id });
    await app.bookmarks.add({ address: LENS, readLater: true });
    await fake.savePlace(LIGHTHOUSE, { position: 9, offset: 0, read: 0.97 });
    await fake.savePlace(LENS, { position: 9, offset: 0, read: 0.4 });
    await app.bookmarks.load();
    expect(app.bookmarks.inFolder(folder.id)).toHaveLength(1);
    expect(app.bookmarks.toRead.map((one) => one.address)).toEqual([LENS, LIGHTHOUSE]);
    expect(app.bookmarks.toRead.map(isRead)).toEqual([false, true]);
    expect((await fake.frontPage()).readLater.map((one) => one.address)).toEqual([LENS]);
  });

  it("does not stand in the way of the order of the others", async () => {
    for (const address of [LIGHTHOUSE, `${LIGHTHOUSE}#light`, LENS]) {
      await app.bookmarks.add({ address });
    }
    const [first, second, third] = app.bookmarks.all;
    if (!first || !second || !third) throw new Error("not added");
    await app.bookmarks.readLater(second, true);
    await app.bookmarks.shift(third, -1);
    expect(app.bookmarks.inFolder(null).map((one) => one.id)).toEqual([third.id, first.id]);
  });
});

describe("marks", () => {
  it("whose words are gone are put where the library suggests", async () => {
    const mark = await marked({
      status: "orphaned",
      passage: null,
      quote: "Fresnel cut the glass away and kept the slopes",
    });
    const [place] = await fake.suggestPlaces(mark.id);
    if (!place) throw new Error("nothing suggested");
    expect(place.title).toBe("Fresnel lens");
    expect(await app.marks.putAt(mark, place)).toBe(true);
    expect(app.marks.find(mark.id)).toBeUndefined();
    expect(fake.marks.find(mark.id)).toMatchObject({ status: "exact", title: "Fresnel lens" });
    expect(app.toasts.shown?.text).toBe("Put the note in Fresnel lens");
    app.toasts.undo();
    await settle();
    expect(app.marks.find(mark.id)?.status).toBe("orphaned");
  });

  it("of an article that is gone are put on words of the open one", async () => {
    const mark = await marked();
    const lost = {
      ...mark,
      address: "pandect://demo/gone",
      status: "orphaned" as const,
      passage: null,
    };
    fake.marks.put(lost);
    await app.marks.refresh();
    expect(app.marks.find(mark.id)).toBeUndefined();
    app.marks.startAttaching(lost);
    app.marks.selection = { passage: { start: 80, end: 90 }, quote: "", rect: new DOMRect() };
    await app.marks.attach();
    expect(app.marks.find(mark.id)).toMatchObject({
      address: LIGHTHOUSE,
      passage: { start: 80, end: 90 },
    });
  });

  it("lose their colour while the note stays, and get earlier words back", async () => {
    const mark = await marked({ note: "First" });
    await app.marks.update(mark.id, { note: "Second" });
    await app.marks.update(mark.id, { color: null });
    expect(app.marks.find(mark.id)).toMatchObject({ color: null, note: "Second", versions: 1 });
    const [version] = await fake.noteVersions(mark.id);
    expect(version?.note).toBe("First");
    await app.marks.useVersion(mark, version?.note ?? "");
    expect(app.marks.find(mark.id)?.note).toBe("First");
    expect((await fake.noteVersions(mark.id)).map(({ note }) => note)).toEqual(["Second", "First"]);
  });

  it("are made as the last ones were, in style and colour", async () => {
    app.settings.change({ color: "violet", style: "underline" });
    const select = () => {
      app.marks.selection = { passage: { start: 80, end: 90 }, quote: "", rect: new DOMRect() };
    };
    select();
    await ACTIONS.highlight(app);
    await settle();
    expect(app.marks.all[0]).toMatchObject({ color: "violet", style: "underline" });
    app.settings.change({ style: "highlight" });
    select();
    await ACTIONS.underline(app);
    await settle();
    expect(app.marks.all[1]).toMatchObject({ color: "violet", style: "underline" });
    expect(app.settings.value.style).toBe("highlight");
  });

  it("turn from one style to the other by the same key while their card is open", async () => {
    const mark = await marked();
    app.marks.open = mark.id;
    expect(ACTIONS.underline(app)).toBe(true);
    await settle();
    expect(app.marks.find(mark.id)?.style).toBe("underline");
    app.marks.open = null;
    expect(ACTIONS.underline(app)).toBe(false);
  });

  it("are copied as the library cites them", async () => {
    const copied = vi.fn(() => Promise.resolve());
    vi.stubGlobal("navigator", { clipboard: { writeText: copied } });
    await app.copyQuote("sailors were\nguided", LIGHTHOUSE);
    vi.unstubAllGlobals();
    const { text } = await fake.citation(LIGHTHOUSE);
    expect(text).toContain("Lighthouse");
    expect(copied).toHaveBeenCalledWith(`“sailors were guided” — ${text}`);
  });
});

it("calls colours what the person calls them", () => {
  const names = { ...DEFAULT_SETTINGS.colorNames, amber: " question ", rose: "  " };
  expect(colorName(names, "amber")).toBe("question");
  expect(colorName(names, "rose")).toBe("rose");
});

describe("the gap of a card", () => {
  const [one, two, three] = piecesOf("white stone tower").filter((piece) => piece.word);
  if (!one || !two || !three) throw new Error("no words");

  it("grows to a word outside it, shrinks to one inside, and is given up by the only one", () => {
    const first = gapWith(null, two);
    expect(first).toEqual({ start: 6, end: 11 });
    const grown = gapWith(first, three);
    expect(grown).toEqual({ start: 6, end: 17 });
    expect(gapWith(grown, one)).toEqual({ start: 0, end: 17 });
    expect(gapWith(grown, two)).toEqual({ start: 6, end: 11 });
    expect(gapWith(first, two)).toBeNull();
  });

  it("divides the quote", () => {
    expect(aroundGap("white stone tower", { start: 6, end: 11 })).toEqual({
      before: "white ",
      gap: "stone",
      behind: " tower",
    });
  });
});
