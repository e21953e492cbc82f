use std::path::Path;

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
    let mut builder = CollectionBuilder::begin(&path, &about(), 4).unwrap();
    builder.add_article(&article("Green", "<p>茶</p>")).unwrap();
    builder
        .add_media("a.png", "image/png", b"pixels", b"hash")
        .unwrap();
    builder
        .add_media("b.png", "image/png", b"pixels", b"hash")
        .unwrap();
    assert!(!path.exists(), "the file has its name before it is whole");
    assert_eq!(builder.finish(|| ()).unwrap(), 1);

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
    let mut builder = CollectionBuilder::begin(&folder.path().join("tea.db"), &about(), 1).unwrap();
    builder.add_article(&article("Green", "one")).unwrap();
    let error = builder.add_article(&article("Green", "two")).unwrap_err();
    assert!(matches!(error, Error::Exists(_)), "{error}");
}

#[test]
fn an_unfinished_file_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tea.db");
    std::fs::write(&path, "the edition before").unwrap();
    let mut builder = CollectionBuilder::begin(&path, &about(), 1).unwrap();
    builder.add_article(&article("Green", "one")).unwrap();
    drop(builder);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1);
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        "the edition before"
    );
}

/// What a process leaves that is killed behind a checkpoint.
fn killed(path: &Path) {
    let mut builder = CollectionBuilder::begin(path, &about(), 1).unwrap();
    assert_eq!(builder.reached(), None);
    builder.set_dictionary(b"in common").unwrap();
    builder.add_article(&article("Green", "one")).unwrap();
    builder.checkpoint("one").unwrap();
    builder.add_article(&article("Lost", "two")).unwrap();
    let left = path.with_extension("left");
    std::fs::create_dir(&left).unwrap();
    for entry in std::fs::read_dir(path.parent().unwrap()).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), left.join(entry.file_name())).unwrap();
        }
    }
    drop(builder);
    for entry in std::fs::read_dir(&left).unwrap() {
        let entry = entry.unwrap();
        std::fs::rename(entry.path(), path.with_file_name(entry.file_name())).unwrap();
    }
    std::fs::remove_dir(left).unwrap();
}

#[test]
fn what_was_killed_goes_on_from_its_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tea.db");
    killed(&path);
    let mut builder = CollectionBuilder::begin(&path, &about(), 1).unwrap();
    assert_eq!(builder.reached(), Some("one"));
    assert_eq!(builder.dictionary(), b"in common");
    builder.add_article(&article("Black", "two")).unwrap();
    assert_eq!(builder.finish(|| ()).unwrap(), 2);
    let file = CollectionFile::open(&path).unwrap();
    assert_eq!(file.article("Green").unwrap().unwrap().html, "one");
    assert_eq!(file.article("Black").unwrap().unwrap().html, "two");
    assert_eq!(file.article("Lost").unwrap(), None);
    assert!(file.verify().unwrap().is_empty());
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn what_is_left_of_another_edition_or_recipe_or_damaged_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tea.db");
    let reached = |about: &CollectionAbout, recipe| {
        let builder = CollectionBuilder::begin(&path, about, recipe).unwrap();
        builder.reached().map(str::to_owned)
    };
    killed(&path);
    let other = CollectionAbout {
        edition: "other".to_owned(),
        ..about()
    };
    assert_eq!(reached(&other, 1), None);
    killed(&path);
    assert_eq!(reached(&about(), 2), None);
    killed(&path);
    std::fs::write(path.with_extension("building"), "no database at all").unwrap();
    assert_eq!(reached(&about(), 1), None);
}

#[test]
fn a_damaged_body_is_found_by_verify_and_refused_when_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tea.db");
    let mut builder = CollectionBuilder::begin(&path, &about(), 1).unwrap();
    builder.add_article(&article("Green", "one")).unwrap();
    builder.finish(|| ()).unwrap();
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection
        .execute("UPDATE article SET body = x'28b52ffd00'", [])
        .unwrap();
    drop(connection);

    let file = CollectionFile::open(&path).unwrap();
    assert!(matches!(file.article("Green"), Err(Error::Body(_))));
    assert_eq!(file.verify().unwrap().len(), 1);
}
