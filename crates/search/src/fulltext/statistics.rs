//! Statistics of all the collections searched together, so that scores compare.

use std::sync::atomic::{AtomicU64, Ordering};

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::schema::Fields;

/// Of fields, how many words in how many documents: their mean length.
pub(super) type Means = Vec<(Field, (u64, u64))>;

/// The sums over several indexes with the same fields.
pub(super) struct Statistics {
    searchers: Vec<Searcher>,
    postings: AtomicU64,
}

impl Statistics {
    pub(super) fn of(searchers: Vec<Searcher>) -> Self {
        Self {
            searchers,
            postings: AtomicU64::new(0),
        }
    }

    /// Begins to count postings anew.
    pub(super) fn begin(&self) {
        self.postings.store(0, Ordering::Relaxed);
    }

    /// How many postings the terms of a query have that was made for each of the indexes since it began to
    /// count: about as many are read for it.
    pub(super) fn postings(&self) -> u64 {
        let indexes = self.searchers.len().max(1) as u64;
        self.postings.load(Ordering::Relaxed) / indexes
    }

    /// The mean lengths of what words are looked for in.
    pub(super) fn means(&self, fields: Fields) -> tantivy::Result<Means> {
        let documents = self.total_num_docs()?;
        let fields = [fields.text, fields.title].into_iter();
        fields
            .map(|field| Ok((field, (self.total_num_tokens(field)?, documents))))
            .collect()
    }

    fn sum(&self, count: impl Fn(&Searcher) -> tantivy::Result<u64>) -> tantivy::Result<u64> {
        self.searchers.iter().map(count).sum()
    }
}

impl Bm25StatisticsProvider for Statistics {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.sum(|searcher| Bm25StatisticsProvider::total_num_tokens(searcher, field))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.sum(Bm25StatisticsProvider::total_num_docs)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let sum = self.sum(|searcher| Bm25StatisticsProvider::doc_freq(searcher, term))?;
        self.postings.fetch_add(sum, Ordering::Relaxed);
        Ok(sum)
    }
}
