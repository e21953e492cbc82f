//! `suggest`, `search`, `show`, `random`.

use crate::support::{TestLibrary, all, text};

#[test]
fn titles_are_found_by_their_beginning_and_by_redirects() {
    let library = TestLibrary::new();
    let found = library.json(&["suggest", "sco sec"]);
    assert_eq!(found[0]["title"], "SCO Secretariat", "{found}");
    assert_eq!(found[0]["collection"], "starter");
    assert!(text(&found[0]["address"]).starts_with("pandect://starter/"));

    library.add(&library.write_notes(), "notes");
    let found = library.json(&["suggest", "rock poo"]);
    assert_eq!(found[0]["title"], "Tide pools", "{found}");
    assert_eq!(found[0]["redirectFrom"], "Rock pools", "{found}");
    let said = library.run(&["suggest", "rock poo"]);
    assert!(
        said.stdout
            .starts_with("  1. Tide pools (from Rock pools)\n     pandect://notes/")
    );
}

#[test]
fn two_collections_are_searched_at_once() {
    let library = TestLibrary::new();
    library.add(&library.write_notes(), "notes");
    library.add(&library.write_facts(), "facts");
    let found = library.json(&["search", "hermit crab"]);
    assert_eq!(found["total"], 2, "{found}");
    let mut collections = all(&found["results"], "collection");
    collections.sort();
    assert_eq!(collections, ["facts", "notes"]);
    for result in found["results"].as_array().unwrap() {
        assert!(
            result["score"].as_f64().is_some_and(|score| score > 0.0),
            "{result}"
        );
        let snippet: Vec<char> = text(&result["snippet"]).chars().collect();
        let at = |name: &str| usize::try_from(result["hits"][0][name].as_u64().unwrap()).unwrap();
        let hit: String = snippet[at("start")..at("end")].iter().collect();
        assert!(
            ["hermit", "crab", "hermit crab"].contains(&hit.as_str()),
            "{result}"
        );
    }
    let only = library.json(&["search", "hermit crab", "--in", "facts"]);
    assert_eq!(all(&only["results"], "title"), ["Kelp forest"]);
    assert_eq!(
        library.json(&["search", "hermit crab in:notes"])["total"],
        1
    );
    let one = library.json(&["search", "hermit crab", "--limit", "1"]);
    assert_eq!(
        (&one["total"], one["results"].as_array().unwrap().len()),
        (&2.into(), 1)
    );
    let next = library.json(&["search", "hermit crab", "--limit", "1", "--offset", "1"]);
    assert_ne!(next["results"][0]["address"], one["results"][0]["address"]);
}

#[test]
fn any_text_is_a_query() {
    let library = TestLibrary::new();
    for query in [
        "",
        " ",
        "\"",
        "-",
        "--json",
        "title:",
        "in:nowhere x",
        "(((",
        "*",
        "'; DROP",
        "😀",
    ] {
        let said = library.run(&["search", "--json", "--", query]);
        assert_eq!(said.status, 0, "{query:?}: {}", said.stderr);
        let found: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
        assert!(found["results"].is_array(), "{query:?}");
    }
}

#[test]
fn results_are_numbered_with_one_line_of_text() {
    let library = TestLibrary::new();
    library.add(&library.write_facts(), "facts");
    let said = library.run(&["search", "kelp shelters"]);
    let lines: Vec<&str> = said.stdout.lines().collect();
    assert_eq!(
        lines[..4],
        [
            "1 article",
            "",
            "  1. Kelp forest",
            "     pandect://facts/Kelp_forest"
        ]
    );
    assert!(
        lines[4].contains("**Kelp** **shelters** the hermit crab."),
        "{}",
        said.stdout
    );
}

#[test]
fn an_article_is_shown_in_each_format() {
    let library = TestLibrary::new();
    library.add(&library.write_notes(), "notes");
    let address = "pandect://notes/Tide%20pools";
    let shown = library.json(&["show", address]);
    assert_eq!(shown["address"], address);
    assert_eq!(shown["title"], "Tide pools");
    assert_eq!(all(&shown["sections"], "anchor"), ["animals", "care"]);
    assert_eq!(all(&shown["sections"], "title"), ["Animals", "Care"]);
    assert_eq!(shown["sections"][0]["level"], 2);
    let links: Vec<String> = shown["links"]
        .as_array()
        .unwrap()
        .iter()
        .map(text)
        .collect();
    assert!(
        links.contains(&"pandect://notes/animals/sea-star".to_owned()),
        "{links:?}"
    );

    let plain = library.run(&["show", address]).stdout;
    assert_eq!(plain.trim_end(), text(&shown["text"]).trim_end());
    assert!(
        plain.contains("A tide pool keeps seawater at ebb."),
        "{plain}"
    );
    let html = library.run(&["show", address, "--format", "html"]).stdout;
    assert_eq!(html.trim_end(), text(&shown["html"]).trim_end());
    assert!(html.contains("<strong>seawater</strong>"), "{html}");
    let json = library.run(&["show", address, "--format", "json"]).stdout;
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&json).unwrap(),
        shown
    );
}

#[test]
fn own_articles_are_shown_as_markdown_and_others_say_that_they_cannot() {
    let library = TestLibrary::new();
    let address = library.address_of("SCO Secretariat");
    let said = library.run(&["show", &address, "--format", "markdown"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    assert!(
        said.stdout.contains("[[Shanghai Cooperation Organisation"),
        "{}",
        said.stdout
    );

    library.add(&library.write_facts(), "facts");
    let said = library.run(&["show", "pandect://facts/Moon", "--format", "markdown"]);
    assert_eq!((said.status, said.stdout.as_str()), (1, ""));
    assert!(said.stderr.contains("\nhint: "), "{}", said.stderr);
}

#[test]
fn content_is_clean() {
    let library = TestLibrary::new();
    library.add(&library.write_facts(), "facts");
    let shown = library.json(&["show", "pandect://facts/Kelp_forest"]);
    assert_eq!(
        text(&shown["text"]).trim(),
        "Kelp shelters the hermit crab."
    );
    assert!(!text(&shown["html"]).contains("script"), "{shown}");
}

#[test]
fn a_random_article_can_be_shown() {
    let library = TestLibrary::new();
    let said = library.run(&["random"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    assert_eq!(library.run(&["show", said.stdout.trim()]).status, 0);
    let address = text(&library.json(&["random"])["address"]);
    assert!(address.starts_with("pandect://starter/"), "{address}");
}

#[test]
fn every_starter_article_is_shown_with_its_text_searchable() {
    let library = TestLibrary::new();
    let list = library.json(&["list", "starter"]);
    let addresses = all(&list, "address");
    assert!(addresses.len() >= 12, "{addresses:?}");
    for address in addresses {
        let shown = library.json(&["show", &address]);
        assert!(!text(&shown["text"]).trim().is_empty(), "{address}");
        assert!(text(&shown["html"]).contains('<'), "{address}");
    }
    let found = library.json(&["search", "secretariat beijing"]);
    assert!(
        all(&found["results"], "title").contains(&"SCO Secretariat".to_owned()),
        "{found}"
    );
}
