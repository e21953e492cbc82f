//! What is wrong is said, with what can be done, and nothing is harmed.

use std::fs;

use serde_json::Value;

use crate::support::{TestLibrary, all, text};

#[test]
fn a_mistake_in_one_article_is_told_and_the_rest_is_added() {
    let library = TestLibrary::new();
    let folder = library.write_notes();
    library.write(
        "notes/Broken.md",
        "---\ntitle: Broken\nredirects: [a\n  b: ][\n---\n\nText.\n",
    );
    library.write("notes/latin.md", b"caf\xe9");
    library.write("notes/fake.png", "not a picture");
    let report = library.add(&folder, "notes");
    assert_eq!(
        report["articles"], 3,
        "an article with broken front matter still has its text"
    );
    let skipped = report["skipped"].as_array().unwrap();
    let about = |name: &str| -> &Value {
        let what = |one: &&Value| {
            one["what"]
                .as_str()
                .is_some_and(|what| what.starts_with(name))
        };
        skipped
            .iter()
            .find(what)
            .unwrap_or_else(|| panic!("{name} in {skipped:?}"))
    };
    let broken = text(&about("Broken.md")["what"]);
    let line: u32 = broken
        .strip_prefix("Broken.md:")
        .expect(&broken)
        .parse()
        .expect(&broken);
    assert!((2..=5).contains(&line), "{broken}");
    assert!(text(&about("latin.md")["why"]).contains("UTF-8"));
    assert!(text(&about("fake.png")["why"]).contains("no picture"));
    let said = library.run(&["add", folder.to_str().unwrap()]);
    assert!(
        said.stdout.contains("\nskipped latin.md: "),
        "{}",
        said.stdout
    );
}

#[test]
fn bad_lines_of_a_file_are_told_by_number() {
    let library = TestLibrary::new();
    let file = library.write(
        "facts.jsonl",
        "{\"title\":\"One\",\"text\":\"1\"}\n{\"title\":\n{\"title\":\"Two\",\"text\":\"2\"}\n",
    );
    let report = library.add(&file, "facts");
    assert_eq!(report["articles"], 2);
    assert_eq!(all(&report["skipped"], "what"), ["facts.jsonl:2"]);
}

#[test]
fn sources_that_are_none_are_refused() {
    let library = TestLibrary::new();
    let other = library.write("picture.png", b"\x89PNG\r\n\x1a\n");
    let empty = library.write("empty/readme.txt", "");
    for source in [
        other.as_path(),
        empty.parent().unwrap(),
        &other.join("nowhere"),
    ] {
        let error = library.error(&["add", source.to_str().unwrap()]);
        assert_eq!(error["code"], "invalid-input", "{error}");
        assert!(error["hint"].is_string(), "{error}");
    }
    let facts = library.write_facts();
    for name in ["../up", "Capital", "", "con", "starter"] {
        let said = library.run(&["add", facts.to_str().unwrap(), "--name", name, "--json"]);
        assert_eq!(said.status, 1, "{name:?}: {}", said.stdout);
    }
    assert_eq!(library.json(&["search", "kelp"])["total"], 0);
}

#[test]
fn what_is_not_there_is_said_to_be_missing() {
    let library = TestLibrary::new();
    for arguments in [
        &["list", "nowhere"][..],
        &["remove", "nowhere"],
        &["index", "nowhere"],
        &["verify", "nowhere"],
        &["show", "pandect://nowhere/Article"],
        &["search", "text", "--in", "nowhere"],
    ] {
        let error = library.error(arguments);
        assert_eq!(
            error["code"], "collection-missing",
            "{arguments:?}: {error}"
        );
        assert!(text(&error["message"]).contains("nowhere"), "{error}");
    }
    for arguments in [
        &["show", "pandect://starter/Nothing%20of%20the%20kind"][..],
        &[
            "bookmark",
            "add",
            "pandect://starter/Nothing%20of%20the%20kind",
        ],
        &["annotate", "pandect://starter/Nothing%20of%20the%20kind"],
    ] {
        assert_eq!(
            library.error(arguments)["code"],
            "article-missing",
            "{arguments:?}"
        );
    }
    let said = library.run(&["list", "nowhere"]);
    assert_eq!((said.status, said.stdout.as_str()), (1, ""));
    assert!(
        said.stderr
            .starts_with("error: there is no collection `nowhere`\nhint: ")
    );
}

#[test]
fn a_malformed_address_is_refused() {
    let library = TestLibrary::new();
    for address in [
        "",
        "SCO",
        "http://starter/x",
        "pandect://",
        "pandect://starter",
        "pandect://no such name/x",
    ] {
        let error = library.error(&["show", "--", address]);
        assert_eq!(error["code"], "invalid-input", "{address:?}: {error}");
    }
}

#[test]
fn the_starter_encyclopedia_cannot_be_removed() {
    let library = TestLibrary::new();
    assert_eq!(
        library.error(&["remove", "starter"])["code"],
        "invalid-input"
    );
    assert_eq!(library.json(&["collections"])[0]["name"], "starter");
}

#[test]
fn wrong_usage_has_a_status_of_its_own() {
    let library = TestLibrary::new();
    for arguments in [
        &[][..],
        &["fly"],
        &["show"],
        &["search", "x", "--limit", "many"],
    ] {
        let said = library.run(arguments);
        assert_eq!(
            (said.status, said.stdout.as_str()),
            (2, ""),
            "{arguments:?}"
        );
        assert!(said.stderr.contains("--help"), "{}", said.stderr);
    }
    assert!(!library.data().exists(), "wrong usage makes no library");
}

#[test]
fn a_library_file_of_a_newer_version_is_left_alone() {
    let library = TestLibrary::new();
    library.json(&["collections"]);
    let file = library.data().join("library.db");
    let mut bytes = fs::read(&file).unwrap();
    // SQLite keeps the user version there, in big-endian order.
    bytes[60..64].copy_from_slice(&9_999_u32.to_be_bytes());
    fs::write(&file, &bytes).unwrap();
    for journal in ["library.db-wal", "library.db-shm"] {
        let _absent = fs::remove_file(library.data().join(journal));
    }
    let error = library.error(&["collections"]);
    assert_eq!(error["code"], "newer-version");
    assert!(text(&error["message"]).contains("library.db"), "{error}");
    assert!(error["hint"].is_string(), "{error}");
    assert_eq!(fs::read(&file).unwrap(), bytes, "nothing was changed");
}

#[test]
fn a_damaged_library_file_is_kept_aside() {
    let library = TestLibrary::new();
    fs::create_dir_all(library.data()).unwrap();
    let garbage = b"this was a library once ".repeat(500);
    fs::write(library.data().join("library.db"), &garbage).unwrap();
    let error = library.error(&["collections"]);
    assert_eq!(error["code"], "damaged");
    let hint = text(&error["hint"]);
    let kept = fs::read_dir(library.data())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.is_file() && fs::read(path).unwrap() == garbage)
        .expect("the damaged file is kept, byte for byte");
    assert!(hint.contains(kept.to_str().unwrap()), "{hint}");
    assert_eq!(
        library.json(&["collections"])[0]["name"],
        "starter",
        "a new one is begun"
    );
    assert_eq!(
        fs::read(&kept).unwrap(),
        garbage,
        "and the old one is still there"
    );
}

#[test]
fn a_data_folder_that_cannot_be_made_is_named() {
    let library = TestLibrary::new();
    fs::write(library.data(), "a file where the folder should be").unwrap();
    let error = library.error(&["collections"]);
    assert!(text(&error["message"]).contains("data"), "{error}");
    assert_eq!(error["code"], "file");
}
