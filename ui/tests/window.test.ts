import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Fake } from "../src/backend/fake";
import type { App } from "../src/state/app.svelte";
import { job, LIGHTHOUSE, settle } from "./helpers";
import { button, eachInWindow, press } from "./shown";
import { systemIsDark } from "./system";

const at = eachInWindow();
let app: App;
let fake: Fake;

beforeEach(() => {
  ({ app, fake } = at);
});

const byRole = (role: string, name: string) =>
  [...document.querySelectorAll(`[role="${role}"], ${role}`)].find(
    (element) => element.getAttribute("aria-label") === name,
  );
/** Writes into the note that is open; gives back its field. */
const writeNote = (text: string): HTMLTextAreaElement => {
  const field = document.querySelector<HTMLTextAreaElement>(".editor textarea");
  if (!field) throw new Error("no field for the note");
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return field;
};
const select = async (start: number, end: number) => {
  app.page.reader?.select({ start, end });
  app.marks.selection = app.page.reader?.selected() ?? null;
  await settle();
};

describe("the window", () => {
  it("has the names that tests and assistive technology look for", async () => {
    const box = byRole("combobox", "Search");
    expect(box).toBeInstanceOf(HTMLInputElement);
    await press("k", { ctrlKey: true });
    expect(document.activeElement).toBe(box);
    expect(byRole("listbox", "Results")).toBeDefined();
    await app.open(`${LIGHTHOUSE}#history`);
    await settle();
    const page = document.getElementById("page");
    expect(page?.tagName).toBe("ARTICLE");
    expect(page?.lang).toBe("en");
    expect(page?.dir).toBe("ltr");
    expect(button("Bookmark").getAttribute("aria-pressed")).toBe("false");
    await select(0, 12);
    for (const color of ["amber", "green", "blue", "rose", "violet"]) {
      expect(button(`Highlight, ${color}`)).toBeDefined();
    }
    expect(button("Note")).toBeDefined();
  });

  it("opens an article by what is typed, and marks it with the star", async () => {
    await press("/");
    const box = byRole("combobox", "Search") as HTMLInputElement;
    box.value = "lightship";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
    await press("Enter");
    await vi.waitFor(() => {
      expect(document.querySelector("h1")?.textContent).toBe("Lightvessel");
    });
    expect(document.title).toBe("Lightvessel — Pandect");
    expect(fake.calls).toContain("setWindowTitle Lightvessel — Pandect");
    button("Bookmark").click();
    await settle();
    expect(button("Bookmark").getAttribute("aria-pressed")).toBe("true");
    expect(app.bookmarks.all.map((one) => one.title)).toEqual(["Lightvessel"]);
  });

  it("says on what paper it is, whenever that changes", async () => {
    const papers = () => fake.calls.filter((call) => call.startsWith("setPaper"));
    const paper = (color: string) => {
      document.body.style.backgroundColor = color;
    };
    paper("rgb(252, 251, 248)");
    app.settings.change({ theme: "sepia" });
    await vi.waitFor(() => {
      expect(papers().at(-1)).toBe("setPaper 252,251,248 false");
    });
    app.settings.change({ theme: "system" });
    await vi.waitFor(() => {
      expect(papers().at(-1)).toBe("setPaper 252,251,248 true");
    });
    paper("rgb(23, 24, 27)");
    systemIsDark(true);
    await vi.waitFor(() => {
      expect(papers().at(-1)).toBe("setPaper 23,24,27 true");
    });
    const { length } = papers();
    paper("transparent");
    systemIsDark(false);
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    expect(papers()).toHaveLength(length);
  });

  it("never lets a link take the window away, and asks before going outside", async () => {
    const links = () => [...document.querySelectorAll<HTMLAnchorElement>("#page a[href]")];
    await app.open(LIGHTHOUSE);
    await settle();
    const { length } = links();
    expect(length).toBeGreaterThan(8);
    for (let index = 0; index < length; index += 1) {
      await app.open(LIGHTHOUSE);
      await settle();
      const click = new MouseEvent("click", { bubbles: true, cancelable: true });
      links()[index]?.dispatchEvent(click);
      expect(click.defaultPrevented).toBe(true);
      app.overlays.dialog = null;
      await settle();
    }
    await app.open(LIGHTHOUSE);
    await settle();
    document.querySelector<HTMLAnchorElement>("#page a.external")?.click();
    await settle();
    const dialog = document.querySelector("dialog");
    expect(dialog?.textContent).toContain("https://www.ialamarine.org/");
    expect(fake.calls.some((call) => call.startsWith("openExternal"))).toBe(false);
    button("Open in the browser").click();
    await settle();
    expect(fake.calls).toContain("openExternal https://www.ialamarine.org/");
    expect(document.querySelector("dialog")).toBeNull();
  });

  it("leaves the article's DOM alone, whatever is marked, found or opened", async () => {
    await app.open(LIGHTHOUSE);
    await settle();
    const page = document.getElementById("page");
    const before = page?.innerHTML;
    await select(40, 90);
    await press("h");
    await app.marks.noteOn(`${LIGHTHOUSE}#history`);
    await app.bookmarks.toggle(`${LIGHTHOUSE}#history`);
    await press("f", { ctrlKey: true });
    app.find.search("light");
    await settle();
    expect(app.find.found.length).toBeGreaterThan(5);
    expect(app.marks.all.length).toBe(2);
    expect(page?.innerHTML).toBe(before);
  });

  it("marks with a key, in the colour used last, and writes a note", async () => {
    await app.open(LIGHTHOUSE);
    await settle();
    await select(40, 90);
    button("Highlight, rose").click();
    await settle();
    await select(100, 120);
    await press("n");
    await settle();
    expect(app.marks.all.map((mark) => mark.color)).toEqual(["rose", "rose"]);
    const field = writeNote("Why?");
    field.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }),
    );
    await settle();
    expect(app.marks.all[1]?.note).toBe("Why?");
    expect(document.querySelector(".editor")).toBeNull();
  });

  it("keeps a note that is being written when the window is closed, and then ends", async () => {
    await app.open(LIGHTHOUSE);
    await settle();
    await select(40, 90);
    await press("n");
    writeNote("Not done yet");
    fake.closeWindow();
    await settle();
    const kept = await fake.listAnnotations({});
    expect(kept.map((mark) => mark.note)).toContain("Not done yet");
    await vi.waitFor(() => {
      expect(fake.calls.at(-1)).toBe("quit");
    });
  });

  it("keeps a note that is being written when another article is opened", async () => {
    await app.open(LIGHTHOUSE);
    await settle();
    await select(40, 90);
    await press("n");
    writeNote("Half a thought");
    await app.home();
    await settle();
    const kept = await fake.listAnnotations({});
    expect(kept.map((mark) => mark.note)).toContain("Half a thought");
  });

  it("does not take typing for keys", async () => {
    await app.open(LIGHTHOUSE);
    await settle();
    byRole("combobox", "Search")?.dispatchEvent(new FocusEvent("focus"));
    (byRole("combobox", "Search") as HTMLElement).focus();
    await press("b");
    await press("?");
    expect(app.bookmarks.all).toEqual([]);
    expect(app.overlays.dialog).toBeNull();
  });

  it("lists every key on the page of shortcuts", async () => {
    await press("?");
    const dialog = document.querySelector("dialog");
    expect(dialog?.querySelectorAll("dt").length).toBeGreaterThan(30);
    expect(dialog?.textContent).toContain("Ctrl+K");
  });

  it("says in place that an article is missing, and what can be done", async () => {
    await app.open("pandect://demo/alexandria");
    await settle();
    expect(document.querySelector("h1")?.textContent).toContain("alexandria");
    button("Search for “alexandria”").click();
    await settle();
    expect(app.search.text).toBe("alexandria");
  });

  it("shows each panel, and drops none of its parts", async () => {
    await app.open(LIGHTHOUSE);
    for (const [name, number] of [
      ["Contents", "1"],
      ["Bookmarks", "2"],
      ["Notes", "3"],
      ["History", "4"],
      ["Collections", "5"],
    ] as const) {
      await press(number, { altKey: true, code: `Digit${number}` });
      expect(document.querySelector(".side h2")?.textContent).toBe(name);
    }
    await press("b", { ctrlKey: true });
    expect(document.querySelector(".side")).toBeNull();
  });

  it("shows that work is done, and that some failed, where its panel is opened", async () => {
    const panel = () => button("Side panel");
    const tab = () => byRole("tab", "Collections");
    const dots = () => [...document.querySelectorAll(".dot")].map((dot) => dot.className);
    fake.setJobs([job(1)]);
    await settle();
    expect(dots()).toEqual([expect.stringContaining("running")]);
    expect(tab()?.querySelector(".dot")).not.toBeNull();
    expect(tab()?.getAttribute("title")).toContain("Adding wiki.zim");
    app.togglePanel();
    fake.setJobs([job(1, { state: "failed" })]);
    await settle();
    expect(dots()).toEqual([expect.stringContaining("failed")]);
    expect(panel().querySelector(".dot")).not.toBeNull();
    expect(panel().title).toContain("wiki.zim was not added");
    button("Open Collections").click();
    await settle();
    expect(dots()).toEqual([]);
    expect(tab()?.getAttribute("aria-selected")).toBe("true");
    expect(app.toasts.shown).toBeNull();
  });

  it("reads right to left where the article does", async () => {
    await app.open("pandect://demo/manara");
    await settle();
    expect(document.getElementById("page")?.dir).toBe("rtl");
    expect(document.getElementById("page")?.lang).toBe("ar");
    expect(document.querySelector(".sheet")?.getAttribute("dir")).toBe("rtl");
  });
});
