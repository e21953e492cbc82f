import { m } from "../messages";
import type { SettingsState } from "./settings.svelte";
import type { Toasts } from "./toasts.svelte";

/** How many are remembered. */
const MOST = 8;

/** What was searched for last, newest first. */
export class RecentSearches {
  readonly #settings: SettingsState;
  readonly #toasts: Toasts;

  constructor(settings: SettingsState, toasts: Toasts) {
    this.#settings = settings;
    this.#toasts = toasts;
  }

  get all(): readonly string[] {
    return this.#settings.value.recentSearches;
  }

  /** Remembers a search, where the person has a history kept. */
  keep(query: string): void {
    if (query === "" || !this.#settings.value.keepHistory) return;
    this.#change([query, ...this.#without(query)]);
  }

  remove(query: string): void {
    const undo = this.#replace(this.#without(query));
    this.#toasts.show({ text: m.toasts.recentRemoved(query), undo });
  }

  clear(): void {
    this.#toasts.show({ text: m.toasts.recentCleared, undo: this.takeAll() });
  }

  /** Takes all off the list; gives back what puts them on it again. */
  takeAll(): () => void {
    return this.#replace([]);
  }

  /** Whatever is searched for until it is taken back stays on the list. */
  #replace(rest: readonly string[]): () => void {
    const before = this.all;
    this.#change(rest);
    return () => {
      this.#change([...this.all.filter((query) => !before.includes(query)), ...before]);
    };
  }

  #without(query: string): string[] {
    return this.all.filter((known) => known !== query);
  }

  #change(queries: readonly string[]): void {
    this.#settings.change({ recentSearches: queries.slice(0, MOST) });
  }
}
