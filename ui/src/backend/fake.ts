/**
 * A backend in memory, with a few short articles: for tests, and for work on the window in a
 * browser. It keeps the promises of the real one: redirects, statuses, tombstones, cancelling.
 */
import type { Annotation } from "../generated/Annotation";
import type { ArticleView } from "../generated/ArticleView";
import type { Job } from "../generated/Job";
import type { LastPlace } from "../generated/LastPlace";
import type { MarkHit } from "../generated/MarkHit";
import type { Preview } from "../generated/Preview";
import type { ReadingPlace } from "../generated/ReadingPlace";
import type { SearchResults } from "../generated/SearchResults";
import type { Settings } from "../generated/Settings";
import type { Visit } from "../generated/Visit";
import { articleOf, sameArticle, sectionOf, withSection } from "../address";
import { fold } from "../reader/find";
import type { Backend } from "./backend";
import { DemoBookmarks } from "./demo/bookmarks";
import { failure } from "./demo/failure";
import { ADDED, DemoJobs, SUMMARY } from "./demo/jobs";
import { DemoLibrary } from "./demo/library";
import { DemoMedia } from "./demo/media";
import { DemoMarks } from "./demo/marks";
import {
  COLLECTION,
  COLLECTION_TITLE,
  hitsOf,
  pageAt,
  PAGES,
  snippetOf,
  wordsOf,
  type DemoPage,
} from "./demo/pages";
import { placeAt } from "./demo/places";

/** What a test or a browser can reach behind the backend's back. */
export interface Fake extends Backend {
  marks: DemoMarks;
  bookmarks: DemoBookmarks;
  library: DemoLibrary;
  media: DemoMedia;
  playsByUrl: boolean;
  /** Plays the system asking for an address, or another process changing marks. */
  openAddress(address: string): void;
  changeMarks(): void;
  /** Lets the library's jobs stand so. */
  setJobs(jobs: Job[]): void;
  /** Presses the window's close button. */
  closeWindow(): void;
  /** What was asked of the system. */
  calls: string[];
  saved: { settings: Settings | null; place: LastPlace | null };
  startAddressValue: string | null;
}

const SETTINGS: Settings = {
  theme: "system",
  face: "literata",
  textSize: 18,
  measure: "middle",
  panelOpen: true,
  panel: "contents",
  panelWidth: 272,
  color: "amber",
  keepHistory: true,
  recentSearches: [],
};

export function fakeBackend(): Fake {
  const marks = new DemoMarks();
  const bookmarks = new DemoBookmarks();
  const media = new DemoMedia();
  const places = new Map<string, ReadingPlace>();
  const saved: Fake["saved"] = { settings: null, place: null };
  const calls: string[] = [];
  let visits: Visit[] = [];
  let nextVisit = 1;
  let searches = 0;
  let suggestions = 0;
  let onAddress: (address: string) => void = () => undefined;
  let onMarks: () => void = () => undefined;
  const library = new DemoLibrary();
  const jobs = new DemoJobs(({ kind, subject, summary }, beside) => {
    if (kind === "add") addForm(library, summary?.otherForm?.brings ?? "", beside);
    else if (kind === "index") library.change(subject, { index: "ready" });
  });
  let onClosing: () => void = () => undefined;

  const find = (address: string): DemoPage => {
    const page = pageAt(address) ?? placeAt(address);
    if (!page) {
      throw failure("article-missing", "the library has no article at this address");
    }
    return page;
  };
  const view = (address: string): ArticleView => {
    const page = find(address);
    const asked = decodeURIComponent(articleOf(address).split("/").at(-1) ?? "");
    return {
      address: withSection(page.address, sectionOf(address)),
      collection: page.collection,
      collectionTitle: library.titleOf(page.collection),
      edition: "2026-05",
      license: "CC BY-SA 4.0",
      source: "demo.zim",
      title: page.title,
      redirectedFrom: page.redirects.includes(asked.replaceAll("_", " ")) ? asked : null,
      html: page.html,
      textHash: page.textHash,
      language: page.language,
      direction: page.direction,
      sections: page.sections,
      missing: page.links.filter(
        (link) => link.includes("/demo/") && !pageAt(link) && !media.files.has(link),
      ),
      files: page.links.filter((link) => media.files.has(link)),
      backlinks: PAGES.filter((other) =>
        other.links.some((link) => sameArticle(link, page.address)),
      )
        .filter((other) => other !== page)
        .map(({ title, address: from }) => ({ title, address: from })),
      categories: page.categories,
      words: page.text.split(/\s+/u).length,
      modified: Date.UTC(2026, 4, 3),
      bookmarks: bookmarks.bookmarks.filter((one) => sameArticle(one.address, page.address)),
      annotations: marks.ofPage(page),
      place: places.get(page.address) ?? null,
    };
  };
  const preview = (address: string): Preview => {
    const page = find(address);
    const section = page.sections.find((one) => one.anchor === sectionOf(address));
    const lead = section
      ? page.text.slice(section.start + section.title.length, section.end)
      : page.text.slice(page.text.indexOf(page.html.includes("hatnote") ? "A lighthouse" : ""));
    return {
      address: page.address,
      title: page.title,
      sectionTitle: section?.title ?? null,
      lead: lead.trim().split("\n")[0]?.slice(0, 600) ?? "",
      collectionTitle: COLLECTION_TITLE,
      language: page.language,
      direction: page.direction,
      picture: page.path === "lighthouse" ? "pandect://demo/media/tower.svg" : null,
    };
  };
  const markHits = (words: readonly string[]): MarkHit[] => {
    const hit = (mark: Annotation): MarkHit => ({
      kind: "annotation",
      id: mark.id,
      address: mark.address,
      title: mark.title,
      snippet: snippetOf(mark.note || mark.quote, words),
    });
    return marks
      .list({})
      .filter((mark) => {
        const text = fold(`${mark.note} ${mark.quote} ${mark.tags.join(" ")}`).text;
        return words.every((word) => text.includes(word));
      })
      .map(hit);
  };

  return {
    marks,
    bookmarks,
    library,
    media,
    playsByUrl: false,
    calls,
    saved,
    startAddressValue: null,
    openAddress: (address) => {
      onAddress(address);
    },
    changeMarks: () => {
      onMarks();
    },
    setJobs(now) {
      jobs.set(now);
    },
    closeWindow() {
      onClosing();
    },

    openArticle: async (address) => view(address),
    previewArticle: async (address) => preview(address),
    randomArticle: async () => PAGES[Math.floor(Math.random() * PAGES.length)]?.address ?? "",
    frontPage: async () => ({
      recent: newest(visits).slice(0, 6),
      notes: marks
        .list({})
        .filter((mark) => mark.note !== "")
        .slice(-4)
        .reverse(),
      collections: library.collections,
      articleOfTheDay: preview("pandect://demo/lighthouse"),
    }),
    listCollections: async () => library.collections,
    listArticles: async (name, offset, limit) => library.articles(name, offset, limit),
    listInitials: async (name) => library.initials(name),
    listCategories: async (name, offset, limit) => library.categories(name, offset, limit),
    listCategory: async (name, category, offset, limit) =>
      library.category(name, category, offset, limit),
    collectionPage: async (name) => library.main(name),
    answerUrl: async (url) =>
      url.endsWith("/wiki/Samarkand") ? "pandect://starter/Samarkand" : null,
    mediaAbout: async (address) => media.about(address),
    readMedia: (address, offset) => media.read(address, offset),
    saveMedia: async (address) => {
      calls.push(`saveMedia ${address}`);
      return media.save(address);
    },

    suggest: async (text, limit) => {
      const mine = (suggestions += 1);
      await Promise.resolve();
      if (mine !== suggestions) throw failure("cancelled", "a newer search took its place");
      return suggest(text).slice(0, limit);
    },
    search: async (text, options) => {
      const mine = (searches += 1);
      await Promise.resolve();
      if (mine !== searches) throw failure("cancelled", "a newer search took its place");
      const found = search(text, markHits(wordsOf(text)));
      const offset = options.offset ?? 0;
      return { ...found, results: found.results.slice(offset, offset + (options.limit ?? 20)) };
    },
    findHits: async (address, text) => hitsOf(find(address).text, wordsOf(text)),

    listBookmarks: async () => ({ folders: bookmarks.folders, bookmarks: bookmarks.bookmarks }),
    addBookmark: async (address, folder) => bookmarks.add(address, folder),
    updateBookmark: async (id, change) => bookmarks.update(id, change),
    deleteBookmark: async (id) => {
      bookmarks.remove(id);
    },
    restoreBookmark: async (id) => bookmarks.restore(id),
    addFolder: async (title, parent) => bookmarks.addFolder(title, parent),
    renameFolder: async (id, title) => bookmarks.renameFolder(id, title),
    deleteFolder: async (id) => {
      bookmarks.removeFolder(id);
    },
    restoreFolder: async (id) => bookmarks.restoreFolder(id),

    listAnnotations: async (filter) => marks.list(filter),
    addAnnotation: async (annotation) => marks.add(annotation),
    updateAnnotation: async (id, change) => marks.update(id, change),
    deleteAnnotation: async (id) => {
      marks.remove(id);
    },
    restoreAnnotation: async (id) => marks.restore(id),

    listVisits: async (limit) => newest(visits).slice(0, limit),
    addVisit: async (address) => {
      const { title, collection } = find(address);
      const id = `visit-${String(nextVisit++)}`;
      const collectionTitle = library.titleOf(collection);
      const visit = { id, address, title, collectionTitle, time: Date.now() };
      visits = [...visits.filter((one) => one.address !== address), visit];
    },
    deleteVisit: async (id) => {
      visits = visits.filter((visit) => visit.id !== id);
    },
    clearVisits: async () => {
      visits = [];
    },

    settings: async () => saved.settings ?? SETTINGS,
    saveSettings: async (settings) => {
      saved.settings = settings;
    },
    lastPlace: async () => saved.place,
    saveLastPlace: async (place) => {
      saved.place = place;
    },
    savePlace: async (address, place) => {
      places.set(address, place);
    },

    about: async () => ({
      version: "0.1.0",
      dataFolder: "/home/reader/.local/share/pandect",
      licences: "svelte 5 — MIT\nLiterata — OFL-1.1\nInter — OFL-1.1",
      diagnostics: "Pandect 0.1.0\nschema 1, recipe 1\n5 articles",
    }),
    chooseArchive: async () => {
      calls.push("chooseArchive");
      // Who has it already meets the form without pictures.
      const there = library.collections.some((one) => one.name === ADDED.collection);
      const otherForm = there ? { title: SUMMARY.title, has: "maxi", brings: "nopic" } : null;
      jobs.propose("wikivoyage_en_islands_2026-09.zim", { ...SUMMARY, otherForm });
    },
    chooseNotes: async () => {
      calls.push("chooseNotes");
      jobs.propose("notes", {
        ...SUMMARY,
        kind: "markdown",
        title: "Notes on tides",
        language: "",
        license: "",
        edition: "",
        articles: null,
        diskBytes: 0,
        replaces: "My notes",
        note: null,
      });
    },
    indexCollection: async (name) => {
      calls.push(`indexCollection ${name}`);
      jobs.begin("index", name);
    },
    verifyCollection: async (name) => {
      calls.push(`verifyCollection ${name}`);
      jobs.begin("verify", library.titleOf(name));
    },
    updateCollection: async (name) => {
      calls.push(`updateCollection ${name}`);
      jobs.begin("add", library.titleOf(name));
    },
    locateArchive: async (name) => {
      calls.push(`locateArchive ${name}`);
      library.change(name, { missing: false });
    },
    revealCollection: async (name) => {
      calls.push(`revealCollection ${name}`);
    },
    renameCollection: async (name, title) => {
      library.change(name, { title });
    },
    setCollectionSearched: async (name, searched) => {
      library.change(name, { searched });
    },
    setCollectionShelf: async (name, shelf) => {
      library.change(name, { shelf });
    },
    moveCollection: async (name, before) => {
      library.move(name, before);
    },
    collectionReport: async (name) => library.reports.get(name) ?? null,
    removeCollection: async (name) => {
      calls.push(`removeCollection ${name}`);
      library.remove(name);
    },
    listJobs: async () => jobs.all,
    confirmJob: async (id, beside) => {
      calls.push(`confirmJob ${String(id)} ${beside ? "beside" : "instead"}`);
      jobs.confirm(id, beside);
    },
    pauseJob: async (id) => {
      calls.push(`pauseJob ${String(id)}`);
      jobs.pause(id);
    },
    continueJob: async (id) => {
      calls.push(`continueJob ${String(id)}`);
      jobs.confirm(id);
    },
    stopJob: async (id) => {
      calls.push(`stopJob ${String(id)}`);
      jobs.stop(id);
    },
    dismissJob: async (id) => {
      jobs.dismiss(id);
    },
    openExternal: async (url) => {
      calls.push(`openExternal ${url}`);
    },
    openDataFolder: async () => {
      calls.push("openDataFolder");
    },
    setWindowTitle: async (title) => {
      calls.push(`setWindowTitle ${title}`);
    },
    toggleFullscreen: async () => {
      calls.push("toggleFullscreen");
    },
    printPage: async () => {
      calls.push("printPage");
      if (typeof window.print === "function" && !navigator.webdriver) window.print();
    },
    quit: async () => {
      calls.push("quit");
    },
    startAddress() {
      const address = this.startAddressValue;
      this.startAddressValue = null;
      return Promise.resolve(address);
    },
    mediaUrl: () => new URL("./demo/tower.svg", import.meta.url).href,
    onOpenAddress(callback) {
      onAddress = callback;
    },
    onMarksChanged(callback) {
      onMarks = callback;
    },
    onJobsChanged(callback) {
      jobs.changed = callback;
    },
    onClosing(callback) {
      onClosing = callback;
    },
  };
}

/** Puts the archive on the shelf, in the place of its other form or beside it. */
function addForm(library: DemoLibrary, form: string, beside: boolean): void {
  const name = beside ? `${ADDED.collection}-${form}` : ADDED.collection;
  library.add(name, beside ? `${SUMMARY.title} (${form})` : SUMMARY.title, ADDED);
}

function newest(visits: readonly Visit[]): Visit[] {
  return [...visits].sort((one, other) => other.time - one.time || other.id.localeCompare(one.id));
}

function suggest(text: string) {
  const words = wordsOf(text);
  const fits = (title: string) => {
    const parts = wordsOf(title);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  };
  if (words.length === 0) return [];
  return PAGES.flatMap((page) => {
    const redirectFrom = page.redirects.find(fits);
    if (!fits(page.title) && redirectFrom === undefined) return [];
    return [
      {
        title: page.title,
        address: page.address,
        collection: COLLECTION,
        collectionTitle: COLLECTION_TITLE,
        ...(fits(page.title) || redirectFrom === undefined ? {} : { redirectFrom }),
      },
    ];
  });
}

function search(text: string, marks: MarkHit[]): SearchResults {
  const words = wordsOf(text);
  const having = (all: boolean) =>
    PAGES.filter((page) => {
      const folded = fold(`${page.title} ${page.text}`).text;
      const has = (word: string) => folded.includes(word);
      return words.length > 0 && (all ? words.every(has) : words.some(has));
    });
  const strict = having(true);
  const pages = strict.length > 0 ? strict : having(false);
  return {
    total: pages.length,
    results: pages.map((page) => ({
      title: page.title,
      address: page.address,
      collection: COLLECTION,
      collectionTitle: COLLECTION_TITLE,
      snippet: snippetOf(page.text, words),
      score: hitsOf(page.text, words).length,
    })),
    relaxed: strict.length === 0 && pages.length > 0,
    ignored:
      text.includes('"') && text.split('"').length % 2 === 0
        ? ["The quotation mark has no partner, so it was left out."]
        : [],
    marks: words.length === 0 ? [] : marks,
  };
}
