import { bytes, count, date, number, time } from "./format";

/** The texts about backups, in English. */
export const backupTexts = {
  backups: {
    says: "A backup is one file with everything of yours: marks, notes, bookmarks, cards, your own articles and settings.",
    save: "Save a backup…",
    open: "Open a backup…",
    saved: "Saved the backup",
    copies: "Copies of the last days",
    copiesSay:
      "Pandect makes one a day by itself, in the data folder, and one before each restore.",
    made: (moment: number) => `${date(moment)}, ${time(moment)}`,
    size: (amount: number) => bytes(amount),
    look: "Look at it",
    lookLabel: (made: string) => `Look at the copy of ${made}`,
    none: "There is no copy yet.",
    noneHint: "Pandect makes the first one by itself. You can save a backup at any time.",
    reading: "Reading the list of copies…",

    title: (made: string) => `Backup of ${made}`,
    compared: "What is here, and what is in this backup",
    amounts: {
      annotations: "Highlights and notes",
      bookmarks: "Bookmarks",
      folders: "Folders",
      cards: "Cards",
      articles: "Your articles",
    },
    same: "The same",
    different: "Different",
    here: "Only here",
    there: "Only in the backup",
    amount: (amount: number) => (amount === 0 ? "–" : number(amount)),
    equal: "Everything in this backup is here already, just as it is there.",
    merge: "Merge",
    mergeSays:
      "Keeps both: what is only in the backup comes in, nothing of yours goes. Where a note differs, the later one is shown and the other is kept as a version of it.",
    restore: "Restore",
    restoreSays: (lost: number) =>
      `Makes everything as it was then.${
        lost === 0
          ? ""
          : ` ${number(lost)} ${lost === 1 ? "thing that is" : "things that are"} only here ${lost === 1 ? "goes" : "go"}.`
      } A copy of the present is kept first.`,
    cancel: "Leave all as it is",
    working: "Working…",

    merged: "Merged",
    restored: "Restored",
    mergedSays: (came: number) =>
      came === 0
        ? "Nothing new was in the backup."
        : `${count(came, "thing", "things")} came in from the backup.`,
    restoredSays: (made: string) => `Everything is as it was on ${made}.`,
    versions: (amount: number) =>
      amount === 1
        ? "One note had been written on both sides. The later one is shown, the other is a version of it."
        : `${number(amount)} notes had been written on both sides. The later ones are shown, the others are versions of them.`,
    kept: (name: string) => `What was here before is kept as the copy \`${name}\`.`,
    done: "Done",
  },
};
