import { articleOf, sameArticle } from "../address";
import type { Backend } from "../backend/backend";
import type { Bookmark } from "../generated/Bookmark";
import type { BookmarkChange } from "../generated/BookmarkChange";
import type { Folder } from "../generated/Folder";
import type { NewBookmark } from "../generated/NewBookmark";
import { m } from "../messages";
import type { Toasts } from "./toasts.svelte";

/** From this share on an article counts as read through. */
const READ = 0.95;

/** Whether an exact place is kept, and not an article or a section. */
export function keepsPlace({ quote, passage }: Bookmark): boolean {
  return quote !== "" || passage !== null;
}

export function isRead({ progress }: Bookmark): boolean {
  return (progress ?? 0) >= READ;
}

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

  /** What is to be read later; what is read through comes last. */
  readonly toRead = $derived.by(() => {
    const wanted = this.all.filter(({ readLater }) => readLater);
    return [...wanted.filter((one) => !isRead(one)), ...wanted.filter(isRead)];
  });

  /** The bookmark of exactly this article or section. */
  of(address: string): Bookmark | undefined {
    return this.all.find((one) => one.address === address && !keepsPlace(one));
  }

  /** The bookmarks that a folder lists; what is to be read later has a list of its own at the top. */
  inFolder(folder: string | null): Bookmark[] {
    return this.all.filter((one) => one.folder === folder && (folder !== null || !one.readLater));
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
    else await this.add({ address });
  }

  async add(bookmark: NewBookmark): Promise<void> {
    this.#toasts.changed();
    await this.#guard(async () => {
      const made = await this.#backend.addBookmark(bookmark);
      // The star says at once that it is kept; its place in the list is read after that.
      this.all = [...this.all, made];
      this.#toasts.show({
        text: saidOf(made),
        undo: () => this.#change(this.#backend.deleteBookmark(made.id)),
      });
      await this.load();
    });
  }

  /** Puts an article on the list to read later, or takes it off; the bookmark itself stays. */
  async toggleReadLater(address: string): Promise<void> {
    const known = this.of(address);
    if (!known) await this.add({ address, readLater: true });
    else await this.readLater(known, !known.readLater);
  }

  async readLater(bookmark: Bookmark, readLater: boolean): Promise<void> {
    const { title } = bookmark;
    await this.update(bookmark, { readLater }, () => {
      this.#toasts.offer(readLater ? m.toasts.readLater(title) : m.toasts.notReadLater(title));
    });
  }

  /** The person says that what was found is what they kept. */
  async confirm(bookmark: Bookmark): Promise<void> {
    const { address, passage } = bookmark;
    await this.#guard(async () => {
      const view = passage ? await this.#backend.openArticle(articleOf(address)) : null;
      const place = passage && view ? { passage, textHash: view.textHash } : {};
      await this.#change(this.#backend.updateBookmark(bookmark.id, { address, ...place }));
      this.#toasts.offer(m.toasts.bookmarkConfirmed);
    });
  }

  /** The place is gone: the article is kept without it. */
  async keepArticle(bookmark: Bookmark): Promise<void> {
    const address = articleOf(bookmark.address);
    await this.#guard(async () => {
      await this.#change(this.#backend.updateBookmark(bookmark.id, { address }));
      this.#toasts.offer(m.toasts.articleKept(bookmark.articleTitle));
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

  async update(bookmark: Bookmark, change: BookmarkChange, done?: () => void): Promise<void> {
    await this.#guard(async () => {
      await this.#change(this.#backend.updateBookmark(bookmark.id, change));
      done?.();
    });
  }

  /** Moves one step up or down among the bookmarks of its folder. */
  async shift(bookmark: Bookmark, by: -1 | 1): Promise<void> {
    const peers = this.inFolder(bookmark.folder);
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
    this.#toasts.changed();
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

function saidOf(made: Bookmark): string {
  if (keepsPlace(made)) return m.toasts.placeBookmarked(made.title);
  if (made.readLater) return m.toasts.readLater(made.title);
  const section = made.address !== articleOf(made.address);
  return section ? m.toasts.sectionBookmarked(made.title) : m.toasts.bookmarked(made.title);
}
