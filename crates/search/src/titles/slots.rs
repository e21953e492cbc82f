//! Titles that have a word for each word typed.
//!
//! What may stand for a typed word is a slot: stretches of the alphabet of terms. One exact term,
//! all terms with a prefix, and the terms within some edits are all slots. The slot that fewest
//! titles have leads: its titles come in the order of importance, and the terms of each are tested
//! against the other slots.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use fst::raw::Output;

use super::index::{Postings, TitleIndex};
use super::walk::{self, Match, Pattern};
use crate::cancel::Cancel;

/// Nodes visited for one edit and for two.
const VISITS: [usize; 3] = [0, 60_000, 200_000];

/// Terms that may stand for one typed word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slot {
    /// Stretches of term numbers, rising, end excluded.
    ranges: Vec<(u32, u32)>,
    /// Bytes that their ranks take.
    weight: u64,
}

impl Slot {
    /// The term itself.
    pub(crate) fn exact(index: &TitleIndex, term: &str) -> Self {
        let found = index.terms.get(term).map(Output::value);
        Self::new(
            index,
            found
                .map(|value| Match {
                    first: value,
                    last: value,
                })
                .into_iter(),
        )
    }

    /// Every term that begins so.
    pub(crate) fn prefix(index: &TitleIndex, term: &str) -> Self {
        Self::new(index, walk::prefix(&index.terms, term).into_iter())
    }

    /// Every term within some edits; or whose beginning is.
    pub(crate) fn near(
        index: &TitleIndex,
        term: &str,
        edits: u8,
        prefix: bool,
        cancel: &Cancel,
    ) -> Self {
        let characters: Vec<char> = term.chars().collect();
        let visits = VISITS[usize::from(edits.min(2))];
        let pattern = Pattern {
            characters: &characters,
            edits,
            prefix,
            visits,
        };
        Self::new(
            index,
            walk::walk(&index.terms, &pattern, cancel).into_iter(),
        )
    }

    fn new(index: &TitleIndex, found: impl Iterator<Item = Match>) -> Self {
        let mut slot = Self::default();
        let number = |value: u64| u32::try_from(value).unwrap_or(u32::MAX - 1);
        for one in found {
            let (first, end) = (number(one.first), number(one.last).saturating_add(1));
            match slot.ranges.last_mut() {
                Some((_, last)) if *last >= first => *last = end.max(*last),
                _ => slot.ranges.push((first, end)),
            }
        }
        for (first, end) in &slot.ranges {
            slot.weight += u64::from(index.posting_bytes(*first, *end));
        }
        slot
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    fn contains(&self, term: u32) -> bool {
        let after = self.ranges.partition_point(|(first, _)| *first <= term);
        after
            .checked_sub(1)
            .is_some_and(|at| term < self.ranges[at].1)
    }
}

/// Calls `each` with the rank of every title that has a term for each slot, rising, until it says
/// to stop or `tests` titles were tested. `tests` goes down by those that were.
pub(crate) fn titles_with(
    index: &TitleIndex,
    slots: &[&Slot],
    tests: &mut usize,
    cancel: &Cancel,
    mut each: impl FnMut(u32) -> bool,
) {
    if slots.iter().any(|slot| slot.is_empty()) {
        return;
    }
    let leader = slots.iter().enumerate().min_by_key(|(_, slot)| slot.weight);
    let Some((leading, leader)) = leader else {
        return;
    };
    for (count, rank) in Union::new(index, leader).enumerate() {
        if *tests == 0 || (count % 512 == 511 && cancel.is_cancelled()) {
            return;
        }
        *tests -= 1;
        if fits(index, slots, leading, rank) && !each(rank) {
            return;
        }
    }
}

fn fits(index: &TitleIndex, slots: &[&Slot], leading: usize, rank: u32) -> bool {
    // At most 32 slots are asked about: one bit each for those that no term has met yet.
    let mut open = (1_u32 << slots.len().min(31)) - 1;
    open &= !(1 << leading);
    if open == 0 {
        return true;
    }
    index.terms_of(rank, |term| {
        for (at, slot) in slots.iter().enumerate() {
            if open & (1 << at) != 0 && slot.contains(term) {
                open &= !(1 << at);
            }
        }
        open != 0
    });
    open == 0
}

/// The ranks of all terms of a slot, rising, each once.
struct Union<'a> {
    index: &'a TitleIndex,
    sources: Vec<Source<'a>>,
    /// The next rank of each source.
    heap: BinaryHeap<Reverse<(u32, usize)>>,
    last: Option<u32>,
}

enum Source<'a> {
    /// Terms none of whose ranks came yet; `best` has the least first rank.
    Range { first: u32, end: u32, best: u32 },
    /// The rest of one term.
    Term(Postings<'a>),
}

impl<'a> Union<'a> {
    fn new(index: &'a TitleIndex, slot: &Slot) -> Self {
        let mut union = Self {
            index,
            sources: Vec::new(),
            heap: BinaryHeap::new(),
            last: None,
        };
        for (first, end) in &slot.ranges {
            union.add_range(*first, *end);
        }
        union
    }

    fn add_range(&mut self, first: u32, end: u32) {
        let head = |at| self.index.heads.get(at);
        if let Some(best) = self.index.least_head.least(first, end, head) {
            self.heap.push(Reverse((head(best), self.sources.len())));
            self.sources.push(Source::Range { first, end, best });
        }
    }

    fn take(&mut self) -> Option<u32> {
        let Reverse((rank, source)) = self.heap.pop()?;
        match &mut self.sources[source] {
            Source::Term(postings) => {
                if let Some(next) = postings.next() {
                    self.heap.push(Reverse((next, source)));
                }
            }
            Source::Range { first, end, best } => {
                let (first, end, best) = (*first, *end, *best);
                let mut postings = self.index.postings(best);
                postings.next();
                if let Some(next) = postings.next() {
                    self.heap.push(Reverse((next, source)));
                }
                self.sources[source] = Source::Term(postings);
                self.add_range(first, best);
                self.add_range(best + 1, end);
            }
        }
        Some(rank)
    }
}

impl Iterator for Union<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        loop {
            let rank = self.take()?;
            if self.last != Some(rank) {
                self.last = Some(rank);
                return Some(rank);
            }
        }
    }
}

/// The ranks at a stretch of positions, rising: the best titles with a beginning.
pub(crate) struct BestTitles<'a> {
    index: &'a TitleIndex,
    heap: BinaryHeap<Reverse<(u32, u32, u32, u32)>>,
}

impl<'a> BestTitles<'a> {
    pub(crate) fn new(index: &'a TitleIndex, first: u32, end: u32) -> Self {
        let mut best = Self {
            index,
            heap: BinaryHeap::new(),
        };
        best.add(first, end.min(index.entries));
        best
    }

    fn add(&mut self, first: u32, end: u32) {
        let rank = |at| self.index.ranks.get(at);
        if let Some(at) = self.index.least_rank.least(first, end, rank) {
            self.heap.push(Reverse((rank(at), at, first, end)));
        }
    }
}

impl Iterator for BestTitles<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let Reverse((rank, at, first, end)) = self.heap.pop()?;
        self.add(first, at);
        self.add(at + 1, end);
        Some(rank)
    }
}
