import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Fake } from "../src/backend/fake";
import type { App } from "../src/state/app.svelte";
import { LIGHTHOUSE, settle } from "./helpers";
import { annotation, fillMany, fillNotebook } from "./marked";
import { button, buttons, eachInWindow, press } from "./shown";

const at = eachInWindow();
let app: App;
let fake: Fake;

const main = () => document.getElementById("reading") ?? document.body;
const rows = () => [...main().querySelectorAll<HTMLElement>("[data-mark]")];
const listed = () => rows().map((row) => row.dataset.mark);
const headings = () =>
  [...main().querySelectorAll(".list h2")].map((one) => one.textContent.trim());
const statuses = () =>
  [...main().querySelectorAll('[role="status"]')].map((one) => one.textContent.trim());
const filter = (name: string) => {
  const all = [...main().querySelectorAll<HTMLButtonElement>("aside button")];
  const found = all.find((one) => one.querySelector("bdi")?.textContent === name);
  if (!found) throw new Error(`no filter ${name}`);
  return found;
};
const box = (id: string) => {
  const found = main().querySelector<HTMLInputElement>(`[data-mark="${id}"] input`);
  if (!found) throw new Error(`no box ${id}`);
  return found;
};
const check = async (id: string, shiftKey = false) => {
  box(id).dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey }));
  await settle();
};

async function open(): Promise<void> {
  await app.desk.openNotebook();
  await settle();
  await settle();
}

async function type(text: string): Promise<void> {
  const field = main().querySelector<HTMLInputElement>('input[type="search"]');
  if (!field) throw new Error("no field");
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}

beforeEach(() => {
  ({ app, fake } = at);
  fillNotebook(fake);
});

describe("the notebook", () => {
  it("is opened by its key, the menu's words and the panel of notes", async () => {
    await press("N", { ctrlKey: true, shiftKey: true });
    await settle();
    expect(main().querySelector("h1")?.textContent).toContain("Notebook");
    expect(document.title).toBe("Notebook — Pandect");
    expect(statuses()).toContain("5 marks");
    await app.home();
    app.showPanel("notes");
    await settle();
    button("Notebook").click();
    await settle();
    expect(app.page.desk).toEqual({ page: "notebook", filter: {} });
  });

  it("lists by day, and by whatever else is chosen", async () => {
    await open();
    expect(listed()).toEqual(["light", "lens", "tower", "gone", "star"]);
    expect(headings().slice(0, 2)).toEqual(["Today", "Yesterday"]);
    const order = main().querySelector("select");
    if (!order) throw new Error("no order");
    order.value = "color";
    order.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
    expect(headings().slice(0, 4)).toEqual(["Amber", "Green", "Rose", "Without a colour"]);
  });

  it("calls colours what the person calls them", async () => {
    app.settings.change({
      colorNames: { ...app.settings.value.colorNames, rose: "important" },
    });
    await open();
    expect(filter("Important").textContent).toContain("2");
  });

  it("says in words what became of a place, and shows the note as it was cleaned", async () => {
    await open();
    const [light, , , gone] = rows();
    expect(gone?.textContent).toContain("Words gone");
    expect(light?.textContent).not.toContain("In place");
    expect(light?.querySelector(".note p")?.textContent).toBe("Compare");
  });

  it("is filtered while one types, and says how many fit", async () => {
    await open();
    await type("compare");
    expect(listed()).toEqual(["light"]);
    expect(statuses()).toContain("1 mark that fit");
    await type("nothing like it");
    expect(listed()).toEqual([]);
    expect(statuses()).toContain("No mark fits");
    buttons("Clear the filters")[0]?.click();
    await settle();
    expect(listed()).toHaveLength(5);
    expect(main().querySelector<HTMLInputElement>('input[type="search"]')?.value).toBe("");
  });

  it("is narrowed down by filters with counts, and keeps them on the way back", async () => {
    await open();
    expect(filter("optics").textContent).toContain("2");
    filter("optics").click();
    await settle();
    filter("Rose").click();
    await settle();
    expect(listed()).toEqual(["lens"]);
    filter("Without a note").click();
    await settle();
    expect(listed()).toEqual(["lens"]);
    main().querySelector<HTMLElement>("[data-stop]")?.click();
    await settle();
    expect(app.page.view?.title).toBe("Fresnel lens");
    await app.move(-1);
    await settle();
    expect(app.page.desk).toEqual({
      page: "notebook",
      filter: { tag: "optics", color: "rose", noted: false },
    });
    expect(listed()).toEqual(["lens"]);
    await app.move(-1);
    expect(app.page.front).toBe(true);
    expect(fake.saved.place?.trail).toContain("notebook:tag=optics&color=rose&noted=false");
  });

  it("leads to the passage of a mark, and shows its card", async () => {
    await open();
    rows()[0]?.querySelector<HTMLElement>("[data-stop]")?.click();
    await settle();
    expect([app.page.view?.title, app.marks.open]).toEqual(["Lighthouse", "light"]);
  });

  it("reads on as far as one scrolls", async () => {
    fillMany(fake, 120);
    await open();
    // Here everything is in view, so that every page follows the one before.
    await vi.waitFor(() => {
      expect(rows()).toHaveLength(125);
    });
    expect(new Set(listed()).size).toBe(125);
  });

  it("reads again when a mark is changed elsewhere", async () => {
    await open();
    fake.marks.put(annotation("fresh", { created: Date.now() + 1000 }));
    fake.marksChanged();
    await settle();
    expect(listed()[0]).toBe("fresh");
  });

  it("says what went wrong, and tries again", async () => {
    vi.spyOn(fake, "notebook").mockRejectedValueOnce(new Error("the disk is gone"));
    await open();
    expect(main().querySelector('[role="alert"]')?.textContent).toContain("The disk is gone.");
    button("Try again").click();
    await settle();
    expect(listed()).toHaveLength(5);
  });

  it("says what to do where nothing is marked", async () => {
    fake.marks.replace([]);
    fake.bookmarks.bookmarks = [];
    await open();
    expect(main().textContent).toContain("Nothing is marked yet.");
    expect(buttons("Import…").length).toBeGreaterThan(0);
    expect(buttons("Export…")).toEqual([]);
  });
});

describe("the digest of an article", () => {
  it("has its title, its sections in page order, and quotes as quotes", async () => {
    await app.open(LIGHTHOUSE);
    app.showPanel("notes");
    await settle();
    button("All of this article").click();
    await settle();
    await settle();
    expect(main().querySelector("h1 bdi")?.textContent).toBe("Lighthouse");
    expect(listed()).toEqual(["star", "tower", "light", "gone"]);
    expect(headings().filter((one) => one === "History")).toHaveLength(1);
    expect(main().querySelectorAll("blockquote")).toHaveLength(3);
    expect(rows()[1]?.textContent).not.toContain("Demo encyclopedia");
    button("Whole notebook").click();
    await settle();
    expect(listed()).toHaveLength(5);
  });
});

describe("several marks", () => {
  it("are selected one by one, by range and all at once, and let go by Escape", async () => {
    await open();
    await check("lens");
    await check("gone", true);
    expect(statuses()).toContain("3 selected");
    await press("a", { ctrlKey: true });
    expect(statuses()).toContain("5 selected");
    await press("Escape");
    expect(main().querySelector('[role="toolbar"]')).toBeNull();
    rows()[0]?.querySelector<HTMLElement>("[data-stop]")?.focus();
    await press("x");
    expect([box("light").checked, statuses().includes("1 selected")]).toEqual([true, true]);
  });

  it("are selected beyond what has been read", async () => {
    fillMany(fake, 700);
    await open();
    await press("a", { ctrlKey: true });
    await settle();
    expect(statuses()).toContain("705 selected");
  });

  it("leave Ctrl+A to a field", async () => {
    await open();
    await type("l");
    await press("a", { ctrlKey: true });
    expect(main().querySelector('[role="toolbar"]')).toBeNull();
  });

  it("get a tag and lose it, with a way back", async () => {
    await open();
    await check("light");
    await check("tower");
    button("Add tag…").click();
    await settle();
    const field = main().querySelector<HTMLInputElement>(".tagging input");
    if (!field) throw new Error("no field");
    field.value = "#thesis, optics";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await press("Enter");
    await settle();
    const tagsOf = (id: string) => fake.marks.list({}).find((one) => one.id === id)?.tags;
    expect([tagsOf("light"), tagsOf("tower")]).toEqual([
      ["optics", "thesis"],
      ["thesis", "optics"],
    ]);
    expect(app.toasts.shown?.text).toBe("Tagged 2 marks with thesis, optics");
    app.toasts.undo();
    await settle();
    await settle();
    expect([tagsOf("light"), tagsOf("tower")]).toEqual([["optics"], []]);
    button("Remove tag…").click();
    await settle();
    [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')][0]?.click();
    await settle();
    expect(tagsOf("light")).toEqual([]);
  });

  it("get a colour, and bookmarks a folder", async () => {
    const folder = fake.bookmarks.addFolder("Sea", null);
    await app.bookmarks.load();
    await open();
    await check("light");
    expect(buttons("Move…")).toEqual([]);
    await check("star");
    button("Colour…").click();
    await settle();
    const item = (name: string) =>
      [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')].find((one) =>
        one.textContent.includes(name),
      );
    item("Violet")?.click();
    await settle();
    expect(fake.marks.list({ color: "violet" }).map(({ id }) => id)).toEqual(["light"]);
    button("Move…").click();
    await settle();
    item("Sea")?.click();
    await settle();
    expect(app.bookmarks.all.map((one) => one.folder)).toEqual([folder.id]);
    expect(app.toasts.shown?.text).toBe("Moved 1 bookmark to Sea");
  });

  it("are deleted, and come back", async () => {
    await open();
    await check("light");
    await check("star");
    await press("Delete");
    await settle();
    expect(listed()).toEqual(["lens", "tower", "gone"]);
    expect(main().querySelector('[role="toolbar"]')).toBeNull();
    expect(app.toasts.shown?.text).toBe("Deleted 2 marks");
    app.toasts.undo();
    await settle();
    await settle();
    expect(listed()).toHaveLength(5);
  });

  it("are deleted one after the other by key, the focus going on", async () => {
    await open();
    const focused = () => document.activeElement?.closest<HTMLElement>("[data-mark]")?.dataset.mark;
    rows()[1]?.querySelector<HTMLElement>("[data-stop]")?.focus();
    await press("Delete");
    await settle();
    expect([listed().includes("lens"), focused()]).toEqual([false, "tower"]);
    await press("Delete");
    await settle();
    expect([listed(), focused()]).toEqual([["light", "gone", "star"], "gone"]);
  });

  it("are not what Delete means in a field", async () => {
    await open();
    await check("light");
    await type("l");
    await check("light");
    main().querySelector<HTMLInputElement>('input[type="search"]')?.focus();
    await press("Delete");
    await settle();
    expect(listed()).toContain("light");
  });

  it("are not what Delete means in a panel", async () => {
    await app.bookmarks.load();
    await open();
    await check("light");
    app.showPanel("bookmarks");
    await settle();
    document.querySelector<HTMLElement>(".side .open")?.focus();
    await press("Delete");
    await settle();
    expect([listed().includes("light"), listed().includes("star")]).toEqual([true, false]);
  });
});

describe("ways in and out", () => {
  const dialog = () => document.querySelector("dialog");
  const choose = (value: string) => {
    const found = dialog()?.querySelector<HTMLInputElement>(`input[value="${value}"]`);
    if (!found) throw new Error(`no choice ${value}`);
    found.click();
  };

  it("export everything, what the filters show, or what is selected", async () => {
    await open();
    filter("optics").click();
    await settle();
    await check("lens");
    buttons("Export…")[0]?.click();
    await settle();
    expect(dialog()?.querySelectorAll('input[name="format"]')).toHaveLength(6);
    choose("markdown");
    button("Export").click();
    await settle();
    expect(fake.calls.at(-1)).toBe("exportMarks markdown {} lens");
    expect([dialog(), app.toasts.shown?.text]).toEqual([null, "Exported"]);
    buttons("Export…")[0]?.click();
    await settle();
    choose("shown");
    choose("csv");
    fake.desk.saves = false;
    button("Export").click();
    await settle();
    expect(fake.calls.at(-1)).toBe('exportMarks csv {"tag":"optics"} ');
    expect(dialog()).not.toBeNull();
    vi.spyOn(fake, "exportMarks").mockRejectedValueOnce(new Error("the disk is full"));
    button("Export").click();
    await settle();
    expect(dialog()?.querySelector('[role="alert"]')?.textContent).toContain("The disk is full.");
  });

  it("import a file, and say what became of it", async () => {
    await open();
    button("Import…").click();
    await settle();
    expect([dialog(), fake.calls.at(-1)]).toEqual([null, "importMarks"]);
    fake.desk.importing = {
      source: "kiwix",
      annotations: 0,
      bookmarks: 12,
      known: 3,
      placed: { exact: 11, relocated: 0, approximate: 0, orphaned: 1, articlesGone: 0 },
      skipped: [{ what: "Home", why: "no collection has it" }],
      leftOut: 5,
    };
    fake.marks.put(annotation("brought", { created: Date.now() + 1000 }));
    button("Import…").click();
    await settle();
    const text = dialog()?.textContent ?? "";
    for (const said of ["Kiwix", "12", "no collection has it", "and 4 more", "Words gone"]) {
      expect(text).toContain(said);
    }
    expect(listed()[0]).toBe("brought");
  });

  it("import a large file, see how far that is, and stop it", async () => {
    await open();
    let stop: (reason: unknown) => void = () => {};
    vi.spyOn(fake, "importMarks").mockImplementationOnce(
      () => new Promise((_, reject) => (stop = reject)),
    );
    button("Import…").click();
    await settle();
    expect(dialog(), "what is quick is not told of").toBeNull();
    fake.desk.tell({ done: 40, total: 200 });
    await settle();
    const bar = () => dialog()?.querySelector("progress");
    expect([bar()?.value, bar()?.max]).toEqual([40, 200]);
    button("Go on reading").click();
    await settle();
    fake.desk.tell({ done: 80, total: 200 });
    await settle();
    expect(dialog(), "it is not opened again by itself").toBeNull();
    button("Import…").click();
    await settle();
    expect(bar()?.value).toBe(80);
    button("Stop").click();
    await settle();
    expect(fake.calls.at(-1)).toBe("stopImport");
    stop({ code: "cancelled", message: "stopped", hint: null });
    await settle();
    expect([dialog(), app.toasts.shown?.text]).toEqual([null, "Stopped. Nothing was imported"]);
    button("Import…").click();
    await settle();
    expect(fake.calls.at(-1), "another one can begin").toBe("importMarks");
  });
});
