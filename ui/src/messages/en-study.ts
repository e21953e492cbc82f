import type { CardKind } from "../generated/CardKind";
import type { Rating } from "../generated/Rating";
import { count, date, dayNumber, number, time } from "./format";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30.44 * DAY;
const YEAR = 365.25 * DAY;

/** A wait in one unit: `10 min`, `5 hours`, `3 days`, `2 months`, `1.5 years`. */
export function wait(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(milliseconds / MINUTE));
  if (minutes < 60) return `${number(minutes)} min`;
  const hours = Math.round(milliseconds / HOUR);
  if (hours < 24) return count(hours, "hour", "hours");
  const days = Math.round(milliseconds / DAY);
  if (days < 31) return count(days, "day", "days");
  if (milliseconds < YEAR - MONTH / 2) {
    return count(Math.round(milliseconds / MONTH), "month", "months");
  }
  return count(Math.round((milliseconds / YEAR) * 10) / 10, "year", "years");
}

/** `at 14:20` today, else `in 3 days, on 30 November`. */
function when(moment: number, now = Date.now()): string {
  if (dayNumber(moment) === dayNumber(now)) return `at ${time(moment)}`;
  if (dayNumber(moment) === dayNumber(now) + 1) return "tomorrow";
  return `in ${wait(moment - now)}, on ${date(moment, now)}`;
}

/** The texts about studying, in English. */
export const studyTexts = {
  study: {
    title: "Study",
    menu: (due: number) => (due === 0 ? "Study" : `Study (${number(due)} due)`),
    due: (amount: number) => `${count(amount, "card is", "cards are")} due`,
    standing: (due: number, reviewed: number) =>
      `${number(due)} due · ${number(reviewed)} reviewed today`,
    begin: "Study",
    card: "Card",
    kinds: {
      gap: "What belongs in the gap?",
      note: "What do you remember of this?",
    } satisfies Record<CardKind, string>,
    blank: "gap",
    answer: "Answer",
    show: "Show answer",
    rate: "How well did you remember it?",
    ratings: {
      again: "Again",
      hard: "Hard",
      good: "Good",
      easy: "Easy",
    } satisfies Record<Rating, string>,
    rating: (name: string, milliseconds: number) => `${name}, due in ${wait(milliseconds)}`,
    wait,
    source: (title: string, collection: string) => `${title}, ${collection}`,
    editNote: "Edit note",
    noteLabel: "Note",
    save: "Save",
    cancel: "Cancel",
    deleteCard: "Delete card",
    cardDeleted: "Deleted the card",
    cardAdded: "Made a card",
    done: "Done for now",
    doneHint: (moment: number) => `The next card is due ${when(moment)}.`,
    cards: (amount: number) => count(amount, "card", "cards"),
    none: "No cards yet",
    noneHint:
      "Highlight a passage in an article, open its card and choose Study: words of the passage become a gap, or your note becomes the question.",
    noneStart: "Open a random article",
    make: "Study",
    chooseGap: "Choose the words to hide",
    chooseGapHint:
      "Click a word, then another to hide all between. Arrow keys and Space do the same.",
    addGap: "Add card",
    addNote: "Note as question",
    cardOf: { gap: "Gap", note: "Note as question" } satisfies Record<CardKind, string>,
    nextDue: (moment: number) => (moment <= Date.now() ? "due now" : `due ${when(moment)}`),
    list: "Cards of this passage",
  },
};
