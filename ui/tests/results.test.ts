import { beforeEach, describe, expect, it, vi } from "vitest";
import { isAddress, resultsAddress, resultsOf, type ResultsPlace } from "../src/address";
import type { Backend } from "../src/backend/backend";
import { fakeBackend, type Fake } from "../src/backend/fake";
import { hasOperators, inAllCollections, plainWords, withSigns } from "../src/state/query";
import { PAGE, ResultsState } from "../src/state/results.svelte";
import { LIGHTHOUSE, settle, startedApp } from "./helpers";

/** A library whose gazetteer can be searched by its text. */
function filled(): Fake {
  const fake = fakeBackend();
  fake.library.fill();
  fake.library.change("places", { index: "ready" });
  return fake;
}

const titles = (state: ResultsState) => state.answer?.results.map(({ title }) => title) ?? [];

describe("addresses of results", () => {
  const places: ResultsPlace[] = [
    { query: "lighthouse" },
    { query: 'a?b & "c" -d = ملاحة 50 %', collection: "demo", language: "en" },
    { query: "lighthouse", category: "Q&A? 50 % = ملاحة" },
  ];

  it("name the query and its filters, whatever is in them", () => {
    for (const place of places) expect(resultsOf(resultsAddress(place))).toEqual(place);
  });

  it("are no addresses of articles, nor the other way round", () => {
    for (const place of places) expect(isAddress(resultsAddress(place))).toBe(false);
    for (const other of [LIGHTHOUSE, "", "browse:demo"]) expect(resultsOf(other)).toBeNull();
  });
});

describe("the query language, as the window needs it", () => {
  it("knows a query with signs from a title", () => {
    const signs = ['"exact words"', "sea -fog", "light*", "title:sea", "a OR b", "in:demo x"];
    for (const query of [...signs, "-lang:de x", 'x category:"Tea houses"']) {
      expect([query, hasOperators(query)]).toEqual([query, true]);
    }
    for (const query of ["well-being", "either or", "Alien: Covenant", "C*-algebra", "in: and out"])
      expect([query, hasOperators(query)]).toEqual([query, false]);
  });

  it("takes the signs away", () => {
    expect(plainWords('title:sea "high tide" -fog -lang:de in:demo wat* OR ice')).toBe(
      "sea high tide wat ice",
    );
    expect(inAllCollections('in:demo sea -in:"my notes" lang:de')).toBe("sea lang:de");
  });

  it("puts signs where they belong, and writing on inside them", () => {
    const phrase = { before: '"', after: '"' };
    expect(withSigns("", 0, 0, phrase)).toEqual({ text: '""', caret: 1 });
    expect(withSigns("sea", 3, 3, phrase)).toEqual({ text: 'sea ""', caret: 5 });
    expect(withSigns("high tide", 0, 9, phrase)).toEqual({ text: '"high tide"', caret: 10 });
    const star = { before: "", after: "*", joined: true };
    expect(withSigns("sec", 3, 3, star)).toEqual({ text: "sec*", caret: 3 });
  });
});

describe("search in the demo library", () => {
  const search = (text: string, options = {}) => filled().search(text, options);
  const found = async (text: string) =>
    (await search(text, { limit: 200 })).results.map(({ title }) => title);

  it("understands every sign", async () => {
    const all = await found("in:demo lighthouse");
    expect(all).toContain("Fresnel lens");
    expect(await found('in:demo "work of a lighthouse"')).toEqual(["Lightvessel"]);
    expect(await found("in:demo lighthouse -fresnel")).not.toContain("Fresnel lens");
    expect(await found("in:demo title:light*")).toEqual(["Lighthouse", "Lightvessel"]);
    expect((await found("mushroom OR diaphone")).sort()).toEqual(["Fog signal", "Lightvessel"]);
    expect(await found("lang:ar lighthouse")).toEqual(["منارة"]);
    expect(await found("in:demo -lang:en lighthouse")).toEqual(["منارة"]);
    expect((await found("category:Navigation lighthouse")).sort()).toEqual([
      "Lighthouse",
      "Lightvessel",
    ]);
    expect(await found("in:demo -category:navigation lighthouse")).not.toContain("Lightvessel");
  });

  it("counts each kind with the other filters, and as many as are found", async () => {
    const fake = filled();
    const filters = await fake.searchFilters("harbour", { category: "Ferry ports" });
    expect(filters.collections).toEqual([
      { value: "places", title: "Gazetteer of harbours", count: 571 },
    ]);
    expect(filters.categories.length).toBeGreaterThan(4);
    for (const { value, count } of filters.languages) {
      const { total } = await fake.search("harbour", { category: "Ferry ports", language: value });
      expect([value, count]).toEqual([value, total]);
    }
    for (const { value, count } of filters.categories) {
      expect(count).toBe((await fake.search("harbour", { category: value })).total);
    }
  });

  it("corrects a word, and gives some where none has all", async () => {
    const none = await search("lihthouse");
    expect([none.total, none.didYouMean]).toEqual([0, "lighthouse"]);
    const some = await search("gallery zebra");
    expect([some.relaxed, some.total]).toEqual([true, 2]);
    expect((await search("lighthouse")).didYouMean).toBeNull();
  });

  it("leaves alone what has no index, is left out of searches or is not chosen", async () => {
    const fake = filled();
    fake.library.change("places", { index: "titles" });
    expect((await fake.search("harbour", {})).total).toBe(2);
    fake.library.change("places", { index: "ready", searched: false });
    expect((await fake.search("harbour", {})).total).toBe(2);
    expect((await fake.search("harbour", { collection: "places" })).total).toBe(2283);
  });
});

describe("the results of a query", () => {
  let fake: Fake;
  let results: ResultsState;

  beforeEach(() => {
    fake = filled();
    results = new ResultsState(fake);
  });

  it("come by twenty, without a gap or a repetition", async () => {
    await results.show({ query: "harbour" });
    expect(titles(results)).toHaveLength(PAGE);
    expect(await results.more()).toBe(PAGE);
    expect(new Set(titles(results)).size).toBe(2 * PAGE);
    expect(results.answer?.total).toBe(2285);
    const { results: all } = await fake.search("harbour", { limit: 2 * PAGE });
    expect(titles(results)).toEqual(all.map(({ title }) => title));
  });

  it("end where there are no more", async () => {
    await results.show({ query: "lighthouse", collection: "demo" });
    expect(results.ended).toBe(true);
    expect(await results.more()).toBeNull();
  });

  it("are read up to where the person was, however far that is", async () => {
    await results.show({ query: "harbour" }, 433);
    expect(titles(results)).toHaveLength(440);
  });

  it("are narrowed down, and the numbers follow", async () => {
    await results.show({ query: "harbour" });
    await settle();
    expect(results.filters?.languages.map(({ value }) => value)).toEqual(["en", "ru", "ar"]);
    await results.show(results.with("language", "ru"));
    await settle();
    expect(results.chosen).toEqual([{ kind: "language", value: "ru" }]);
    expect(results.answer?.total).toBe(30);
    expect(results.filters?.collections.map(({ count }) => count)).toEqual([30]);
    await results.show(results.with("category", "Ferry ports"));
    expect(results.answer?.total).toBe(8);
    await results.show(results.with("language", null));
    expect(results.place).toEqual({ query: "harbour", category: "Ferry ports" });
  });

  it("are asked for again when typing has taken the library's attention away", async () => {
    const shown = results.show({ query: "harbour" });
    const typed = fake.search("tide", {});
    await Promise.all([shown, typed]);
    expect([results.answer, results.interrupted, results.error]).toEqual([null, true, null]);
    await results.again();
    expect([titles(results).length, results.interrupted]).toEqual([PAGE, false]);
  });

  it("say what went wrong", async () => {
    vi.spyOn(fake, "search").mockRejectedValueOnce({
      code: "damaged",
      message: "the index is damaged",
      hint: null,
    });
    await results.show({ query: "harbour" });
    expect(results.error?.code).toBe("damaged");
    await results.again();
    expect([results.error, titles(results).length]).toEqual([null, PAGE]);
  });

  it("do without filters where these cannot be had", async () => {
    vi.spyOn(fake, "searchFilters").mockRejectedValue(new Error("gone"));
    await results.show({ query: "harbour" });
    await settle();
    expect([results.filters, results.error, titles(results).length]).toEqual([null, null, PAGE]);
  });

  it("never wait for the numbers, nor for those of another query", async () => {
    const answers: ((filters: Awaited<ReturnType<Backend["searchFilters"]>>) => void)[] = [];
    vi.spyOn(fake, "searchFilters").mockImplementation(
      () => new Promise((answer) => answers.push(answer)),
    );
    await results.show({ query: "harbour" });
    await results.show({ query: "tide" });
    const empty = { collections: [], languages: [], categories: [] };
    answers[0]?.(empty);
    await settle();
    expect([results.filters, titles(results)[0]]).toEqual([null, "Tide"]);
    await results.more();
    answers[1]?.(empty);
    await settle();
    expect(results.filters).toBe(empty);
  });

  it("are titles that come near where no text has the words", async () => {
    await results.show({ query: 'lightship in:places "' });
    await settle();
    expect(results.answer?.total).toBe(0);
    expect(results.titles.map(({ title }) => title)).toEqual(["Lightvessel"]);
  });
});

describe("the trail", () => {
  it("holds results with their filters and the place in them, and goes back past the narrowing", async () => {
    const { app, fake } = await startedApp((one) => {
      one.library.fill();
    });
    await app.open(LIGHTHOUSE);
    await app.showResults("sea");
    app.page.narrow({ query: "sea", language: "en" });
    const narrowed = app.page.results;
    if (!narrowed) throw new Error("no results");
    app.page.keepInResults(narrowed, { position: 3, offset: 5, read: 0 });
    await app.open("pandect://demo/tide");
    expect([app.page.results, app.page.front]).toEqual([null, false]);
    await app.move(-1);
    expect(app.page.results).toEqual({ query: "sea", language: "en" });
    expect(app.page.trail.place).toEqual({ position: 3, offset: 5, read: 0 });
    expect(app.title).toBe("All results for “sea”");
    await app.move(-1);
    expect(app.page.view?.title).toBe("Lighthouse");
    await settle();
    expect(app.settings.value.recentSearches).toEqual(["sea"]);
    expect((await fake.listVisits(9)).length).toBe(2);
  });
});
