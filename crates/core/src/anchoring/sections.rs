//! Finding a section again: by its anchor, its headings, and what it begins with.

use serde::{Deserialize, Serialize};

use super::Status;
use super::index::as_f32;
use super::words::split_words;

/// How a mark holds a section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionTarget {
    /// Its anchor within the article.
    pub anchor: String,
    /// The headings it stands under, outermost first, its own last.
    pub headings: Vec<String>,
    /// Which of the article's sections it was, counted from 0.
    pub ordinal: u32,
    /// Its first 200 characters, without the heading.
    pub opening: String,
}

/// A section of the article as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionText {
    /// Its anchor within the article.
    pub anchor: String,
    /// The headings it stands under, outermost first, its own last.
    pub headings: Vec<String>,
    /// What it begins with; more than 200 characters are not needed.
    pub opening: String,
}

/// Where a section stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectionPlacement {
    /// What became of the section.
    pub status: Status,
    /// Which of the sections it is; `None` if, and only if, it is orphaned.
    pub index: Option<usize>,
}

/// What each witness weighs: what a section says identifies it, the more of it is known; its heading
/// comes next; anchors are made from headings or counted, and say little of their own.
const OPENING_WORD: f32 = 0.35;
const MOST_OPENING: f32 = 4.0;
const HEADING: f32 = 1.5;
const ANCHOR: f32 = 1.0;
const PATH: f32 = 0.5;
/// What is left to the order of the sections: it decides between equals.
const ORDER: f32 = 0.05;

/// The score below which a section is another one.
const FLOOR: f32 = 0.4;
/// The score from which a changed section is taken for sure.
const SURE: f32 = 0.55;
/// The part of what the runner-up lacks that the best must not lack.
const CLEAR: f32 = 0.3;

/// Characters of an opening that are compared.
const OPENING_LENGTH: usize = 200;

/// Finds a section among those that an article has now.
#[must_use]
pub fn place_section(target: &SectionTarget, sections: &[SectionText]) -> SectionPlacement {
    let sought = Sought::new(target);
    let orphan = SectionPlacement {
        status: Status::Orphaned,
        index: None,
    };
    let mut best: Option<(usize, f32)> = None;
    let mut runner_up = 0.0_f32;
    for (index, section) in sections.iter().enumerate() {
        let score = sought.score(section) + ORDER * sought.nearness(index, sections.len());
        match best {
            Some((_, high)) if score <= high => runner_up = runner_up.max(score),
            _ => {
                runner_up = best.map_or(0.0, |(_, high)| high);
                best = Some((index, score));
            }
        }
    }
    let Some((index, section, score)) =
        best.and_then(|(index, score)| Some((index, sections.get(index)?, score)))
    else {
        return orphan;
    };
    let margin = (score - runner_up) / (1.0 + ORDER - runner_up).max(ORDER);
    let status = if sought.is_verbatim(section) {
        Status::Exact
    } else if score < FLOOR {
        return orphan;
    } else if score >= SURE && margin >= CLEAR {
        Status::Relocated
    } else {
        Status::Approximate
    };
    SectionPlacement {
        status,
        index: Some(index),
    }
}

struct Sought<'a> {
    target: &'a SectionTarget,
    heading: Vec<u32>,
    opening: Vec<u32>,
}

impl<'a> Sought<'a> {
    fn new(target: &'a SectionTarget) -> Self {
        let heading = keys(last(&target.headings));
        Self {
            target,
            heading,
            opening: keys(&target.opening),
        }
    }

    /// Whether it has the same anchor, and the same heading or beginning.
    fn is_verbatim(&self, section: &SectionText) -> bool {
        let same_heading = self.heading == keys(last(&section.headings));
        let same_opening = !self.opening.is_empty() && self.opening == keys(&section.opening);
        self.target.anchor == section.anchor && (same_heading || same_opening)
    }

    fn score(&self, section: &SectionText) -> f32 {
        let same_anchor = self.target.anchor == section.anchor;
        let parents = |path: &[String]| path.split_last().map_or(0, |(_, parents)| parents.len());
        let (now, then) = (parents(&section.headings), parents(&self.target.headings));
        let same = section
            .headings
            .iter()
            .take(now)
            .zip(self.target.headings.iter().take(then));
        let same = same.take_while(|(one, other)| one == other).count();
        let path = if now.max(then) == 0 {
            1.0
        } else {
            as_f32(same) / as_f32(now.max(then))
        };
        let opening = keys(&section.opening);
        // A heading with another one right below has no text, and is not known by it.
        let words = self.opening.len().max(opening.len()) / 2;
        let opening_weight = (OPENING_WORD * as_f32(words)).min(MOST_OPENING);
        let told = ANCHOR * if same_anchor { 1.0 } else { 0.0 }
            + HEADING * overlap(&self.heading, &keys(last(&section.headings)))
            + PATH * path
            + opening_weight * overlap(&self.opening, &opening);
        told / (ANCHOR + HEADING + PATH + opening_weight)
    }

    fn nearness(&self, index: usize, count: usize) -> f32 {
        let then = usize::try_from(self.target.ordinal)
            .unwrap_or(usize::MAX)
            .min(count);
        1.0 - as_f32(then.abs_diff(index)) / as_f32(count.max(1))
    }
}

fn last(headings: &[String]) -> &str {
    headings.last().map_or("", String::as_str)
}

/// The keys of the words and of all pairs of neighbours, sorted: so that two texts that share
/// little more than what every sentence has are not much alike.
fn keys(text: &str) -> Vec<u32> {
    let end = text
        .char_indices()
        .nth(OPENING_LENGTH)
        .map_or(text.len(), |(at, _)| at);
    let words = split_words(text.get(..end).unwrap_or_default());
    let single = words.iter().map(|word| word.key);
    let pairs = words.iter().zip(words.iter().skip(1));
    let pairs = pairs.map(|(one, other)| one.key.rotate_left(7) ^ other.key.wrapping_mul(31));
    let mut keys: Vec<u32> = single.chain(pairs).collect();
    keys.sort_unstable();
    keys
}

/// The part of the words that both have (Dice's coefficient).
fn overlap(one: &[u32], other: &[u32]) -> f32 {
    if one.is_empty() && other.is_empty() {
        return 1.0;
    }
    let mut others = other.iter().peekable();
    let mut both = 0;
    for key in one {
        while others.next_if(|other| *other < key).is_some() {}
        both += usize::from(others.next_if(|other| *other == key).is_some());
    }
    2.0 * as_f32(both) / as_f32(one.len() + other.len())
}
