//! The words of a text, where each of them occurs, and how much meeting it says.

use super::text::offset;
use super::words::{Word, split_words};

/// Occurrences that are counted one by one; beyond, how common a word is need not be exact.
const COUNTED: usize = 16;
/// What a punctuation mark says, against a word as rare: punctuation is edited freely.
const SIGN: f32 = 0.5;
/// Buckets are at most 2 to the power of this.
const MAX_BITS: u32 = 22;

/// Built by counting into buckets of hashes: in linear time, whatever the text.
pub(super) struct WordIndex {
    words: Vec<Word>,
    /// Where each bucket begins in `places`, and one end more.
    buckets: Vec<u32>,
    places: Vec<u32>,
    shift: u32,
    /// Makes the rarest word of any text weigh one.
    scale: f32,
}

impl WordIndex {
    pub(super) fn new(text: &str) -> Self {
        let words = split_words(text);
        // Twice as many buckets as words: few words share one.
        let bits = (usize::BITS - words.len().leading_zeros() + 1).clamp(4, MAX_BITS);
        let shift = u32::BITS - bits;
        let mut buckets = vec![0_u32; (1 << bits) + 1];
        for word in &words {
            if let Some(count) = buckets.get_mut(bucket_of(word.key, shift)) {
                *count += 1;
            }
        }
        let mut total = 0;
        for bucket in &mut buckets {
            total += *bucket;
            *bucket = total;
        }
        let mut places = vec![0_u32; words.len()];
        for (place, word) in words.iter().enumerate().rev() {
            if let Some(next) = buckets.get_mut(bucket_of(word.key, shift)) {
                *next -= 1;
                if let Some(slot) = places.get_mut(as_usize(*next)) {
                    *slot = offset(place);
                }
            }
        }
        let scale = 1.0 / (1.0 + as_f32(words.len())).ln().max(1.0);
        Self {
            words,
            buckets,
            places,
            shift,
            scale,
        }
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// The indices of the words that may have this key, in order: others may share the bucket.
    pub(super) fn bucket(&self, key: u32) -> &[u32] {
        let bucket = bucket_of(key, self.shift);
        let edge = |at: usize| self.buckets.get(at).map_or(0, |&edge| as_usize(edge));
        self.places
            .get(edge(bucket)..edge(bucket + 1))
            .unwrap_or_default()
    }

    pub(super) fn has_key(&self, place: u32, key: u32) -> bool {
        self.words
            .get(as_usize(place))
            .is_some_and(|word| word.key == key)
    }

    pub(super) fn contains(&self, key: u32) -> bool {
        self.bucket(key)
            .iter()
            .any(|&place| self.has_key(place, key))
    }

    /// How much meeting a word says, from 0 to 1: how rare it is in the text, squared as in the
    /// product of two tf-idf vectors.
    pub(super) fn weight(&self, word: &Word) -> f32 {
        let bucket = self.bucket(word.key);
        let count = if bucket.len() > COUNTED {
            bucket.len()
        } else {
            bucket
                .iter()
                .filter(|&&place| self.has_key(place, word.key))
                .count()
        };
        let frequency = as_f32(count + 1) / as_f32(self.words.len());
        let rarity = (1.0 + frequency.recip()).ln() * self.scale;
        rarity * rarity * if word.sign { SIGN } else { 1.0 }
    }

    /// What all words between two of them weigh together.
    pub(super) fn weight_between(&self, start: usize, end: usize) -> f32 {
        let words = self.words.get(start..end).unwrap_or_default();
        words.iter().map(|word| self.weight(word)).sum()
    }
}

/// Exact up to 65,535, and near enough beyond: counts are only compared with each other.
pub(super) fn as_f32(count: usize) -> f32 {
    u16::try_from(count).map_or_else(
        |_| f32::from(u16::try_from(count >> 12).unwrap_or(u16::MAX)) * 4096.0,
        f32::from,
    )
}

pub(super) fn as_usize(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// Multiplying spreads the keys over the upper bits, which the shift keeps.
fn bucket_of(key: u32, shift: u32) -> usize {
    as_usize(key.wrapping_mul(0x9e37_79b1) >> shift)
}
