import type { Backend } from "../backend/backend";
import type { CollectionSummary } from "../generated/CollectionSummary";
import type { ErrorView } from "../generated/ErrorView";
import type { Job } from "../generated/Job";
import { m } from "../messages";
import { errorOf } from "./errors";
import { subjectOf } from "./job-words";
import { stepOn } from "./shelves";
import type { Toasts } from "./toasts.svelte";

/** The collections of the library, and the work that adds to them. */
export class CollectionsState {
  all = $state.raw<CollectionSummary[] | null>(null);
  /** Changes with the collections that can be searched and with those that are; null until they are known. */
  searched = $state.raw<string | null>(null);
  error = $state.raw<ErrorView | null>(null);
  jobs = $state.raw<Job[]>([]);
  readonly #hidden = new Set<string>();
  readonly #backend: Backend;
  readonly #toasts: Toasts;
  readonly #failed: (reason: unknown) => void;
  readonly #asked: () => void;
  readonly #ended = new Set<number>();
  readonly #proposed = new Set<number>();
  readonly #declined = new Set<number>();

  /** `asked` is called when a job waits for the person's word. */
  constructor(
    backend: Backend,
    toasts: Toasts,
    failed: (reason: unknown) => void,
    asked: () => void,
  ) {
    this.#backend = backend;
    this.#toasts = toasts;
    this.#failed = failed;
    this.#asked = asked;
  }

  find(name: string): CollectionSummary | undefined {
    return this.all?.find((one) => one.name === name);
  }

  /** The shelves that there are, by name. */
  get shelves(): string[] {
    const names = new Set((this.all ?? []).map((one) => one.shelf));
    return [...names].filter((name) => name !== "").sort((one, other) => one.localeCompare(other));
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
      this.searched = searchedOf(all);
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

  verify(name: string): void {
    this.#backend.verifyCollection(name).catch(this.#failed);
  }

  readAgain(name: string): void {
    this.#backend.updateCollection(name).catch(this.#failed);
  }

  reveal(name: string): void {
    this.#backend.revealCollection(name).catch(this.#failed);
  }

  async locate(name: string): Promise<void> {
    await this.#change(this.#backend.locateArchive(name));
  }

  async rename(collection: CollectionSummary, title: string): Promise<void> {
    const name = title.trim();
    if (name === "" || name === collection.title) return;
    await this.#change(this.#backend.renameCollection(collection.name, name));
  }

  async setSearched(name: string, searched: boolean): Promise<void> {
    await this.#change(this.#backend.setCollectionSearched(name, searched));
  }

  async setShelf(collection: CollectionSummary, shelf: string): Promise<void> {
    if (shelf.trim() === collection.shelf) return;
    await this.#change(this.#backend.setCollectionShelf(collection.name, shelf.trim()));
  }

  /** Moves one step up or down on its shelf. */
  async shift(collection: CollectionSummary, by: -1 | 1): Promise<void> {
    const before = stepOn(this.all ?? [], collection, by);
    if (before === undefined) return;
    await this.#change(this.#backend.moveCollection(collection.name, before));
  }

  /** Puts a collection on a shelf, before another one or at the end. */
  async put(collection: CollectionSummary, shelf: string, before: string | null): Promise<void> {
    await this.setShelf(collection, shelf);
    await this.#change(this.#backend.moveCollection(collection.name, before));
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

  /** `beside` another form of the same archive, which is replaced otherwise. */
  confirm(job: Job, beside = false): void {
    this.#backend.confirmJob(job.id, beside).catch(this.#failed);
  }

  /** What was proposed is not wanted: nothing of it stays on the list. */
  decline(job: Job): void {
    this.#declined.add(job.id);
    this.stop(job);
  }

  pause(job: Job): void {
    this.#backend.pauseJob(job.id).catch(this.#failed);
  }

  goOn(job: Job): void {
    this.#backend.continueJob(job.id).catch(this.#failed);
  }

  stop(job: Job): void {
    this.#backend.stopJob(job.id).catch(this.#failed);
  }

  dismiss(job: Job): void {
    this.#backend.dismissJob(job.id).catch(this.#failed);
  }

  /** What is done is on the shelf now; what has nothing to report need not be told of twice. */
  #take(jobs: Job[]): void {
    this.jobs = jobs;
    for (const { id, state } of jobs) {
      if (state !== "proposed" || this.#proposed.has(id)) continue;
      this.#proposed.add(id);
      this.#asked();
    }
    const ended = jobs.filter((job) => hasEnded(job) && !this.#ended.has(job.id));
    if (ended.length === 0) return;
    for (const job of ended) {
      this.#ended.add(job.id);
      if (this.#declined.has(job.id)) this.dismiss(job);
      if (job.state !== "done") continue;
      this.#toasts.show({ text: m.toasts.jobs[job.kind](subjectOf(job), job.problems.length) });
      if (!reports(job)) this.dismiss(job);
    }
    void this.load();
  }

  async #change(change: Promise<void>): Promise<void> {
    try {
      await change;
      await this.load();
    } catch (reason) {
      this.#failed(reason);
    }
  }
}

/** What a collection is, in a few words each. */
export function factsOf(collection: CollectionSummary): string[] {
  const { articles, bytes, edition, indexBytes, kind, language, license } = collection;
  return [
    m.collections.articles(articles),
    ...(articles === 0 ? [] : [m.collections.size(bytes)]),
    ...(indexBytes === 0 ? [] : [m.collections.indexSize(indexBytes)]),
    ...(language === "" ? [] : [m.collections.language(language)]),
    // Only somebody else's encyclopedia has editions that a person knows of.
    ...(kind === "archive" && edition !== "" ? [m.collections.edition(edition)] : []),
    ...(license === "" ? [] : [license]),
  ];
}

/** Of the collections that can be searched, which are; one that is about to be removed still is. */
function searchedOf(all: readonly CollectionSummary[]): string {
  const ready = all.filter((one) => one.index === "ready" && !one.missing);
  const names = ready.map(({ name, searched }) => `${name} ${String(searched)}`);
  return names.sort().join("\n");
}

export function hasEnded({ state }: Job): boolean {
  return state === "done" || state === "failed" || state === "stopped";
}

/** Whether there is more to read about a job that is done than that it is. */
function reports(job: Job): boolean {
  return job.kind === "verify" || job.report !== null;
}
