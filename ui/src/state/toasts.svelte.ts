/** How long a toast stays, and with it the way back. */
export const TOAST_TIME = 8000;

/** More messages than that say nothing to anybody. */
const MOST_WAITING = 3;

export interface Toast {
  text: string;
  /** Takes the action back. */
  undo?: () => void | Promise<void>;
  /** What the button says that takes it back. */
  label?: string;
  /** Opens what it tells of. */
  open?: { label: string; run: () => void };
  /** It takes back whatever was changed last: with the next change that is something else. */
  last?: boolean;
  /** Carries out what was only promised so far; called when the way back closes. */
  commit?: () => void | Promise<void>;
}

interface ShownToast extends Toast {
  id: number;
}

/** One message at a time, at the lower edge. */
export class Toasts {
  shown = $state.raw<ShownToast | null>(null);
  /** Takes back the last change, whatever it was. */
  undoLast: () => Promise<void> = () => Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #next = 0;
  #waiting: Toast[] = [];
  readonly #failed: (reason: unknown) => void;

  constructor(failed: (reason: unknown) => void) {
    this.#failed = failed;
  }

  /** Shows a message, in place of the one before. One that only tells does not
   * carry out what can still be taken back: it waits. */
  show(toast: Toast): void {
    if (this.shown?.commit && !toast.undo) {
      this.#waiting = [...this.#waiting, toast].slice(-MOST_WAITING);
      return;
    }
    this.close();
    this.shown = { ...toast, id: (this.#next += 1) };
    this.hold(false);
  }

  /** Tells of a change that is taken back as the last one. */
  offer(text: string): void {
    this.show({ text, undo: () => this.undoLast(), last: true });
  }

  /** Something else is the last change now. */
  changed(): void {
    if (this.shown?.last) this.close();
  }

  /** Takes back what the shown toast tells of. */
  undo(): void {
    const toast = this.#take();
    if (toast?.undo) this.#run(toast.undo);
    this.#showNext();
  }

  /** Opens what the shown toast tells of. */
  follow(): void {
    const toast = this.#take();
    if (toast?.open) this.#run(toast.open.run);
    this.#showNext();
  }

  /** Ends the toast; the way back closes. */
  close(): void {
    const toast = this.#take();
    if (toast?.commit) this.#run(toast.commit);
    this.#showNext();
  }

  /** While the pointer or focus is on it, a toast does not go away. */
  hold(held: boolean): void {
    clearTimeout(this.#timer);
    if (held || !this.shown) return;
    this.#timer = setTimeout(() => {
      this.close();
    }, TOAST_TIME);
  }

  #showNext(): void {
    const [next, ...rest] = this.#waiting;
    this.#waiting = rest;
    if (next) this.show(next);
  }

  #take(): ShownToast | null {
    clearTimeout(this.#timer);
    const toast = this.shown;
    this.shown = null;
    return toast;
  }

  #run(action: () => void | Promise<void>): void {
    Promise.resolve()
      .then(action)
      .catch((reason: unknown) => {
        this.#failed(reason);
      });
  }
}
