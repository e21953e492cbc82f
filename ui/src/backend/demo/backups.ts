/** Backups of the fake library: copies of its marks, compared, restored and merged. */
import type { Annotation } from "../../generated/Annotation";
import type { BackupCopy } from "../../generated/BackupCopy";
import type { BackupPreview } from "../../generated/BackupPreview";
import type { Bookmark } from "../../generated/Bookmark";
import type { Difference } from "../../generated/Difference";
import type { Folder } from "../../generated/Folder";
import type { Restored } from "../../generated/Restored";
import type { Backend } from "../backend";
import type { DemoBookmarks } from "./bookmarks";
import { failure } from "./failure";
import type { DemoMarks } from "./marks";

const DAY = 86_400_000;
const NOTHING: Difference = { same: 0, different: 0, here: 0, there: 0 };

/** What a copy holds. */
interface Kept {
  annotations: Annotation[];
  bookmarks: Bookmark[];
  folders: Folder[];
}

interface Own {
  id: string;
}

export class DemoBackups {
  /** Newest first. */
  copies: (BackupCopy & { kept: Kept })[] = [];
  /** The file that is chosen, by the name of a copy; null is a dialog that was closed. */
  chosen: string | null = null;
  /** Whether a place to save is chosen. */
  saves = true;
  readonly #marks: DemoMarks;
  readonly #bookmarks: DemoBookmarks;
  #previewed: { preview: BackupPreview; kept: Kept } | null = null;
  #next = 1;

  constructor(marks: DemoMarks, bookmarks: DemoBookmarks) {
    this.#marks = marks;
    this.#bookmarks = bookmarks;
    // Two evenings on which nothing was marked yet.
    this.keep(Date.now() - 2 * DAY);
    this.keep(Date.now() - DAY);
  }

  /** Makes a copy of what is here now. */
  keep(made = Date.now()): string {
    const day = new Date(made).toISOString().slice(0, 10);
    const name = `library-${day}-${String(this.#next++)}.db`;
    const kept = this.#now();
    const bytes = 212_992 + JSON.stringify(kept).length;
    this.copies = [{ name, made, bytes, kept }, ...this.copies];
    return name;
  }

  preview(name: string): BackupPreview {
    const copy = this.copies.find((one) => one.name === name);
    if (!copy) throw failure("file", "there is no such copy");
    const preview = {
      id: `preview-${String(this.#next++)}`,
      name,
      changed: copy.made,
      ...differences(this.#now(), copy.kept),
    };
    this.#previewed = { preview, kept: copy.kept };
    return preview;
  }

  restore(id: string, merge: boolean): Restored {
    const previewed = this.#previewed;
    if (previewed?.preview.id !== id) {
      throw failure("invalid-input", "another backup was looked at since", "Look at it again.");
    }
    this.#previewed = null;
    const now = this.#now();
    const { preview, kept: there } = previewed;
    const kept = this.keep();
    const both = now.annotations.flatMap((mark) => {
      const other = there.annotations.find(({ id: known }) => known === mark.id);
      return other && other.note !== mark.note ? [other] : [];
    });
    this.#marks.replace(merge ? joined(now.annotations, there.annotations) : there.annotations);
    this.#bookmarks.bookmarks = merge ? joined(now.bookmarks, there.bookmarks) : there.bookmarks;
    this.#bookmarks.folders = merge ? joined(now.folders, there.folders) : there.folders;
    return { preview, merged: merge, versions: merge ? both.length : 0, kept };
  }

  #now(): Kept {
    const { bookmarks, folders } = this.#bookmarks;
    return { annotations: this.#marks.list({}), bookmarks, folders };
  }
}

function differences(here: Kept, there: Kept): Omit<BackupPreview, "id" | "name" | "changed"> {
  return {
    annotations: between(here.annotations, there.annotations),
    bookmarks: between(here.bookmarks, there.bookmarks),
    folders: between(here.folders, there.folders),
    cards: NOTHING,
    articles: NOTHING,
  };
}

function between(here: readonly Own[], there: readonly Own[]): Difference {
  const known = new Map(there.map((one) => [one.id, JSON.stringify(one)]));
  const shared = here.filter(({ id }) => known.has(id));
  const same = shared.filter((one) => known.get(one.id) === JSON.stringify(one)).length;
  return {
    same,
    different: shared.length - same,
    here: here.length - shared.length,
    there: there.length - shared.length,
  };
}

/** What is here, and what is only there. */
function joined<One extends Own>(here: readonly One[], there: readonly One[]): One[] {
  const known = new Set(here.map(({ id }) => id));
  return [...here, ...there.filter(({ id }) => !known.has(id))];
}

type Calls = Pick<
  Backend,
  "saveBackup" | "listCopies" | "previewCopy" | "chooseBackup" | "restoreBackup"
>;

export function backupCalls(backups: DemoBackups, calls: string[]): Calls {
  return {
    saveBackup: async () => {
      calls.push("saveBackup");
      return backups.saves;
    },
    listCopies: async () => backups.copies.map(({ name, made, bytes }) => ({ name, made, bytes })),
    previewCopy: async (name) => backups.preview(name),
    chooseBackup: async () => {
      calls.push("chooseBackup");
      return backups.chosen === null ? null : backups.preview(backups.chosen);
    },
    restoreBackup: async (id, merge) => {
      calls.push(`restoreBackup ${merge ? "merge" : "replace"}`);
      return backups.restore(id, merge);
    },
  };
}
