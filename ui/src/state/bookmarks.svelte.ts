import { articleOf, sameArticle } from "../address";
import type { Backend } from "../backend/backend";
import type { Bookmark } from "../generated/Bookmark";
import type { BookmarkChange } from "../generated/BookmarkChange";
import type { Folder } from "../generated/Folder";
import { m } from "../messages";
import type { Toasts } from "./toasts.svelte";

/** All bookmarks and folders; every change comes back from the library before it shows. */
export class BookmarksState {
  folders = $state.raw<Folder[]>([]);
  all = $state.raw<Bookmark[]>([]);
  readonly #backend: Backend;
  readonly #toasts: Toasts;
  readonly #failed: (reason: unknown) => void;

  constructor(backend: Backend, toasts: Toasts, failed: (reason: unknown) => void) {
    this.#backend = backend;
    this.#toasts = toasts;
    this.#failed = failed;
  }

  /** The bookmark of exactly this address. */
  of(address: string): Bookmark | undefined {
    return this.all.find((bookmark) => bookmark.address === address);
  }

  ofArticle(address: string): Bookmark[] {
    return this.all.filter((bookmark) => sameArticle(bookmark.address, address));
  }

  async load(): Promise<void> {
    await this.#guard(async () => {
      const { folders, bookmarks } = await this.#backend.listBookmarks();
      this.folders = folders;
      this.all = bookmarks;
    });
  }

  /** Sets or takes away the bookmark of an article or a section. */
  async toggle(address: string): Promise<void> {
    const known = this.of(address);
    if (known) await this.remove(known);
    else await this.add(address);
  }

  async add(address: string): Promise<void> {
    await this.#guard(async () => {
      const made = await this.#backend.addBookmark(address, null);
      await this.load();
      const section = made.address !== articleOf(made.address);
      this.#toasts.show({
        text: section ? m.toasts.sectionBookmarked(made.title) : m.toasts.bookmarked(made.title),
        undo: () => this.#change(this.#backend.deleteBookmark(made.id)),
      });
    });
  }

  async remove(bookmark: Bookmark): Promise<void> {
    await this.#guard(async () => {
      await this.#change(this.#backend.deleteBookmark(bookmark.id));
      this.#toasts.show({
        text: m.toasts.bookmarkDeleted(bookmark.title),
        undo: () => this.#change(this.#backend.restoreBookmark(bookmark.id)),
      });
    });
  }

  async update(bookmark: Bookmark, change: BookmarkChange): Promise<void> {
    await this.#guard(() => this.#change(this.#backend.updateBookmark(bookmark.id, change)));
  }

  /** Moves one step up or down among the bookmarks of its folder. */
  async shift(bookmark: Bookmark, by: -1 | 1): Promise<void> {
    const peers = this.all.filter((one) => one.folder === bookmark.folder);
    const at = peers.findIndex((one) => one.id === bookmark.id);
    if (peers[at + by] === undefined) return;
    const before = by < 0 ? peers[at - 1] : peers[at + 2];
    await this.update(bookmark, { before: before?.id ?? "" });
  }

  /** Makes a folder; gives it back so that it can be named. */
  async addFolder(parent: string | null): Promise<Folder | null> {
    let made: Folder | null = null;
    await this.#guard(async () => {
      made = await this.#backend.addFolder(m.bookmarks.newFolder, parent);
      await this.load();
    });
    return made;
  }

  async renameFolder(folder: Folder, title: string): Promise<void> {
    if (title.trim() === "" || title === folder.title) return;
    await this.#guard(() => this.#change(this.#backend.renameFolder(folder.id, title.trim())));
  }

  async removeFolder(folder: Folder): Promise<void> {
    await this.#guard(async () => {
      await this.#change(this.#backend.deleteFolder(folder.id));
      this.#toasts.show({
        text: m.toasts.folderDeleted(folder.title),
        undo: () => this.#change(this.#backend.restoreFolder(folder.id)),
      });
    });
  }

  async #change(change: Promise<unknown>): Promise<void> {
    await change;
    await this.load();
  }

  async #guard(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (reason) {
      this.#failed(reason);
    }
  }
}
