//! Full text, by tantivy: words, phrases, exclusions and beginnings, ranked by BM25.

mod best;
mod collecting;
mod compile;
mod excluded;
mod index;
mod kept;
mod merging;
mod queue;
mod schema;
mod search;
mod similar;
mod statistics;
mod stored;
mod tally;
#[cfg(test)]
mod tests;
mod together;
mod unmapped;
mod weigh;
mod writer;

pub use index::FullTextIndex;
pub use merging::MergeWatcher;
pub use search::search_all;
pub use similar::similar;
pub use tally::{Facet, tally};
pub use writer::FullTextWriter;

use pandect_core::query::Query;

use self::kept::KeptText;
use crate::passages::{Snippet, snippet_in};

/// An article, as the full-text index takes it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Document<'a> {
    /// Its path in the collection; names the document.
    pub path: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its canonical text.
    pub text: &'a str,
    /// BCP 47 tag of its language; where empty, the index's.
    pub language: &'a str,
    /// Its categories.
    pub categories: &'a [String],
    /// How much it matters.
    pub importance: u32,
}

/// How much of the machine writing may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriterOptions {
    /// Threads that analyse and write.
    pub threads: usize,
    /// Bytes that may be gathered before they are written, of all threads together.
    pub memory_budget: usize,
    /// Whether short texts are kept, to be quoted from: about a seventh of all texts on disk. For collections
    /// that take long to give a text.
    pub keep_texts: bool,
}

/// The least that tantivy takes for a thread.
const LEAST_BUDGET: usize = 16 << 20;

impl WriterOptions {
    fn budget(&self) -> usize {
        self.memory_budget
            .max(self.threads.clamp(1, 8) * LEAST_BUDGET)
    }
}

impl Default for WriterOptions {
    fn default() -> Self {
        Self {
            threads: 1,
            memory_budget: 64 << 20,
            keep_texts: false,
        }
    }
}

/// Which results are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchLimits {
    /// At most so many.
    pub limit: usize,
    /// Leave out so many first.
    pub offset: usize,
    /// Whether all that fit are counted, or only looked for.
    pub count_all: bool,
}

impl Default for SearchLimits {
    fn default() -> Self {
        Self {
            limit: 20,
            offset: 0,
            count_all: true,
        }
    }
}

/// An answer to a search.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    /// How many articles fit, exactly; where they were not to be counted, how many are given.
    pub total: u64,
    /// Those that were asked for, the best first.
    pub hits: Vec<Hit>,
    /// No article has all that was wanted; these have some of it.
    pub relaxed: bool,
}

/// An article that fits.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Name of its collection.
    pub collection: String,
    /// Its path there.
    pub path: String,
    /// Its title.
    pub title: String,
    /// How well it fits; comparable within one answer.
    pub score: f32,
    kept: Option<KeptText>,
}

impl Hit {
    /// Whether the index keeps its text.
    pub fn keeps_text(&self) -> bool {
        self.kept.is_some()
    }

    /// The piece of its text around what a query asks for, as [`snippet`] cuts it; none where the index does
    /// not keep the text.
    ///
    /// [`snippet`]: crate::snippet
    pub fn snippet(&self, query: &Query, max_chars: usize) -> Option<Snippet> {
        let kept = self.kept.as_ref()?;
        Some(snippet_in(&kept.read()?, query, kept.language, max_chars))
    }
}
