import type { Face } from "../generated/Face";
import type { JobKind } from "../generated/JobKind";
import type { MarkStatus } from "../generated/MarkStatus";
import type { Measure } from "../generated/Measure";
import type { SidePanel } from "../generated/SidePanel";
import type { Theme } from "../generated/Theme";
import type { KeyAction, KeyGroup } from "../keys/keys";
import { backupTexts } from "./en-backups";
import { collectionTexts } from "./en-collections";
import { marksTexts } from "./en-marks";
import { mediaTexts } from "./en-media";
import { notebookTexts } from "./en-notebook";
import { searchTexts } from "./en-search";
import { studyTexts } from "./en-study";
import { count, date, number } from "./format";

/** Every text of the window, in English. */
export const en = {
  name: "Pandect",

  bar: {
    navigation: "Navigation",
    page: "Page",
    back: "Back",
    forward: "Forward",
    home: "Front page",
    bookmark: "Bookmark",
    look: "Text and page",
    theme: "Theme",
    more: "More",
    panel: "Side panel",
    skip: "Skip to the article",
  },

  ...searchTexts,

  find: {
    label: "Find in this article",
    placeholder: "Find in this article",
    none: "Not found",
    position: (at: number, total: number) => `${number(at)} of ${number(total)}`,
    next: "Next",
    previous: "Previous",
    close: "Close",
  },

  panels: {
    label: "Side panel",
    names: {
      contents: "Contents",
      bookmarks: "Bookmarks",
      notes: "Notes",
      history: "History",
      collections: "Collections",
    } satisfies Record<SidePanel, string>,
    width: "Width of the side panel",
  },

  contents: {
    none: "This article has no sections.",
    noArticle: "Open an article to see what is in it.",
    bookmarked: "bookmarked",
    orphans: (amount: number) => `Marks without a place (${number(amount)})`,
    orphansHint: "What these marks were on is not in the article any more.",
    backlinks: (amount: number) => `Linked from (${number(amount)})`,
  },

  handbook: {
    about: (title: string) => `In the handbook: ${title}`,
  },

  bookmarks: {
    none: "No bookmarks yet.",
    noneHint: (keys: string) =>
      `The star in the bar keeps an article (${keys}). The star beside a heading keeps that section.`,
    newFolder: "New folder",
    addFolder: "New folder",
    addFolderInside: "New folder inside",
    emptyFolder: "Nothing in this folder",
    rename: "Rename",
    renameLabel: (title: string) => `New name for ${title}`,
    tags: "Tags",
    moveTo: "Move to",
    moveUp: "Move up",
    moveDown: "Move down",
    top: "No folder",
    remove: "Delete",
    open: "Open",
    actions: (title: string) => `Actions for ${title}`,
    list: "Bookmarks and folders",
  },

  notes: {
    thisArticle: "This article",
    all: "All",
    scope: "Which notes",
    filter: "Filter notes",
    anyColor: "Any colour",
    color: "Colour",
    tag: "Tag",
    anyTag: "Any tag",
    status: "State",
    anyStatus: "Any state",
    none: "No notes yet.",
    noneHint: (mark: string, note: string) =>
      `Select words in an article: ${mark} highlights them, ${note} adds a note.`,
    noMatch: "No note fits this filter.",
    clearFilter: "Clear the filter",
    onArticle: "On the whole article",
    onSection: (title: string) => `On the section ${title}`,
    statuses: {
      exact: "In place",
      relocated: "Moved along",
      approximate: "To be checked",
      orphaned: "Words gone",
    } satisfies Record<MarkStatus, string>,
  },

  history: {
    none: "Nothing read yet.",
    noneHint: "Articles that you open are listed here, by day.",
    off: "History is off. Nothing new is kept.",
    remove: (title: string) => `Delete ${title} from the history`,
    clear: "Clear",
    keep: "Keep a history",
  },

  ...collectionTexts,

  ...mediaTexts,

  ...notebookTexts,

  ...backupTexts,

  article: {
    words: (amount: number) => count(amount, "word", "words"),
    edited: (time: number) => `edited ${date(time)}`,
    redirected: (from: string) => `Redirected from ${from}`,
    continued: "Where you left off",
    toTop: "Go to the beginning",
    from: (collection: string) => `From ${collection}`,
    edition: (label: string) => `edition ${label}`,
    license: (name: string) => `licence ${name}`,
    source: (file: string) => `read from ${file}`,
    categories: "Categories",
    related: "Related articles",
    loading: "Opening the article",
    enlarge: "Enlarge the picture",
    copyCode: "Copy",
    codeCopied: "Copied",
  },

  section: {
    tools: (title: string) => `Section ${title}`,
    bookmark: "Bookmark this section",
    note: "Note on this section",
    copyLink: "Copy link to this section",
  },

  ...marksTexts,

  ...studyTexts,

  links: {
    missing: "There is no such article in your library",
    searchFor: (name: string) => `Search for “${name}”`,
    open: "Open",
    copyLink: "Copy link",
    copyAddress: "Copy address",
    openOutside: "Open in the browser…",
  },

  menus: {
    selection: "Selection",
    link: "Link",
    heading: "Heading",
    picture: "Picture",
    recording: "Recording",
    mark: "Mark",
    page: "Page",
    copyPageLink: "Copy link to this page",
    searchFor: (words: string) => `Search for “${words}”`,
    random: "Random article",
    find: "Find in this article…",
    print: "Print…",
    printPlain: "Print without highlights…",
    fullscreen: "Full screen",
    handbook: "Handbook",
    shortcuts: "Keyboard shortcuts",
    about: "About Pandect",
    dataFolder: "Open the data folder",
    quit: "Quit",
  },

  look: {
    label: "Text and page",
    face: "Face",
    faces: {
      literata: "Literata",
      serif: "Serif",
      sans: "Sans",
    } satisfies Record<Face, string>,
    size: "Size",
    larger: "Larger text",
    smaller: "Smaller text",
    pixels: (size: number) => `${number(size)} px`,
    measure: "Column",
    measures: {
      narrow: "Narrow",
      middle: "Middle",
      wide: "Wide",
      full: "Full",
    } satisfies Record<Measure, string>,
    theme: "Theme",
    themes: {
      system: "As the system",
      light: "Light",
      sepia: "Sepia",
      dark: "Dark",
    } satisfies Record<Theme, string>,
    themeNames: {
      system: "System",
      light: "Light",
      sepia: "Sepia",
      dark: "Dark",
    } satisfies Record<Theme, string>,
  },

  external: {
    title: "Open in the browser?",
    says: "This address is outside your library. Your browser would connect to it.",
    open: "Open in the browser",
    cancel: "Stay here",
    copy: "Copy address",
    close: "Close",
  },

  shortcuts: {
    title: "Keyboard shortcuts",
    groups: {
      moving: "Moving",
      finding: "Finding",
      marking: "Marking",
      looking: "Looking",
      window: "The window",
    } satisfies Record<KeyGroup, string>,
    or: "or",
    actions: {
      search: "Search",
      allResults: "All results of what is in the box",
      nextResult: "Next result on the page of results",
      previousResult: "Previous result on the page of results",
      find: "Find in this article",
      findNext: "Next hit",
      findPrevious: "Previous hit",
      back: "Back",
      forward: "Forward",
      home: "Front page",
      random: "Random article",
      nextSection: "Next section",
      previousSection: "Previous section",
      bookmarkPage: "Bookmark this article",
      bookmarkSection: "Bookmark this section, or the selected place",
      readLater: "Read this article later",
      highlight: "Mark the selected words as last time",
      underline: "Underline the selected words, or the open mark",
      note: "Note on the selected words or this section",
      color1: "Mark in amber",
      color2: "Mark in green",
      color3: "Mark in blue",
      color4: "Mark in rose",
      color5: "Mark in violet",
      nextMark: "Next highlight or note",
      previousMark: "Previous highlight or note",
      notebook: "Notebook",
      selectAll: "Select all in the notebook or the trash",
      selectMark: "Select one row of either, or leave it out",
      deleteMarks: "Delete what is selected in the notebook, or in the trash for good",
      copyCitation: "Copy with citation",
      undo: "Undo the last change of marks",
      redo: "Do it again",
      study: "Study",
      panel: "Show or hide the side panel",
      contents: "Contents",
      bookmarks: "Bookmarks",
      notes: "Notes",
      history: "History",
      collections: "Collections",
      larger: "Larger text",
      smaller: "Smaller text",
      usualSize: "Usual text size",
      theme: "Next theme",
      fullscreen: "Full screen",
      print: "Print",
      shortcuts: "This page",
      close: "Close what is on top",
      quit: "Quit",
    } satisfies Record<KeyAction, string>,
    markIn: (color: string) => `Mark in ${color}`,
  },

  about: {
    title: "About Pandect",
    version: (version: string) => `Version ${version}`,
    says: "An encyclopedia library for your own machine. It opens no connection.",
    dataFolder: "Data folder",
    open: "Open",
    diagnostics: "Diagnostics",
    diagnosticsSays: "For a report of a problem. It holds nothing that you have read or written.",
    copy: "Copy",
    licences: "Licences",
  },

  front: {
    title: "Your library",
    continueReading: "Continue reading",
    ofTheDay: "Article of the day",
    recentNotes: "Recent notes",
    readLater: "Read later",
    collections: "Collections",
    start: "Start here",
    startHint: "Nothing read yet. You can:",
    startBrowse: "Browse the starter encyclopedia",
    startSearch: "Search for a title",
    startRandom: "Open a random article",
    startAdd: "Add an archive (ZIM, from Kiwix) or a file",
    startAddFolder: "Add a folder of Markdown notes or saved pages",
    startDrop: "You can also drop files and folders on this window.",
  },

  toasts: {
    undo: "Undo",
    close: "Close",
    bookmarked: (title: string) => `Bookmarked ${title}`,
    placeBookmarked: (title: string) => `Bookmarked this place in ${title}`,
    readLater: (title: string) => `${title} is on your list to read later`,
    notReadLater: (title: string) => `Took ${title} off the list. It is still bookmarked`,
    bookmarkConfirmed: "The bookmark stays where it is",
    sectionBookmarked: (title: string) => `Bookmarked the section ${title}`,
    bookmarkDeleted: (title: string) => `Deleted the bookmark ${title}`,
    folderDeleted: (title: string) => `Deleted the folder ${title}`,
    highlightDeleted: "Deleted the highlight",
    noteDeleted: "Deleted the note",
    visitDeleted: (title: string) => `Deleted ${title} from the history`,
    historyCleared: "Cleared the history and the recent searches",
    recentRemoved: (query: string) => `Removed “${query}” from the recent searches`,
    recentCleared: "Cleared the recent searches",
    jobs: {
      add: (subject: string) => `${subject} is in your library`,
      index: (subject: string) => `${subject} can be searched now`,
      mend: (subject: string) =>
        `${subject} can be searched again. Its index could not be used as it was`,
      verify: (subject: string, problems: number) =>
        problems === 0
          ? `${subject}: all is well`
          : `${subject}: found ${count(problems, "problem", "problems")}`,
    } satisfies Record<JobKind, (subject: string, problems: number) => string>,
    openCollections: "Open Collections",
    collectionRemoved: (title: string) => `Removed ${title}. Marks in it are kept`,
    placeConfirmed: {
      passage: "The note stays on these words",
      section: "The note stays on this section",
    },
    detached: "The note waits in the contents for a place",
    articleKept: (title: string) => `The bookmark keeps ${title} as a whole`,
    attached: "Put the note on these words",
    putIn: (title: string) => `Put the note in ${title}`,
    versionUsed: "The note has its earlier words again",
    pageChanged: "The article has changed since it was opened. Please select the words again",
    copied: "Copied",
    linkCopied: "Copied the link",
    citationCopied: "Copied with citation",
    copyFailed: "Copying did not work",
    theme: (name: string) => `Theme: ${name}`,
    notAnAddress: "That link is not an address of a library",
  },

  errors: {
    unknown: "something went wrong",
    title: "This did not work",
    startTitle: "Your library could not be opened",
    missingTitle: (name: string) => `There is no article “${name}”`,
    missingHint: "It may have another title, or be in a collection that you do not have.",
    retry: "Try again",
    back: "Back",
    search: (name: string) => `Search for “${name}”`,
    home: "Front page",
    quit: "Quit",
    details: "Details",
    code: (code: string) => `Error code: ${code}`,
  },

  /** A quotation with its source, as it is copied. */
  citation: (quote: string, source: string) => `“${quote}” — ${source}`,
};
