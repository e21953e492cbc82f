import { mount, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import AppWindow from "../src/App.svelte";
import { browseAddress, browseOf, isAddress, type BrowsePlace } from "../src/address";
import { fakeBackend } from "../src/backend/fake";
import { blocksOf, BrowseState, initialAt } from "../src/state/browse.svelte";
import { Listing, PAGE } from "../src/state/listing.svelte";
import { Trail } from "../src/state/trail.svelte";
import { LIGHTHOUSE, settle, startedApp } from "./helpers";

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

/** A list of so many numbers. */
const counting = (length: number) =>
  new Listing(async (offset, limit) => numbers(offset, Math.min(length, offset + limit)));

const shown = (listing: Listing<number>) => listing.pages.flatMap(({ entries }) => entries);

const failed = (reason: unknown) => {
  throw reason;
};

describe("addresses of lists", () => {
  const places: BrowsePlace[] = [
    { collection: "demo", list: "articles" },
    { collection: "demo", list: "categories" },
    { collection: "demo", list: "category", category: "Q&A? 50 % = ملاحة" },
    { collection: "demo", list: "category", category: "categories" },
  ];

  it("name the place, whatever the category is called", () => {
    for (const place of places) expect(browseOf(browseAddress(place))).toEqual(place);
    expect(browseAddress({ collection: "demo", list: "articles" })).toBe("browse:demo");
    expect(browseOf("browse:demo?category=%")).toMatchObject({ category: "%" });
  });

  it("are no addresses of articles, nor the other way round", () => {
    for (const place of places) expect(isAddress(browseAddress(place))).toBe(false);
    expect(browseOf(LIGHTHOUSE)).toBeNull();
    expect(browseOf("")).toBeNull();
  });
});

describe("a long list", () => {
  it("is read page by page to its end", async () => {
    const listing = counting(PAGE + 5);
    await listing.begin(0);
    expect(shown(listing)).toEqual(numbers(0, PAGE));
    expect(listing.ended).toBe(false);
    await listing.more();
    expect(shown(listing)).toEqual(numbers(0, PAGE + 5));
    expect(listing.ended).toBe(true);
    await listing.more();
    expect(shown(listing)).toHaveLength(PAGE + 5);
  });

  it("begins anywhere, and goes on at both ends without a gap", async () => {
    const listing = counting(10 * PAGE);
    await listing.begin(PAGE + 7);
    await listing.more();
    await listing.earlier();
    await listing.earlier();
    await listing.earlier();
    expect(shown(listing)).toEqual(numbers(0, 3 * PAGE + 7));
  });

  it("is empty only where there is nothing at all", async () => {
    const none = counting(0);
    expect(none.empty).toBe(false);
    await none.begin(0);
    expect(none.empty).toBe(true);
    const some = counting(3);
    await some.begin(0);
    expect(some.empty).toBe(false);
  });

  it("drops answers that come too late", async () => {
    const answers: ((entries: number[]) => void)[] = [];
    const listing = new Listing<number>(() => new Promise((answer) => answers.push(answer)));
    const first = listing.begin(0);
    const second = listing.begin(500);
    answers[1]?.([500]);
    await second;
    answers[0]?.([0]);
    await first;
    expect(shown(listing)).toEqual([500]);
    expect(listing.busy).toBe(false);
  });

  it("says what went wrong, keeps what it has and tries again", async () => {
    let broken = false;
    const listing = new Listing(async (offset, limit) => {
      if (broken) throw new Error("gone");
      return numbers(offset, offset + limit);
    });
    await listing.begin(0);
    broken = true;
    await listing.more();
    expect(listing.error?.message).toBe("gone");
    await listing.more();
    expect(shown(listing)).toHaveLength(PAGE);
    broken = false;
    await listing.retry();
    expect(listing.error).toBeNull();
    expect(shown(listing)).toHaveLength(2 * PAGE);
  });
});

describe("letters", () => {
  const initials = [
    { initial: "A", offset: 0 },
    { initial: "B", offset: 3 },
    { initial: "Z", offset: 4 },
  ];
  const links = (from: number, to: number) =>
    numbers(from, to).map((number) => ({ title: String(number), address: String(number) }));

  it("hold the articles up to the next one", () => {
    expect(initialAt(initials, 2)?.initial).toBe("A");
    expect(initialAt(initials, 3)?.initial).toBe("B");
    expect(initialAt(initials, 90)?.initial).toBe("Z");
    expect(initialAt([], 1)).toBeNull();
  });

  it("part a page of the list, and head only where they begin", () => {
    const blocks = blocksOf(1, links(1, 6), initials);
    expect(
      blocks.map(({ offset, initial, first, articles }) => [
        offset,
        initial,
        first,
        articles.length,
      ]),
    ).toEqual([
      [1, "A", false, 2],
      [3, "B", true, 1],
      [4, "Z", true, 2],
    ]);
    expect(blocksOf(0, links(0, 2), []).map(({ articles }) => articles.length)).toEqual([2]);
    expect(blocksOf(0, [], initials)).toEqual([]);
  });
});

describe("a collection's list", () => {
  function browse(place: BrowsePlace) {
    const fake = fakeBackend();
    fake.library.fill();
    return new BrowseState(fake, place, failed);
  }

  it("shows the articles from a letter on when one goes to it", async () => {
    const state = browse({ collection: "places", list: "articles" });
    await state.start(null);
    expect(state.initial).toBe(state.initials[0]);
    const letter = state.initials.find(({ initial }) => initial === "S");
    if (!letter) throw new Error("no such letter");
    await state.jump(letter);
    expect(state.blocks[0]).toMatchObject({ offset: letter.offset, initial: "S", first: true });
    expect(state.blocks[0]?.articles[0]?.title.startsWith("S")).toBe(true);
    expect(state.initial).toBe(letter);
    state.reading(letter.offset - 1);
    expect(state.initial?.initial).toBe("R");
    expect(state.main).toContain("pandect://places/");
  });

  it("comes back to where the person was, or to the beginning if that is gone", async () => {
    const state = browse({ collection: "places", list: "articles" });
    await state.start({ position: 700, offset: 12, read: 0 });
    expect(state.articles.start).toBe(700);
    expect(state.articles.pages).toHaveLength(2);
    const shorter = browse({ collection: "demo", list: "articles" });
    await shorter.start({ position: 700, offset: 12, read: 0 });
    expect(shorter.articles.start).toBe(0);
    expect(shorter.blocks.length).toBeGreaterThan(0);
  });

  it("lists the categories, and what is in one", async () => {
    const all = browse({ collection: "demo", list: "categories" });
    await all.start(null);
    const names = all.categories.pages.flatMap(({ entries }) => entries);
    expect(names).toContainEqual({ name: "Navigation", articles: 2 });
    const one = browse({ collection: "demo", list: "category", category: "Navigation" });
    await one.start(null);
    expect(one.blocks.flatMap(({ articles }) => articles.map(({ title }) => title))).toEqual([
      "Lighthouse",
      "Lightvessel",
    ]);
  });
});

describe("the trail", () => {
  const list = browseAddress({ collection: "demo", list: "articles" });
  const category = browseAddress({ collection: "demo", list: "category", category: "Optics" });

  it("holds lists as it holds articles", () => {
    const trail = new Trail();
    trail.restore([list, LIGHTHOUSE, category], 2, { position: 3, offset: 0, read: 0 });
    expect([trail.address, trail.before]).toEqual([category, LIGHTHOUSE]);
    expect(trail.place?.position).toBe(3);
  });

  it("goes through them, back to where the person was, and visits nothing", async () => {
    const { app, fake } = await startedApp();
    await app.browse("demo");
    const place = app.page.browse;
    if (!place) throw new Error("no list");
    expect(place).toEqual({ collection: "demo", list: "articles" });
    expect(app.page.front).toBe(false);
    app.page.keepBrowsed(place, { position: 2, offset: 5, read: 0 });
    await app.open(LIGHTHOUSE);
    expect(app.page.browse).toBeNull();
    await app.openCategory("demo", "Optics");
    expect(app.page.view).toBeNull();
    await app.move(-1);
    await app.move(-1);
    expect(app.page.browse).toEqual(place);
    expect(app.page.trail.place).toEqual({ position: 2, offset: 5, read: 0 });
    await app.home();
    expect(app.page.front).toBe(true);
    await settle();
    expect((await fake.listVisits(9)).map(({ title }) => title)).toEqual(["Lighthouse"]);
    expect(fake.saved.place?.trail).toEqual(["", list, ""]);
  });

  it("keeps the place of no list but the one that is shown", async () => {
    const { app } = await startedApp();
    await app.browse("demo");
    const before = app.page.browse;
    await app.openCategory("demo", "Optics");
    if (before) app.page.keepBrowsed(before, { position: 2, offset: 5, read: 0 });
    expect(app.page.trail.place).toBeNull();
  });

  it("is taken up in a list at the start", async () => {
    const { app } = await startedApp((fake) => {
      fake.saved.place = {
        trail: ["", category],
        current: 1,
        place: { position: 1, offset: 4, read: 0 },
      };
    });
    expect(app.page.browse).toMatchObject({ list: "category", category: "Optics" });
    expect(app.page.trail.place).toEqual({ position: 1, offset: 4, read: 0 });
  });

  it("leads to a collection's main page where it has one", async () => {
    const { app } = await startedApp((fake) => {
      fake.library.fill();
    });
    await app.openCollection("places");
    expect(app.page.view?.collection).toBe("places");
    await app.openCollection("demo");
    expect(app.page.browse).toEqual({ collection: "demo", list: "articles" });
  });
});

describe("the page of a list", () => {
  let window: Record<string, unknown> | null = null;

  beforeEach(() => {
    vi.stubGlobal(
      "IntersectionObserver",
      class {
        observe(): void {
          return;
        }
        disconnect(): void {
          return;
        }
      },
    );
    document.body.innerHTML = '<div id="app"></div>';
  });

  afterEach(async () => {
    if (window) await unmount(window);
    window = null;
  });

  async function shownApp() {
    const started = await startedApp((fake) => {
      fake.library.fill();
    });
    const target = document.getElementById("app");
    if (!target) throw new Error("no target");
    window = mount(AppWindow, { target, props: { app: started.app } });
    await settle();
    return started;
  }

  const main = () => document.getElementById("reading");
  const button = (name: string) => {
    const all = [...(main()?.querySelectorAll("button") ?? [])];
    const found = all.find((one) => one.textContent.trim() === name);
    if (!found) throw new Error(`no button ${name}`);
    return found;
  };

  it("has the collection's name, its letters and its articles, and no star", async () => {
    const { app, fake } = await shownApp();
    await app.browse("places");
    await settle();
    expect(main()?.querySelector("h1")?.textContent).toBe("Gazetteer of harbours");
    expect(document.title).toBe("Gazetteer of harbours, A–Z — Pandect");
    expect(fake.calls).toContain("setWindowTitle Gazetteer of harbours, A–Z — Pandect");
    const star = document.querySelector<HTMLButtonElement>('.top-bar [aria-label="Bookmark"]');
    expect(star?.disabled).toBe(true);
    const letters = main()?.querySelectorAll('[role="toolbar"] button');
    expect(letters?.length).toBeGreaterThan(20);
    button("S").click();
    await settle();
    expect(main()?.querySelector("section h2")?.textContent).toBe("S");
    expect(button("S").getAttribute("aria-current")).toBe("true");
    const before = main()?.querySelectorAll("section li").length ?? 0;
    button("Show more").click();
    await settle();
    expect(main()?.querySelectorAll("section li").length).toBeGreaterThan(before);
  });

  it("leads from an article's category to what else is in it", async () => {
    const { app } = await shownApp();
    await app.openCategory("demo", "Navigation");
    await settle();
    expect(main()?.querySelector("h2")?.textContent).toBe("Navigation");
    button("All categories").click();
    await settle();
    expect(app.page.browse?.list).toBe("categories");
    expect(main()?.textContent).toContain("2 articles");
  });

  it("says so where there is nothing, and where the collection is gone", async () => {
    const { app } = await shownApp();
    await app.browse("notes");
    await settle();
    expect(main()?.textContent).toContain("There are no articles in this collection.");
    await app.browse("nowhere");
    await settle();
    expect(main()?.textContent).toContain("This collection is not in your library.");
  });
});
