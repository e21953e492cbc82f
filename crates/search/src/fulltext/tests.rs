//! Searching, on real indexes.

mod best;
mod kept;
mod making;
mod narrowing;
mod ranking;

use std::ops::ControlFlow;
use std::path::Path;

use pandect_core::query::parse;
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::cancel::Cancel;
use crate::error::IndexError;
use crate::manifest::IndexManifest;

struct Built {
    folder: TempDir,
    index: FullTextIndex,
}

/// An index of documents, each a title and a text.
fn built<T: AsRef<str>>(language: &str, documents: &[(T, T)]) -> Built {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text");
    let manifest = IndexManifest::new("test", "1", language, 1);
    let mut writer = begin(&path, manifest);
    for (title, text) in documents {
        let (title, text) = (title.as_ref(), text.as_ref());
        writer.add(&document(title, text)).unwrap();
    }
    finish(writer);
    let index = FullTextIndex::open(&path).unwrap();
    Built { folder, index }
}

fn finish(writer: FullTextWriter) {
    writer.finish(0, &mut unwatched, || ()).unwrap();
}

fn unwatched(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn begin(path: &Path, manifest: IndexManifest) -> FullTextWriter {
    FullTextWriter::begin(path, manifest, &WriterOptions::default()).unwrap()
}

fn document<'a>(title: &'a str, text: &'a str) -> Document<'a> {
    Document {
        path: title,
        title,
        text,
        ..Document::default()
    }
}

impl Built {
    fn search(&self, query: &str) -> Hits {
        self.search_within(query, SearchLimits::default())
    }

    fn search_within(&self, query: &str, limits: SearchLimits) -> Hits {
        search_all(
            &[("test", &self.index)],
            &parse(query),
            limits,
            &Cancel::new(),
        )
        .unwrap()
    }

    /// Paths of what is found, sorted.
    fn found(&self, query: &str) -> Vec<String> {
        let hits = self.search(query);
        assert_eq!(hits.total, hits.hits.len() as u64, "the total of {query}");
        let mut paths: Vec<String> = hits.hits.into_iter().map(|hit| hit.path).collect();
        paths.sort_unstable();
        paths
    }
}

#[test]
fn an_excluded_phrase_behind_its_last_article_excludes_nothing_more() {
    let sky = sky();
    assert_eq!(sky.found("moon -\"hides the sun\""), ["Moon", "Telescope"]);
    assert_eq!(sky.found("moon -sun-in:"), ["Eclipse", "Moon", "Telescope"]);
}

fn sky() -> Built {
    built(
        "en",
        &[
            (
                "Sun",
                "The star at the centre of the solar system. It is hot.",
            ),
            (
                "Moon",
                "The moon goes around the earth. A new moon is dark.",
            ),
            (
                "Eclipse",
                "The moon hides the sun. Not new: the moon is old in stories.",
            ),
            (
                "Organisation",
                "Organisations organise well-known things in C++ and C#.",
            ),
            (
                "Telescope",
                "An instrument to look at the moon, the sun and galaxies.",
            ),
        ],
    )
}

#[test]
fn all_words_are_wanted() {
    let sky = sky();
    assert_eq!(sky.found("moon sun"), ["Eclipse", "Telescope"]);
    assert_eq!(
        sky.found("the"),
        ["Eclipse", "Moon", "Sun", "Telescope"],
        "stop words count"
    );
    assert!(!sky.search("moon sun").relaxed);
}

#[test]
fn where_nothing_has_all_some_is_found_and_said() {
    let hits = sky().search("galaxies dark xyzzy");
    assert!(hits.relaxed);
    assert_eq!(hits.total, 2);
    let hits = sky().search("xyzzy plugh");
    assert!(!hits.relaxed && hits.total == 0);
    let hits = sky().search("dark galaxies -moon");
    assert_eq!((hits.total, hits.relaxed), (0, false), "exclusions hold");
}

#[test]
fn operators_do_what_they_say() {
    let sky = sky();
    for (query, expected) in [
        ("\"new moon\"", vec!["Moon"]),
        ("\"moon is old\"", vec!["Eclipse"]),
        ("moon -sun", vec!["Moon"]),
        ("moon -\"new moon\"", vec!["Eclipse", "Telescope"]),
        ("telesc*", vec!["Telescope"]),
        ("organisations*", vec!["Organisation"]),
        ("title:moon", vec!["Moon"]),
        ("title:mo*", vec!["Moon"]),
        ("moon -title:moon", vec!["Eclipse", "Telescope"]),
        ("galaxies OR dark", vec!["Moon", "Telescope"]),
        ("moon galaxies OR dark", vec!["Moon", "Telescope"]),
        ("well-known", vec!["Organisation"]),
        ("c++", vec!["Organisation"]),
        ("c#", vec!["Organisation"]),
        ("in:test hot", vec!["Sun"]),
        ("in:other hot", vec![]),
        ("-in:test hot", vec![]),
    ] {
        assert_eq!(sky.found(query), expected, "{query}");
    }
}

#[test]
fn forms_case_and_diacritics_do_not_matter() {
    assert_eq!(sky().found("ORGANISATION"), ["Organisation"]);
    assert_eq!(sky().found("galaxy instruments"), ["Telescope"]);
    for (language, text, query) in [
        ("de", "In den Städten stehen alte Häuser.", "haus stadt"),
        (
            "ru",
            "Книги лежали на столах, ёлка стояла.",
            "книга стол елка",
        ),
        ("fr", "Les études de l'Université", "etude universite"),
        ("fa", "کتاب‌های تاریخی", "كتاب"),
        ("ar", "الكتب والمكتبات", "كتب"),
        ("hi", "लड़के स्कूल जाते हैं", "लड़का"),
        ("el", "Η Αθήνα είναι πόλη", "αθηνα πολη"),
        ("zh", "中华人民共和国的首都是北京。", "共和国 首都"),
        ("zh", "北京是首都", "京"),
        ("ja", "東京は日本の首都です", "日本の首都"),
        ("th", "ประเทศไทยเป็นประเทศในเอเชีย", "ประเทศ"),
        ("ko", "서울은 대한민국의 수도이다", "대한민국*"),
    ] {
        let index = built(language, &[("hit", text), ("other", "nothing of this")]);
        assert_eq!(index.found(query), ["hit"], "{language}: {query}");
    }
}

#[test]
fn words_without_spaces_are_found_apart() {
    for (language, text, query) in [
        ("ja", "東京は日本の首都です", "東京首都"),
        ("zh", "中华人民共和国的首都是北京。", "北京首都"),
        ("th", "ภาษาไทยในประเทศ", "ประเทศภาษา"),
        ("en", "York is older than New Amsterdam", "new-york"),
    ] {
        let index = built(language, &[("hit", text), ("other", "nothing of this")]);
        let found = index.search(query);
        assert_eq!(found.total, 1, "{language}: {query}");
        assert!(!found.relaxed, "{language}: it has all of it");
        let snippet = crate::snippet(text, &parse(query), language, 200);
        assert_eq!(snippet.hits.len(), 2, "{snippet:?}");
        let counted = tally(
            &[("test", &index.index)],
            &parse(query),
            Facet::Collection,
            &Cancel::new(),
        );
        assert_eq!(counted.unwrap(), [("test".to_owned(), 1)]);
    }
    let index = built("zh", &[("hit", "北京是首都"), ("whole", "北京首都机场")]);
    assert_eq!(index.found("北京首都"), ["whole"], "whole words come alone");
}

#[test]
fn each_document_is_analysed_in_its_own_language() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = IndexManifest::new("library", "", "en", 1);
    let options = WriterOptions {
        threads: 2,
        memory_budget: 0,
        ..WriterOptions::default()
    };
    let path = folder.path().join("text");
    let mut writer = FullTextWriter::begin(&path, manifest, &options).unwrap();
    for (path, language, text) in [
        ("a", "", "organisations"),
        ("b", "de", "Häuser"),
        ("c", "ru", "книгами"),
    ] {
        writer
            .add(&Document {
                path,
                title: path,
                text,
                language,
                ..Document::default()
            })
            .unwrap();
    }
    finish(writer);
    let index = FullTextIndex::open(&path).unwrap();
    let built = Built { folder, index };
    assert_eq!(built.found("organisation"), ["a"]);
    assert_eq!(built.found("haus"), ["b"]);
    assert_eq!(built.found("книга"), ["c"]);
}

#[test]
fn pages_follow_each_other() {
    let texts: Vec<(String, String)> = (0..30)
        .map(|one| (format!("n{one:02}"), format!("word {}", "pad ".repeat(one))))
        .collect();
    let built = built("en", &texts);
    let page = |limit, offset| {
        let limits = SearchLimits {
            limit,
            offset,
            ..SearchLimits::default()
        };
        let hits = built.search_within("word", limits);
        assert_eq!(hits.total, 30);
        hits.hits
            .into_iter()
            .map(|hit| hit.path)
            .collect::<Vec<_>>()
    };
    let whole = page(30, 0);
    assert_eq!([page(10, 0), page(10, 10), page(10, 20)].concat(), whole);
    assert!(page(10, 30).is_empty() && page(0, 0).is_empty());
    assert!(page(usize::MAX, usize::MAX).is_empty());
}

/// Texts of words that are the rarer the further behind they stand.
fn texts(seed: u64, count: u64, longest: u64) -> Vec<(String, String)> {
    let mut state = seed;
    let mut next = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % below
    };
    let words = ["sun", "moon", "star", "sky", "night", "dust"];
    let mut text = move || -> String {
        let length = 3 + next(longest);
        let word = (0..length).map(|_| words[usize::try_from(next(6).min(next(6))).unwrap()]);
        word.collect::<Vec<_>>().join(" ")
    };
    let title = |number: u64| match number % 50 {
        0 => "sun moon".to_owned(),
        _ => format!("n{number}"),
    };
    (0..count).map(|number| (title(number), text())).collect()
}

/// Three articles in two languages, with categories.
fn houses() -> Built {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text");
    let manifest = IndexManifest::new("test", "1", "en", 1);
    let mut writer = begin(&path, manifest);
    let categories = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    let (both, one) = (
        categories(&["Tea houses", "Béton"]),
        categories(&["Tea houses"]),
    );
    for (path, text, language, categories) in [
        ("a", "an old house of tea", "en", both.as_slice()),
        ("b", "a new house of tea", "en-GB", one.as_slice()),
        ("c", "ein Haus aus tea", "de", &[]),
    ] {
        let document = Document {
            language,
            categories,
            ..document(path, text)
        };
        writer.add(&document).unwrap();
    }
    finish(writer);
    let index = FullTextIndex::open(&path).unwrap();
    Built { folder, index }
}

#[test]
fn a_cancelled_search_says_so() {
    let cancel = Cancel::new();
    cancel.cancel();
    let sky = sky();
    let limits = SearchLimits::default();
    let result = search_all(&[("test", &sky.index)], &parse("moon"), limits, &cancel);
    assert!(matches!(result, Err(IndexError::Cancelled)));
}

#[test]
fn pages_of_results_join_without_a_seam() {
    // Ever longer, so that the one with tea in its title comes eleventh, and is then lifted.
    let mut documents: Vec<(String, String)> = (0..101)
        .map(|number| {
            let water = "water ".repeat(20 * number);
            (format!("Drink {number}"), "tea ".repeat(12) + &water)
        })
        .collect();
    let text = "tea ".repeat(8) + &"water ".repeat(190);
    documents.push(("Green tea".to_owned(), text));
    let teas = built("en", &documents);
    let page = |offset, limit| {
        let limits = SearchLimits {
            limit,
            offset,
            ..SearchLimits::default()
        };
        let hits = teas.search_within("tea", limits).hits.into_iter();
        hits.map(|hit| hit.path).collect::<Vec<_>>()
    };
    let all = page(0, 102);
    assert_eq!(all.len(), 102);
    let lifted = all.iter().position(|path| path == "Green tea").unwrap();
    assert!(lifted < 7, "it is on the first page of seven: {lifted}");
    for limit in [7, 20, 33] {
        let pages = (0..102)
            .step_by(limit)
            .flat_map(|offset| page(offset, limit));
        assert_eq!(pages.collect::<Vec<_>>(), all, "pages of {limit}");
    }
}

#[test]
fn a_phrase_is_counted_as_it_is_found() {
    let hits = houses().search("\"house of tea\"");
    assert_eq!((hits.total, hits.hits.len()), (2, 2));
    let few = SearchLimits {
        limit: 1,
        ..SearchLimits::default()
    };
    let found = houses().search_within("\"house of tea\"", few);
    assert_eq!((found.total, found.hits.len()), (2, 1));
}

fn shared() -> &'static Built {
    static SHARED: std::sync::OnceLock<Built> = std::sync::OnceLock::new();
    SHARED.get_or_init(sky)
}

#[test]
fn ten_thousand_words_and_odd_characters_are_queries() {
    for query in [
        "moon ".repeat(10_000),
        "\"".repeat(5000),
        "moon\0sun".to_owned(),
        "title:\"the* -".to_owned(),
        "\u{f0001}moon".to_owned(),
        "*".to_owned(),
        format!("\"{}\"", "the ".repeat(250)),
        format!("{}*", "q".repeat(250)),
    ] {
        shared().search(&query);
    }
    assert_eq!(
        shared().search("moon\0sun").total,
        2,
        "a control character parts words"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_string_is_a_query(query: String) {
        shared().search(&query);
    }

    #[test]
    fn any_mixture_of_operators_is_a_query(
        query in "(moon |sun|\"|-|\\*|title:|in:|test| OR |the |北京|ไทย|new ){0,16}",
    ) {
        let hits = shared().search(&query);
        prop_assert!(hits.hits.len() as u64 <= hits.total);
        prop_assert!(hits.hits.is_sorted_by(|one, other| one.score >= other.score));
    }
}
