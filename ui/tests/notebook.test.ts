import { describe, expect, it, vi } from "vitest";
import { fakeBackend } from "../src/backend/fake";
import { deskAddress, deskOf, narrows, tidied } from "../src/desk";
import type { Notebook } from "../src/generated/Notebook";
import type { NotebookEntry } from "../src/generated/NotebookEntry";
import type { NotebookFilter } from "../src/generated/NotebookFilter";
import { colorName } from "../src/state/color-names";
import { MarkSelection } from "../src/state/mark-selection.svelte";
import { articleTitleOf, digestOf, groupsOf } from "../src/state/notebook-groups";
import { FIRST, NotebookState, PAGE } from "../src/state/notebook.svelte";
import { LIGHTHOUSE } from "./helpers";
import { annotation, fillMany, fillNotebook, kept, marked } from "./marked";

const NO_NAMES = { amber: "", green: "", blue: "", rose: "", violet: "" };

describe("addresses of the desk", () => {
  it("come back as they were", () => {
    const filter: NotebookFilter = {
      text: "a & b = c?",
      kind: "annotation",
      address: `${LIGHTHOUSE}`,
      color: "rose",
      tag: "to check, perhaps",
      status: "orphaned",
      noted: false,
      readLater: true,
      order: "tag",
      collection: "demo",
    };
    const there = deskOf(deskAddress({ page: "notebook", filter }));
    expect(there).toEqual({ page: "notebook", filter });
    expect(deskOf(deskAddress({ page: "notebook", filter: {} }))).toEqual({
      page: "notebook",
      filter: {},
    });
    for (const page of ["trash", "backups"] as const) {
      expect(deskOf(deskAddress({ page }))).toEqual({ page });
    }
  });

  it("leave out what is not known, and are no others", () => {
    expect(deskOf("notebook:color=plaid&order=size&noted=perhaps&tag=")).toEqual({
      page: "notebook",
      filter: {},
    });
    for (const other of ["", LIGHTHOUSE, "search:notebook", "browse:trash"]) {
      expect(deskOf(other)).toBeNull();
    }
    expect(narrows({ order: "tag" })).toBe(false);
    expect(narrows(tidied({ order: "tag", noted: false }))).toBe(true);
  });
});

describe("names of colours", () => {
  it("are the person's, or else their own", () => {
    const names = { ...NO_NAMES, rose: "important", blue: "  " };
    expect([colorName(names, "rose"), colorName(names, "blue")]).toEqual(["important", "blue"]);
  });
});

describe("the notebook of the fake library", () => {
  const fake = fakeBackend();
  fillNotebook(fake);
  const ids = async (filter: NotebookFilter) =>
    (await fake.notebook(filter, 0, 50)).entries.map(({ id }) => id);

  it("filters by everything that it counts", async () => {
    expect(await ids({})).toEqual(["light", "lens", "tower", "gone", "star"]);
    expect(await ids({ color: "rose" })).toEqual(["lens", "gone"]);
    expect(await ids({ tag: "optics" })).toEqual(["light", "lens"]);
    expect(await ids({ kind: "bookmark" })).toEqual(["star"]);
    expect(await ids({ status: "orphaned" })).toEqual(["gone"]);
    expect(await ids({ noted: true })).toEqual(["light"]);
    expect(await ids({ readLater: true })).toEqual(["star"]);
    expect(await ids({ text: "compare LIGHT" })).toEqual(["light"]);
    expect(await ids({ address: LIGHTHOUSE, kind: "annotation" })).toHaveLength(3);
  });

  it("counts of each kind with the other filters applied", async () => {
    const { counts, total } = await fake.notebook({ tag: "optics", color: "rose" }, 0, 50);
    expect(total).toBe(1);
    expect(counts.colors.map(({ value, count }) => [value, count])).toEqual([
      ["amber", 1],
      ["rose", 1],
    ]);
    expect(counts.tags.map(({ value, count }) => [value, count])).toEqual([
      ["glass", 1],
      ["optics", 1],
    ]);
  });
});

describe("the state of the notebook", () => {
  it("reads page by page, and all of it where all is wanted", async () => {
    const fake = fakeBackend();
    fillMany(fake, 130);
    const state = new NotebookState(fake);
    await state.show({});
    expect([state.end, state.total, state.ended]).toEqual([FIRST, 130, false]);
    await state.more();
    expect(state.entries.map(({ id }) => id).slice(18, 22)).toEqual(["m18", "m19", "m20", "m21"]);
    expect(await state.everything()).toHaveLength(130);
    expect(state.end).toBe(FIRST + PAGE);
    await state.more();
    await state.more();
    expect([state.end, state.ended]).toEqual([130, true]);
  });

  it("reads as far as the place that is to be shown again", async () => {
    const fake = fakeBackend();
    fillMany(fake, 700);
    const state = new NotebookState(fake);
    await state.show({}, FIRST - 1);
    expect(state.end).toBe(FIRST);
    await state.show({}, FIRST);
    expect(state.end).toBe(FIRST + PAGE);
    await state.show({}, 612);
    expect(state.end).toBe(620);
    fake.marks.remove("m3");
    await state.refresh();
    expect([state.end, state.total]).toEqual([620, 699]);
  });

  it("keeps what is shown until the newer answer is there, whichever comes first", async () => {
    const fake = fakeBackend();
    fillNotebook(fake);
    const state = new NotebookState(fake);
    await state.show({});
    const answers = new Map<string, (answer: Notebook) => void>();
    vi.spyOn(fake, "notebook").mockImplementation(
      ({ text = "" }) => new Promise((resolve) => answers.set(text, resolve)),
    );
    const first = state.show({ text: "l" });
    const second = state.show({ text: "le" });
    expect(state.end).toBe(5);
    const { counts } = state;
    if (!counts) throw new Error("no counts");
    answers.get("le")?.({ total: 1, entries: [marked("lens")], counts });
    await second;
    answers.get("l")?.({ total: 2, entries: [marked("light"), marked("lens")], counts });
    await first;
    expect(state.entries.map(({ id }) => id)).toEqual(["lens"]);
  });

  it("says what went wrong, keeps the list, and tries again", async () => {
    const fake = fakeBackend();
    fillMany(fake, 60);
    const state = new NotebookState(fake);
    await state.show({});
    const asked = vi.spyOn(fake, "notebook").mockRejectedValueOnce(new Error("disk"));
    await state.more();
    expect([state.error?.message, state.end]).toEqual(["disk", FIRST]);
    await state.more();
    expect(asked.mock.calls).toHaveLength(1);
    await state.retry();
    expect([state.error, state.end]).toEqual([null, 60]);
  });
});

describe("selecting marks", () => {
  const listed = ["a", "b", "c", "d", "e"].map((id) => marked(id));
  const [a, b, , d] = listed;
  const ids = (selection: MarkSelection<NotebookEntry>) => [...selection.chosen.keys()];

  it("takes a range from the last one on, and out again", () => {
    if (!a || !b || !d) throw new Error("too few");
    const selection = new MarkSelection<NotebookEntry>();
    selection.toggle(b, listed);
    selection.toggle(d, listed, true);
    expect(ids(selection)).toEqual(["b", "c", "d"]);
    selection.toggle(a, listed, true);
    expect(ids(selection).sort()).toEqual(["a", "b", "c", "d"]);
    selection.toggle(b, listed);
    expect(selection.has("b")).toBe(false);
  });

  it("forgets what the list lost, and knows what is newer", () => {
    const selection = new MarkSelection<NotebookEntry>();
    selection.take([...listed, marked("beyond")]);
    const now = listed.slice(1).map((one) => ({ ...one, tags: ["new"] }));
    selection.follow(listed, now);
    expect(ids(selection).sort()).toEqual(["b", "beyond", "c", "d", "e"]);
    expect(selection.chosen.get("b")?.tags).toEqual(["new"]);
  });
});

describe("groups", () => {
  it("are by what the list is ordered by, each run under one heading", () => {
    const entries = [
      marked("a", { color: "rose", tags: ["x", "y"] }),
      marked("b", { color: "rose", tags: ["x"] }),
      marked("c", { color: null }),
      kept("d"),
    ];
    const names = { ...NO_NAMES, rose: "important" };
    const shown = (order: "color" | "tag" | "date" | "article") =>
      groupsOf(entries, order, names).map(({ title, from, entries: { length } }) => [
        title,
        from,
        length,
      ]);
    expect(shown("color")).toEqual([
      ["Important", 0, 2],
      ["Without a colour", 2, 2],
    ]);
    expect(shown("tag")).toEqual([
      ["x", 0, 2],
      ["Without a tag", 2, 2],
    ]);
    expect(shown("date")).toEqual([["Today", 0, 4]]);
    expect(shown("article")).toEqual([["Lighthouse", 0, 4]]);
  });

  it("of a digest are the sections, and what has no place", () => {
    const entries = [
      marked("lead"),
      marked("one", { address: `${LIGHTHOUSE}#history` }),
      marked("two", { address: `${LIGHTHOUSE}#the-light` }),
      marked("lost", { address: `${LIGHTHOUSE}#history`, status: "orphaned" }),
    ];
    const titles = digestOf(entries, new Map([["history", "History"]])).map(({ title }) => title);
    expect(titles).toEqual([
      null,
      "History",
      "the light",
      "Words that are not in the article any more",
    ]);
  });

  it("know the article of a bookmark of one of its sections", () => {
    const section = { title: "Lighthouse: Keepers", sectionTitle: "Keepers" };
    expect(articleTitleOf(kept("k", section))).toBe("Lighthouse");
    expect(articleTitleOf(kept("k", { ...section, title: "My name" }))).toBe("Lighthouse");
  });
});

describe("backups of the fake library", () => {
  it("tell how both sides differ, restore and merge", async () => {
    const fake = fakeBackend();
    fillNotebook(fake);
    const name = fake.backups.keep();
    fake.marks.remove("lens");
    fake.marks.update("light", { note: "Another" });
    fake.marks.put(annotation("new"));
    const preview = await fake.previewCopy(name);
    expect(preview.annotations).toEqual({ same: 2, different: 1, here: 1, there: 1 });
    const merged = await fake.restoreBackup(preview.id, true);
    expect([merged.versions, fake.marks.list({}).length]).toEqual([1, 5]);
    await expect(fake.restoreBackup(preview.id, false)).rejects.toMatchObject({
      code: "invalid-input",
    });
    const again = await fake.previewCopy(name);
    await fake.restoreBackup(again.id, false);
    expect(fake.marks.list({}).map(({ id }) => id)).toEqual(["light", "lens", "tower", "gone"]);
    expect((await fake.listCopies())[0]?.name).not.toBe(name);
  });
});
