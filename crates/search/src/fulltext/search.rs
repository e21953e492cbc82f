//! Searching several full-text indexes as one.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use pandect_core::query::{Pattern, Query, Term};
use tantivy::query::{EnableScoring, Weight};
use tantivy::schema::Value;
use tantivy::{DocAddress, DocId, DocSet, Score, Searcher, TERMINATED, TantivyDocument};

use super::compile::{Compiler, MANY_WORDS};
use super::index::guarded;
use super::statistics::Statistics;
use super::weigh::{weigh, weigh_nearness, weigh_titles};
use super::{FullTextIndex, Hit, Hits, SearchLimits, schema};
use crate::cancel::Cancel;
use crate::error::IndexError;

/// Results behind this place are counted, not shown.
const MAX_REACH: usize = 10_000;
/// An article whose title is what was typed scores so many times what it would.
const NAMED: Score = 2.0;
/// Of so many of the best it is looked at how much of their title was typed.
const TITLED_REACH: usize = 20;
/// Of so many of the best it is looked at how near the words stand in them.
const NEARNESS_REACH: usize = 40;

/// Searches collections, by name, as if they were one: scores come from statistics of them all.
/// Where nothing has all that is wanted, it looks for some of it, and says so.
pub fn search_all(
    collections: &[(&str, &FullTextIndex)],
    query: &Query,
    limits: SearchLimits,
    cancel: &Cancel,
) -> Result<Hits, IndexError> {
    let sources: Vec<Source<'_>> = collections
        .iter()
        .filter(|(name, _)| query.includes_collection(name))
        .map(|(name, index)| Source::new(name, index))
        .filter(|source| source.searcher.num_docs() > 0)
        .collect();
    if query.is_empty() || sources.is_empty() {
        return Ok(Hits::default());
    }
    let searchers = sources
        .iter()
        .map(|source| source.searcher.clone())
        .collect();
    let search = Search {
        sources,
        statistics: Statistics { searchers },
        query,
        limits,
        cancel,
    };
    let hits = search.run(false)?;
    if hits.total > 0 || query.required.len() < 2 {
        return Ok(hits);
    }
    let some = search.run(true)?;
    Ok(Hits {
        relaxed: some.total > 0,
        ..some
    })
}

/// The best articles of collections for a query that is made once their statistics are known.
pub(super) fn search_compiled(
    sources: Vec<Source<'_>>,
    limit: usize,
    cancel: &Cancel,
    compile: impl FnOnce(
        &[Source<'_>],
        &Statistics,
    ) -> tantivy::Result<Option<Box<dyn tantivy::query::Query>>>,
) -> Result<Vec<Hit>, IndexError> {
    let Some(path) = sources.first().map(|source| source.index.path()) else {
        return Ok(Vec::new());
    };
    let searchers = sources
        .iter()
        .map(|source| source.searcher.clone())
        .collect();
    let statistics = Statistics { searchers };
    let Some(compiled) = guarded(path, || compile(&sources, &statistics))? else {
        return Ok(Vec::new());
    };
    let search = Search {
        sources,
        statistics,
        query: &Query::default(),
        limits: SearchLimits {
            limit,
            offset: 0,
            count_all: false,
        },
        cancel,
    };
    let found = search.best_of(|_| Some(compiled.box_clone()))?;
    search.hits(found.0.into_sorted())
}

/// One collection.
pub(super) struct Source<'a> {
    pub(super) name: &'a str,
    pub(super) index: &'a FullTextIndex,
    pub(super) searcher: Searcher,
    pub(super) compiler: Compiler,
}

impl<'a> Source<'a> {
    pub(super) fn new(name: &'a str, index: &'a FullTextIndex) -> Self {
        let compiler = Compiler::new(index.fields, &index.languages);
        Self {
            name,
            index,
            searcher: index.reader.searcher(),
            compiler,
        }
    }
}

struct Search<'a> {
    sources: Vec<Source<'a>>,
    statistics: Statistics,
    query: &'a Query,
    limits: SearchLimits,
    cancel: &'a Cancel,
}

impl Search<'_> {
    fn run(&self, relaxed: bool) -> Result<Hits, IndexError> {
        let (best, counted) = self.best_of(|source| {
            if relaxed {
                source.compiler.any(self.query)
            } else {
                source.compiler.all(self.query)
            }
        })?;
        let mut sorted = best.into_sorted();
        self.weigh_titles(&mut sorted)?;
        self.weigh_nearness(&mut sorted)?;
        let hits = self.hits(sorted)?;
        Ok(Hits {
            total: if self.limits.count_all {
                counted
            } else {
                hits.len() as u64
            },
            hits,
            relaxed: false,
        })
    }

    /// The best of all collections, and how many fit.
    fn best_of(
        &self,
        compile: impl Fn(&Source<'_>) -> Option<Box<dyn tantivy::query::Query>>,
    ) -> Result<(Best, u64), IndexError> {
        let mut best = Best::new(self.limits, self.titled_reach().max(self.nearness_reach()));
        let mut total = 0;
        for (number, source) in self.sources.iter().enumerate() {
            let Some(compiled) = compile(source) else {
                continue;
            };
            total += guarded(source.index.path(), || {
                self.collect(number, source, compiled.as_ref(), &mut best)
            })?;
            if self.cancel.is_cancelled() {
                return Err(IndexError::Cancelled);
            }
        }
        Ok((best, total))
    }

    fn hits(&self, best: Vec<Found>) -> Result<Vec<Hit>, IndexError> {
        let hits = best.into_iter().skip(self.limits.offset);
        let hits = hits.take(self.limits.limit);
        hits.map(|found| self.hit(&found)).collect()
    }

    /// How many of the best are looked at for what was typed of their titles.
    fn titled_reach(&self) -> usize {
        if self.query.is_empty() {
            0
        } else {
            TITLED_REACH
        }
    }

    /// How many of the best are looked at for nearness.
    fn nearness_reach(&self) -> usize {
        if self.query.required.len() >= MANY_WORDS {
            NEARNESS_REACH
        } else {
            0
        }
    }

    /// Sorts the very best anew, by how much of their title was typed.
    fn weigh_titles(&self, sorted: &mut [Found]) -> Result<(), IndexError> {
        weigh(
            &self.sources,
            sorted,
            self.titled_reach(),
            |source, found| {
                let words = source.compiler.title_words(self.query);
                weigh_titles(source, &words, found)
            },
        )
    }

    /// Where many words are asked for, sorts the best anew by how near these stand in each of them.
    fn weigh_nearness(&self, sorted: &mut [Found]) -> Result<(), IndexError> {
        weigh(
            &self.sources,
            sorted,
            self.nearness_reach(),
            |source, found| {
                let pairs = source.compiler.neighbours(self.query);
                weigh_nearness(source, &pairs, found)
            },
        )
    }

    /// Puts the best of one collection among the best, and counts all that fit.
    fn collect(
        &self,
        number: usize,
        source: &Source<'_>,
        query: &dyn tantivy::query::Query,
        best: &mut Best,
    ) -> tantivy::Result<u64> {
        let scoring =
            EnableScoring::enabled_from_statistics_provider(&self.statistics, &source.searcher);
        let weight = query.weight(scoring)?;
        let counting = query.weight(EnableScoring::disabled_from_searcher(&source.searcher))?;
        let mut total = 0;
        for (segment, reader) in (0_u32..).zip(source.searcher.segment_readers()) {
            if self.cancel.is_cancelled() {
                break;
            }
            let counts_along = self.limits.count_all && best.capacity > 0 && has_phrase(self.query);
            if self.limits.count_all && !counts_along {
                total += u64::from(counting.count(reader)?);
            }
            if best.capacity == 0 {
                continue;
            }
            let named = self.named(source, segment, weight.as_ref())?;
            for (document, score) in &named {
                best.offer(Found::new(score * NAMED, number, segment, *document));
            }
            if counts_along {
                // Whether words stand side by side is asked but once of each article.
                weight.for_each(reader, &mut |document, score| {
                    total += 1;
                    if named.iter().all(|(other, _)| *other != document) {
                        best.offer(Found::new(score, number, segment, document));
                    }
                })?;
                continue;
            }
            let mut seen = 0_u32;
            weight.for_each_pruning(best.threshold(), reader, &mut |document, score| {
                seen = seen.wrapping_add(1);
                if seen.is_multiple_of(1024) && self.cancel.is_cancelled() {
                    return Score::MAX;
                }
                if named.iter().all(|(other, _)| *other != document) {
                    best.offer(Found::new(score, number, segment, document));
                }
                best.threshold()
            })?;
        }
        Ok(total)
    }

    /// Articles of a segment that fit and whose title is what was typed, with their scores.
    fn named(
        &self,
        source: &Source<'_>,
        segment: u32,
        weight: &dyn Weight,
    ) -> tantivy::Result<Vec<(DocId, Score)>> {
        let mut found = Vec::new();
        let name = source.compiler.name(self.query);
        let Some(term) = name.filter(|_| !self.query.is_empty()) else {
            return Ok(found);
        };
        let reader = source.searcher.segment_reader(segment);
        let inverted = reader.inverted_index(term.field())?;
        let record = tantivy::schema::IndexRecordOption::Basic;
        let Some(mut postings) = inverted.read_postings(&term, record)? else {
            return Ok(found);
        };
        let mut scorer = weight.scorer(reader, 1.0)?;
        while postings.doc() != TERMINATED {
            let document = postings.doc();
            if scorer.doc() <= document && scorer.seek(document) == document {
                found.push((document, scorer.score()));
            }
            postings.advance();
        }
        Ok(found)
    }

    fn hit(&self, found: &Found) -> Result<Hit, IndexError> {
        let source = &self.sources[found.source];
        let fields = &source.index.fields;
        let stored = guarded(source.index.path(), || {
            source.searcher.doc::<TantivyDocument>(found.address)
        })?;
        let text = |field| {
            stored
                .get_first(field)
                .and_then(|value| value.as_str())
                .unwrap_or_default()
        };
        Ok(Hit {
            collection: source.name.to_owned(),
            path: text(fields.path).to_owned(),
            title: schema::without_marker(text(fields.title)).to_owned(),
            score: found.score,
        })
    }
}

fn has_phrase(query: &Query) -> bool {
    let is_phrase = |term: &Term| matches!(term.pattern, Pattern::Phrase(_));
    query.wanted().any(is_phrase)
}

/// A document that fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub(super) score: Score,
    pub(super) source: usize,
    pub(super) address: DocAddress,
}

impl Found {
    fn new(score: Score, source: usize, segment: u32, document: DocId) -> Self {
        Self {
            score,
            source,
            address: DocAddress::new(segment, document),
        }
    }
}

impl Eq for Found {}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The worse is the greater, so that a heap has it on top. Among equals the later is worse.
impl Ord for Found {
    fn cmp(&self, other: &Self) -> Ordering {
        other
            .score
            .total_cmp(&self.score)
            .then_with(|| self.source.cmp(&other.source))
            .then_with(|| self.address.cmp(&other.address))
    }
}

/// The best documents so far.
struct Best {
    capacity: usize,
    heap: BinaryHeap<Found>,
}

impl Best {
    /// As many as are wanted, and at least those among which nearness decides.
    fn new(limits: SearchLimits, reach: usize) -> Self {
        let wanted = limits.offset.saturating_add(limits.limit).min(MAX_REACH);
        let wanted = wanted.max(reach);
        let capacity = if limits.limit == 0 { 0 } else { wanted };
        Self {
            capacity,
            heap: BinaryHeap::new(),
        }
    }

    /// What a document must score more than.
    fn threshold(&self) -> Score {
        match self.heap.peek() {
            Some(worst) if self.heap.len() >= self.capacity => worst.score,
            _ => Score::MIN,
        }
    }

    fn offer(&mut self, found: Found) {
        if self.heap.len() < self.capacity {
            self.heap.push(found);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && found < *worst
        {
            *worst = found;
        }
    }

    fn into_sorted(self) -> Vec<Found> {
        self.heap.into_sorted_vec()
    }
}
