//! Annotations written.

use std::fmt::Write as _;
use std::ops::Range;

use pandect_core::address::Address;
use serde::Serialize;

use super::colors::{OURS, color, is_ours};
use super::{CONTEXT, HTML_FRAGMENT, UNDERLINE, VOCABULARY};
use crate::marks::dates::write_time;
use crate::marks::{Export, ExportMark, MarkKind};

/// The marks as a W3C annotation collection in JSON-LD
/// (<https://www.w3.org/TR/annotation-model/>), with positions in Unicode code points. Each annotation
/// has a line of its own, so that a large file can be looked at and compared.
pub fn web_annotation(export: &Export<'_>) -> String {
    let id = urn(export.id);
    let page = json(&format!("{id}#page-1"));
    let id = json(&id);
    let mut text = String::from("{\n");
    let mut field = |name: &str, value: &str| {
        // Writing to a string does not fail.
        let _ = writeln!(text, "\"{name}\": {value},");
    };
    field("@context", &json(&(CONTEXT, Vocabulary::default())));
    field("id", &id);
    field("type", &json("AnnotationCollection"));
    field("label", &json(export.title));
    if let Some(created) = write_time(export.written) {
        field("created", &json(&created));
    }
    field("total", &export.marks.len().to_string());
    field("last", &page);
    let _ = write!(
        text,
        "\"first\": {{\"id\": {page}, \"type\": \"AnnotationPage\", \"partOf\": {id}, \"startIndex\": 0, \"items\": ["
    );
    for (number, mark) in export.marks.iter().enumerate() {
        text.push_str(if number == 0 { "\n" } else { ",\n" });
        text.push_str(&json(&annotation(mark)));
    }
    text.push_str("\n]}\n}\n");
    text
}

/// A value as JSON. Texts and numbers make it, whatever they are.
fn json(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Our vocabulary, declared; its lists are in order.
#[derive(Serialize)]
struct Vocabulary {
    pandect: &'static str,
    #[serde(rename = "pandect:headings")]
    headings: InOrder,
    #[serde(rename = "pandect:folder")]
    folder: InOrder,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self {
            pandect: VOCABULARY,
            headings: InOrder { container: "@list" },
            folder: InOrder { container: "@list" },
        }
    }
}

#[derive(Serialize)]
struct InOrder {
    #[serde(rename = "@container")]
    container: &'static str,
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stylesheet: Option<Stylesheet>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    body: Vec<Body<'a>>,
    target: Target<'a>,
    #[serde(rename = "pandect:name", skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(
        rename = "pandect:folder",
        skip_serializing_if = "<[String]>::is_empty"
    )]
    folder: &'a [String],
    #[serde(rename = "pandect:readLater", skip_serializing_if = "Option::is_none")]
    read_later: Option<bool>,
    #[serde(rename = "pandect:color", skip_serializing_if = "Option::is_none")]
    color: Option<&'a str>,
    #[serde(rename = "pandect:colorLabel", skip_serializing_if = "Option::is_none")]
    color_label: Option<&'a str>,
    #[serde(rename = "pandect:status", skip_serializing_if = "str::is_empty")]
    status: &'a str,
}

#[derive(Serialize)]
struct Stylesheet {
    #[serde(rename = "type")]
    kind: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    value: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Target<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    source: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    selector: Vec<Selector<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    style_class: Vec<&'a str>,
    #[serde(rename = "pandect:title", skip_serializing_if = "str::is_empty")]
    title: &'a str,
    #[serde(rename = "pandect:collection", skip_serializing_if = "str::is_empty")]
    collection: &'a str,
    #[serde(rename = "pandect:edition", skip_serializing_if = "str::is_empty")]
    edition: &'a str,
    #[serde(rename = "pandect:license", skip_serializing_if = "str::is_empty")]
    license: &'a str,
    #[serde(rename = "pandect:origin", skip_serializing_if = "str::is_empty")]
    origin: &'a str,
    #[serde(rename = "pandect:language", skip_serializing_if = "str::is_empty")]
    language: &'a str,
    #[serde(
        rename = "pandect:headings",
        skip_serializing_if = "<[String]>::is_empty"
    )]
    headings: &'a [String],
    #[serde(rename = "pandect:ordinal", skip_serializing_if = "Option::is_none")]
    ordinal: Option<u32>,
    #[serde(rename = "pandect:opening", skip_serializing_if = "Option::is_none")]
    opening: Option<&'a str>,
    #[serde(rename = "pandect:textHash", skip_serializing_if = "Option::is_none")]
    text_hash: Option<&'a str>,
}

#[derive(Serialize, Clone)]
#[serde(tag = "type")]
enum Selector<'a> {
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        exact: &'a str,
        prefix: &'a str,
        suffix: &'a str,
    },
    #[serde(rename = "TextPositionSelector")]
    Position { start: u32, end: u32 },
    #[serde(rename = "FragmentSelector")]
    Fragment {
        #[serde(rename = "conformsTo")]
        conforms_to: &'static str,
        value: String,
        #[serde(rename = "refinedBy", skip_serializing_if = "Option::is_none")]
        refined_by: Option<Box<Selector<'a>>>,
    },
}

fn urn(uuid: &str) -> String {
    format!("urn:uuid:{uuid}")
}

fn annotation(mark: &ExportMark) -> Annotation<'_> {
    let color = mark.color.as_deref();
    Annotation {
        id: urn(&mark.id),
        kind: "Annotation",
        motivation: motivations(mark),
        created: write_time(mark.created),
        modified: write_time(mark.modified),
        stylesheet: stylesheet(mark),
        body: bodies(mark),
        target: target(mark),
        name: mark.name.as_deref(),
        folder: &mark.folder,
        read_later: mark.read_later.then_some(true),
        // The class says it where it is one of ours.
        color: color.filter(|color| !is_ours(color)),
        color_label: mark.color_label.as_deref(),
        status: &mark.status,
    }
}

fn motivations(mark: &ExportMark) -> Vec<&'static str> {
    let mut motivations = Vec::new();
    let has_note = !mark.note.is_empty();
    let has_tags = !mark.tags.is_empty();
    if mark.kind == MarkKind::Bookmark {
        motivations.push("bookmarking");
    } else if mark.color.is_some() || mark.underline || !has_note && !has_tags {
        motivations.push("highlighting");
    }
    if has_note {
        motivations.push("commenting");
    }
    if has_tags {
        motivations.push("tagging");
    }
    motivations
}

fn bodies(mark: &ExportMark) -> Vec<Body<'_>> {
    let note = (!mark.note.is_empty()).then_some(Body {
        kind: "TextualBody",
        purpose: "commenting",
        format: Some("text/markdown"),
        value: &mark.note,
    });
    let tags = mark.tags.iter().map(|tag| Body {
        kind: "TextualBody",
        purpose: "tagging",
        format: None,
        value: tag,
    });
    note.into_iter().chain(tags).collect()
}

/// What the classes of a mark look like.
fn stylesheet(mark: &ExportMark) -> Option<Stylesheet> {
    let found = mark.color.as_deref().and_then(|name| {
        let ours = OURS.iter().find(|(our, _)| *our == name);
        ours.map(|(_, value)| (*value).to_owned())
            .or_else(|| color(name))
    });
    let class = mark.color.as_deref().filter(|color| is_ours(color));
    let value = match (class, found, mark.underline) {
        (Some(class), Some(value), false) => format!(".{class} {{ background-color: {value} }}"),
        (Some(class), Some(value), true) => format!(
            ".{class} {{ text-decoration-color: {value} }} .{UNDERLINE} {{ text-decoration-line: underline }}"
        ),
        (None, _, true) => format!(".{UNDERLINE} {{ text-decoration-line: underline }}"),
        _ => return None,
    };
    Some(Stylesheet {
        kind: "CssStylesheet",
        value,
    })
}

fn target(mark: &ExportMark) -> Target<'_> {
    let document = Address {
        section: None,
        ..mark.address.clone()
    };
    let class = mark.color.as_deref().filter(|color| is_ours(color));
    Target {
        kind: "SpecificResource",
        source: document.to_string(),
        selector: selectors(mark),
        style_class: class
            .into_iter()
            .chain(mark.underline.then_some(UNDERLINE))
            .collect(),
        title: &mark.article_title,
        collection: &mark.collection_title,
        edition: &mark.edition,
        license: &mark.license,
        origin: &mark.source,
        language: &mark.language,
        headings: &mark.headings,
        ordinal: mark.ordinal,
        opening: mark.opening.as_deref(),
        text_hash: mark.text_hash.as_deref(),
    }
}

/// Each of them selects the same passage, section, or nothing of the article but all.
fn selectors(mark: &ExportMark) -> Vec<Selector<'_>> {
    let quote = (!mark.quote.is_empty()).then_some(Selector::Quote {
        exact: &mark.quote,
        prefix: &mark.prefix,
        suffix: &mark.suffix,
    });
    let position = mark
        .position
        .as_ref()
        .filter(|range| range.start < range.end);
    let position = position.map(|&Range { start, end }| Selector::Position { start, end });
    let section = mark
        .address
        .section
        .as_deref()
        .map(|section| Selector::Fragment {
            conforms_to: HTML_FRAGMENT,
            value: fragment(section),
            refined_by: quote.clone().map(Box::new),
        });
    quote.into_iter().chain(position).chain(section).collect()
}

/// An anchor as the fragment of an address has it.
fn fragment(section: &str) -> String {
    let address = Address::article("a", "a").with_section(section).to_string();
    let (_, fragment) = address.split_once('#').unwrap_or_default();
    // To browsers it would begin a directive.
    fragment.replace(":~:", ":%7E:")
}
