//! What crosses the border to a host: plain data, serialised in camel case, and generated for
//! TypeScript into `ui/src/generated`. Positions are UTF-16 code units of a page's text; times are
//! milliseconds since 1970 in UTC; ids are UUIDs; places are addresses (`pandect://…`).

mod articles;
mod backup;
mod jobs;
mod marks;
mod notebook;
mod search;
mod settings;
mod study;

pub use articles::{
    ArticleLink, ArticleView, Category, CollectionKind, CollectionSummary, FrontPage,
    IndexEstimate, IndexState, Initial, MediaAbout, MediaKind, Preview, ReadingPlace, SectionView,
    TextDirection, Visit,
};
pub use backup::{BackupCopy, BackupPreview, Difference, Restored};
pub use jobs::{
    AddReport, Job, JobKind, JobState, OtherForm, Phase, Placements, Skipped, SourceKind,
    SourceSummary,
};
pub use marks::{
    Annotation, AnnotationChange, AnnotationFilter, AnnotationTarget, Bookmark, BookmarkChange,
    Bookmarks, Color, Folder, MarkStatus, NewAnnotation, NewBookmark, Passage, Style,
};
pub use notebook::{
    ChangeKind, Citation, ExportFormat, ImportProgress, ImportReport, MarkKind, MarksChange,
    MarksSource, NoteVersion, Notebook, NotebookCounts, NotebookEntry, NotebookFilter,
    NotebookOrder, PlaceSuggestion, Trashed, Undone,
};
pub use search::{
    FilterCount, MarkHit, MarkHitKind, RelatedArticle, SearchFilters, SearchOptions, SearchResult,
    SearchResults, Snippet, Suggestion,
};
pub use settings::{About, ColorNames, Face, LastPlace, Measure, Settings, SidePanel, Theme};
pub use study::{Card, CardKind, NewCard, NextDue, Rating, StudyState};

use serde::Serialize;
use ts_rs::TS;

/// An error as a host shows it. Hosts decide by `code`, never by the text.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct ErrorView {
    /// What kind of failure this is.
    pub code: ErrorCode,
    /// What happened, without a final period.
    pub message: String,
    /// What can be done about it, as sentences.
    pub hint: Option<String>,
}

/// The kinds of failure that a host tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum ErrorCode {
    /// No article at that address.
    ArticleMissing,
    /// No collection of that name.
    CollectionMissing,
    /// A bookmark, annotation or folder that is not there (any more).
    MarkMissing,
    /// The input cannot be used: a malformed address, an ambiguous quote, an empty passage …
    InvalidInput,
    /// The page changed since it was shown; open it again.
    PageChanged,
    /// A newer call took this one's place.
    Cancelled,
    /// The library file is from a newer version of Pandect.
    NewerVersion,
    /// Another process holds what is needed.
    Busy,
    /// A file may not be written.
    ReadOnly,
    /// A file is damaged; the message says where it was kept.
    Damaged,
    /// The disk is full.
    DiskFull,
    /// Reading or writing a file failed.
    File,
    /// A defect in Pandect.
    Internal,
}
