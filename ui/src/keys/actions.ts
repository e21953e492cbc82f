import { tick } from "svelte";
import { articleOf, withSection } from "../address";
import type { Color } from "../generated/Color";
import type { Style } from "../generated/Style";
import type { SidePanel } from "../generated/SidePanel";
import { m } from "../messages";
import { COLORS } from "../reader/mark-styles";
import type { App } from "../state/app.svelte";
import { THEMES } from "../state/themes";
import { takesText } from "./fields";
import type { KeyAction } from "./keys";

/** What each key does. Returning `false` leaves the key to whatever has the focus. */
export const ACTIONS: Record<KeyAction, (app: App) => unknown> = {
  search: (app) => {
    app.startSearch();
  },
  allResults: (app) => showResults(app),
  nextResult: (app) => stepResults(app, 1),
  previousResult: (app) => stepResults(app, -1),
  find: (app) => startFind(app),
  findNext: (app) => stepHits(app, 1),
  findPrevious: (app) => stepHits(app, -1),
  back: (app) => void app.move(-1),
  forward: (app) => void app.move(1),
  home: (app) => void app.home(),
  random: (app) => void app.random(),
  nextSection: (app) => stepSection(app, 1),
  previousSection: (app) => stepSection(app, -1),
  bookmarkPage: (app) => bookmarkPage(app),
  bookmarkSection: (app) => bookmarkSection(app),
  readLater: (app) => readLater(app),
  highlight: (app) => highlight(app),
  underline: (app) => underline(app),
  note: (app) => note(app),
  color1: (app) => highlightIn(app, 0),
  color2: (app) => highlightIn(app, 1),
  color3: (app) => highlightIn(app, 2),
  color4: (app) => highlightIn(app, 3),
  color5: (app) => highlightIn(app, 4),
  nextMark: (app) => stepMarks(app, 1),
  previousMark: (app) => stepMarks(app, -1),
  notebook: (app) => void app.desk.openNotebook(),
  selectAll: (app) => selectAll(app),
  selectMark: (app) => app.desk.keys?.select() ?? false,
  deleteMarks: (app) => app.desk.keys?.remove() ?? false,
  copyCitation: (app) => void app.copyCitation(),
  undo: (app) => void app.undoing.step("undo"),
  redo: (app) => void app.undoing.step("redo"),
  study: (app) => void app.openStudy(),
  panel: (app) => {
    app.togglePanel();
  },
  contents: (app) => showPanel(app, "contents"),
  bookmarks: (app) => showPanel(app, "bookmarks"),
  notes: (app) => showPanel(app, "notes"),
  history: (app) => showPanel(app, "history"),
  collections: (app) => showPanel(app, "collections"),
  larger: (app) => {
    app.settings.resizeText(1);
  },
  smaller: (app) => {
    app.settings.resizeText(-1);
  },
  usualSize: (app) => {
    app.settings.resizeText(0);
  },
  theme: (app) => {
    nextTheme(app);
  },
  fullscreen: (app) => void app.backend.toggleFullscreen().catch(app.failed),
  print: (app) => {
    print(app, true);
  },
  shortcuts: (app) => {
    app.overlays.dialog = { kind: "shortcuts" };
  },
  close: (app) => closeTopmost(app),
  quit: (app) => {
    void app.quit();
  },
};

/** Prints the page, with or without what the person has marked in it. */
export function print(app: App, withMarks: boolean): void {
  document.documentElement.classList.toggle("print-plain", !withMarks);
  app.backend.printPage().catch(app.failed);
}

export function nextTheme(app: App): void {
  const at = THEMES.indexOf(app.settings.value.theme);
  const theme = THEMES[(at + 1) % THEMES.length] ?? "system";
  app.settings.change({ theme });
  app.toasts.show({ text: m.toasts.theme(m.look.themes[theme]) });
}

export function bookmarkPage(app: App): void {
  const { view } = app.page;
  if (view) void app.bookmarks.toggle(articleOf(view.address));
}

/** Puts the article on the list to read later, or takes it off. */
export function readLater(app: App): boolean {
  const { view } = app.page;
  if (!view) return false;
  void app.bookmarks.toggleReadLater(articleOf(view.address));
  return true;
}

/** How words are marked where nothing else is said: as the last time. */
export function lookOf(app: App): { color: Color; style: Style } {
  const { color, style } = app.settings.value;
  return { color, style };
}

/** Marks the selected words in a colour, or the last one used. */
export function highlight(app: App, color = app.settings.value.color): boolean {
  if (!hasSelection(app)) return false;
  if (color !== app.settings.value.color) app.settings.change({ color });
  void app.marks.highlight({ ...lookOf(app), color });
  return true;
}

/** Underlines the selected words, or turns the open mark from one style to the other. */
export function underline(app: App): boolean {
  const { marks } = app;
  if (hasSelection(app)) {
    void marks.highlight({ ...lookOf(app), style: "underline" });
    return true;
  }
  if (marks.opened?.target !== "passage") return false;
  void marks.update(marks.opened.id, { style: otherStyle(marks.opened.style) });
  return true;
}

export function otherStyle(style: Style): Style {
  return style === "underline" ? "highlight" : "underline";
}

/** Keeps exactly the place that is selected. */
export function bookmarkHere(app: App): boolean {
  const { view, reader } = app.page;
  const selected = app.marks.selection ?? reader?.selected() ?? null;
  if (!view || !selected) return false;
  const { passage } = selected;
  const section = app.page.sectionAt(passage.start);
  const address = withSection(view.address, section?.anchor ?? null);
  void app.bookmarks.add({ address, passage, textHash: view.textHash });
  clearSelection(app);
  return true;
}

/** A note on the selected words, or where there are none on the section being read. */
export function note(app: App): boolean {
  if (hasSelection(app)) {
    void app.marks.highlight(lookOf(app), "note");
    return true;
  }
  const address = app.page.sectionAddress;
  if (address === null) return false;
  void app.marks.noteOn(address);
  return true;
}

/** Closes what lies topmost; false where nothing lies over the page. */
export function closeTopmost(app: App): boolean {
  const { overlays, marks, search, page, find } = app;
  if (overlays.menu) overlays.menu = null;
  else if (overlays.dialog) overlays.dialog = null;
  else if (overlays.look) overlays.look = false;
  else if (overlays.searchHelp) closeSearchHelp(app);
  else if (search.open) app.cancelSearch();
  else if (overlays.bubble) overlays.bubble = null;
  else if (marks.selection) clearSelection(app);
  else if (marks.attaching) marks.attaching = null;
  else if (marks.open !== null) marks.close();
  else if (find.open) find.close();
  else if (overlays.drawer) overlays.drawer = false;
  else if (page.hits) void clearHits(app);
  else if (app.desk.keys?.clear()) return true;
  else return false;
  return true;
}

/** The box has the focus again, with what was found under it. */
export function closeSearchHelp(app: App): void {
  app.overlays.searchHelp = false;
  app.searchBox?.focus();
}

/** The focus may have been in their bar, which goes with them. */
export async function clearHits(app: App): Promise<void> {
  app.page.clearHits();
  // What is found in the page may be there still.
  if (app.find.open) app.find.paintCurrent();
  await tick();
  app.focusLeft();
}

function showResults(app: App): boolean {
  if (!app.search.open || app.search.query === "") return false;
  void app.showResults();
  return true;
}

function stepResults(app: App, by: 1 | -1): boolean {
  if (!app.stepResults || app.search.open) return false;
  app.stepResults(by);
  return true;
}

/** All marks that the notebook lists; elsewhere the key selects text, as everywhere. */
function selectAll(app: App): boolean {
  if (!app.desk.keys || takesText(document.activeElement)) return false;
  void app.desk.keys.selectAll();
  return true;
}

function clearSelection(app: App): void {
  document.getSelection()?.removeAllRanges();
  app.marks.selection = null;
}

function startFind(app: App): boolean {
  if (!app.page.view) return false;
  const words = app.page.reader?.selected()?.quote ?? "";
  app.find.start(words.includes("\n") ? "" : words);
  return true;
}

function stepHits(app: App, by: 1 | -1): boolean {
  if (app.find.open) app.find.move(by);
  else if (app.page.hits) app.page.stepHit(by);
  else return false;
  return true;
}

function stepSection(app: App, by: 1 | -1): boolean {
  const { view, anchor, reader } = app.page;
  if (!view) return false;
  const at = view.sections.findIndex((section) => section.anchor === anchor);
  const next = view.sections[at + by];
  if (next) reader?.showSection(next.anchor);
  else if (by < 0) reader?.showTop();
  return true;
}

function stepMarks(app: App, by: 1 | -1): boolean {
  const mark = app.marks.neighbour(by);
  if (!mark?.passage) return false;
  app.page.reader?.showPassage(mark.passage, true);
  app.marks.open = mark.id;
  return true;
}

function highlightIn(app: App, index: number): boolean {
  return highlight(app, COLORS[index]);
}

/** The selected place, or the section being read. */
function bookmarkSection(app: App): boolean {
  const { view, section } = app.page;
  if (!view) return false;
  if (bookmarkHere(app)) return true;
  void app.bookmarks.toggle(withSection(view.address, section?.anchor ?? null));
  return true;
}

function showPanel(app: App, panel: SidePanel): void {
  app.showPanel(panel);
}

function hasSelection(app: App): boolean {
  return (app.marks.selection ?? app.page.reader?.selected() ?? null) !== null;
}
