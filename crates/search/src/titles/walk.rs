//! Keys of an fst that are within some edits of a word, by characters.
//!
//! An edit is a character too many, missing or wrong, or two neighbours swapped (the restricted
//! Damerau distance). The walk goes down the fst with one row of the distance matrix a character,
//! of which only the band around the diagonal matters, and turns back where no cell is within the
//! limit. Where no edit is left, only the characters of the pattern are tried.
//!
//! Values rise with the keys in both of our fsts. Then the outputs on the way to a node are the
//! least value below it, and the values below it are a stretch.

use fst::raw::{Fst, Node, Output};

use crate::cancel::Cancel;

/// At most so many edits can be asked for.
pub(crate) const MAX_EDITS: u8 = 2;
/// Longer patterns are not walked.
pub(crate) const MAX_PATTERN: usize = 80;

const BAND: usize = 2 * MAX_EDITS as usize + 1;
type Row = [u8; BAND];

/// What to look for.
pub(crate) struct Pattern<'a> {
    /// The characters.
    pub(crate) characters: &'a [char],
    /// How many edits are forgiven, at most [`MAX_EDITS`].
    pub(crate) edits: u8,
    /// Whether keys that only begin so fit too.
    pub(crate) prefix: bool,
    /// At most so many nodes are visited.
    pub(crate) visits: usize,
}

/// Keys that fit: those whose values are `first..=last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) first: u64,
    pub(crate) last: u64,
}

/// Finds the keys within some edits, in the order of the fst.
pub(crate) fn walk<D: AsRef<[u8]>>(
    fst: &Fst<D>,
    pattern: &Pattern<'_>,
    cancel: &Cancel,
) -> Vec<Match> {
    if pattern.characters.len() > MAX_PATTERN || pattern.edits > MAX_EDITS {
        return Vec::new();
    }
    let mut walker = Walker {
        fst,
        pattern,
        cancel,
        rows: vec![first_row(pattern)],
        path: Vec::new(),
        matches: Vec::new(),
        visits: 0,
    };
    walker.visit(&fst.root(), Output::zero());
    walker.matches.sort_unstable_by_key(|found| found.first);
    walker.matches.dedup();
    walker.matches
}

/// The greatest value below a node that was reached with `output`.
pub(crate) fn last_value<D: AsRef<[u8]>>(
    fst: &Fst<D>,
    node: &Node<'_>,
    output: Output,
) -> Option<u64> {
    if node.is_empty() {
        return node
            .is_final()
            .then(|| output.cat(node.final_output()).value());
    }
    let transition = node.transition(node.len() - 1);
    last_value(fst, &fst.node(transition.addr), output.cat(transition.out))
}

/// The values of all keys that begin with `prefix`.
pub(crate) fn prefix<D: AsRef<[u8]>>(fst: &Fst<D>, prefix: &str) -> Option<Match> {
    let mut node = fst.root();
    let mut output = Output::zero();
    for byte in prefix.bytes() {
        let transition = node.transition(node.find_input(byte)?);
        output = output.cat(transition.out);
        node = fst.node(transition.addr);
    }
    Some(Match {
        first: output.value(),
        last: last_value(fst, &node, output)?,
    })
}

/// The key whose value is the greatest that is not above `value`.
pub(crate) fn key_at<D: AsRef<[u8]>>(fst: &Fst<D>, value: u64) -> String {
    let mut key = Vec::new();
    let mut node = fst.root();
    let mut output = 0;
    loop {
        // Transitions are in the order of their keys, and so of their least values.
        let (mut low, mut high) = (0, node.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if node.transition(middle).out.value().saturating_add(output) <= value {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let Some(chosen) = low.checked_sub(1) else {
            return String::from_utf8(key).unwrap_or_default();
        };
        let transition = node.transition(chosen);
        key.push(transition.inp);
        output += transition.out.value();
        node = fst.node(transition.addr);
    }
}

struct Walker<'a, D> {
    fst: &'a Fst<D>,
    pattern: &'a Pattern<'a>,
    cancel: &'a Cancel,
    /// One row a character of the path, and the one before them.
    rows: Vec<Row>,
    path: Vec<char>,
    matches: Vec<Match>,
    visits: usize,
}

/// A character of which some bytes were read.
#[derive(Clone, Copy)]
struct Partial {
    code: u32,
    missing: u8,
}

impl<D: AsRef<[u8]>> Walker<'_, D> {
    fn visit(&mut self, node: &Node<'_>, output: Output) {
        self.visits += 1;
        let spent = self.visits > self.pattern.visits;
        if spent || (self.visits.is_multiple_of(1024) && self.cancel.is_cancelled()) {
            self.visits = usize::MAX - 1;
            return;
        }
        let Some(&row) = self.rows.last() else { return };
        if self.cell(row, self.pattern.characters.len()) <= self.pattern.edits {
            if self.pattern.prefix {
                return self.keep_all(node, output);
            }
            if node.is_final() {
                let value = output.cat(node.final_output()).value();
                self.matches.push(Match {
                    first: value,
                    last: value,
                });
            }
        }
        if row.iter().min() == Some(&self.pattern.edits) {
            self.follow_pattern(node, output);
        } else {
            let start = Partial {
                code: 0,
                missing: 0,
            };
            self.follow_all(node, output, start);
        }
    }

    /// Goes on with every character that the fst has here.
    fn follow_all(&mut self, node: &Node<'_>, output: Output, partial: Partial) {
        for transition in node.transitions() {
            let Some(next) = partial.with(transition.inp) else {
                continue;
            };
            let child = self.fst.node(transition.addr);
            let output = output.cat(transition.out);
            if next.missing > 0 {
                self.follow_all(&child, output, next);
            } else if let Some(character) = char::from_u32(next.code) {
                self.enter(&child, output, character);
            }
        }
    }

    /// Goes on with the characters of the pattern that stand around here; no other can fit.
    fn follow_pattern(&mut self, node: &Node<'_>, output: Output) {
        let reach = usize::from(self.pattern.edits);
        let depth = self.path.len();
        let end = self.pattern.characters.len().min(depth + reach + 1);
        let near = &self.pattern.characters[depth.saturating_sub(reach + 1).min(end)..end];
        for (index, character) in near.iter().enumerate() {
            if near[..index].contains(character) {
                continue;
            }
            if let Some((child, output)) = child(self.fst, node, output, *character) {
                self.enter(&child, output, *character);
            }
        }
    }

    fn enter(&mut self, child: &Node<'_>, output: Output, character: char) {
        let row = self.next_row(character);
        if row.iter().all(|cell| *cell > self.pattern.edits) {
            return;
        }
        self.rows.push(row);
        self.path.push(character);
        self.visit(child, output);
        self.path.pop();
        self.rows.pop();
    }

    fn keep_all(&mut self, node: &Node<'_>, output: Output) {
        if let Some(last) = last_value(self.fst, node, output) {
            self.matches.push(Match {
                first: output.value(),
                last,
            });
        }
    }

    /// The distance between the path and the first `column` characters of the pattern.
    fn cell(&self, row: Row, column: usize) -> u8 {
        (column + usize::from(self.pattern.edits))
            .checked_sub(self.path.len())
            .and_then(|at| row.get(at))
            .copied()
            .unwrap_or(u8::MAX)
    }

    /// The row after one more character. Cell `b` of the row of depth `d` is about the first
    /// `d + b - edits` characters of the pattern.
    fn next_row(&self, character: char) -> Row {
        let pattern = self.pattern.characters;
        let edits = usize::from(self.pattern.edits);
        let depth = self.path.len() + 1;
        let above = self.rows[self.rows.len() - 1];
        let two_above = self.rows.len().checked_sub(2).map(|at| self.rows[at]);
        let mut row = [u8::MAX; BAND];
        for at in 0..=2 * edits {
            let Some(column) = (depth + at).checked_sub(edits) else {
                continue;
            };
            if column > pattern.len() {
                break;
            }
            let mut best = above
                .get(at + 1)
                .map_or(u8::MAX, |cell| cell.saturating_add(1));
            if at > 0 {
                best = best.min(row[at - 1].saturating_add(1));
            }
            if column > 0 {
                let differs = u8::from(pattern[column - 1] != character);
                best = best.min(above[at].saturating_add(differs));
            }
            if let Some(two_above) = two_above
                && column > 1
                && pattern[column - 2] == character
                && self.path.last() == Some(&pattern[column - 1])
            {
                best = best.min(two_above[at].saturating_add(1));
            }
            row[at] = best;
        }
        row
    }
}

/// The node that one character more leads to.
fn child<'f, D: AsRef<[u8]>>(
    fst: &'f Fst<D>,
    node: &Node<'_>,
    output: Output,
    character: char,
) -> Option<(Node<'f>, Output)> {
    let mut buffer = [0; 4];
    let mut bytes = character.encode_utf8(&mut buffer).bytes();
    let first = node.transition(node.find_input(bytes.next()?)?);
    let mut reached = (fst.node(first.addr), output.cat(first.out));
    for byte in bytes {
        let transition = reached.0.transition(reached.0.find_input(byte)?);
        reached = (fst.node(transition.addr), reached.1.cat(transition.out));
    }
    Some(reached)
}

impl Partial {
    fn with(self, byte: u8) -> Option<Self> {
        if self.missing > 0 {
            let code = (self.code << 6) | u32::from(byte & 0x3f);
            return Some(Self {
                code,
                missing: self.missing - 1,
            });
        }
        let (bits, missing) = match byte {
            0..=0x7f => (byte, 0),
            0xc0..=0xdf => (byte & 0x1f, 1),
            0xe0..=0xef => (byte & 0x0f, 2),
            0xf0..=0xf7 => (byte & 0x07, 3),
            _ => return None,
        };
        Some(Self {
            code: u32::from(bits),
            missing,
        })
    }
}

fn first_row(pattern: &Pattern<'_>) -> Row {
    let mut row = [u8::MAX; BAND];
    for column in 0..=pattern.edits {
        if usize::from(column) <= pattern.characters.len() {
            row[usize::from(pattern.edits + column)] = column;
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// The whole matrix, as the books have it.
    fn distance(one: &[char], other: &[char]) -> usize {
        let mut rows = vec![vec![0; other.len() + 1]; one.len() + 1];
        for i in 0..=one.len() {
            for j in 0..=other.len() {
                rows[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let differs = usize::from(one[i - 1] != other[j - 1]);
                    let mut best = (rows[i - 1][j] + 1)
                        .min(rows[i][j - 1] + 1)
                        .min(rows[i - 1][j - 1] + differs);
                    if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                        best = best.min(rows[i - 2][j - 2] + 1);
                    }
                    best
                };
            }
        }
        rows[one.len()][other.len()]
    }

    fn fst_of(keys: &BTreeSet<String>) -> Fst<Vec<u8>> {
        Fst::from_iter_map(keys.iter().zip(0..)).unwrap()
    }

    fn found(keys: &BTreeSet<String>, word: &str, edits: u8, prefix: bool) -> BTreeSet<String> {
        let characters: Vec<char> = word.chars().collect();
        let pattern = Pattern {
            characters: &characters,
            edits,
            prefix,
            visits: 1 << 20,
        };
        let all: Vec<&String> = keys.iter().collect();
        walk(&fst_of(keys), &pattern, &Cancel::new())
            .into_iter()
            .flat_map(|found| found.first..=found.last)
            .map(|value| all[usize::try_from(value).unwrap()].clone())
            .collect()
    }

    proptest! {
        #[test]
        fn the_walk_finds_what_the_matrix_finds(
            keys in prop::collection::btree_set("[aбक京]{0,6}", 1..60),
            word in "[aбक京]{0,6}",
            edits in 0_u8..=2,
        ) {
            let characters: Vec<char> = word.chars().collect();
            let within = |text: &str| {
                distance(&characters, &text.chars().collect::<Vec<_>>()) <= usize::from(edits)
            };
            let whole: BTreeSet<String> = keys.iter().filter(|key| within(key)).cloned().collect();
            prop_assert_eq!(found(&keys, &word, edits, false), whole);
            let begins = |key: &&String| {
                key.char_indices().map(|(at, _)| at).chain([key.len()]).any(|at| within(&key[..at]))
            };
            let beginnings: BTreeSet<String> = keys.iter().filter(begins).cloned().collect();
            prop_assert_eq!(found(&keys, &word, edits, true), beginnings);
        }

        #[test]
        fn keys_and_prefixes_by_value(keys in prop::collection::btree_set("[abб]{0,5}", 1..60)) {
            let fst = Fst::from_iter_map(keys.iter().zip((0..).step_by(3))).unwrap();
            for (key, value) in keys.iter().zip((0..).step_by(3)) {
                for within in 0..3 {
                    prop_assert_eq!(&key_at(&fst, value + within), key);
                }
                let begins: Vec<u64> = keys
                    .iter()
                    .zip((0..).step_by(3))
                    .filter(|(other, _)| other.starts_with(key.as_str()))
                    .map(|(_, value)| value)
                    .collect();
                let expected = Match { first: begins[0], last: begins[begins.len() - 1] };
                prop_assert_eq!(prefix(&fst, key), Some(expected));
            }
        }
    }
}
