import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Fake } from "../src/backend/fake";
import type { Trashed } from "../src/generated/Trashed";
import type { App } from "../src/state/app.svelte";
import { settle } from "./helpers";
import { fillNotebook } from "./marked";
import { button, buttons, eachInWindow, press } from "./shown";

const at = eachInWindow();
let app: App;
let fake: Fake;
/** The id of the folder that was deleted. */
let sea: string;

const main = () => document.getElementById("reading") ?? document.body;
const foot = () => main().querySelector<HTMLElement>('[role="toolbar"]');
const dialog = () => document.querySelector("dialog");
const rows = () => [...main().querySelectorAll<HTMLElement>("[data-mark]")];
const listed = () => rows().map((row) => row.dataset.mark);
const chosen = () => rows().flatMap((row) => (box(row).checked ? [row.dataset.mark] : []));
const said = () => foot()?.querySelector('[role="status"]')?.textContent.trim();
/** The row that has the focus, on the box that the keys stop at. */
const focused = () => {
  const active = document.activeElement;
  return active?.matches("[data-stop]") ? active.closest<HTMLElement>("li")?.dataset.mark : active;
};
const box = (row: HTMLElement | undefined) => {
  const found = row?.querySelector<HTMLInputElement>('input[type="checkbox"]');
  if (!found) throw new Error("no box");
  return found;
};
const rowOf = (id: string) => rows().find((row) => row.dataset.mark === id);

async function check(id: string, shiftKey = false): Promise<void> {
  const one = box(rowOf(id));
  one.focus();
  one.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey }));
  await settle();
}

async function push(found: HTMLElement | undefined): Promise<void> {
  if (!found) throw new Error("no button");
  found.focus();
  found.click();
  await settle();
  await settle();
}

const pushInFoot = (name: string) => push(buttons(name).find((one) => foot()?.contains(one)));
const answer = (name: string) => push(buttons(name).find((one) => dialog()?.contains(one)));

beforeEach(async () => {
  ({ app, fake } = at);
  fillNotebook(fake);
  await fake.deleteMarks(["light", "lens", "tower", "gone", "star"]);
  sea = (await fake.addFolder("Sea", null)).id;
  await fake.deleteFolder(sea);
  // One after the other, so that their order is known.
  const things = [...fake.marks.deleted.values(), ...fake.bookmarks.gone.values()];
  for (const [index, one] of [...things, ...fake.bookmarks.goneFolders.values()].entries()) {
    one.time = Date.now() - index * 1000;
  }
  await app.desk.openTrash();
  await settle();
  await settle();
});

describe("several things in the trash", () => {
  it("are selected one by one and by range, and said to be so many", async () => {
    expect(listed()).toEqual(["light", "lens", "tower", "gone", "star", sea]);
    expect([chosen(), foot()]).toEqual([[], null]);
    await check("lens");
    expect([chosen(), said()]).toEqual([["lens"], "1 selected"]);
    await check("star", true);
    expect([chosen(), said()]).toEqual([["lens", "tower", "gone", "star"], "4 selected"]);
    await check("gone");
    expect([chosen(), said()]).toEqual([["lens", "tower", "star"], "3 selected"]);
    expect(box(rowOf(sea)).getAttribute("aria-label")).toBe("Select Sea");
  });

  it("are reached and selected by the keys of the notebook", async () => {
    await press("ArrowDown");
    expect(focused()).toBe("light");
    await press("j");
    await press("j");
    await press("k");
    expect(focused()).toBe("lens");
    await press("x");
    expect([chosen(), focused()]).toEqual([["lens"], "lens"]);
    await press("a", { ctrlKey: true });
    await settle();
    expect([said(), buttons("Select all 6")]).toEqual(["6 selected", []]);
    await press("Escape");
    expect([chosen(), foot(), focused()]).toEqual([[], null, "lens"]);
    await press("x");
    await pushInFoot("Select all 6");
    expect(said()).toBe("6 selected");
  });

  it("are gone through from wherever in a row one is", async () => {
    button("Restore words of lens").focus();
    await press("ArrowDown");
    expect(focused()).toBe("tower");
    button("Delete words of tower for good").focus();
    await press("ArrowUp");
    expect(focused()).toBe("lens");
  });

  it("are let go by the button that goes with them, and the focus is where it was", async () => {
    await check("lens");
    await check("gone");
    await pushInFoot("Select nothing");
    await settle();
    expect([chosen(), foot(), focused()]).toEqual([[], null, "gone"]);
  });

  it("are restored together, and taken back by one undo", async () => {
    const restored = vi.spyOn(fake, "restoreMarks");
    await check("lens");
    await check("star");
    await check(sea);
    await pushInFoot("Restore");
    expect(restored.mock.calls).toEqual([[["lens", "star", sea]]]);
    expect([listed(), foot()]).toEqual([["light", "tower", "gone"], null]);
    expect(fake.marks.list({}).map(({ id }) => id)).toEqual(["lens"]);
    expect(app.bookmarks.all.map(({ id }) => id)).toEqual(["star"]);
    expect(app.bookmarks.folders.map(({ title }) => title)).toEqual(["Sea"]);
    expect(app.toasts.shown?.text).toBe("Restored 3 things");
    app.toasts.undo();
    await settle();
    await settle();
    expect([listed(), chosen()]).toEqual([["light", "lens", "tower", "gone", "star", sea], []]);
    expect([app.bookmarks.all, app.bookmarks.folders]).toEqual([[], []]);
  });

  it("are called by their name where it is one", async () => {
    await check(sea);
    await pushInFoot("Restore");
    expect(app.toasts.shown?.text).toBe("Restored Sea");
    await push(button("Restore words of light"));
    expect(app.toasts.shown?.text).toBe("Restored words of light");
    app.toasts.undo();
    await settle();
    await settle();
    expect(listed()).toEqual(["light", "lens", "tower", "gone", "star"]);
  });

  it("stay selected while another is restored or removed", async () => {
    await check("lens");
    await check("star");
    await push(button("Restore words of tower"));
    await push(button("Delete words of light for good"));
    await answer("Delete for good");
    expect([listed(), chosen()]).toEqual([
      ["lens", "gone", "star", sea],
      ["lens", "star"],
    ]);
  });

  it("are not meant any more where they were restored elsewhere", async () => {
    await check("light");
    await check("lens");
    fake.marks.restore("light");
    fake.marksChanged();
    await settle();
    expect([chosen(), said()]).toEqual([["lens"], "1 selected"]);
  });

  it("that were restored elsewhere are not offered to be taken back", async () => {
    const { offer } = app.toasts;
    const offered = vi.spyOn(app.toasts, "offer").mockImplementation(offer.bind(app.toasts));
    fake.marks.restore("light");
    await push(button("Restore words of light"));
    expect([offered.mock.calls, listed().includes("light")]).toEqual([[], false]);
  });

  it("stay, and stay selected, where they cannot be restored", async () => {
    vi.spyOn(fake, "restoreMarks").mockRejectedValueOnce(new Error("the disk is full"));
    await check("light");
    await check("lens");
    await pushInFoot("Restore");
    expect(app.toasts.shown?.text).toBe("The disk is full.");
    expect([chosen(), listed().length]).toEqual([["light", "lens"], 6]);
  });

  it("go for good only after a question that says how many", async () => {
    const emptied = vi.spyOn(fake, "emptyTrash");
    await check("lens");
    await check("gone", true);
    await pushInFoot("Delete for good");
    expect(dialog()?.textContent).toContain("Delete 3 things for good?");
    expect(dialog()?.textContent).toContain("They cannot be brought back then.");
    await answer("Keep");
    expect([emptied.mock.calls, chosen().length, dialog()]).toEqual([[], 3, null]);
    await pushInFoot("Delete for good");
    await answer("Delete for good");
    expect(emptied.mock.calls).toEqual([[["lens", "tower", "gone"]]]);
    expect([listed(), foot(), dialog()]).toEqual([["light", "star", sea], null, null]);
    expect(app.toasts.shown?.text).toBe("Deleted 3 things for good");
    expect((await fake.listTrash()).map(({ id }: Trashed) => id)).toEqual(["light", "star", sea]);
  });

  it("are asked about by the key for deleting: those selected, or else the one with the focus", async () => {
    box(rowOf("tower")).focus();
    await press("Delete");
    expect(dialog()?.textContent).toContain("words of tower cannot be brought back then.");
    await answer("Keep");
    await check("light");
    await check("star");
    await press("Delete");
    expect(dialog()?.textContent).toContain("Delete 2 things for good?");
    await answer("Delete for good");
    expect(listed()).toEqual(["lens", "tower", "gone", sea]);
  });
});

describe("the focus in the trash", () => {
  it("goes on to what follows what was restored", async () => {
    await push(button("Restore words of lens"));
    expect(focused()).toBe("tower");
    await press("x");
    await press("ArrowDown");
    await press("x");
    await pushInFoot("Restore");
    expect([listed(), focused()]).toEqual([["light", "star", sea], "star"]);
  });

  it("goes on to what follows what went for good, once the question is gone", async () => {
    await check("lens");
    await check("gone");
    await press("Delete");
    await answer("Delete for good");
    expect([listed(), focused()]).toEqual([["light", "tower", "star", sea], "star"]);
    await push(button("Delete Sea for good"));
    await answer("Delete for good");
    expect([listed(), focused()]).toEqual([["light", "tower", "star"], "star"]);
  });

  it("is on the page where nothing is left", async () => {
    await push(button("Empty the trash"));
    await answer("Empty the trash");
    expect([listed(), focused()]).toEqual([[], main()]);
  });

  it("waits for the list that is without what was restored", async () => {
    const old = await fake.listTrash();
    const answers: ((list: Trashed[]) => void)[] = [];
    vi.spyOn(fake, "listTrash").mockImplementation(
      () => new Promise((resolve) => answers.push(resolve)),
    );
    await check("lens");
    await pushInFoot("Restore");
    expect(answers.length).toBeGreaterThan(1);
    const last = answers.pop();
    for (const early of answers) early(old);
    await settle();
    await settle();
    expect(listed()).toContain("lens");
    last?.(old.filter(({ id }) => id !== "lens"));
    await settle();
    expect([listed().includes("lens"), focused()]).toEqual([false, "tower"]);
  });

  it("is on the page where its row is gone by another hand, and stays there", async () => {
    box(rowOf("light")).focus();
    fake.marks.restore("light");
    fake.marksChanged();
    await settle();
    expect([listed().includes("light"), focused()]).toEqual([false, main()]);
    vi.spyOn(fake, "restoreMarks").mockRejectedValueOnce(new Error("the disk is full"));
    await push(button("Restore words of lens"));
    app.focusPage();
    fake.marks.restore("lens");
    fake.marksChanged();
    await settle();
    expect([listed().includes("lens"), focused()]).toEqual([false, main()]);
  });

  it("is left alone where it is elsewhere", async () => {
    await check("lens");
    app.showPanel("bookmarks");
    await settle();
    const elsewhere = document.querySelector<HTMLElement>(".side button");
    const restoring = buttons("Restore").find((one) => foot()?.contains(one));
    restoring?.click();
    elsewhere?.focus();
    await settle();
    await settle();
    expect([listed().includes("lens"), focused()]).toEqual([false, elsewhere]);
  });
});
