import { articleOf, sectionOf } from "../address";
import type { ColorNames } from "../generated/ColorNames";
import type { NotebookEntry } from "../generated/NotebookEntry";
import type { NotebookOrder } from "../generated/NotebookOrder";
import { m } from "../messages";
import { day, dayNumber } from "../messages/format";
import { colorName } from "./color-names";

/** Marks under one heading. */
export interface NotebookGroup {
  key: string;
  /** None where what is in it needs no heading. */
  title: string | null;
  /** Where its first mark stands in the whole list. */
  from: number;
  entries: NotebookEntry[];
}

interface Heading {
  value: string;
  title: string | null;
}

type HeadingOf = (entry: NotebookEntry) => Heading;

/** The list by what it is ordered by. */
export function groupsOf(
  entries: readonly NotebookEntry[],
  order: NotebookOrder,
  names: ColorNames,
): NotebookGroup[] {
  return grouped(entries, (entry) => headingOf(entry, order, names));
}

/** The marks of one article by its sections, in the order of the page. */
export function digestOf(
  entries: readonly NotebookEntry[],
  sections: ReadonlyMap<string, string>,
): NotebookGroup[] {
  return grouped(entries, (entry) => {
    if (entry.status === "orphaned") return { value: "orphaned", title: m.notebook.orphaned };
    const anchor = sectionOf(entry.address);
    if (anchor === null) return { value: "", title: null };
    return { value: anchor, title: sections.get(anchor) ?? anchor.replaceAll(/[_-]/gu, " ") };
  });
}

function headingOf(entry: NotebookEntry, order: NotebookOrder, names: ColorNames): Heading {
  switch (order) {
    case "date":
      return { value: String(dayNumber(entry.created)), title: day(entry.created) };
    case "article":
      return { value: articleOf(entry.address), title: articleTitleOf(entry) };
    case "color": {
      const color = entry.kind === "annotation" ? entry.color : null;
      return color === null
        ? { value: "", title: m.notebook.withoutColor }
        : { value: color, title: m.notebook.colorTitle(colorName(names, color)) };
    }
    case "tag": {
      const [tag] = entry.tags;
      return { value: tag ?? "", title: tag ?? m.notebook.withoutTag };
    }
    case "collection":
      return { value: entry.collectionTitle, title: entry.collectionTitle };
    case "status":
      return { value: entry.status, title: m.notes.statuses[entry.status] };
  }
}

/** The title of the article that a mark is in. */
export function articleTitleOf(entry: NotebookEntry): string {
  return entry.kind === "annotation" ? entry.title : entry.articleTitle;
}

function grouped(entries: readonly NotebookEntry[], headingOfEntry: HeadingOf): NotebookGroup[] {
  const groups: NotebookGroup[] = [];
  let last: string | null = null;
  for (const [index, entry] of entries.entries()) {
    const { value, title } = headingOfEntry(entry);
    const group = groups.at(-1);
    if (group && value === last) group.entries.push(entry);
    else groups.push({ key: `${value} ${entry.id}`, title, from: index, entries: [entry] });
    last = value;
  }
  return groups;
}
