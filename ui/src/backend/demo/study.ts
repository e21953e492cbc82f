import type { Annotation } from "../../generated/Annotation";
import type { Card } from "../../generated/Card";
import type { NewCard } from "../../generated/NewCard";
import type { NextDue } from "../../generated/NextDue";
import type { Rating } from "../../generated/Rating";
import type { StudyState } from "../../generated/StudyState";
import { failure } from "./failure";
import type { DemoMarks } from "./marks";

const MINUTE = 60_000;
const DAY = 86_400_000;

interface KeptCard extends Omit<Card, "annotation" | "next"> {
  mark: string;
  /** Days until it was due when it was reviewed last. */
  days: number;
}

/** The cards of the fake library, with a schedule that only grows. */
export class DemoStudy {
  readonly #marks: DemoMarks;
  #cards: readonly KeptCard[] = [];
  #reviewed = 0;
  #next = 1;

  constructor(marks: DemoMarks) {
    this.#marks = marks;
  }

  snapshot(): { cards: readonly KeptCard[]; reviewed: number } {
    return { cards: this.#cards, reviewed: this.#reviewed };
  }

  reset(state: { cards: readonly KeptCard[]; reviewed: number }): void {
    this.#cards = state.cards;
    this.#reviewed = state.reviewed;
  }

  count(mark: string): number {
    return this.#cards.filter((card) => card.mark === mark).length;
  }

  state(): StudyState {
    const now = Date.now();
    const cards = this.#cards
      .flatMap((card) => this.#shown(card))
      .sort((one, other) => one.due - other.due);
    const due = cards.filter((card) => card.due <= now);
    return {
      cards: cards.length,
      due: due.length,
      reviewed: this.#reviewed,
      card: due[0] ?? null,
      nextDue: due.length > 0 ? null : (cards[0]?.due ?? null),
    };
  }

  add({ annotation, kind, gap }: NewCard): Card {
    const mark = this.#marks.find(annotation);
    if (mark?.target !== "passage") throw failure("mark-missing", "there is no such passage");
    const card: KeptCard = {
      id: `card-${String(this.#next++)}`,
      mark: annotation,
      kind,
      gap: kind === "note" ? null : (gap ?? longestWord(mark.quote)),
      due: Date.now() - 1,
      reviews: 0,
      days: 0,
    };
    this.#cards = [...this.#cards, card];
    return shown(card, mark);
  }

  addAll(annotations: readonly string[]): number {
    const fresh = annotations.filter(
      (id) => this.#marks.find(id)?.target === "passage" && this.count(id) === 0,
    );
    for (const annotation of fresh) this.add({ annotation, kind: "gap" });
    return fresh.length;
  }

  list(annotation: string): Card[] {
    return this.#cards
      .filter((card) => card.mark === annotation)
      .flatMap((card) => this.#shown(card));
  }

  review(id: string, rating: Rating): StudyState {
    const card = this.#get(id);
    const wait = nextOf(card)[rating];
    const reviewed = {
      ...card,
      due: Date.now() + wait,
      days: wait / DAY,
      reviews: card.reviews + 1,
    };
    this.#cards = this.#cards.map((one) => (one.id === id ? reviewed : one));
    this.#reviewed += 1;
    return this.state();
  }

  remove(id: string): void {
    const card = this.#get(id);
    this.#cards = this.#cards.filter((one) => one !== card);
  }

  /** Lets every card be due now, as if time had passed. */
  letAllBeDue(): void {
    this.#cards = this.#cards.map((card) => ({ ...card, due: Date.now() - 1 }));
  }

  /** A card whose annotation is deleted waits for it. */
  #shown(card: KeptCard): Card[] {
    const mark = this.#marks.find(card.mark);
    return mark ? [shown(card, mark)] : [];
  }

  #get(id: string): KeptCard {
    const card = this.#cards.find((one) => one.id === id);
    if (!card) throw failure("mark-missing", "there is no such card");
    return card;
  }
}

function shown(card: KeptCard, annotation: Annotation): Card {
  const { id, kind, gap, due, reviews } = card;
  return { id, annotation, kind, gap, due, reviews, next: nextOf(card) };
}

function nextOf({ days }: KeptCard): NextDue {
  return {
    again: 10 * MINUTE,
    hard: Math.max(1, days * 1.2) * DAY,
    good: Math.max(3, days * 2.5) * DAY,
    easy: Math.max(8, days * 4) * DAY,
  };
}

function longestWord(quote: string): { start: number; end: number } {
  const words = [...quote.matchAll(/[\p{L}\p{N}]+/gu)];
  words.sort((one, other) => other[0].length - one[0].length);
  const word = words[0];
  return word
    ? { start: word.index, end: word.index + word[0].length }
    : { start: 0, end: quote.length };
}
