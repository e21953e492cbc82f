import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Backend } from "../src/backend/backend";
import { fakeBackend } from "../src/backend/fake";
import type { SearchResults } from "../src/generated/SearchResults";
import type { Suggestion } from "../src/generated/Suggestion";
import { SearchState } from "../src/state/search.svelte";
import { LIGHTHOUSE, settle, startedApp } from "./helpers";

/** A backend whose answers come when the test says so. */
class SlowBackend {
  readonly suggesting: { text: string; answer: (rows: Suggestion[]) => void }[] = [];
  readonly searching: {
    text: string;
    answer: (found: SearchResults) => void;
    refuse: (reason: unknown) => void;
  }[] = [];
  readonly backend: Backend = {
    ...fakeBackend(),
    suggest: (text) =>
      new Promise((answer) => {
        this.suggesting.push({ text, answer });
      }),
    search: (text) =>
      new Promise((answer, refuse) => {
        this.searching.push({ text, answer, refuse });
      }),
  };
}

const title = (name: string): Suggestion => ({
  title: name,
  address: `pandect://demo/${name}`,
  collection: "demo",
  collectionTitle: "Demo",
  misspelt: false,
});
const found = (...names: string[]): SearchResults => ({
  total: names.length,
  results: names.map((name) => ({ ...title(name), snippet: { text: "", hits: [] }, score: 1 })),
  relaxed: false,
  ignored: [],
  marks: [],
  didYouMean: null,
});

describe("search while typing", () => {
  let slow: SlowBackend;
  let search: SearchState;

  beforeEach(() => {
    vi.useFakeTimers();
    slow = new SlowBackend();
    search = new SearchState(slow.backend, () => ["earlier"]);
    return () => vi.useRealTimers();
  });

  /** What was found; the way to all of it stands behind that in any case. */
  const ids = () => search.rows.filter((row) => row.kind !== "all").map((row) => row.id);

  it("asks for titles on each key and for text when typing rests", async () => {
    search.type("l");
    search.type("li");
    search.type("lig");
    expect(slow.suggesting.map(({ text }) => text)).toEqual(["l", "li", "lig"]);
    expect(slow.searching).toEqual([]);
    await vi.runAllTimersAsync();
    expect(slow.searching.map(({ text }) => text)).toEqual(["lig"]);
  });

  it("opens a title that is only like what was typed where no text has that", async () => {
    const near = { ...title("lighthouse"), misspelt: true };
    for (const [names, kind] of [
      [["article"], "all"],
      [[], "title"],
    ] as const) {
      slow = new SlowBackend();
      search = new SearchState(slow.backend, () => []);
      search.type("lighthuose");
      const choice = search.choice();
      slow.suggesting[0]?.answer([near]);
      await settle();
      // Enter does not wait for typing to rest.
      slow.searching[0]?.answer(found(...names));
      expect((await choice)?.kind).toBe(kind);
      await vi.runAllTimersAsync();
      expect(slow.searching.length).toBe(1);
    }
  });

  it("drops answers that come too late", async () => {
    search.type("a");
    search.type("ab");
    slow.suggesting[1]?.answer([title("ab")]);
    slow.suggesting[0]?.answer([title("a")]);
    await settle();
    expect(ids()).toEqual(["title:pandect://demo/ab"]);
  });

  it("keeps what is shown until its better is there", async () => {
    search.type("a");
    slow.suggesting[0]?.answer([title("apple")]);
    await vi.runAllTimersAsync();
    slow.searching[0]?.answer(found("tree"));
    await settle();
    const before = ids();
    expect(before).toEqual(["title:pandect://demo/apple", "text:pandect://demo/tree"]);
    search.type("ab");
    await vi.runAllTimersAsync();
    expect(ids()).toEqual(before);
    expect(search.settled).toBe(false);
    slow.suggesting[1]?.answer([title("abbey")]);
    await settle();
    expect(ids()).toEqual(["title:pandect://demo/abbey", "text:pandect://demo/tree"]);
    slow.searching[1]?.answer(found());
    await settle();
    expect(ids()).toEqual(["title:pandect://demo/abbey"]);
    expect(search.settled).toBe(true);
  });

  it("shows titles first, then text, then the person's own", async () => {
    search.type("a");
    await vi.runAllTimersAsync();
    slow.searching[0]?.answer({
      ...found("text"),
      total: 5,
      marks: [
        { kind: "annotation", id: "1", address: "", title: "", snippet: { text: "", hits: [] } },
      ],
    });
    slow.suggesting[0]?.answer([title("a")]);
    await settle();
    expect(search.rows.map((row) => row.kind)).toEqual(["title", "result", "mark", "all"]);
  });

  it("does not lose the chosen row when rows come before it", async () => {
    search.type("a");
    await vi.runAllTimersAsync();
    slow.searching[0]?.answer(found("one", "two"));
    await settle();
    search.move(1);
    search.move(1);
    expect(search.current?.id).toBe("text:pandect://demo/two");
    slow.suggesting[0]?.answer([title("a")]);
    await settle();
    expect(search.current?.id).toBe("text:pandect://demo/two");
    search.move(1);
    search.move(1);
    expect(search.current?.id).toBe("title:pandect://demo/a");
  });

  it("opens on Enter the first title of what was typed last", async () => {
    search.type("a");
    slow.suggesting[0]?.answer([title("apple")]);
    await settle();
    search.type("b");
    const choice = search.choice();
    slow.suggesting[1]?.answer([title("bear")]);
    expect((await choice)?.id).toBe("title:pandect://demo/bear");
  });

  it("says what went wrong, but not that it was cancelled", async () => {
    search.type("a");
    await vi.runAllTimersAsync();
    slow.searching[0]?.refuse({ code: "cancelled", message: "newer", hint: null });
    await settle();
    expect(search.error).toBeNull();
    search.type("b");
    await vi.runAllTimersAsync();
    slow.searching[1]?.refuse({ code: "damaged", message: "the index is damaged", hint: null });
    await settle();
    expect(search.error?.code).toBe("damaged");
    search.type("c");
    expect(search.error).toBeNull();
  });

  it("shows recent searches while the box is empty, and chooses none by itself", () => {
    search.start();
    expect(ids()).toEqual(["recent:earlier", "clear"]);
    expect(search.current).toBeNull();
    search.move(1);
    expect(search.current?.id).toBe("recent:earlier");
  });

  it("gives back on Escape what was in the box", () => {
    search.start();
    search.type("x");
    search.cancel();
    expect([search.open, search.text]).toEqual([false, ""]);
  });

  it("leads on Enter to all results where no title fits, or signs ask for the text", async () => {
    search.type("deep water");
    slow.suggesting[0]?.answer([]);
    await vi.runAllTimersAsync();
    slow.searching[0]?.answer(found("one", "two"));
    await settle();
    expect((await search.choice())?.kind).toBe("all");
    search.type('"deep water"');
    slow.suggesting[1]?.answer([title("Deep water")]);
    await settle();
    expect((await search.choice())?.kind).toBe("all");
    search.move(1);
    expect((await search.choice())?.kind).toBe("title");
  });

  it("offers a corrected query as a row", async () => {
    search.type("lihgt");
    await vi.runAllTimersAsync();
    slow.searching[0]?.answer({ ...found(), didYouMean: "light" });
    await settle();
    expect(ids()).toEqual(["mean"]);
    search.move(1);
    expect(search.current).toMatchObject({ kind: "mean", query: "light" });
  });
});

describe("search in the fake library", () => {
  it("opens a title, remembers it and empties the box", async () => {
    const { app } = await startedApp();
    app.search.type("ligh");
    const row = await app.search.choice();
    expect(row?.id).toBe(`title:${LIGHTHOUSE}`);
    if (row) await app.openRow(row);
    expect(app.page.view?.title).toBe("Lighthouse");
    expect(app.settings.value.recentSearches).toEqual(["Lighthouse"]);
    expect([app.search.open, app.search.text]).toEqual([false, ""]);
  });

  it("shows a redirect as its target", async () => {
    const { app } = await startedApp();
    app.search.type("lightship");
    const row = await app.search.choice();
    expect(row?.kind === "title" && row.suggestion.redirectFrom).toBe("Lightship");
    expect(row?.kind === "title" && row.suggestion.title).toBe("Lightvessel");
  });
});
