//! How many of the articles that fit are of each collection, language or category.

use std::collections::HashMap;

use pandect_core::query::Query;
use tantivy::query::{EnableScoring, Weight};
use tantivy::{DocId, SegmentReader};

use super::FullTextIndex;
use super::index::guarded;
use super::search::Source;
use crate::apart::apart;
use crate::cancel::Cancel;
use crate::error::IndexError;

/// What is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// The collections.
    Collection,
    /// The languages, by primary subtag.
    Language,
    /// The categories.
    Category,
}

/// How many articles fit a query in each collection, language or category, the most first. Where no
/// article has all that is wanted, those that have some of it are counted, as they are found.
pub fn tally(
    collections: &[(&str, &FullTextIndex)],
    query: &Query,
    facet: Facet,
    cancel: &Cancel,
) -> Result<Vec<(String, u64)>, IndexError> {
    let sources: Vec<Source<'_>> = collections
        .iter()
        .filter(|(name, _)| query.includes_collection(name))
        .map(|(name, index)| Source::new(name, index))
        .collect();
    let mut counts = count(&sources, query, facet, false, cancel)?;
    let apart = counts.is_empty().then(|| apart(query)).flatten();
    if let Some(apart) = &apart {
        counts = count(&sources, apart, facet, false, cancel)?;
    }
    let query = apart.as_ref().unwrap_or(query);
    if counts.is_empty() && query.required.len() > 1 {
        counts = count(&sources, query, facet, true, cancel)?;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    Ok(counts)
}

fn count(
    sources: &[Source<'_>],
    query: &Query,
    facet: Facet,
    relaxed: bool,
    cancel: &Cancel,
) -> Result<HashMap<String, u64>, IndexError> {
    let mut counts = HashMap::new();
    for source in sources {
        let compiled = if relaxed {
            source.compiler.any(query)
        } else {
            source.compiler.all(query)
        };
        let Some(compiled) = compiled else { continue };
        guarded(source.index.path(), || {
            let scoring = EnableScoring::disabled_from_searcher(&source.searcher);
            let weight = compiled.weight(scoring)?;
            for reader in source.searcher.segment_readers() {
                if facet == Facet::Collection {
                    let found = u64::from(weight.count(reader)?);
                    if found > 0 {
                        *counts.entry(source.name.to_owned()).or_insert(0) += found;
                    }
                } else {
                    count_segment(reader, weight.as_ref(), facet, &mut counts)?;
                }
            }
            Ok(())
        })?;
        if cancel.is_cancelled() {
            return Err(IndexError::Cancelled);
        }
    }
    Ok(counts)
}

fn count_segment(
    reader: &SegmentReader,
    weight: &dyn Weight,
    facet: Facet,
    counts: &mut HashMap<String, u64>,
) -> tantivy::Result<()> {
    let field = match facet {
        Facet::Category => "categories",
        Facet::Language | Facet::Collection => "language",
    };
    let Some(column) = reader.fast_fields().str(field)? else {
        return Ok(());
    };
    let mut found: HashMap<u64, u64> = HashMap::new();
    weight.for_each_no_score(reader, &mut |documents: &[DocId]| {
        for document in documents {
            for value in column.term_ords(*document) {
                *found.entry(value).or_insert(0) += 1;
            }
        }
    })?;
    let mut name = String::new();
    for (value, count) in found {
        name.clear();
        if column.ord_to_str(value, &mut name)? && !name.is_empty() {
            *counts.entry(name.clone()).or_insert(0) += count;
        }
    }
    Ok(())
}
