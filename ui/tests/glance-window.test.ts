import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Fake } from "../src/backend/fake";
import type { ReadingPlace } from "../src/generated/ReadingPlace";
import { painted } from "../src/reader/glance";
import { Reader } from "../src/reader/reader";
import type { App } from "../src/state/app.svelte";
import { LENS, LIGHTHOUSE, settle } from "./helpers";
import { annotation } from "./marked";
import { eachInWindow } from "./shown";

const at = eachInWindow();
const LONG = "pandect://demo/long";
const PARAGRAPHS = 60;
let app: App;
let fake: Fake;

beforeEach(() => {
  ({ app, fake } = at);
});

const page = () => document.getElementById("page");
const numbers = () => [...(page()?.children ?? [])].map((one) => Number.parseInt(one.textContent));
const all = Array.from({ length: PARAGRAPHS }, (_, number) => number);

async function openLong(place: ReadingPlace | null): Promise<void> {
  const view = await fake.openArticle(LIGHTHOUSE);
  const html = all.map((number) => `<p>${`${number} `.padStart(3).repeat(100)}</p>`).join("");
  vi.spyOn(fake, "openArticle").mockResolvedValueOnce({
    ...view,
    html,
    place,
    address: LONG,
    sections: [],
    annotations: [],
  });
  await app.open(LONG);
  await settle();
}

describe("a long article", () => {
  it("is shown first as far as the view reaches, then whole", async () => {
    await openLong(null);
    expect(page()?.ariaBusy).toBe("true");
    expect(numbers().length).toBeLessThan(20);
    expect(numbers()).toEqual(all.slice(0, numbers().length));
    expect(app.page.reader, "nothing can be marked yet").toBeNull();
    await vi.waitFor(() => {
      expect(numbers()).toEqual(all);
    });
    expect(page()?.ariaBusy).toBeNull();
    expect(app.page.reader?.map?.length).toBe(300 * PARAGRAPHS);
  });

  it("is shown first where it was left", async () => {
    await openLong({ position: 300 * 40 + 7, offset: 3, read: 0.7 });
    expect(numbers()[0]).toBe(40);
    expect(numbers().length).toBeLessThan(20);
    await vi.waitFor(() => {
      expect(numbers()).toEqual(all);
    });
    expect(app.page.reader?.place().position).toBe(300 * 40 + 7);
  });

  it("does not come back over another one that was opened meanwhile", async () => {
    await openLong(null);
    const shows = vi.spyOn(Reader.prototype, "show");
    await app.open(LENS);
    await settle();
    const shown = page()?.textContent;
    expect(shown).toContain("Fresnel");
    await painted();
    await settle();
    expect([page()?.textContent, page()?.ariaBusy]).toEqual([shown, null]);
    expect(shows.mock.calls.map(([view]) => view.address)).toEqual([LENS]);
  });

  it("goes where somebody wanted to go meanwhile", async () => {
    await openLong(null);
    await app.open(LONG, { kind: "place", place: { position: 300 * 50, offset: 0, read: 0.9 } });
    await vi.waitFor(() => {
      expect(numbers()).toEqual(all);
    });
    expect(app.page.reader?.place().position).toBe(300 * 50);
  });

  it("has none of the marks of the one before", async () => {
    fake.marks.put(annotation("note", { address: LENS }));
    await app.open(LENS);
    await settle();
    expect(app.marks.all).toHaveLength(1);
    await openLong(null);
    expect(page()?.ariaBusy).toBe("true");
    expect(app.marks.all).toEqual([]);
  });
});
