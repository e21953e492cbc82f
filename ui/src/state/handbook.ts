/** Articles of the handbook that the window leads to. */

/** What somebody may want to read about, and the title of the article that tells of it. */
export const TOPICS = {
  backups: "Backup and restore",
  bookmarks: "Bookmarks",
  collections: "Adding a collection",
  handbook: "Handbook of Pandect",
  notebook: "Notebook",
  notes: "Highlights and notes",
  reading: "Reading an article",
  searching: "Search language",
  study: "Study cards",
  trash: "Trash and undo",
} as const;

export type Topic = keyof typeof TOPICS;

export function handbookAddress(topic: Topic): string {
  return `pandect://starter/${TOPICS[topic].replaceAll(" ", "_")}`;
}
