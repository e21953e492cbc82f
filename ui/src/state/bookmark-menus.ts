import type { Bookmark } from "../generated/Bookmark";
import type { Folder } from "../generated/Folder";
import { m } from "../messages";
import type { App } from "./app.svelte";
import type { BookmarkEdits } from "./bookmark-edits.svelte";
import type { MenuGroups, MenuItem } from "./overlays.svelte";

export function bookmarkMenu(app: App, edits: BookmarkEdits, bookmark: Bookmark): MenuGroups {
  const { bookmarks } = app;
  const places: { id: string; title: string }[] = [
    { id: "", title: m.bookmarks.top },
    ...bookmarks.folders,
  ];
  const moves: MenuItem[] = places
    .filter(({ id }) => id !== (bookmark.folder ?? ""))
    .map(({ id, title }) => ({
      label: `${m.bookmarks.moveTo}: ${title}`,
      run: () => void bookmarks.update(bookmark, { folder: id, before: "" }),
    }));
  const step = (by: -1 | 1) => () => void bookmarks.shift(bookmark, by);
  return [
    [{ label: m.bookmarks.open, run: () => void app.openBookmark(bookmark) }],
    [
      {
        label: m.readLater.add,
        checked: bookmark.readLater,
        run: () => void bookmarks.readLater(bookmark, !bookmark.readLater),
      },
      { label: m.bookmarks.rename, keys: "F2", run: () => (edits.renaming = bookmark.id) },
      { label: m.bookmarks.tags, run: () => (edits.tagging = bookmark.id) },
      {
        label: m.links.copyAddress,
        run: () => void app.copy(bookmark.address, m.toasts.linkCopied),
      },
    ],
    [
      { label: m.bookmarks.moveUp, keys: "Alt+↑", run: step(-1) },
      { label: m.bookmarks.moveDown, keys: "Alt+↓", run: step(1) },
      ...moves,
    ],
    [{ label: m.bookmarks.remove, danger: true, run: () => void bookmarks.remove(bookmark) }],
  ];
}

export function folderMenu(app: App, edits: BookmarkEdits, folder: Folder): MenuGroups {
  const { bookmarks } = app;
  const addInside = async () => {
    const made = await bookmarks.addFolder(folder.id);
    if (made) edits.renaming = made.id;
  };
  return [
    [
      { label: m.bookmarks.rename, run: () => (edits.renaming = folder.id) },
      { label: m.bookmarks.addFolderInside, run: () => void addInside() },
    ],
    [{ label: m.bookmarks.remove, danger: true, run: () => void bookmarks.removeFolder(folder) }],
  ];
}
