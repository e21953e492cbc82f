//! `add`, `collections`, `list`, `remove`, `index`, `verify`.

use crate::support::{TestLibrary, all};

#[test]
fn a_new_library_has_the_starter_encyclopedia() {
    let library = TestLibrary::new();
    let collections = library.json(&["collections"]);
    let starter = &collections[0];
    assert_eq!(starter["name"], "starter");
    assert_eq!(starter["kind"], "own");
    assert_eq!(starter["language"], "en");
    assert!(
        starter["title"].is_string() && starter["edition"].is_string(),
        "{starter}"
    );
    assert!(
        starter["articles"]
            .as_u64()
            .is_some_and(|count| count >= 12),
        "{starter}"
    );
    assert!(library.data().join("library.db").is_file());
}

#[test]
fn a_folder_of_markdown_becomes_a_collection() {
    let library = TestLibrary::new();
    let report = library.add(&library.write_notes(), "notes");
    assert_eq!(report["collection"], "notes");
    assert_eq!(report["articles"], 2);
    assert_eq!(report["skipped"], serde_json::json!([]));
    assert!(
        report["seconds"]
            .as_f64()
            .is_some_and(|seconds| seconds > 0.0)
    );

    let collections = library.json(&["collections"]);
    let rows = collections.as_array().unwrap();
    let notes = rows.iter().find(|row| row["name"] == "notes").unwrap();
    assert_eq!(notes["kind"], "imported");
    assert_eq!(notes["title"], "notes");
    assert_eq!(notes["language"], "en");
    assert_eq!(notes["articles"], 2);
    assert_eq!(notes["index"], "ready");

    let list = library.json(&["list", "notes"]);
    let mut titles = all(&list, "title");
    titles.sort();
    assert_eq!(titles, ["Sea star", "Tide pools"]);
    assert!(all(&list, "address").contains(&"pandect://notes/animals/sea-star".to_owned()));
}

#[test]
fn without_a_name_the_source_gives_it() {
    let library = TestLibrary::new();
    let facts = library.write_facts();
    let report = library.json(&["add", facts.to_str().unwrap()]);
    assert_eq!(report["collection"], "facts");
    assert_eq!(report["articles"], 2);
}

#[test]
fn adding_again_brings_the_newer_edition() {
    let library = TestLibrary::new();
    let notes = library.write_notes();
    library.add(&notes, "notes");
    library.write("notes/Gull.md", "# Gull\n\nIt cries.\n");
    assert_eq!(library.add(&notes, "notes")["articles"], 3);
    assert_eq!(
        library.json(&["list", "notes"]).as_array().unwrap().len(),
        3
    );
    assert_eq!(
        library.json(&["search", "cries", "--in", "notes"])["total"],
        1
    );
}

#[test]
fn a_removed_collection_is_gone() {
    let library = TestLibrary::new();
    library.add(&library.write_facts(), "facts");
    assert_eq!(library.json(&["remove", "facts"])["removed"], "facts");
    assert!(!all(&library.json(&["collections"]), "name").contains(&"facts".to_owned()));
    assert_eq!(
        library.error(&["list", "facts"])["code"],
        "collection-missing"
    );
    assert_eq!(library.json(&["search", "kelp"])["total"], 0);
    let left = std::fs::read_dir(library.data().join("collections")).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name == "facts.db"), "{left:?}");
}

#[test]
fn an_index_can_be_left_out_and_made_later() {
    let library = TestLibrary::new();
    let facts = library.write_facts();
    library.json(&["add", facts.to_str().unwrap(), "--no-index"]);
    let state = |library: &TestLibrary| {
        let collections = library.json(&["collections"]);
        let rows = collections.as_array().unwrap();
        rows.iter().find(|row| row["name"] == "facts").unwrap()["index"].clone()
    };
    assert_eq!(state(&library), "missing");
    assert_eq!(library.json(&["index", "facts"])["indexed"], "facts");
    assert_eq!(state(&library), "ready");
    assert_eq!(library.json(&["search", "kelp"])["total"], 1);
}

#[test]
fn verifying_finds_what_is_damaged_and_makes_an_index_anew() {
    let library = TestLibrary::new();
    library.add(&library.write_notes(), "notes");
    let whole = library.json(&["verify"]);
    assert!(
        whole
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["ok"] == true),
        "{whole}"
    );
    assert!(all(&whole, "name").contains(&"notes".to_owned()), "{whole}");

    let index = std::fs::read_dir(library.data().join("index"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().contains("notes@"))
        .unwrap();
    std::fs::write(index.join("text/meta.json"), "damaged").unwrap();
    let mended = library.json(&["verify", "notes"]);
    assert_eq!(mended[0]["ok"], true, "{mended}");
    let told = mended[0]["problems"][0].as_str().unwrap();
    assert!(told.ends_with("; it was made anew"), "{told}");
    let again = library.json(&["verify", "notes"]);
    assert!(again[0]["problems"].as_array().unwrap().is_empty());

    let file = library.data().join("collections/notes.db");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[..64].fill(b'x');
    std::fs::remove_file(&file).unwrap();
    std::fs::write(&file, bytes).unwrap();
    let said = library.run(&["verify", "notes", "--json"]);
    assert_eq!(said.status, 1, "{}", said.stdout);
    let found: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(found[0]["name"], "notes");
    assert_eq!(found[0]["ok"], false);
    assert!(
        !found[0]["problems"].as_array().unwrap().is_empty(),
        "{found}"
    );
    let error: serde_json::Value = serde_json::from_str(&said.stderr).unwrap();
    assert_eq!(error["code"], "damaged");
}

#[test]
fn people_get_lines() {
    let library = TestLibrary::new();
    let facts = library.write_facts();
    let said = library.run(&["add", facts.to_str().unwrap()]);
    assert!(
        said.stdout.starts_with("added 2 articles as facts in "),
        "{}",
        said.stdout
    );
    assert_eq!(said.stderr, "", "progress is for terminals");
    let said = library.run(&["collections"]);
    assert!(
        said.stdout
            .starts_with("NAME     KIND      LANGUAGE  EDITION"),
        "{}",
        said.stdout
    );
    assert!(
        said.stdout
            .lines()
            .any(|line| line.starts_with("facts    imported  en"))
    );
    let said = library.run(&["list", "facts"]);
    assert_eq!(
        said.stdout,
        "pandect://facts/Kelp_forest  Kelp forest\npandect://facts/Moon  Moon\n"
    );
}
