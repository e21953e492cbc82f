import type { ChangeKind } from "../../generated/ChangeKind";
import type { MarkKind } from "../../generated/MarkKind";
import type { Undone } from "../../generated/Undone";

/** Something whose whole state can be taken and given back. */
export interface Restorable<State = unknown> {
  snapshot(): State;
  reset(state: State): void;
}

interface Step {
  kind: MarkKind;
  change: ChangeKind;
  before: unknown[];
  after: unknown[];
}

/** Takes back changes of the fake library's marks, one after another. */
export class DemoUndo {
  readonly #parts: readonly Restorable[];
  #done: Step[] = [];
  #undone: Step[] = [];

  constructor(parts: readonly Restorable[]) {
    this.#parts = parts;
  }

  /** Makes a change that can be taken back; one that fails was none. */
  did<Result>(kind: MarkKind, change: ChangeKind, act: () => Result): Result {
    const before = this.#snapshot();
    const result = act();
    this.#done.push({ kind, change, before, after: this.#snapshot() });
    this.#undone = [];
    return result;
  }

  undo(): Undone | null {
    const step = this.#done.pop();
    if (!step) return null;
    this.#undone.push(step);
    this.#reset(step.before);
    return told(step);
  }

  redo(): Undone | null {
    const step = this.#undone.pop();
    if (!step) return null;
    this.#done.push(step);
    this.#reset(step.after);
    return told(step);
  }

  #snapshot(): unknown[] {
    return this.#parts.map((part) => part.snapshot());
  }

  #reset(states: readonly unknown[]): void {
    this.#parts.forEach((part, index) => {
      part.reset(states[index]);
    });
  }
}

function told({ kind, change }: Step): Undone {
  return { kind, change, count: 1, kept: 0 };
}
