//! A piece of a text around a query's words.

use std::ops::Range;

use pandect_core::query::Query;

use super::matcher::{Found, Matcher};
use crate::analysis::Language;

/// A piece of a text, on one line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// The piece, with an ellipsis where the text goes on.
    pub text: String,
    /// Where the query's words stand in it, in UTF-16 code units.
    pub hits: Vec<Range<u32>>,
}

/// Hits of one thing that are looked at.
const MAX_EACH: usize = 24;
/// So far behind the first hit a better place is looked for, in bytes.
const REACH: usize = 48_000;
/// A cut is moved to a space that is at most so many characters away.
const MAX_MOVE: usize = 24;

/// Quotes the piece of a text where most of what a query asks for stands together, as early as
/// possible; the beginning where none of it does. At most `max_chars` characters, and two ellipses.
pub fn snippet(text: &str, query: &Query, language: &str, max_chars: usize) -> Snippet {
    snippet_in(text, query, Language::of(language), max_chars)
}

/// The same, of a text in a language that is known to the analysis.
pub(crate) fn snippet_in(
    text: &str,
    query: &Query,
    language: Language,
    max_chars: usize,
) -> Snippet {
    let hits = hits(text, &Matcher::in_text(text, query, language), max_chars);
    let chosen = best_window(&hits, max_chars);
    let window = around(text, chosen.map(|range| &hits[range]), max_chars);
    let hits = hits.iter().map(|hit| hit.range.clone());
    quote(
        text,
        &window,
        hits.filter(|hit| window.start <= hit.start && hit.end <= window.end),
    )
}

fn hits(text: &str, matcher: &Matcher, max_chars: usize) -> Vec<Found> {
    let mut hits: Vec<Found> = Vec::new();
    let mut counts = vec![0_usize; matcher.wanted];
    let mut last_of = vec![None::<usize>; matcher.wanted];
    matcher.scan(text, |hit| {
        let end = hit.range.end;
        let first = hits.first().map_or(end, |first| first.range.start);
        counts[hit.wanted] += 1;
        last_of[hit.wanted] = Some(hit.range.start);
        if counts[hit.wanted] <= MAX_EACH {
            hits.push(hit);
        }
        // Everything that is asked for, in one piece: nothing better comes.
        let together = last_of
            .iter()
            .all(|last| last.is_some_and(|at| end - at <= max_chars));
        let enough = counts.iter().all(|count| *count >= MAX_EACH);
        !(together || enough) && end - first <= REACH
    });
    hits.sort_by_key(|hit| (hit.range.start, hit.range.end));
    hits
}

/// The run of hits that fits a piece and has the most of what is asked for, the earliest of equals.
fn best_window(hits: &[Found], max_chars: usize) -> Option<Range<usize>> {
    let mut best: Option<(usize, Range<usize>)> = None;
    for start in 0..hits.len() {
        let limit = hits[start].range.start.saturating_add(max_chars);
        let fits = |hit: &&Found| hit.range.end <= limit;
        let length = hits[start..].iter().take_while(fits).count().max(1);
        let run = &hits[start..start + length];
        let mut kinds: Vec<usize> = run.iter().map(|hit| hit.wanted).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let worth = kinds.len() * 8 + length.min(6);
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            best = Some((worth, start..start + length));
        }
    }
    best.map(|(_, range)| range)
}

/// The bytes of the piece: the hits, what fits before and behind them, cut at spaces.
fn around(text: &str, hits: Option<&[Found]>, max_chars: usize) -> Range<usize> {
    let (first, last) = match hits {
        Some([first, .., last]) => (first.range.start, last.range.end),
        Some([only]) => (only.range.start, only.range.end),
        _ => (0, 0),
    };
    let needed = text[first..last].chars().count();
    let lead = max_chars.saturating_sub(needed) / 3;
    let mut start = back(text, first, lead);
    if start > 0 {
        start = first_space(&text[start..first]).map_or(start, |space| start + space);
    }
    let mut end = forward(text, start, max_chars);
    if end < text.len() && end > last {
        end = last_space(&text[last..end]).map_or(end, |space| last + space);
    }
    start..end
}

fn back(text: &str, from: usize, count: usize) -> usize {
    text[..from]
        .char_indices()
        .rev()
        .take(count)
        .last()
        .map_or(from, |(at, _)| at)
}

fn forward(text: &str, from: usize, count: usize) -> usize {
    text[from..]
        .char_indices()
        .nth(count)
        .map_or(text.len(), |(at, _)| from + at)
}

fn first_space(text: &str) -> Option<usize> {
    let near = text
        .char_indices()
        .take(MAX_MOVE)
        .find(|(_, one)| one.is_whitespace());
    near.map(|(at, space)| at + space.len_utf8())
}

fn last_space(text: &str) -> Option<usize> {
    text.char_indices()
        .rev()
        .take(MAX_MOVE)
        .find(|(_, one)| one.is_whitespace())
        .map(|(at, _)| at)
}

/// Writes the piece on one line and counts where the hits come to stand.
fn quote(text: &str, window: &Range<usize>, hits: impl Iterator<Item = Range<usize>>) -> Snippet {
    let mut made = Snippet::default();
    let mut units = 0_u32;
    let mut push = |made: &mut Snippet, character: char| {
        made.text.push(character);
        units += if character.len_utf16() == 1 { 1 } else { 2 };
        units
    };
    let mut position = if window.start > 0 {
        push(&mut made, '…')
    } else {
        0
    };
    let mut hits = hits.peekable();
    let mut open: Option<Range<usize>> = None;
    for (at, character) in text[window.clone()].char_indices() {
        let at = window.start + at;
        if open.as_ref().is_some_and(|hit| hit.end <= at) {
            open = None;
        }
        while let Some(hit) = hits.next_if(|hit| hit.start <= at) {
            if let Some(open) = &mut open {
                open.end = open.end.max(hit.end);
            } else {
                made.hits.push(position..position);
                open = Some(hit);
            }
        }
        let space = character.is_whitespace() || character.is_control();
        if space && (made.text.is_empty() || made.text.ends_with([' ', '…'])) {
            continue;
        }
        position = push(&mut made, if space { ' ' } else { character });
        if let (Some(_), Some(last)) = (&open, made.hits.last_mut()) {
            last.end = position;
        }
    }
    made.text.truncate(made.text.trim_end().len());
    if window.end < text.len() {
        made.text.push('…');
    }
    made
}
