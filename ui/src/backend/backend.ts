/**
 * The border to Rust: everything the window asks of the library. The order and the names are those
 * of the commands in `src-tauri/src/lib.rs`. Every call may reject with an `ErrorView`.
 *
 * Addresses are `pandect://<collection>/<path>#<section>`; positions are UTF-16 code units of the
 * article's text, which is what the DOM counts in.
 */
import type { About } from "../generated/About";
import type { AddReport } from "../generated/AddReport";
import type { Annotation } from "../generated/Annotation";
import type { AnnotationChange } from "../generated/AnnotationChange";
import type { AnnotationFilter } from "../generated/AnnotationFilter";
import type { ArticleLink } from "../generated/ArticleLink";
import type { ArticleView } from "../generated/ArticleView";
import type { BackupCopy } from "../generated/BackupCopy";
import type { BackupPreview } from "../generated/BackupPreview";
import type { Bookmark } from "../generated/Bookmark";
import type { BookmarkChange } from "../generated/BookmarkChange";
import type { Bookmarks } from "../generated/Bookmarks";
import type { Card } from "../generated/Card";
import type { Category } from "../generated/Category";
import type { Citation } from "../generated/Citation";
import type { CollectionSummary } from "../generated/CollectionSummary";
import type { ExportFormat } from "../generated/ExportFormat";
import type { Folder } from "../generated/Folder";
import type { FrontPage } from "../generated/FrontPage";
import type { ImportProgress } from "../generated/ImportProgress";
import type { ImportReport } from "../generated/ImportReport";
import type { Initial } from "../generated/Initial";
import type { Job } from "../generated/Job";
import type { LastPlace } from "../generated/LastPlace";
import type { MarksChange } from "../generated/MarksChange";
import type { MediaAbout } from "../generated/MediaAbout";
import type { NewAnnotation } from "../generated/NewAnnotation";
import type { NewBookmark } from "../generated/NewBookmark";
import type { NewCard } from "../generated/NewCard";
import type { NoteVersion } from "../generated/NoteVersion";
import type { Notebook } from "../generated/Notebook";
import type { NotebookFilter } from "../generated/NotebookFilter";
import type { Passage } from "../generated/Passage";
import type { PlaceSuggestion } from "../generated/PlaceSuggestion";
import type { Preview } from "../generated/Preview";
import type { Rating } from "../generated/Rating";
import type { ReadingPlace } from "../generated/ReadingPlace";
import type { RelatedArticle } from "../generated/RelatedArticle";
import type { Restored } from "../generated/Restored";
import type { SearchFilters } from "../generated/SearchFilters";
import type { SearchOptions } from "../generated/SearchOptions";
import type { SearchResults } from "../generated/SearchResults";
import type { Settings } from "../generated/Settings";
import type { StudyState } from "../generated/StudyState";
import type { Suggestion } from "../generated/Suggestion";
import type { Undone } from "../generated/Undone";
import type { Trashed } from "../generated/Trashed";
import type { Visit } from "../generated/Visit";

export interface Backend {
  // Reading
  openArticle(address: string): Promise<ArticleView>;
  previewArticle(address: string): Promise<Preview>;
  /** Articles about something near, best first; at most six, possibly none. */
  relatedArticles(address: string): Promise<RelatedArticle[]>;
  randomArticle(): Promise<string>;
  frontPage(): Promise<FrontPage>;
  listCollections(): Promise<CollectionSummary[]>;
  /** Articles of a collection by title, from `offset` on, at most `limit`. */
  listArticles(collection: string, offset: number, limit: number): Promise<ArticleLink[]>;
  /** First letters of the titles, in the order of the list. */
  listInitials(collection: string): Promise<Initial[]>;
  listCategories(collection: string, offset: number, limit: number): Promise<Category[]>;
  /** Articles of a category by title. */
  listCategory(
    collection: string,
    category: string,
    offset: number,
    limit: number,
  ): Promise<ArticleLink[]>;
  /** Address of the collection's own main page, where it has one. */
  collectionPage(collection: string): Promise<string | null>;
  /** Address of the article that a page on the network is, where a collection has it. */
  answerUrl(url: string): Promise<string | null>;
  /** What is known of a picture, a recording or another file. */
  mediaAbout(address: string): Promise<MediaAbout>;
  /** A part of a file from `offset` on, at most 2 MB; empty at its end. */
  readMedia(address: string, offset: number): Promise<ArrayBuffer>;
  /** Saves a copy where the person says, by the system's dialog; false where they say nowhere. */
  saveMedia(address: string): Promise<boolean>;

  // Adding; what is added is chosen in a dialog of the system, and shows as a job that waits to be
  // confirmed.
  chooseArchive(): Promise<void>;
  chooseNotes(): Promise<void>;
  indexCollection(name: string): Promise<void>;
  verifyCollection(collection: string): Promise<void>;
  /** Reads the collection's source again. */
  updateCollection(collection: string): Promise<void>;
  /** Asks, by the system's dialog, where the archive's file is now. */
  locateArchive(collection: string): Promise<void>;
  /** Shows the collection's file in the system's file manager. */
  revealCollection(collection: string): Promise<void>;
  renameCollection(collection: string, title: string): Promise<void>;
  setCollectionSearched(collection: string, searched: boolean): Promise<void>;
  /** Puts a collection on a shelf; the empty name is none. */
  setCollectionShelf(collection: string, shelf: string): Promise<void>;
  /** Puts a collection before another one, or at the end. */
  moveCollection(collection: string, before: string | null): Promise<void>;
  /** What came of adding a collection, where that was kept. */
  collectionReport(collection: string): Promise<AddReport | null>;
  /** Takes a collection out of the library; marks in it are kept. */
  removeCollection(name: string): Promise<void>;
  /** Long work since the program was started, oldest first. */
  listJobs(): Promise<Job[]>;
  /** Begins a job that was proposed; `beside` another form of the same archive, or in its place. */
  confirmJob(id: number, beside: boolean): Promise<void>;
  pauseJob(id: number): Promise<void>;
  continueJob(id: number): Promise<void>;
  /** Ends a job, or declines one that was proposed. */
  stopJob(id: number): Promise<void>;
  /** Takes a job that has ended off the list. */
  dismissJob(id: number): Promise<void>;

  // Searching; a newer call of the same kind cancels the one before, which rejects as `cancelled`.
  suggest(text: string, limit: number): Promise<Suggestion[]>;
  search(text: string, options: SearchOptions): Promise<SearchResults>;
  /**
   * What the results can be narrowed to, most frequent first. Of each kind the numbers are those
   * with the other filters applied.
   */
  searchFilters(text: string, options: SearchOptions): Promise<SearchFilters>;
  /** Where the words of a query stand in an article. */
  findHits(address: string, text: string): Promise<Passage[]>;

  // Bookmarks
  listBookmarks(): Promise<Bookmarks>;
  addBookmark(bookmark: NewBookmark): Promise<Bookmark>;
  updateBookmark(id: string, change: BookmarkChange): Promise<Bookmark>;
  deleteBookmark(id: string): Promise<void>;
  restoreBookmark(id: string): Promise<Bookmark>;
  addFolder(title: string, parent: string | null): Promise<Folder>;
  renameFolder(id: string, title: string): Promise<Folder>;
  /** Deletes the folder; what is in it moves to the folder around it. */
  deleteFolder(id: string): Promise<void>;
  /** Brings a deleted folder back, with what was in it then. */
  restoreFolder(id: string): Promise<Folder>;

  // Annotations
  listAnnotations(filter: AnnotationFilter): Promise<Annotation[]>;
  addAnnotation(annotation: NewAnnotation): Promise<Annotation>;
  updateAnnotation(id: string, change: AnnotationChange): Promise<Annotation>;
  deleteAnnotation(id: string): Promise<void>;
  restoreAnnotation(id: string): Promise<Annotation>;
  /** Texts that a note had before, written last first. */
  noteVersions(id: string): Promise<NoteVersion[]>;
  /** Places that an orphaned annotation may belong to, likeliest first; at most five. */
  suggestPlaces(id: string): Promise<PlaceSuggestion[]>;
  citation(address: string): Promise<Citation>;
  /** Takes back the last change of marks made in this window; null where there is none. */
  undo(): Promise<Undone | null>;
  redo(): Promise<Undone | null>;

  // Studying
  studyState(): Promise<StudyState>;
  addCard(card: NewCard): Promise<Card>;
  /** A card of each of these annotations that has a passage and no card yet; how many were made. */
  addCards(annotations: string[]): Promise<number>;
  listCards(annotation: string): Promise<Card[]>;
  reviewCard(id: string, rating: Rating): Promise<StudyState>;
  deleteCard(id: string): Promise<void>;

  // The notebook
  /** Marks that fit, from `offset` on, at most `limit`. */
  notebook(filter: NotebookFilter, offset: number, limit: number): Promise<Notebook>;
  /** Changes several marks at once; gives back how many. */
  changeMarks(ids: string[], change: MarksChange): Promise<number>;
  deleteMarks(ids: string[]): Promise<number>;
  /** Deleted marks and folders, deleted last first. */
  listTrash(): Promise<Trashed[]>;
  restoreMarks(ids: string[]): Promise<number>;
  /** Deletes marks in the trash for good; all of it where no ids are given. */
  emptyTrash(ids: string[]): Promise<number>;
  /**
   * Saves marks where the person says, by the system's dialog: those of the ids, or all that fit
   * where there are none. False where they say nowhere.
   */
  exportMarks(format: ExportFormat, filter: NotebookFilter, ids: string[]): Promise<boolean>;
  /** Reads a file of marks that the person chooses; null where they choose none. */
  importMarks(): Promise<ImportReport | null>;
  /** Stops the import that is under way, which rejects as `cancelled`: nothing came in. */
  stopImport(): Promise<void>;

  // Backups
  /** Saves everything of the person's in one file, by the system's dialog; false for nowhere. */
  saveBackup(): Promise<boolean>;
  /** Copies that Pandect made by itself, newest first. */
  listCopies(): Promise<BackupCopy[]>;
  /** What restoring one of these copies would change. */
  previewCopy(name: string): Promise<BackupPreview>;
  /** The same of a file that the person chooses; null where they choose none. */
  chooseBackup(): Promise<BackupPreview | null>;
  /** Restores or merges the backup that was previewed last. */
  restoreBackup(id: string, merge: boolean): Promise<Restored>;

  // History
  listVisits(limit: number): Promise<Visit[]>;
  addVisit(address: string): Promise<void>;
  deleteVisit(id: string): Promise<void>;
  clearVisits(): Promise<void>;

  // Settings and place
  settings(): Promise<Settings>;
  saveSettings(settings: Settings): Promise<void>;
  lastPlace(): Promise<LastPlace | null>;
  saveLastPlace(place: LastPlace): Promise<void>;
  /** Keeps where the person is in an article, for the next time it is opened. */
  savePlace(address: string, place: ReadingPlace): Promise<void>;

  // The system
  about(): Promise<About>;
  /** Opens an http, https or mailto address outside; the person has agreed to it. */
  openExternal(url: string): Promise<void>;
  openDataFolder(): Promise<void>;
  setWindowTitle(title: string): Promise<void>;
  /** Keeps red, green and blue of the page's paper, and whether the system chose it, for the next start. */
  setPaper(color: [number, number, number], follows: boolean): Promise<void>;
  toggleFullscreen(): Promise<void>;
  printPage(): Promise<void>;
  quit(): Promise<void>;
  /** The address that the program was started with, once. */
  startAddress(): Promise<string | null>;

  /** The URL under which the window loads a picture of the library. */
  mediaUrl(address: string): string;
  /** Whether the window's player can load a recording by its URL; if not, it is read in parts. */
  readonly playsByUrl: boolean;
  /** Calls back when the system asks the running program to open an address. */
  onOpenAddress(callback: (address: string) => void): void;
  /** Calls back when marks were changed from elsewhere (another window, the command line). */
  onMarksChanged(callback: () => void): void;
  /** Calls back when a job has gone on or ended. */
  onJobsChanged(callback: (jobs: Job[]) => void): void;
  /** Calls back while an import of marks goes on that takes longer. */
  onImporting(callback: (progress: ImportProgress) => void): void;
  /** Calls back when the window was closed: what is not saved is to be saved, then `quit` called. */
  onClosing(callback: () => void): void;
}
