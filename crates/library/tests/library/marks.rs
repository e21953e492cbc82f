use pandect_library::dto::{
    AnnotationChange, AnnotationFilter, AnnotationTarget, BookmarkChange, Color, ErrorCode,
    MarkStatus, NewAnnotation, NewBookmark, Passage,
};

use crate::{SECRETARIAT, TestLibrary};

fn on(address: &str, passage: Option<Passage>) -> NewAnnotation {
    NewAnnotation {
        address: address.into(),
        passage,
        color: Some(Color::Green),
        note: Some("See [[Shanghai Spirit]], **really** <script>alert(1)</script>".into()),
        tags: Some(vec![" exam ".into(), "exam".into(), String::new()]),
        ..NewAnnotation::default()
    }
}

#[test]
fn a_passage_is_marked_listed_changed_deleted_and_brought_back() {
    let test = TestLibrary::new();
    let library = &test.library;
    let passage = library
        .find_quote(SECRETARIAT, "History and structure", None)
        .unwrap();
    let made = library
        .add_annotation(on(SECRETARIAT, Some(passage)))
        .unwrap();
    assert_eq!(made.quote, "History and structure");
    assert_eq!(
        (made.status, made.passage),
        (MarkStatus::Exact, Some(passage))
    );
    assert_eq!(made.tags, ["exam"]);
    assert!(
        made.note_html.contains("<strong>really</strong>"),
        "{}",
        made.note_html
    );
    assert!(!made.note_html.contains("script"), "{}", made.note_html);

    let change = AnnotationChange {
        note: Some("shorter".into()),
        ..AnnotationChange::default()
    };
    library.update_annotation(&made.id, change).unwrap();
    let test = test.reopened();
    let library = &test.library;
    let view = library.open_article(SECRETARIAT).unwrap();
    assert_eq!(view.annotations.len(), 1);
    assert_eq!(view.annotations[0].note, "shorter");
    assert_eq!(view.annotations[0].color, Some(Color::Green));

    library.delete_annotation(&made.id).unwrap();
    assert!(
        library
            .list_annotations(AnnotationFilter::default())
            .unwrap()
            .is_empty()
    );
    let back = library.restore_annotation(&made.id).unwrap();
    assert_eq!(
        (back.note.as_str(), back.passage),
        ("shorter", Some(passage))
    );
}

#[test]
fn notes_belong_to_sections_and_articles_too() {
    let test = TestLibrary::new();
    let section = format!("{SECRETARIAT}#history-and-structure");
    let on_section = test.library.add_annotation(on(&section, None)).unwrap();
    assert_eq!(on_section.target, AnnotationTarget::Section);
    assert_eq!(on_section.quote, "History and structure");
    let on_article = test.library.add_annotation(on(SECRETARIAT, None)).unwrap();
    assert_eq!(on_article.target, AnnotationTarget::Article);
    let of_article = AnnotationFilter {
        address: Some(SECRETARIAT.into()),
        ..AnnotationFilter::default()
    };
    assert_eq!(test.library.list_annotations(of_article).unwrap().len(), 2);
    let other = AnnotationFilter {
        tag: Some("other".into()),
        ..AnnotationFilter::default()
    };
    assert!(test.library.list_annotations(other).unwrap().is_empty());
    let text = AnnotationFilter {
        text: Some("SHANGHAI spirit".into()),
        ..AnnotationFilter::default()
    };
    assert_eq!(test.library.list_annotations(text).unwrap().len(), 2);
}

#[test]
fn a_passage_of_another_text_an_empty_one_and_an_unknown_section_are_refused() {
    let test = TestLibrary::new();
    let code = |new: NewAnnotation| test.library.add_annotation(new).unwrap_err().view().code;
    let passage = Some(Passage { start: 5, end: 20 });
    let stale = NewAnnotation {
        text_hash: Some("0000000000000000".into()),
        ..on(SECRETARIAT, passage)
    };
    assert_eq!(code(stale), ErrorCode::PageChanged);
    assert_eq!(
        code(on(SECRETARIAT, Some(Passage { start: 9, end: 9 }))),
        ErrorCode::InvalidInput
    );
    let beyond = Passage {
        start: u32::MAX - 2,
        end: u32::MAX,
    };
    assert_eq!(code(on(SECRETARIAT, Some(beyond))), ErrorCode::InvalidInput);
    assert_eq!(
        code(on(&format!("{SECRETARIAT}#nowhere"), None)),
        ErrorCode::InvalidInput
    );
}

#[test]
fn a_quote_that_stands_twice_needs_its_prefix() {
    let test = TestLibrary::new();
    test.add_notes(&[("Tea.md", "Green tea is tea. Black tea is tea.\n")]);
    let quote = |prefix| {
        test.library
            .find_quote("pandect://notes/Tea", "tea is", prefix)
    };
    assert!(quote(None).is_err());
    let found = quote(Some("Black ")).unwrap();
    assert_eq!(found, Passage { start: 24, end: 30 });
}

#[test]
fn bookmarks_of_articles_and_sections_live_in_folders() {
    let test = TestLibrary::new();
    let library = &test.library;
    let folder = library.add_folder("Central Asia", None).unwrap();
    let article = library
        .add_bookmark(NewBookmark {
            folder: Some(folder.id.clone()),
            ..NewBookmark::of(SECRETARIAT)
        })
        .unwrap();
    let section = library
        .add_bookmark(NewBookmark::of(&format!("{SECRETARIAT}#see-also")))
        .unwrap();
    assert_eq!(section.section_title.as_deref(), Some("See also"));
    let change = BookmarkChange {
        title: Some("Start here".into()),
        tags: Some(vec!["read later".into()]),
        before: Some(section.id.clone()),
        ..BookmarkChange::default()
    };
    library.update_bookmark(&article.id, change).unwrap();
    let all = library.list_bookmarks().unwrap();
    let names: Vec<_> = all
        .bookmarks
        .iter()
        .map(|bookmark| bookmark.title.as_str())
        .collect();
    assert_eq!(names, ["Start here", "SCO Secretariat – See also"]);

    assert_eq!(all.bookmarks[0].article_title, "SCO Secretariat");

    library.delete_bookmark(&article.id).unwrap();
    assert_eq!(library.list_bookmarks().unwrap().bookmarks.len(), 1);
    assert_eq!(
        library.restore_bookmark(&article.id).unwrap().title,
        "Start here"
    );
    assert_eq!(
        library.open_article(SECRETARIAT).unwrap().bookmarks.len(),
        2
    );
    library.delete_folder(&folder.id).unwrap();
    assert!(library.list_bookmarks().unwrap().folders.is_empty());
    library.restore_folder(&folder.id).unwrap();
    assert_eq!(library.list_bookmarks().unwrap().folders.len(), 1);
}
