//! The best local alignment of a passage, with its context, with a stretch of a text.

use std::ops::Range;

use super::passage::{Passage, PassageWord};
use super::words::Word;

// Costs, where finding the rarest word of a text is worth one. They are low: that the words of a
// passage stand together at all is what the candidates were chosen for.

/// An interruption: the alignment goes on after words that have no partner.
const INTERRUPTION: f32 = 0.2;
/// A word that the text has more.
const INSERTED: f32 = 0.05;
/// A word that the passage has more.
const DROPPED: f32 = 0.02;
/// What a word is worth that only begins like the passage's.
const STEM_WORTH: f32 = 0.5;

/// A word of the passage and the word of the text that stands for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) passage: usize,
    pub(super) text: usize,
    /// 1 for the same word, less for one that begins like it.
    pub(super) worth: f32,
}

/// Aligns a part of the passage with a stretch of a text. The pairs rise in both.
pub(super) fn align(
    passage: &Passage,
    part: Range<usize>,
    text: &[Word],
    stretch: Range<usize>,
) -> Vec<Pair> {
    let (row, column) = (part.start, stretch.start);
    let sought = passage.words.get(part).unwrap_or_default();
    let mut pairs = align_all(sought, text.get(stretch).unwrap_or_default());
    for pair in &mut pairs {
        pair.passage += row;
        pair.text += column;
    }
    pairs
}

fn align_all(passage: &[PassageWord], words: &[Word]) -> Vec<Pair> {
    let mut steps = vec![Step::default(); words.len() * passage.len()];
    // What an alignment is worth whose last pair is here, and one that was interrupted before here.
    let mut row = vec![
        Cell {
            paired: f32::MIN,
            interrupted: f32::MIN
        };
        words.len()
    ];
    let (mut best, mut end) = (0.0, None);
    for (number, sought) in passage.iter().enumerate() {
        let (mut diagonal, mut left) = (
            Cell {
                paired: 0.0,
                interrupted: f32::MIN,
            },
            f32::MIN,
        );
        let row_steps = steps
            .chunks_exact_mut(words.len().max(1))
            .nth(number)
            .unwrap_or_default();
        for (column, (cell, word)) in row.iter_mut().zip(words).enumerate() {
            let above = *cell;
            let mut step = Step::default();
            let worth = likeness(&sought.word, word);
            cell.paired = f32::MIN;
            if worth > 0.0 {
                let mut earlier = 0.0;
                if diagonal.paired > earlier {
                    (earlier, step.pair) = (diagonal.paired, PairAfter::Pair);
                }
                if diagonal.interrupted > earlier {
                    (earlier, step.pair) = (diagonal.interrupted, PairAfter::Gap);
                }
                cell.paired = earlier + sought.weight * worth;
                if cell.paired > best {
                    (best, end) = (cell.paired, Some((number, column)));
                }
            }
            cell.interrupted = cell.paired - INTERRUPTION;
            if above.interrupted - DROPPED > cell.interrupted {
                (cell.interrupted, step.gap) = (above.interrupted - DROPPED, GapStep::Drop);
            }
            if left - INSERTED > cell.interrupted {
                (cell.interrupted, step.gap) = (left - INSERTED, GapStep::Insert);
            }
            (left, diagonal) = (cell.interrupted, above);
            if let Some(slot) = row_steps.get_mut(column) {
                *slot = step;
            }
        }
    }
    end.map_or_else(Vec::new, |end| trace_back(passage, words, &steps, end))
}

#[derive(Clone, Copy)]
struct Cell {
    paired: f32,
    interrupted: f32,
}

/// How the best alignments that end at a cell came there.
#[derive(Clone, Copy, Default)]
struct Step {
    pair: PairAfter,
    gap: GapStep,
}

/// What precedes a pair.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum PairAfter {
    #[default]
    Nothing,
    Pair,
    Gap,
}

/// How a gap goes on, read backwards.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum GapStep {
    /// It began after the pair of this cell.
    #[default]
    Open,
    Drop,
    Insert,
}

/// Walks back from the last pair to the first.
fn trace_back(
    passage: &[PassageWord],
    words: &[Word],
    steps: &[Step],
    end: (usize, usize),
) -> Vec<Pair> {
    let (mut row, mut column) = end;
    let mut pairs = Vec::new();
    let mut in_gap = false;
    while let Some(step) = steps.get(row * words.len() + column) {
        let mut left = column.checked_sub(1);
        let mut above = row.checked_sub(1);
        if in_gap {
            match step.gap {
                GapStep::Open => (in_gap, left, above) = (false, Some(column), Some(row)),
                GapStep::Drop => left = Some(column),
                GapStep::Insert => above = Some(row),
            }
        } else {
            let (Some(sought), Some(word)) = (passage.get(row), words.get(column)) else {
                break;
            };
            let worth = likeness(&sought.word, word);
            pairs.push(Pair {
                passage: row,
                text: column,
                worth,
            });
            match step.pair {
                PairAfter::Nothing => break,
                PairAfter::Pair => {}
                PairAfter::Gap => in_gap = true,
            }
        }
        let (Some(next_row), Some(next_column)) = (above, left) else {
            break;
        };
        (row, column) = (next_row, next_column);
    }
    pairs.reverse();
    pairs
}

fn likeness(one: &Word, other: &Word) -> f32 {
    if one.key == other.key {
        1.0
    } else if one.stem == other.stem {
        STEM_WORTH
    } else {
        0.0
    }
}
