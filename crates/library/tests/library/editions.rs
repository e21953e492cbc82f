//! Marks in a collection whose newer edition takes the older one's place.

use pandect_library::dto::{AnnotationFilter, Color, MarkStatus, NewAnnotation, NewBookmark};

use crate::TestLibrary;

const OOLONG: &str = "pandect://notes/Oolong";

const FIRST: &str =
    "Oolong is a traditional semi-oxidised tea from China. Most of its leaves wither under \
strong sun before they are curled and twisted by hand in large bamboo baskets.

## Taste

The flavour runs from sweet and fruity to woody and thick with roasted aromas.
";

fn mark(test: &TestLibrary, quote: &str) -> String {
    let passage = test.library.find_quote(OOLONG, quote, None).unwrap();
    let new = NewAnnotation {
        address: OOLONG.into(),
        passage: Some(passage),
        color: Some(Color::Amber),
        ..NewAnnotation::default()
    };
    test.library.add_annotation(new).unwrap().id
}

fn status(test: &TestLibrary, id: &str) -> (MarkStatus, Option<String>) {
    let view = test.library.open_article(OOLONG).unwrap();
    let found = view
        .annotations
        .into_iter()
        .find(|annotation| annotation.id == id)
        .unwrap();
    let words = found.passage.map(|passage| {
        let text = test.library.show_article(OOLONG).unwrap().text;
        let units: Vec<u16> = text.encode_utf16().collect();
        String::from_utf16(&units[passage.start as usize..passage.end as usize]).unwrap()
    });
    (found.status, words)
}

#[test]
fn marks_follow_their_passages_and_none_is_lost() {
    let test = TestLibrary::new();
    test.add_notes(&[("Oolong.md", FIRST)]);
    let moved = mark(&test, "from sweet and fruity to woody and thick");
    let gone = mark(&test, "curled and twisted by hand in large bamboo baskets");
    let section = test
        .library
        .add_bookmark(NewBookmark::of(&format!("{OOLONG}#taste")))
        .unwrap();

    let second = FIRST
        .replace(
            "Oolong is",
            "A sentence that was not there before stands first. Oolong is",
        )
        .replace(
            " before they are curled and twisted by hand in large bamboo baskets",
            "",
        )
        .replace("## Taste", "## History\n\nIt is old.\n\n## Taste");
    let report = test.add_notes(&[("Oolong.md", &second)]);
    let marks = report.marks;
    assert_eq!(
        (marks.orphaned, marks.articles_gone),
        (1, 0),
        "the report tells what became of the marks: {marks:?}"
    );
    assert_eq!(marks.exact + marks.relocated, 2, "{marks:?}");

    let (now, words) = status(&test, &moved);
    assert!(
        matches!(now, MarkStatus::Relocated | MarkStatus::Exact),
        "{now:?}"
    );
    assert_eq!(
        words.as_deref(),
        Some("from sweet and fruity to woody and thick")
    );
    assert_eq!(status(&test, &gone), (MarkStatus::Orphaned, None));
    let all = test
        .library
        .list_annotations(AnnotationFilter::default())
        .unwrap();
    assert_eq!(all.len(), 2, "an orphan left the list");
    let kept = test.library.list_bookmarks().unwrap().bookmarks;
    assert_eq!(kept.len(), 1);
    assert_ne!(kept[0].status, MarkStatus::Orphaned);
    assert_eq!(kept[0].id, section.id);
}

#[test]
fn marks_outlive_the_removal_of_their_collection() {
    let test = TestLibrary::new();
    test.add_notes(&[("Oolong.md", FIRST)]);
    let id = mark(&test, "from sweet and fruity");
    test.library.remove_collection("notes").unwrap();
    assert!(test.library.open_article(OOLONG).is_err());
    let listed = test
        .library
        .list_annotations(AnnotationFilter::default())
        .unwrap();
    assert_eq!(listed[0].quote, "from sweet and fruity");
    assert_eq!(
        listed[0].status,
        MarkStatus::Orphaned,
        "a mark whose collection is gone has no place"
    );
    test.add_notes(&[("Oolong.md", FIRST)]);
    assert_eq!(status(&test, &id).0, MarkStatus::Exact);
}

#[test]
fn a_renamed_article_takes_its_marks_along_by_its_redirect() {
    let test = TestLibrary::new();
    test.add_notes(&[("Oolong.md", FIRST)]);
    let id = mark(&test, "from sweet and fruity");
    let renamed = format!("---\ntitle: Wulong tea\nredirects: [Oolong]\n---\n{FIRST}");
    test.add_notes(&[("Wulong.md", &renamed)]);
    let view = test.library.open_article(OOLONG).unwrap();
    assert_eq!(view.address, "pandect://notes/Wulong");
    assert_eq!(
        view.annotations.first().map(|annotation| &annotation.id),
        Some(&id)
    );
}

#[test]
fn a_moved_article_takes_its_marks_along_by_its_title() {
    let test = TestLibrary::new();
    test.add_notes(&[("tea/Oolong.md", FIRST)]);
    let address = "pandect://notes/tea/Oolong";
    let section = format!("{address}#taste");
    test.library
        .add_bookmark(NewBookmark::of(&section))
        .unwrap();
    let second = FIRST.replace("## Taste", "## History\n\nIt is old.\n\n## Flavour");
    let report = test.add_notes(&[("drinks/Oolong.md", &second), ("Other.md", "Water.")]);
    assert_eq!(report.marks.orphaned, 0, "{:?}", report.marks);
    let kept = test.library.list_bookmarks().unwrap().bookmarks;
    assert_eq!(kept[0].address, "pandect://notes/drinks/Oolong#flavour");
    let report = test.add_notes(&[("Other.md", "Water.")]);
    assert_eq!((report.marks.orphaned, report.marks.articles_gone), (1, 1));
    let kept = test.library.list_bookmarks().unwrap().bookmarks;
    assert_eq!(kept[0].status, MarkStatus::Orphaned);
}
