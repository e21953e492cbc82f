/** What the fake answers about bookmarks, annotations, undoing and cards. */
import { articleOf } from "../../address";
import type { Annotation } from "../../generated/Annotation";
import type { Bookmark } from "../../generated/Bookmark";
import type { Citation } from "../../generated/Citation";
import type { ReadingPlace } from "../../generated/ReadingPlace";
import type { Backend } from "../backend";
import type { DemoBookmarks } from "./bookmarks";
import type { DemoMarks } from "./marks";
import type { DemoPage } from "./pages";
import type { DemoStudy } from "./study";
import type { DemoUndo } from "./undo";

export interface Marking {
  marks: DemoMarks;
  bookmarks: DemoBookmarks;
  study: DemoStudy;
  /** What was done to all of these, to be taken back. */
  history: DemoUndo;
  /** Where the person was in each article. */
  places: ReadonlyMap<string, ReadingPlace>;
  find: (address: string) => DemoPage;
}

type MarkingCommand =
  | "listBookmarks"
  | "addBookmark"
  | "updateBookmark"
  | "deleteBookmark"
  | "restoreBookmark"
  | "addFolder"
  | "renameFolder"
  | "deleteFolder"
  | "restoreFolder"
  | "listAnnotations"
  | "addAnnotation"
  | "updateAnnotation"
  | "deleteAnnotation"
  | "restoreAnnotation"
  | "noteVersions"
  | "suggestPlaces"
  | "citation"
  | "undo"
  | "redo"
  | StudyCommand;

type StudyCommand =
  "studyState" | "addCard" | "addCards" | "listCards" | "reviewCard" | "deleteCard";

export function markingCommands(marking: Marking): Pick<Backend, MarkingCommand> {
  const { marks, bookmarks, study, history, find } = marking;
  const counted = (mark: Annotation) => withCards(marking, mark);
  const read = (bookmark: Bookmark) => withProgress(marking, bookmark);
  return {
    listBookmarks: async () => ({
      folders: bookmarks.folders,
      bookmarks: bookmarks.bookmarks.map(read),
    }),
    addBookmark: async (made) => history.did("bookmark", "added", () => read(bookmarks.add(made))),
    updateBookmark: async (id, change) =>
      history.did("bookmark", "changed", () => read(bookmarks.update(id, change))),
    deleteBookmark: async (id) => {
      history.did("bookmark", "deleted", () => {
        bookmarks.remove(id);
      });
    },
    restoreBookmark: async (id) =>
      history.did("bookmark", "restored", () => read(bookmarks.restore(id))),
    addFolder: async (title, parent) =>
      history.did("folder", "added", () => bookmarks.addFolder(title, parent)),
    renameFolder: async (id, title) =>
      history.did("folder", "changed", () => bookmarks.renameFolder(id, title)),
    deleteFolder: async (id) => {
      history.did("folder", "deleted", () => {
        bookmarks.removeFolder(id);
      });
    },
    restoreFolder: async (id) =>
      history.did("folder", "restored", () => bookmarks.restoreFolder(id)),

    listAnnotations: async (filter) => marks.list(filter).map(counted),
    addAnnotation: async (made) => history.did("annotation", "added", () => marks.add(made)),
    updateAnnotation: async (id, change) =>
      history.did("annotation", "changed", () => counted(marks.update(id, change))),
    deleteAnnotation: async (id) => {
      history.did("annotation", "deleted", () => {
        marks.remove(id);
      });
    },
    restoreAnnotation: async (id) =>
      history.did("annotation", "restored", () => counted(marks.restore(id))),
    noteVersions: async (id) => marks.versions(id),
    suggestPlaces: async (id) => marks.suggest(id),
    citation: async (address) => citationOf(find(address)),
    undo: async () => history.undo(),
    redo: async () => history.redo(),

    ...studyCommands(study, history),
  };
}

function studyCommands(study: DemoStudy, history: DemoUndo): Pick<Backend, StudyCommand> {
  return {
    studyState: async () => study.state(),
    addCard: async (card) => history.did("card", "added", () => study.add(card)),
    addCards: async (ids) => history.did("card", "added", () => study.addAll(ids)),
    listCards: async (id) => study.list(id),
    reviewCard: async (id, rating) => study.review(id, rating),
    deleteCard: async (id) => {
      history.did("card", "deleted", () => {
        study.remove(id);
      });
    },
  };
}

export function withCards({ study }: Marking, mark: Annotation): Annotation {
  return { ...mark, cards: study.count(mark.id) };
}

export function withProgress({ places }: Marking, bookmark: Bookmark): Bookmark {
  return { ...bookmark, progress: places.get(articleOf(bookmark.address))?.read ?? null };
}

/** Bookmarks to read later that are not read through, newest first, for the front page. */
export function unread(marking: Marking): Bookmark[] {
  return marking.bookmarks.bookmarks
    .map((bookmark) => withProgress(marking, bookmark))
    .filter(({ readLater, progress }) => readLater && (progress ?? 0) < 0.95)
    .slice(-6)
    .reverse();
}

function citationOf({ title, address, path }: DemoPage): Citation {
  const source = "Demo encyclopedia, edition 2026-05";
  return {
    text: `${title}. ${source}. CC BY-SA 4.0. <${address}>`,
    bibtex: `@misc{${path},\n  title = {${title}},\n  howpublished = {${source}}\n}`,
  };
}
