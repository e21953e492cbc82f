//! Articles that speak of the same things as a text.

use std::collections::HashMap;

use tantivy::Term;
use tantivy::query::{Bm25StatisticsProvider as _, BooleanQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::search::{Source, search_compiled};
use super::{FullTextIndex, Hit};
use crate::analysis::{Analyzer, Language, Purpose};
use crate::cancel::Cancel;
use crate::error::IndexError;

/// A text is known by so many of its words.
const WORDS: usize = 24;
/// So much of a text is read, in bytes.
const READ: usize = 64 << 10;
/// A word that fewer articles have may be a slip of somebody's keys.
const FEWEST: u64 = 2;

/// Articles whose texts have the most in common with a text in a language, the best first.
pub fn similar(
    collections: &[(&str, &FullTextIndex)],
    text: &str,
    language: &str,
    limit: usize,
    cancel: &Cancel,
) -> Result<Vec<Hit>, IndexError> {
    let sources: Vec<Source<'_>> = collections
        .iter()
        .map(|(name, index)| Source::new(name, index))
        .filter(|source| source.searcher.num_docs() > 0)
        .collect();
    let counts = counted(text, language);
    search_compiled(sources, limit, cancel, |sources, statistics| {
        let Some(field) = sources.first().map(|source| source.index.fields.text) else {
            return Ok(None);
        };
        let all = statistics.total_num_docs()?;
        let mut weighed = Vec::new();
        for (word, count) in counts {
            let term = Term::from_field_text(field, &word);
            let having = statistics.doc_freq(&term)?;
            // What half of all articles have says nothing.
            if having < FEWEST || having > all / 2 {
                continue;
            }
            weighed.push((weight(count, having, all), term));
        }
        weighed.sort_by(|one, other| other.0.total_cmp(&one.0));
        weighed.truncate(WORDS);
        let leaf = |(_, term): (f32, Term)| -> Box<dyn Query> {
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        };
        let leaves: Vec<_> = weighed.into_iter().map(leaf).collect();
        Ok((!leaves.is_empty()).then(|| Box::new(BooleanQuery::union(leaves)) as Box<dyn Query>))
    })
}

/// How often each term stands in the beginning of a text.
fn counted(text: &str, language: &str) -> HashMap<String, u32> {
    let analyzer = Analyzer::new(Language::of(language));
    let read = &text[..text.floor_char_boundary(READ)];
    let mut counts = HashMap::new();
    let mut term = String::new();
    for word in analyzer.words(read, Purpose::Text) {
        analyzer.term(&read[word], &mut term);
        if term.chars().nth(1).is_some() {
            *counts.entry(term.clone()).or_insert(0) += 1;
        }
    }
    counts
}

/// How much a term says of a text: often in it, seldom elsewhere.
fn weight(count: u32, having: u64, all: u64) -> f32 {
    let number = |value: u64| f32::from(u16::try_from(value.min(60_000)).unwrap_or(u16::MAX));
    let often = 1.0 + number(u64::from(count)).ln();
    let ratio = (all / having.max(1)).max(1);
    often * (1.0 + number(ratio).ln())
}
