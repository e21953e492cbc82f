import { describe, expect, it, vi } from "vitest";
import type { Job } from "../src/generated/Job";
import { settle, startedApp } from "./helpers";

const job = (id: number, change: Partial<Job> = {}): Job => ({
  id,
  subject: "wiki.zim",
  state: "running",
  phase: "indexing",
  done: 3,
  total: 10,
  skipped: [],
  error: null,
  ...change,
});

describe("collections", () => {
  it("are read again when a job is done, and what left nothing out is not told of twice", async () => {
    const { app, fake } = await startedApp();
    await settle();
    const read = vi.spyOn(fake, "listCollections");
    fake.setJobs([job(1)]);
    await settle();
    expect(app.collections.jobs).toHaveLength(1);
    expect(read).not.toHaveBeenCalled();
    fake.setJobs([job(1, { state: "done" })]);
    await settle();
    expect(read).toHaveBeenCalledTimes(1);
    expect(app.toasts.shown?.text).toContain("wiki.zim");
    expect(app.collections.jobs).toEqual([]);
    fake.setJobs([job(2, { state: "done", skipped: [{ what: "a.md", why: "it is none" }] })]);
    await settle();
    expect(app.collections.jobs).toHaveLength(1);
  });

  it("that are removed are only hidden until the way back closes", async () => {
    const { app, fake } = await startedApp();
    await app.collections.load();
    const [first] = app.collections.all ?? [];
    if (!first) throw new Error("no collection");
    app.collections.remove(first);
    expect(app.collections.all).toEqual([]);
    app.toasts.undo();
    await settle();
    expect(app.collections.all).toHaveLength(1);
    expect(fake.calls).not.toContain(`removeCollection ${first.name}`);
    app.collections.remove(first);
    fake.setJobs([job(9, { state: "done" })]);
    await settle();
    expect(app.toasts.shown?.text).toContain(first.title);
    expect(fake.calls).not.toContain(`removeCollection ${first.name}`);
    app.toasts.close();
    expect(app.toasts.shown?.text).toContain("wiki.zim");
    await settle();
    expect(fake.calls).toContain(`removeCollection ${first.name}`);
  });
});
