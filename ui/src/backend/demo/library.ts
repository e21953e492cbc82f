/** The collections of the demo: its articles, a long gazetteer, and an archive that is gone. */
import type { AddReport } from "../../generated/AddReport";
import type { ArticleLink } from "../../generated/ArticleLink";
import type { Category } from "../../generated/Category";
import type { CollectionSummary } from "../../generated/CollectionSummary";
import type { Initial } from "../../generated/Initial";
import { failure } from "./failure";
import { COLLECTION, COLLECTION_TITLE, PAGES } from "./pages";
import { PLACE_LIST, PLACES, PLACES_TITLE } from "./places";

const DAY = 86_400_000;

interface DemoEntry extends ArticleLink {
  categories: string[];
}

const ENTRIES: Record<string, DemoEntry[]> = {
  [COLLECTION]: sorted(PAGES),
  [PLACES]: sorted(PLACE_LIST),
};

export class DemoLibrary {
  collections: CollectionSummary[] = [
    summary({
      name: COLLECTION,
      kind: "own",
      title: COLLECTION_TITLE,
      edition: "2026-05",
      articles: PAGES.length,
      bytes: 48_230,
      indexBytes: 21_400,
      license: "CC BY-SA 4.0",
    }),
  ];
  readonly reports = new Map<string, AddReport>();

  /** Puts the other collections on the shelves, for work on the window. */
  fill(): void {
    this.collections = [
      ...this.collections,
      summary({
        name: PLACES,
        kind: "archive",
        title: PLACES_TITLE,
        edition: "2026-01",
        articles: PLACE_LIST.length,
        bytes: 3_120_000,
        index: "titles",
        toIndex: { diskBytes: 310_000_000, seconds: 190 },
        shelf: "The sea",
        license: "CC BY-SA 4.0",
        source: "gazetteer_en_all_2026-01.zim",
      }),
      summary({
        name: "charts",
        kind: "archive",
        title: "Charts and sailing directions of the northern seas",
        edition: "2024-11",
        articles: 12_400,
        bytes: 940_000_000,
        indexBytes: 310_000_000,
        shelf: "The sea",
        source: "charts_en_2024-11.zim",
        missing: true,
      }),
      summary({
        name: "notes",
        kind: "imported",
        title: "My notes",
        language: "",
        edition: "",
        articles: 0,
        bytes: 4_096,
        searched: false,
        source: "/home/reader/notes",
        updatable: true,
      }),
    ];
    this.reports.set(PLACES, REPORT);
  }

  change(name: string, change: Partial<CollectionSummary>): void {
    this.#require(name);
    this.collections = this.collections.map((one) =>
      one.name === name ? { ...one, ...change } : one,
    );
  }

  add(name: string, title: string, report: AddReport): void {
    this.remove(name);
    const { articles, bytes } = report;
    const made = summary({ name, kind: "archive", title, articles, bytes, index: "titles" });
    this.collections = [...this.collections, made];
    this.reports.set(name, report);
  }

  titleOf(name: string): string {
    return this.#require(name).title;
  }

  remove(name: string): void {
    this.collections = this.collections.filter((one) => one.name !== name);
  }

  move(name: string, before: string | null): void {
    const moved = this.#require(name);
    const rest = this.collections.filter((one) => one !== moved);
    const at = before === null ? -1 : rest.findIndex((one) => one.name === before);
    rest.splice(at < 0 ? rest.length : at, 0, moved);
    this.collections = rest;
  }

  articles(name: string, offset: number, limit: number): ArticleLink[] {
    return linksOf(this.#entries(name).slice(offset, offset + limit));
  }

  initials(name: string): Initial[] {
    const initials: Initial[] = [];
    this.#entries(name).forEach(({ title }, offset) => {
      const initial = initialOf(title);
      if (initials.at(-1)?.initial !== initial) initials.push({ initial, offset });
    });
    return initials;
  }

  categories(name: string, offset: number, limit: number): Category[] {
    const amounts = new Map<string, number>();
    for (const { categories } of this.#entries(name)) {
      for (const one of categories) amounts.set(one, (amounts.get(one) ?? 0) + 1);
    }
    return [...amounts]
      .map(([category, articles]) => ({ name: category, articles }))
      .sort((one, other) => one.name.localeCompare(other.name))
      .slice(offset, offset + limit);
  }

  category(name: string, category: string, offset: number, limit: number): ArticleLink[] {
    const inIt = this.#entries(name).filter(({ categories }) => categories.includes(category));
    return linksOf(inIt.slice(offset, offset + limit));
  }

  main(name: string): string | null {
    this.#require(name);
    return name === PLACES ? (PLACE_LIST[0]?.address ?? null) : null;
  }

  #entries(name: string): DemoEntry[] {
    const { missing } = this.#require(name);
    if (missing) throw failure("file", "the archive's file is not where it was");
    return ENTRIES[name] ?? [];
  }

  #require(name: string): CollectionSummary {
    const found = this.collections.find((one) => one.name === name);
    if (!found) throw failure("collection-missing", "the library has no such collection");
    return found;
  }
}

/** What came of a source with a few faults. */
export const REPORT: AddReport = {
  collection: PLACES,
  articles: 2_310,
  leftOut: 14,
  skipped: [
    { what: "Template:Infobox harbour", why: "it is a template, not an article" },
    { what: "harbours/Ærøskøbing.md", why: "the file is not UTF-8" },
    { what: "Talk:Portsmouth", why: "it is a page of discussion" },
  ],
  remnants: 37,
  files: 208,
  bytes: 3_120_000,
  seconds: 74,
  marks: { exact: 12, relocated: 3, approximate: 1, orphaned: 0, articlesGone: 0 },
};

function summary(
  change: Partial<CollectionSummary> & Pick<CollectionSummary, "name" | "kind" | "title">,
): CollectionSummary {
  return {
    language: "en",
    edition: "",
    articles: 0,
    bytes: 0,
    indexBytes: 0,
    index: "ready",
    modified: Date.now() - 3 * DAY,
    searched: true,
    shelf: "",
    license: "",
    source: "",
    missing: false,
    updatable: false,
    ...change,
  };
}

function sorted(entries: readonly DemoEntry[]): DemoEntry[] {
  return [...entries].sort(
    (one, other) =>
      initialOf(one.title).localeCompare(initialOf(other.title)) ||
      one.title.localeCompare(other.title),
  );
}

function initialOf(title: string): string {
  return [...title.normalize("NFD").toLocaleUpperCase()][0] ?? "";
}

function linksOf(entries: readonly DemoEntry[]): ArticleLink[] {
  return entries.map(({ title, address }) => ({ title, address }));
}
