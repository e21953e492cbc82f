//! The best of what was found.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::sync::atomic::{AtomicU32, Ordering as Memory};

use tantivy::{DocAddress, DocId, Score};

/// A document that fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub(super) score: Score,
    pub(super) source: usize,
    pub(super) address: DocAddress,
}

impl Found {
    pub(super) fn new(score: Score, source: usize, segment: u32, document: DocId) -> Self {
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
pub(super) struct Best {
    capacity: usize,
    heap: BinaryHeap<Found>,
}

impl Best {
    /// None yet, and never more than so many.
    pub(super) fn new(capacity: usize) -> Self {
        Self {
            capacity,
            heap: BinaryHeap::new(),
        }
    }

    /// What a document must score more than.
    pub(super) fn threshold(&self) -> Score {
        match self.heap.peek() {
            Some(worst) if self.heap.len() >= self.capacity => worst.score,
            _ => Score::MIN,
        }
    }

    pub(super) fn offer(&mut self, found: Found) {
        if self.heap.len() < self.capacity {
            self.heap.push(found);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && found < *worst
        {
            *worst = found;
        }
    }

    /// Takes the best of others in.
    pub(super) fn join(&mut self, others: Self) {
        for found in others.heap {
            self.offer(found);
        }
    }

    pub(super) fn into_sorted(self) -> Vec<Found> {
        self.heap.into_sorted_vec()
    }
}

/// What a document must score at least to be among the best of all segments, as far as those who look
/// through them at the same time know.
#[derive(Default)]
pub(super) struct Bar(AtomicU32);

impl Bar {
    /// As many as are wanted score so much or more.
    pub(super) fn raise(&self, score: Score) {
        // Of scores that are not negative the bits are in the order of the scores.
        self.0.fetch_max(score.max(0.0).to_bits(), Memory::Relaxed);
    }

    /// What a document must score more than. One that scores as much as the bar may stand before those
    /// that it was set by.
    pub(super) fn threshold(&self) -> Score {
        Score::from_bits(self.0.load(Memory::Relaxed)).next_down()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(score: Score, document: DocId) -> Found {
        Found::new(score, 0, 0, document)
    }

    #[test]
    fn the_best_of_two_are_the_best_of_both() {
        let (mut one, mut other) = (Best::new(3), Best::new(3));
        for (score, document) in [(1.0, 0), (4.0, 1), (2.0, 2), (3.0, 3)] {
            one.offer(found(score, document));
            other.offer(found(score, document + 4));
        }
        one.join(other);
        let sorted = one.into_sorted();
        assert_eq!(sorted, [found(4.0, 1), found(4.0, 5), found(3.0, 3)]);
    }

    #[test]
    fn a_bar_lets_equals_pass_and_never_falls() {
        let bar = Bar::default();
        assert!(bar.threshold() < 0.0, "nothing is held back at first");
        bar.raise(2.5);
        bar.raise(1.5);
        bar.raise(-1.0);
        assert!(bar.threshold() < 2.5 && bar.threshold() > 2.499);
    }
}
