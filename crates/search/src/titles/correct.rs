//! The word that somebody meant: the words of titles are the dictionary.

use pandect_core::fold::fold;

use super::index::TitleIndex;
use super::suggest::edits_borne;
use super::terms;
use super::walk::{self, Pattern};
use crate::cancel::Cancel;

/// Nodes that are visited for one word.
const VISITS: usize = 100_000;

/// The word of the titles that is most like one that no title has, folded; of several that of the most
/// titles. Nothing where the word is known, or too short to be told from others.
pub fn correct(indexes: &[&TitleIndex], word: &str, cancel: &Cancel) -> Option<String> {
    let folded = fold(word);
    let words = terms::of_query(&folded);
    let [term] = words.as_slice() else {
        return None;
    };
    if indexes.iter().any(|index| index.terms.get(term).is_some()) {
        return None;
    }
    let characters: Vec<char> = term.chars().collect();
    (1..=edits_borne(characters.iter().copied())).find_map(|edits| {
        let near = indexes.iter().filter_map(|index| {
            let pattern = Pattern {
                characters: &characters,
                edits,
                prefix: false,
                visits: VISITS,
            };
            most_used(index, &pattern, cancel)
        });
        let (_, word) = near.max_by_key(|(weight, _)| *weight)?;
        Some(word)
    })
}

/// The word within a pattern that takes the most room in the lists of titles.
fn most_used(index: &TitleIndex, pattern: &Pattern<'_>, cancel: &Cancel) -> Option<(u32, String)> {
    let found = walk::walk(&index.terms, pattern, cancel);
    let terms = found
        .into_iter()
        .flat_map(|stretch| stretch.first..=stretch.last);
    let weighed = terms.map(|term| {
        let number = u32::try_from(term).unwrap_or(u32::MAX - 1);
        (index.posting_bytes(number, number + 1), term)
    });
    let (weight, term) = weighed.max_by_key(|(weight, _)| *weight)?;
    Some((weight, walk::key_at(&index.terms, term)))
}
