use std::sync::Arc;

use pandect_core::wikitext::Site;

use crate::links::Links;

/// The kinds of source that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// An XML dump of MediaWiki.
    MediaWiki,
    /// A folder with Markdown files, and folders of them, and their pictures.
    MarkdownFolder,
    /// A saved web page, or a folder of them.
    HtmlPages,
    /// A file with one JSON object a line.
    JsonLines,
    /// A ZIM archive, or the first part of a split one.
    Zim,
}

/// What is known of a source without reading all of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceAbout {
    /// Title of the collection.
    pub title: String,
    /// BCP 47 tag, possibly empty.
    pub language: String,
    /// Label of the edition, possibly empty.
    pub edition: String,
    /// Articles in it, where that is known.
    pub articles: Option<u64>,
    /// Bytes of it.
    pub bytes: u64,
    /// Whether it is compressed.
    pub packed: bool,
}

/// An encyclopedia in a foreign format.
pub trait Source {
    /// What is known of it before its articles are read.
    fn heading(&self) -> &SourceHeading;

    /// Title of the collection.
    fn title(&self) -> &str {
        &self.heading().title
    }

    /// BCP 47 tag of the language that most of its articles name; empty where none does.
    fn language(&self) -> &str {
        &self.heading().language
    }

    /// Hash of the source's names, sizes and bytes: the same source has the same id.
    fn edition_id(&self) -> &str {
        &self.heading().edition_id
    }

    /// The newest date on which anything in it was modified, as `YYYY-MM-DD`.
    fn edition_label(&self) -> &str {
        &self.heading().edition_label
    }

    /// Where the links of its articles lead.
    fn links(&self) -> Arc<Links> {
        Arc::clone(&self.heading().links)
    }

    /// Everything in it, read as the iterator goes, from the beginning at each call.
    fn articles(&mut self) -> Box<dyn Iterator<Item = Item> + '_>;
}

/// What stands over the articles of a source; [`Source`] tells what each means.
#[derive(Debug, Default)]
pub struct SourceHeading {
    pub(crate) title: String,
    pub(crate) language: String,
    pub(crate) edition_id: String,
    pub(crate) edition_label: String,
    pub(crate) links: Arc<Links>,
}

/// Something in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// An article.
    Article(SourceArticle),
    /// A picture. Its bytes begin as those of its type do.
    Media {
        /// Its path in the collection.
        path: String,
        /// Its media type.
        mime: &'static str,
        /// The whole of it.
        bytes: Vec<u8>,
    },
    /// Another name of an article, which may come earlier or later.
    Redirect {
        /// The name, as written.
        from: String,
        /// Path of what it leads to: an article, or another redirect.
        to: String,
    },
    /// Something that is left out.
    Skipped {
        /// What it is: a path in the source, with a line where that helps.
        what: String,
        /// Why, as a sentence without final period.
        why: String,
    },
}

/// An article as it stands in its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceArticle {
    /// Its path in the collection, unique there.
    pub path: String,
    /// The file that it stands in, as a path in the source; with the line where that has many.
    pub origin: String,
    /// Its content, not yet parsed.
    pub body: Body,
    /// The title that the source gives it beside the body, or its file's name where the body names
    /// none. `None`: the body names it.
    pub title: Option<String>,
    /// Other names that the source gives it beside the body.
    pub redirects: Vec<String>,
    /// Categories that the source gives it beside the body.
    pub categories: Vec<String>,
    /// BCP 47 tag that the source gives it beside the body; empty where it gives none.
    pub language: String,
}

/// What an article is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Markdown, with front matter or without.
    Markdown(String),
    /// HTML, not to be trusted.
    Html(String),
    /// A whole page with what stands around its text, not to be trusted.
    Document(String),
    /// Plain text.
    Text(String),
    /// The markup of MediaWiki.
    Wikitext {
        /// The text.
        text: String,
        /// The wiki that it comes from.
        site: Arc<Site>,
    },
}
