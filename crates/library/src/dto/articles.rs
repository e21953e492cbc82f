use serde::Serialize;
use ts_rs::TS;

use super::marks::{Annotation, Bookmark};

/// An article as the reader shows it, with everything beside it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct ArticleView {
    /// Where the article really is, after redirects; with the section that was asked for.
    pub address: String,
    /// Name of its collection.
    pub collection: String,
    /// Title of its collection.
    pub collection_title: String,
    /// Label of the edition of its collection, possibly empty.
    pub edition: String,
    /// The licence that its collection names, possibly empty.
    pub license: String,
    /// Name of the file or folder that its collection is, or was read from; possibly empty.
    pub source: String,
    /// Title of the article.
    pub title: String,
    /// The redirect that led here, where one did.
    pub redirected_from: Option<String>,
    /// Cleaned HTML, to be shown exactly as it is.
    pub html: String,
    /// Hash of the page's text; a new annotation hands it back.
    pub text_hash: String,
    /// BCP 47 language tag, possibly empty.
    pub language: String,
    /// Reading direction.
    pub direction: TextDirection,
    /// Headings in order.
    pub sections: Vec<SectionView>,
    /// Addresses of links that lead to nothing, as they stand in the HTML.
    pub missing: Vec<String>,
    /// Addresses of links that lead to files and not to articles, as they stand in the HTML.
    pub files: Vec<String>,
    /// Articles that link here, by title.
    pub backlinks: Vec<ArticleLink>,
    /// Categories.
    pub categories: Vec<String>,
    /// Words in the text.
    #[ts(type = "number")]
    pub words: u32,
    /// When the text was last changed, or the edition's label where only that is known.
    #[ts(type = "number | null")]
    pub modified: Option<i64>,
    /// Bookmarks of this article and its sections.
    pub bookmarks: Vec<Bookmark>,
    /// Annotations of this article, its sections and passages, in page order.
    pub annotations: Vec<Annotation>,
    /// Where the person last was in this article.
    pub place: Option<ReadingPlace>,
}

/// Reading direction of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum TextDirection {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// A heading of an article.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct SectionView {
    /// Name of the section in addresses. The heading's `id` in the HTML is `s-` and this.
    pub anchor: String,
    /// Heading level, 2 to 6.
    pub level: u8,
    /// Text of the heading.
    pub title: String,
    /// Where the heading begins in the text.
    pub start: u32,
    /// Where the section ends in the text.
    pub end: u32,
}

/// An article by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct ArticleLink {
    /// Title.
    pub title: String,
    /// Address.
    pub address: String,
}

/// What the card over a link shows.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Preview {
    /// Address after redirects.
    pub address: String,
    /// Title.
    pub title: String,
    /// Title of the section, where the address names one.
    pub section_title: Option<String>,
    /// The first paragraph (of the section, where one is named).
    pub lead: String,
    /// Title of the collection.
    pub collection_title: String,
    /// BCP 47 language tag, possibly empty.
    pub language: String,
    /// Reading direction.
    pub direction: TextDirection,
    /// Address of a picture, where the article has one.
    pub picture: Option<String>,
}

/// A collection, as listed.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct CollectionSummary {
    /// Stable name.
    pub name: String,
    /// What kind it is.
    pub kind: CollectionKind,
    /// Title.
    pub title: String,
    /// BCP 47 language tag, possibly empty.
    pub language: String,
    /// Label of the edition.
    pub edition: String,
    /// Articles in it, redirects not counted.
    #[ts(type = "number")]
    pub articles: u64,
    /// Bytes on disk, its index not counted.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Bytes of its index on disk.
    #[ts(type = "number")]
    pub index_bytes: u64,
    /// State of its index.
    pub index: IndexState,
    /// What making it searchable will take, where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to_index: Option<IndexEstimate>,
    /// When it was added, or last updated.
    #[ts(type = "number")]
    pub modified: i64,
    /// Whether searches of everything search it.
    pub searched: bool,
    /// The group that it stands in; empty where it stands in none.
    pub shelf: String,
    /// The licence that it names, possibly empty.
    pub license: String,
    /// The file or folder that it is, or was read from; empty where that is not known.
    pub source: String,
    /// Whether the file of an archive is not where it was.
    pub missing: bool,
    /// Whether its source can be read again.
    pub updatable: bool,
}

/// What making a collection searchable is reckoned to take.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct IndexEstimate {
    /// Bytes on disk.
    #[ts(type = "number")]
    pub disk_bytes: u64,
    /// Seconds on this machine.
    pub seconds: f64,
}

/// What stands beside the articles of a collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct MediaAbout {
    /// Where it is.
    pub address: String,
    /// What its file is called.
    pub name: String,
    /// Media type.
    pub mime: String,
    /// What it is for people.
    pub kind: MediaKind,
    /// Bytes in it.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// Kinds of what stands beside articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum MediaKind {
    /// A picture.
    Picture,
    /// A sound.
    Sound,
    /// A film.
    Film,
    /// Any other file.
    File,
}

/// A letter that titles begin with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Initial {
    /// The letter.
    pub initial: String,
    /// Articles that come before those that begin with it.
    pub offset: u32,
}

/// A category of a collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Category {
    /// Its name.
    pub name: String,
    /// Articles in it.
    pub articles: u32,
}

/// Kinds of collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum CollectionKind {
    /// In the library file, editable.
    Own,
    /// A file of its own, read-only.
    Imported,
    /// A ZIM archive, read where it is.
    Archive,
}

/// State of a collection's index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum IndexState {
    /// Titles and full text can be searched.
    Ready,
    /// Titles can be searched; `index` makes the full text.
    Titles,
    /// There is none; `index` makes it.
    Missing,
    /// It belongs to another edition or recipe; `index` makes it anew.
    Stale,
}

/// What the front page shows.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct FrontPage {
    /// Articles read last, newest first, at most six.
    pub recent: Vec<Visit>,
    /// Notes written last, newest first, at most four.
    pub notes: Vec<Annotation>,
    /// Bookmarks to read later that are not read through, newest first, at most six.
    pub read_later: Vec<Bookmark>,
    /// Cards that are due.
    pub due_cards: u32,
    /// All collections.
    pub collections: Vec<CollectionSummary>,
    /// One article chosen by the day.
    pub article_of_the_day: Option<Preview>,
}

/// A visit to an article.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Visit {
    /// Identifies the entry, to delete it.
    pub id: String,
    /// Address.
    pub address: String,
    /// Title when it was read.
    pub title: String,
    /// Title of the collection.
    pub collection_title: String,
    /// When.
    #[ts(type = "number")]
    pub time: i64,
}

/// Where somebody is in an article.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, serde::Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct ReadingPlace {
    /// The first character in view.
    pub position: u32,
    /// Pixels of that line above the view's upper edge.
    pub offset: f64,
    /// The share of the article that was in view or above it, from 0 to 1.
    #[serde(default)]
    pub read: f64,
}
