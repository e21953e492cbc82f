use std::ops::Range;

use pandect_core::address::Address;

use super::MarkKind;

/// What is written out.
#[derive(Debug, Clone)]
pub struct Export<'a> {
    /// A UUID for this export, which names the W3C's collection.
    pub id: &'a str,
    /// What the document is called, such as `Marks`.
    pub title: &'a str,
    /// The language of the title, as a BCP 47 tag; empty where it is not known.
    pub language: &'a str,
    /// When it is written, in milliseconds since 1970, UTC.
    pub written: i64,
    /// The marks. Those of one article that have no position keep their order.
    pub marks: &'a [ExportMark],
}

/// A mark with everything that a file may say of it. What is not known is empty or none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExportMark {
    /// Its UUID.
    pub id: String,
    /// What it is.
    pub kind: MarkKind,
    /// The article, with the section that it is on or in.
    pub address: Address,
    /// What a bookmark is called, where that is not the article's title.
    pub name: Option<String>,
    /// Title of the article.
    pub article_title: String,
    /// Title of the collection.
    pub collection_title: String,
    /// Label of the edition: its date as a rule.
    pub edition: String,
    /// Licence of the article.
    pub license: String,
    /// Who wrote the article, or the address of where it is from.
    pub source: String,
    /// Language of the article, as a BCP 47 tag.
    pub language: String,
    /// The headings that it stands under, outermost first.
    pub headings: Vec<String>,
    /// Which of the article's sections it is on, counted from 0.
    pub ordinal: Option<u32>,
    /// What the section that it is on begins with.
    pub opening: Option<String>,
    /// The marked words; empty where it is on a section or an article.
    pub quote: String,
    /// Words before the quote when it was marked.
    pub prefix: String,
    /// Words behind the quote when it was marked.
    pub suffix: String,
    /// Where the quote is in the page's text, in Unicode code points.
    pub position: Option<Range<u32>>,
    /// The hash of the text that it was marked in.
    pub text_hash: Option<String>,
    /// The note in Markdown.
    pub note: String,
    /// The note as cleaned HTML.
    pub note_html: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Its colour: `amber`, `green`, `blue`, `rose`, `violet`.
    pub color: Option<String>,
    /// What the person calls the colour.
    pub color_label: Option<String>,
    /// Whether the words are underlined instead of highlighted.
    pub underline: bool,
    /// What became of its place: `exact`, `relocated`, `approximate`, `orphaned`.
    pub status: String,
    /// Whether a bookmark is to be read later.
    pub read_later: bool,
    /// The folders that it is in, outermost first.
    pub folder: Vec<String>,
    /// When it was made, in milliseconds since 1970, UTC.
    pub created: i64,
    /// When it was last changed, in milliseconds since 1970, UTC.
    pub modified: i64,
}
