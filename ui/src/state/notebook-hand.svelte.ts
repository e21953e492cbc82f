import { tick } from "svelte";
import type { NotebookEntry } from "../generated/NotebookEntry";
import { takesText } from "../keys/fields";
import type { App } from "./app.svelte";
import type { DeskKeys } from "./desk.svelte";
import { deleteMarks } from "./mark-changes";
import { MarkSelection } from "./mark-selection.svelte";
import type { NotebookState } from "./notebook.svelte";

/** The hand in the notebook: what is selected in it, and what is done with that. */
export class NotebookHand implements DeskKeys {
  readonly selection = new MarkSelection();
  readonly #app: App;
  readonly #notebook: NotebookState;
  /** The element that holds the rows; each names its mark. */
  readonly #list: () => HTMLElement;
  /** Where marks were deleted, until the list is without them. */
  #gap: number | null = null;

  constructor(app: App, notebook: NotebookState, list: () => HTMLElement) {
    this.#app = app;
    this.#notebook = notebook;
    this.#list = list;
  }

  /** The mark whose row has the focus. */
  get focused(): NotebookEntry | undefined {
    const active = document.activeElement;
    const row = this.#list().contains(active) ? active?.closest<HTMLElement>("[data-mark]") : null;
    const { entries } = this.#notebook;
    return row ? entries.find(({ id }) => id === row.dataset.mark) : undefined;
  }

  toggle(entry: NotebookEntry, range: boolean): void {
    this.selection.toggle(entry, this.#notebook.entries, range);
  }

  select(): boolean {
    const { focused } = this;
    if (focused) this.toggle(focused, false);
    return focused !== undefined;
  }

  async selectAll(): Promise<void> {
    try {
      this.selection.take(await this.#notebook.everything());
    } catch (reason) {
      this.#app.failed(reason);
    }
  }

  clear(): boolean {
    const some = this.selection.size > 0;
    this.selection.clear();
    return some;
  }

  /** What is selected, or the mark that has the focus; not letters, nor what a panel has in hand. */
  remove(): boolean {
    const active = document.activeElement;
    const page = this.#list().closest("main");
    const here =
      !takesText(active) && (active === document.body || page?.contains(active) === true);
    const { focused, selection } = this;
    const meant = selection.size > 0 ? selection.entries : focused ? [focused] : [];
    if (!here || meant.length === 0) return false;
    void this.removeAll(meant);
    return true;
  }

  async removeAll(entries: readonly NotebookEntry[]): Promise<void> {
    const ids = new Set(entries.map(({ id }) => id));
    this.#gap = this.#notebook.entries.findIndex(({ id }) => ids.has(id));
    if (await deleteMarks(this.#app, entries)) this.selection.clear();
    else this.#gap = null;
  }

  export(): void {
    const { filter, total } = this.#notebook;
    this.#app.desk.exportMarks(filter, total ?? 0, [...this.selection.chosen.keys()]);
  }

  /** Reads the list again, and keeps in hand what it still has. */
  async refresh(): Promise<void> {
    const before = this.#notebook.entries;
    await this.#notebook.refresh();
    this.selection.follow(before, this.#notebook.entries);
    await tick();
    this.#closeGap();
  }

  /** Where the focus was on what is deleted, what follows that has it now. */
  #closeGap(): void {
    const gap = this.#gap;
    this.#gap = null;
    const active = document.activeElement;
    if (gap === null || (active !== null && active !== document.body)) return;
    const stops = [...this.#list().querySelectorAll<HTMLElement>("[data-stop]")];
    const next = stops[Math.max(0, gap)] ?? stops.at(-1);
    if (next) next.focus({ preventScroll: true });
    else this.#app.focusPage();
  }
}
