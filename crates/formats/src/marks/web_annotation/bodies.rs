//! What an annotation says: its bodies.

use serde_json::Value;

use crate::marks::json::{each, has_term, has_type, id_of, literal, text_of};
use crate::marks::plain::{markdown_of_html, markdown_of_text};

/// Notes and tags of an annotation.
#[derive(Default)]
pub(super) struct Said {
    notes: Vec<String>,
    pub(super) tags: Vec<String>,
}

impl Said {
    /// The note in Markdown: all notes, with an empty line between them.
    pub(super) fn note(&self) -> String {
        self.notes.join("\n\n")
    }

    fn add(&mut self, text: &str, note: impl FnOnce(&str) -> String, is_tag: bool) {
        if text.trim().is_empty() {
            return;
        }
        if is_tag {
            self.tags.push(text.trim().to_owned());
        } else {
            self.notes.push(note(text));
        }
    }
}

/// Reads what an annotation says.
pub(super) fn said(entry: &Value) -> Said {
    let mut said = Said::default();
    let motivations = each(entry.get("motivation"));
    // Where a body has no purpose of its own, it is there for what the annotation is.
    let is_tag = !motivations.is_empty() && motivations.iter().all(is_tagging);
    for body in each(entry.get("body")) {
        gather(body, is_tag, &mut said);
    }
    if let Some(text) = text_of(entry, "bodyValue") {
        said.add(text, markdown_of_text, is_tag);
    }
    said
}

/// A text in a format, as Markdown. Without one it is taken for Markdown, as which most are written.
pub(crate) fn note_of(text: &str, format: Option<&str>) -> String {
    let format = format.unwrap_or_default().trim().to_ascii_lowercase();
    match format.split(';').next().unwrap_or_default().trim_end() {
        "text/plain" => markdown_of_text(text),
        "text/html" | "application/xhtml+xml" => markdown_of_html(text),
        _ => text.to_owned(),
    }
}

fn is_tagging(purpose: &Value) -> bool {
    let wrapped = serde_json::json!({ "purpose": purpose });
    ["tagging", "classifying"]
        .iter()
        .any(|tagging| has_term(&wrapped, &["purpose"], tagging))
}

fn gather(body: &Value, is_tag: bool, said: &mut Said) {
    let purposes = each(body.get("purpose"));
    let is_tag = if ["Tag", "SemanticTag"].iter().any(|tag| has_type(body, tag)) {
        true
    } else if purposes.is_empty() {
        is_tag
    } else {
        purposes.iter().any(is_tagging)
    };
    if has_type(body, "Choice") {
        // The first is the preferred one.
        if let Some(first) = each(body.get("items")).first() {
            gather(first, is_tag, said);
        }
        return;
    }
    let items = each(body.get("items"));
    if !items.is_empty() {
        for item in items {
            gather(item, is_tag, said);
        }
        return;
    }
    let text = ["value", "chars", "cnt:chars"]
        .iter()
        .find_map(|name| text_of(body, name))
        .or_else(|| body.is_object().then(|| literal(body)).flatten());
    if let Some(text) = text {
        let format = text_of(body, "format");
        return said.add(text, |text| note_of(text, format), is_tag);
    }
    if let Some(source) = each(body.get("source")).first() {
        return gather(source, is_tag, said);
    }
    // A body that stands elsewhere is not fetched; its address is kept.
    if let Some(address) = id_of(body) {
        said.add(address, link, is_tag);
    }
}

/// An address as a link in Markdown, where it can be one.
fn link(address: &str) -> String {
    let is_plain = !address.contains(['<', '>', '\\'])
        && !address.contains(|character: char| character.is_whitespace() || character.is_control());
    if is_plain && address.contains(':') {
        format!("<{address}>")
    } else {
        markdown_of_text(address)
    }
}
