//! Where a query's words stand in a text: to mark them in an article, and to quote a piece around
//! them. It is the index's own analysis, so what found an article is what is marked in it.

mod matcher;
mod snippet;
#[cfg(test)]
mod tests;

use std::ops::Range;

use pandect_core::query::Query;

use crate::analysis::Language;

use matcher::Matcher;
pub(crate) use snippet::snippet_in;
pub use snippet::{Snippet, snippet};

/// At most so many hits are marked in an article.
pub const MAX_HITS: usize = 10_000;

/// Where the words of a query stand in a text: UTF-16 ranges, rising, not overlapping. A phrase is
/// marked only where it stands as one; a word of several parts by these, where it does not stand there whole.
pub fn find_hits(text: &str, query: &Query, language: &str) -> Vec<Range<u32>> {
    let matcher = Matcher::in_text(text, query, Language::of(language));
    let mut merged: Vec<Range<usize>> = Vec::new();
    matcher.scan(text, |hit| {
        // Chinese pairs overlap, and a word may be part of a phrase.
        let mut range = hit.range;
        while let Some(last) = merged.pop_if(|last| last.end > range.start) {
            range = last.start.min(range.start)..last.end.max(range.end);
        }
        merged.push(range);
        merged.len() < MAX_HITS
    });
    let mut units = Utf16::new(text);
    merged
        .into_iter()
        .map(|range| units.at(range.start)..units.at(range.end))
        .collect()
}

/// Counts UTF-16 code units up to rising places of a text.
struct Utf16<'t> {
    text: &'t str,
    byte: usize,
    units: u32,
}

impl<'t> Utf16<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            byte: 0,
            units: 0,
        }
    }

    fn at(&mut self, byte: usize) -> u32 {
        let between = self.text.get(self.byte..byte).unwrap_or_default();
        self.units += utf16_length(between);
        self.byte = byte.max(self.byte);
        self.units
    }
}

fn utf16_length(text: &str) -> u32 {
    let units = if text.is_ascii() {
        text.len()
    } else {
        text.encode_utf16().count()
    };
    u32::try_from(units).unwrap_or(u32::MAX)
}
