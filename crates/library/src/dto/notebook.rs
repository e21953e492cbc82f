use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::jobs::{Placements, Skipped};
use super::marks::{Annotation, Bookmark, Color, MarkStatus, Passage, Style};
use super::search::FilterCount;

/// Kinds of mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum MarkKind {
    /// An annotation.
    Annotation,
    /// A bookmark.
    Bookmark,
    /// A folder of bookmarks.
    Folder,
    /// A card to study.
    Card,
}

/// Which marks the notebook shows; what is left out does not restrict.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export, export_to = "../../../ui/src/generated/", optional_fields)]
pub struct NotebookFilter {
    /// Only with these words in quote, note, tags, title or the article's title.
    pub text: Option<String>,
    /// Only annotations, or only bookmarks.
    pub kind: Option<MarkKind>,
    /// Only of this article.
    pub address: Option<String>,
    /// Only of this collection, by name.
    pub collection: Option<String>,
    /// Only of this colour.
    pub color: Option<Color>,
    /// Only with this tag.
    pub tag: Option<String>,
    /// Only of this status.
    pub status: Option<MarkStatus>,
    /// Only with a note, or only without.
    pub noted: Option<bool>,
    /// Only bookmarks to read later.
    pub read_later: Option<bool>,
    /// The order; by date where it is left out.
    pub order: Option<NotebookOrder>,
}

/// In which order the notebook lists, and by what it groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum NotebookOrder {
    /// Made last comes first.
    #[default]
    Date,
    /// By article, in page order.
    Article,
    /// By colour; what has none comes last.
    Color,
    /// By first tag; what has none comes last.
    Tag,
    /// By collection, then article.
    Collection,
    /// What needs the person first: orphaned, approximate, relocated, exact.
    Status,
}

/// A stretch of the notebook, and what the whole of it can be narrowed to.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Notebook {
    /// Marks that fit.
    pub total: u32,
    /// Those asked for.
    pub entries: Vec<NotebookEntry>,
    /// What it can be narrowed to.
    pub counts: NotebookCounts,
}

/// A mark of either kind.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "lowercase", tag = "kind")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum NotebookEntry {
    /// An annotation.
    Annotation(Annotation),
    /// A bookmark.
    Bookmark(Bookmark),
}

/// How many marks there are of each kind, colour and so on, most first. Of each the numbers are those
/// with the other filters applied.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct NotebookCounts {
    /// By kind: `annotation`, `bookmark`.
    pub kinds: Vec<FilterCount>,
    /// By colour; the title is what the person calls it.
    pub colors: Vec<FilterCount>,
    /// By tag.
    pub tags: Vec<FilterCount>,
    /// By collection.
    pub collections: Vec<FilterCount>,
    /// By status.
    pub statuses: Vec<FilterCount>,
}

/// What to change in several marks; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export, export_to = "../../../ui/src/generated/", optional_fields)]
pub struct MarksChange {
    /// Tags to put on.
    pub add_tags: Option<Vec<String>>,
    /// Tags to take off.
    pub remove_tags: Option<Vec<String>>,
    /// The folder that bookmarks among them go to; an empty string is the top.
    pub folder: Option<String>,
    /// A colour for the annotations among them.
    pub color: Option<Color>,
    /// A style for the annotations among them.
    pub style: Option<Style>,
    /// Whether the bookmarks among them are to be read later.
    pub read_later: Option<bool>,
}

/// A deleted mark or folder that can be brought back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Trashed {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: MarkKind,
    /// The article's title, the bookmark's or the folder's name.
    pub title: String,
    /// Title of the collection; empty for a folder.
    pub collection_title: String,
    /// The marked words; may be empty.
    pub quote: String,
    /// The note as cleaned HTML; may be empty.
    pub note_html: String,
    /// The colour.
    pub color: Option<Color>,
    /// When it was deleted.
    #[ts(type = "number")]
    pub deleted: i64,
    /// When it goes for good.
    #[ts(type = "number")]
    pub until: i64,
}

/// A change that was undone or done again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Undone {
    /// What was changed; none where it was marks of several kinds.
    pub kind: Option<MarkKind>,
    /// What had been done to it.
    pub change: ChangeKind,
    /// To how many.
    pub count: u32,
    /// How many were changed since by somebody else and stay as they are.
    pub kept: u32,
}

/// What a change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum ChangeKind {
    /// Made.
    Added,
    /// Changed.
    Changed,
    /// Deleted.
    Deleted,
    /// Brought back.
    Restored,
}

/// A text that a note had before.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct NoteVersion {
    /// The note in Markdown.
    pub note: String,
    /// The note as cleaned HTML.
    pub note_html: String,
    /// When it was written.
    #[ts(type = "number")]
    pub written: i64,
}

/// A place that an orphaned annotation may belong to.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct PlaceSuggestion {
    /// The article.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Title of its collection.
    pub collection_title: String,
    /// Where in it.
    pub passage: Passage,
    /// The hash of the text that this is in.
    pub text_hash: String,
    /// The words there.
    pub wording: String,
}

/// How an article is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Citation {
    /// One line of plain text: title, collection, edition, licence, address.
    pub text: String,
    /// An entry for BibTeX.
    pub bibtex: String,
}

/// In which form marks are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum ExportFormat {
    /// W3C Web Annotation, as JSON-LD.
    JsonLd,
    /// A document in Markdown.
    Markdown,
    /// A document in HTML.
    Html,
    /// A table: comma-separated values.
    Csv,
    /// The articles, for BibTeX.
    Bibtex,
    /// The articles, as CSL-JSON.
    CslJson,
}

/// Where a file of marks comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum MarksSource {
    /// W3C Web Annotation, as JSON-LD.
    WebAnnotation,
    /// An export of Hypothesis.
    Hypothesis,
    /// The bookmarks of Kiwix (library XML).
    Kiwix,
    /// The favourites of GoldenDict.
    Goldendict,
}

/// How far a file of marks is in.
#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct ImportProgress {
    /// Steps done.
    #[ts(type = "number")]
    pub done: u64,
    /// Steps in all.
    #[ts(type = "number")]
    pub total: u64,
}

/// What became of a file of marks.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct ImportReport {
    /// Where the file comes from.
    pub source: MarksSource,
    /// Annotations that came in.
    pub annotations: u32,
    /// Bookmarks that came in.
    pub bookmarks: u32,
    /// Marks that were here already.
    pub known: u32,
    /// Of those that came in, what became of their places.
    pub placed: Placements,
    /// What did not come in, and why: the first thousand.
    pub skipped: Vec<Skipped>,
    /// All that did not come in.
    pub left_out: u32,
}
