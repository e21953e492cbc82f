//! What every format becomes: cleaned HTML with the text, sections and links read from it.

use crate::address::Address;

/// The number of the parser, cleaner and writer that made a page. Kept with every stored body,
/// hash and index; raising it cleans, indexes and places marks anew, as a newer edition would.
pub const RECIPE: u32 = 2;

/// One article, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The article's title, as plain text.
    pub title: String,
    /// BCP 47 tag of the content's language, such as `en`; empty where nothing says.
    pub language: String,
    /// The direction in which the content reads.
    pub direction: Direction,
    /// Cleaned HTML: exactly what the reader shows inside its article element.
    pub html: String,
    /// The canonical plain text: the text content of `html`, parsed again as a fragment.
    pub text: String,
    /// The headings of `html` in document order, with the anchors that addresses name.
    pub sections: Vec<Section>,
    /// Links of `html` in document order.
    pub links: Vec<Link>,
    /// Addresses of the pictures that `html` shows.
    pub media: Vec<Address>,
    /// The first paragraph as plain text, for previews; at most 600 characters.
    pub lead: String,
    /// Other names under which the article is found.
    pub redirects: Vec<String>,
    /// Categories that the article says it belongs to.
    pub categories: Vec<String>,
    /// What was wrong with the source, in its order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reading direction of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Left to right.
    #[default]
    LeftToRight,
    /// Right to left.
    RightToLeft,
}

/// A heading and what stands under it. Positions are UTF-16 code units in the page's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Name of the section within its article, made from the heading; unique in the page.
    pub anchor: String,
    /// Heading level, 2 to 6 (the title is level 1 and not a section).
    pub level: u8,
    /// The heading's text.
    pub title: String,
    /// Where the heading begins.
    pub start: u32,
    /// Where the section ends: at the next heading of the same or a higher level.
    pub end: u32,
}

/// A link of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub target: LinkTarget,
    /// Its text.
    pub label: String,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// An article of this or another collection.
    Address(Address),
    /// A place outside the library: an `http`, `https` or `mailto` URL.
    External(String),
}

/// Something that is wrong in a source, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Line in the source file, from 1; 0 where the whole article is meant.
    pub line: u32,
    /// What is wrong and what can be done, as a sentence without final period.
    pub message: String,
}
