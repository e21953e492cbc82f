use pandect_store::{CollectionKind, CollectionRow, LibraryFile, NewArticle, Origin};

fn library() -> (tempfile::TempDir, LibraryFile) {
    let folder = tempfile::tempdir().unwrap();
    let file = LibraryFile::open(&folder.path().join("library.db")).unwrap();
    let own = CollectionRow {
        name: "own".into(),
        kind: CollectionKind::Own,
        title: "My articles".into(),
        language: "en".into(),
        edition: "1".into(),
        edition_label: "1".into(),
        location: String::new(),
        ..CollectionRow::default()
    };
    file.write(|writer| writer.set_collection(&own)).unwrap();
    (folder, file)
}

fn article(source: &str) -> NewArticle {
    NewArticle {
        collection: "own".into(),
        path: "Tea".into(),
        title: "Tea".into(),
        source: source.into(),
        names: vec![("tea".into(), None), ("cha".into(), Some("Chá".into()))],
        links: vec![("own".into(), "water".into())],
    }
}

#[test]
fn each_save_keeps_the_revision_before() {
    let (_folder, file) = library();
    let id = file
        .write(|w| w.save_article(&article("one"), &Origin::Release("r1".into())))
        .unwrap();
    let again = file
        .write(|w| w.save_article(&article("two"), &Origin::Person))
        .unwrap();
    assert_eq!(id, again, "a save of the same path made another article");

    let now = file.read(|r| r.article("own", "Tea")).unwrap().unwrap();
    assert_eq!((now.source.as_str(), &now.origin), ("two", &Origin::Person));
    let revisions = file.read(|r| r.revisions(id)).unwrap();
    let sources: Vec<_> = revisions
        .iter()
        .map(|revision| revision.source.as_str())
        .collect();
    assert_eq!(sources, ["two", "one"]);
    assert_eq!(revisions[0].parent, Some(revisions[1].id));
}

#[test]
fn names_lead_to_articles_and_links_lead_back() {
    let (_folder, file) = library();
    file.write(|w| w.save_article(&article("one"), &Origin::Person))
        .unwrap();
    let by_redirect = file.read(|r| r.articles_named("own", "cha")).unwrap();
    assert_eq!(
        by_redirect,
        [("Tea".into(), "Tea".into(), Some("Chá".into()))]
    );
    let back = file
        .read(|r| r.backlinks("own", &["water".into()]))
        .unwrap();
    assert_eq!(back, [("own".into(), "Tea".into(), "Tea".into())]);
}

#[test]
fn what_changed_since_is_told_deletions_too() {
    let (_folder, file) = library();
    let id = file
        .write(|w| w.save_article(&article("one"), &Origin::Person))
        .unwrap();
    let change = file.change().unwrap();
    assert!(
        file.read(|r| r.articles_changed_since(change))
            .unwrap()
            .0
            .is_empty()
    );
    file.write(|w| w.delete_article(id)).unwrap();
    let (changed, gone) = file.read(|r| r.articles_changed_since(change)).unwrap();
    assert!(changed.is_empty());
    assert_eq!(gone, [("own".into(), "Tea".into())]);
    assert_eq!(
        file.read(|r| r.revisions(id)).unwrap().len(),
        1,
        "a revision was lost"
    );
}
