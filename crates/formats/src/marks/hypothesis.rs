//! Exports of Hypothesis: the file of its client's "Export annotations"
//! (`{"export_date", "client_version", "annotations": […]}`), and what its API answers (`{"rows": […]}`,
//! <https://h.readthedocs.io/en/latest/api-reference/>).
//!
//! Positions in them are counted in UTF-16 code units of the text of another document; they are kept
//! as hints.

use serde_json::Value;

use super::dates::{read_time, write_day};
use super::json::{each, has_type, id_of, text_of, texts_of};
use super::web_annotation::{Selected, select, source_of};
use super::{Mark, MarkKind, Place};

/// Whether an entry is an annotation of Hypothesis.
pub(super) fn is_annotation(entry: &Value) -> bool {
    text_of(entry, "uri").is_some() && !has_type(entry, "Annotation")
}

/// An answer to an annotation.
pub(super) struct Reply {
    pub(super) what: String,
    /// The annotation that the talk began with.
    pub(super) root: String,
    created: Option<i64>,
    user: String,
    text: String,
}

impl Reply {
    /// The reply as an entry says it; nothing where it is no reply.
    pub(super) fn of(entry: &Value, what: &str) -> Option<Self> {
        let root = each(entry.get("references")).first().and_then(id_of)?;
        Some(Self {
            what: what.to_owned(),
            root: root.to_owned(),
            created: text_of(entry, "created").and_then(read_time),
            user: user_of(entry),
            text: text_of(entry, "text").unwrap_or_default().trim().to_owned(),
        })
    }

    /// Puts it behind the note that it answers.
    pub(super) fn append(&self, note: &mut String) {
        let from = match (self.user.as_str(), self.created.map(write_day)) {
            ("", None) => "Reply".to_owned(),
            ("", Some(day)) => format!("Reply of {day}"),
            (user, None) => format!("Reply by {user}"),
            (user, Some(day)) => format!("Reply by {user}, {day}"),
        };
        if !note.is_empty() {
            note.push_str("\n\n");
        }
        for part in ["**", &from, ":** ", &self.text] {
            note.push_str(part);
        }
    }

    /// What brings replies in the order in which they were written.
    pub(super) fn order(&self) -> Option<i64> {
        self.created
    }
}

/// Who wrote it: `jane` of `acct:jane@hypothes.is`, in letters that are no markup.
fn user_of(entry: &Value) -> String {
    let user = text_of(entry, "user").unwrap_or_default();
    let user = user.strip_prefix("acct:").unwrap_or(user);
    let name = user.split('@').next().unwrap_or_default();
    name.chars()
        .filter(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '-'))
        .take(100)
        .collect()
}

/// The mark that an annotation is; the reason where it cannot be used.
pub(super) fn annotation(entry: &Value) -> Result<Mark, String> {
    let targets = each(entry.get("target"));
    let target = targets.first().unwrap_or(&Value::Null);
    let address = text_of(target, "source")
        .or_else(|| text_of(entry, "uri"))
        .ok_or("it names no document")?;
    let (source, fragment) = source_of(address.trim())?;
    let Selected {
        section,
        quote,
        position,
        ..
    } = select(target.get("selector")).usable()?;
    let note = text_of(entry, "text").filter(|text| !text.trim().is_empty());
    let note = note.unwrap_or_default();
    let title = entry
        .get("document")
        .and_then(|document| text_of(document, "title"))
        .map(str::trim)
        .filter(|title| !title.is_empty());
    Ok(Mark {
        id: id_of(entry).map(str::to_owned),
        kind: MarkKind::Annotation,
        place: Place {
            section: section.or(fragment),
            quote,
            position,
            ..Place::whole(source)
        },
        note: note.to_owned(),
        tags: texts_of(entry, "tags")
            .iter()
            .map(|tag| tag.trim().to_owned())
            .collect(),
        color: None,
        underline: false,
        created: text_of(entry, "created").and_then(read_time),
        modified: text_of(entry, "updated").and_then(read_time),
        folder: Vec::new(),
        title: title.map(str::to_owned),
        name: None,
        read_later: false,
    })
}
