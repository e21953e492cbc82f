use pandect_core::query::parse;
use proptest::prelude::*;

use super::*;

/// The marked pieces of a text.
fn marked(text: &str, query: &str, language: &str) -> Vec<String> {
    pieces(text, &find_hits(text, &parse(query), language))
}

fn pieces(text: &str, ranges: &[Range<u32>]) -> Vec<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let piece = |range: &Range<u32>| {
        String::from_utf16(&units[range.start as usize..range.end as usize]).unwrap()
    };
    ranges.iter().map(piece).collect()
}

#[test]
fn every_form_of_a_word_is_marked() {
    let text = "Organisations organise; an organisation is an Organ.";
    assert_eq!(
        marked(text, "organisation", "en"),
        ["Organisations", "organise", "organisation"]
    );
    assert_eq!(
        marked("Die Häuser, das Haus", "haus", "de"),
        ["Häuser", "Haus"]
    );
    assert_eq!(marked("Ёлки и елка", "елка", "ru"), ["Ёлки", "елка"]);
}

#[test]
fn positions_are_utf_16() {
    let text = "𝔸🌍 sun ☀ Sun";
    let hits = find_hits(text, &parse("sun"), "en");
    assert_eq!(hits, [5..8, 11..14]);
}

#[test]
fn a_phrase_is_marked_only_where_it_stands() {
    let text = "A new moon. The moon is new. New moons! new new moon";
    assert_eq!(
        marked(text, "\"new moon\"", "en"),
        ["new moon", "New moons", "new moon"]
    );
    assert_eq!(
        marked("well known, well-known", "well-known", "en"),
        ["well known", "well-known"]
    );
}

#[test]
fn beginnings_and_alternatives_are_marked_and_exclusions_are_not() {
    let text = "astronomy, astrology and the moon";
    assert_eq!(marked(text, "astro*", "en"), ["astronomy", "astrology"]);
    assert_eq!(
        marked(text, "moon OR astrology -astronomy", "en"),
        ["astrology", "moon"]
    );
    assert!(marked(text, "title:moon", "en").is_empty());
}

#[test]
fn chinese_and_thai_are_marked() {
    let text = "北京大学在北京。京都";
    assert_eq!(marked(text, "北京大学", "zh"), ["北京大学"]);
    assert_eq!(marked(text, "北京", "zh"), ["北京", "北京"]);
    assert_eq!(marked(text, "京", "zh"), ["京", "京", "京"]);
    assert_eq!(marked("ภาษาไทยเป็นภาษา", "ภาษา", "th"), ["ภาษา", "ภาษา"]);
}

#[test]
fn hits_are_bounded() {
    let text = "word ".repeat(MAX_HITS + 500);
    assert_eq!(find_hits(&text, &parse("word"), "en").len(), MAX_HITS);
}

#[test]
fn a_snippet_shows_where_most_words_stand_together() {
    let filler = "nothing to see here. ".repeat(40);
    let text = format!("The sun.\n{filler}\nThe moon hides\n\nthe sun in an eclipse. {filler}");
    let found = snippet(&text, &parse("sun moon eclipse"), "en", 120);
    assert_eq!(pieces(&found.text, &found.hits), ["moon", "sun", "eclipse"]);
    assert!(
        found.text.starts_with('…') && found.text.ends_with('…'),
        "{}",
        found.text
    );
    assert!(
        found.text.contains("moon hides the sun"),
        "on one line: {}",
        found.text
    );
    assert!(found.text.chars().count() <= 122);
}

#[test]
fn a_snippet_without_hits_is_the_beginning() {
    let text = "Alpha beta gamma. ".repeat(30);
    let found = snippet(&text, &parse("title:omega"), "en", 40);
    assert!(found.text.starts_with("Alpha beta") && found.text.ends_with('…'));
    assert!(found.hits.is_empty());
    assert_eq!(snippet("", &parse("x"), "en", 40), Snippet::default());
}

#[test]
fn a_hit_deep_in_a_long_text_is_shown() {
    let text = format!("{} needle at the end", "hay and straw. ".repeat(20_000));
    let found = snippet(&text, &parse("needle"), "en", 80);
    assert_eq!(pieces(&found.text, &found.hits), ["needle"]);
}

proptest! {
    #[test]
    fn hits_stand_in_the_text(text in "([a-c ]|ab|\\PC|语言|ไทย){0,60}", query in "([a-c\"* -]|语|OR ){0,16}") {
        let length = u32::try_from(text.encode_utf16().count()).unwrap();
        let hits = find_hits(&text, &parse(&query), "en");
        prop_assert!(hits.iter().all(|hit| hit.start < hit.end && hit.end <= length));
        prop_assert!(hits.is_sorted_by(|one, other| one.end <= other.start));
    }

    #[test]
    fn snippets_are_short_and_their_hits_stand_in_them(
        text in "([a-c \n]|ab|\\PC|语言|🌍){0,200}",
        query in "([a-c\"* -]|语){0,12}",
        limit in 1_usize..60,
    ) {
        let found = snippet(&text, &parse(&query), "en", limit);
        let length = u32::try_from(found.text.encode_utf16().count()).unwrap();
        prop_assert!(found.text.chars().count() <= limit + 2);
        prop_assert!(found.hits.iter().all(|hit| hit.start <= hit.end && hit.end <= length));
        prop_assert!(found.hits.is_sorted_by(|one, other| one.end <= other.start));
    }

    #[test]
    fn any_text_and_query_are_answered(text: String, query: String, language in "(|en|ar|zh|th)") {
        snippet(&text, &parse(&query), &language, 100);
        find_hits(&text, &parse(&query), &language);
    }
}
