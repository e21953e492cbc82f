//! Browsing collections, keeping them in order, and links between them.

use std::fmt::Write as _;

use pandect_library::dto::SearchOptions;

use crate::TestLibrary;

fn pages(test: &TestLibrary, name: &str, articles: &[(&str, &str, &str)]) {
    let mut lines = String::new();
    for (title, category, text) in articles {
        let _ = writeln!(
            lines,
            "{{\"title\": \"{title}\", \"markdown\": \"{text}\", \"categories\": [\"{category}\"], \"lang\": \"en\"}}"
        );
    }
    let file = test.folder.path().join(format!("{name}.jsonl"));
    std::fs::write(&file, lines).unwrap();
    test.add(&file);
}

#[test]
fn a_collection_is_browsed_by_letter_and_category() {
    let test = TestLibrary::new();
    pages(
        &test,
        "drinks",
        &[
            ("Tea", "Hot", "x"),
            ("Apple juice", "Cold", "x"),
            ("Ale", "Cold", "x"),
            ("Éclair", "Food", "x"),
        ],
    );
    let initials = test.library.list_initials("drinks").unwrap();
    let told: Vec<_> = initials
        .iter()
        .map(|one| (one.initial.as_str(), one.offset))
        .collect();
    assert_eq!(told, [("A", 0), ("T", 2), ("É", 3)]);
    for initial in &initials {
        let at = test
            .library
            .list_articles("drinks", initial.offset, 1)
            .unwrap();
        assert!(at[0].title.starts_with(&initial.initial), "{at:?}");
    }
    let categories = test.library.list_categories("drinks", 0, 10).unwrap();
    let told: Vec<_> = categories
        .iter()
        .map(|one| (one.name.as_str(), one.articles))
        .collect();
    assert_eq!(told, [("Cold", 2), ("Food", 1), ("Hot", 1)]);
    let cold = test.library.list_category("drinks", "Cold", 0, 10).unwrap();
    assert_eq!(
        (cold[0].title.as_str(), cold[1].title.as_str()),
        ("Ale", "Apple juice")
    );
    assert_eq!(
        test.library
            .list_category("drinks", "Cold", 1, 10)
            .unwrap()
            .len(),
        1
    );

    let own = test.library.list_initials("starter").unwrap();
    for initial in &own {
        let at = test
            .library
            .list_articles("starter", initial.offset, 1)
            .unwrap();
        assert!(
            at[0].title.to_uppercase().starts_with(&initial.initial),
            "{at:?}"
        );
    }
    let categories = test.library.list_categories("starter", 0, 500).unwrap();
    for category in &categories {
        let listed = test
            .library
            .list_category("starter", &category.name, 0, 500)
            .unwrap();
        assert_eq!(listed.len(), usize::try_from(category.articles).unwrap());
    }
    assert!(categories.len() > 5);
    assert_eq!(test.library.collection_page("drinks").unwrap(), None);
}

#[test]
fn collections_are_named_grouped_ordered_and_left_out_of_searches() {
    let test = TestLibrary::new();
    pages(&test, "drinks", &[("Quincewater", "Cold", "Of quinces.")]);
    pages(&test, "foods", &[("Quincecake", "Baked", "Of quinces.")]);
    let library = &test.library;
    library
        .rename_collection("drinks", "  My \n drinks ")
        .unwrap();
    library.set_collection_shelf("drinks", "Kitchen").unwrap();
    library.move_collection("drinks", Some("starter")).unwrap();
    library.set_collection_searched("foods", false).unwrap();
    let listed = library.list_collections().unwrap();
    assert_eq!(
        (listed[0].title.as_str(), listed[0].shelf.as_str()),
        ("My drinks", "Kitchen")
    );
    assert_eq!(listed[1].name, "starter");
    let titles = |text: &str| -> Vec<String> {
        let found = library.suggest(text, 5).unwrap();
        found.into_iter().map(|one| one.title).collect()
    };
    assert_eq!(titles("quince"), ["Quincewater"]);
    assert_eq!(
        library
            .search("quinces", SearchOptions::default())
            .unwrap()
            .total,
        1
    );
    let there = SearchOptions {
        collection: Some("foods".to_owned()),
        ..SearchOptions::default()
    };
    assert_eq!(
        library.search("quinces", there).unwrap().total,
        1,
        "asked for, it is searched"
    );
    library.rename_collection("drinks", "").unwrap();
    library.move_collection("drinks", None).unwrap();
    let listed = library.list_collections().unwrap();
    assert_eq!(
        listed.last().unwrap().title,
        "drinks",
        "its own title again, at the end"
    );
    // Adding it again leaves what the person chose.
    pages(&test, "foods", &[("Quincecake", "Baked", "Other.")]);
    assert!(
        !library
            .list_collections()
            .unwrap()
            .iter()
            .any(|one| one.name == "foods" && one.searched)
    );
}

#[test]
fn a_link_that_its_collection_cannot_answer_leads_to_another_one() {
    let test = TestLibrary::new();
    pages(
        &test,
        "enwiki",
        &[("Green tea", "Hot", "See [[Quincewater]] and [[Nothing]].")],
    );
    pages(&test, "drinks", &[("Quincewater", "Cold", "Of quinces.")]);
    let tea = test
        .library
        .open_article("pandect://enwiki/Green_tea")
        .unwrap();
    assert_eq!(tea.missing, ["pandect://enwiki/Nothing"]);
    let other = test
        .library
        .open_article("pandect://enwiki/Quincewater")
        .unwrap();
    assert_eq!(other.address, "pandect://drinks/Quincewater");
    let answer = |url: &str| test.library.answer_url(url).unwrap();
    assert_eq!(
        answer("https://en.wikipedia.org/wiki/Green_tea#Cups").as_deref(),
        Some("pandect://enwiki/Green_tea#cups")
    );
    assert_eq!(answer("https://fr.wikipedia.org/wiki/Green_tea"), None);
    assert_eq!(answer("https://en.wikipedia.org/wiki/Quincewater"), None);
}

#[test]
fn saved_pages_become_articles_with_their_pictures() {
    let test = TestLibrary::new();
    let folder = test.folder.path().join("Saved");
    std::fs::create_dir_all(folder.join("tea_files")).unwrap();
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
    std::fs::write(folder.join("tea_files/cup.png"), png).unwrap();
    std::fs::write(folder.join("tea_files/advert.html"), "<p>Buy</p>").unwrap();
    let words = "The leaves are plucked in spring. ".repeat(20);
    let tea = format!(
        "<html lang=en><title>Green tea</title><nav>Home</nav><main><h1>Green tea</h1><p>{words}\
         <img src=tea_files/cup.png alt=Cup> <a href='cup.html#s'>cup</a></p></main>"
    );
    std::fs::write(folder.join("tea.html"), &tea).unwrap();
    std::fs::write(
        folder.join("cup.html"),
        "<title>Cup</title><p>A <a href=tea.html>tea</a> cup.",
    )
    .unwrap();
    let report = test.add(&folder);
    assert_eq!(
        (report.articles, report.left_out),
        (2, 0),
        "{:?}",
        report.skipped
    );
    let page = test.library.open_article("pandect://saved/tea").unwrap();
    assert_eq!(
        (page.title.as_str(), page.language.as_str()),
        ("Green tea", "en")
    );
    assert!(
        !page.html.contains("Home") && !page.html.contains("<h2"),
        "{}",
        page.html
    );
    assert!(
        page.missing.is_empty() && page.html.contains("pandect://saved/cup"),
        "{}",
        page.html
    );
    assert!(
        test.library
            .media("pandect://saved/tea_files/cup.png")
            .is_ok()
    );
    let single = test.add(&folder.join("tea.html"));
    assert_eq!((single.collection.as_str(), single.articles), ("tea", 1));
}
