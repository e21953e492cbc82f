//! `bookmark`, `bookmarks`, `annotate`, `annotations`.

use serde_json::Value;

use crate::support::{TestLibrary, all, text};

const POOLS: &str = "pandect://notes/Tide%20pools";

fn with_notes() -> TestLibrary {
    let library = TestLibrary::new();
    library.add(&library.write_notes(), "notes");
    library
}

#[test]
fn an_article_and_a_section_are_bookmarked() {
    let library = TestLibrary::new();
    let article = library.address_of("SCO Secretariat");
    let shown = library.json(&["show", &article]);
    let sections = shown["sections"].as_array().unwrap();
    let history = sections
        .iter()
        .find(|one| one["title"] == "History and structure")
        .unwrap();
    let section = format!("{article}#{}", text(&history["anchor"]));

    let made = library.json(&["bookmark", "add", &article]);
    assert_eq!(made["address"], article.as_str());
    assert_eq!(made["title"], "SCO Secretariat");
    assert_eq!(made["folder"], Value::Null);
    assert_eq!(made["status"], "exact");
    library.json(&["bookmark", "add", &section]);

    let bookmarks = library.json(&["bookmarks"]);
    assert_eq!(all(&bookmarks, "address"), [article, section]);
    assert_eq!(bookmarks[0]["id"], made["id"]);
    assert_eq!(bookmarks[1]["sectionTitle"], "History and structure");
    let said = library.run(&["bookmarks"]);
    assert!(
        said.stdout
            .starts_with("  1. SCO Secretariat\n     pandect://starter/")
    );
}

#[test]
fn a_folder_that_is_not_there_is_said_to_be_missing() {
    let library = with_notes();
    let error = library.error(&["bookmark", "add", POOLS, "--folder", "Nowhere"]);
    assert_eq!(error["code"], "mark-missing");
    assert!(text(&error["message"]).contains("Nowhere"));
    assert_eq!(library.json(&["bookmarks"]), serde_json::json!([]));
}

#[test]
fn a_quote_is_annotated() {
    let library = with_notes();
    let made = library.json(&[
        "annotate",
        POOLS,
        "--quote",
        "keeps seawater",
        "--note",
        "How *long*?",
        "--color",
        "green",
        "--tag",
        "sea",
        "--tag",
        "to check",
    ]);
    assert_eq!(made["quote"], "keeps seawater");
    assert_eq!(made["note"], "How *long*?");
    assert_eq!(made["color"], "green");
    assert_eq!(made["status"], "exact");
    assert_eq!(made["target"], "passage");
    assert!(text(&made["address"]).starts_with(POOLS), "{made}");

    let list = library.json(&["annotations"]);
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(list[0]["id"], made["id"]);
    assert_eq!(list[0]["quote"], "keeps seawater");
    let tags: Vec<String> = list[0]["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(text)
        .collect();
    assert_eq!(tags, ["sea", "to check"]);
    let said = library.run(&["annotations"]);
    assert!(
        said.stdout.starts_with("  1. “keeps seawater”\n"),
        "{}",
        said.stdout
    );
}

#[test]
fn sections_and_articles_are_annotated_without_a_quote() {
    let library = with_notes();
    let article = library.json(&["annotate", POOLS, "--note", "Read again"]);
    assert_eq!(
        (&article["target"], &article["color"]),
        (&"article".into(), &Value::Null)
    );
    let section = library.json(&["annotate", &format!("{POOLS}#care"), "--color", "rose"]);
    assert_eq!(
        (&section["target"], &section["quote"]),
        (&"section".into(), &"Care".into())
    );
    let bare = library.json(&["annotate", POOLS, "--quote", "tide pool"]);
    assert_eq!(bare["color"], "amber", "a mark without a note must be seen");
}

#[test]
fn an_ambiguous_quote_is_refused_unless_the_prefix_decides() {
    let library = with_notes();
    let error = library.error(&["annotate", POOLS, "--quote", "hermit crab"]);
    assert_eq!(error["code"], "invalid-input");
    assert!(
        error["hint"]
            .as_str()
            .is_some_and(|hint| hint.contains("--prefix")),
        "{error}"
    );
    assert_eq!(library.json(&["annotations"]), serde_json::json!([]));

    let shown = text(&library.json(&["show", POOLS])["text"]);
    let second = shown.rfind("hermit crab").unwrap();
    let prefix = &shown[second - 10..second];
    let made = library.json(&[
        "annotate",
        POOLS,
        "--quote",
        "hermit crab",
        "--prefix",
        prefix,
    ]);
    let start = shown[..second].encode_utf16().count();
    assert_eq!(made["passage"]["start"], start);
    assert_eq!(
        library.error(&["annotate", POOLS, "--quote", "lobster"])["code"],
        "invalid-input"
    );
}

#[test]
fn annotations_are_listed_by_what_they_are() {
    let library = with_notes();
    library.json(&[
        "annotate", POOLS, "--quote", "seawater", "--color", "blue", "--tag", "sea",
    ]);
    library.json(&[
        "annotate",
        "pandect://notes/animals/sea-star",
        "--note",
        "Five arms",
    ]);
    let quotes = |arguments: &[&str]| all(&library.json(arguments), "note");
    assert_eq!(quotes(&["annotations"]).len(), 2);
    assert_eq!(quotes(&["annotations", "--status", "exact"]).len(), 2);
    assert_eq!(quotes(&["annotations", "--status", "orphaned"]).len(), 0);
    assert_eq!(quotes(&["annotations", "--color", "blue"]), [""]);
    assert_eq!(quotes(&["annotations", "--tag", "sea"]), [""]);
    assert_eq!(quotes(&["annotations", "--address", POOLS]), [""]);
    assert_eq!(quotes(&["annotations", "--text", "arms"]), ["Five arms"]);
}

#[test]
fn marks_survive_a_newer_edition_and_a_removed_collection() {
    let library = with_notes();
    let notes = library.write_notes();
    library.json(&[
        "annotate",
        POOLS,
        "--quote",
        "The hermit crab borrows a shell.",
    ]);
    library.json(&["bookmark", "add", &format!("{POOLS}#care")]);
    library.write(
        "notes/Tide pools.md",
        "# Tide pools\n\nA paragraph that was not there before.\n\n## Care\n\nNew.\n\n\
         ## Animals\n\nThe hermit crab borrows a shell. And more.\n",
    );
    library.add(&notes, "notes");
    let annotation = library.json(&["annotations"])[0].clone();
    assert_eq!(annotation["quote"], "The hermit crab borrows a shell.");
    let shown = text(&library.json(&["show", POOLS])["text"]);
    let start = shown.find("The hermit crab borrows").unwrap();
    assert_eq!(
        annotation["passage"]["start"],
        shown[..start].encode_utf16().count()
    );
    assert!(["exact", "relocated"].contains(&annotation["status"].as_str().unwrap()));

    library.json(&["remove", "notes"]);
    assert_eq!(
        library.json(&["annotations"])[0]["quote"],
        "The hermit crab borrows a shell."
    );
    assert_eq!(library.json(&["annotations"])[0]["status"], "orphaned");
    assert_eq!(
        all(&library.json(&["bookmarks"]), "address"),
        [format!("{POOLS}#care")]
    );
    library.add(&notes, "notes");
    assert_ne!(library.json(&["annotations"])[0]["status"], "orphaned");
}
