import { articleOf } from "../address";
import { deskAddress, tidied } from "../desk";
import type { BackupPreview } from "../generated/BackupPreview";
import type { ImportProgress } from "../generated/ImportProgress";
import type { ImportReport } from "../generated/ImportReport";
import type { NotebookEntry } from "../generated/NotebookEntry";
import type { NotebookFilter } from "../generated/NotebookFilter";
import { m } from "../messages";
import type { App } from "./app.svelte";
import { isCode } from "./errors";

/** What a page of marks does on keys that are heard by the whole window. */
export interface DeskKeys {
  selectAll(): void | Promise<void>;
  /** Takes the mark that has the focus in or out; false where none has it. */
  select(): boolean;
  /** Deletes what is selected, or the mark that has the focus. */
  remove(): boolean;
  /** Selects nothing any more; false where nothing was selected. */
  clear(): boolean;
}

/** What the person keeps, as a whole: the notebook, the trash, backups, and the ways in and out. */
export class Desk {
  /** Of the page that is shown, where it has marks to be selected. */
  keys: DeskKeys | null = null;
  /** How far the import of marks is, where one goes on. */
  importing = $state.raw<ImportProgress | null>(null);
  readonly #app: App;
  #underWay = false;

  constructor(app: App) {
    this.#app = app;
  }

  /** Begins to hear how far imports are. */
  follow(): void {
    this.#app.backend.onImporting((progress) => {
      if (!this.#underWay) return;
      // A dialog that somebody is in is not taken away.
      if (this.importing === null) this.#app.overlays.dialog ??= { kind: "importing" };
      this.importing = progress;
    });
  }

  async openNotebook(filter: NotebookFilter = {}): Promise<void> {
    await this.#app.open(deskAddress({ page: "notebook", filter }));
    this.#app.focusPage();
  }

  /** Opens what was marked in an article, as it stands there. */
  async openDigest(address: string): Promise<void> {
    await this.openNotebook({ address: articleOf(address), order: "article" });
  }

  async openTrash(): Promise<void> {
    await this.#app.open(deskAddress({ page: "trash" }));
    this.#app.focusPage();
  }

  async openBackups(): Promise<void> {
    await this.#app.open(deskAddress({ page: "backups" }));
    this.#app.focusPage();
  }

  /** Goes to the place of a mark, and shows which one it is. */
  async openEntry(entry: NotebookEntry): Promise<void> {
    const { address, passage } = entry;
    if (entry.kind === "annotation") {
      const at = entry.target === "section" ? address : articleOf(address);
      await this.#app.open(at, { kind: "mark", id: entry.id });
    } else if (passage) {
      await this.#app.open(articleOf(address), { kind: "passage", passage });
    } else {
      await this.#app.open(address);
    }
    this.#app.focusPage();
  }

  /** Asks in which form, and what, to save. */
  exportMarks(filter: NotebookFilter, shown: number, ids: string[]): void {
    const unordered = tidied({ ...filter, order: null });
    this.#app.overlays.dialog = { kind: "export", filter: unordered, shown, ids };
  }

  /** Asks for a file of marks and reads it; asked again while one is read, shows how far that is. */
  async importMarks(): Promise<void> {
    if (this.#underWay) {
      if (this.importing) this.#app.overlays.dialog = { kind: "importing" };
      return;
    }
    this.#underWay = true;
    try {
      const report = await this.#app.backend.importMarks();
      this.#importEnded();
      if (report === null) return;
      this.#report(report);
      await this.changed();
    } catch (reason) {
      this.#importEnded();
      if (isCode(reason, "cancelled")) this.#app.toasts.show({ text: m.importing.stopped });
      else this.#app.failed(reason);
    }
  }

  stopImport(): void {
    this.#app.backend.stopImport().catch(this.#app.failed);
  }

  #report(report: ImportReport): void {
    const { overlays, toasts } = this.#app;
    const run = () => {
      overlays.dialog = { kind: "imported", report };
    };
    if (overlays.dialog === null) run();
    else toasts.show({ text: m.importing.ended, open: { label: m.importing.report, run } });
  }

  #importEnded(): void {
    this.#underWay = false;
    this.importing = null;
    if (this.#app.overlays.dialog?.kind === "importing") this.#app.overlays.dialog = null;
  }

  /** Marks were changed, many at once: whatever shows them reads again. */
  async changed(): Promise<void> {
    await Promise.all([this.#app.bookmarks.load(), this.#app.marks.refresh()]);
  }

  async saveBackup(): Promise<void> {
    try {
      if (await this.#app.backend.saveBackup()) this.#app.toasts.show({ text: m.backups.saved });
    } catch (reason) {
      this.#app.failed(reason);
    }
  }

  /** Looks at a backup before anything is done with it. */
  async look(read: () => Promise<BackupPreview | null>): Promise<void> {
    try {
      const preview = await read();
      if (preview) this.#app.overlays.dialog = { kind: "backup", preview };
    } catch (reason) {
      this.#app.failed(reason);
    }
  }

  /** Rejects where it did not work; nothing was changed then. */
  async restore(preview: BackupPreview, merge: boolean): Promise<void> {
    const app = this.#app;
    await app.settings.flush();
    const restored = await app.backend.restoreBackup(preview.id, merge);
    app.overlays.dialog = { kind: "restored", restored };
    await this.#readAgain();
  }

  /** The library is another one now. */
  async #readAgain(): Promise<void> {
    const app = this.#app;
    app.history.revision += 1;
    try {
      await app.settings.load();
      if (app.page.view) await app.page.reload();
    } catch (reason) {
      app.failed(reason);
    }
    await Promise.all([this.changed(), app.collections.load()]);
  }
}
