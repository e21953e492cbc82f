import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Fake } from "../src/backend/fake";
import type { Passage } from "../src/generated/Passage";
import type { App } from "../src/state/app.svelte";
import { LENS, LIGHTHOUSE, settle } from "./helpers";
import { button, buttons, eachInWindow, press } from "./shown";

/** What jsdom does not have: sets of ranges by name. */
class Painted extends Set<StaticRange> {
  priority = 0;
}

describe("the hits in an article that was opened from results", () => {
  const at = eachInWindow();
  let app: App;
  let fake: Fake;

  beforeEach(() => {
    ({ app, fake } = at);
    vi.stubGlobal("Highlight", Painted);
    vi.stubGlobal("CSS", { highlights: new Map<string, Painted>() });
  });

  const bar = () => document.querySelector('[aria-label="Hits in this article"]');
  const says = () => bar()?.querySelector('[role="status"]')?.textContent.trim();
  /** Where something is painted in the page, by the name that its look has. */
  const painted = (name: string) => {
    const ranges = [...((CSS.highlights.get(name) ?? []) as Iterable<StaticRange>)];
    const page = document.getElementById("page") ?? document.body;
    return ranges.map(({ startContainer, startOffset, endContainer, endOffset }): Passage => {
      const before = document.createRange();
      before.selectNodeContents(page);
      before.setEnd(startContainer, startOffset);
      const start = before.toString().length;
      before.setEnd(endContainer, endOffset);
      return { start, end: before.toString().length };
    });
  };
  const open = async (query: string, address = LIGHTHOUSE) => {
    const asked = vi.spyOn(fake, "findHits");
    await app.open(address, { kind: "hits", query });
    await vi.waitFor(() => {
      expect(asked).toHaveBeenCalledWith(address, query);
    });
    await settle();
    return app.page.hits?.passages ?? [];
  };
  /** The hit that the person is at, as it is painted and as it is shown. */
  const atHit = () => {
    const shown = vi.mocked(app.page.reader?.showPassage);
    return [painted("find-current"), shown?.mock.lastCall?.[0]];
  };
  const watchShown = () => {
    if (app.page.reader) vi.spyOn(app.page.reader, "showPassage");
  };

  it("are counted and painted, with the first one shown", async () => {
    const hits = await open("light");
    expect(hits.length).toBeGreaterThan(2);
    expect(says()).toBe(`1 of ${String(hits.length)} for “light”`);
    expect(painted("search-hit")).toEqual(hits);
    expect(painted("find-current")).toEqual(hits.slice(0, 1));
    const text = document.getElementById("page")?.textContent ?? "";
    for (const { start, end } of hits) expect(text.slice(start, end)).toMatch(/light/iu);
  });

  it("are gone through by the buttons, round at either end", async () => {
    const hits = await open("light");
    const last = hits.length - 1;
    watchShown();
    button("Next hit").click();
    await settle();
    expect(says()).toBe(`2 of ${String(hits.length)} for “light”`);
    expect(atHit()).toEqual([[hits[1]], hits[1]]);
    button("Previous hit").click();
    button("Previous hit").click();
    await settle();
    expect(says()).toBe(`${String(last + 1)} of ${String(hits.length)} for “light”`);
    expect(atHit()).toEqual([[hits[last]], hits[last]]);
    button("Next hit").click();
    await settle();
    expect(atHit()).toEqual([[hits[0]], hits[0]]);
    expect(painted("search-hit")).toEqual(hits);
  });

  it("are gone through by keys, which go through what is found in the page while that is open", async () => {
    const hits = await open("light");
    await press("F3");
    await press("g", { ctrlKey: true });
    expect(painted("find-current")).toEqual([hits[2]]);
    await press("F3", { shiftKey: true });
    expect(painted("find-current")).toEqual([hits[1]]);
    app.find.start("keeper");
    await settle();
    const { at: before, found } = app.find;
    expect(painted("find-current")).toEqual([found[before]]);
    await press("F3");
    expect(painted("find-current")).toEqual([found[before + 1]]);
    expect(says()).toContain("2 of");
    await press("Escape");
    expect(painted("find-current")).toEqual([hits[1]]);
    expect(painted("search-hit")).toEqual(hits);
  });

  it("are shown again where there is only one", async () => {
    const [only, ...others] = await open("Jeddah");
    expect(others).toEqual([]);
    expect(says()).toBe("1 of 1 for “Jeddah”");
    watchShown();
    button("Next hit").click();
    expect(atHit()).toEqual([[only], only]);
  });

  it("have no bar where there are none", async () => {
    expect(await open("mushroom")).toEqual([]);
    expect([bar(), painted("search-hit")]).toEqual([null, []]);
    await press("F3");
    expect(app.page.hits).toBeNull();
    await open("light");
    await open("mushroom");
    expect([bar(), painted("search-hit"), painted("find-current")]).toEqual([null, [], []]);
  });

  it.each(["the button", "Escape"])("are cleared by %s, and the page has the focus", async (by) => {
    await open("light");
    const close = button("Clear the hits");
    close.focus();
    if (by === "Escape") await press("Escape");
    else close.click();
    await settle();
    expect([bar(), buttons("Next hit")]).toEqual([null, []]);
    expect([painted("search-hit"), painted("find-current")]).toEqual([[], []]);
    expect(document.activeElement?.id).toBe("reading");
  });

  it("leave what is found in the page as it is when they are cleared", async () => {
    await open("light");
    app.find.start("keeper");
    await settle();
    const field = document.activeElement;
    button("Clear the hits").click();
    await settle();
    expect(painted("find-current")).toEqual(app.find.found.slice(app.find.at, app.find.at + 1));
    expect(painted("find-hit")).toEqual(app.find.found);
    expect(document.activeElement).toBe(field);
  });

  it("go with the article, and come too late where the person has gone elsewhere", async () => {
    await open("light");
    await app.open(LENS);
    await settle();
    expect([bar(), painted("search-hit")]).toEqual([null, []]);
    let answer: (passages: Passage[]) => void = () => undefined;
    vi.spyOn(fake, "findHits").mockReturnValueOnce(
      new Promise((answered) => {
        answer = answered;
      }),
    );
    await open("lens", LENS);
    await app.open(`${LENS}#nowhere`);
    answer([{ start: 0, end: 4 }]);
    await settle();
    expect([bar(), app.page.hits]).toEqual([null, null]);
  });
});
