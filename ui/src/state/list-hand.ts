import { tick } from "svelte";
import { takesText } from "../keys/fields";
import type { App } from "./app.svelte";
import type { DeskKeys } from "./desk.svelte";
import { MarkSelection, type Named } from "./mark-selection.svelte";

/** A list of marks, as far as it was read. */
export interface MarkList<Mark> {
  readonly entries: readonly Mark[];
  /** All that belong to it, read or not. */
  everything(): Promise<readonly Mark[]>;
  /** Reads it again: something in it was changed. */
  refresh(): Promise<void>;
}

/** The hand in a list of marks: what is selected in it, and where the focus goes as rows go. */
export class ListHand<Mark extends Named> implements DeskKeys {
  readonly selection = new MarkSelection<Mark>();
  readonly #app: App;
  readonly #marks: MarkList<Mark>;
  /** The element that holds the rows, each of which names its mark; none after it was left. */
  readonly #list: () => HTMLElement | undefined;
  readonly #remove: (marks: readonly Mark[]) => unknown;
  /** Where marks were taken away, until the list is without them. */
  #gap: { at: number; ids: ReadonlySet<string> } | null = null;

  /** `remove` is what the key for deleting does. */
  constructor(
    app: App,
    marks: MarkList<Mark>,
    list: () => HTMLElement | undefined,
    remove: (marks: readonly Mark[]) => unknown,
  ) {
    this.#app = app;
    this.#marks = marks;
    this.#list = list;
    this.#remove = remove;
  }

  /** The mark whose row has the focus. */
  get focused(): Mark | undefined {
    const active = document.activeElement;
    const here = this.#list()?.contains(active) === true;
    const row = here ? active?.closest<HTMLElement>("[data-mark]") : null;
    return row ? this.#marks.entries.find(({ id }) => id === row.dataset.mark) : undefined;
  }

  toggle(mark: Mark, range: boolean): void {
    this.selection.toggle(mark, this.#marks.entries, range);
  }

  select(): boolean {
    const { focused } = this;
    if (focused) this.toggle(focused, false);
    return focused !== undefined;
  }

  async selectAll(): Promise<void> {
    try {
      this.selection.take(await this.#marks.everything());
    } catch (reason) {
      this.#app.failed(reason);
    }
  }

  clear(): boolean {
    const { last, size } = this.selection;
    if (size === 0) return false;
    this.selection.clear();
    // What was pressed for it may be gone with what was selected.
    const at = this.#marks.entries.findIndex(({ id }) => id === last);
    void tick().then(() => {
      if (isLost()) this.#focus(at);
    });
    return true;
  }

  /** What is selected, or the mark that has the focus; not letters, nor what a panel has in hand. */
  remove(): boolean {
    const active = document.activeElement;
    const page = this.#list()?.closest("main");
    const here =
      !takesText(active) && (active === document.body || page?.contains(active) === true);
    const { focused, selection } = this;
    const meant = selection.size > 0 ? selection.entries : focused ? [focused] : [];
    if (!here || meant.length === 0) return false;
    this.#remove(meant);
    return true;
  }

  /** Does what takes marks out of the list; they are not selected any more then. */
  async takeAway<Answer>(marks: readonly Mark[], act: () => Promise<Answer>): Promise<Answer> {
    this.#gap = this.#gapOf(new Set(marks.map(({ id }) => id)));
    try {
      const answer = await act();
      this.selection.drop(marks);
      return answer;
    } catch (reason) {
      this.#gap = null;
      throw reason;
    }
  }

  /** Reads the list again, and keeps in hand what it still has. */
  async refresh(): Promise<void> {
    const before = this.#marks.entries;
    await this.#marks.refresh();
    this.selection.follow(before, this.#marks.entries);
    await tick();
    this.closeGap();
    this.#app.focusLeft();
  }

  /** Where the focus was on what is gone, what follows that has it now. */
  closeGap(): void {
    const gap = this.#gap;
    // A newer reading may still be under way, and a dialog has the focus as long as it is open.
    if (!gap || this.#app.overlays.dialog) return;
    if (this.#marks.entries.some(({ id }) => gap.ids.has(id))) return;
    this.#gap = null;
    if (isLost() || document.activeElement === this.#list()?.closest("main")) this.#focus(gap.at);
  }

  /** Behind the row that has the focus, or the one that was selected last, or else the first. */
  #gapOf(ids: ReadonlySet<string>) {
    const { entries } = this.#marks;
    const near = [this.focused?.id, this.selection.last].find((id) => ids.has(id ?? ""));
    const from = entries.findIndex(({ id }) => (near ? id === near : ids.has(id)));
    const before = entries.slice(0, Math.max(0, from));
    return { at: before.filter(({ id }) => !ids.has(id)).length, ids };
  }

  /** The row at this place has the focus, or the last one, or the page where there is none. */
  #focus(at: number): void {
    const stops = this.#list()?.querySelectorAll<HTMLElement>("[data-stop]") ?? [];
    const stop = at < 0 ? undefined : (stops[at] ?? stops[stops.length - 1]);
    if (stop) stop.focus({ preventScroll: true });
    else this.#app.focusPage();
  }
}

/** Whether nothing has the focus: what had it is gone. */
function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
