//! The title and full-text indexes of Pandect.

mod analysis;
mod apart;
mod atomic;
mod cancel;
mod error;
mod fulltext;
mod manifest;
mod passages;
mod titles;

pub use cancel::Cancel;
pub use error::IndexError;
pub use fulltext::{
    Document, Facet, FullTextIndex, FullTextWriter, Hit, Hits, MergeWatcher, SearchLimits,
    WriterOptions, search_all, similar, tally,
};
pub use manifest::{INDEX_FORMAT, IndexManifest};
pub use passages::{MAX_HITS, Snippet, find_hits, snippet};
pub use titles::{
    Tier, TitleEntry, TitleHit, TitleIndex, TitleIndexBuilder, correct, suggest, suggest_all,
};
