use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::marks::Passage;

/// A title that fits what was typed.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Suggestion {
    /// The article's title.
    pub title: String,
    /// Its address.
    pub address: String,
    /// Name of its collection.
    pub collection: String,
    /// Title of its collection.
    pub collection_title: String,
    /// The redirect that fits, where it was not the title itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub redirect_from: Option<String>,
    /// Whether it fits only with slips of the keys forgiven.
    pub misspelt: bool,
}

/// How to search.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export, export_to = "../../../ui/src/generated/", optional_fields)]
pub struct SearchOptions {
    /// Only in this collection.
    pub collection: Option<String>,
    /// Only in this language, by primary subtag.
    pub language: Option<String>,
    /// Only of this category.
    pub category: Option<String>,
    /// At most so many results; 20 where not said.
    pub limit: Option<u32>,
    /// Leave out so many first.
    pub offset: Option<u32>,
    /// Whether it is still being typed: the last word may then be a beginning.
    pub typing: Option<bool>,
}

/// An answer to a full-text search.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct SearchResults {
    /// How many articles fit.
    #[ts(type = "number")]
    pub total: u64,
    /// The best of them.
    pub results: Vec<SearchResult>,
    /// No article has all the words; these have some.
    pub relaxed: bool,
    /// The query with words that titles have in place of those that nothing has, where nothing has all of
    /// its words.
    pub did_you_mean: Option<String>,
    /// Parts of the query that were not used, and of the library that were not searched, as sentences for
    /// the person.
    pub ignored: Vec<String>,
    /// The person's own notes and bookmarks that fit.
    pub marks: Vec<MarkHit>,
}

/// How many of the articles that fit are of each kind. Each list is counted with the filters of the
/// other two.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct SearchFilters {
    /// By collection.
    pub collections: Vec<FilterCount>,
    /// By language.
    pub languages: Vec<FilterCount>,
    /// By category, those with the most.
    pub categories: Vec<FilterCount>,
}

/// Articles of one collection, language or category that fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct FilterCount {
    /// What `SearchOptions` takes.
    pub value: String,
    /// What it is called.
    pub title: String,
    /// How many.
    #[ts(type = "number")]
    pub count: u64,
}

/// An article that speaks of the same things as another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct RelatedArticle {
    /// Title.
    pub title: String,
    /// Address.
    pub address: String,
    /// Title of its collection.
    pub collection_title: String,
}

/// An article that fits.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct SearchResult {
    /// Title.
    pub title: String,
    /// Address.
    pub address: String,
    /// Name of its collection.
    pub collection: String,
    /// Title of its collection.
    pub collection_title: String,
    /// A piece of the text around the hits, as plain text.
    pub snippet: Snippet,
    /// How well it fits; comparable within one answer.
    pub score: f32,
}

/// A piece of text with its hits.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Snippet {
    /// Plain text.
    pub text: String,
    /// The hits in it.
    pub hits: Vec<Passage>,
}

/// A note or bookmark of the person's that fits.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct MarkHit {
    /// Which of the two.
    pub kind: MarkHitKind,
    /// Its id.
    pub id: String,
    /// Where it leads.
    pub address: String,
    /// Title of the article or bookmark.
    pub title: String,
    /// The words that fit: of the note, the quote, the tags.
    pub snippet: Snippet,
}

/// What of the person's was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum MarkHitKind {
    /// A bookmark.
    Bookmark,
    /// An annotation.
    Annotation,
}
