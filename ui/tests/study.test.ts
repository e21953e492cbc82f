import { beforeEach, describe, expect, it, vi } from "vitest";
import { pageAt } from "../src/backend/demo/pages";
import type { Fake } from "../src/backend/fake";
import type { NewCard } from "../src/generated/NewCard";
import { wait } from "../src/messages/en-study";
import type { App } from "../src/state/app.svelte";
import { LIGHTHOUSE, settle } from "./helpers";
import { button, buttons, eachInWindow, press } from "./shown";

const at = eachInWindow();
let app: App;
let fake: Fake;

beforeEach(() => {
  ({ app, fake } = at);
});

const QUOTE = "Raising the fire made it seen from farther away";
const shown = () => document.querySelector(".study")?.textContent ?? "";

async function mark(note = "Why higher?"): Promise<string> {
  const page = pageAt(LIGHTHOUSE);
  if (!page) throw new Error("no page");
  const start = page.text.indexOf(QUOTE);
  const { textHash } = page;
  const made = await fake.addAnnotation({
    address: LIGHTHOUSE,
    passage: { start, end: start + QUOTE.length },
    textHash,
    color: "green",
    note,
  });
  return made.id;
}

async function card(change: Partial<NewCard> = {}): Promise<void> {
  const annotation = change.annotation ?? (await mark());
  await fake.addCard({ annotation, kind: "gap", gap: { start: 12, end: 16 }, ...change });
}

async function study(): Promise<void> {
  await press("s", { altKey: true, code: "KeyS" });
  await settle();
}

describe("the page of cards", () => {
  it("says how cards are made where there are none", async () => {
    await study();
    expect(document.querySelector("h1")?.textContent).toBe("Study");
    expect(shown()).toContain("No cards yet");
    expect(shown()).toContain("choose Study");
  });

  it("hides the words, shows them, and asks how well they were remembered", async () => {
    await card();
    await study();
    expect(shown()).toContain("1 due");
    expect(document.querySelector(".quote")?.textContent).not.toContain("the fire");
    expect(document.querySelector('[role="img"]')?.getAttribute("aria-label")).toBe("gap");
    await press("3");
    expect(app.study.state?.reviewed).toBe(0);
    await press(" ");
    expect(document.querySelector(".answer")?.textContent).toContain("fire");
    expect(document.querySelector(".answer")?.textContent).toContain("Why higher?");
    expect(button("Again, due in 10 min")).toBeDefined();
    expect(button("Good, due in 3 days")).toBeDefined();
    await press("3");
    expect(app.study.state).toMatchObject({ due: 0, reviewed: 1 });
    expect(shown()).toContain("Done for now");
    expect(shown()).toMatch(/The next card is due in 3 days/u);
  });

  it("asks the note, and answers with the passage", async () => {
    await card({ kind: "note" });
    await study();
    expect(shown()).toContain("Why higher?");
    expect(shown()).not.toContain(QUOTE);
    button("Show answer").click();
    await settle();
    expect(shown()).toContain(QUOTE);
  });

  it("goes on with the next card, whose answer is hidden", async () => {
    const annotation = await mark();
    await card({ annotation });
    await card({ annotation, kind: "note" });
    await study();
    await press("Enter");
    await press("1");
    expect(app.study.state).toMatchObject({ due: 1, cards: 2 });
    expect(app.study.shown).toBe(false);
    expect(document.querySelector(".answer")).toBeNull();
  });

  it("deletes a card, with a way back", async () => {
    await card();
    await study();
    button("Delete card").click();
    await settle();
    expect(app.study.state?.cards).toBe(0);
    button("Undo").click();
    await settle();
    expect(app.study.state?.cards).toBe(1);
    expect(app.study.card?.gap).toEqual({ start: 12, end: 16 });
  });

  it("lets the note be written anew, and keeps keys out of it", async () => {
    await card();
    await study();
    await press(" ");
    button("Edit note").click();
    await settle();
    const field = document.querySelector<HTMLTextAreaElement>(".study textarea");
    if (!field) throw new Error("no field");
    field.focus();
    await press("4");
    expect(app.study.state?.reviewed).toBe(0);
    field.value = "Higher is farther";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await press("Enter", { ctrlKey: true });
    expect(document.querySelector(".study textarea")).toBeNull();
    expect(shown()).toContain("Higher is farther");
    expect(app.study.shown).toBe(true);
  });

  it("leads to the passage, and is in the trail", async () => {
    await card();
    await study();
    button("Lighthouse, Demo encyclopedia").click();
    await vi.waitFor(() => {
      expect(document.querySelector("h1")?.textContent).toBe("Lighthouse");
    });
    expect(app.marks.opened?.quote).toBe(QUOTE);
    await app.move(-1);
    await settle();
    expect(document.querySelector("h1")?.textContent).toBe("Study");
    expect(app.title).toBe("Study");
    await app.move(-1);
    await settle();
    expect(app.page.front).toBe(true);
  });

  it("says what went wrong, and tries again", async () => {
    const ask = fake.studyState;
    fake.studyState = () =>
      Promise.reject({ code: "file", message: "the disk is gone", hint: null } as unknown as Error);
    await study();
    expect(document.querySelector('.study [role="alert"]')?.textContent).toContain(
      "The disk is gone.",
    );
    fake.studyState = ask;
    button("Try again").click();
    await settle();
    expect(shown()).toContain("No cards yet");
  });
});

describe("cards that are due", () => {
  it("are named on the front page and among the notes only where there are any", async () => {
    expect(document.querySelector("main")?.textContent).not.toContain("due");
    app.showPanel("notes");
    await settle();
    expect(button("Study").title).toBe("Study (Alt+S)");
    await card();
    fake.marksChanged();
    await settle();
    expect(document.querySelector("main")?.textContent).toContain("1 card is due");
    expect(button("Study").title).toContain("1 card is due");
    button("Study").click();
    await settle();
    expect(app.page.study).toBe(true);
  });
});

describe("making cards", () => {
  it("takes the words chosen in the card of a mark", async () => {
    const id = await mark();
    await app.open(LIGHTHOUSE);
    await settle();
    app.marks.open = id;
    await settle();
    button("Study").click();
    await settle();
    expect(button("Add card").disabled).toBe(true);
    button("fire").click();
    button("made").click();
    await settle();
    expect(button("made").getAttribute("aria-pressed")).toBe("true");
    button("Add card").click();
    await settle();
    const [made] = await fake.listCards(id);
    expect(made?.gap).toEqual({ start: 12, end: 21 });
    expect(document.querySelector(".study li")?.textContent).toContain("fire made");
    await vi.waitFor(() => {
      expect(app.marks.find(id)?.cards).toBe(1);
    });
    button("Note as question").click();
    await settle();
    expect((await fake.listCards(id)).map((one) => one.kind)).toEqual(["gap", "note"]);
    expect(buttons("Note as question")).toEqual([]);
  });

  it("moves among the words by key", async () => {
    const id = await mark();
    await app.open(LIGHTHOUSE);
    app.marks.open = id;
    await settle();
    button("Study").click();
    await settle();
    button("Raising").focus();
    await press("ArrowRight", { shiftKey: true });
    await press("ArrowRight", { shiftKey: true });
    expect(document.activeElement).toBe(button("fire"));
    expect(button("the").getAttribute("aria-pressed")).toBe("true");
    expect(button("Raising").getAttribute("aria-pressed")).toBe("false");
  });
});

it("tells waits in words", () => {
  const minute = 60_000;
  const day = 1440 * minute;
  expect(wait(1)).toBe("1 min");
  expect(wait(10 * minute)).toBe("10 min");
  expect(wait(59.8 * minute)).toBe("1 hour");
  expect(wait(5 * 60 * minute)).toBe("5 hours");
  expect(wait(day)).toBe("1 day");
  expect(wait(3.2 * day)).toBe("3 days");
  expect(wait(61 * day)).toBe("2 months");
  expect(wait(548 * day)).toBe("1.5 years");
});
