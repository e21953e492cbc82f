//! Which part of a document is meant: the selectors of the model, and those of Hypothesis, which are
//! the same.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::Value;

use super::read::anchor_of;
use crate::marks::Quote;
use crate::marks::json::{bare, each, has_type, id_of, text_of};

/// Types of selectors that a reason names.
const MAX_NAMED: usize = 5;

/// What selectors select.
#[derive(Default, Debug, PartialEq, Eq)]
pub(crate) struct Selected {
    /// The anchor of a section.
    pub(crate) section: Option<String>,
    /// The words of a passage.
    pub(crate) quote: Option<Quote>,
    /// A passage's place, as the selector counts.
    pub(crate) position: Option<Range<u32>>,
    /// Whether there was a selector at all.
    is_given: bool,
    /// What is wrong with a selector that can be read.
    wrong: Option<&'static str>,
    /// Types of selectors that cannot.
    unknown: BTreeSet<String>,
}

impl Selected {
    /// What is selected: the whole document where no selector is there; the reason where none says
    /// anything that can be used.
    pub(crate) fn usable(self) -> Result<Self, String> {
        if !self.is_given
            || self.quote.is_some()
            || self.position.is_some()
            || self.section.is_some()
        {
            return Ok(self);
        }
        if let Some(wrong) = self.wrong {
            return Err(wrong.to_owned());
        }
        let unknown: Vec<String> = self.unknown.into_iter().take(MAX_NAMED).collect();
        Err(format!(
            "its place is only given by {}, which is not read",
            unknown.join(" and ")
        ))
    }

    /// Takes what another selector of the same place says, where this does not.
    fn join(&mut self, other: Self) {
        self.section = self.section.take().or(other.section);
        self.quote = self.quote.take().or(other.quote);
        self.position = self.position.take().or(other.position);
        self.wrong = self.wrong.or(other.wrong);
        self.is_given |= other.is_given;
        self.unknown.extend(other.unknown);
    }
}

/// Reads the selectors of a target, which all select the same.
pub(crate) fn select(selectors: Option<&Value>) -> Selected {
    let mut selected = Selected::default();
    for selector in each(selectors) {
        selected.join(select_one(selector, Some(0)));
    }
    selected
}

/// What one selector selects, refined as it says. Its positions are counted from `base`, where that
/// is known.
fn select_one(selector: &Value, base: Option<u32>) -> Selected {
    if ["Choice", "List", "Composite", "Independents"]
        .iter()
        .any(|list| has_type(selector, list))
    {
        let mut selected = Selected::default();
        for item in each(selector.get("items")) {
            selected.join(select_one(item, base));
        }
        return selected;
    }
    let mut outer = Selected {
        is_given: true,
        ..Selected::default()
    };
    let mut inner_base = None;
    if has_type(selector, "TextQuoteSelector") {
        match quote_of(selector) {
            Some(quote) => outer.quote = Some(quote),
            None => outer.wrong = Some("its quote is empty"),
        }
    } else if has_type(selector, "TextPositionSelector") {
        match position_of(selector, base) {
            Ok(position) => {
                inner_base = Some(position.start);
                outer.position = Some(position);
            }
            Err(wrong) => outer.wrong = Some(wrong),
        }
    } else if has_type(selector, "FragmentSelector") {
        match fragment_of(selector) {
            Some(anchor) => outer.section = Some(anchor),
            None => drop(
                outer
                    .unknown
                    .insert("a fragment of another kind".to_owned()),
            ),
        }
    } else {
        outer.unknown.insert(type_of(selector));
    }
    let refinements = each(selector.get("refinedBy"));
    if refinements.is_empty() {
        return outer;
    }
    let mut inner = Selected::default();
    for refinement in refinements {
        inner.join(select_one(refinement, inner_base));
    }
    refine(outer, inner)
}

/// What the inner of two selectors selects within the outer.
fn refine(outer: Selected, inner: Selected) -> Selected {
    let is_narrower = inner.quote.is_some() || inner.position.is_some();
    Selected {
        section: inner.section.or(outer.section),
        // A position within something without a known place is lost.
        quote: inner
            .quote
            .or(outer.quote.filter(|_| inner.position.is_none())),
        position: inner.position.or(outer.position.filter(|_| !is_narrower)),
        is_given: true,
        wrong: inner.wrong.or(outer.wrong),
        unknown: outer.unknown.into_iter().chain(inner.unknown).collect(),
    }
}

fn quote_of(selector: &Value) -> Option<Quote> {
    let text = |name: &str| text_of(selector, name).unwrap_or_default().to_owned();
    let exact = text("exact");
    (!exact.trim().is_empty()).then(|| Quote {
        exact,
        prefix: text("prefix"),
        suffix: text("suffix"),
    })
}

fn position_of(selector: &Value, base: Option<u32>) -> Result<Range<u32>, &'static str> {
    let number = |name: &str| {
        let number = selector.get(name)?.as_u64()?;
        u32::try_from(number).ok()
    };
    let (Some(start), Some(end)) = (number("start"), number("end")) else {
        return Err("its position is no pair of numbers that a text can have");
    };
    if end <= start {
        return Err("its position ends where it begins, or before");
    }
    let base = base.ok_or("its position is counted from a place that is not known")?;
    match (base.checked_add(start), base.checked_add(end)) {
        (Some(start), Some(end)) => Ok(start..end),
        _ => Err("its position is beyond what a text can have"),
    }
}

/// The anchor that a fragment selects, where it is one as in HTML.
fn fragment_of(selector: &Value) -> Option<String> {
    let standard = each(selector.get("conformsTo")).first().and_then(id_of);
    let value = text_of(selector, "value")?.trim();
    let is_anchor = match standard {
        Some(standard) => {
            let standard = standard.to_ascii_lowercase();
            ["rfc3236", "rfc2854", "rfc7763", "html"]
                .iter()
                .any(|known| standard.contains(known))
        }
        // What media, PDF, plain text, e-books and XML have there begins with the name of a scheme.
        None => ![
            "xywh=",
            "t=",
            "track=",
            "char=",
            "line=",
            "page=",
            "epubcfi(",
            "xpointer(",
            "svgView(",
        ]
        .iter()
        .any(|other| value.trim_start_matches('#').starts_with(other)),
    };
    is_anchor.then(|| anchor_of(value)).flatten()
}

fn type_of(selector: &Value) -> String {
    let types = ["type", "@type"]
        .iter()
        .flat_map(|name| each(selector.get(*name)));
    let mut names = types.filter_map(id_of).map(bare);
    match names.next() {
        Some(name) => name.chars().take(60).collect(),
        None => "a selector without a type".to_owned(),
    }
}
