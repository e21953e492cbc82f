//! The cleaner: any HTML becomes HTML of a closed list of elements, attributes, classes and URLs.
//!
//! All formats come through [`clean`]. Its result is shown in the application's own document, so
//! it is the first of the two walls that stand before hostile content (the other is the content
//! security policy). Nothing of the source is trusted and nothing is copied: the source is parsed,
//! what the closed lists name is written anew, and the text is read from that string parsed again,
//! since that is what the web view will do with it.
//!
//! What we draw ourselves (`drawing`) is put in while the page is written, where the source is ours.
//!
//! Cleaning is not idempotent: clean once, and never compare across passes.

mod anchor;
mod attributes;
mod canonical;
mod classes;
mod cleaner;
mod document;
mod drawing;
mod elements;
mod folding;
mod href;
mod lead;
mod nesting;
mod noise;
mod parse;
mod plain;
mod reader;
mod recording;
mod survey;
mod tree;
mod writer;

pub(crate) use attributes::is_language;
pub(crate) use drawing::{Drawing, FigureParts, Length, SIGN, Shape};

pub use anchor::section_anchor;
pub use classes::CLASSES;
pub use plain::text_of;

use crate::address::Address;
use crate::fold::fold;
use crate::page::{Diagnostic, Link, Section};

/// The longest source that is read, in bytes.
pub const LONGEST_SOURCE: usize = 64 * 1024 * 1024;

/// What the links of a source lead to, which only its format knows.
pub trait LinkRules {
    /// The article that a relative `href` of the source leads to. A section is given as the
    /// source's fragment, decoded; the cleaner makes the anchor from it.
    fn article(&self, href: &str) -> Option<Address>;

    /// The picture that a relative `src` of the source names.
    fn media(&self, src: &str) -> Option<Address>;

    /// The article that a wiki link's target names, which may end with `#` and a heading.
    fn wiki(&self, target: &str) -> Address;
}

/// Rules under which nothing relative leads anywhere.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoLinks;

impl LinkRules for NoLinks {
    fn article(&self, _href: &str) -> Option<Address> {
        None
    }

    fn media(&self, _src: &str) -> Option<Address> {
        None
    }

    fn wiki(&self, _target: &str) -> Address {
        Address::default()
    }
}

/// A cleaned page and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cleaned {
    /// Exactly what the reader shows.
    pub html: String,
    /// The text content of `html`, parsed again as the content of a `div`.
    pub text: String,
    /// The headings of `html`.
    pub sections: Vec<Section>,
    /// The links of `html` that leave the page.
    pub links: Vec<Link>,
    /// The pictures of `html`, each once.
    pub media: Vec<Address>,
    /// The first paragraph as plain text, at most 600 characters.
    pub lead: String,
    /// What had to be left out.
    pub diagnostics: Vec<Diagnostic>,
}

/// Cleans the HTML of a page, whatever it is.
pub fn clean(source_html: &str, links: &dyn LinkRules) -> Cleaned {
    clean_figures(source_html, links, &FigureParts::default())
}

/// Cleans HTML that we made, and gives its figures the parts that were made for them.
pub(crate) fn clean_figures(
    source_html: &str,
    links: &dyn LinkRules,
    parts: &FigureParts,
) -> Cleaned {
    clean_part(source_html, links, parts, |_| {})
}

/// Cleans a whole saved page: its text is found, and what its site puts around it is left out.
pub fn clean_document(source_html: &str, links: &dyn LinkRules) -> Cleaned {
    clean_part(
        source_html,
        links,
        &FigureParts::default(),
        document::reduce,
    )
}

fn clean_part(
    source_html: &str,
    links: &dyn LinkRules,
    parts: &FigureParts,
    reduce: impl FnOnce(&mut tree::Tree),
) -> Cleaned {
    let mut diagnostics = Vec::new();
    let mut note = |happened: bool, message: &str| {
        if happened {
            diagnostics.push(Diagnostic {
                line: 0,
                message: message.to_owned(),
            });
        }
    };
    let source = source_html.strip_prefix('\u{feff}').unwrap_or(source_html);
    let kept = source
        .get(..source.floor_char_boundary(LONGEST_SOURCE))
        .unwrap_or_default();
    note(
        kept.len() < source.len(),
        "the page is longer than 64 MB; the rest is left out",
    );

    let mut parsed = parse::parse_source(kept);
    reduce(&mut parsed.tree);
    note(
        parsed.too_many,
        "the page has too many elements; the rest is left out",
    );
    let writer = cleaner::Cleaner::clean(&parsed.tree, kept.len(), links, parts);
    note(
        parsed.too_deep || writer.flattened(),
        "elements are nested too deep; the inner ones are shown without their form",
    );
    let html = writer.finish();
    drop(parsed);

    let (cleaned, refused) = read_or_refuse(html);
    note(
        refused,
        "the page could not be cleaned; only its text is shown",
    );
    Cleaned {
        diagnostics,
        ..cleaned
    }
}

/// Cleans HTML that an older recipe cleaned, and that was kept since: what the cleaner has learnt
/// reaches it, and what it says is kept.
pub fn clean_again(html: &str) -> Cleaned {
    let parsed = parse::parse_source(html);
    let writer = cleaner::Cleaner::clean_again(&parsed.tree, html.len());
    read_or_refuse(writer.finish()).0
}

/// Reads HTML that [`clean`] wrote with the present recipe, and that was kept since. What has an
/// element that is never written is reduced to its text; attributes are taken as they stand.
pub fn read(html: String) -> Cleaned {
    read_or_refuse(html).0
}

/// A page without a heading at its very beginning that only says its title again, which the window
/// shows above the page.
pub fn without_title(cleaned: Cleaned, title: &str) -> Cleaned {
    let says_title = |section: &&Section| section.start == 0 && fold(&section.title) == fold(title);
    let Some(section) = cleaned.sections.first().filter(says_title) else {
        return cleaned;
    };
    let (begin, end) = (
        format!("<h{} ", section.level),
        format!("</h{}>", section.level),
    );
    let found = cleaned.html.find(&begin).and_then(|start| {
        let stop = cleaned.html.get(start..)?.find(&end)? + start + end.len();
        Some((start, stop))
    });
    let Some((start, stop)) = found else {
        return cleaned;
    };
    let (before, behind) = (cleaned.html.get(..start), cleaned.html.get(stop..));
    let behind = behind.unwrap_or_default();
    let behind = behind.strip_prefix('\n').unwrap_or(behind);
    let rest = read([before.unwrap_or_default(), behind].concat());
    Cleaned {
        diagnostics: cleaned.diagnostics,
        ..rest
    }
}

/// Also says whether it was reduced to its text.
fn read_or_refuse(mut html: String) -> (Cleaned, bool) {
    let mut reading = reader::read(&parse::parse_cleaned(&html), html.len());
    let refused = !reading.is_clean;
    if refused {
        html = text_alone(&reading.text);
        reading = reader::read(&parse::parse_cleaned(&html), html.len());
    }
    let cleaned = Cleaned {
        html,
        text: reading.text,
        sections: reading.sections,
        links: reading.links,
        media: reading.media,
        lead: reading.lead,
        diagnostics: Vec::new(),
    };
    (cleaned, refused)
}

/// Cleans HTML that is shown beside a page: without ids, which could be those of the page.
pub(crate) fn clean_without_ids(source_html: &str, links: &dyn LinkRules) -> String {
    let parsed = parse::parse_source(source_html);
    let html = cleaner::Cleaner::clean_without_ids(&parsed.tree, source_html.len(), links).finish();
    let reading = reader::read(&parse::parse_cleaned(&html), html.len());
    if reading.is_clean {
        html
    } else {
        text_alone(&reading.text)
    }
}

fn text_alone(text: &str) -> String {
    let paragraph = elements::Tag {
        name: "p",
        kind: elements::Kind::Paragraph,
    };
    let mut writer = writer::Writer::new(text.len());
    writer.begin(paragraph);
    writer.end_start_tag(paragraph);
    writer.text(text);
    writer.close();
    writer.finish()
}

#[cfg(test)]
mod tests;
