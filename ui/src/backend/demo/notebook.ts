/** The notebook of the fake library: its filters and orders, changes of many marks, the trash. */
import { articleOf, partsOf, sameArticle, sectionOf } from "../../address";
import type { Annotation } from "../../generated/Annotation";
import type { Bookmark } from "../../generated/Bookmark";
import type { FilterCount } from "../../generated/FilterCount";
import type { ImportProgress } from "../../generated/ImportProgress";
import type { ImportReport } from "../../generated/ImportReport";
import type { MarksChange } from "../../generated/MarksChange";
import type { Notebook } from "../../generated/Notebook";
import type { NotebookCounts } from "../../generated/NotebookCounts";
import type { NotebookEntry } from "../../generated/NotebookEntry";
import type { NotebookFilter } from "../../generated/NotebookFilter";
import type { NotebookOrder } from "../../generated/NotebookOrder";
import type { Trashed } from "../../generated/Trashed";
import { fold } from "../../reader/find";
import { COLORS } from "../../reader/mark-styles";
import type { Backend } from "../backend";
import type { DemoBookmarks } from "./bookmarks";
import type { DemoLibrary } from "./library";
import type { DemoMarks } from "./marks";
import { pageAt, wordsOf } from "./pages";
import type { DemoUndo } from "./undo";

type Values = (entry: NotebookEntry) => readonly string[];
type Counted = "kind" | "color" | "tag" | "collection" | "status";

/** Deleted marks are kept so long. */
const KEPT = 30 * 86_400_000;

const VALUES: Record<Counted, Values> = {
  kind: ({ kind }) => [kind],
  color: (entry) => (entry.kind === "annotation" && entry.color ? [entry.color] : []),
  tag: ({ tags }) => tags,
  collection: ({ address }) => [partsOf(address).collection],
  status: ({ status }) => [status],
};
const KINDS = Object.keys(VALUES) as Counted[];
const STATUSES = ["orphaned", "approximate", "relocated", "exact"];

export class DemoNotebook {
  /** What reading a file of marks comes to; null is a dialog that was closed. */
  importing: ImportReport | null = null;
  /** Tells the window how far an import is. */
  tell: (progress: ImportProgress) => void = () => {};
  /** Whether a place to save is chosen. */
  saves = true;
  readonly #marks: DemoMarks;
  readonly #bookmarks: DemoBookmarks;
  readonly #library: DemoLibrary;

  constructor(marks: DemoMarks, bookmarks: DemoBookmarks, library: DemoLibrary) {
    this.#marks = marks;
    this.#bookmarks = bookmarks;
    this.#library = library;
  }

  list(filter: NotebookFilter, offset: number, limit: number): Notebook {
    const all = this.#all();
    const fitting = all.filter((entry) => fits(entry, filter));
    const found = sorted(fitting, filter.order ?? "date");
    return {
      total: found.length,
      entries: found.slice(offset, offset + limit),
      counts: this.#counts(all, filter),
    };
  }

  change(ids: readonly string[], change: MarksChange): number {
    const found = this.#all().filter(({ id }) => ids.includes(id));
    const tagsOf = ({ tags }: NotebookEntry) => [
      ...tags.filter((tag) => !change.removeTags?.includes(tag)),
      ...(change.addTags ?? []).filter((tag) => !tags.includes(tag)),
    ];
    for (const entry of found) {
      const { id } = entry;
      if (entry.kind === "annotation") {
        const { color = entry.color, style = entry.style } = change;
        this.#marks.update(id, { tags: tagsOf(entry), color, style });
      } else {
        const { folder, readLater } = change;
        this.#bookmarks.update(id, {
          tags: tagsOf(entry),
          ...(folder === undefined ? {} : { folder }),
          ...(readLater === undefined ? {} : { readLater }),
        });
      }
    }
    return found.length;
  }

  remove(ids: readonly string[]): number {
    const found = this.#all().filter(({ id }) => ids.includes(id));
    for (const { kind, id } of found)
      (kind === "annotation" ? this.#marks : this.#bookmarks).remove(id);
    return found.length;
  }

  trash(): Trashed[] {
    const until = (deleted: number) => ({ deleted, until: deleted + KEPT });
    const none = { collectionTitle: "", quote: "", noteHtml: "", color: null };
    return [
      ...[...this.#marks.deleted.values()].map(({ mark, time }): Trashed => {
        const { id, title, collectionTitle, quote, noteHtml, color } = mark;
        return {
          kind: "annotation",
          id,
          title,
          collectionTitle,
          quote,
          noteHtml,
          color,
          ...until(time),
        };
      }),
      ...[...this.#bookmarks.gone.values()].map(({ bookmark, time }): Trashed => {
        const { id, title, collectionTitle, quote } = bookmark;
        return { ...none, kind: "bookmark", id, title, collectionTitle, quote, ...until(time) };
      }),
      ...[...this.#bookmarks.goneFolders.values()].map(
        ({ folder: { id, title }, time }): Trashed => ({
          ...none,
          kind: "folder",
          id,
          title,
          ...until(time),
        }),
      ),
    ].sort((one, other) => other.deleted - one.deleted);
  }

  restore(ids: readonly string[]): number {
    const wanted = this.#trashed(ids);
    for (const id of wanted) {
      if (this.#marks.deleted.has(id)) this.#marks.restore(id);
      else if (this.#bookmarks.gone.has(id)) this.#bookmarks.restore(id);
      else this.#bookmarks.restoreFolder(id);
    }
    return wanted.length;
  }

  empty(ids: readonly string[]): number {
    const wanted = this.#trashed(ids);
    for (const id of wanted) {
      this.#marks.deleted.delete(id);
      this.#bookmarks.gone.delete(id);
      this.#bookmarks.goneFolders.delete(id);
    }
    return wanted.length;
  }

  /** Of what is in the trash, what has these ids; with none, all. */
  #trashed(ids: readonly string[]): string[] {
    const all = this.trash().map(({ id }) => id);
    return ids.length === 0 ? all : all.filter((id) => ids.includes(id));
  }

  #all(): NotebookEntry[] {
    const annotation = (one: Annotation): NotebookEntry => ({ kind: "annotation", ...one });
    const bookmark = (one: Bookmark): NotebookEntry => ({ kind: "bookmark", ...one });
    return [...this.#marks.list({}).map(annotation), ...this.#bookmarks.bookmarks.map(bookmark)];
  }

  /** Of each kind the numbers are those with the other filters applied. */
  #counts(all: readonly NotebookEntry[], filter: NotebookFilter): NotebookCounts {
    const counted = (kind: Counted, titleOf: (value: string) => string): FilterCount[] => {
      const counts = new Map<string, number>();
      for (const entry of all) {
        if (!fits(entry, filter, kind)) continue;
        for (const value of VALUES[kind](entry)) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      return [...counts]
        .map(([value, count]) => ({ value, title: titleOf(value), count }))
        .sort((one, other) => other.count - one.count || one.title.localeCompare(other.title));
    };
    const itself = (value: string) => value;
    return {
      kinds: counted("kind", itself),
      colors: counted("color", itself),
      tags: counted("tag", itself),
      collections: counted("collection", (name) => {
        return this.#library.collections.find((one) => one.name === name)?.title ?? name;
      }),
      statuses: counted("status", itself),
    };
  }
}

/** `besides` is a kind of filter that does not count. */
function fits(entry: NotebookEntry, filter: NotebookFilter, besides?: Counted): boolean {
  const narrowed = KINDS.every((kind) => {
    const wanted = filter[kind];
    return kind === besides || wanted === undefined || VALUES[kind](entry).includes(wanted);
  });
  const annotation = entry.kind === "annotation" ? entry : null;
  const bookmark = entry.kind === "bookmark" ? entry : null;
  const { address, noted, readLater } = filter;
  return (
    narrowed &&
    (address === undefined || sameArticle(address, entry.address)) &&
    (noted === undefined || noted === ((annotation?.note ?? "") !== "")) &&
    (readLater === undefined || readLater === (bookmark?.readLater ?? false)) &&
    (filter.text === undefined || hasWords(entry, wordsOf(filter.text)))
  );
}

function hasWords(entry: NotebookEntry, words: readonly string[]): boolean {
  const note = entry.kind === "annotation" ? entry.note : "";
  const { text } = fold([entry.quote, note, entry.title, ...entry.tags].join(" "));
  return words.every((word) => text.includes(word));
}

/** What is on the whole article first, then by place, and last what has none. */
function placeOf(entry: NotebookEntry): number {
  if (entry.passage) return entry.passage.start;
  if (entry.status === "orphaned") return Number.MAX_SAFE_INTEGER;
  const anchor = sectionOf(entry.address);
  const section = pageAt(entry.address)?.sections.find((one) => one.anchor === anchor);
  return section?.start ?? -1;
}

/** By what it groups; what has none comes last. */
function groupOf(entry: NotebookEntry, order: NotebookOrder): string {
  const last = "\uffff";
  switch (order) {
    case "date":
      return "";
    case "article":
      return `${entry.title.split(": ")[0] ?? ""} ${articleOf(entry.address)}`;
    case "color":
      return entry.kind === "annotation" && entry.color
        ? String(COLORS.indexOf(entry.color))
        : last;
    case "tag":
      return entry.tags[0] ?? last;
    case "collection":
      return entry.collectionTitle;
    case "status":
      return String(STATUSES.indexOf(entry.status));
  }
}

function sorted(entries: readonly NotebookEntry[], order: NotebookOrder): NotebookEntry[] {
  const { compare } = new Intl.Collator();
  return entries
    .map((entry) => ({
      entry,
      group: groupOf(entry, order),
      place: order === "article" ? placeOf(entry) : 0,
    }))
    .sort(
      (one, other) =>
        (one.group === other.group ? 0 : compare(one.group, other.group)) ||
        one.place - other.place ||
        other.entry.created - one.entry.created,
    )
    .map(({ entry }) => entry);
}

type Calls = Pick<
  Backend,
  | "notebook"
  | "changeMarks"
  | "deleteMarks"
  | "listTrash"
  | "restoreMarks"
  | "emptyTrash"
  | "exportMarks"
  | "importMarks"
  | "stopImport"
  | "onImporting"
>;

export function notebookCalls(notebook: DemoNotebook, history: DemoUndo, calls: string[]): Calls {
  return {
    notebook: async (filter, offset, limit) => notebook.list(filter, offset, limit),
    changeMarks: async (ids, change) =>
      history.did("annotation", "changed", () => notebook.change(ids, change)),
    deleteMarks: async (ids) => history.did("annotation", "deleted", () => notebook.remove(ids)),
    listTrash: async () => notebook.trash(),
    restoreMarks: async (ids) => history.did("annotation", "restored", () => notebook.restore(ids)),
    emptyTrash: async (ids) => notebook.empty(ids),
    exportMarks: async (format, filter, ids) => {
      calls.push(`exportMarks ${format} ${JSON.stringify(filter)} ${ids.join()}`);
      return notebook.saves;
    },
    importMarks: async () => {
      calls.push("importMarks");
      return notebook.importing;
    },
    stopImport: async () => {
      calls.push("stopImport");
    },
    onImporting(callback) {
      notebook.tell = callback;
    },
  };
}
