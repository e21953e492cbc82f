use pandect_store::{
    ArticleBody, CollectionAbout, CollectionArticle, CollectionBuilder, CollectionFile, Error,
};

fn about() -> CollectionAbout {
    CollectionAbout {
        name: "tea".into(),
        title: "Tea".into(),
        ..CollectionAbout::default()
    }
}

fn article(path: &str, html: &str) -> CollectionArticle {
    CollectionArticle {
        path: path.into(),
        title: path.into(),
        body: ArticleBody::Html(html.into()),
        names: vec![(path.to_lowercase(), None)],
        categories: vec!["Drinks".into()],
        ..CollectionArticle::default()
    }
}

#[test]
fn what_goes_in_comes_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tea.db");
    let mut builder = CollectionBuilder::create(&path, &about(), 4).unwrap();
    builder.add_article(&article("Green", "<p>茶</p>")).unwrap();
    builder
        .add_media("a.png", "image/png", b"pixels", b"hash")
        .unwrap();
    builder
        .add_media("b.png", "image/png", b"pixels", b"hash")
        .unwrap();
    assert!(!path.exists(), "the file has its name before it is whole");
    assert_eq!(builder.finish().unwrap(), 1);

    let file = CollectionFile::open(&path).unwrap();
    assert_eq!(file.about().unwrap(), about());
    let page = file.article("Green").unwrap().unwrap();
    assert_eq!((page.html.as_str(), page.recipe), ("<p>茶</p>", 4));
    assert_eq!(page.categories, ["Drinks"]);
    assert_eq!(file.articles_named("green").unwrap().len(), 1);
    assert_eq!(file.media("b.png").unwrap().unwrap().length, 6);
    let part = |from, most| file.media_part("b.png", from, most).unwrap().unwrap();
    assert_eq!(part(0, usize::MAX), b"pixels");
    assert_eq!(part(2, 3), b"xel");
    assert_eq!(part(6, 3), b"");
    assert!(file.verify().unwrap().is_empty());
}

#[test]
fn two_articles_of_one_path_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let mut builder =
        CollectionBuilder::create(&folder.path().join("tea.db"), &about(), 1).unwrap();
    builder.add_article(&article("Green", "one")).unwrap();
    let error = builder.add_article(&article("Green", "two")).unwrap_err();
    assert!(matches!(error, Error::Exists(_)), "{error}");
}

#[test]
fn an_unfinished_file_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tea.db");
    std::fs::write(&path, "the edition before").unwrap();
    let mut builder = CollectionBuilder::create(&path, &about(), 1).unwrap();
    builder.add_article(&article("Green", "one")).unwrap();
    drop(builder);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1);
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        "the edition before"
    );
}

#[test]
fn a_damaged_body_is_found_by_verify_and_refused_when_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tea.db");
    let mut builder = CollectionBuilder::create(&path, &about(), 1).unwrap();
    builder.add_article(&article("Green", "one")).unwrap();
    builder.finish().unwrap();
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection
        .execute("UPDATE article SET body = x'28b52ffd00'", [])
        .unwrap();
    drop(connection);

    let file = CollectionFile::open(&path).unwrap();
    assert!(matches!(file.article("Green"), Err(Error::Body(_))));
    assert_eq!(file.verify().unwrap().len(), 1);
}
