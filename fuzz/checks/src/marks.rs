//! What a person typed or marked.

use std::ops::Range;

use pandect_core::address::{Address, CollectionName};
use pandect_core::anchoring::{
    AnchorText, PassageSelector, SectionSpan, SectionTarget, SectionText, Status, place,
    place_section,
};
use pandect_core::query::{MAX_PHRASE, MAX_TERMS, Pattern, parse};
use pandect_core::text::utf16_length;
use pandect_search::{find_hits, snippet};

use crate::text;

/// Any text is an address that is written and read again alike, or none; and any makes a name.
pub fn address(bytes: &[u8]) {
    let text = text(bytes);
    if let Ok(address) = Address::parse(&text) {
        assert_eq!(Address::parse(&address.to_string()), Ok(address));
    }
    let name = CollectionName::from_text(&text);
    assert_eq!(CollectionName::new(name.as_str()), Ok(name));
}

/// Any line is a query, and can be marked and quoted in any text: what stands below it.
pub fn query(bytes: &[u8]) {
    let input = text(bytes);
    let (typed, text) = input.split_once('\n').unwrap_or((&input, ""));
    let query = parse(typed);
    assert!(query.wanted().count() + query.excluded.len() + query.filters.len() <= MAX_TERMS);
    for term in query.wanted().chain(&query.excluded) {
        let (Pattern::Word(words) | Pattern::Prefix(words) | Pattern::Phrase(words)) =
            &term.pattern;
        assert!(!words.is_empty() && words.chars().count() <= MAX_PHRASE);
    }
    for ignored in &query.ignored {
        assert!(!ignored.to_string().is_empty());
    }
    let _ = query.includes_collection("starter");
    let length = utf16_length(text);
    for language in ["en", "ar", "zh", "th", ""] {
        for hit in find_hits(text, &query, language) {
            assert!(hit.start < hit.end && hit.end <= length);
        }
        snippet(text, &query, language, 160);
    }
}

/// A passage is placed within the text or nowhere. The parts of the input are parted by lines with
/// `==`: where the passage began and ended, the passage, what stood before and behind it, the text
/// as it is now, and the headings above it.
pub fn anchoring(bytes: &[u8]) {
    let input = text(bytes);
    let mut parts = input.split("\n==\n");
    let mut part = || parts.next().unwrap_or_default();
    let (start, end) = numbers(part());
    let (exact, prefix, suffix, now) = (part(), part(), part(), part());
    let headings: Vec<String> = part().lines().map(str::to_owned).collect();
    let section = SectionSpan {
        start,
        headings: headings.clone(),
    };
    let text = AnchorText::new(now, &[section], None);
    let length = utf16_length(now);
    let owned = str::to_owned;
    place_within(
        &PassageSelector {
            start,
            end,
            exact: owned(exact),
            prefix: owned(prefix),
            suffix: owned(suffix),
            headings: headings.clone(),
            text_hash: None,
        },
        &text,
        length,
    );
    // What is described in a text is found there.
    if let Some(described) = PassageSelector::describe(&text, start, end) {
        assert_eq!(place_within(&described, &text, length), Status::Exact);
    }
    let sections: Vec<SectionText> = headings
        .iter()
        .map(|heading| SectionText {
            anchor: heading.clone(),
            headings: vec![heading.clone()],
            opening: owned(now),
        })
        .collect();
    let target = SectionTarget {
        anchor: owned(exact),
        headings,
        ordinal: start,
        opening: owned(prefix),
    };
    let placed = place_section(&target, &sections);
    assert_eq!(placed.index.is_none(), placed.status == Status::Orphaned);
    assert!(placed.index.is_none_or(|index| index < sections.len()));
}

fn place_within(passage: &PassageSelector, text: &AnchorText<'_>, length: u32) -> Status {
    let placement = place(passage, text);
    let within = |range: &Range<u32>| range.start <= range.end && range.end <= length;
    assert!(placement.range.iter().all(within), "{placement:?}");
    assert!(placement.suggestion.iter().all(within), "{placement:?}");
    let is_orphan = placement.status == Status::Orphaned;
    assert_eq!(placement.range.is_none(), is_orphan, "{placement:?}");
    for measure in [placement.score, placement.margin] {
        assert!((0.0..=1.0).contains(&measure), "{placement:?}");
    }
    placement.status
}

/// Two numbers; what is none is zero.
fn numbers(text: &str) -> (u32, u32) {
    let mut numbers = text
        .split_whitespace()
        .map(|word| word.parse().unwrap_or(0));
    let mut number = || numbers.next().unwrap_or(0);
    (number(), number())
}
