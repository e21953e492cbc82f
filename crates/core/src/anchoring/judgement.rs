//! How well a candidate fits, as four witnesses tell it.

use std::ops::Range;

use super::alignment::{Pair, align};
use super::index::as_f32;
use super::passage::{Passage, line_breaks};
use super::text::AnchorText;

/// What the neighbours, the place and the headings weigh, each, where a quote weighs as much as
/// its words together: as much as one word that occurs nowhere else.
pub(super) const WITNESS: f32 = 1.0;
/// What speaks against any candidate: half of two rare words may be a coincidence, half of twenty
/// is none.
const DOUBT: f32 = 2.0 * WITNESS;
/// How much a word counts that was put into the quote, and how much one that is missing from it
/// (Tversky's index): a passage that somebody added to is still that passage.
const ADDED: f32 = 0.3;
const MISSING: f32 = 0.7;
/// The likeness from which on a stretch need not be searched for anything better.
const SETTLED: f32 = 0.6;

/// What is looked for, and where.
pub(super) struct Search<'a> {
    pub(super) passage: &'a Passage,
    pub(super) text: &'a AnchorText<'a>,
    /// The index of the word at the stored place; `None` if the place is not known.
    pub(super) place: Option<usize>,
    /// The headings that the passage stood under; empty if they are not known.
    pub(super) headings: &'a [String],
}

/// A place where the passage may stand.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The words that stand for the quote's.
    pub(super) words: Range<usize>,
    /// Where these are in the text, cut as the quote was.
    pub(super) bytes: Range<usize>,
    /// Whether the quote's first and last words have partners.
    bounded: (bool, bool),
    /// How alike quote, neighbours and headings are, from 0 to 1.
    likeness: f32,
    /// What was found again, in words that occur nowhere else. Between copies of the quote the
    /// neighbours decide, and count for all that they are; where the quote is not, they count for
    /// nothing, because they stay when a passage is moved.
    pub(super) found: f32,
    /// How much speaks for this place, from 0 to 1: likeness, nearness and doubt.
    pub(super) score: f32,
}

impl Search<'_> {
    /// The best candidate within a stretch of the text's words.
    pub(super) fn look_at(&self, stretch: Range<usize>) -> Option<Candidate> {
        let whole = self.look_for(0..self.passage.words.len(), stretch.clone());
        if whole
            .as_ref()
            .is_some_and(|whole| whole.likeness >= SETTLED)
        {
            return whole;
        }
        // A context that stayed may have drawn the alignment away from a quote that was moved.
        let quote = self.look_for(self.passage.quote.clone(), stretch);
        whole
            .into_iter()
            .chain(quote)
            .max_by(|one, other| one.score.total_cmp(&other.score))
    }

    fn look_for(&self, part: Range<usize>, stretch: Range<usize>) -> Option<Candidate> {
        let pairs = align(self.passage, part, self.text.index().words(), stretch);
        self.judge(&Parts::of(self.passage, &pairs)?)
    }

    /// Where a candidate stands, to the end of its lines: a quote that was a whole line or paragraph
    /// is one again, if it begins or ends one, and the words that it ended or began with are gone.
    pub(super) fn whole_lines(&self, candidate: &Candidate) -> Range<usize> {
        let words = self.text.index().words();
        let edge_after = |at: usize| {
            words
                .get(at)
                .map_or(self.text.as_str().len(), |word| word.bytes().start)
        };
        let edge_before = |at: usize| {
            at.checked_sub(1)
                .and_then(|before| words.get(before))
                .map_or(0, |word| word.bytes().end)
        };
        let breaks = |at: usize| line_breaks(self.text.as_str(), edge_before(at)..edge_after(at));
        let Range { mut start, mut end } = candidate.bytes.clone();
        // As much as the quote has words: what is longer is more than a rewording.
        let reach = self.passage.quote.len();
        let (before, after) = self.passage.breaks;
        let (from, to) = (candidate.words.start, candidate.words.end);
        if before == 0 || after == 0 {
            return start..end;
        }
        if !candidate.bounded.1 && breaks(from) >= before {
            let mut ends = to..=(to + reach).min(words.len());
            end = ends
                .find(|&at| breaks(at) >= after)
                .map_or(end, edge_before);
        }
        if !candidate.bounded.0 && breaks(to) >= after {
            let mut starts = (from.saturating_sub(reach)..=from).rev();
            start = starts
                .find(|&at| breaks(at) >= before)
                .map_or(start, edge_after);
        }
        start..end
    }

    fn judge(&self, parts: &Parts<'_>) -> Option<Candidate> {
        let index = self.text.index();
        let words = parts.words(self.passage);
        let quote = self.passage.weight_of(self.passage.quote.clone());
        let found = index.weight_between(words.start, words.end);
        let kept = self.passage.worth_of(parts.quote);
        let (added, missing) = ((found - kept).max(0.0), (quote - kept).max(0.0));
        let kept = kept / (kept + ADDED * added + MISSING * missing).max(f32::EPSILON);
        let neighbours = self.neighbours(parts, &words);
        let headings = (self.weight_of_headings(), self.headings(words.start));
        let likeness = [
            (quote, kept),
            (neighbours.witness, neighbours.kept),
            headings,
        ];
        let weight = likeness
            .iter()
            .map(|(weight, _)| weight)
            .sum::<f32>()
            .max(f32::EPSILON);
        let likeness = likeness
            .iter()
            .map(|(weight, told)| weight * told)
            .sum::<f32>()
            / weight;
        let place = if self.place.is_some() { WITNESS } else { 0.0 };
        let score = likeness * weight + place * self.nearness(words.start);
        Some(Candidate {
            bytes: parts.bytes(self, &words)?,
            bounded: parts.bounded(self.passage),
            words,
            likeness: likeness.clamp(0.0, 1.0),
            found: (quote + neighbours.weight * neighbours.kept) * kept + headings.0 * headings.1,
            score: (score / (weight + place + DOUBT)).clamp(0.0, 1.0),
        })
    }

    fn neighbours(&self, parts: &Parts<'_>, words: &Range<usize>) -> Neighbours {
        let quote = &self.passage.quote;
        let start = parts.before.first().map_or(words.start, |pair| pair.text);
        let end = parts.after.last().map_or(words.end, |pair| pair.text + 1);
        let sides = [
            (0..quote.start, parts.before, start..words.start),
            (
                quote.end..self.passage.words.len(),
                parts.after,
                words.end..end,
            ),
        ];
        let (mut kept, mut neighbours) = (0.0, Neighbours::default());
        for (context, pairs, span) in sides {
            let weight = self.passage.weight_of(context);
            let worth = self.passage.worth_of(pairs);
            let span = self.text.index().weight_between(span.start, span.end);
            kept += worth * weight / (weight + (span - worth).max(0.0)).max(f32::EPSILON);
            neighbours.weight += weight;
        }
        if neighbours.weight > 0.0 {
            neighbours.witness = WITNESS;
            neighbours.kept = kept / neighbours.weight;
        }
        neighbours
    }

    fn nearness(&self, start: usize) -> f32 {
        let away = self.place.map_or(0, |place| place.abs_diff(start));
        1.0 - as_f32(away) / as_f32(self.text.index().words().len()).max(1.0)
    }

    fn weight_of_headings(&self) -> f32 {
        let known = !self.headings.is_empty() && self.text.headings_at(0).is_some();
        if known { WITNESS } else { 0.0 }
    }

    /// How much of the heading path is the same, from its root on.
    fn headings(&self, word: usize) -> f32 {
        let start = self
            .text
            .index()
            .words()
            .get(word)
            .map_or(0, |word| word.bytes().start);
        let now = self
            .text
            .headings_at(self.text.position_at(start))
            .unwrap_or_default();
        let same = now
            .iter()
            .zip(self.headings)
            .take_while(|(one, other)| one == other)
            .count();
        as_f32(same) / as_f32(now.len().max(self.headings.len())).max(1.0)
    }
}

/// What the context says of a candidate.
#[derive(Default)]
struct Neighbours {
    /// What its words weigh.
    weight: f32,
    /// What it weighs as a witness.
    witness: f32,
    /// How much of it stands next to the quote still; words between them count against it.
    kept: f32,
}

/// An alignment, divided as the passage is.
struct Parts<'a> {
    before: &'a [Pair],
    quote: &'a [Pair],
    after: &'a [Pair],
    first: Pair,
    last: Pair,
}

impl<'a> Parts<'a> {
    /// `None` if no word of the quote has a partner.
    fn of(passage: &Passage, pairs: &'a [Pair]) -> Option<Self> {
        let start = pairs.partition_point(|pair| pair.passage < passage.quote.start);
        let end = pairs.partition_point(|pair| pair.passage < passage.quote.end);
        let quote = pairs.get(start..end)?;
        Some(Self {
            before: pairs.get(..start)?,
            quote,
            after: pairs.get(end..)?,
            first: *quote.first()?,
            last: *quote.last()?,
        })
    }

    fn bounded(&self, passage: &Passage) -> (bool, bool) {
        (
            self.first.passage == passage.quote.start,
            self.last.passage + 1 == passage.quote.end,
        )
    }

    /// The words that stand for the quote: those from the first to the last one that has a partner,
    /// and before and after them the ones that replaced its borders, up to the context.
    fn words(&self, passage: &Passage) -> Range<usize> {
        let (mut start, mut end) = (self.first.text, self.last.text + 1);
        // Twice as many words as are missing may be a rewording; more are an insertion.
        let missing = self.first.passage.saturating_sub(passage.quote.start);
        if let Some(neighbour) = self.before.last().map(|pair| pair.text + 1)
            && start.saturating_sub(neighbour) <= 2 * missing
        {
            start = neighbour;
        }
        let missing = passage.quote.end.saturating_sub(self.last.passage + 1);
        if let Some(neighbour) = self.after.first().map(|pair| pair.text)
            && neighbour.saturating_sub(end) <= 2 * missing
        {
            end = neighbour;
        }
        start..end
    }

    /// Where the words stand; if the quote began or ended inside a word and that word is there
    /// still, it does so again.
    fn bytes(&self, search: &Search<'_>, words: &Range<usize>) -> Option<Range<usize>> {
        let (passage, text) = (search.passage, search.text.as_str());
        let all = search.text.index().words();
        let (first, last) = (
            all.get(words.start)?.bytes(),
            all.get(words.end.checked_sub(1)?)?.bytes(),
        );
        let unchanged = |pair: &Pair, bytes: &Range<usize>| {
            let sought = passage
                .words
                .get(pair.passage)
                .map(|word| word.word.bytes().len());
            pair.worth >= 1.0 && sought == Some(bytes.len())
        };
        let bounded = self.bounded(passage);
        let (mut start, mut end) = (first.start, last.end);
        if bounded.0 && unchanged(&self.first, &first) {
            start = text.floor_char_boundary(first.start + passage.cut_before);
        }
        if bounded.1 && unchanged(&self.last, &last) {
            end = text.floor_char_boundary(last.end.saturating_sub(passage.cut_after));
        }
        Some(if start < end {
            start..end
        } else {
            first.start..last.end
        })
    }
}
