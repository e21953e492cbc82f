use pandect_library::dto::{ErrorCode, IndexState};
use pandect_library::{AddOptions, unwatched};

use crate::TestLibrary;

#[test]
fn a_folder_of_markdown_becomes_a_collection() {
    let test = TestLibrary::new();
    let report = test.add_notes(&[
        (
            "Tea.md",
            "A drink from [[Leaf|leaves]], see [the pot](Pot.md).\n",
        ),
        ("Pot.md", "It holds [[Tea]].\n"),
        ("Broken.md", "---\ntitle: [unclosed\n---\nStill readable.\n"),
    ]);
    assert_eq!((report.collection.as_str(), report.articles), ("notes", 3));
    assert!(
        report
            .skipped
            .iter()
            .any(|skipped| skipped.what.starts_with("Broken.md:")),
        "the broken front matter is not reported: {:?}",
        report.skipped
    );
    let tea = test.library.open_article("pandect://notes/Tea").unwrap();
    assert_eq!(tea.missing, ["pandect://notes/Leaf"]);
    assert_eq!(tea.backlinks.len(), 1);
    assert!(
        test.library
            .show_article("pandect://notes/Broken")
            .unwrap()
            .text
            .contains("Still readable.")
    );
    let listed = test.library.list_collections().unwrap();
    let notes = listed
        .iter()
        .find(|collection| collection.name == "notes")
        .unwrap();
    assert_eq!((notes.articles, notes.index), (3, IndexState::Ready));
    assert!(notes.index_bytes > 1_000, "{} bytes", notes.index_bytes);
    let (starter, own) = (&listed[0], &listed[1]);
    assert!(starter.bytes > 10_000, "{} bytes", starter.bytes);
    assert_eq!((own.articles, own.bytes), (0, 0), "nothing is written yet");
    assert!(
        test.library
            .verify(None, &mut unwatched)
            .unwrap()
            .iter()
            .all(|verified| verified.ok)
    );
}

#[test]
fn json_lines_become_a_collection_with_what_is_bad_in_them_told() {
    let test = TestLibrary::new();
    let file = test.folder.path().join("Drinks 2026.jsonl");
    let lines = [
        r#"{"title": "Tea", "text": "One <b>.\n\nTwo & three."}"#,
        "{not json",
        r#"{"title": "Coffee", "html": "<p onclick=x>Black<script>alert(1)</script></p>"}"#,
        r#"{"title": "Milk", "markdown": "White, see [[Tea]].", "redirects": ["Leche"]}"#,
    ];
    std::fs::write(&file, lines.join("\n")).unwrap();
    let report = test.add(&file);
    assert_eq!(report.articles, 3);
    assert_eq!(report.skipped.len(), 1);
    let name = report.collection;
    let text = |path: &str| {
        test.library
            .show_article(&format!("pandect://{name}/{path}"))
            .unwrap()
    };
    assert!(text("Tea").text.contains("One <b>."));
    assert!(!text("Coffee").html.contains("onclick") && !text("Coffee").html.contains("script"));
    assert_eq!(text("Leche").title, "Milk");
}

#[test]
fn what_cannot_be_added_is_refused_and_leaves_nothing() {
    let test = TestLibrary::new();
    let add = |path: &std::path::Path, name: Option<&str>| {
        let options = AddOptions {
            name: name.map(str::to_owned),
            index: true,
            ..AddOptions::default()
        };
        test.library
            .add_collection(path, options, &mut unwatched)
            .unwrap_err()
            .view()
            .code
    };
    let nothing = test.folder.path().join("nothing-there");
    assert!(matches!(
        add(&nothing, None),
        ErrorCode::InvalidInput | ErrorCode::File
    ));
    let folder = test.folder.path().join("some");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("A.md"), "a").unwrap();
    assert_eq!(add(&folder, Some("../evil")), ErrorCode::InvalidInput);
    assert_eq!(add(&folder, Some("starter")), ErrorCode::InvalidInput);
    assert_eq!(test.library.list_collections().unwrap().len(), 2);
}
