//! Searching several full-text indexes as one.

use std::sync::Arc;

use pandect_core::query::{Pattern, Query, Term};
use tantivy::Searcher;

use super::best::{Best, Found};
use super::collecting::{Asked, Counting, collect};
use super::compile::{Compiler, MANY_WORDS};
use super::index::guarded;
use super::kept::KeptText;
use super::statistics::Statistics;
use super::stored::Stored;
use super::weigh::{weigh, weigh_nearness, weigh_titles};
use super::{FullTextIndex, Hit, Hits, SearchLimits, schema};
use crate::apart::apart;
use crate::cancel::Cancel;
use crate::error::IndexError;

/// Results behind this place are counted, not shown.
const MAX_REACH: usize = 10_000;
/// With fewer postings, waking other processors takes longer than looking through all.
const MANY_POSTINGS: u64 = 200_000;
/// So many articles are looked at one by one by the same processor.
const ARTICLES_AT_ONCE: usize = 1 << 16;
/// Of so many of the best it is looked at how much of their title was typed.
const TITLED_REACH: usize = 20;
/// Of so many of the best it is looked at how near the words stand in them.
const NEARNESS_REACH: usize = 40;

/// Searches collections, by name, as if they were one: scores come from statistics of them all.
/// Where nothing has all that is wanted, words of several parts are taken apart; and where nothing has all
/// of these either, it looks for some of it, and says so.
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
    let mut search = Search {
        sources,
        statistics: Statistics::of(searchers),
        query,
        limits,
        cancel,
    };
    let mut hits = search.run(false)?;
    let apart = (hits.total == 0).then(|| apart(query)).flatten();
    if let Some(apart) = &apart {
        search.query = apart;
        hits = search.run(false)?;
    }
    if hits.total > 0 || search.query.required.len() < 2 {
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
    let statistics = Statistics::of(searchers);
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
        let capacity = self.capacity();
        let counting = if capacity > 0 && has_phrase(self.query) {
            // Whether words stand side by side is asked but once of each article.
            Counting::Along
        } else if self.limits.count_all {
            Counting::Before
        } else {
            Counting::None
        };
        self.statistics.begin();
        let Some(first) = self.sources.first() else {
            return Ok((Best::new(capacity), 0));
        };
        let means = guarded(first.index.path(), || {
            self.statistics.means(first.index.fields)
        })?;
        let mut asked = Vec::with_capacity(self.sources.len());
        for (number, source) in self.sources.iter().enumerate() {
            if let Some(compiled) = compile(source) {
                let name = source.compiler.name(self.query);
                asked.push(guarded(source.index.path(), || {
                    Asked::new(
                        number,
                        source,
                        compiled.as_ref(),
                        &self.statistics,
                        &means,
                        name.filter(|_| !self.query.is_empty()),
                        counting,
                    )
                })?);
            }
        }
        let is_much = self.statistics.postings() >= MANY_POSTINGS;
        let at_once = if has_beginning(self.query) {
            // The words that begin so would be looked up for each share.
            usize::MAX
        } else {
            ARTICLES_AT_ONCE
        };
        let shared_out = is_much.then_some(at_once);
        collect(&asked, capacity, counting, shared_out, self.cancel)
    }

    /// As many as are wanted, and at least those that are looked at a second time.
    fn capacity(&self) -> usize {
        let SearchLimits { offset, limit, .. } = self.limits;
        if limit == 0 {
            return 0;
        }
        let wanted = offset.saturating_add(limit).min(MAX_REACH);
        wanted.max(self.titled_reach()).max(self.nearness_reach())
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

    fn hit(&self, found: &Found) -> Result<Hit, IndexError> {
        let source = &self.sources[found.source];
        let stored = guarded(source.index.path(), || {
            source.searcher.doc::<Stored>(found.address)
        })?;
        let (title, language) = schema::without_marker(&stored.title);
        let kept = stored.keeps_text.then(|| KeptText {
            searcher: source.searcher.clone(),
            address: found.address,
            language,
            unpacker: Arc::clone(&source.index.unpacker),
        });
        Ok(Hit {
            collection: source.name.to_owned(),
            title: title.to_owned(),
            path: stored.path,
            score: found.score,
            kept,
        })
    }
}

fn has_phrase(query: &Query) -> bool {
    let is_phrase = |term: &Term| matches!(term.pattern, Pattern::Phrase(_));
    query.wanted().any(is_phrase)
}

fn has_beginning(query: &Query) -> bool {
    let is_beginning = |term: &Term| matches!(term.pattern, Pattern::Prefix(_));
    query.wanted().chain(&query.excluded).any(is_beginning)
}
