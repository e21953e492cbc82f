use std::path::Path;

use pandect_library::dto::{ErrorCode, MarkHitKind, NewAnnotation, NewBookmark, SearchOptions};

use crate::{SECRETARIAT, TestLibrary};

fn titles(test: &TestLibrary, text: &str) -> Vec<String> {
    test.library
        .suggest(text, 5)
        .unwrap()
        .into_iter()
        .map(|hit| hit.title)
        .collect()
}

#[test]
fn titles_are_found_while_they_are_typed_misspelt_or_in_another_order() {
    let test = TestLibrary::new();
    for typed in [
        "SCO Secretariat",
        "secr",
        "secretariat sco",
        "Secratariat",
        "Секретариат ШОС",
    ] {
        assert!(
            titles(&test, typed).contains(&"SCO Secretariat".to_owned()),
            "{typed}"
        );
    }
    assert_eq!(titles(&test, "Shanghai Five")[0], "Shanghai Five");
    let redirect = test.library.suggest("RATS", 5).unwrap();
    assert_eq!(redirect[0].title, "Regional Anti-Terrorist Structure");
    assert_eq!(redirect[0].redirect_from.as_deref(), Some("RATS"));
}

#[test]
fn searches_that_begin_together_all_find_the_index_that_one_of_them_makes() {
    let test = TestLibrary::new();
    std::thread::scope(|scope| {
        let searches: Vec<_> = (0..6)
            .map(|number| {
                let library = &test.library;
                scope.spawn(move || {
                    if number % 2 == 0 {
                        library.suggest("secretariat", 5).map(|_| ())
                    } else {
                        let options = SearchOptions::default();
                        library.search("secretariat", options).map(|_| ())
                    }
                })
            })
            .collect();
        for search in searches {
            if let Err(error) = search.join().unwrap() {
                let newer = error.view().code == ErrorCode::Cancelled;
                assert!(newer, "a search failed: {error}");
            }
        }
    });
    assert!(titles(&test, "SCO Secretariat").contains(&"SCO Secretariat".to_owned()));
}

#[test]
fn an_index_that_cannot_be_made_anew_stays_in_use_and_the_answer_says_so() {
    let test = TestLibrary::new();
    let search = |test: &TestLibrary| {
        let options = SearchOptions::default();
        test.library.search("secretariat", options).unwrap()
    };
    let before = search(&test);
    assert!(before.total > 0);

    let folder = test.folder.path().join("data/index/library");
    let made = entry_of(&folder, "starter@");
    let (_, recipe) = made.rsplit_once('-').unwrap();
    let test = test.reopened();
    let outdated = format!("starter@0-{recipe}");
    std::fs::rename(folder.join(&made), folder.join(&outdated)).unwrap();
    // A file where the new one would be made.
    std::fs::write(folder.join("starter.building"), "").unwrap();
    let after = search(&test);
    assert_eq!(after.total, before.total);
    assert_eq!(after.ignored.len(), 1);
    let said = &after.ignored[0];
    assert!(
        said.starts_with("What changed last in ") && said.contains(" is not found: `"),
        "{said}"
    );

    // With no index at all, the other collections are still searched.
    test.add_notes(&[("Desk.md", "# Desk\n\nThe secretariat of our club.\n")]);
    let test = test.reopened();
    std::fs::remove_dir_all(folder.join(&outdated)).unwrap();
    let without = search(&test);
    assert_eq!((without.total, without.ignored.len()), (1, 1));
    let said = &without.ignored[0];
    assert!(said.contains(" is not searched: `"), "{said}");

    std::fs::remove_file(folder.join("starter.building")).unwrap();
    let test = test.reopened();
    let mended = search(&test);
    assert_eq!(mended.total, before.total + 1);
    assert!(mended.ignored.is_empty(), "{:?}", mended.ignored);
    assert_eq!(entry_of(&folder, "starter@"), made);
}

/// The one entry of a folder that begins so.
fn entry_of(folder: &Path, beginning: &str) -> String {
    let names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with(beginning))
        .collect();
    assert_eq!(names.len(), 1, "{names:?}");
    names[0].clone()
}

#[test]
fn text_is_found_with_the_hits_marked_in_snippet_and_page() {
    let test = TestLibrary::new();
    let found = test
        .library
        .search("Tashkent headquarters", SearchOptions::default())
        .unwrap();
    assert!(found.total >= 1);
    for result in &found.results {
        assert!(
            !result.snippet.hits.is_empty(),
            "no hit is marked in {:?}",
            result.snippet
        );
    }
    let best = &found.results[0];
    let hits = test
        .library
        .find_hits(&best.address, "Tashkent headquarters")
        .unwrap();
    let text = test.library.show_article(&best.address).unwrap().text;
    let units: Vec<u16> = text.encode_utf16().collect();
    for hit in hits {
        let word = String::from_utf16(&units[hit.start as usize..hit.end as usize]).unwrap();
        assert!(
            word.to_lowercase().starts_with("tashkent")
                || word.to_lowercase().starts_with("headquarter"),
            "{word}"
        );
    }
}

#[test]
fn collections_are_searched_together_or_alone() {
    let test = TestLibrary::new();
    test.add_notes(&[("Tea.md", "The secretariat drinks tea.\n")]);
    let places = |options| -> Vec<String> {
        let found = test.library.search("secretariat", options).unwrap();
        found
            .results
            .into_iter()
            .map(|result| result.collection)
            .collect()
    };
    let both = places(SearchOptions::default());
    assert!(
        both.contains(&"notes".to_owned()) && both.contains(&"starter".to_owned()),
        "{both:?}"
    );
    let one = places(SearchOptions {
        collection: Some("notes".into()),
        ..SearchOptions::default()
    });
    assert_eq!(one, ["notes"]);
    test.library.remove_collection("notes").unwrap();
    assert!(!places(SearchOptions::default()).contains(&"notes".to_owned()));
}

#[test]
fn own_notes_and_bookmarks_are_found_apart_and_not_after_they_are_deleted() {
    let test = TestLibrary::new();
    let new = NewAnnotation {
        address: SECRETARIAT.into(),
        note: Some("ask about the zeppelin".into()),
        ..NewAnnotation::default()
    };
    let note = test.library.add_annotation(new).unwrap();
    test.library
        .add_bookmark(NewBookmark::of(SECRETARIAT))
        .unwrap();
    let kinds = |text: &str| -> Vec<MarkHitKind> {
        let found = test.library.search(text, SearchOptions::default()).unwrap();
        found.marks.into_iter().map(|hit| hit.kind).collect()
    };
    assert_eq!(kinds("zeppelin"), [MarkHitKind::Annotation]);
    assert!(kinds("secretariat").contains(&MarkHitKind::Bookmark));
    test.library.delete_annotation(&note.id).unwrap();
    assert!(kinds("zeppelin").is_empty());
}

#[test]
fn operators_and_filters_hold_for_own_notes_too() {
    let test = TestLibrary::new();
    test.add_notes(&[("Tea.md", "Leaves in water.")]);
    let note = |address: &str, note: &str| {
        let new = NewAnnotation {
            address: address.into(),
            note: Some(note.into()),
            ..NewAnnotation::default()
        };
        test.library.add_annotation(new).unwrap();
    };
    note(SECRETARIAT, "zeppelin and balloon");
    note("pandect://notes/Tea", "zeppelin alone");
    let found = |text: &str, options: SearchOptions| -> Vec<String> {
        let found = test.library.search(text, options).unwrap();
        found
            .marks
            .into_iter()
            .map(|hit| hit.snippet.text)
            .collect()
    };
    let all = |text: &str| found(text, SearchOptions::default());
    assert_eq!(all("zeppelin"), ["zeppelin alone", "zeppelin and balloon"]);
    assert_eq!(all("zeppelin -balloon"), ["zeppelin alone"]);
    assert_eq!(all("balloon OR nothing"), ["zeppelin and balloon"]);
    assert_eq!(all("\"and balloon\""), ["zeppelin and balloon"]);
    assert_eq!(all("title:tea zeppelin"), ["zeppelin alone"]);
    assert_eq!(all("zeppelin in:starter"), ["zeppelin and balloon"]);
    assert_eq!(all("zeppelin -in:starter"), ["zeppelin alone"]);
    assert_eq!(all("zeppelin lang:de"), [""; 0]);
    assert_eq!(
        all("zeppelin -lang:en"),
        ["zeppelin alone"],
        "too short for one"
    );
    let one = SearchOptions {
        collection: Some("notes".into()),
        ..SearchOptions::default()
    };
    assert_eq!(found("zeppelin", one), ["zeppelin alone"]);
    let behind = SearchOptions {
        offset: Some(20),
        ..SearchOptions::default()
    };
    assert!(found("zeppelin", behind).is_empty(), "they came first");
}

#[test]
fn any_text_is_a_query() {
    let test = TestLibrary::new();
    let long = "word ".repeat(10_000);
    for text in [
        "",
        "\"",
        "-",
        "a:b:c",
        "\0",
        "((((",
        "in: title:",
        "*",
        "٭٭",
        "🙂",
        &long,
    ] {
        test.library.search(text, SearchOptions::default()).unwrap();
        test.library.suggest(text, 10).unwrap();
        test.library.find_hits(SECRETARIAT, text).unwrap();
    }
    let nothing = test
        .library
        .search("secretariat zzyzx", SearchOptions::default())
        .unwrap();
    assert!(
        nothing.relaxed,
        "some of the words were found, and that was not said"
    );
}

#[test]
fn what_is_found_is_counted_by_what_the_person_can_choose() {
    let test = TestLibrary::new();
    test.add_notes(&[
        (
            "Green tea.md",
            "---\nlanguage: en\ncategories: [Drinks]\n---\nA secretariat drinks it.",
        ),
        (
            "Thé.md",
            "---\nlanguage: fr\ncategories: [Drinks, Boissons]\n---\nLe secretariat du thé.",
        ),
    ]);
    let only =
        |collection: Option<&str>, language: Option<&str>, category: Option<&str>| SearchOptions {
            collection: collection.map(str::to_owned),
            language: language.map(str::to_owned),
            category: category.map(str::to_owned),
            ..SearchOptions::default()
        };
    let found = |options| test.library.search("secretariat", options).unwrap().total;
    assert_eq!(found(only(Some("notes"), None, None)), 2);
    assert_eq!(found(only(None, Some("fr"), None)), 1);
    assert_eq!(found(only(None, None, Some("Drinks"))), 2);
    let filters = |options| test.library.search_filters("secretariat", options).unwrap();
    let all = filters(only(None, None, None));
    let count = |counts: &[pandect_library::dto::FilterCount], value: &str| {
        let found = counts.iter().find(|one| one.value == value);
        found.map_or(0, |one| one.count)
    };
    assert_eq!(count(&all.collections, "notes"), 2);
    assert!(count(&all.collections, "starter") > 2);
    assert_eq!(count(&all.languages, "fr"), 1);
    let french = filters(only(Some("notes"), Some("fr"), None));
    assert_eq!(count(&french.categories, "Boissons"), 1);
    assert_eq!(count(&french.categories, "Drinks"), 1);
    let languages = french.languages.iter().map(|one| one.count).sum::<u64>();
    assert_eq!(languages, 2, "a kind is counted without its own filter");
}

#[test]
fn a_language_that_nothing_names_is_told_by_the_text() {
    let test = TestLibrary::new();
    let german = "Der alte Leuchtturm steht auf einer Insel vor der Küste, und seit hundert Jahren \
        geht niemand mehr hinauf, weil die Treppe im letzten Sturm zerstört worden ist.";
    let french = "Les navires passaient chaque nuit devant le vieux phare de l'île, et le gardien \
        notait leurs noms dans un grand cahier que personne n'a jamais retrouvé depuis.";
    test.add_notes(&[
        ("Leuchtturm.md", german),
        ("Treppe.md", &german.replace("Leuchtturm", "Turm")),
        ("Phare.md", french),
        ("Kurz.md", "Zu kurz: die Küsten."),
    ]);
    let of = |page: &str| test.library.open_article(page).unwrap().language;
    assert_eq!(of("pandect://notes/Leuchtturm"), "de");
    assert_eq!(of("pandect://notes/Phare"), "fr");
    let listed = test.library.list_collections().unwrap();
    let notes = listed.iter().find(|one| one.name == "notes").unwrap();
    assert_eq!(notes.language, "de", "as most of its articles");
    let found = |query: &str| {
        test.library
            .search(query, SearchOptions::default())
            .unwrap()
    };
    let stemmed = found("in:notes Stürme zerstörte");
    assert_eq!(stemmed.total, 2, "in the endings of the language");
    assert_eq!(found("in:notes lang:fr navire").total, 1);
    let fallback = found("in:notes Küste").results;
    assert_eq!(
        fallback.len(),
        3,
        "too little a text is in the collection's"
    );
}

#[test]
fn the_last_word_may_still_be_being_typed() {
    let test = TestLibrary::new();
    test.add_notes(&[("Tea.md", "Leaves in lukewarm water.")]);
    let typing = || SearchOptions {
        typing: Some(true),
        ..SearchOptions::default()
    };
    let found = test.library.search("leaves lukew", typing()).unwrap();
    assert_eq!((found.total, found.relaxed), (1, false));
    assert_eq!(found.did_you_mean, None);
    let hits = &found.results[0].snippet.hits;
    assert_eq!(hits.len(), 2, "the beginning is marked");
    let hits = test
        .library
        .find_hits("pandect://notes/Tea", "leaves lukew");
    assert_eq!(hits.unwrap().len(), 2, "in the article too");
    for (text, options) in [
        ("leaves lukew", SearchOptions::default()),
        ("leaves lukew ", typing()),
    ] {
        let found = test.library.search(text, options).unwrap();
        assert!(found.relaxed, "{text:?} is what was meant");
    }
}

#[test]
fn what_says_only_where_to_look_is_told_and_so_is_a_collection_that_is_not_there() {
    let test = TestLibrary::new();
    test.add_notes(&[("Tea.md", "Leaves in a zeppelin.")]);
    let search = |text: &str| test.library.search(text, SearchOptions::default()).unwrap();
    for (text, told) in [
        ("category:Tea", "category:Tea"),
        ("leaves in:nowhere", "nowhere"),
        ("leaves lang:german", "lang:german"),
    ] {
        let found = search(text);
        assert_eq!(found.ignored.len(), 1, "{text}");
        assert!(found.ignored[0].contains(told), "{:?}", found.ignored);
    }
    test.library
        .set_collection_searched("notes", false)
        .unwrap();
    assert_eq!(search("zeppelin").total, 0);
    assert_eq!(search("zeppelin in:notes").total, 1, "it is asked for");
    let filters = test
        .library
        .search_filters("zeppelin in:notes", SearchOptions::default());
    assert_eq!(filters.unwrap().collections[0].value, "notes");
}

#[test]
fn a_key_ends_the_search_of_texts_before_it() {
    let test = TestLibrary::new();
    let (began, begin) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let searching = scope.spawn(|| {
            began.send(()).unwrap();
            // Again and again: one of them is under way when the key is pressed.
            (0..100_000).find_map(|_| {
                let found = test
                    .library
                    .search("the OR of OR shanghai", SearchOptions::default());
                found.err()
            })
        });
        begin.recv().unwrap();
        while !searching.is_finished() {
            test.library.suggest("sh", 5).unwrap();
        }
        let error = searching.join().unwrap().unwrap();
        assert_eq!(error.view().code, ErrorCode::Cancelled, "{error}");
    });
}

#[test]
fn words_that_nothing_has_are_corrected() {
    let test = TestLibrary::new();
    let found = test
        .library
        .search("Secratariat shangai", SearchOptions::default())
        .unwrap();
    assert_eq!(found.did_you_mean.as_deref(), Some("secretariat shanghai"));
    let found = test.library.search("secretariat", SearchOptions::default());
    assert_eq!(found.unwrap().did_you_mean, None);
    let text = "\"shangai\" shangais shangai";
    let found = test.library.search(text, SearchOptions::default()).unwrap();
    assert_eq!(
        found.did_you_mean.as_deref(),
        Some("\"shangai\" shanghai shanghai"),
        "each word is corrected where it stands, and nothing that is quoted"
    );
}

#[test]
fn titles_matter_by_the_links_to_them_and_then_by_length() {
    let test = TestLibrary::new();
    let words: Vec<String> = (0..600).map(|number| format!("word{number}")).collect();
    test.add_notes(&[
        ("Zeppelin a.md", "Short."),
        ("Zeppelin of much.md", &words.join(" ")),
        ("Zeppelin that is known.md", "Short."),
        ("Other.md", "[one](<Zeppelin that is known.md>)"),
    ]);
    let found = test.library.suggest("zepp", 3).unwrap();
    let titles: Vec<&str> = found.iter().map(|one| one.title.as_str()).collect();
    let expected = ["Zeppelin that is known", "Zeppelin of much", "Zeppelin a"];
    assert_eq!(titles, expected);
    assert!(found.iter().all(|one| !one.misspelt));
    let found = test.library.suggest("zepelin a", 1).unwrap();
    assert!(found[0].misspelt, "{found:?}");
}

#[test]
fn related_articles_have_links_in_common() {
    let test = TestLibrary::new();
    let same = "Leaves in a zeppelin.";
    let linking = format!("{same} [a](Cup.md) [b](Pot.md) [c](Kettle.md)");
    test.add_notes(&[
        ("Tea.md", &linking),
        ("Alone.md", &format!("{same} a b c")),
        ("Back.md", &format!("{same} [a](Tea.md) b c")),
        ("Mint.md", &linking),
        ("Cup.md", "Something else."),
        ("Pot.md", "Something else."),
        ("Kettle.md", "Something else."),
        // What half of all have would say nothing.
        ("One.md", "One more."),
        ("Two.md", "Two more."),
    ]);
    let related = test
        .library
        .related_articles("pandect://notes/Tea")
        .unwrap();
    let titles: Vec<&str> = related.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(
        titles[..3],
        ["Mint", "Back", "Alone"],
        "most in common first"
    );
}

#[test]
fn related_articles_speak_of_the_same_things() {
    let test = TestLibrary::new();
    let related = test.library.related_articles(SECRETARIAT).unwrap();
    assert_eq!(related.len(), 6);
    assert!(related.iter().all(|one| one.address != SECRETARIAT));
    let titles: Vec<_> = related.iter().map(|one| one.title.as_str()).collect();
    assert!(
        titles
            .iter()
            .any(|title| title.contains("Secretary") || title.contains("Council")),
        "{titles:?}"
    );
    for one in &related {
        assert!(test.library.open_article(&one.address).is_ok(), "{one:?}");
    }
}
