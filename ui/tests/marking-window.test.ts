import { beforeEach, describe, expect, it, vi } from "vitest";
import { pageAt } from "../src/backend/demo/pages";
import type { Fake } from "../src/backend/fake";
import type { Annotation } from "../src/generated/Annotation";
import type { NewAnnotation } from "../src/generated/NewAnnotation";
import type { App } from "../src/state/app.svelte";
import { LENS, LIGHTHOUSE, settle } from "./helpers";
import { button, buttons, eachInWindow, press } from "./shown";

const at = eachInWindow();
let app: App;
let fake: Fake;

beforeEach(async () => {
  ({ app, fake } = at);
  await app.open(LIGHTHOUSE);
  await settle();
});

const textOf = (selector: string) => document.querySelector(selector)?.textContent ?? "";
const page = pageAt(LIGHTHOUSE);
if (!page) throw new Error("no page");

async function select(start: number, end: number): Promise<void> {
  app.page.reader?.select({ start, end });
  app.marks.selection = app.page.reader?.selected() ?? null;
  await settle();
}

async function mark(change: Partial<Annotation> = {}, made: Partial<NewAnnotation> = {}) {
  const added = await fake.addAnnotation({
    address: LIGHTHOUSE,
    passage: { start: 300, end: 340 },
    textHash: page?.textHash ?? "",
    color: "green",
    ...made,
  });
  fake.marks.put({ ...added, ...change });
  fake.marksChanged();
  await settle();
  return { ...added, ...change };
}

async function opened(change: Partial<Annotation> = {}, made: Partial<NewAnnotation> = {}) {
  const added = await mark(change, made);
  app.marks.open = added.id;
  await settle();
  return added;
}

describe("the bar of selected words", () => {
  it("calls colours by the person's names, and says what they do", async () => {
    app.settings.change({ colorNames: { ...app.settings.value.colorNames, rose: "question" } });
    await select(40, 90);
    expect(button("Highlight, question")).toBeDefined();
    expect(button("Highlight, blue")).toBeDefined();
    button("Underline").click();
    await settle();
    expect(app.settings.value.style).toBe("underline");
    expect(button("Underline").getAttribute("aria-pressed")).toBe("true");
    button("Underline, question").click();
    await settle();
    expect(app.marks.all[0]).toMatchObject({ color: "rose", style: "underline" });
  });

  it("keeps exactly the place that is selected, by button and by key", async () => {
    await select(40, 90);
    button("Bookmark this place").click();
    await settle();
    expect(app.marks.selection).toBeNull();
    await select(100, 120);
    await press("b");
    expect(app.bookmarks.all.map(({ passage }) => passage)).toEqual([
      { start: 40, end: 90 },
      { start: 100, end: 120 },
    ]);
    expect(app.bookmarks.all[0]?.quote).toBe(page.text.slice(40, 90));
    expect(button("Bookmark").getAttribute("aria-pressed")).toBe("false");
  });

  it("underlines by key", async () => {
    await select(40, 90);
    await press("u");
    expect(app.marks.all[0]?.style).toBe("underline");
  });
});

describe("the names of colours", () => {
  it("are given in a dialog that the panel of text and page opens", async () => {
    button("Text and page").click();
    await settle();
    button("Name the colours…").click();
    await settle();
    const field = document.querySelector<HTMLInputElement>('[aria-label="Name for amber"]');
    if (!field) throw new Error("no field");
    field.value = "important";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
    expect(app.colorName("amber")).toBe("important");
    button("Use their own names").click();
    await settle();
    expect(app.colorName("amber")).toBe("amber");
    expect(field.value).toBe("");
    button("Done").click();
    await settle();
    expect(document.querySelector("dialog")).toBeNull();
  });

  it("are reached from the menu of the colours, wherever these stand", async () => {
    await opened();
    const color = button("Highlight, rose");
    color.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true }));
    await settle();
    button("Name the colours…").click();
    await settle();
    expect(textOf("dialog h2")).toBe("Name the colours");
  });

  it("are shown among the shortcuts and in the filter of notes", async () => {
    app.settings.change({ colorNames: { ...app.settings.value.colorNames, green: "question" } });
    app.showPanel("notes");
    await settle();
    expect(textOf('select[aria-label="Colour"]')).toContain("question");
    await press("?");
    expect(textOf("dialog")).toContain("Mark in question");
    expect(textOf("dialog")).toContain("Mark in amber");
  });
});

describe("undoing by key", () => {
  it("takes back what was marked, and leaves fields their own memory", async () => {
    await select(40, 90);
    await press("h");
    expect(app.marks.all).toHaveLength(1);
    const box = document.querySelector<HTMLElement>('[role="combobox"]');
    box?.focus();
    const inField = new KeyboardEvent("keydown", {
      key: "z",
      ctrlKey: true,
      bubbles: true,
      cancelable: true,
    });
    box?.dispatchEvent(inField);
    await settle();
    expect(inField.defaultPrevented).toBe(false);
    expect(app.marks.all).toHaveLength(1);
    app.cancelSearch();
    app.focusPage();
    await press("z", { ctrlKey: true });
    await vi.waitFor(() => {
      expect(textOf(".toast")).toContain("Undone: note added");
    });
    expect(app.marks.all).toEqual([]);
    await press("Z", { ctrlKey: true, shiftKey: true });
    await vi.waitFor(() => {
      expect(app.marks.all).toHaveLength(1);
    });
  });
});

describe("the card of a mark", () => {
  it("takes the colour away while there is a note, and changes the style", async () => {
    const made = await opened({}, { note: "Why?" });
    button("No colour").click();
    await settle();
    expect(app.marks.find(made.id)?.color).toBeNull();
    expect(buttons("No colour")).toEqual([]);
    button("Underline").click();
    await settle();
    expect(app.marks.find(made.id)?.style).toBe("underline");
  });

  it("offers no way to be seen no more", async () => {
    await opened();
    expect(buttons("No colour")).toEqual([]);
  });

  it("shows earlier versions as text, and brings one back", async () => {
    const made = await mark({}, { note: "<b>First</b>" });
    await app.marks.update(made.id, { note: "Second" });
    app.marks.open = made.id;
    await settle();
    button("Earlier versions (1)").click();
    await settle();
    expect(textOf(".versions .text")).toBe("<b>First</b>");
    button("Use this one").click();
    await settle();
    expect(app.marks.find(made.id)?.note).toBe("<b>First</b>");
    expect(document.querySelector(".versions")).toBeNull();
  });

  it("compares the wordings of one that is unsure, and confirms it", async () => {
    const made = await opened({
      status: "approximate",
      quote: "a tower of white stone",
      wording: "a tower of grey stone",
    });
    expect(document.querySelector(".gone")?.lastChild?.textContent).toBe("white");
    expect(document.querySelector(".fresh")?.lastChild?.textContent).toBe("grey");
    expect(button("Choose another passage")).toBeDefined();
    expect(buttons("Delete")).toHaveLength(1);
    button("It is this passage").click();
    await settle();
    expect(app.marks.find(made.id)).toMatchObject({ status: "exact", wording: null });
  });

  it("takes one off words that are not its own, to wait in the tray", async () => {
    const made = await opened({ status: "approximate", wording: "other words" });
    button("It is gone").click();
    await settle();
    expect(app.marks.find(made.id)).toMatchObject({ status: "orphaned", passage: null });
    expect(textOf(".tray")).toContain("Marks without a place (1)");
    expect(textOf(".toast")).toContain("waits in the contents");
    button("Undo").click();
    await settle();
    expect(app.marks.find(made.id)?.status).toBe("approximate");
  });

  it("asks of a note on a section whether it is the one, and keeps it there", async () => {
    const made = await opened({
      target: "section",
      status: "approximate",
      passage: null,
      quote: "Rings of glass",
      wording: "The lens",
    });
    expect(textOf(".check")).toContain("Is this still the section");
    expect(document.querySelector(".fresh")?.textContent).toContain("lens");
    button("It is this section").click();
    await settle();
    expect(app.marks.find(made.id)?.status).toBe("exact");
    expect(textOf(".toast")).toContain("stays on this section");
  });

  it("puts the note of one that is unsure on other words", async () => {
    const made = await opened({ status: "approximate", wording: "other words" });
    button("Choose another passage").click();
    await settle();
    expect(textOf(".attaching")).toContain("Select the words");
    await select(40, 60);
    button("Put it on these words").click();
    await settle();
    expect(app.marks.find(made.id)).toMatchObject({
      status: "exact",
      passage: { start: 40, end: 60 },
    });
  });
});

describe("the margin beside the text", () => {
  it("has the cards near the view only, and the one in use", async () => {
    app.width = 1600;
    const made: Annotation[] = [];
    for (let one = 0; one < 200; one += 1) {
      const added = await fake.addAnnotation({
        address: LIGHTHOUSE,
        passage: { start: 300, end: 340 },
        textHash: page.textHash,
        note: `note ${String(one)}`,
      });
      made.push(added);
    }
    fake.marksChanged();
    await settle();
    const cards = () => document.querySelectorAll(".margin .place").length;
    expect(cards()).toBeGreaterThan(3);
    expect(cards()).toBeLessThan(40);
    const last = made.at(-1)?.id ?? "";
    expect(document.querySelector(`.margin [data-card="${last}"]`)).toBeNull();
    app.marks.open = last;
    await settle();
    expect(document.querySelector(`.margin [data-card="${last}"]`)).not.toBeNull();
    expect(cards()).toBeLessThan(40);
  });
});

describe("marks whose words are gone", () => {
  const lost = {
    status: "orphaned" as const,
    passage: null,
    quote: "Fresnel cut the glass away and kept the slopes",
    prefix: "before ",
    suffix: " behind",
  };

  it("ask for places only once the tray is open, and are put there", async () => {
    const made = await mark(lost);
    const ask = vi.spyOn(fake, "suggestPlaces");
    const tray = document.querySelector<HTMLDetailsElement>(".tray");
    if (!tray) throw new Error("no tray");
    expect(tray.textContent).toContain("(1)");
    expect(ask).not.toHaveBeenCalled();
    tray.open = true;
    tray.dispatchEvent(new Event("toggle"));
    await settle();
    expect(ask).toHaveBeenCalledWith(made.id);
    expect(textOf(".tray .quote")).toBe(`…before ${lost.quote} behind…`);
    expect(textOf(".tray .place")).toContain("Fresnel lens, Demo encyclopedia");
    buttons("Put it here")[0]?.click();
    await settle();
    expect(fake.marks.find(made.id)?.address).toBe(LENS);
    expect(document.querySelector(".tray")).toBeNull();
    expect(textOf(".toast")).toContain("Put the note in Fresnel lens");
  });

  it("are reached among the notes where their article is gone", async () => {
    const made = await mark({
      ...lost,
      address: "pandect://demo/gone",
      title: "Rings of glass",
    });
    app.showPanel("notes");
    await settle();
    button("All").click();
    await settle();
    const row = [...document.querySelectorAll<HTMLElement>(".side .note")].find((one) =>
      one.textContent.includes("Rings of glass"),
    );
    row?.click();
    await settle();
    expect(row?.getAttribute("aria-expanded")).toBe("true");
    expect(textOf(".orphan")).toContain("From Rings of glass");
    button("Choose words yourself").click();
    await settle();
    await select(40, 60);
    button("Put it on these words").click();
    await settle();
    expect(app.marks.find(made.id)?.passage).toEqual({ start: 40, end: 60 });
  });
});

describe("the panel of bookmarks", () => {
  const listed = (selector: string) =>
    [...document.querySelectorAll(selector)].map((one) => one.textContent);

  it("has what is to be read later at its top, with how far it was read", async () => {
    await fake.addBookmark({ address: LENS });
    await fake.addBookmark({ address: "pandect://demo/lightvessel", readLater: true });
    await fake.savePlace(LIGHTHOUSE, { position: 9, offset: 0, read: 0.628 });
    await fake.savePlace("pandect://demo/lightvessel", { position: 9, offset: 0, read: 1 });
    await press("l");
    app.showPanel("bookmarks");
    await settle();
    expect(listed('[aria-labelledby="read-later"] bdi')).toEqual(["Lighthouse", "Lightvessel"]);
    expect(textOf('[aria-labelledby="read-later"]')).toContain("62% read");
    expect(listed("[data-bookmarks] bdi")).toEqual(["Fresnel lens"]);
    button("Take off the list").click();
    await settle();
    expect(listed('[aria-labelledby="read-later"] bdi')).toEqual(["Lighthouse"]);
    expect(listed("[data-bookmarks] bdi")).toEqual(["Fresnel lens", "Lightvessel"]);
    await app.home();
    await fake.savePlace(LIGHTHOUSE, { position: 9, offset: 0, read: 0.628 });
    fake.marksChanged();
    await settle();
    expect(textOf('[aria-labelledby="front-later"]')).toContain("62% read");
  });

  it("shows the words of an exact place, and goes there with a flash", async () => {
    await select(40, 90);
    await press("b");
    app.showPanel("bookmarks");
    await settle();
    const { reader } = app.page;
    if (!reader) throw new Error("no reader");
    const go = vi.spyOn(reader, "showPassage");
    expect(textOf(".side .quote")).toBe(page.text.slice(40, 90));
    document.querySelector<HTMLElement>(".side .open")?.click();
    await settle();
    expect(go).toHaveBeenCalledWith({ start: 40, end: 90 }, true);
  });

  it("asks about a section that was found again but not surely", async () => {
    const made = await fake.addBookmark({ address: `${LIGHTHOUSE}#history` });
    fake.bookmarks.put({ ...made, status: "approximate" });
    app.showPanel("bookmarks");
    await settle();
    expect(textOf(".side .check")).toContain("Is this still the section");
    button("It is this one").click();
    await settle();
    expect(document.querySelector(".side .check")).toBeNull();
    expect(app.bookmarks.all[0]?.status).toBe("exact");
  });

  it("keeps the article where the section is gone", async () => {
    const made = await fake.addBookmark({ address: `${LIGHTHOUSE}#history` });
    fake.bookmarks.put({ ...made, status: "approximate" });
    app.showPanel("bookmarks");
    await settle();
    button("Keep the article only").click();
    await settle();
    expect(app.bookmarks.all[0]).toMatchObject({ status: "exact", address: LIGHTHOUSE });
    await vi.waitFor(() => {
      expect(textOf(".toast")).toContain("keeps Lighthouse as a whole");
    });
  });

  it("moves a bookmark by key, in its folder", async () => {
    await fake.addBookmark({ address: LIGHTHOUSE });
    await fake.addBookmark({ address: LENS });
    app.showPanel("bookmarks");
    await settle();
    document.querySelectorAll<HTMLElement>("[data-bookmarks] .open")[1]?.focus();
    await press("ArrowUp", { altKey: true });
    expect(listed("[data-bookmarks] bdi")).toEqual(["Fresnel lens", "Lighthouse"]);
  });
});

it("says at the star that the section being read is kept", async () => {
  await app.bookmarks.add({ address: `${LIGHTHOUSE}#history` });
  app.page.anchor = "history";
  await settle();
  expect(button("Bookmark").title).toContain("The section History is kept");
  expect(button("Bookmark").getAttribute("aria-pressed")).toBe("false");
  app.page.anchor = null;
  await settle();
  expect(button("Bookmark").title).not.toContain("kept");
});
