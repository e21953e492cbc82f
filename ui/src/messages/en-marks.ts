import type { ChangeKind } from "../generated/ChangeKind";
import type { Color } from "../generated/Color";
import type { MarkKind } from "../generated/MarkKind";
import type { Undone } from "../generated/Undone";
import { count, date, number, time } from "./format";

const KINDS: Record<MarkKind, readonly [one: string, other: string]> = {
  annotation: ["note", "notes"],
  bookmark: ["bookmark", "bookmarks"],
  folder: ["folder", "folders"],
  card: ["card", "cards"],
};

const CHANGES: Record<ChangeKind, string> = {
  added: "added",
  changed: "changed",
  deleted: "deleted",
  restored: "brought back",
};

/** `note deleted`, `3 bookmarks changed`. */
function changed({ kind, change, count: amount }: Undone): string {
  const [one, other] = kind ? KINDS[kind] : (["mark", "marks"] as const);
  const what = amount === 1 ? one : count(amount, one, other);
  return `${what} ${CHANGES[change]}`;
}

function kept({ kept: amount }: Undone): string {
  if (amount === 0) return "";
  return `. ${number(amount)} changed elsewhere since ${amount === 1 ? "stays" : "stay"} as ${amount === 1 ? "it is" : "they are"}`;
}

/** The texts about marking, in English. */
export const marksTexts = {
  colors: {
    amber: "amber",
    green: "green",
    blue: "blue",
    rose: "rose",
    violet: "violet",
  } satisfies Record<Color, string>,

  colorNames: {
    title: "Name the colours",
    open: "Name the colours…",
    says: "What does a colour mean to you: a question, something important, something to check? Its name is shown wherever the colour is.",
    label: (color: string) => `Name for ${color}`,
    own: "Use their own names",
    done: "Done",
  },

  marks: {
    bar: "Selected words",
    highlight: (color: string) => `Highlight, ${color}`,
    underlineIn: (color: string) => `Underline, ${color}`,
    note: "Note",
    underline: "Underline",
    copyCitation: "Copy with citation",
    copy: "Copy",
    tag: "Tag",
    bookmarkHere: "Bookmark this place",
    search: "Search for these words",
    attachHere: "Put it on these words",
    card: "Note",
    margin: "Notes beside the text",
    placeholder: "Write a note. Markdown works.",
    tagsPlaceholder: "Tags, separated by commas",
    edit: "Edit",
    done: "Done",
    remove: "Delete",
    color: "Colour",
    noColor: "No colour",
    close: "Close",
    checks: {
      passage: {
        title: "Check this passage",
        hint: "The article has changed. Is this still the passage that you marked?",
        confirm: "It is this passage",
      },
      section: {
        title: "Check this section",
        hint: "The article has changed. Is this still the section that your note is on?",
        confirm: "It is this section",
      },
    },
    compare: "Compare",
    before: "Marked",
    now: "Now",
    removedWords: "no longer there:",
    addedWords: "new:",
    chooseOther: "Choose another passage",
    detach: "It is gone",
    attaching: "Select the words that this note belongs to",
    cancel: "Cancel",
    saveHint: (keys: string) => `${keys} saves`,
    added: (time: number) => date(time),
    versions: (amount: number) => `Earlier versions (${number(amount)})`,
    versionsTitle: "Earlier versions",
    versionFrom: (moment: number) => `${date(moment)}, ${time(moment)}`,
    useVersion: "Use this one",
    emptyVersion: "No words",
    loading: "Reading…",
  },

  orphans: {
    suggestions: "It may belong here",
    noSuggestions: "No passage in your library comes near.",
    searching: "Looking for likely places…",
    putHere: "Put it here",
    chooseWords: "Choose words yourself",
    from: (title: string, collection: string) => `From ${title}, ${collection}`,
    place: (title: string, collection: string) => `${title}, ${collection}`,
  },

  readLater: {
    title: "Read later",
    add: "Read later",
    remove: "Take off the list",
    read: "Read",
    progress: (share: number) => `${number(Math.floor(share * 100))}% read`,
    unread: "Not begun",
  },

  places: {
    check: "Check this bookmark",
    section: "The article has changed. Is this still the section that you kept?",
    passage: "The article has changed. Is this still the place that you kept?",
    show: "Show it",
    confirm: "It is this one",
    keepArticle: "Keep the article only",
    sectionKept: (title: string) => `The section ${title} is kept`,
  },

  undo: {
    undo: "Undo",
    redo: "Redo",
    undone: (change: Undone) => `Undone: ${changed(change)}${kept(change)}`,
    redone: (change: Undone) => `Done again: ${changed(change)}${kept(change)}`,
    nothing: "Nothing to undo",
    nothingToRedo: "Nothing to do again",
  },
};
