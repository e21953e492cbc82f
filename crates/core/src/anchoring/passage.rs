//! A stored passage as the words to look for.

use std::ops::Range;

use super::PassageSelector;
use super::alignment::Pair;
use super::index::WordIndex;
use super::words::{Word, split_words};

/// Characters of context that are looked at on each side, however many are stored.
const CONTEXT: usize = 128;

/// Prefix, quote and suffix as one sequence of words.
pub(super) struct Passage {
    pub(super) words: Vec<PassageWord>,
    /// Which of the words are the quote's, wholly or in part.
    pub(super) quote: Range<usize>,
    /// Bytes of the quote's first word that stand before the quote.
    pub(super) cut_before: usize,
    /// Bytes of its last word that stand after it.
    pub(super) cut_after: usize,
    /// Bytes of the quote before its first word: white space that was selected too.
    pub(super) lead: usize,
    /// Line breaks between the quote's first word and the word before it, and likewise at its end.
    pub(super) breaks: (usize, usize),
}

/// A word to look for.
pub(super) struct PassageWord {
    pub(super) word: Word,
    /// How much finding it says.
    pub(super) weight: f32,
}

impl Passage {
    pub(super) fn new(selector: &PassageSelector, index: &WordIndex) -> Self {
        let (prefix, suffix) = (
            last_characters(&selector.prefix),
            first_characters(&selector.suffix),
        );
        // Split as one text, because a quote may begin or end inside a word.
        let whole = [prefix, &selector.exact, suffix].concat();
        let (start, end) = (prefix.len(), prefix.len() + selector.exact.len());
        let split = split_words(&whole);
        let first = split.partition_point(|word| word.bytes().end <= start);
        let last = split
            .partition_point(|word| word.bytes().start < end)
            .max(first);
        let head = split
            .get(first..last)
            .and_then(<[Word]>::first)
            .map_or(start, |word| word.bytes().start);
        let tail = split
            .get(first..last)
            .and_then(<[Word]>::last)
            .map_or(end, |word| word.bytes().end);
        let before = first
            .checked_sub(1)
            .and_then(|at| split.get(at))
            .map_or(0, |word| word.bytes().end);
        let after = split
            .get(last)
            .map_or(whole.len(), |word| word.bytes().start);
        let breaks = (
            line_breaks(&whole, before..head),
            line_breaks(&whole, tail..after),
        );
        let mut words: Vec<PassageWord> = split
            .into_iter()
            .map(|word| PassageWord {
                weight: index.weight(&word),
                word,
            })
            .collect();
        // The outermost words may be cut off in the middle. One that the text does not have says
        // nothing, then; within a passage it says that something is gone.
        if first > 0
            && let Some(word) = words.first_mut()
        {
            word.drop_unless_in(index);
        }
        if last < words.len()
            && let Some(word) = words.last_mut()
        {
            word.drop_unless_in(index);
        }
        Self {
            words,
            quote: first..last,
            cut_before: start.saturating_sub(head),
            cut_after: tail.saturating_sub(end),
            lead: head.saturating_sub(start),
            breaks,
        }
    }

    pub(super) fn weight_of(&self, words: Range<usize>) -> f32 {
        self.words
            .get(words)
            .unwrap_or_default()
            .iter()
            .map(|word| word.weight)
            .sum()
    }

    /// What has been found of the passage, where these are its words that have partners.
    pub(super) fn worth_of(&self, pairs: &[Pair]) -> f32 {
        let weight = |pair: &Pair| self.words.get(pair.passage).map_or(0.0, |word| word.weight);
        pairs.iter().map(|pair| pair.worth * weight(pair)).sum()
    }
}

impl PassageWord {
    fn drop_unless_in(&mut self, index: &WordIndex) {
        if !index.contains(self.word.key) {
            self.weight = 0.0;
        }
    }
}

/// Line breaks in a part of a text.
pub(super) fn line_breaks(text: &str, part: Range<usize>) -> usize {
    text.get(part).unwrap_or_default().matches('\n').count()
}

fn last_characters(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .nth(CONTEXT - 1)
        .map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

fn first_characters(text: &str) -> &str {
    let end = text
        .char_indices()
        .nth(CONTEXT)
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}
