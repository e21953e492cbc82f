import type { IndexState } from "../generated/IndexState";
import type { JobKind } from "../generated/JobKind";
import type { JobState } from "../generated/JobState";
import type { Phase } from "../generated/Phase";
import type { SourceSummary } from "../generated/SourceSummary";
import { ago, bytes, count, languageName, number, span } from "./format";

/** The texts about collections, their lists, and the work that adds to them, in English. */
export const collectionTexts = {
  collections: {
    articles: (amount: number) => count(amount, "article", "articles"),
    size: (amount: number) => bytes(amount),
    indexSize: (amount: number) => `index ${bytes(amount)}`,
    edition: (label: string) => `edition ${label}`,
    language: (tag: string) => languageName(tag),
    updated: (time: number) => `updated ${ago(time)}`,
    index: {
      ready: "Titles and text can be searched",
      titles: "Titles can be searched, the text not yet",
      missing: "Not searchable yet",
      stale: "Has to be made searchable again",
    } satisfies Record<IndexState, string>,
    notSearched: "Left out of searches",
    missing: "The archive’s file is not where it was",
    none: "No collections.",
    noShelf: "On no shelf",
    add: "Add an archive or file…",
    addFolder: "Add a folder of notes or saved pages…",
    makeIndex: "Make it searchable",
    toIndex: (amount: number, seconds: number) =>
      `About ${bytes(amount)} on this disk, and ${span(Math.max(1, seconds))}`,
    actions: (title: string) => `Actions for ${title}`,
    open: "Open",
    browse: "Browse A–Z",
    rename: "Rename",
    renameLabel: (title: string) => `New name for ${title}`,
    shelf: "Shelf…",
    shelfLabel: (title: string) => `Shelf for ${title}`,
    shelfPlaceholder: "Name of the shelf; empty for none",
    moveUp: "Move up",
    moveDown: "Move down",
    searched: "Search in it",
    locate: "Find the file…",
    reveal: "Show in the file manager",
    readAgain: "Read its source again",
    rebuild: "Rebuild the index",
    indexMemory: "Memory for indexing",
    indexMemoryHint:
      "More makes large collections searchable sooner; less leaves more to other programs.",
    megabytes: (amount: number) => `${number(amount)} MB`,
    verify: "Verify",
    report: "Report…",
    remove: "Remove",
  },

  browse: {
    title: (collection: string) => `${collection}, A–Z`,
    categoriesTitle: (collection: string) => `Categories of ${collection}`,
    categoryTitle: (category: string, collection: string) => `${category} — ${collection}`,
    /** Where the name of a collection is not known. */
    unknown: "Collection",
    main: "Main page",
    searchIn: "Search in it",
    from: (source: string) => `from ${source}`,
    lists: "Lists of this collection",
    articles: "Articles",
    categories: "Categories",
    allCategories: "All categories",
    initials: "First letters",
    more: "Show more",
    earlier: "Show those before",
    loading: "Reading the list",
    noArticles: "There are no articles in this collection.",
    noCategories: "The articles of this collection are in no categories.",
    noneInCategory: "No article of this collection is in this category.",
    gone: "This collection is not in your library.",
  },

  jobs: {
    label: {
      add: (subject: string) => `Adding ${subject}`,
      index: (subject: string) => `Making ${subject} searchable`,
      mend: (subject: string) => `Making ${subject} searchable again`,
      verify: (subject: string) => `Verifying ${subject}`,
    } satisfies Record<JobKind, (subject: string) => string>,
    pause: "Pause",
    goOn: "Continue",
    stop: "Stop",
    dismiss: (subject: string) => `Close the report on ${subject}`,
    states: {
      proposed: "Not added yet",
      waiting: "Waiting for its turn",
      running: "Beginning",
      paused: "Paused",
      stopped: "Stopped",
    } satisfies Record<Exclude<JobState, "done" | "failed">, string>,
    pausedAt: (amount: string) => `Paused, ${amount}`,
    done: {
      add: "Added",
      index: "Can be searched now",
      mend: "Can be searched again",
      verify: "All is well",
    } satisfies Record<JobKind, string>,
    failed: {
      add: "Not added",
      index: "Not made searchable",
      mend: "Not made searchable again",
      verify: "Not verified",
    } satisfies Record<JobKind, string>,
    fails: {
      add: (subject: string) => `${subject} was not added`,
      index: (subject: string) => `${subject} was not made searchable`,
      mend: (subject: string) => `${subject} was not made searchable again`,
      verify: (subject: string) => `${subject} was not verified`,
    } satisfies Record<JobKind, (subject: string) => string>,
    phases: {
      reading: (amount: string) => `Reading, ${amount}`,
      titles: (amount: string) => `Reading titles, ${amount}`,
      indexing: (amount: string) => `Making it searchable, ${amount}`,
      merging: (amount: string) => `Making its search fast, ${amount}`,
      verifying: (amount: string) => `Verifying, ${amount}`,
      placing: (amount: string) => `Finding the places of your marks, ${amount}`,
    } satisfies Record<Phase, (amount: string) => string>,
    amount: (done: number, total: number | null) =>
      total === null
        ? `${count(done, "article", "articles")} so far`
        : `${number(done)} of ${count(total, "article", "articles")}`,
    rate: (perSecond: number) =>
      perSecond >= 1
        ? `${count(Math.round(perSecond), "article", "articles")} a second`
        : `${count(Math.max(1, Math.round(perSecond * 60)), "article", "articles")} a minute`,
    left: (seconds: number) =>
      seconds < 10 ? "a few seconds left" : `about ${span(seconds)} left`,
    /** Where more is to be done behind what is done now. */
    leftOfPart: (seconds: number) =>
      seconds < 10 ? "a few seconds left of this part" : `about ${span(seconds)} left of this part`,
    problems: (amount: number) => `Found ${count(amount, "problem", "problems")}`,
    report: "Report",
  },

  proposal: {
    question: "Add this to your library?",
    kinds: {
      archive: "Archive (ZIM)",
      dump: "MediaWiki dump",
      markdown: "Folder of Markdown notes",
      html: "Saved pages",
      lines: "File of articles, one a line",
    } satisfies Record<SourceSummary["kind"], string>,
    replaces: (title: string) => `Newer edition of ${title}`,
    otherForm: (title: string, has: string, brings: string) =>
      `“${title}” is already here in another form (${has || "complete"}). This one is ${brings || "complete"}.`,
    replace: "Replace it",
    replaceHint: "If you replace it, your bookmarks and notes stay.",
    beside: "Add beside it",
    articles: "Articles",
    language: "Language",
    edition: "Edition",
    license: "Licence",
    size: "Size",
    disk: "On this disk",
    diskUse: (amount: number) => (amount === 0 ? "nothing more" : `about ${bytes(amount)} more`),
    indexing: (seconds: number) => `Making the index takes about ${span(seconds)}`,
    add: "Add",
    notNow: "Not now",
  },

  report: {
    title: (collection: string) => `Report on ${collection}`,
    none: "Nothing was kept about how this collection was added.",
    articles: "Articles added",
    leftOut: "Left out",
    remnants: "Templates shown as remnants",
    files: "Pictures not in the source",
    bytes: "Size on disk",
    time: "Time taken",
    took: (seconds: number) => (seconds < 1 ? "less than a second" : span(seconds)),
    reasons: "What was left out, and why",
    more: (amount: number) => `and ${number(amount)} more`,
    marks: "Your marks in it",
    placements: {
      exact: "In place",
      relocated: "Moved along with their words",
      approximate: "To be checked",
      orphaned: "Words gone",
      articlesGone: "Article gone",
    },
  },
};
