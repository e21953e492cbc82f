import type { Backend } from "../backend/backend";
import type { Visit } from "../generated/Visit";
import { m } from "../messages";
import type { RecentSearches } from "./recent-searches";
import type { Toasts } from "./toasts.svelte";

const MOST = 500;

/**
 * What was read when. The library cannot bring a visit back, so deleting only hides at first and
 * is carried out when the way back closes.
 */
export class HistoryState {
  /** Grows with every visit, so that the list reads again. */
  revision = $state(0);
  #all = $state.raw<Visit[]>([]);
  #hidden = $state.raw<ReadonlySet<string>>(new Set());
  readonly #backend: Backend;
  readonly #toasts: Toasts;
  readonly #recent: RecentSearches;
  readonly #failed: (reason: unknown) => void;

  constructor(
    backend: Backend,
    toasts: Toasts,
    recent: RecentSearches,
    failed: (reason: unknown) => void,
  ) {
    this.#backend = backend;
    this.#toasts = toasts;
    this.#recent = recent;
    this.#failed = failed;
  }

  readonly visits = $derived(this.#all.filter((visit) => !this.#hidden.has(visit.id)));

  async load(): Promise<void> {
    try {
      this.#all = await this.#backend.listVisits(MOST);
    } catch (reason) {
      this.#failed(reason);
    }
  }

  remove(visit: Visit): void {
    this.#hide([visit.id], m.toasts.visitDeleted(visit.title), () =>
      this.#backend.deleteVisit(visit.id),
    );
  }

  /** Clears what was searched for as well: it tells as much of what was read. */
  clear(): void {
    const ids = this.visits.map((visit) => visit.id);
    const searchesBack = this.#recent.takeAll();
    this.#hide(ids, m.toasts.historyCleared, () => this.#backend.clearVisits(), searchesBack);
  }

  #hide(ids: string[], text: string, carryOut: () => Promise<void>, undone?: () => void): void {
    // Another toast may carry out its own deletion first; so it comes before this is hidden.
    this.#toasts.show({
      text,
      undo: () => {
        this.#show(ids);
        undone?.();
      },
      commit: async () => {
        await carryOut();
        await this.load();
        this.#show(ids);
      },
    });
    this.#hidden = new Set([...this.#hidden, ...ids]);
  }

  #show(ids: string[]): void {
    const gone = new Set(ids);
    this.#hidden = new Set([...this.#hidden].filter((id) => !gone.has(id)));
  }
}
