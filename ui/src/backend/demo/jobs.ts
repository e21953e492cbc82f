/** Long work as the core does it, played by a clock. */
import type { AddReport } from "../../generated/AddReport";
import type { Job } from "../../generated/Job";
import type { SourceSummary } from "../../generated/SourceSummary";
import { REPORT } from "./library";

const TICK = 300;
const STEPS = 24;

export const SUMMARY: SourceSummary = {
  kind: "archive",
  title: "Wikivoyage: Islands",
  language: "en",
  license: "CC BY-SA 4.0",
  edition: "2026-09",
  articles: REPORT.articles,
  bytes: 84_000_000,
  diskBytes: 9_400_000,
  replaces: null,
  otherForm: null,
  note: "Maps in it are drawn by scripts, which are not run; they cannot be shown.",
  indexSeconds: 190,
};

/** What comes of adding it. */
export const ADDED: AddReport = { ...REPORT, collection: "islands" };

export class DemoJobs {
  all: Job[] = [];
  changed: (jobs: Job[]) => void = () => undefined;
  readonly #done: (job: Job, beside: boolean) => void;
  readonly #beside = new Set<number>();
  readonly #clocks = new Map<number, ReturnType<typeof setInterval>>();
  #next = 1;

  /** `done` is called when a job has come to its end by itself. */
  constructor(done: (job: Job, beside: boolean) => void) {
    this.#done = done;
  }

  set(jobs: Job[]): void {
    this.all = jobs;
    this.changed(jobs);
  }

  propose(subject: string, summary: SourceSummary): void {
    this.#add({ subject, kind: "add", state: "proposed", summary, total: summary.articles });
  }

  begin(kind: Job["kind"], subject: string): void {
    this.#run(this.#add({ subject, kind, state: "running", total: REPORT.articles }));
  }

  confirm(id: number, beside = false): void {
    if (beside) this.#beside.add(id);
    this.#run(id);
  }

  pause(id: number): void {
    this.#stopClock(id);
    this.#change(id, { state: "paused", rate: null, secondsLeft: null });
  }

  stop(id: number): void {
    this.#stopClock(id);
    this.#change(id, { state: "stopped", rate: null, secondsLeft: null });
  }

  dismiss(id: number): void {
    this.set(this.all.filter((job) => job.id !== id));
  }

  #add(change: Partial<Job> & Pick<Job, "kind" | "subject" | "state">): number {
    const id = this.#next++;
    const job: Job = {
      id,
      phase: null,
      done: 0,
      total: null,
      rate: null,
      secondsLeft: null,
      summary: null,
      report: null,
      problems: [],
      error: null,
      ...change,
    };
    this.set([...this.all, job]);
    return id;
  }

  #run(id: number): void {
    this.#change(id, { state: "running" });
    this.#clocks.set(
      id,
      setInterval(() => {
        this.#step(id);
      }, TICK),
    );
  }

  #step(id: number): void {
    const job = this.all.find((one) => one.id === id);
    if (!job) return;
    const total = job.total ?? REPORT.articles;
    const done = Math.min(total, job.done + Math.ceil(total / STEPS));
    const rate = total / STEPS / (TICK / 1000);
    if (done < total) {
      const phase = job.kind === "verify" ? "verifying" : done * 2 < total ? "reading" : "indexing";
      this.#change(id, { phase, done, rate, secondsLeft: (total - done) / rate });
      return;
    }
    this.#stopClock(id);
    const report = job.kind === "add" ? ADDED : null;
    this.#change(id, { state: "done", done, rate: null, secondsLeft: null, report });
    this.#done(job, this.#beside.has(id));
  }

  #change(id: number, change: Partial<Job>): void {
    this.set(this.all.map((job) => (job.id === id ? { ...job, ...change } : job)));
  }

  #stopClock(id: number): void {
    clearInterval(this.#clocks.get(id));
    this.#clocks.delete(id);
  }
}
