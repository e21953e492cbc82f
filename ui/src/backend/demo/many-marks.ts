/** A notebook that was kept for a while, for work on the window in a browser. */
import { withSection } from "../../address";
import type { Annotation } from "../../generated/Annotation";
import type { MarkStatus } from "../../generated/MarkStatus";
import { COLORS } from "../../reader/mark-styles";
import type { DemoBookmarks } from "./bookmarks";
import { COLLECTION_TITLE, PAGES, type DemoPage } from "./pages";
import type { DemoMarks } from "./marks";
import { PLACE_LIST, PLACES_TITLE, placeAt } from "./places";

const HOUR = 3_600_000;
const TAGS = ["question", "optics", "to check", "history of the sea", "thesis", "quote"];
const NOTES = [
  "Is this still so?\n\nCompare what the article on **fog signals** says of the same year.",
  "Use this in chapter two.",
  "The same number stands in the older edition; a link: see the source.",
  "A long thought that goes on for a while, so that one sees how a note looks that has several lines in the list: it should be as easy to read as the words that it is about, and not be in the way of those below it.",
];

/** Every mark is somewhere and of some kind, and always the same. */
export function fillMarks(marks: DemoMarks, bookmarks: DemoBookmarks, amount: number): void {
  const pages = [
    ...PAGES,
    ...PLACE_LIST.slice(0, 9).flatMap(({ address }) => placeAt(address) ?? []),
  ];
  for (let index = 0; index < amount; index += 1) {
    const page = pages[index % pages.length];
    if (page) marks.put(markIn(page, index));
  }
  const folder = bookmarks.addFolder("Lights and lenses", null).id;
  for (const [index, page] of PAGES.entries()) {
    const section = page.sections[index % Math.max(1, page.sections.length)];
    const anchor = index % 2 === 0 && section ? section.anchor : null;
    const made = bookmarks.add({
      address: withSection(page.address, anchor),
      ...(index % 3 === 0 ? { folder } : {}),
    });
    bookmarks.bookmarks = bookmarks.bookmarks.map((one) =>
      one.id === made.id
        ? {
            ...one,
            readLater: index % 3 === 1,
            progress: index % 3 === 1 ? 0.4 : null,
            created: Date.now() - index * 7 * HOUR,
          }
        : one,
    );
  }
}

function markIn(page: DemoPage, index: number): Annotation {
  const start = (index * 97) % Math.max(1, page.text.length - 40);
  const end = Math.min(page.text.length, start + 40 + ((index * 53) % 240));
  const section = page.sections.find((one) => one.start <= start && start < one.end);
  const whole = index % 29 === 28;
  const status = statusOf(index);
  const quote = page.text.slice(start, end).trim();
  const note = index % 3 === 0 || whole ? (NOTES[index % NOTES.length] ?? "") : "";
  const created = Date.now() - Math.floor(index ** 1.4) * HOUR;
  return {
    id: `many-${String(index)}`,
    address: withSection(page.address, whole ? null : (section?.anchor ?? null)),
    title: page.title,
    collectionTitle: page.collection === "demo" ? COLLECTION_TITLE : PLACES_TITLE,
    target: whole ? "article" : "passage",
    quote: whole ? "" : quote,
    prefix: page.text.slice(Math.max(0, start - 32), start),
    suffix: page.text.slice(end, end + 32),
    passage: whole || status === "orphaned" ? null : { start, end },
    wording: status === "approximate" ? quote.toUpperCase() : null,
    status: whole ? "exact" : status,
    color: whole ? null : (COLORS[(index + Math.floor(index / 15)) % 5] ?? null),
    style: index % 7 === 3 ? "underline" : "highlight",
    note,
    noteHtml: note
      .split("\n\n")
      .map((part) => `<p>${part.replace(/\*\*(.+?)\*\*/gu, "<strong>$1</strong>")}</p>`)
      .join(note === "" ? "" : "\n")
      .replace("<p></p>", ""),
    tags: TAGS.filter((_, at) => (index + at) % 5 === 0 && index % 2 === 0).slice(0, 2),
    created,
    modified: created,
    versions: 0,
    cards: 0,
  };
}

function statusOf(index: number): MarkStatus {
  if (index % 23 === 22) return "orphaned";
  if (index % 17 === 16) return "approximate";
  return index % 11 === 10 ? "relocated" : "exact";
}
