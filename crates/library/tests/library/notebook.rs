use pandect_library::dto::{
    AnnotationChange, AnnotationFilter, BookmarkChange, ChangeKind, Color, MarkKind, MarksChange,
    NewAnnotation, NewBookmark, NotebookEntry, NotebookFilter, NotebookOrder, Style,
};

use crate::{SECRETARIAT, TestLibrary};

const CHARTER: &str = "pandect://starter/Charter_of_the_Shanghai_Cooperation_Organisation";

/// Marks the words of an article; gives back the mark's id.
fn mark(test: &TestLibrary, address: &str, quote: &str, color: Color, note: &str) -> String {
    let passage = test.library.find_quote(address, quote, None).unwrap();
    let new = NewAnnotation {
        address: address.into(),
        passage: Some(passage),
        color: Some(color),
        note: Some(note.into()),
        ..NewAnnotation::default()
    };
    test.library.add_annotation(new).unwrap().id
}

fn ids(test: &TestLibrary, filter: &NotebookFilter) -> Vec<String> {
    let notebook = test.library.notebook(filter, 0, 100).unwrap();
    assert_eq!(notebook.total as usize, notebook.entries.len());
    notebook
        .entries
        .into_iter()
        .map(|entry| match entry {
            NotebookEntry::Annotation(annotation) => annotation.id,
            NotebookEntry::Bookmark(bookmark) => bookmark.id,
        })
        .collect()
}

/// Two annotations on one article, one on another, and a bookmark.
fn filled() -> (TestLibrary, [String; 4]) {
    let test = TestLibrary::new();
    let later = mark(&test, SECRETARIAT, "See also", Color::Green, "");
    let first = mark(
        &test,
        SECRETARIAT,
        "History and structure",
        Color::Amber,
        "Wann?",
    );
    let charter = mark(
        &test,
        CHARTER,
        "is the founding treaty of the",
        Color::Green,
        "Grundlage",
    );
    let bookmark = test
        .library
        .add_bookmark(NewBookmark::of(CHARTER))
        .unwrap()
        .id;
    (test, [later, first, charter, bookmark])
}

#[test]
fn the_notebook_lists_orders_narrows_and_counts() {
    let (test, [later, first, charter, bookmark]) = filled();
    let by = |order| NotebookFilter {
        order: Some(order),
        ..NotebookFilter::default()
    };
    assert_eq!(
        ids(&test, &by(NotebookOrder::Date)),
        [&bookmark, &charter, &first, &later].map(String::clone)
    );
    // In an article in page order; a bookmark of the whole article comes first.
    assert_eq!(
        ids(&test, &by(NotebookOrder::Article)),
        [&bookmark, &charter, &first, &later].map(String::clone)
    );
    assert_eq!(
        ids(&test, &by(NotebookOrder::Color))[0],
        first,
        "amber is the first colour"
    );
    let of = |filter: NotebookFilter| ids(&test, &filter);
    let only = NotebookFilter {
        text: Some("grundl".into()),
        ..NotebookFilter::default()
    };
    assert_eq!(of(only), std::slice::from_ref(&charter));
    let only = NotebookFilter {
        address: Some(SECRETARIAT.into()),
        noted: Some(true),
        ..NotebookFilter::default()
    };
    assert_eq!(of(only), std::slice::from_ref(&first));

    let green = NotebookFilter {
        color: Some(Color::Green),
        ..NotebookFilter::default()
    };
    let notebook = test.library.notebook(&green, 1, 1).unwrap();
    assert_eq!((notebook.total, notebook.entries.len()), (2, 1));
    let count = |counts: &[pandect_library::dto::FilterCount], value: &str| {
        let found = counts.iter().find(|count| count.value == value);
        found.map_or(0, |count| count.count)
    };
    // Of colours the numbers are those without the filter by colour; of kinds those with it.
    assert_eq!(count(&notebook.counts.colors, "amber"), 1);
    assert_eq!(count(&notebook.counts.colors, "green"), 2);
    assert_eq!(count(&notebook.counts.kinds, "annotation"), 2);
    assert_eq!(count(&notebook.counts.kinds, "bookmark"), 0);
    assert_eq!(count(&notebook.counts.collections, "starter"), 2);
}

#[test]
fn several_marks_are_changed_at_once_and_that_is_taken_back() {
    let (test, [later, first, _, bookmark]) = filled();
    let folder = test.library.add_folder("Basics", None).unwrap();
    let change = MarksChange {
        add_tags: Some(vec!["exam".into()]),
        folder: Some(folder.id.clone()),
        color: Some(Color::Rose),
        style: Some(Style::Underline),
        ..MarksChange::default()
    };
    let three = [
        later.clone(),
        first.clone(),
        bookmark.clone(),
        "no id".into(),
    ];
    assert_eq!(test.library.change_marks(&three, &change).unwrap(), 3);
    let tagged = NotebookFilter {
        tag: Some("exam".into()),
        ..NotebookFilter::default()
    };
    assert_eq!(ids(&test, &tagged).len(), 3);
    let kept = &test.library.list_bookmarks().unwrap().bookmarks[0];
    assert_eq!(kept.folder.as_ref(), Some(&folder.id));
    let all = test.library.list_annotations(AnnotationFilter::default());
    let underlined = |all: &[pandect_library::dto::Annotation]| {
        all.iter()
            .filter(|one| (one.style, one.color) == (Style::Underline, Some(Color::Rose)))
            .count()
    };
    assert_eq!(underlined(&all.unwrap()), 2);

    let undone = test.library.undo().unwrap().unwrap();
    assert_eq!((undone.kind, undone.change), (None, ChangeKind::Changed));
    assert_eq!((undone.count, undone.kept), (3, 0));
    assert!(ids(&test, &tagged).is_empty());
    let all = test.library.list_annotations(AnnotationFilter::default());
    assert_eq!(underlined(&all.unwrap()), 0);
    test.library.redo().unwrap().unwrap();
    assert_eq!(ids(&test, &tagged).len(), 3);
}

#[test]
fn every_change_is_taken_back_in_turn_and_done_again() {
    let (test, [_, first, ..]) = filled();
    let library = &test.library;
    let note = || {
        let all = library
            .list_annotations(AnnotationFilter::default())
            .unwrap();
        let found = all.into_iter().find(|one| one.id == first);
        found.map(|one| (one.note, one.color, one.tags))
    };
    let before = note();
    let change = |text: &str| AnnotationChange {
        note: Some(text.into()),
        color: Some(None),
        tags: Some(vec![text.into()]),
        ..AnnotationChange::default()
    };
    library.update_annotation(&first, change("one")).unwrap();
    let one = note();
    library.update_annotation(&first, change("two")).unwrap();
    let two = note();
    assert_eq!(two.as_ref().unwrap().1, None);
    library.delete_annotation(&first).unwrap();
    assert_eq!(note(), None);
    for state in [&two, &one, &before] {
        library.undo().unwrap().unwrap();
        assert_eq!(&note(), state);
    }
    for state in [&one, &two, &None] {
        library.redo().unwrap().unwrap();
        assert_eq!(&note(), state);
    }
    assert!(library.redo().unwrap().is_none());
    // A new change ends what could be done again.
    library.undo().unwrap().unwrap();
    library.undo().unwrap().unwrap();
    library.update_annotation(&first, change("three")).unwrap();
    assert!(library.redo().unwrap().is_none());
    library.undo().unwrap().unwrap();
    assert_eq!(note(), one);
}

#[test]
fn what_another_process_changed_since_is_not_taken_back() {
    let (test, [_, first, ..]) = filled();
    let other = pandect_library::Library::open(test.library.data_folder()).unwrap();
    let change = |text: &str| AnnotationChange {
        note: Some(text.into()),
        ..AnnotationChange::default()
    };
    let here = test
        .library
        .update_annotation(&first, change("here"))
        .unwrap();
    // Times are kept to the millisecond: two changes in one cannot be told apart.
    let later = || {
        other
            .update_annotation(&first, change("there"))
            .unwrap()
            .modified
    };
    while later() == here.modified {}
    let undone = test.library.undo().unwrap().unwrap();
    assert_eq!((undone.count, undone.kept), (0, 1));
    let all = other.list_annotations(AnnotationFilter::default()).unwrap();
    assert!(all.iter().any(|one| one.note == "there"));
    assert!(other.undo().unwrap().is_some());
}

#[test]
fn folders_and_moves_are_taken_back_too() {
    let (test, [.., bookmark]) = filled();
    let library = &test.library;
    let folder = library.add_folder("A", None).unwrap();
    let into = BookmarkChange {
        folder: Some(folder.id.clone()),
        read_later: Some(true),
        ..BookmarkChange::default()
    };
    library.update_bookmark(&bookmark, into).unwrap();
    library.delete_folder(&folder.id).unwrap();
    let state = || {
        let all = library.list_bookmarks().unwrap();
        let one = &all.bookmarks[0];
        (all.folders.len(), one.folder.is_some(), one.read_later)
    };
    assert_eq!(state(), (0, false, true));
    let undone = library.undo().unwrap().unwrap();
    assert_eq!(
        (undone.kind, undone.change, undone.count),
        (Some(MarkKind::Folder), ChangeKind::Deleted, 1)
    );
    assert_eq!(state(), (1, true, true));
    library.undo().unwrap().unwrap();
    assert_eq!(state(), (1, false, false));
    library.undo().unwrap().unwrap();
    assert_eq!(state(), (0, false, false));
}

#[test]
fn the_trash_gives_back_what_was_deleted_and_lets_it_go_for_good() {
    let (test, [later, first, charter, bookmark]) = filled();
    let library = &test.library;
    let two = [first.clone(), bookmark.clone()];
    assert_eq!(library.delete_marks(&two).unwrap(), 2);
    library.delete_annotation(&later).unwrap();
    let trash = library.list_trash().unwrap();
    assert_eq!(trash.len(), 3);
    let lies = trash.iter().find(|one| one.id == first).unwrap();
    assert_eq!(lies.quote, "History and structure");
    assert_eq!(lies.until - lies.deleted, 30 * 24 * 60 * 60 * 1000);

    assert_eq!(library.restore_marks(&two).unwrap(), 2);
    assert_eq!(library.list_trash().unwrap().len(), 1);
    assert_eq!(library.list_bookmarks().unwrap().bookmarks.len(), 1);
    // What is not in the trash is not let go.
    assert_eq!(library.empty_trash(&[later.clone(), charter]).unwrap(), 1);
    assert!(library.list_trash().unwrap().is_empty());
    assert!(library.restore_annotation(&later).is_err());
    assert_eq!(ids(&test, &NotebookFilter::default()).len(), 3);
}

#[test]
fn what_lay_in_the_trash_for_thirty_days_is_gone_for_good_and_its_words_with_it() {
    let (test, [later, first, ..]) = filled();
    test.library
        .delete_marks(&[later.clone(), first.clone()])
        .unwrap();
    let file = test.library.data_folder().join("library.db");
    let blob = format!("X'{}'", first.replace('-', ""));
    let connection = rusqlite::Connection::open(&file).unwrap();
    let sql = format!("UPDATE annotation SET deleted = deleted - 2600000000 WHERE id = {blob}");
    assert_eq!(connection.execute(&sql, []).unwrap(), 1);
    drop(connection);
    let test = test.reopened();
    let trash = test.library.list_trash().unwrap();
    assert_eq!(trash.len(), 1);
    assert_eq!(trash[0].id, later);
    let connection = rusqlite::Connection::open(&file).unwrap();
    let sql = format!("SELECT note || coalesce(exact, '') FROM annotation WHERE id = {blob}");
    let left: String = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
    assert_eq!(left, "");
}

#[test]
fn a_note_keeps_the_texts_that_it_had() {
    let (test, [_, first, ..]) = filled();
    for text in ["Wann genau?", "Wann?", "2004"] {
        let change = AnnotationChange {
            note: Some(text.into()),
            ..AnnotationChange::default()
        };
        test.library.update_annotation(&first, change).unwrap();
    }
    let versions = test.library.note_versions(&first).unwrap();
    let mut texts: Vec<_> = versions
        .iter()
        .map(|version| version.note.as_str())
        .collect();
    texts.sort_unstable();
    // Each text once, and not the present one.
    assert_eq!(texts, ["Wann genau?", "Wann?"]);
    let shown = test.library.open_article(SECRETARIAT).unwrap();
    let one = shown
        .annotations
        .iter()
        .find(|one| one.id == first)
        .unwrap();
    assert_eq!(one.versions, 2);
}

#[test]
fn an_exact_place_is_bookmarked_and_what_is_to_be_read_later_says_how_far_it_was() {
    let test = TestLibrary::new();
    let library = &test.library;
    let passage = library
        .find_quote(SECRETARIAT, "History and structure", None)
        .unwrap();
    let made = library
        .add_bookmark(NewBookmark {
            passage: Some(passage),
            read_later: Some(true),
            ..NewBookmark::of(SECRETARIAT)
        })
        .unwrap();
    assert_eq!(made.quote, "History and structure");
    assert_eq!((made.passage, made.progress), (Some(passage), None));
    let place = |read| pandect_library::dto::ReadingPlace {
        position: 0,
        offset: 0.0,
        read,
    };
    library.save_place(SECRETARIAT, place(0.5)).unwrap();
    library.save_place(SECRETARIAT, place(0.25)).unwrap();
    let front = library.front_page().unwrap();
    assert_eq!(
        front.read_later[0].progress,
        Some(0.5),
        "what was read stays read"
    );
    library.save_place(SECRETARIAT, place(1.0)).unwrap();
    assert!(library.front_page().unwrap().read_later.is_empty());
    let shown = library.open_article(SECRETARIAT).unwrap();
    assert_eq!(shown.bookmarks[0].passage, Some(passage));
}
