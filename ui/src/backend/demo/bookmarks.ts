import { articleOf, sectionOf } from "../../address";
import type { Bookmark } from "../../generated/Bookmark";
import type { BookmarkChange } from "../../generated/BookmarkChange";
import type { Folder } from "../../generated/Folder";
import type { NewBookmark } from "../../generated/NewBookmark";
import type { Passage } from "../../generated/Passage";
import { failure } from "./failure";
import { COLLECTION_TITLE, pageAt, type DemoPage } from "./pages";

interface GoneFolder {
  folder: Folder;
  inside: string[];
  time: number;
}

interface BookmarksSnapshot {
  folders: Folder[];
  bookmarks: Bookmark[];
  gone: [string, { bookmark: Bookmark; time: number }][];
  goneFolders: [string, GoneFolder][];
}

/** The bookmarks and folders of the fake library. */
export class DemoBookmarks {
  folders: Folder[] = [];
  bookmarks: Bookmark[] = [];
  /** The trash. */
  gone = new Map<string, { bookmark: Bookmark; time: number }>();
  goneFolders = new Map<string, GoneFolder>();
  #next = 1;

  snapshot(): BookmarksSnapshot {
    return {
      folders: this.folders,
      bookmarks: this.bookmarks,
      gone: [...this.gone],
      goneFolders: [...this.goneFolders],
    };
  }

  reset({ folders, bookmarks, gone, goneFolders }: BookmarksSnapshot): void {
    this.folders = folders;
    this.bookmarks = bookmarks;
    this.gone = new Map(gone);
    this.goneFolders = new Map(goneFolders);
  }

  add({ address, folder, passage, textHash, readLater }: NewBookmark): Bookmark {
    const page = pageAt(address);
    if (!page) throw failure("article-missing", "there is no such article");
    const section = page.sections.find((one) => one.anchor === sectionOf(address));
    const made: Bookmark = {
      id: `bookmark-${String(this.#next++)}`,
      address,
      title: section ? `${page.title}: ${section.title}` : page.title,
      articleTitle: page.title,
      collectionTitle: COLLECTION_TITLE,
      sectionTitle: section?.title ?? null,
      folder: folder ?? null,
      tags: [],
      quote: "",
      passage: null,
      readLater: readLater ?? false,
      progress: null,
      status: "exact",
      created: Date.now(),
      modified: Date.now(),
      ...(passage ? placed(page, passage, textHash) : {}),
    };
    this.bookmarks = [...this.bookmarks, made];
    return made;
  }

  /** Puts a bookmark in the place of the one with its id, for one that has been through something. */
  put(bookmark: Bookmark): void {
    this.bookmarks = this.bookmarks.map((one) => (one.id === bookmark.id ? bookmark : one));
  }

  update(id: string, change: BookmarkChange): Bookmark {
    const old = this.#get(id);
    const title = change.title === "" ? pageAt(articleOf(old.address))?.title : change.title;
    const page = pageAt(change.address ?? old.address);
    const changed: Bookmark = {
      ...old,
      title: title ?? old.title,
      tags: change.tags ?? old.tags,
      folder: change.folder === undefined ? old.folder : change.folder || null,
      readLater: change.readLater ?? old.readLater,
      ...(change.address === undefined ? {} : { address: change.address, status: "exact" }),
      ...(change.passage && page ? placed(page, change.passage, change.textHash) : {}),
    };
    if (change.before === undefined && change.folder === undefined) {
      this.bookmarks = this.bookmarks.map((one) => (one.id === id ? changed : one));
      return changed;
    }
    const rest = this.bookmarks.filter((one) => one.id !== id);
    const at = rest.findIndex((one) => one.id === change.before);
    this.bookmarks =
      at < 0 ? [...rest, changed] : [...rest.slice(0, at), changed, ...rest.slice(at)];
    return changed;
  }

  remove(id: string): void {
    this.gone.set(id, { bookmark: this.#get(id), time: Date.now() });
    this.bookmarks = this.bookmarks.filter((one) => one.id !== id);
  }

  restore(id: string): Bookmark {
    const found = this.gone.get(id);
    if (!found) throw failure("mark-missing", "there is no such bookmark");
    this.gone.delete(id);
    this.bookmarks = [...this.bookmarks, found.bookmark];
    return found.bookmark;
  }

  addFolder(title: string, parent: string | null): Folder {
    const folder: Folder = { id: `folder-${String(this.#next++)}`, parent, title };
    this.folders = [...this.folders, folder];
    return folder;
  }

  renameFolder(id: string, title: string): Folder {
    const folder = { ...this.#folder(id), title };
    this.folders = this.folders.map((one) => (one.id === id ? folder : one));
    return folder;
  }

  removeFolder(id: string): void {
    const folder = this.#folder(id);
    const inside = this.bookmarks.filter((one) => one.folder === id).map((one) => one.id);
    this.goneFolders.set(id, { folder, inside, time: Date.now() });
    this.folders = this.folders
      .filter((one) => one.id !== id)
      .map((one) => (one.parent === id ? { ...one, parent: folder.parent } : one));
    this.#move(inside, folder.parent);
  }

  restoreFolder(id: string): Folder {
    const gone = this.goneFolders.get(id);
    if (!gone) throw failure("mark-missing", "there is no such folder");
    this.goneFolders.delete(id);
    this.folders = [...this.folders, gone.folder];
    this.#move(gone.inside, id);
    return gone.folder;
  }

  #move(ids: readonly string[], folder: string | null): void {
    this.bookmarks = this.bookmarks.map((one) => (ids.includes(one.id) ? { ...one, folder } : one));
  }

  #get(id: string): Bookmark {
    const bookmark = this.bookmarks.find((one) => one.id === id);
    if (!bookmark) throw failure("mark-missing", "there is no such bookmark");
    return bookmark;
  }

  #folder(id: string): Folder {
    const folder = this.folders.find((one) => one.id === id);
    if (!folder) throw failure("mark-missing", "there is no such folder");
    return folder;
  }
}

function placed(
  page: DemoPage,
  passage: Passage,
  textHash: string | undefined,
): Pick<Bookmark, "passage" | "quote" | "status"> {
  if (textHash !== page.textHash) {
    throw failure("page-changed", "the article has changed since it was opened");
  }
  return { passage, quote: page.text.slice(passage.start, passage.end), status: "exact" };
}
