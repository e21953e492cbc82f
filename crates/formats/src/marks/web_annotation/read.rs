//! Annotations read.

use pandect_core::address::{Address, SCHEME, percent_decode};
use serde_json::Value;

use super::bodies::{Said, said};
use super::colors::style;
use super::selectors::{Selected, select};
use crate::marks::dates::read_time;
use crate::marks::json::{each, has_term, has_type, id_of, text_of, texts_of};
use crate::marks::{Mark, MarkKind, Place, Source};

/// Whether an entry is an annotation of this model, readable or not.
pub(crate) fn is_annotation(entry: &Value) -> bool {
    has_type(entry, "Annotation") || entry.get("target").is_some()
}

/// The targets of an annotation, those of lists one by one.
pub(crate) fn targets(entry: &Value) -> Vec<&Value> {
    let mut targets = Vec::new();
    for target in each(entry.get("target")) {
        gather_targets(target, &mut targets);
    }
    targets
}

/// The marks that an annotation is: one for each of its targets. What cannot be used has its reason.
pub(crate) fn marks<'v>(
    entry: &'v Value,
    targets: Vec<&'v Value>,
) -> impl Iterator<Item = Result<Mark, String>> {
    let said = said(entry);
    let id = id_of(entry);
    let none = targets
        .is_empty()
        .then(|| Err("it has no target".to_owned()));
    let marks = targets
        .into_iter()
        .enumerate()
        .map(move |(number, target)| {
            let mut mark = mark_of(entry, target, &said)?;
            mark.id = id.map(|id| match number {
                0 => id.to_owned(),
                number => format!("{id}#target-{}", number + 1),
            });
            Ok(mark)
        });
    none.into_iter().chain(marks)
}

/// A target, or those of a list of them; of a choice the first, which is the preferred one.
fn gather_targets<'v>(target: &'v Value, targets: &mut Vec<&'v Value>) {
    if has_type(target, "Choice") {
        if let Some(first) = each(target.get("items")).first() {
            gather_targets(first, targets);
        }
    } else if ["Composite", "List", "Independents"]
        .iter()
        .any(|list| has_type(target, list))
    {
        for item in each(target.get("items")) {
            gather_targets(item, targets);
        }
    } else {
        targets.push(target);
    }
}

fn mark_of(entry: &Value, target: &Value, said: &Said) -> Result<Mark, String> {
    let (place, title) = place_of(target)?;
    let (color, underline) = style(entry, target);
    let is_bookmark = has_term(entry, &["motivation"], "bookmarking");
    Ok(Mark {
        id: None,
        kind: if is_bookmark {
            MarkKind::Bookmark
        } else {
            MarkKind::Annotation
        },
        place,
        note: said.note(),
        tags: said.tags.clone(),
        color,
        underline,
        created: text_of(entry, "created").and_then(read_time),
        modified: text_of(entry, "modified").and_then(read_time),
        folder: texts_of(entry, "pandect:folder"),
        title,
        name: text_of(entry, "pandect:name").map(str::to_owned),
        read_later: entry.get("pandect:readLater").and_then(Value::as_bool) == Some(true),
    })
}

/// The place that a target is, and the title of its document.
fn place_of(target: &Value) -> Result<(Place, Option<String>), String> {
    let document = target.get("source").unwrap_or(target);
    let document = each(Some(document)).first().unwrap_or(document);
    let address = id_of(document).ok_or("its target names no document")?;
    let (source, fragment) = source_of(address)?;
    let selected = select(target.get("selector"));
    let Selected {
        section,
        quote,
        position,
        ..
    } = selected.usable()?;
    let own = |name: &str| text_of(target, name).map(str::to_owned);
    let title = own("pandect:title").or_else(|| {
        let names = [
            "title",
            "dcterms:title",
            "dc:title",
            "label",
            "name",
            "schema:name",
        ];
        let title = names.iter().find_map(|name| text_of(document, name));
        title.map(str::to_owned)
    });
    let title = title.filter(|title| !title.trim().is_empty());
    let place = Place {
        source,
        section: section.or(fragment),
        quote,
        position,
        headings: texts_of(target, "pandect:headings"),
        ordinal: target
            .get("pandect:ordinal")
            .and_then(Value::as_u64)
            .and_then(|ordinal| u32::try_from(ordinal).ok()),
        opening: own("pandect:opening"),
        text_hash: own("pandect:textHash"),
    };
    Ok((place, title))
}

/// The document that an IRI names, and the anchor in its fragment.
pub(crate) fn source_of(iri: &str) -> Result<(Source, Option<String>), String> {
    let is_ours = iri
        .get(..SCHEME.len())
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case(SCHEME));
    if is_ours {
        let mut address =
            Address::parse(iri).map_err(|error| format!("its target cannot be used: {error}"))?;
        let section = address.section.take();
        return Ok((Source::Address(address), section));
    }
    let (document, fragment) = iri.split_once('#').unwrap_or((iri, ""));
    let (scheme, rest) = document.split_once(':').unwrap_or_default();
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    if !is_scheme || rest.is_empty() {
        return Err("its target is no address".to_owned());
    }
    Ok((Source::Web(document.to_owned()), anchor_of(fragment)))
}

/// The anchor that a fragment names, without directives for browsers.
pub(super) fn anchor_of(fragment: &str) -> Option<String> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let (anchor, _) = fragment.split_once(":~:").unwrap_or((fragment, ""));
    let anchor = percent_decode(anchor)?.into_owned();
    (!anchor.is_empty()).then_some(anchor)
}
