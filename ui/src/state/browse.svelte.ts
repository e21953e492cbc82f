import type { BrowsePlace } from "../address";
import type { Backend } from "../backend/backend";
import type { ArticleLink } from "../generated/ArticleLink";
import type { Category } from "../generated/Category";
import type { Initial } from "../generated/Initial";
import type { ReadingPlace } from "../generated/ReadingPlace";
import { Listing } from "./listing.svelte";

/** A stretch of the list of articles that is set in columns of its own. */
export interface Block {
  offset: number;
  initial: string | null;
  /** It is the first of its letter, and has the letter as its heading. */
  first: boolean;
  articles: ArticleLink[];
}

/** What one list of a collection shows. */
export class BrowseState {
  readonly place: BrowsePlace;
  readonly articles: Listing<ArticleLink>;
  readonly categories: Listing<Category>;
  initials = $state.raw<Initial[]>([]);
  /** Address of the collection's main page. */
  main = $state<string | null>(null);
  /** The letter that is being read. */
  initial = $state.raw<Initial | null>(null);
  readonly #backend: Backend;
  readonly #failed: (reason: unknown) => void;

  constructor(backend: Backend, place: BrowsePlace, failed: (reason: unknown) => void) {
    this.#backend = backend;
    this.#failed = failed;
    this.place = place;
    const { collection } = place;
    this.articles = new Listing((offset, limit) =>
      place.list === "category"
        ? backend.listCategory(collection, place.category, offset, limit)
        : backend.listArticles(collection, offset, limit),
    );
    this.categories = new Listing((offset, limit) =>
      backend.listCategories(collection, offset, limit),
    );
  }

  /** The list that this place is about. */
  get list(): Listing<ArticleLink> | Listing<Category> {
    return this.place.list === "categories" ? this.categories : this.articles;
  }

  readonly blocks = $derived.by((): Block[] =>
    this.articles.pages.flatMap(({ offset, entries }) => blocksOf(offset, entries, this.initials)),
  );

  /** Reads the list, from where the person was. */
  async start(place: ReadingPlace | null): Promise<void> {
    const from = place?.position ?? 0;
    await Promise.all([this.#readMain(), this.#readInitials(), this.list.begin(from)]);
    // So that the place can stand at the upper edge of the view.
    if (from > 0) await this.list.more();
    // The list has become shorter.
    if (from > 0 && this.list.pages.length === 0) await this.list.begin(0);
    this.reading(from);
  }

  /** Shows the list from a letter on. */
  async jump(initial: Initial): Promise<void> {
    this.reading(initial.offset);
    await this.articles.begin(initial.offset);
  }

  /** The article at this offset is at the upper edge of the view. */
  reading(offset: number): void {
    this.initial = initialAt(this.initials, offset);
  }

  async #readInitials(): Promise<void> {
    const { collection, list } = this.place;
    if (list !== "articles") return;
    try {
      this.initials = await this.#backend.listInitials(collection);
    } catch (reason) {
      // The list says it, if it cannot be read either.
      if (!this.list.error) this.#failed(reason);
    }
  }

  async #readMain(): Promise<void> {
    try {
      this.main = await this.#backend.collectionPage(this.place.collection);
    } catch {
      // Without a main page there is no link to it.
      this.main = null;
    }
  }
}

/** The letter that the article at an offset stands under. */
export function initialAt(initials: readonly Initial[], offset: number): Initial | null {
  return initials.findLast((one) => one.offset <= offset) ?? null;
}

/** Parts a page of the list where another letter begins. */
export function blocksOf(
  offset: number,
  articles: readonly ArticleLink[],
  initials: readonly Initial[],
): Block[] {
  const end = offset + articles.length;
  const inside = initials.filter((one) => offset < one.offset && one.offset < end);
  const starts = articles.length === 0 ? [] : [offset, ...inside.map((one) => one.offset)];
  return starts.map((start, index) => {
    const initial = initialAt(initials, start);
    return {
      offset: start,
      initial: initial?.initial ?? null,
      first: initial?.offset === start,
      articles: articles.slice(start - offset, (starts[index + 1] ?? end) - offset),
    };
  });
}
