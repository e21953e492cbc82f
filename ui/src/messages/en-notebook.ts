import type { EntryKind } from "../desk";
import type { ExportFormat } from "../generated/ExportFormat";
import type { MarksSource } from "../generated/MarksSource";
import type { NotebookOrder } from "../generated/NotebookOrder";
import { count, date, number, time } from "./format";

const marks = (amount: number) => count(amount, "mark", "marks");

/** Marks and folders alike. */
const things = (amount: number) => count(amount, "thing", "things");

/** The texts about the notebook, its trash, and marks that come in and go out, in English. */
export const notebookTexts = {
  desk: {
    titles: { notebook: "Notebook", trash: "Trash", backups: "Backups" },
  },

  notebook: {
    total: (total: number) => marks(total),
    filtered: (total: number) => (total === 0 ? "No mark fits" : `${marks(total)} that fit`),
    reading: "Reading the notebook…",
    search: "Filter marks",
    searchHint: "Words in your marks and notes",
    order: "Order",
    orders: {
      date: "By date",
      article: "By article",
      color: "By colour",
      tag: "By tag",
      collection: "By collection",
      status: "By state",
    } satisfies Record<NotebookOrder, string>,
    pageOrder: "As in the article",
    list: "Marks",
    entryKinds: {
      annotation: "Highlights and notes",
      bookmark: "Bookmarks",
    } satisfies Record<EntryKind, string>,
    kinds: {
      kind: "Kind",
      noted: "Note",
      color: "Colour",
      tag: "Tag",
      collection: "Collection",
      status: "State",
      readLater: "To read",
    },
    noted: { true: "With a note", false: "Without a note" },
    readLater: "To read later",
    filters: "Filters",
    filtersChosen: (amount: number) => `Filters (${number(amount)})`,
    clearFilters: "Clear the filters",
    export: "Export…",
    import: "Import…",
    trash: "Trash",
    withoutColor: "Without a colour",
    withoutTag: "Without a tag",
    /** A colour's name where it stands alone. */
    colorTitle: (name: string) => name.charAt(0).toLocaleUpperCase() + name.slice(1),
    orphaned: "Words that are not in the article any more",
    onArticle: "The whole article",
    onSection: (title: string) => `Section ${title}`,
    bookmark: "Bookmark",
    colored: (name: string) => `in ${name}`,
    at: (moment: number) => time(moment),
    progress: (share: number) => `read to ${number(Math.round(share * 100))}%`,
    tagFilter: (tag: string) => `Only with the tag ${tag}`,
    allOf: (title: string) => `All of ${title}`,
    whole: "Whole notebook",
    openArticle: "Open the article",
    digestOf: "Marked in",
    allOfThis: "All of this article",
    none: "Nothing is marked yet.",
    noneHint: (mark: string, note: string, keep: string) =>
      `Select words in an article: ${mark} highlights them, ${note} adds a note. ${keep} bookmarks the article. All of it is gathered here.`,
    noneImport: "You can also bring in marks from another program.",
    noneHere: "Nothing is marked in this article yet.",
    noMatch: "No mark fits these filters.",
    addTag: "Add tag…",
    addTagLabel: "Tags to add, separated by commas",
    removeTag: "Remove tag…",
    move: "Move…",
    color: "Colour…",
    remove: "Delete",
    tagged: (amount: number, tags: readonly string[]) =>
      `Tagged ${marks(amount)} with ${tags.join(", ")}`,
    untagged: (amount: number, tag: string) => `Took the tag ${tag} off ${marks(amount)}`,
    recolored: (amount: number, color: string) => `Coloured ${marks(amount)} ${color}`,
    moved: (amount: number, folder: string) =>
      `Moved ${count(amount, "bookmark", "bookmarks")} to ${folder}`,
    deleted: (amount: number) => `Deleted ${marks(amount)}`,
  },

  selecting: {
    select: (what: string) => `Select ${what}`,
    selected: (amount: number) => `${number(amount)} selected`,
    selection: "What is selected",
    selectAll: (total: number) => `Select all ${number(total)}`,
    clear: "Select nothing",
  },

  exporting: {
    title: "Export marks",
    what: "What",
    everything: "Everything",
    shown: (amount: number) => `What the filters show (${number(amount)})`,
    selected: (amount: number) => `What is selected (${number(amount)})`,
    format: "Format",
    formats: {
      "json-ld": {
        name: "Web Annotation",
        says: "Everything about each mark, in the W3C’s format. Pandect and other programs read it back.",
      },
      markdown: {
        name: "Markdown",
        says: "A document by article, with where each quote is from. For a folder of notes.",
      },
      html: {
        name: "HTML",
        says: "The same document as a page to read, print or send.",
      },
      csv: {
        name: "CSV",
        says: "One mark a line, for a spreadsheet.",
      },
      bibtex: {
        name: "BibTeX",
        says: "The articles that your marks are in, to be cited from LaTeX.",
      },
      "csl-json": {
        name: "CSL-JSON",
        says: "The same articles for Zotero, Pandoc and other programs that cite.",
      },
    } satisfies Record<ExportFormat, { name: string; says: string }>,
    export: "Export",
    cancel: "Cancel",
    saved: "Exported",
  },

  importing: {
    title: "Import of marks",
    underWay: "Marks are being placed. You can go on reading.",
    stop: "Stop",
    hide: "Go on reading",
    stopped: "Stopped. Nothing was imported",
    ended: "The marks are imported",
    report: "Report",
    sources: {
      "web-annotation": "From a Web Annotation file",
      hypothesis: "From an export of Hypothesis",
      kiwix: "From bookmarks of Kiwix",
      goldendict: "From favourites of GoldenDict",
    } satisfies Record<MarksSource, string>,
    annotations: "Highlights and notes that came in",
    bookmarks: "Bookmarks that came in",
    known: "Here already",
    leftOut: "Left out",
    places: "Where their places are",
    reasons: "What was left out, and why",
    done: "Done",
    open: "Open the notebook",
  },

  trash: {
    says: "What you delete is kept here for 30 days.",
    total: (amount: number) => `${number(amount)} in the trash`,
    list: "Deleted marks",
    kinds: {
      annotation: "Note",
      bookmark: "Bookmark",
      folder: "Folder of bookmarks",
      card: "Card",
    },
    deleted: (time: number) => `deleted ${date(time)}`,
    until: (time: number) => `goes for good on ${date(time)}`,
    restore: "Restore",
    restoreLabel: (what: string) => `Restore ${what}`,
    remove: "Delete for good",
    removeLabel: (what: string) => `Delete ${what} for good`,
    empty: "Empty the trash",
    none: "The trash is empty.",
    noneHint: "Marks, bookmarks and folders that you delete come here, and can be brought back.",
    restored: (what: string) => `Restored ${what}`,
    back: (amount: number) => `Restored ${things(amount)}`,
    gone: (amount: number) => `Deleted ${things(amount)} for good`,
    askOne: "Delete this for good?",
    askSome: (amount: number) => `Delete ${things(amount)} for good?`,
    askAll: "Empty the trash?",
    saysOne: (what: string) => `${what} cannot be brought back then.`,
    saysSome: "They cannot be brought back then.",
    saysAll: (amount: number) =>
      amount === 1
        ? "What is in it cannot be brought back then."
        : `The ${things(amount)} in it cannot be brought back then.`,
    cancel: "Keep",
    reading: "Reading the trash…",
  },
};
