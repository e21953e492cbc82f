import type { Bookmark } from "../generated/Bookmark";
import type { Folder } from "../generated/Folder";
import type { BookmarksState } from "./bookmarks.svelte";
import { followDrag } from "./drag";

/** Where a dragged bookmark would land: in a folder (null is the top), before another one. */
export interface Drop {
  folder: string | null;
  before: string | null;
}

/** What is being done in the list of bookmarks: folding, renaming, dragging. */
export class BookmarkEdits {
  closed = $state.raw<ReadonlySet<string>>(new Set());
  renaming = $state<string | null>(null);
  tagging = $state<string | null>(null);
  dragged = $state<string | null>(null);
  drop = $state.raw<Drop | null>(null);
  readonly #bookmarks: BookmarksState;

  constructor(bookmarks: BookmarksState) {
    this.#bookmarks = bookmarks;
  }

  foldersIn(parent: string | null): Folder[] {
    return this.#bookmarks.folders.filter((folder) => folder.parent === parent);
  }

  bookmarksIn(folder: string | null): Bookmark[] {
    return this.#bookmarks.inFolder(folder);
  }

  toggle(folder: string): void {
    const closed = new Set(this.closed);
    if (!closed.delete(folder)) closed.add(folder);
    this.closed = closed;
  }

  /** Follows a press on a bookmark; when it becomes a drag, it ends in a move. */
  press(event: PointerEvent, bookmark: Bookmark): void {
    followDrag(event, {
      dragging: (on) => {
        this.dragged = on ? bookmark.id : null;
        if (!on) this.drop = null;
      },
      moved: (x, y) => {
        this.drop = dropAt(x, y, bookmark.id);
      },
      dropped: () => {
        const { drop } = this;
        this.drop = null;
        if (!drop) return;
        const change = { folder: drop.folder ?? "", before: drop.before ?? "" };
        void this.#bookmarks.update(bookmark, change);
      },
    });
  }
}

/** What lies under the pointer, read from the list's own attributes. */
function dropAt(x: number, y: number, dragged: string): Drop | null {
  const under = document.elementFromPoint(x, y);
  const row = under?.closest<HTMLElement>("[data-bookmark]");
  if (row) {
    const folder = row.dataset.in === "" ? null : (row.dataset.in ?? null);
    const rect = row.getBoundingClientRect();
    const upper = y < rect.top + rect.height / 2;
    const before = upper ? row.dataset.bookmark : row.dataset.next;
    if (before === dragged || row.dataset.bookmark === dragged) return null;
    return { folder, before: before === undefined || before === "" ? null : before };
  }
  const folder = under?.closest<HTMLElement>("[data-folder]");
  if (folder) return { folder: folder.dataset.folder ?? null, before: null };
  return under?.closest("[data-bookmarks]") ? { folder: null, before: null } : null;
}
