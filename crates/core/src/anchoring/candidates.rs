//! Where in a text a passage may stand: the stretches that share most of its words.

use std::ops::Range;

use super::index::{WordIndex, as_usize};
use super::passage::Passage;

/// Occurrences of one word that are looked at, the nearest to the stored place.
const PLACES: usize = 512;
/// Stretches that are looked at closely: this many, fewer for a long passage.
const STRETCHES: usize = 8;
const FEWEST_STRETCHES: usize = 3;
/// Cells of all alignments together from which on a passage counts as long.
const CELLS: usize = 1 << 20;
/// What a stretch must share with the passage, against the best one. This is low because the quote
/// may have been moved, and the stretch that has its context be the best.
const RELEVANT: f32 = 0.2;

/// The stretches of the text, in words, that share most with the passage, best first.
///
/// A window a quarter longer than the passage slides over the text, so that the order of the words
/// and what was put between them do not matter yet.
pub(super) fn stretches(passage: &Passage, index: &WordIndex, near: usize) -> Vec<Range<usize>> {
    let length = passage.words.len();
    let sought = sought_words(passage);
    let hits = hits(&sought, index, near);
    let mut windows = best_windows(&sought, &hits, length + length / 4 + 8);
    windows.sort_by(|one, other| {
        let distance = |window: &Window| window.first.abs_diff(near);
        other
            .worth
            .total_cmp(&one.worth)
            .then(distance(one).cmp(&distance(other)))
    });
    let relevant = windows.first().map_or(0.0, |best| best.worth * RELEVANT);
    windows.retain(|window| window.worth >= relevant);
    let around = length / 2 + 8;
    let mut cells = 0;
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for window in windows {
        let middle = usize::midpoint(window.first, window.last);
        if stretches.iter().any(|stretch| stretch.contains(&middle)) {
            continue;
        }
        let end = (window.last + 1 + around).min(index.words().len());
        let stretch = window.first.saturating_sub(around)..end;
        cells += stretch.len() * length;
        stretches.push(stretch);
        if stretches.len() == STRETCHES || stretches.len() >= FEWEST_STRETCHES && cells > CELLS {
            break;
        }
    }
    stretches
}

/// A word of the passage, once, with the number of times it stands there.
struct Sought {
    key: u32,
    weight: f32,
    count: u32,
}

/// Where a word of the passage occurs in the text, and which one it is.
struct Hit {
    place: usize,
    sought: usize,
}

struct Window {
    worth: f32,
    first: usize,
    last: usize,
}

fn sought_words(passage: &Passage) -> Vec<Sought> {
    let mut words: Vec<(u32, f32)> = passage
        .words
        .iter()
        .map(|word| (word.word.key, word.weight))
        .collect();
    words.sort_unstable_by_key(|&(key, _)| key);
    let mut sought: Vec<Sought> = Vec::new();
    for (key, weight) in words {
        match sought.last_mut() {
            Some(last) if last.key == key => last.count += 1,
            _ => sought.push(Sought {
                key,
                weight,
                count: 1,
            }),
        }
    }
    sought
}

fn hits(sought: &[Sought], index: &WordIndex, near: usize) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (number, word) in sought.iter().enumerate() {
        let places = nearest(index.bucket(word.key), near).iter();
        let places = places.filter(|&&place| index.has_key(place, word.key));
        hits.extend(places.map(|&place| Hit {
            place: as_usize(place),
            sought: number,
        }));
    }
    hits.sort_unstable_by_key(|hit| hit.place);
    hits
}

fn nearest(places: &[u32], near: usize) -> &[u32] {
    let middle = places.partition_point(|&place| as_usize(place) < near);
    let start = middle
        .saturating_sub(PLACES / 2)
        .min(places.len().saturating_sub(PLACES));
    places
        .get(start..(start + PLACES).min(places.len()))
        .unwrap_or_default()
}

/// The best window that ends in each half window's length of text: one for each place, not many
/// for the best one.
fn best_windows(sought: &[Sought], hits: &[Hit], width: usize) -> Vec<Window> {
    let mut counts = vec![0_u32; sought.len()];
    let mut windows: Vec<Window> = Vec::new();
    let mut block = usize::MAX;
    let mut worth = 0.0;
    let mut leaving = hits.iter().peekable();
    for hit in hits {
        while let Some(old) = leaving.next_if(|old| old.place + width <= hit.place) {
            if let (Some(count), Some(word)) = (counts.get_mut(old.sought), sought.get(old.sought))
            {
                *count -= 1;
                worth -= if *count < word.count {
                    word.weight
                } else {
                    0.0
                };
            }
        }
        if let (Some(count), Some(word)) = (counts.get_mut(hit.sought), sought.get(hit.sought)) {
            worth += if *count < word.count {
                word.weight
            } else {
                0.0
            };
            *count += 1;
        }
        let first = leaving.peek().map_or(hit.place, |old| old.place);
        let window = Window {
            worth,
            first,
            last: hit.place,
        };
        match windows.last_mut() {
            Some(best) if block == hit.place / (width / 2) => {
                if worth > best.worth {
                    *best = window;
                }
            }
            _ => windows.push(window),
        }
        block = hit.place / (width / 2);
    }
    windows
}
