import type { Backend } from "../backend/backend";
import type { CollectionSummary } from "../generated/CollectionSummary";
import type { ErrorView } from "../generated/ErrorView";
import type { Job } from "../generated/Job";
import { m } from "../messages";
import { errorOf } from "./errors";
import type { Toasts } from "./toasts.svelte";

/** The collections of the library, and the work that adds to them. */
export class CollectionsState {
  all = $state.raw<CollectionSummary[] | null>(null);
  error = $state.raw<ErrorView | null>(null);
  jobs = $state.raw<Job[]>([]);
  readonly #hidden = new Set<string>();
  readonly #backend: Backend;
  readonly #toasts: Toasts;
  readonly #failed: (reason: unknown) => void;
  readonly #ended = new Set<number>();

  constructor(backend: Backend, toasts: Toasts, failed: (reason: unknown) => void) {
    this.#backend = backend;
    this.#toasts = toasts;
    this.#failed = failed;
  }

  /** Begins to follow the jobs. */
  async follow(): Promise<void> {
    this.#backend.onJobsChanged((jobs) => {
      this.#take(jobs);
    });
    try {
      this.#take(await this.#backend.listJobs());
    } catch (reason) {
      this.#failed(reason);
    }
  }

  async load(): Promise<void> {
    try {
      const all = await this.#backend.listCollections();
      this.all = all.filter((one) => !this.#hidden.has(one.name));
      this.error = null;
    } catch (reason) {
      this.error = errorOf(reason);
    }
  }

  chooseArchive(): void {
    this.#backend.chooseArchive().catch(this.#failed);
  }

  chooseNotes(): void {
    this.#backend.chooseNotes().catch(this.#failed);
  }

  index(name: string): void {
    this.#backend.indexCollection(name).catch(this.#failed);
  }

  /** Hides a collection at once, and removes it when the way back closes. */
  remove(collection: CollectionSummary): void {
    const { name, title } = collection;
    this.#toasts.show({
      text: m.toasts.collectionRemoved(title),
      undo: async () => {
        this.#hidden.delete(name);
        await this.load();
      },
      commit: async () => {
        try {
          await this.#backend.removeCollection(name);
        } finally {
          this.#hidden.delete(name);
          await this.load();
        }
      },
    });
    this.#hidden.add(name);
    this.all = this.all?.filter((one) => one.name !== name) ?? null;
  }

  stop(job: Job): void {
    this.#backend.stopJob(job.id).catch(this.#failed);
  }

  dismiss(job: Job): void {
    this.#backend.dismissJob(job.id).catch(this.#failed);
  }

  /** What is done is on the shelf now; what left nothing out need not be told of twice. */
  #take(jobs: Job[]): void {
    this.jobs = jobs;
    const ended = jobs.filter(
      (job) => job.state !== "waiting" && job.state !== "running" && !this.#ended.has(job.id),
    );
    if (ended.length === 0) return;
    for (const job of ended) {
      this.#ended.add(job.id);
      if (job.state !== "done") continue;
      this.#toasts.show({ text: m.toasts.added(job.subject) });
      if (job.skipped.length === 0) this.dismiss(job);
    }
    void this.load();
  }
}
