/** The backend of the real window: each method is one command, by the same name in snake case. */
import { convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { encodedPath } from "../address";
import type { ImportProgress } from "../generated/ImportProgress";
import type { Job } from "../generated/Job";
import type { Backend } from "./backend";

export const tauriBackend: Backend = {
  openArticle: (address) => invoke("open_article", { address }),
  previewArticle: (address) => invoke("preview_article", { address }),
  relatedArticles: (address) => invoke("related_articles", { address }),
  randomArticle: () => invoke("random_article"),
  frontPage: () => invoke("front_page"),
  listCollections: () => invoke("list_collections"),
  listArticles: (collection, offset, limit) =>
    invoke("list_articles", { collection, offset, limit }),
  listInitials: (collection) => invoke("list_initials", { collection }),
  listCategories: (collection, offset, limit) =>
    invoke("list_categories", { collection, offset, limit }),
  listCategory: (collection, category, offset, limit) =>
    invoke("list_category", { collection, category, offset, limit }),
  collectionPage: (collection) => invoke("collection_page", { collection }),
  answerUrl: (url) => invoke("answer_url", { url }),
  mediaAbout: (address) => invoke("media_about", { address }),
  readMedia: (address, offset) => invoke("read_media", { address, offset }),
  saveMedia: (address) => invoke("save_media", { address }),

  chooseArchive: () => invoke("choose_archive"),
  chooseNotes: () => invoke("choose_notes"),
  indexCollection: (name) => invoke("index_collection", { name }),
  verifyCollection: (collection) => invoke("verify_collection", { collection }),
  updateCollection: (collection) => invoke("update_collection", { collection }),
  locateArchive: (collection) => invoke("locate_archive", { collection }),
  revealCollection: (collection) => invoke("reveal_collection", { collection }),
  renameCollection: (collection, title) => invoke("rename_collection", { collection, title }),
  setCollectionSearched: (collection, searched) =>
    invoke("set_collection_searched", { collection, searched }),
  setCollectionShelf: (collection, shelf) => invoke("set_collection_shelf", { collection, shelf }),
  moveCollection: (collection, before) => invoke("move_collection", { collection, before }),
  collectionReport: (collection) => invoke("collection_report", { collection }),
  removeCollection: (name) => invoke("remove_collection", { name }),
  listJobs: () => invoke("list_jobs"),
  confirmJob: (id, beside) => invoke("confirm_job", { id, beside }),
  pauseJob: (id) => invoke("pause_job", { id }),
  continueJob: (id) => invoke("continue_job", { id }),
  stopJob: (id) => invoke("stop_job", { id }),
  dismissJob: (id) => invoke("dismiss_job", { id }),

  suggest: (text, limit) => invoke("suggest", { text, limit }),
  search: (text, options) => invoke("search", { text, options }),
  searchFilters: (text, options) => invoke("search_filters", { text, options }),
  findHits: (address, text) => invoke("find_hits", { address, text }),

  listBookmarks: () => invoke("list_bookmarks"),
  addBookmark: (bookmark) => invoke("add_bookmark", { bookmark }),
  updateBookmark: (id, change) => invoke("update_bookmark", { id, change }),
  deleteBookmark: (id) => invoke("delete_bookmark", { id }),
  restoreBookmark: (id) => invoke("restore_bookmark", { id }),
  addFolder: (title, parent) => invoke("add_folder", { title, parent }),
  renameFolder: (id, title) => invoke("rename_folder", { id, title }),
  deleteFolder: (id) => invoke("delete_folder", { id }),
  restoreFolder: (id) => invoke("restore_folder", { id }),

  listAnnotations: (filter) => invoke("list_annotations", { filter }),
  addAnnotation: (annotation) => invoke("add_annotation", { annotation }),
  updateAnnotation: (id, change) => invoke("update_annotation", { id, change }),
  deleteAnnotation: (id) => invoke("delete_annotation", { id }),
  restoreAnnotation: (id) => invoke("restore_annotation", { id }),
  noteVersions: (id) => invoke("note_versions", { id }),
  suggestPlaces: (id) => invoke("suggest_places", { id }),
  citation: (address) => invoke("citation", { address }),
  undo: () => invoke("undo"),
  redo: () => invoke("redo"),

  studyState: () => invoke("study_state"),
  addCard: (card) => invoke("add_card", { card }),
  addCards: (annotations) => invoke("add_cards", { annotations }),
  listCards: (annotation) => invoke("list_cards", { annotation }),
  reviewCard: (id, rating) => invoke("review_card", { id, rating }),
  deleteCard: (id) => invoke("delete_card", { id }),

  notebook: (filter, offset, limit) => invoke("notebook", { filter, offset, limit }),
  changeMarks: (ids, change) => invoke("change_marks", { ids, change }),
  deleteMarks: (ids) => invoke("delete_marks", { ids }),
  listTrash: () => invoke("list_trash"),
  restoreMarks: (ids) => invoke("restore_marks", { ids }),
  emptyTrash: (ids) => invoke("empty_trash", { ids }),
  exportMarks: (format, filter, ids) => invoke("export_marks", { format, filter, ids }),
  importMarks: () => invoke("import_marks"),
  stopImport: () => invoke("stop_import"),

  saveBackup: () => invoke("save_backup"),
  listCopies: () => invoke("list_copies"),
  previewCopy: (name) => invoke("preview_copy", { name }),
  chooseBackup: () => invoke("choose_backup"),
  restoreBackup: (id, merge) => invoke("restore_backup", { id, merge }),

  listVisits: (limit) => invoke("list_visits", { limit }),
  addVisit: (address) => invoke("add_visit", { address }),
  deleteVisit: (id) => invoke("delete_visit", { id }),
  clearVisits: () => invoke("clear_visits"),

  settings: () => invoke("settings"),
  saveSettings: (settings) => invoke("save_settings", { settings }),
  lastPlace: () => invoke("last_place"),
  saveLastPlace: (place) => invoke("save_last_place", { place }),
  savePlace: (address, place) => invoke("save_place", { address, place }),

  about: () => invoke("about"),
  openExternal: (url) => invoke("open_external", { url }),
  openDataFolder: () => invoke("open_data_folder"),
  setWindowTitle: (title) => invoke("set_window_title", { title }),
  setPaper: (color, follows) => invoke("set_paper", { color, follows }),
  toggleFullscreen: () => invoke("toggle_fullscreen"),
  printPage: () => invoke("print_page"),
  quit: () => invoke("quit"),
  startAddress: () => invoke("start_address"),

  // The address is percent-encoded already, so that only the host differs between systems.
  mediaUrl: (address) => convertFileSrc("", "media") + encodedPath(address),
  // GStreamer, which plays for the web view on Linux, does not know the protocol of the library.
  playsByUrl: !/linux/iu.test(navigator.platform),
  onOpenAddress(callback) {
    void listen<string>("open-address", (event) => {
      callback(event.payload);
    });
  },
  onMarksChanged(callback) {
    void listen("marks-changed", () => {
      callback();
    });
  },
  onJobsChanged(callback) {
    void listen<Job[]>("jobs-changed", (event) => {
      callback(event.payload);
    });
  },
  onImporting(callback) {
    void listen<ImportProgress>("importing", (event) => {
      callback(event.payload);
    });
  },
  onClosing(callback) {
    void listen("closing", () => {
      callback();
    });
  },
};
