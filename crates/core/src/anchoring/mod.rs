//! Finding the place of a mark again, in a text that has changed since the mark was made.
//!
//! A passage is looked for as *words*, not as characters: white space, case, and the shape of
//! quotation marks change without anybody having changed the text. Four steps:
//!
//! 1. **Verbatim.** Quote and context stand where they stood ([`Status::Exact`]), or stand
//!    together at one other place only.
//! 2. **Seeds.** The stretches of the text that share most of the passage's words, rare words
//!    counting more than common ones, are the candidates (seed and extend, as in BLAST: Altschul
//!    et al. 1990).
//! 3. **Alignment.** Prefix, quote and suffix are aligned as one sequence with each stretch (local
//!    alignment with affine gaps: Smith and Waterman 1981, Gotoh 1982). What the quote's words are
//!    aligned with is the passage; a context that still adjoins it fixes reworded borders.
//! 4. **Judgement.** Four witnesses are heard: the words of the quote, which weigh as much as they
//!    are rare (tf-idf, as in the cosine measure of Salton), its neighbours, the place, and the
//!    headings above it, which weigh as one rare word each. A long quote so speaks for itself; a
//!    short one needs its surroundings.
//!
//! How sure an answer is has two sides, and both must be good. The score says whether this is the
//! passage at all: it decides between a reworded passage and a look-alike of one that is gone, by
//! the share that was found again, and doubts a share of little more than one of much. The margin
//! says whether it is this one: how many rare words more than the runner-up it has, not what share
//! of them, because a few words of context settle it however long the quote is.
//!
//! Everything here is pure, deterministic and bounded: the candidates are few, the matrix of an
//! alignment is limited by `LONG` words of quote and `CONTEXT` characters of context, and a longer
//! quote is found by its two ends. Myers' bit-parallel matching (1999), which the Hypothesis
//! client uses, was the alternative: it counts characters that differ, and cannot tell a rare word
//! from a common one.
//!
//! Positions are UTF-16 code units; one inside a surrogate pair means the character it is in.

mod alignment;
mod candidates;
mod index;
mod judgement;
mod passage;
mod placement;
mod sections;
mod text;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use placement::place;
pub use sections::{SectionPlacement, SectionTarget, SectionText, place_section};
pub use text::{AnchorText, SectionSpan};

/// The hash of a page's text: equal hashes mean equal texts. Whoever makes pages decides how it is
/// computed; here it is only compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TextHash(pub u64);

/// A passage as stored: the W3C's TextPositionSelector and TextQuoteSelector, and what tells
/// copies of one sentence apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageSelector {
    /// Where the passage began, in UTF-16 code units of the page's text.
    pub start: u32,
    /// Where it ended. If `end - start` is not the length of `exact`, the place is taken as unknown.
    pub end: u32,
    /// The passage itself.
    pub exact: String,
    /// The text right before it.
    pub prefix: String,
    /// The text right after it.
    pub suffix: String,
    /// The headings above it, outermost first; empty if they are not known.
    pub headings: Vec<String>,
    /// The hash of the text that the passage was marked in, if known.
    pub text_hash: Option<TextHash>,
}

/// Characters of context that a description keeps on each side.
const DESCRIBED_CONTEXT: usize = 64;

impl PassageSelector {
    /// Describes the passage `start..end` of a text. `None` if that is empty, inverted, or not
    /// within the text.
    #[must_use]
    pub fn describe(text: &AnchorText<'_>, start: u32, end: u32) -> Option<Self> {
        let (from, to) = (text.byte_at(start)?, text.byte_at(end)?);
        let whole = text.as_str();
        let exact = whole.get(from..to).filter(|exact| !exact.is_empty())?;
        let (before, after) = (whole.get(..from)?, whole.get(to..)?);
        let prefix = before.char_indices().rev().nth(DESCRIBED_CONTEXT - 1);
        let suffix = after.char_indices().nth(DESCRIBED_CONTEXT);
        let start = text.position_at(from);
        Some(Self {
            start,
            end: text.position_at(to),
            exact: exact.to_owned(),
            prefix: before.get(prefix.map_or(0, |(at, _)| at)..)?.to_owned(),
            suffix: after
                .get(..suffix.map_or(after.len(), |(at, _)| at))?
                .to_owned(),
            headings: text.headings_at(start).unwrap_or_default().to_vec(),
            text_hash: text.hash(),
        })
    }
}

/// What became of a mark's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Verbatim at the stored place.
    Exact,
    /// Elsewhere or reworded, and sure.
    Relocated,
    /// The best candidate, and not sure: asks to be confirmed.
    Approximate,
    /// No candidate reaches the floor.
    Orphaned,
}

/// Where a passage stands now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// What became of the passage.
    pub status: Status,
    /// Its place in UTF-16 code units; `None` if, and only if, it is orphaned.
    pub range: Option<Range<u32>>,
    /// How well the place fits, from 0 to 1.
    pub score: f32,
    /// How clearly it is this place and no other, from 0 to 1.
    pub margin: f32,
    /// For an orphan: the place that comes nearest to it, to start looking from.
    pub suggestion: Option<Range<u32>>,
}
