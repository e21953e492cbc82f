import type { Backend } from "../backend/backend";
import type { ErrorView } from "../generated/ErrorView";
import type { Trashed } from "../generated/Trashed";
import { errorOf } from "./errors";
import type { MarkList } from "./list-hand";

/** What was deleted and can be brought back. */
export class TrashState implements MarkList<Trashed> {
  entries = $state.raw<readonly Trashed[]>([]);
  /** How much there is; null where nothing was read yet. */
  total = $state<number | null>(null);
  error = $state.raw<ErrorView | null>(null);
  readonly #backend: Backend;
  #asked = 0;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  everything(): Promise<readonly Trashed[]> {
    return Promise.resolve(this.entries);
  }

  /** A newer question wins, whichever answer comes first. */
  async refresh(): Promise<void> {
    const asked = (this.#asked += 1);
    try {
      const answer = await this.#backend.listTrash();
      if (asked !== this.#asked) return;
      this.entries = answer;
      this.total = answer.length;
      this.error = null;
    } catch (reason) {
      if (asked === this.#asked) this.error = errorOf(reason);
    }
  }
}
