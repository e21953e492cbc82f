/**
 * A backend in memory, with a few short articles: for tests, and for work on the window in a
 * browser. It keeps the promises of the real one: redirects, statuses, tombstones, cancelling.
 */
import type { ArticleView } from "../generated/ArticleView";
import type { Job } from "../generated/Job";
import type { LastPlace } from "../generated/LastPlace";
import type { MarkHit } from "../generated/MarkHit";
import type { Preview } from "../generated/Preview";
import type { ReadingPlace } from "../generated/ReadingPlace";
import type { Settings } from "../generated/Settings";
import type { Visit } from "../generated/Visit";
import { articleOf, partsOf, sameArticle, sectionOf, withSection } from "../address";
import { fold } from "../reader/find";
import type { Backend } from "./backend";
import { backupCalls, DemoBackups } from "./demo/backups";
import { DemoBookmarks } from "./demo/bookmarks";
import { failure } from "./demo/failure";
import { ADDED, DemoJobs, SUMMARY } from "./demo/jobs";
import { DemoLibrary } from "./demo/library";
import { DemoMedia } from "./demo/media";
import { DemoMarks } from "./demo/marks";
import { markingCommands, unread, withCards, type Marking } from "./demo/marking";
import { DemoNotebook, notebookCalls } from "./demo/notebook";
import { parseQuery, wantedWords } from "./demo/query";
import { DemoSearch } from "./demo/search";
import { hitsOf, pageAt, PAGES, snippetOf, type DemoPage } from "./demo/pages";
import { placeAt } from "./demo/places";
import { DemoStudy } from "./demo/study";
import { DemoUndo } from "./demo/undo";

/** What a test or a browser can reach behind the backend's back. */
export interface Fake extends Backend {
  marks: DemoMarks;
  bookmarks: DemoBookmarks;
  study: DemoStudy;
  desk: DemoNotebook;
  backups: DemoBackups;
  library: DemoLibrary;
  media: DemoMedia;
  playsByUrl: boolean;
  /** Plays the system asking for an address, or another process changing marks. */
  openAddress(address: string): void;
  marksChanged(): void;
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
  style: "highlight",
  colorNames: { amber: "", green: "", blue: "", rose: "", violet: "" },
  keepHistory: true,
  recentSearches: [],
  indexMemory: 64,
};

export function fakeBackend(): Fake {
  const marks = new DemoMarks();
  const bookmarks = new DemoBookmarks();
  const study = new DemoStudy(marks);
  const media = new DemoMedia();
  const places = new Map<string, ReadingPlace>();
  const saved: Fake["saved"] = { settings: null, place: null };
  const calls: string[] = [];
  let visits: Visit[] = [];
  let nextVisit = 1;
  let searches = 0;
  let filterings = 0;
  let suggestions = 0;
  let onAddress: (address: string) => void = () => undefined;
  let onMarks: () => void = () => undefined;
  const library = new DemoLibrary();
  const desk = new DemoNotebook(marks, bookmarks, library);
  const backups = new DemoBackups(marks, bookmarks);
  const searching = new DemoSearch(library);
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
  const history = new DemoUndo([marks, bookmarks, study]);
  const marking: Marking = { marks, bookmarks, study, history, places, find };
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
      annotations: marks.ofPage(page).map((mark) => withCards(marking, mark)),
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
      collectionTitle: library.titleOf(page.collection),
      language: page.language,
      direction: page.direction,
      picture: page.path === "lighthouse" ? "pandect://demo/media/tower.svg" : null,
    };
  };
  /** The person's own that has all of the words, in the collection that is asked for. */
  const markHits = (text: string, collection?: string): MarkHit[] => {
    const words = wantedWords(parseQuery(text));
    const fits = (address: string, about: string) =>
      (collection === undefined || partsOf(address).collection === collection) &&
      words.every((word) => fold(about).text.includes(word));
    const notes = marks
      .list({})
      .filter(({ address, note, quote, tags }) =>
        fits(address, `${note} ${quote} ${tags.join(" ")}`),
      )
      .map(({ id, address, title, note, quote }): MarkHit => ({
        kind: "annotation",
        id,
        address,
        title,
        snippet: snippetOf(note || quote, words),
      }));
    const kept = bookmarks.bookmarks
      .filter(({ address, title, tags }) => fits(address, `${title} ${tags.join(" ")}`))
      .map(({ id, address, title }): MarkHit => ({
        kind: "bookmark",
        id,
        address,
        title,
        snippet: snippetOf(title, words),
      }));
    return [...notes, ...kept];
  };

  return {
    marks,
    bookmarks,
    study,
    desk,
    backups,
    library,
    media,
    playsByUrl: false,
    calls,
    saved,
    startAddressValue: null,
    openAddress: (address) => {
      onAddress(address);
    },
    marksChanged: () => {
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
    relatedArticles: async (address) => searching.related(find(address).address),
    randomArticle: async () => PAGES[Math.floor(Math.random() * PAGES.length)]?.address ?? "",
    frontPage: async () => ({
      recent: newest(visits).slice(0, 6),
      notes: marks
        .list({})
        .filter((mark) => mark.note !== "")
        .slice(-4)
        .reverse(),
      readLater: unread(marking),
      dueCards: study.state().due,
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
      return searching.suggest(text).slice(0, limit);
    },
    search: async (text, options) => {
      const mine = (searches += 1);
      await Promise.resolve();
      if (mine !== searches) throw failure("cancelled", "a newer search took its place");
      return searching.search(text, options, markHits(text, options.collection));
    },
    searchFilters: async (text, options) => {
      const mine = (filterings += 1);
      await Promise.resolve();
      if (mine !== filterings) throw failure("cancelled", "a newer search took its place");
      return searching.filters(text, options);
    },
    findHits: async (address, text) => hitsOf(find(address).text, wantedWords(parseQuery(text))),

    ...markingCommands(marking),

    ...notebookCalls(desk, history, calls),
    ...backupCalls(backups, calls),

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
    setPaper: async (color, follows) => {
      calls.push(`setPaper ${color.join()} ${follows}`);
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
