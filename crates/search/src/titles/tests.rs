mod scripts;

use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::cancel::Cancel;

struct Built {
    _folder: TempDir,
    index: TitleIndex,
}

/// Titles in the order of importance; `redirect > article` is a redirect.
fn built(titles: &[&str]) -> Built {
    let folder = tempfile::tempdir().unwrap();
    let index = build_in(folder.path(), titles);
    Built {
        _folder: folder,
        index,
    }
}

fn build_in(folder: &Path, titles: &[&str]) -> TitleIndex {
    let path = folder.join("titles.index");
    let mut builder = TitleIndexBuilder::new(&path, b"stamp");
    for (number, line) in titles.iter().enumerate() {
        let (title, target) = match line.split_once(" > ") {
            Some((title, target)) => (title, Some(target.replace(' ', "_"))),
            None => (*line, None),
        };
        let entry = TitleEntry {
            title,
            path: &title.replace(' ', "_"),
            redirect_to: target.as_deref(),
            importance: u32::try_from(1000 - number).unwrap(),
        };
        builder.add(&entry).unwrap();
    }
    builder.finish(&Cancel::new()).unwrap();
    TitleIndex::open(&path).unwrap()
}

impl Built {
    fn hits(&self, text: &str) -> Vec<TitleHit> {
        self.index.suggest(text, 10, &Cancel::new())
    }

    fn titles(&self, text: &str) -> Vec<String> {
        self.hits(text).into_iter().map(|hit| hit.title).collect()
    }

    fn first(&self, text: &str) -> Option<(String, Tier)> {
        self.hits(text)
            .into_iter()
            .next()
            .map(|hit| (hit.title, hit.tier))
    }
}

#[test]
fn tiers_come_in_their_order() {
    let built = built(&[
        "Theory of the Sun",
        "Sunflower",
        "Sun Records",
        "Sun",
        "Moon",
    ]);
    let hits = built.hits("sun");
    let shown: Vec<(&str, Tier)> = hits
        .iter()
        .map(|hit| (hit.title.as_str(), hit.tier))
        .collect();
    assert_eq!(
        shown,
        [
            ("Sun", Tier::Exact),
            ("Sunflower", Tier::Prefix),
            ("Sun Records", Tier::Prefix),
            ("Theory of the Sun", Tier::Words),
        ]
    );
    assert_eq!(hits[2].path, "Sun_Records");
}

#[test]
fn words_in_any_order_the_last_a_beginning() {
    let built = built(&["Battle of Hastings", "Battle of Waterloo", "Hastings"]);
    assert_eq!(built.titles("hastings batt"), ["Battle of Hastings"]);
    assert_eq!(built.titles("of battle wat"), ["Battle of Waterloo"]);
    assert!(built.titles("battle xyzzy").is_empty());
}

#[test]
fn every_kind_of_slip_is_forgiven() {
    let built = built(&[
        "Photosynthesis",
        "Albert Einstein",
        "Constantinople",
        "Solar eclipse",
    ]);
    for (typed, title) in [
        ("Photosynthess", "Photosynthesis"),
        ("photosynthesiss", "Photosynthesis"),
        ("photosyntehsis", "Photosynthesis"),
        ("photosinthesis", "Photosynthesis"),
        ("fhotosynthesis", "Photosynthesis"),
        ("hotosynthesis", "Photosynthesis"),
        ("hpotosynthesis", "Photosynthesis"),
        ("albert einstien", "Albert Einstein"),
        ("einstien", "Albert Einstein"),
        ("ienstein albert", "Albert Einstein"),
        ("alberteinstein", "Albert Einstein"),
        ("al bert einstein", "Albert Einstein"),
        ("solar eclpise", "Solar eclipse"),
        ("soalr ecl", "Solar eclipse"),
        ("konstantinopel", "Constantinople"),
        ("slar eclpse", "Solar eclipse"),
    ] {
        let first = built.first(typed);
        assert_eq!(
            first.as_ref().map(|(title, _)| title.as_str()),
            Some(title),
            "{typed}"
        );
        assert!(first.is_some_and(|(_, tier)| tier.is_misspelt()), "{typed}");
    }
    assert_eq!(built.first("sun"), None, "three letters bear no slip");
}

#[test]
fn a_misspelt_word_is_found_while_it_is_typed() {
    let built = built(&["Photosynthesis in algae", "Phoenix"]);
    assert_eq!(
        built.titles("fotosyn").first().map(String::as_str),
        None,
        "two edits, one stretch"
    );
    assert_eq!(built.titles("phtosyn"), ["Photosynthesis in algae"]);
}

#[test]
fn case_and_diacritics_do_not_matter() {
    let built = built(&["Émile Zola", "Łódź", "Straße", "Kırıkkale"]);
    for (typed, title) in [
        ("emile z", "Émile Zola"),
        ("lodz", "Łódź"),
        ("STRASSE", "Straße"),
        ("kirik", "Kırıkkale"),
    ] {
        assert_eq!(built.titles(typed), [title], "{typed}");
    }
}

#[test]
fn other_scripts_get_the_same_forgiveness() {
    let built = built(&[
        "Чайковский, Пётр Ильич",
        "Ηράκλειτος ο Εφέσιος",
        "الخوارزمي",
        "रवीन्द्रनाथ ठाकुर",
        "中华人民共和国",
        "北京大学",
    ]);
    for (typed, title, misspelt) in [
        ("петр чай", "Чайковский, Пётр Ильич", false),
        ("чйаковский", "Чайковский, Пётр Ильич", true),
        ("ηρακλιτος", "Ηράκλειτος ο Εφέσιος", true),
        ("εφεσιος ηρακ", "Ηράκλειτος ο Εφέσιος", false),
        ("الخوازمي", "الخوارزمي", true),
        ("ठाकुर रवीन्द्रनाथ", "रवीन्द्रनाथ ठाकुर", false),
        ("रवीद्रनाथ ठाकुर", "रवीन्द्रनाथ ठाकुर", true),
        ("共和国", "中华人民共和国", false),
        ("中华人民共合国", "中华人民共和国", true),
        ("北京太学", "北京大学", true),
        ("大学", "北京大学", false),
    ] {
        let hits = built.hits(typed);
        assert_eq!(
            hits.first().map(|hit| hit.title.as_str()),
            Some(title),
            "{typed}"
        );
        assert_eq!(hits[0].tier.is_misspelt(), misspelt, "{typed}");
    }
}

#[test]
fn redirects_are_shown_as_their_article_and_once() {
    let built = built(&[
        "United States",
        "America > United States",
        "American Dream",
        "USA > America",
        "united states > United States",
        "Nowhere > Missing",
        "Circle > Round",
        "Round > Circle",
    ]);
    let hits = built.hits("america");
    assert_eq!(hits[0].title, "United States");
    assert_eq!(hits[0].path, "United_States");
    assert_eq!(hits[0].redirect_from.as_deref(), Some("America"));
    assert_eq!(hits[1].title, "American Dream");
    assert_eq!(hits[1].redirect_from, None);

    assert_eq!(
        built.hits("usa")[0].redirect_from.as_deref(),
        Some("USA"),
        "two steps"
    );
    let hits = built.hits("united states");
    assert_eq!(hits.len(), 1, "the article once: {hits:?}");
    assert_eq!(hits[0].redirect_from, None);
    assert!(built.titles("nowhere").is_empty(), "a redirect to nothing");
    assert!(built.titles("circle").is_empty(), "a circle of redirects");
    assert_eq!(built.index.len(), 4);
}

#[test]
fn equal_titles_all_come() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("titles.index");
    let mut builder = TitleIndexBuilder::new(&path, b"");
    for (path, importance) in [("one", 5), ("two", 50), ("three", 500)] {
        let entry = TitleEntry {
            title: "Mercury",
            path,
            redirect_to: None,
            importance,
        };
        builder.add(&entry).unwrap();
    }
    builder.finish(&Cancel::new()).unwrap();
    let hits = TitleIndex::open(&path)
        .unwrap()
        .suggest("MERCURY", 10, &Cancel::new());
    let shown: Vec<(&str, u32)> = hits
        .iter()
        .map(|hit| (hit.path.as_str(), hit.importance))
        .collect();
    assert_eq!(shown, [("three", 500), ("two", 50), ("one", 5)]);
    assert!(hits.iter().all(|hit| hit.tier == Tier::Exact));
}

#[test]
fn collections_are_merged_by_tier_then_importance() {
    let (left, right) = (
        built(&["Sun", "Sundial"]),
        built(&["Sunday", "Sun", "Sunrise"]),
    );
    let all = suggest_all(
        &[("left", &left.index), ("right", &right.index)],
        "sun",
        4,
        &Cancel::new(),
    );
    let shown: Vec<(&str, &str)> = all
        .iter()
        .map(|(name, hit)| (*name, hit.title.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            ("left", "Sun"),
            ("right", "Sun"),
            ("right", "Sunday"),
            ("left", "Sundial")
        ]
    );
}

#[test]
fn signs_alone_and_emptiness_are_titles_too() {
    let built = built(&["!!!", "C++", "C", "∞", ""]);
    assert_eq!(built.titles("!!!"), ["!!!"]);
    assert_eq!(built.titles("∞"), ["∞"]);
    assert_eq!(built.titles("c++"), ["C++"]);
    assert!(built.titles("").is_empty());
    assert!(built.titles("   ").is_empty());
}

#[test]
fn an_empty_index_answers() {
    let built = built(&[]);
    assert!(built.index.is_empty());
    assert!(built.titles("anything").is_empty());
    assert_eq!(built.index.stamp(), b"stamp");
}

#[test]
fn a_cancelled_search_stops_and_a_cancelled_build_leaves_nothing() {
    let built = built(&["Sun"]);
    let cancel = Cancel::new();
    cancel.cancel();
    assert!(built.index.suggest("sun", 10, &cancel).is_empty());

    let folder = tempfile::tempdir().unwrap();
    let builder = TitleIndexBuilder::new(&folder.path().join("titles.index"), b"");
    assert!(matches!(
        builder.finish(&cancel),
        Err(crate::IndexError::Cancelled)
    ));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn damage_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let index = build_in(
        folder.path(),
        &["Sun", "Moon", "Luna > Moon", "Émile (писатель)"],
    );
    let bytes = std::fs::read(index.path()).unwrap();
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x41;
        assert!(
            TitleIndex::from_bytes(index.path(), damaged).is_err(),
            "byte {at}"
        );
        assert!(
            TitleIndex::from_bytes(index.path(), bytes[..at].to_vec()).is_err(),
            "cut at {at}"
        );
    }
    let missing = TitleIndex::open(&folder.path().join("other"));
    assert!(missing.is_err_and(|error| error.is_mended_by_rebuilding()));
}

fn many() -> &'static TitleIndex {
    static MANY: std::sync::OnceLock<Built> = std::sync::OnceLock::new();
    &MANY
        .get_or_init(|| {
            built(&[
                "Sun",
                "Sunday",
                "Moon",
                "New York",
                "York",
                "New Amsterdam > New York",
                "Ёлка",
                "北京大学",
                "C++",
                "!!!",
                "Ά",
                "ab ba ab",
            ])
        })
        .index
}

#[test]
fn two_slips_are_forgiven_wherever_they_are() {
    let built = built(&[
        "War of 1812",
        "Kyoto gardens",
        "Oslo",
        "Tashkent",
        "River Thames",
        "Thames",
    ]);
    for (typed, title) in [
        ("wra pf 1812", "War of 1812"),
        ("kyqtx gardens", "Kyoto gardens"),
        ("Tshknet", "Tashkent"),
        ("rvier thmaes", "River Thames"),
        ("rievr htames", "River Thames"),
    ] {
        assert!(
            built.titles(typed).contains(&title.to_owned()),
            "{typed}: {:?}",
            built.titles(typed)
        );
    }
    assert!(
        built.titles("xyqtz gardens").is_empty(),
        "three are too many"
    );
    assert!(
        built.titles("oxly").is_empty(),
        "of a short word nothing is left"
    );
}

#[test]
fn a_misspelt_word_is_corrected_by_the_words_of_titles() {
    let built = built(&[
        "Kettle",
        "Old kettle",
        "Settle",
        "Tea-Gardens of Kyoto",
        "Étude",
    ]);
    let correct = |word: &str| correct(&[&built.index], word, &Cancel::new());
    assert_eq!(correct("ketle").as_deref(), Some("kettle"));
    assert_eq!(correct("etudr").as_deref(), Some("etude"));
    assert_eq!(correct("gardxnss").as_deref(), Some("gardens"));
    assert_eq!(correct("kettle"), None, "it is a word");
    assert_eq!(correct("kit"), None, "too short");
    assert_eq!(correct("zzzzzzzz"), None);
    assert_eq!(correct("two words"), None);
}

proptest! {
    #[test]
    fn any_string_gets_an_answer(text in any::<String>()) {
        prop_assert!(many().suggest(&text, 10, &Cancel::new()).len() <= 10);
    }

    #[test]
    fn near_strings_get_an_answer(text in "[abnew yorkсун北京!+\u{0}]{0,30}", limit in 0_usize..12) {
        let hits = many().suggest(&text, limit, &Cancel::new());
        prop_assert!(hits.len() <= limit);
        let mut paths: Vec<&str> = hits.iter().map(|hit| hit.path.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        prop_assert_eq!(paths.len(), hits.len(), "an article once");
        prop_assert!(hits.is_sorted_by_key(|hit| hit.tier));
    }

    #[test]
    fn what_is_in_the_index_is_found_as_it_is(
        titles in prop::collection::btree_set("[A-Za-zà-ÿа-я '(-]{1,14}[a-z]", 1..40),
    ) {
        let lines: Vec<&str> = titles.iter().map(String::as_str).collect();
        let built = built(&lines);
        for title in &titles {
            let hits = built.index.suggest(title, 50, &Cancel::new());
            let found = hits.iter().find(|hit| &hit.title == title);
            prop_assert_eq!(found.map(|hit| hit.tier), Some(Tier::Exact), "{}", title);
            prop_assert_eq!(found.map(|hit| hit.path.clone()), Some(title.replace(' ', "_")));
        }
    }
}
