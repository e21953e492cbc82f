use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

/// What became of a mark's place (design: Words, "status").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum MarkStatus {
    /// Verbatim at the stored place.
    Exact,
    /// Elsewhere or reworded, and sure.
    Relocated,
    /// The best candidate; asks to be confirmed.
    Approximate,
    /// No place for it; shown with its quote.
    Orphaned,
}

/// Colours of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum Color {
    /// First, with a solid underline.
    Amber,
    /// Second, dashed.
    Green,
    /// Third, dotted.
    Blue,
    /// Fourth, double.
    Rose,
    /// Fifth, wavy.
    Violet,
}

/// How a passage is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum Style {
    /// The colour lies under the words.
    #[default]
    Highlight,
    /// A line in the colour runs under the words.
    Underline,
}

/// A kept address.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Bookmark {
    /// Its id.
    pub id: String,
    /// What it keeps: an article, or one section of it (where that is now).
    pub address: String,
    /// Name in the list: the article's title, and the section's where there is one, or as renamed.
    pub title: String,
    /// Title of the article.
    pub article_title: String,
    /// Title of the collection, or its name where it is not there.
    pub collection_title: String,
    /// Heading of the section, where it keeps one.
    pub section_title: Option<String>,
    /// The folder it is in; none is the top.
    pub folder: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Words of the exact place that it keeps, where it keeps one; else empty.
    pub quote: String,
    /// Where these are in the text now.
    pub passage: Option<Passage>,
    /// Whether it is to be read later.
    pub read_later: bool,
    /// How far the article was read, from 0 to 1; none where it was not opened.
    pub progress: Option<f64>,
    /// What became of its place.
    pub status: MarkStatus,
    /// When it was made.
    #[ts(type = "number")]
    pub created: i64,
    /// When it was last changed.
    #[ts(type = "number")]
    pub modified: i64,
}

/// A bookmark to be made.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export, export_to = "../../../ui/src/generated/", optional_fields)]
pub struct NewBookmark {
    /// The article, or one section of it.
    #[ts(optional = false)]
    pub address: String,
    /// The folder to put it in; none is the top.
    pub folder: Option<String>,
    /// An exact place in the article.
    pub passage: Option<Passage>,
    /// The hash of the text that the place was chosen in.
    pub text_hash: Option<String>,
    /// Whether it is to be read later.
    pub read_later: Option<bool>,
}

impl NewBookmark {
    /// A bookmark of what an address names, at the top.
    pub fn of(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            ..Self::default()
        }
    }
}

/// A folder of bookmarks.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Folder {
    /// Its id.
    pub id: String,
    /// The folder it is in; none is the top.
    pub parent: Option<String>,
    /// Its name.
    pub title: String,
}

/// All bookmarks and folders, each in the person's order.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Bookmarks {
    /// Folders.
    pub folders: Vec<Folder>,
    /// Bookmarks.
    pub bookmarks: Vec<Bookmark>,
}

/// What to change in a bookmark; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export, export_to = "../../../ui/src/generated/", optional_fields)]
pub struct BookmarkChange {
    /// A new name; an empty one gives back the article's own.
    pub title: Option<String>,
    /// The folder to move to; an empty string is the top.
    pub folder: Option<String>,
    /// All tags.
    pub tags: Option<Vec<String>>,
    /// Put it before this bookmark of the folder; an empty string is the end.
    pub before: Option<String>,
    /// Whether it is to be read later.
    pub read_later: Option<bool>,
    /// A new place for it, confirmed or chosen by the person: an article or a section.
    pub address: Option<String>,
    /// An exact place there.
    pub passage: Option<Passage>,
    /// The hash of the text that the exact place is in.
    pub text_hash: Option<String>,
}

/// What an annotation is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum AnnotationTarget {
    /// A passage of the text.
    Passage,
    /// A section.
    Section,
    /// The whole article.
    Article,
}

/// A stretch of a page's text, in UTF-16 code units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Passage {
    /// First unit.
    pub start: u32,
    /// Behind the last unit.
    pub end: u32,
}

/// A note, colour and tags on a passage, a section or an article.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Annotation {
    /// Its id.
    pub id: String,
    /// The article, with the section that it is on or in.
    pub address: String,
    /// Title of the article.
    pub title: String,
    /// Title of the collection, or its name where it is not there.
    pub collection_title: String,
    /// What it is on.
    pub target: AnnotationTarget,
    /// The marked words as they were when marked; of a section, its heading; of an article, empty.
    pub quote: String,
    /// Words before the quote when it was marked.
    pub prefix: String,
    /// Words after the quote when it was marked.
    pub suffix: String,
    /// Where it is in the text now; none for articles, sections and orphans.
    pub passage: Option<Passage>,
    /// The words at that place now, where they differ from the quote.
    pub wording: Option<String>,
    /// What became of its place.
    pub status: MarkStatus,
    /// Its colour; none is a note without a highlight.
    pub color: Option<Color>,
    /// How its words are marked.
    pub style: Style,
    /// The note in Markdown; may be empty.
    pub note: String,
    /// The note as cleaned HTML.
    pub note_html: String,
    /// Tags.
    pub tags: Vec<String>,
    /// When it was made.
    #[ts(type = "number")]
    pub created: i64,
    /// When it was last changed.
    #[ts(type = "number")]
    pub modified: i64,
    /// Texts that the note had before.
    pub versions: u32,
    /// Cards made from it.
    pub cards: u32,
}

/// An annotation to be made.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/", optional_fields)]
pub struct NewAnnotation {
    /// The article, or one section of it.
    pub address: String,
    /// The passage; without it the section or article is meant.
    #[serde(default)]
    pub passage: Option<Passage>,
    /// The hash of the text that the passage was chosen in.
    #[serde(default)]
    pub text_hash: Option<String>,
    /// Its colour.
    #[serde(default)]
    pub color: Option<Color>,
    /// How its words are marked; highlighted where it is left out.
    #[serde(default)]
    pub style: Option<Style>,
    /// The note in Markdown.
    #[serde(default)]
    pub note: Option<String>,
    /// Tags.
    #[serde(default)]
    pub tags: Option<Vec<String>>,
}

/// What to change in an annotation; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export, export_to = "../../../ui/src/generated/", optional_fields)]
pub struct AnnotationChange {
    /// A new colour; null is a note without a highlight.
    #[serde(deserialize_with = "given")]
    pub color: Option<Option<Color>>,
    /// A new style.
    pub style: Option<Style>,
    /// A new note.
    pub note: Option<String>,
    /// All tags.
    pub tags: Option<Vec<String>>,
    /// A new article or section for it, chosen by the person.
    pub address: Option<String>,
    /// A new passage for it, confirmed or chosen by the person.
    pub passage: Option<Passage>,
    /// The hash of the text that the new place is in.
    pub text_hash: Option<String>,
    /// It does not belong where it was found, and waits for a place; not where one is given.
    pub detach: Option<bool>,
}

/// Which annotations to list; what is left out does not restrict.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export, export_to = "../../../ui/src/generated/", optional_fields)]
pub struct AnnotationFilter {
    /// Only of this article.
    pub address: Option<String>,
    /// Only of this status.
    pub status: Option<MarkStatus>,
    /// Only of this colour.
    pub color: Option<Color>,
    /// Only with this tag.
    pub tag: Option<String>,
    /// Only with these words in quote, note, tags or title.
    pub text: Option<String>,
}

/// Tells null, which is a choice, from what was left out.
#[expect(
    clippy::option_option,
    reason = "nothing was said, none was chosen, or one was: three answers"
)]
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Color>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}
