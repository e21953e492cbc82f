//! Choosing among the candidates, and saying how sure the choice is.

use std::ops::Range;

use super::candidates::stretches;
use super::judgement::{Candidate, Search, WITNESS};
use super::passage::Passage;
use super::text::AnchorText;
use super::words::split_words;
use super::{PassageSelector, Placement, Status};

// Where, in the histories of two books and of many source files' comments, passages that survive
// and look-alikes of ones that are gone are as many (the floor), and where next to none of these is
// left (sure); each of the texts alone puts them there too. More or less moves answers between sure
// and unsure, and hardly to wrong.

/// The score below which a candidate is a look-alike rather than the passage.
const FLOOR: f32 = 0.4;
/// The score from which a reworded passage is taken for sure.
const SURE: f32 = 0.5;
/// The margin from which an answer is sure to be this place: that of a lead by as much as one word
/// says that occurs nowhere else.
const CLEAR: f32 = 0.5;
/// The score from which a look-alike is worth showing to somebody who looks for an orphan.
const WORTH_SUGGESTING: f32 = 0.2;

/// Characters that quote and context must have together for one verbatim occurrence to settle it.
const TELLING: usize = 64;
/// Words from which on a quote is found by its two ends.
const LONG: usize = 256;
/// Bytes of a long quote that are looked for at each end.
const END: usize = 800;

/// Finds the place of a passage in a text.
#[must_use]
pub fn place(selector: &PassageSelector, text: &AnchorText<'_>) -> Placement {
    if let Some(range) = at_stored_place(selector, text) {
        return sure(Status::Exact, range);
    }
    if let Some(range) = at_one_place_only(selector, text) {
        return sure(Status::Relocated, range);
    }
    match ends_of(selector) {
        Some([head, tail]) => between(
            &place_by_words(&head, text),
            &place_by_words(&tail, text),
            selector,
        ),
        None => place_by_words(selector, text),
    }
}

fn sure(status: Status, range: Range<u32>) -> Placement {
    Placement {
        status,
        range: Some(range),
        score: 1.0,
        margin: 1.0,
        suggestion: None,
    }
}

/// The stored place, if the quote stands there still and the text or the context is the same.
fn at_stored_place(selector: &PassageSelector, text: &AnchorText<'_>) -> Option<Range<u32>> {
    let bytes = stored_bytes(selector, text)?;
    let same_text = text.hash().is_some() && text.hash() == selector.text_hash;
    let same_context = || {
        let before = text.as_str().get(..bytes.start)?;
        let after = text.as_str().get(bytes.end..)?;
        Some(before.ends_with(&selector.prefix) && after.starts_with(&selector.suffix))
    };
    (same_text || same_context() == Some(true)).then(|| text.positions_of(&bytes))
}

/// The stored place in bytes, if the quote stands there verbatim.
fn stored_bytes(selector: &PassageSelector, text: &AnchorText<'_>) -> Option<Range<usize>> {
    let bytes = text.byte_at(selector.start)?..text.byte_at(selector.end)?;
    let exact = text.as_str().get(bytes.clone())?;
    (!exact.is_empty() && exact == selector.exact).then_some(bytes)
}

/// The one place where prefix, quote and suffix stand together verbatim.
fn at_one_place_only(selector: &PassageSelector, text: &AnchorText<'_>) -> Option<Range<u32>> {
    let whole = [selector.prefix.as_str(), &selector.exact, &selector.suffix].concat();
    if selector.exact.is_empty() || whole.chars().nth(TELLING - 1).is_none() {
        return None;
    }
    let at = text.as_str().find(&whole)?;
    let next = text.as_str().ceil_char_boundary(at + 1);
    if text.as_str().get(next..)?.contains(&whole) {
        return None;
    }
    let start = at + selector.prefix.len();
    Some(text.positions_of(&(start..start + selector.exact.len())))
}

/// The best candidate, by words.
fn place_by_words(selector: &PassageSelector, text: &AnchorText<'_>) -> Placement {
    let passage = Passage::new(selector, text.index());
    if passage.quote.is_empty() {
        return orphan(None);
    }
    let place = stored_word(selector, text);
    let search = Search {
        passage: &passage,
        text,
        place,
        headings: &selector.headings,
    };
    let Some((best, rival)) = best_two(&search) else {
        return orphan(None);
    };
    let margin = rival.map_or(1.0, |rival| margin(best.found - rival.found));
    let verbatim = verbatim_around(selector, &passage, text, &best.bytes);
    let range = text.positions_of(
        &verbatim
            .clone()
            .unwrap_or_else(|| search.whole_lines(&best)),
    );
    if best.score < FLOOR {
        let suggestion = (best.score >= WORTH_SUGGESTING).then_some(range);
        return Placement {
            score: best.score,
            margin,
            ..orphan(suggestion)
        };
    }
    let status = if verbatim.is_some() && range == (selector.start..selector.end) {
        Status::Exact
    } else if best.score >= SURE && margin >= CLEAR {
        Status::Relocated
    } else {
        Status::Approximate
    };
    Placement {
        status,
        range: Some(range),
        score: best.score,
        margin,
        suggestion: None,
    }
}

/// How clear a lead is, from 0 to 1: nothing is for sure, not even a long one.
fn margin(lead: f32) -> f32 {
    let lead = lead.max(0.0);
    lead / (lead + WITNESS)
}

fn orphan(best: Option<Range<u32>>) -> Placement {
    Placement {
        status: Status::Orphaned,
        range: None,
        score: 0.0,
        margin: 0.0,
        suggestion: best,
    }
}

/// The candidate that most speaks for, and the best one that does not overlap it.
fn best_two(search: &Search<'_>) -> Option<(Candidate, Option<Candidate>)> {
    let near = search.place.unwrap_or(0);
    let stretches = stretches(search.passage, search.text.index(), near);
    let mut found: Vec<(Candidate, Range<usize>)> = stretches
        .into_iter()
        .filter_map(|stretch| Some((search.look_at(stretch.clone())?, stretch)))
        .collect();
    let (best, stretch) = found
        .iter()
        .max_by(|one, other| one.0.score.total_cmp(&other.0.score))?
        .clone();
    // A stretch may hold two copies; its alignment shows one.
    for rest in [stretch.start..best.words.start, best.words.end..stretch.end] {
        found.extend(
            search
                .look_at(rest.clone())
                .map(|candidate| (candidate, rest)),
        );
    }
    found.sort_by(|one, other| other.0.score.total_cmp(&one.0.score));
    let mut found = found.into_iter().map(|(candidate, _)| candidate);
    let best = found.next()?;
    let rival = found
        .filter(|other| other.words.end <= best.words.start || other.words.start >= best.words.end)
        .max_by(|one, other| one.found.total_cmp(&other.found));
    Some((best, rival))
}

/// Whether the stored place is one: it has the quote's length, and is not the start of a text if
/// something stood before the quote.
fn has_place(selector: &PassageSelector) -> bool {
    let at_start = selector.start == 0 && !selector.prefix.is_empty();
    selector.end.checked_sub(selector.start) == Some(units(&selector.exact)) && !at_start
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// The index of the word at the stored place, if the stored place is one.
fn stored_word(selector: &PassageSelector, text: &AnchorText<'_>) -> Option<usize> {
    if !has_place(selector) {
        return None;
    }
    let byte = text.byte_at(selector.start).unwrap_or(text.as_str().len());
    Some(
        text.index()
            .words()
            .partition_point(|word| word.bytes().end <= byte),
    )
}

/// Where the quote stands verbatim around a candidate, white space at its ends included.
fn verbatim_around(
    selector: &PassageSelector,
    passage: &Passage,
    text: &AnchorText<'_>,
    bytes: &Range<usize>,
) -> Option<Range<usize>> {
    let start = bytes.start.checked_sub(passage.lead)?;
    let rest = text.as_str().get(start..)?;
    rest.starts_with(&selector.exact)
        .then(|| start..start + selector.exact.len())
}

/// The two ends of a long quote as passages of their own, each with the rest of the quote as its
/// context on the inner side.
fn ends_of(selector: &PassageSelector) -> Option<[PassageSelector; 2]> {
    let exact = &selector.exact;
    if exact.len() <= LONG || split_words(exact).len() <= LONG {
        return None;
    }
    let (head, middle) =
        exact.split_at_checked(exact.floor_char_boundary(END.min(exact.len() / 2)))?;
    let cut = exact.ceil_char_boundary(exact.len() - END.min(exact.len() / 2));
    let (rest, tail) = exact.split_at_checked(cut)?;
    let known = has_place(selector);
    let (start, end) = if known {
        (selector.start, selector.end)
    } else {
        (0, 0)
    };
    let reach = |part: &str| if known { units(part) } else { 0 };
    let part = |start, end, prefix: &str, exact: &str, suffix: &str| PassageSelector {
        start,
        end,
        exact: exact.to_owned(),
        prefix: prefix.to_owned(),
        suffix: suffix.to_owned(),
        headings: selector.headings.clone(),
        text_hash: None,
    };
    let head_end = start.saturating_add(reach(head));
    let tail_start = end.saturating_sub(reach(tail));
    Some([
        part(start, head_end, &selector.prefix, head, middle),
        part(tail_start, end, rest, tail, &selector.suffix),
    ])
}

/// The passage from one end to the other: as sure as the less sure of them, and not sure if it
/// became much longer or shorter, or has one end only.
fn between(head: &Placement, tail: &Placement, selector: &PassageSelector) -> Placement {
    let unsure = |range: &Range<u32>, score: f32| Placement {
        status: Status::Approximate,
        range: Some(range.clone()),
        score,
        margin: 0.0,
        suggestion: None,
    };
    let (first, last) = match (&head.range, &tail.range) {
        (Some(first), Some(last)) => (first, last),
        (Some(only), None) => return unsure(only, head.score),
        (None, Some(only)) => return unsure(only, tail.score),
        (None, None) => return orphan(head.suggestion.clone().or_else(|| tail.suggestion.clone())),
    };
    if first.start >= last.end {
        let better = if head.score >= tail.score {
            first
        } else {
            last
        };
        return unsure(better, head.score.max(tail.score));
    }
    let (range, score) = (first.start..last.end, head.score.min(tail.score));
    let (now, then) = (last.end - first.start, units(&selector.exact));
    let alike = now / 2 <= then && then / 2 <= now;
    let sure = head.status != Status::Approximate && tail.status != Status::Approximate;
    let status = if alike && sure {
        Status::Relocated
    } else {
        Status::Approximate
    };
    Placement {
        status,
        range: Some(range),
        score,
        margin: head.margin.min(tail.margin),
        suggestion: None,
    }
}
