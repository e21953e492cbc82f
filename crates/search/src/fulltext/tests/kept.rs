//! Short texts that an index keeps, and what is quoted from them.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::passages::snippet;

const CHARACTERS: usize = 120;
/// So many texts as these have a dictionary.
const MANY: usize = 3_600;

fn manifest() -> IndexManifest {
    IndexManifest::new("test", "1", "en", 1)
}

fn keeping(place: &Path) -> FullTextWriter {
    let options = WriterOptions {
        keep_texts: true,
        ..WriterOptions::default()
    };
    FullTextWriter::begin(place, manifest(), &options).unwrap()
}

/// The text of an article, the longer the higher its number.
fn text(number: usize) -> String {
    let line = |at: usize| {
        format!(
            "Stone {} of the wall lies {} metres from river {}. ",
            at * number,
            at * 31 + number,
            (at * 7_919 + number * 104_729) % 1_000_003
        )
    };
    let beginning = format!("Wall {number} was built early. ");
    (0..30 + number % 50)
        .map(line)
        .fold(beginning, |text, line| text + &line)
}

fn add(writer: &mut FullTextWriter, numbers: std::ops::Range<usize>) {
    for number in numbers {
        let title = format!("Article {number}");
        writer.add(&document(&title, &text(number))).unwrap();
    }
}

fn dictionary(place: &Path) -> PathBuf {
    place.join("texts.dictionary")
}

fn found(place: &Path, query: &Query) -> Hits {
    let index = FullTextIndex::open(place).unwrap();
    let limits = SearchLimits::default();
    search_all(&[("test", &index)], query, limits, &Cancel::new()).unwrap()
}

/// The piece that an index quotes of the article with this number.
fn quoted(place: &Path, number: usize) -> Option<String> {
    let query = parse(&format!("\"wall {number} was built\""));
    let found = found(place, &query);
    assert_eq!(found.hits.len(), 1, "{number}");
    assert_eq!(found.hits[0].path, format!("Article {number}"));
    let cut = found.hits[0].snippet(&query, CHARACTERS)?;
    assert_eq!(cut, snippet(&text(number), &query, "en", CHARACTERS));
    Some(cut.text)
}

#[test]
fn short_texts_are_quoted_from_the_index_and_long_ones_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("text");
    let mut writer = keeping(&place);
    add(&mut writer, 0..MANY);
    let long = format!("Whale. {}", "The sea is deep. ".repeat(400));
    writer.add(&document("Whale", &long)).unwrap();
    finish(writer);
    assert!(dictionary(&place).exists());
    for number in [0, 1, 777, MANY - 1] {
        let text = quoted(&place, number).unwrap();
        assert!(text.contains(&format!("Wall {number} was")), "{text}");
    }
    let query = parse("whale");
    let found = found(&place, &query);
    assert!(found.hits[0].snippet(&query, CHARACTERS).is_none());
}

#[test]
fn a_text_is_quoted_by_the_rules_of_its_own_language() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("text");
    let mut writer = keeping(&place);
    let german = Document {
        language: "de",
        ..document("Haus", "Viele alte Häuser stehen am Fluss.")
    };
    writer.add(&german).unwrap();
    finish(writer);
    let query = parse("haus fluss");
    let found = found(&place, &query);
    let cut = found.hits[0].snippet(&query, CHARACTERS).unwrap();
    assert_eq!(cut.text, german.text);
    assert_eq!(cut.hits, [11..17, 28..33]);
}

#[test]
fn nothing_is_kept_where_that_is_not_asked_for() {
    let sky = sky();
    let found = sky.search("moon");
    assert!(!found.hits.is_empty());
    for hit in &found.hits {
        assert!(hit.snippet(&parse("moon"), CHARACTERS).is_none());
    }
}

#[test]
fn what_was_killed_goes_on_with_its_dictionary() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("text");
    let (unfinished, left) = (
        place.with_extension("unfinished"),
        place.with_extension("left"),
    );
    let mut writer = keeping(&place);
    add(&mut writer, 0..MANY);
    writer.checkpoint(1).unwrap();
    making::copy(&unfinished, &left);
    drop(writer);

    fs::rename(&left, &unfinished).unwrap();
    let before = fs::read(dictionary(&unfinished)).unwrap();
    let mut writer = keeping(&place);
    assert_eq!(writer.reached(), 1);
    add(&mut writer, MANY..2 * MANY);
    making::copy(&unfinished, &left);
    finish(writer);
    assert_eq!(fs::read(dictionary(&place)).unwrap(), before);
    for number in [3, MANY - 1, MANY, 2 * MANY - 1] {
        assert!(quoted(&place, number).is_some(), "{number}");
    }

    fs::rename(&left, &unfinished).unwrap();
    fs::write(dictionary(&unfinished), "damaged").unwrap();
    assert_eq!(keeping(&place).reached(), 0, "it is begun anew");
}

#[test]
fn a_dictionary_that_is_damaged_or_gone_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("text");
    let mut writer = keeping(&place);
    add(&mut writer, 0..MANY);
    finish(writer);
    let open = FullTextIndex::open(&place).unwrap();
    open.verify().unwrap();
    let mut bytes = fs::read(dictionary(&place)).unwrap();
    let last = bytes.len() - 100;
    bytes[last] ^= 1;
    fs::write(dictionary(&place), &bytes).unwrap();
    let damaged = FullTextIndex::open(&place).unwrap_err();
    assert!(damaged.to_string().ends_with("of its texts is damaged"));
    assert!(damaged.is_mended_by_rebuilding());
    assert!(open.verify().is_err());

    fs::remove_file(dictionary(&place)).unwrap();
    let gone = FullTextIndex::open(&place).unwrap_err();
    assert!(gone.to_string().ends_with("of its texts is not there"));
    assert!(gone.is_mended_by_rebuilding());
}
