use pandect_store::{
    AnnotationChangeRow, AnnotationQuery, Error, LibraryFile, NewAnnotationRow, NewBookmarkRow,
    PassageRow, PlaceRow, Placed, SectionRow,
};

fn library() -> (tempfile::TempDir, LibraryFile) {
    let folder = tempfile::tempdir().unwrap();
    let file = LibraryFile::open(&folder.path().join("library.db")).unwrap();
    (folder, file)
}

fn bookmark(path: &str) -> NewBookmarkRow {
    NewBookmarkRow {
        collection: "starter".into(),
        path: path.into(),
        article_title: path.into(),
        ..NewBookmarkRow::default()
    }
}

fn passage() -> PassageRow {
    PassageRow {
        start: 3,
        end: 9,
        exact: "quoted".into(),
        prefix: "be ".into(),
        suffix: " af".into(),
        headings: vec!["Top \"1\"".into(), "Under".into()],
        text_hash: Some(u64::MAX - 5),
    }
}

#[test]
fn bookmarks_keep_their_order_through_moves() {
    let (_folder, file) = library();
    let ids: Vec<_> = ["a", "b", "c"]
        .iter()
        .map(|path| file.write(|w| w.add_bookmark(&bookmark(path))).unwrap())
        .collect();
    file.write(|w| w.put_bookmark_before(ids[2], ids[0]))
        .unwrap();
    let paths = |file: &LibraryFile| -> Vec<String> {
        file.read(|r| r.bookmarks())
            .unwrap()
            .into_iter()
            .map(|row| row.path)
            .collect()
    };
    assert_eq!(paths(&file), ["c", "a", "b"]);
    file.write(|w| w.put_bookmark_before(ids[1], ids[0]))
        .unwrap();
    assert_eq!(paths(&file), ["c", "b", "a"]);
}

#[test]
fn a_deleted_folder_shows_its_bookmarks_around_it_and_takes_them_back() {
    let (_folder, file) = library();
    let outer = file.write(|w| w.add_folder("outer", None)).unwrap();
    let inner = file.write(|w| w.add_folder("inner", Some(outer))).unwrap();
    let id = file
        .write(|w| {
            w.add_bookmark(&NewBookmarkRow {
                folder: Some(inner),
                ..bookmark("a")
            })
        })
        .unwrap();
    file.write(|w| w.delete_folder(inner)).unwrap();
    assert_eq!(file.read(|r| r.showing_folder(inner)).unwrap(), Some(outer));
    file.write(|w| w.delete_folder(outer)).unwrap();
    assert_eq!(file.read(|r| r.showing_folder(inner)).unwrap(), None);
    file.write(|w| w.restore_folder(inner)).unwrap();
    assert_eq!(file.read(|r| r.showing_folder(inner)).unwrap(), Some(inner));
    assert_eq!(file.read(|r| r.bookmark(id)).unwrap().folder, Some(inner));
}

#[test]
fn a_deleted_mark_is_gone_from_lists_and_comes_back_whole() {
    let (_folder, file) = library();
    let section = SectionRow {
        anchor: "history".into(),
        headings: vec!["History".into()],
        ordinal: 2,
        opening: "It began".into(),
    };
    let new = NewBookmarkRow {
        section: Some(section.clone()),
        ..bookmark("a")
    };
    let id = file.write(|w| w.add_bookmark(&new)).unwrap();
    file.write(|w| w.tag_bookmark(id, &["read later".into(), "b".into()]))
        .unwrap();
    file.write(|w| w.delete_bookmark(id)).unwrap();
    assert!(file.read(|r| r.bookmarks()).unwrap().is_empty());
    assert!(matches!(
        file.write(|w| w.delete_bookmark(id)),
        Err(Error::Missing(_))
    ));
    file.write(|w| w.restore_bookmark(id)).unwrap();
    let row = file.read(|r| r.bookmark(id)).unwrap();
    assert_eq!(row.section, Some(section));
    assert_eq!(row.tags, ["read later", "b"]);
}

#[test]
fn an_annotation_keeps_its_selector_beside_where_it_was_found() {
    let (_folder, file) = library();
    let new = NewAnnotationRow {
        collection: "starter".into(),
        path: "a".into(),
        article_title: "A".into(),
        passage: Some(passage()),
        color: Some("amber".into()),
        note: "why".into(),
        tags: vec!["x".into()],
        ..NewAnnotationRow::default()
    };
    let id = file.write(|w| w.add_annotation(&new)).unwrap();
    let placed = Placed {
        anchor: None,
        range: Some((30, 36)),
        text_hash: Some(7),
        status: "relocated".into(),
    };
    file.write(|w| w.place_annotation(id, "b", "B", &placed))
        .unwrap();
    let row = file.read(|r| r.annotation(id)).unwrap();
    assert_eq!(row.passage, Some(passage()));
    assert_eq!((row.placed, row.path.as_str()), (placed, "b"));

    let with_tag = |tag: &str| {
        let query = AnnotationQuery {
            tag: Some(tag.into()),
            ..AnnotationQuery::default()
        };
        file.read(|r| r.annotations(&query)).unwrap().len()
    };
    assert_eq!((with_tag("x"), with_tag("y")), (1, 0));
    let because = AnnotationChangeRow {
        note: Some("because".into()),
        tags: Some(vec!["y".into()]),
        ..AnnotationChangeRow::default()
    };
    file.write(|w| w.change_annotation(id, &because)).unwrap();
    assert_eq!((with_tag("x"), with_tag("y")), (0, 1));
    let row = file.read(|r| r.annotation(id)).unwrap();
    assert_eq!(
        (row.note.as_str(), row.color.as_deref()),
        ("because", Some("amber"))
    );
}

#[test]
fn history_lists_each_article_once_and_can_be_forgotten() {
    let (_folder, file) = library();
    for path in ["a", "b", "a"] {
        file.write(|w| w.add_visit("starter", path, path)).unwrap();
    }
    let place = PlaceRow {
        position: 12,
        shift: 3.5,
        read: 0.25,
    };
    file.write(|w| w.set_place("starter", "a", place)).unwrap();
    assert_eq!(file.read(|r| r.place("starter", "a")).unwrap(), Some(place));
    let visits = file.read(|r| r.visits(10)).unwrap();
    assert_eq!(visits.len(), 2);
    let other = visits.iter().find(|visit| visit.path == "a").unwrap().id;
    file.write(|w| w.delete_visit(other)).unwrap();
    assert_eq!(file.read(|r| r.visits(10)).unwrap().len(), 1);
    file.write(|w| w.clear_visits()).unwrap();
    assert!(file.read(|r| r.visits(10)).unwrap().is_empty());
    assert_eq!(file.read(|r| r.place("starter", "a")).unwrap(), None);
}
