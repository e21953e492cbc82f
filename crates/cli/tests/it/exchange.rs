//! `export`, `import-annotations`.

use crate::support::{TestLibrary, text};

const POOLS: &str = "pandect://notes/Tide%20pools";

fn annotated() -> TestLibrary {
    let library = TestLibrary::new();
    library.add(&library.write_notes(), "notes");
    library.json(&[
        "annotate",
        POOLS,
        "--note",
        "Look *again*",
        "--color",
        "green",
        "--tag",
        "sea",
    ]);
    library.json(&["bookmark", "add", POOLS]);
    library
}

#[test]
fn marks_are_exported_and_imported_on_another_computer() {
    let (here, there) = (annotated(), TestLibrary::new());
    let file = here.path("marks.jsonld");
    let said = here.json(&["export", "--format", "json-ld", "-o", &file]);
    assert_eq!(said["marks"], 2);
    there.add(&there.write_notes(), "notes");
    let report = there.json(&["import-annotations", &file]);
    assert_eq!(
        (&report["annotations"], &report["bookmarks"]),
        (&1.into(), &1.into())
    );
    assert_eq!(report["source"], "web-annotation");
    let again = there.json(&["import-annotations", &file]);
    assert_eq!(
        (&again["annotations"], &again["known"]),
        (&0.into(), &2.into())
    );
    let (one, other) = (here.json(&["annotations"]), there.json(&["annotations"]));
    for field in [
        "id", "address", "note", "color", "tags", "created", "modified", "status",
    ] {
        assert_eq!(one[0][field], other[0][field], "{field}");
    }
}

#[test]
fn every_form_goes_to_standard_output() {
    let library = annotated();
    let export = |format: &str| library.run(&["export", "--format", format]).stdout;
    let json: serde_json::Value = serde_json::from_str(&export("json-ld")).unwrap();
    assert!(json.to_string().contains("Look *again*"));
    assert!(export("markdown").contains("Look *again*"));
    assert!(export("html").contains("<em>again</em>"));
    assert!(export("csv").lines().count() > 2);
    assert!(export("bibtex").contains("Tide pools"));
    assert!(export("csl-json").contains("entry-encyclopedia"));
    let narrowed = library
        .run(&["export", "--format", "markdown", "--tag", "nowhere"])
        .stdout;
    assert!(!narrowed.contains("again"));
}

#[test]
fn a_file_that_is_none_of_the_kinds_is_refused() {
    let library = annotated();
    let file = library.path("photo.jpg");
    std::fs::write(&file, b"\xff\xd8\xff\xe0 no marks").unwrap();
    let error = library.error(&["import-annotations", &file]);
    assert_eq!(error["code"], "invalid-input");
    assert!(text(&error["hint"]).contains("Nothing was imported"));
    let error = library.error(&["import-annotations", &library.path("none.json")]);
    assert_eq!(error["code"], "file");
}
