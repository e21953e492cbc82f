import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Fake } from "../src/backend/fake";
import { SUMMARY } from "../src/backend/demo/jobs";
import { REPORT } from "../src/backend/demo/library";
import type { App } from "../src/state/app.svelte";
import { collectionMenu } from "../src/state/collection-menus";
import { CollectionEdits } from "../src/state/collection-edits.svelte";
import { job, LIGHTHOUSE, settle } from "./helpers";
import { button, buttons, eachInWindow, press } from "./shown";

const at = eachInWindow();
let app: App;
let fake: Fake;

beforeEach(() => {
  ({ app, fake } = at);
  fake.library.fill();
  fake.library.change("places", { index: "ready" });
});

const main = () => document.getElementById("reading") ?? document.body;
const box = () => document.querySelector<HTMLInputElement>('[role="combobox"]') as HTMLInputElement;
const listed = () =>
  [...main().querySelectorAll("[data-index] button")].map((one) => one.textContent.trim());
const status = () =>
  [...main().querySelectorAll('[role="status"]')].map((one) => one.textContent.trim());
const filter = (name: string) => {
  const all = [...main().querySelectorAll<HTMLButtonElement>("aside button")];
  const found = all.find((one) => one.querySelector("bdi")?.textContent === name);
  if (!found) throw new Error(`no filter ${name}`);
  return found;
};
const focused = () => document.activeElement?.textContent.trim();

async function type(text: string): Promise<void> {
  await press("/");
  box().value = text;
  box().dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}

async function results(query: string): Promise<void> {
  await app.showResults(query);
  await settle();
  await settle();
}

describe("the page of results", () => {
  it("is opened by Ctrl+Enter, and by Enter where no title fits", async () => {
    await type("lighthouse");
    await press("Enter", { ctrlKey: true });
    expect(app.page.results).toEqual({ query: "lighthouse" });
    await type("mushroom");
    await press("Enter");
    await settle();
    expect(app.page.results).toEqual({ query: "mushroom" });
    expect(main().querySelector("h1")?.textContent).toContain("mushroom");
    expect(document.title).toBe("All results for “mushroom” — Pandect");
    expect([box().value, app.search.open]).toEqual(["mushroom", false]);
    await type("lighthouse");
    await press("Enter");
    await settle();
    expect(app.page.view?.title).toBe("Lighthouse");
    expect(box().value).toBe("");
  });

  it("is offered at the end of the sheet, with how many there are", async () => {
    vi.useFakeTimers();
    await type("harbour");
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    await settle();
    const options = [...document.querySelectorAll<HTMLElement>('[role="option"]')];
    expect(options.at(-1)?.textContent).toContain("Show all 2,285 results");
    options.at(-1)?.click();
    await settle();
    expect(app.page.results).toEqual({ query: "harbour" });
  });

  it("says how many there are, and lists more below those that are there", async () => {
    await results("harbour");
    expect(status()).toContain("2,285 articles");
    const before = listed();
    expect(before).toHaveLength(20);
    button("Show 20 more").focus();
    button("Show 20 more").click();
    await settle();
    await settle();
    expect(listed()).toHaveLength(40);
    expect(listed().slice(0, 20)).toEqual(before);
    expect(status()).toContain("40 of 2,285 are listed");
    expect(focused()).toBe(listed()[20]);
  });

  it("is narrowed down by filters, which can be taken away again", async () => {
    await results("harbour");
    expect(filter("Russian").textContent).toContain("30");
    filter("Russian").click();
    await settle();
    await settle();
    expect(status()).toContain("30 articles");
    expect(filter("Russian").getAttribute("aria-pressed")).toBe("true");
    filter("Ferry ports").click();
    await settle();
    await settle();
    expect(status()).toContain("8 articles");
    button("Remove the filter Language: Russian").click();
    await settle();
    await settle();
    expect(app.page.results).toEqual({ query: "harbour", category: "Ferry ports" });
    expect(status()).toContain("571 articles");
    expect(buttons("Remove all filters")).toEqual([]);
    await app.move(-1);
    expect(app.page.front).toBe(true);
  });

  it("is gone through by J, K and the arrows, and Enter's click steps through the hits", async () => {
    await results("lighthouse in:demo");
    const [first, second] = listed();
    await press("j");
    expect(focused()).toBe(first);
    await press("ArrowDown");
    expect(focused()).toBe(second);
    await press("k");
    expect(focused()).toBe(first);
    await press("ArrowUp");
    expect(document.activeElement).toBe(main());
    await press("ArrowDown");
    (document.activeElement as HTMLElement).click();
    await settle();
    expect(app.page.view?.title).toBe(first);
    await vi.waitFor(() => {
      expect(app.page.hits?.query).toBe("lighthouse in:demo");
    });
    await app.move(-1);
    await settle();
    expect(listed()[0]).toBe(first);
  });

  it("leaves keys alone while something is typed", async () => {
    await results("lighthouse");
    await type("tide");
    await press("j");
    await press("ArrowDown");
    expect(document.activeElement).toBe(box());
  });

  it("shows the person's own in a part of its own", async () => {
    await fake.addBookmark({ address: LIGHTHOUSE });
    await results("lighthouse");
    const own = main().querySelector('section[aria-labelledby="results-marks"]');
    expect(own?.textContent).toContain("Lighthouse");
    await results("tide");
    expect(main().querySelector('section[aria-labelledby="results-marks"]')).toBeNull();
  });

  it("tells what was left out, what is only near, and what may have been meant", async () => {
    await results('lihthouse gallery "');
    expect(status()).toContain("No article has all of these words. These 2 have some of them.");
    expect(main().textContent).toContain("The quotation mark has no partner");
    button('Did you mean “lighthouse gallery "”?').click();
    await settle();
    await settle();
    expect(app.page.results?.query).toBe('lighthouse gallery "');
    expect(listed()).toContain("Lighthouse");
  });

  it("tells whose text is not searched, where that is asked for", async () => {
    fake.library.change("places", { index: "titles" });
    await app.collections.load();
    await results("tide");
    const said = "is not searched, only its titles.";
    expect(main().textContent).toContain(said);
    app.page.narrow({ query: "tide", collection: "starter" });
    await settle();
    await settle();
    expect(main().textContent).not.toContain(said);
    fake.library.change("places", { index: "ready" });
    await app.collections.load();
    await results("tide");
    expect(main().textContent).not.toContain(said);
  });

  it("looks again when another collection is searched, or one no more", async () => {
    fake.library.change("places", { index: "titles" });
    await app.collections.load();
    await results("harbour");
    const withoutPlaces = listed();
    fake.library.change("places", { index: "ready" });
    await app.collections.load();
    await settle();
    const withPlaces = listed();
    expect(withPlaces.length).toBeGreaterThan(withoutPlaces.length);
    await app.collections.setSearched("places", false);
    await settle();
    expect(listed()).toEqual(withoutPlaces);
    const search = vi.spyOn(fake, "search");
    await app.collections.load();
    await settle();
    expect(search).not.toHaveBeenCalled();
    // The search of the box is not cut short by it.
    await type("lighthouse");
    await app.collections.setSearched("places", true);
    await settle();
    expect(listed()).toEqual(withoutPlaces);
    await press("Escape");
    await press("Escape");
    await settle();
    expect(listed()).toEqual(withPlaces);
  });

  it("helps where nothing was found", async () => {
    await results("mushroom in:places");
    expect(main().textContent).toContain("Nothing found for “mushroom in:places”");
    button("Search all collections").click();
    await settle();
    expect(app.page.results).toEqual({ query: "mushroom" });
    expect(listed()).toEqual(["Lightvessel"]);
    app.page.narrow({ query: "mushroom", language: "ru" });
    await settle();
    await settle();
    button("Search without filters").click();
    await settle();
    expect(listed()).toEqual(["Lightvessel"]);
    await results("lightship in:places");
    expect(main().querySelector('[aria-labelledby="results-titles"]')?.textContent).toContain(
      "Lightvessel",
    );
  });
});

describe("collections that are left out of searches", () => {
  const offered = () =>
    [...main().querySelectorAll(".ways button")].map((one) => one.textContent.trim());
  const leaveOut = async (...names: string[]) => {
    for (const name of names) fake.library.change(name, { searched: false });
    await app.collections.load();
  };

  it("are offered where nothing was found, and searched when asked for", async () => {
    await leaveOut("places");
    await results("Abbormouth");
    expect(offered()).toEqual(["Search Gazetteer of harbours", "Search My notes"]);
    const search = vi.spyOn(fake, "search");
    button("Search Gazetteer of harbours").click();
    await settle();
    await settle();
    expect(app.page.results).toEqual({ query: "Abbormouth", collection: "places" });
    expect(search.mock.calls.map(([, options]) => options.collection)).toEqual(["places"]);
    expect(listed()).toContain("Abbormouth");
    expect(buttons("Remove the filter Collection: Gazetteer of harbours")).toHaveLength(1);
  });

  it("are not offered where that would find nothing", async () => {
    await leaveOut("places", "charts");
    fake.library.change("notes", { index: "titles" });
    await app.collections.load();
    await results("mushroomless");
    expect(offered()).toEqual(["Search Gazetteer of harbours"]);
    app.page.narrow({ query: "mushroomless", collection: "places" });
    await settle();
    await settle();
    expect(offered()).toEqual(["Search without filters"]);
    await results("mushroomless in:demo");
    expect(offered()).toEqual(["Search all collections"]);
    await app.collections.setSearched("places", true);
    await results("mushroomless");
    expect(offered()).toEqual([]);
  });

  it("are four at most", async () => {
    for (const name of ["a", "b", "c", "d"]) {
      fake.library.add(name, `Volume ${name}`, REPORT);
      fake.library.change(name, { index: "ready", searched: false });
    }
    await app.collections.load();
    await results("mushroomless");
    expect(offered()).toHaveLength(4);
  });
});

describe("the ways to search", () => {
  const help = () => document.querySelector('[role="dialog"][aria-labelledby="search-help"]');

  it("are shown by F1 in the box, and put what is chosen into it", async () => {
    await type("tide ");
    await press("F1");
    expect(app.overlays.dialog).toBeNull();
    expect(help()?.querySelectorAll("li").length).toBe(10);
    expect(focused()).toContain('"green tea"');
    await press("ArrowDown");
    await press("ArrowDown");
    (document.activeElement as HTMLElement).click();
    await settle();
    expect(help()).toBeNull();
    expect([box().value, box().selectionStart, document.activeElement]).toEqual([
      "tide -",
      6,
      box(),
    ]);
  });

  it("tell of every sign there is", async () => {
    button("Ways to search").click();
    await settle();
    const examples = [...(help()?.querySelectorAll("code") ?? [])].map((one) => one.textContent);
    const signs = [/^"/u, /^-\w/u, /\*$/u, / OR /u, /^title:/u, /^in:/u, /^lang:/u, /^category:"/u];
    for (const sign of [...signs, /^-lang:/u, /^-category:/u]) {
      expect([sign, examples.some((one) => sign.test(one))]).toEqual([sign, true]);
    }
  });

  it("give the box back on Escape, with what was found", async () => {
    await type("tide");
    await press("F1");
    await press("Escape");
    expect([help(), app.search.open, document.activeElement]).toEqual([null, true, box()]);
  });
});

describe("related articles", () => {
  const related = () =>
    [...document.querySelectorAll('section[aria-labelledby="related"] li')].map((one) =>
      one.textContent.replace(/\s+/gu, " ").trim(),
    );

  it("stand under an article, with their collection where it is another", async () => {
    await app.open(LIGHTHOUSE);
    await settle();
    await settle();
    expect(related()).toHaveLength(6);
    expect(related()).toContain("Lightvessel");
    expect(related().at(-1)).toContain("Gazetteer of harbours");
    document.querySelector<HTMLElement>('section[aria-labelledby="related"] a')?.click();
    await settle();
    await settle();
    expect(app.page.view?.title).toBe("Lightvessel");
    expect(related()).not.toContain("Lightvessel");
  });

  it("are not there where there are none, or they cannot be had", async () => {
    const asked = vi.spyOn(fake, "relatedArticles").mockResolvedValueOnce([]);
    await app.open(LIGHTHOUSE);
    await settle();
    expect([asked.mock.calls.length, related()]).toEqual([1, []]);
    asked.mockRejectedValueOnce(new Error("gone"));
    await app.open("pandect://demo/tide");
    await settle();
    expect([related(), app.toasts.shown]).toEqual([[], null]);
  });
});

describe("making indexes", () => {
  it("takes as much memory as the person allows", async () => {
    app.showPanel("collections");
    await settle();
    const choice = document.querySelector<HTMLSelectElement>(".memory select");
    if (!choice) throw new Error("no choice");
    expect([...choice.options].map((one) => one.textContent)).toEqual([
      "64 MB",
      "128 MB",
      "256 MB",
      "512 MB",
    ]);
    expect(choice.value).toBe("64");
    choice.value = "256";
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    await app.settings.flush();
    expect(fake.saved.settings?.indexMemory).toBe(256);
  });

  it("is told of before it begins, where it takes a while", async () => {
    const propose = async (indexSeconds: number) => {
      const summary = { ...SUMMARY, indexSeconds };
      fake.setJobs([job(1, { state: "proposed", summary })]);
      await settle();
      return document.querySelector(".side")?.textContent ?? "";
    };
    expect(await propose(190)).toContain("Making the index takes about 3 minutes");
    expect(await propose(5)).not.toContain("Making the index");
    expect(await propose(0)).not.toContain("Making the index");
  });

  it("is offered for what has an index and for what has none, which say so", async () => {
    fake.library.change("places", { index: "titles" });
    await app.collections.load();
    app.showPanel("collections");
    await settle();
    const edits = new CollectionEdits(app.collections);
    const items = (name: string) => {
      const found = app.collections.find(name);
      return found ? collectionMenu(app, edits, found).flat() : [];
    };
    const labels = (name: string) => items(name).map(({ label }) => label);
    expect(labels("demo")).toContain("Rebuild the index");
    expect(labels("places")).toContain("Make it searchable");
    const takes = document.querySelector('[data-collection="places"] .takes');
    expect(takes?.textContent.trim()).toBe("About 310 MB on this disk, and 3 minutes");
    const row = document.querySelector('[data-collection="demo"] .name');
    expect(row?.getAttribute("title")).toBe("Titles and text can be searched");
    items("places")
      .find(({ label }) => label === "Make it searchable")
      ?.run();
    expect(fake.calls).toContain("indexCollection places");
  });
});
