import type { Backend } from "../backend/backend";
import type { Card } from "../generated/Card";
import type { ErrorView } from "../generated/ErrorView";
import type { NewCard } from "../generated/NewCard";
import type { Rating } from "../generated/Rating";
import type { StudyState } from "../generated/StudyState";
import { m } from "../messages";
import { errorOf } from "./errors";
import type { Toasts } from "./toasts.svelte";

export const RATINGS: readonly Rating[] = ["again", "hard", "good", "easy"];

/** The cards, and the one that is being studied. */
export class Study {
  state = $state.raw<StudyState | null>(null);
  error = $state.raw<ErrorView | null>(null);
  /** Whether the answer of the card is shown. */
  shown = $state(false);
  /** Grows with every change, so that lists of cards read again. */
  revision = $state(0);
  readonly #backend: Backend;
  readonly #toasts: Toasts;
  readonly #failed: (reason: unknown) => void;
  #asked = 0;
  #busy = false;

  constructor(backend: Backend, toasts: Toasts, failed: (reason: unknown) => void) {
    this.#backend = backend;
    this.#toasts = toasts;
    this.#failed = failed;
  }

  get due(): number {
    return this.state?.due ?? 0;
  }

  get card(): Card | null {
    return this.state?.card ?? null;
  }

  async load(): Promise<void> {
    const asked = (this.#asked += 1);
    this.revision += 1;
    try {
      const state = await this.#backend.studyState();
      if (asked !== this.#asked) return;
      this.#take(state);
      this.error = null;
    } catch (reason) {
      if (asked === this.#asked) this.error = errorOf(reason);
    }
  }

  /** How well the card was remembered; the next one follows. */
  async review(rating: Rating): Promise<void> {
    const { card } = this;
    if (!card || !this.shown) return;
    await this.#once(async () => {
      this.#toasts.changed();
      const state = await this.#backend.reviewCard(card.id, rating);
      this.#asked += 1;
      this.shown = false;
      this.#take(state);
      this.revision += 1;
    });
  }

  async add(card: NewCard): Promise<void> {
    await this.#once(async () => {
      await this.#backend.addCard(card);
      this.#toasts.offer(m.study.cardAdded);
      await this.load();
    });
  }

  async remove(card: Card): Promise<void> {
    await this.#once(async () => {
      await this.#backend.deleteCard(card.id);
      this.#toasts.offer(m.study.cardDeleted);
      await this.load();
    });
  }

  /** The answer of a card stays shown as long as the card does. */
  #take(state: StudyState): void {
    if (state.card?.id !== this.card?.id) this.shown = false;
    this.state = state;
  }

  async #once(action: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      await action();
    } catch (reason) {
      this.#failed(reason);
    } finally {
      this.#busy = false;
    }
  }
}
