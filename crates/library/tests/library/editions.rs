//! Marks in a collection whose newer edition takes the older one's place.

use std::ops::ControlFlow;

use pandect_library::dto::{
    AnnotationChange, AnnotationFilter, Color, MarkStatus, NewAnnotation, NewBookmark, Phase,
};
use pandect_library::{AddOptions, Progress};

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

#[test]
fn placing_that_is_stopped_still_takes_marks_to_their_articles() {
    let test = TestLibrary::new();
    let water = ("Water.md", "Water boils at a hundred degrees.");
    test.add_notes(&[("tea/Oolong.md", FIRST), water]);
    let on = |address: &str, quote: &str| {
        let passage = test.library.find_quote(address, quote, None).unwrap();
        let new = NewAnnotation {
            address: address.into(),
            passage: Some(passage),
            ..NewAnnotation::default()
        };
        test.library.add_annotation(new).unwrap().id
    };
    let moved = on("pandect://notes/tea/Oolong", "from sweet and fruity");
    let gone = on("pandect://notes/Water", "boils at a hundred");

    let longer = format!("It begins with other words.\n\n{FIRST}");
    let source = test.write_notes(&[("Oolong.md", &longer)]);
    let stop = &mut |progress: Progress| match progress.phase {
        Phase::Placing => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    let added = test
        .library
        .add_collection(&source, AddOptions::default(), stop);
    assert_eq!(added.unwrap().marks.articles_gone, 1);
    let listed = test.library.list_annotations(AnnotationFilter::default());
    let orphan = listed.unwrap().into_iter().find(|one| one.id == gone);
    assert_eq!(orphan.unwrap().status, MarkStatus::Orphaned);
    let (status, words) = status(&test, &moved);
    assert_eq!(status, MarkStatus::Relocated);
    assert_eq!(words.as_deref(), Some("from sweet and fruity"));
}

/// An edition in which what was marked is reworded.
fn reworded() -> String {
    FIRST.replace(
        "curled and twisted by hand in large bamboo baskets",
        "rolled by machines in large baskets",
    )
}

/// A library with a mark whose words were reworded since.
fn marked_and_reworded() -> (TestLibrary, String) {
    let test = TestLibrary::new();
    test.add_notes(&[("Oolong.md", FIRST)]);
    let id = mark(&test, "curled and twisted by hand in large bamboo baskets");
    test.add_notes(&[("Oolong.md", &reworded())]);
    (test, id)
}

fn detached() -> AnnotationChange {
    AnnotationChange {
        detach: Some(true),
        ..AnnotationChange::default()
    }
}

#[test]
fn a_mark_that_is_taken_off_wrong_words_waits_for_sure_ones() {
    let (test, id) = marked_and_reworded();
    assert_eq!(status(&test, &id).0, MarkStatus::Approximate);

    let off = test.library.update_annotation(&id, detached()).unwrap();
    assert_eq!((off.status, off.passage), (MarkStatus::Orphaned, None));
    assert_eq!(
        off.quote,
        "curled and twisted by hand in large bamboo baskets"
    );
    assert_eq!(status(&test, &id), (MarkStatus::Orphaned, None));

    let third = reworded().replace("Oolong is", "As most know, Oolong is");
    test.add_notes(&[("Oolong.md", &third)]);
    assert_eq!(
        status(&test, &id),
        (MarkStatus::Orphaned, None),
        "it is not put on the same words again"
    );
    test.add_notes(&[("Oolong.md", FIRST)]);
    assert_eq!(
        status(&test, &id).0,
        MarkStatus::Exact,
        "its own words are for it"
    );
}

#[test]
fn taking_a_mark_off_its_words_can_be_undone_and_a_chosen_place_ends_it() {
    let (test, id) = marked_and_reworded();
    let found = status(&test, &id);
    test.library.update_annotation(&id, detached()).unwrap();
    test.library.undo().unwrap();
    assert_eq!(status(&test, &id), found, "it is where it was found");

    test.library.update_annotation(&id, detached()).unwrap();
    let passage = test.library.find_quote(OOLONG, "rolled by machines", None);
    let chosen = AnnotationChange {
        passage: Some(passage.unwrap()),
        ..AnnotationChange::default()
    };
    test.library.update_annotation(&id, chosen).unwrap();
    let fourth = reworded().replace("rolled by machines in large", "rolled in");
    test.add_notes(&[("Oolong.md", &fourth)]);
    assert_ne!(
        status(&test, &id).0,
        MarkStatus::Orphaned,
        "what was chosen is placed as any other"
    );
}

#[test]
fn a_note_on_a_section_tells_the_heading_that_it_may_have_now() {
    let test = TestLibrary::new();
    test.add_notes(&[("Oolong.md", FIRST)]);
    let new = NewAnnotation {
        address: format!("{OOLONG}#taste"),
        note: Some("try it".to_owned()),
        ..NewAnnotation::default()
    };
    let id = test.library.add_annotation(new).unwrap().id;
    let renamed = FIRST.replace("## Taste", "## Taste in the cup").replace(
        "The flavour runs from sweet and fruity to woody and thick with roasted aromas.",
        "The flavour runs from sweet to woody, and each year is another.",
    );
    test.add_notes(&[("Oolong.md", &renamed)]);
    let view = test.library.open_article(OOLONG).unwrap();
    let found = &view.annotations[0];
    assert_eq!(found.status, MarkStatus::Approximate);
    assert_eq!(found.wording.as_deref(), Some("Taste in the cup"));

    let confirmed = AnnotationChange {
        address: Some(found.address.clone()),
        ..AnnotationChange::default()
    };
    let now = test.library.update_annotation(&id, confirmed).unwrap();
    assert_eq!(
        (now.status, now.quote.as_str()),
        (MarkStatus::Exact, "Taste in the cup")
    );

    let off = test.library.update_annotation(&id, detached()).unwrap();
    assert_eq!(off.status, MarkStatus::Orphaned);
}
