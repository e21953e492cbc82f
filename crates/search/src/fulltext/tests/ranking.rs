//! What comes first.

use super::*;

#[test]
fn the_article_about_it_comes_first() {
    let filler = "something else entirely and more of it ".repeat(50);
    let built = built(
        "en",
        &[
            ("Sun dance", "A dance. sun sun sun sun sun"),
            ("Sun", &format!("A star. {filler}")),
            ("Star", "The sun and the sun"),
        ],
    );
    let hits = built.search("sun").hits;
    assert_eq!(hits[0].title, "Sun");
    assert!(hits[0].score > hits[1].score);
}

#[test]
fn scores_of_two_collections_compare() {
    // `comet` is rare in one and common in the other; alone, each would rate it differently.
    let common: Vec<(String, String)> = (0..40)
        .map(|one| (format!("c{one}"), "comet comet tail".to_owned()))
        .collect();
    let rare = [
        ("r0", "comet comet tail"),
        ("r1", "nothing here"),
        ("r2", "nor there"),
    ];
    let (left, right) = (built("en", &common), built("en", &rare));
    let search = |collections: &[(&str, &FullTextIndex)]| {
        let limits = SearchLimits {
            limit: 100,
            ..SearchLimits::default()
        };
        search_all(collections, &parse("comet"), limits, &Cancel::new()).unwrap()
    };
    let alone = (
        search(&[("left", &left.index)]).hits[0].score,
        search(&[("right", &right.index)]).hits[0].score,
    );
    assert!(
        (alone.0 - alone.1).abs() > 0.1,
        "alone they differ: {alone:?}"
    );
    let both = search(&[("left", &left.index), ("right", &right.index)]);
    assert_eq!(both.total, 41);
    let score = |collection: &str| {
        both.hits
            .iter()
            .find(|hit| hit.collection == collection)
            .map(|hit| hit.score)
            .unwrap()
    };
    assert!(
        (score("left") - score("right")).abs() < 1e-6,
        "together they are equal"
    );
}

#[test]
fn many_words_near_one_another_come_first() {
    let filler = "word ".repeat(40);
    let apart = format!("comet {filler} orbit {filler} sun {filler} tail");
    let near = format!("a comet in orbit of the sun {filler} {filler} {filler} tail");
    let built = built("en", &[("apart", &apart), ("near", &near)]);
    let hits = built.search("comet orbit sun").hits;
    assert_eq!(hits[0].path, "near", "{hits:?}");
    assert!(hits.is_sorted_by(|one, other| one.score >= other.score));
    let first = SearchLimits {
        limit: 1,
        ..SearchLimits::default()
    };
    let collections = [("test", &built.index)];
    let found = search_all(
        &collections,
        &parse("comet orbit sun"),
        first,
        &Cancel::new(),
    );
    let found = found.unwrap();
    assert_eq!((found.total, found.hits.len()), (2, 1));
    assert_eq!(found.hits[0].path, "near", "however few are asked for");
}

/// A hundred articles that say much of tea, and two whose titles do.
fn teas() -> Built {
    let says = "It grows on hills, and people drink what is made of its leaves. ".repeat(3);
    let much = "tea ".repeat(12);
    let mut documents: Vec<(String, String)> = (0..100)
        .map(|number| {
            let more = "and water ".repeat(number % 7);
            (format!("Drink {number}"), format!("{says}{much}{more}"))
        })
        .collect();
    documents.push(("Green tea".to_owned(), format!("{says}{much}")));
    let long = "Books and pictures of tea in museums".to_owned();
    documents.push((long, format!("{says}{much}")));
    built("en", &documents)
}

#[test]
fn the_more_of_a_title_was_typed_the_better() {
    let hits = teas().search("teas").hits;
    assert_eq!(hits[0].title, "Green tea", "in any form of the word");
    assert_eq!(hits[1].title, "Books and pictures of tea in museums");
    let share = hits[0].score / hits[1].score;
    assert!(share > 1.15, "half of one and a seventh of the other");
}

#[test]
fn texts_with_words_in_common_are_similar() {
    let built = built(
        "en",
        &[
            ("Kettle", "A kettle boils water for tea over a fire."),
            ("Teapot", "A teapot holds hot water and leaves of tea."),
            ("Anchor", "An anchor holds a ship in the harbour."),
            ("Harbour", "A harbour shelters a ship from the waves."),
        ],
    );
    let similar = |text: &str| -> Vec<String> {
        let found = similar(&[("test", &built.index)], text, "en", 10, &Cancel::new()).unwrap();
        found.into_iter().map(|hit| hit.title).collect()
    };
    assert_eq!(similar("Ships lie at anchor in a harbour.")[0], "Harbour");
    assert_eq!(similar("Boiling water for tea"), ["Kettle", "Teapot"]);
    assert!(similar("").is_empty());
    assert!(similar("qqq zzz").is_empty());
}
