import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SUMMARY } from "../src/backend/demo/jobs";
import type { Fake } from "../src/backend/fake";
import type { App } from "../src/state/app.svelte";
import { job, settle } from "./helpers";
import { button, buttons, eachInWindow } from "./shown";

describe("another form of an archive", () => {
  const at = eachInWindow();
  let app: App;
  let fake: Fake;

  beforeEach(() => {
    ({ app, fake } = at);
    app.showPanel("collections");
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const propose = async (has: string, brings: string) => {
    const otherForm = { title: "Wikivoyage: Islands", has, brings };
    fake.setJobs([job(1, { state: "proposed", summary: { ...SUMMARY, otherForm } })]);
    await settle();
  };
  const text = () => document.querySelector(".job")?.textContent ?? "";

  it("is named, and the person says whether it goes beside or instead", async () => {
    await propose("maxi", "nopic");
    expect(text()).toContain(
      "“Wikivoyage: Islands” is already here in another form (maxi). This one is nopic.",
    );
    expect(text()).toContain("your bookmarks and notes stay");
    expect(buttons("Add")).toHaveLength(0);
    for (const [name, call] of [
      ["Add beside it", "confirmJob 1 beside"],
      ["Replace it", "confirmJob 1 instead"],
      ["Not now", "stopJob 1"],
    ] as const) {
      await propose("maxi", "nopic");
      button(name).click();
      await settle();
      expect(fake.calls.at(-1)).toBe(call);
    }
  });

  it("may be the complete one", async () => {
    await propose("", "mini");
    expect(text()).toContain("(complete). This one is mini.");
    await propose("mini", "");
    expect(text()).toContain("(mini). This one is complete.");
  });

  it("is proposed to who has the archive, and is on the shelf where it was put", async () => {
    vi.useFakeTimers();
    const names = () => fake.library.collections.map(({ name }) => name);
    const add = async (name: string) => {
      await fake.chooseArchive();
      await settle();
      button(name).click();
      vi.advanceTimersByTime(60_000);
      await settle();
      for (const { id } of app.collections.jobs) await fake.dismissJob(id);
      await settle();
    };
    await add("Add");
    expect(fake.calls).toContain("confirmJob 1 instead");
    expect(names()).toEqual(["demo", "islands"]);
    await add("Add beside it");
    expect(names()).toEqual(["demo", "islands", "islands-nopic"]);
    await add("Replace it");
    expect(names()).toEqual(["demo", "islands-nopic", "islands"]);
  });
});
