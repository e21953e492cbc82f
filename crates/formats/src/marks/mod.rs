//! Marks as files of others: annotations and bookmarks that come in from elsewhere or go there.
//!
//! Everything here is pure: bytes become values, values become text. What a mark means in a library
//! (which article, whether it is there already) is for `pandect-library` to say.
//!
//! [`read`] tells by its content which format a file has. An entry that cannot be used is a
//! [`Skipped`] that says which and why, and never spoils the rest; a file that cannot be read to its
//! end is refused as a whole. Sizes are bounded, because the bytes are somebody else's.

mod annotations;
mod bibtex;
mod csl_json;
mod csv;
mod dates;
mod digest;
mod error;
mod export;
mod gathering;
mod goldendict;
mod html;
mod hypothesis;
mod json;
mod kiwix;
mod markdown;
mod plain;
mod web_annotation;
mod xml;

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{Encoding, UTF_8};
use pandect_core::address::Address;

pub use bibtex::bibtex;
pub use csl_json::csl_json;
pub use csv::csv;
pub use error::Error;
pub use export::{Export, ExportMark};
pub use html::html;
pub use markdown::markdown;
pub use web_annotation::web_annotation;

/// No file of marks is larger, in bytes.
pub const MAX_BYTES: usize = 256 << 20;
/// No file of marks has more entries.
pub const MAX_MARKS: usize = 1_000_000;
/// No quote is longer, in characters (Unicode code points).
pub const MAX_QUOTE: usize = 100_000;
/// No note is longer, in characters.
pub const MAX_NOTE: usize = 1_000_000;
/// No mark has more tags.
pub const MAX_TAGS: usize = 1_000;
/// No id, tag, title, heading or name of a folder is longer, in characters.
pub const MAX_NAME: usize = 2_000;

/// A mark as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mark {
    /// The IRI or id in the file. A mark on several targets becomes one mark for each; from the second
    /// on, `#target-2` and so on stand behind the id.
    pub id: Option<String>,
    /// What it is.
    pub kind: MarkKind,
    /// What it is on.
    pub place: Place,
    /// The note in Markdown; may be empty.
    pub note: String,
    /// Tags, each once.
    pub tags: Vec<String>,
    /// One of our colours (`amber`, `green`, `blue`, `rose`, `violet`), or any CSS colour as found.
    pub color: Option<String>,
    /// Whether the words are underlined instead of highlighted.
    pub underline: bool,
    /// When it was made, in milliseconds since 1970, UTC.
    pub created: Option<i64>,
    /// When it was last changed, in milliseconds since 1970, UTC.
    pub modified: Option<i64>,
    /// The folders that it is in, outermost first.
    pub folder: Vec<String>,
    /// Title of the document that it is on.
    pub title: Option<String>,
    /// What a bookmark is called, where that is not the title of what it keeps.
    pub name: Option<String>,
    /// Whether a bookmark is to be read later.
    pub read_later: bool,
}

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum MarkKind {
    /// A note, a highlight or tags.
    #[default]
    Annotation,
    /// A kept place.
    Bookmark,
}

/// What a mark is on: with a quote or a position a passage, else with a section that section, else
/// the whole document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The document.
    pub source: Source,
    /// The anchor of the section that it is on or in, not percent-encoded.
    pub section: Option<String>,
    /// The words of the passage.
    pub quote: Option<Quote>,
    /// Where the passage is in the document's text, in Unicode code points; never empty. A hint where
    /// the document was another one: what others call the text of a page may begin elsewhere.
    pub position: Option<Range<u32>>,
    /// The headings that it stands under, outermost first.
    pub headings: Vec<String>,
    /// Which of the article's sections it is on, counted from 0.
    pub ordinal: Option<u32>,
    /// What the section that it is on begins with.
    pub opening: Option<String>,
    /// The hash of the text that the passage was marked in, as we wrote it.
    pub text_hash: Option<String>,
}

impl Place {
    /// The whole of a document.
    pub fn whole(source: Source) -> Self {
        Self {
            source,
            section: None,
            quote: None,
            position: None,
            headings: Vec::new(),
            ordinal: None,
            opening: None,
            text_hash: None,
        }
    }
}

/// A passage by its words: the W3C's `TextQuoteSelector`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Quote {
    /// The passage itself; never empty.
    pub exact: String,
    /// The text right before it; may be empty.
    pub prefix: String,
    /// The text right behind it; may be empty.
    pub suffix: String,
}

/// Which document a mark is on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// An article of ours; the section stands in [`Place::section`].
    Address(Address),
    /// A page of the web, or whatever else has an IRI; without its fragment.
    Web(String),
    /// An article of a ZIM archive.
    Archive {
        /// The archive.
        book: Book,
        /// The article's path in it, as the file has it.
        path: String,
    },
    /// A headword, to be looked up.
    Word(String),
}

/// A ZIM archive as bookmarks of Kiwix name it. What is not known is empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Book {
    /// The UUID in the archive's header.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its name, which all its editions share.
    pub name: String,
    /// Its flavour, such as `nopic`.
    pub flavour: String,
    /// Its language, or several with commas between them.
    pub language: String,
    /// The date of its edition.
    pub date: String,
}

/// What a file of marks says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Which format it has.
    pub source: MarksSource,
    /// Its marks, in its order.
    pub marks: Vec<Mark>,
    /// What cannot be used.
    pub skipped: Vec<Skipped>,
}

/// Where a file of marks comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// An entry that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Which: its id, else its number in the file, counted from 1.
    pub what: String,
    /// Why, as a clause: `its target is no address`.
    pub why: String,
}

/// Reads a file of marks of any of the formats, told by its content.
pub fn read(bytes: &[u8]) -> Result<Read, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge);
    }
    let text = text_of(bytes)?;
    match text.trim_start().chars().next() {
        None => Err(Error::Empty),
        Some('{' | '[') => annotations::read(&text),
        Some('<') => xml::read(&text),
        Some(_) => goldendict::read_list(&text),
    }
}

/// The bytes as text: in UTF-8, or in UTF-16 where a mark of its order stands before it.
fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes.get(mark..).unwrap_or_default())
        .ok_or(Error::Encoding)
}

#[cfg(test)]
mod tests;
