//! Titles, found on each key press.
//!
//! Every title is numbered by importance, so that every list is in the order in which people want
//! it. An fst of folded titles gives a stretch of the alphabet for a beginning, and a table of
//! minima over it the best titles there, without a look at the others. An fst of words gives
//! posting lists, and a forward index the words of each title. Words that are misspelt are walked
//! to in the fst. The layout of the file is told in [`mod@format`].
//!
//! Tiers, until there are enough: the exact title; titles that begin so; titles with all the words
//! in any order, the last a beginning; with fewer than five, the whole title with one edit, then
//! one word with one edit; with nothing at all, one edit in each of two words, or two in a long
//! one.

mod arena;
mod build;
mod correct;
mod format;
mod index;
mod minima;
mod redirects;
mod slots;
mod spelling;
mod suggest;
mod terms;
#[cfg(test)]
mod tests;
mod varint;
mod walk;
mod words;
mod writer;

pub use build::TitleIndexBuilder;
pub use correct::correct;
pub use index::TitleIndex;
pub use suggest::{suggest, suggest_all};

/// A title or redirect to be found.
#[derive(Debug, Clone, Copy)]
pub struct TitleEntry<'a> {
    /// The title, as written.
    pub title: &'a str,
    /// Its path in the collection.
    pub path: &'a str,
    /// Path of the article that it leads to, where it is a redirect.
    pub redirect_to: Option<&'a str>,
    /// How much it matters beside others: the more, the higher. A redirect matters as much as its
    /// article, or less.
    pub importance: u32,
}

/// A title that fits what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleHit {
    /// Title of the article.
    pub title: String,
    /// Path of the article.
    pub path: String,
    /// Title of the redirect that fits, where it was not the article's own.
    pub redirect_from: Option<String>,
    /// How it fits.
    pub tier: Tier,
    /// How much it matters, to eight significant bits.
    pub importance: u32,
}

/// How a title fits what was typed, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// It is the title.
    Exact,
    /// The title begins so.
    Prefix,
    /// The title has all the words, the last perhaps only begun.
    Words,
    /// The title with one slip of the keys.
    NearTitle,
    /// The title has all the words, one of them misspelt.
    NearWord,
    /// The title has all the words, two of them misspelt, or one of them twice.
    TwoEdits,
}

impl Tier {
    /// Whether spelling was forgiven.
    pub fn is_misspelt(self) -> bool {
        self >= Self::NearTitle
    }
}

impl TitleIndex {
    /// See [`suggest()`].
    pub fn suggest(
        &self,
        text: &str,
        limit: usize,
        cancel: &crate::cancel::Cancel,
    ) -> Vec<TitleHit> {
        suggest(self, text, limit, cancel)
    }
}
