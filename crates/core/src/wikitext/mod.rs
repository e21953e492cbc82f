//! Pages written in wikitext, the markup of MediaWiki.
//!
//! MediaWiki has no grammar; what is read here is what its help pages describe
//! (<https://www.mediawiki.org/wiki/Help:Formatting>, `Help:Links`, `Help:Tables`, `Help:Cite`).
//! The text is gone through twice, each time once from its beginning to its end: `scan` takes out
//! comments, tags, templates and links, `blocks` makes paragraphs, lists and tables of the lines
//! that are left. Templates are not run, since most of them are programs: those that say something
//! by themselves are written by rule (`templates`), the others leave a remnant that can be folded.
//!
//! As with every format the HTML goes through the one cleaner, so nothing here has to be trusted.

mod blocks;
mod citations;
mod facts;
mod functions;
mod inline;
mod kept;
mod pieces;
mod references;
mod scan;
mod silent;
mod site;
mod tags;
mod templates;

pub use site::Site;

use crate::clean::{self, LinkRules};
use crate::escape::escaped;
use crate::language::{direction_of, named_or_detected};
use crate::page::Page;

use kept::Kept;
use references::References;

/// A page's surroundings, which its wikitext does not say.
#[derive(Clone, Copy)]
pub struct WikitextArticle<'a> {
    /// Its title.
    pub title: &'a str,
    /// BCP 47 tag of its language; empty where it is not known.
    pub language: &'a str,
    /// The wiki that it comes from.
    pub site: &'a Site,
    /// What its links lead to.
    pub links: &'a dyn LinkRules,
}

/// A page, and what of its source it does not show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WikitextPage {
    /// The page.
    pub page: Page,
    /// Templates that are shown as remnants.
    pub remnants: u32,
    /// Pictures and other files that it names.
    pub files: u32,
}

/// What the passes over one text share.
struct Reading<'a> {
    article: &'a WikitextArticle<'a>,
    kept: Kept,
    references: References,
    categories: Vec<String>,
    remnants: u32,
    files: u32,
}

impl Reading<'_> {
    /// A link to an article of the wiki, for the text.
    fn link(&mut self, title: &str, label: &str) -> String {
        let href = match title.strip_prefix('#') {
            Some(section) => format!("#{section}"),
            None => self.article.links.wiki(title).to_string(),
        };
        self.link_to(&href, label)
    }

    /// A link, for the text.
    fn link_to(&mut self, href: &str, label: &str) -> String {
        let begin = self.kept.inline(format!("<a href=\"{}\">", escaped(href)));
        let end = self.kept.inline("</a>");
        format!("{begin}{label}{end}")
    }

    /// Text between tags that stand on lines of their own.
    fn enclosed(&mut self, begin: &str, text: &str, end: &str) -> String {
        let begin = self.kept.block(begin);
        let end = self.kept.block(end);
        format!("\n{begin}\n{text}\n{end}\n")
    }
}

/// Reads a page.
pub fn read_wikitext(source: &str, article: &WikitextArticle<'_>) -> WikitextPage {
    let mut reading = Reading {
        article,
        kept: Kept::default(),
        references: References::default(),
        categories: Vec::new(),
        remnants: 0,
        files: 0,
    };
    let text = scan::scan(source, &mut reading);
    let mut html = blocks::html(&text, &mut reading.kept);
    reading.references.write(&mut reading.kept, &mut html);
    let cleaned = clean::clean(&reading.kept.restore(&html), article.links);
    reading.categories.dedup();
    let language = named_or_detected(article.language, &cleaned.text);
    let page = Page {
        title: article.title.to_owned(),
        language: language.to_owned(),
        direction: direction_of(language),
        html: cleaned.html,
        text: cleaned.text,
        sections: cleaned.sections,
        links: cleaned.links,
        media: cleaned.media,
        lead: cleaned.lead,
        redirects: Vec::new(),
        categories: reading.categories,
        diagnostics: cleaned.diagnostics,
    };
    WikitextPage {
        page,
        remnants: reading.remnants,
        files: reading.files,
    }
}

#[cfg(test)]
mod tests;
