import { m } from "../messages";
import type { App } from "./app.svelte";

/** Takes back changes of marks, and does them again; what is shown is read anew after each. */
export class Undoing {
  readonly #app: App;
  #busy = false;

  constructor(app: App) {
    this.#app = app;
  }

  /** Says what was undone, with the way back; one step at a time, however fast the keys come. */
  async step(by: "undo" | "redo"): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    const app = this.#app;
    try {
      // What is being written is a change too, and would come after the one that is taken back.
      const safe = (await app.marks.writing?.()) ?? true;
      if (!safe) return;
      app.marks.editing = null;
      const undone = await (by === "undo" ? app.backend.undo() : app.backend.redo());
      if (!undone) {
        app.toasts.show({ text: by === "undo" ? m.undo.nothing : m.undo.nothingToRedo });
        return;
      }
      await app.readMarks();
      app.toasts.show({
        text: by === "undo" ? m.undo.undone(undone) : m.undo.redone(undone),
        undo: () => this.step(by === "undo" ? "redo" : "undo"),
        label: by === "undo" ? m.undo.redo : m.undo.undo,
        last: true,
      });
    } catch (reason) {
      app.failed(reason);
    } finally {
      this.#busy = false;
    }
  }
}
