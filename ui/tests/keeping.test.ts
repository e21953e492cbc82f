import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Fake } from "../src/backend/fake";
import type { App } from "../src/state/app.svelte";
import { mainMenu } from "../src/state/menus";
import { LIGHTHOUSE, settle } from "./helpers";
import { annotation, fillNotebook } from "./marked";
import { button, buttons, eachInWindow } from "./shown";

const at = eachInWindow();
let app: App;
let fake: Fake;

const main = () => document.getElementById("reading") ?? document.body;
const dialog = () => document.querySelector("dialog");
const rows = () => [...main().querySelectorAll<HTMLElement>("li")];

beforeEach(() => {
  ({ app, fake } = at);
  fillNotebook(fake);
});

async function choose(label: string): Promise<void> {
  const item = mainMenu(app)
    .flat()
    .find((one) => one.label === label);
  if (!item) throw new Error(`no item ${label}`);
  item.run();
  await settle();
  await settle();
}

describe("the trash", () => {
  beforeEach(async () => {
    await fake.deleteMarks(["light", "star"]);
    const folder = await fake.addFolder("Sea", null);
    await fake.deleteFolder(folder.id);
    await choose("Trash");
  });

  it("lists what was deleted, and when it goes for good", () => {
    expect(rows()).toHaveLength(3);
    const text = rows()
      .map((row) => row.textContent)
      .join(" ");
    for (const said of ["words of light", "Sea", "Folder of bookmarks", "goes for good on"]) {
      expect(text).toContain(said);
    }
    expect(document.title).toBe("Trash — Pandect");
  });

  it("gives each of them back", async () => {
    button("Restore words of light").click();
    await settle();
    await settle();
    expect(rows()).toHaveLength(2);
    expect(fake.marks.list({}).map(({ id }) => id)).toContain("light");
    button("Restore Sea").click();
    await settle();
    await settle();
    expect(app.bookmarks.folders.map(({ title }) => title)).toEqual(["Sea"]);
  });

  it("asks once before anything goes for good", async () => {
    button("Delete words of light for good").click();
    await settle();
    expect(dialog()?.textContent).toContain("words of light cannot be brought back then.");
    button("Keep").click();
    await settle();
    expect(await fake.listTrash()).toHaveLength(3);
    button("Delete words of light for good").click();
    await settle();
    button("Delete for good").click();
    await settle();
    expect([dialog(), rows().length]).toEqual([null, 2]);
    button("Empty the trash").click();
    await settle();
    buttons("Empty the trash").at(-1)?.click();
    await settle();
    expect(await fake.listTrash()).toEqual([]);
    expect(main().textContent).toContain("The trash is empty.");
  });

  it("says in the dialog what went wrong", async () => {
    vi.spyOn(fake, "emptyTrash").mockRejectedValueOnce(new Error("it is busy"));
    button("Empty the trash").click();
    await settle();
    buttons("Empty the trash").at(-1)?.click();
    await settle();
    expect(dialog()?.querySelector('[role="alert"]')?.textContent).toContain("It is busy.");
    expect(await fake.listTrash()).toHaveLength(3);
  });
});

describe("backups", () => {
  const cell = (row: string, column: number) => {
    const all = [...(dialog()?.querySelectorAll("tbody tr") ?? [])];
    const found = all.find((one) => one.querySelector("th")?.textContent === row);
    return found?.querySelectorAll("td")[column]?.textContent.trim();
  };

  it("are saved where the person says", async () => {
    await choose("Backups");
    button("Save a backup…").click();
    await settle();
    expect(app.toasts.shown?.text).toBe("Saved the backup");
    app.toasts.close();
    fake.backups.saves = false;
    button("Save a backup…").click();
    await settle();
    expect([app.toasts.shown, fake.calls.filter((one) => one === "saveBackup").length]).toEqual([
      null,
      2,
    ]);
  });

  it("are looked at before anything is done", async () => {
    fake.backups.keep();
    fake.marks.remove("lens");
    fake.marks.put(annotation("new"));
    await choose("Backups");
    expect(rows()).toHaveLength(3);
    rows()[0]?.querySelector("button")?.click();
    await settle();
    const row = [0, 1, 2, 3].map((column) => cell("Highlights and notes", column));
    expect(row).toEqual(["3", "–", "1", "1"]);
    expect(dialog()?.textContent).toContain("1 thing that is only here goes.");
    button("Leave all as it is").click();
    await settle();
    expect([dialog(), fake.marks.list({}).length]).toEqual([null, 4]);
  });

  it("are merged, and what was here is kept as a copy", async () => {
    const name = fake.backups.keep();
    fake.marks.remove("lens");
    fake.marks.update("light", { note: "Another" });
    fake.backups.chosen = name;
    await choose("Backups");
    button("Open a backup…").click();
    await settle();
    button("Merge").click();
    await settle();
    await settle();
    const [copy] = fake.backups.copies;
    expect(dialog()?.textContent).toContain("One note had been written on both sides.");
    expect(dialog()?.textContent).toContain(copy?.name ?? "?");
    expect(fake.marks.list({}).map(({ id }) => id)).toContain("lens");
    expect(rows().filter((row) => row.textContent.includes(copy?.name ?? "?"))).toHaveLength(1);
  });

  it("are restored, and everything shown reads again", async () => {
    const name = fake.backups.keep();
    fake.marks.replace([]);
    fake.bookmarks.bookmarks = [];
    await app.bookmarks.load();
    fake.saved.settings = { ...app.settings.value, theme: "sepia" };
    await app.open(LIGHTHOUSE);
    await settle();
    expect([app.marks.all.length, app.bookmarks.all.length]).toEqual([0, 0]);
    await app.desk.look(() => fake.previewCopy(name));
    await settle();
    button("Restore").click();
    await settle();
    await settle();
    expect(dialog()?.textContent).toContain("Everything is as it was on");
    expect(app.marks.all.map(({ id }) => id).sort()).toEqual(["gone", "light", "tower"]);
    expect([app.bookmarks.all.length, app.settings.value.theme]).toEqual([1, "sepia"]);
  });

  it("that cannot be restored say so, and change nothing", async () => {
    await choose("Backups");
    vi.spyOn(fake, "restoreBackup").mockRejectedValueOnce({
      code: "damaged",
      message: "the backup is damaged",
      hint: "Try an older one.",
    });
    rows()[0]?.querySelector("button")?.click();
    await settle();
    button("Restore").click();
    await settle();
    expect(dialog()?.querySelector('[role="alert"]')?.textContent).toContain(
      "The backup is damaged. Try an older one.",
    );
    expect(fake.marks.list({})).toHaveLength(4);
    vi.spyOn(fake, "previewCopy").mockRejectedValueOnce({
      code: "newer-version",
      message: "the backup is from a newer version",
      hint: null,
    });
    button("Leave all as it is").click();
    await settle();
    rows()[0]?.querySelector("button")?.click();
    await settle();
    expect(app.toasts.shown?.text).toBe("The backup is from a newer version.");
  });
});
