import type { Backend } from "../backend/backend";
import type { CollectionSummary } from "../generated/CollectionSummary";
import type { ErrorView } from "../generated/ErrorView";
import type { Job } from "../generated/Job";
import { m } from "../messages";
import { errorOf, sentence } from "./errors";
import { nameOf } from "./job-words";
import { stepOn } from "./shelves";
import type { Remark } from "./remark";
import type { Toasts } from "./toasts.svelte";

/** Where collections and jobs are listed. */
export interface CollectionsList {
  shown: () => boolean;
  show: () => void;
}

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
  readonly #list: CollectionsList;
  readonly #ended = new Set<number>();
  readonly #proposed = new Set<number>();
  readonly #declined = new Set<number>();

  constructor(
    backend: Backend,
    toasts: Toasts,
    failed: (reason: unknown) => void,
    list: CollectionsList,
  ) {
    this.#backend = backend;
    this.#toasts = toasts;
    this.#failed = failed;
    this.#list = list;
  }

  find(name: string): CollectionSummary | undefined {
    return this.all?.find((one) => one.name === name);
  }

  /** The shelves that there are, by name. */
  get shelves(): string[] {
    const names = new Set((this.all ?? []).map((one) => one.shelf));
    return [...names].filter((name) => name !== "").sort((one, other) => one.localeCompare(other));
  }

  /** What a job works on, as people call it. */
  subjectOf(job: Job): string {
    return this.find(job.subject)?.title ?? nameOf(job);
  }

  /** Whether there is a job for a collection that has not ended. */
  isAtWork(name: string): boolean {
    return this.jobs.some((job) => job.subject === name && !hasEnded(job));
  }

  /** What is to be known of the jobs where they are not listed; what failed comes first. */
  get news(): Remark | null {
    const failed = this.jobs.find(({ state }) => state === "failed");
    if (failed) return { look: "failed", says: m.jobs.fails[failed.kind](this.subjectOf(failed)) };
    const running = this.jobs.find(({ state }) => state === "running");
    if (!running) return null;
    return { look: "running", says: m.jobs.label[running.kind](this.subjectOf(running)) };
  }

  /** Begins to follow the jobs. */
  async follow(): Promise<void> {
    this.#backend.onJobsChanged((jobs) => {
      this.#take(jobs);
    });
    try {
      const jobs = await this.#backend.listJobs();
      // What failed before anybody could look is no news; the list has it.
      for (const { id, state } of jobs) if (state === "failed") this.#ended.add(id);
      this.#take(jobs);
      // They are called by the titles of their collections.
      if (jobs.length > 0) await this.load();
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

  #take(jobs: Job[]): void {
    this.jobs = jobs;
    for (const { id, state } of jobs) {
      if (state !== "proposed" || this.#proposed.has(id)) continue;
      this.#proposed.add(id);
      this.#list.show();
    }
    const ended = jobs.filter((job) => hasEnded(job) && !this.#ended.has(job.id));
    for (const { id } of ended) this.#ended.add(id);
    if (ended.length > 0) void this.#tell(ended);
  }

  /** What is done is on the shelf now, under its name; what has nothing to report need not be told of twice. */
  async #tell(ended: readonly Job[]): Promise<void> {
    await this.load();
    for (const job of ended) {
      if (this.#declined.has(job.id)) this.dismiss(job);
      if (job.state === "failed") this.#tellFailed(job);
      if (job.state !== "done") continue;
      const text = m.toasts.jobs[job.kind](this.subjectOf(job), job.problems.length);
      this.#toasts.show({ text });
      if (!reports(job)) this.dismiss(job);
    }
  }

  #tellFailed(job: Job): void {
    if (this.#list.shown()) return;
    const what = m.jobs.fails[job.kind](this.subjectOf(job));
    const text = job.error === null ? what : `${what}. ${sentence(job.error)}`;
    const run = () => {
      this.#list.show();
    };
    this.#toasts.show({ text, open: { label: m.toasts.openCollections, run } });
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
