/** What a job says of itself. */
import type { Job } from "../generated/Job";
import { m } from "../messages";

/** What it is called where it is no collection yet. */
export function nameOf({ subject, summary }: Job): string {
  return summary === null || summary.title === "" ? subject : summary.title;
}

/** How it stands, in a line. */
export function stateOf(job: Job): string {
  const { kind, state, phase, done, total, problems } = job;
  switch (state) {
    case "done":
      return problems.length > 0 ? m.jobs.problems(problems.length) : m.jobs.done[kind];
    case "failed":
      return m.jobs.failed[kind];
    case "running":
      return phase === null
        ? m.jobs.states.running
        : m.jobs.phases[phase](m.jobs.amount(done, total));
    case "paused":
      // How far it was before a restart is found out when it goes on.
      return phase === null ? m.jobs.states.paused : m.jobs.pausedAt(m.jobs.amount(done, total));
    default:
      return m.jobs.states[state];
  }
}

/** How fast it goes and how long it will still take, as far as that is known. */
export function paceOf({ kind, state, phase, rate, secondsLeft }: Job): string {
  if (state !== "running") return "";
  const last = kind === "verify" || phase === "merging";
  const left = last ? m.jobs.left : m.jobs.leftOfPart;
  return [
    ...(rate === null || rate <= 0 ? [] : [m.jobs.rate(rate)]),
    ...(secondsLeft === null ? [] : [left(secondsLeft)]),
  ].join(" · ");
}
