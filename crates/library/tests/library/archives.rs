//! ZIM archives, read where they are.

use std::path::Path;

use pandect_library::dto::{
    CollectionKind, ErrorCode, IndexState, MarkStatus, NewAnnotation, NewBookmark, SearchOptions,
};
use pandect_library::{AddOptions, unwatched};

use crate::TestLibrary;
use crate::archive::{Made, Maker};

const TEA: &str = "pandect://teas_en/Tea";

/// An archive with three articles, a redirect and a picture.
fn teas(body: &'static str) -> Maker<'static> {
    let html = |text: &'static str| Made::Blob("text/html", text.as_bytes());
    Maker::new(1, 5)
        .add("C/Tea", "", html(body))
        .add(
            "C/Green_tea",
            "",
            html("<p>It steeps at 80 degrees.</p><script>alert(1)</script>"),
        )
        .add(
            "C/Lapsang_souchong",
            "",
            html("<p>Smoked over pinewood, a kind of <a href=\"Tea\">tea</a>.</p>"),
        )
        .add("C/Chai", "", Made::Redirect("C/Tea"))
        .add(
            "C/pot.png",
            "",
            Made::Blob("image/png", b"\x89PNG\r\n\x1a\n0123"),
        )
        .add(
            "C/fake.png",
            "",
            Made::Blob("image/png", b"<script>alert(1)</script>"),
        )
        .add("M/Name", "", Made::Blob("text/plain", b"teas_en"))
        .add("M/Title", "", Made::Blob("text/plain", b"All the teas"))
        .add("M/Language", "", Made::Blob("text/plain", b"eng"))
        .add("M/Date", "", Made::Blob("text/plain", b"2026-05-01"))
}

const BODY: &str = "<p>Tea is an aromatic drink made by pouring hot water over cured leaves.</p>\
    <h2>Kinds</h2><p>See <a href=\"Green_tea\">green tea</a>, <a href=\"Chai\">chai</a> and \
    <a href=\"Mate\">mate</a>.</p><img src=\"pot.png\" alt=\"A pot\">";

fn add(test: &TestLibrary, file: &Path, index: bool) -> pandect_library::AddReport {
    let options = AddOptions {
        index,
        ..AddOptions::default()
    };
    test.library
        .add_collection(file, options, &mut unwatched)
        .unwrap()
}

#[test]
fn the_language_of_an_archive_that_does_not_say_is_told_by_its_articles() {
    let test = TestLibrary::new();
    let body = "<p>Чай пьют во многих странах, и в каждой из них заваривают его по-своему: листья \
        сушат, скручивают, жарят и заливают горячей водой, иногда с молоком или лимоном.</p>";
    let file = Maker::new(1, 5)
        .add("C/Чай", "", Made::Blob("text/html", body.as_bytes()))
        .add("C/Напиток", "", Made::Blob("text/html", body.as_bytes()))
        .add("M/Name", "", Made::Blob("text/plain", b"drinks"))
        .write(test.folder.path(), "drinks.zim");
    add(&test, &file, true);
    let listed = test.library.list_collections().unwrap();
    let drinks = listed.iter().find(|one| one.name == "drinks").unwrap();
    assert_eq!(drinks.language, "ru");
    let found = test
        .library
        .search("in:drinks лимон вода", SearchOptions::default());
    assert_eq!(found.unwrap().total, 2, "in the endings of Russian");
}

#[test]
fn an_archive_is_read_searched_and_verified_where_it_is() {
    let test = TestLibrary::new();
    let file = teas(BODY).write(test.folder.path(), "teas_en_2026-05.zim");
    let report = add(&test, &file, true);
    assert_eq!(
        (report.collection.as_str(), report.articles),
        ("teas_en", 3)
    );
    let listed = test.library.list_collections().unwrap();
    let teas = listed.iter().find(|one| one.name == "teas_en").unwrap();
    assert_eq!(
        (
            teas.kind,
            teas.title.as_str(),
            teas.language.as_str(),
            teas.edition.as_str()
        ),
        (CollectionKind::Archive, "All the teas", "en", "2026-05-01")
    );
    assert_eq!((teas.articles, teas.index), (3, IndexState::Ready));

    let view = test.library.open_article("pandect://teas_en/Chai").unwrap();
    assert_eq!((view.address.as_str(), view.title.as_str()), (TEA, "Tea"));
    assert_eq!(view.redirected_from.as_deref(), Some("Chai"));
    assert_eq!(view.sections[0].title, "Kinds");
    assert_eq!(view.missing, ["pandect://teas_en/Mate"]);
    let picture = test.library.media("pandect://teas_en/pot.png").unwrap();
    assert_eq!(picture.mime, "image/png");
    assert!(test.library.media("pandect://teas_en/fake.png").is_err());
    assert!(
        test.library
            .open_article("pandect://teas_en/pot.png")
            .is_err()
    );
    let green = test
        .library
        .open_article("pandect://teas_en/Green%20tea")
        .unwrap();
    assert_eq!(green.title, "Green tea");
    assert!(!green.html.contains("script"));

    let found = test
        .library
        .search("pinewood", SearchOptions::default())
        .unwrap();
    assert_eq!(
        found.results[0].address,
        "pandect://teas_en/Lapsang_souchong"
    );
    let suggested = test.library.suggest("souchng", 5).unwrap();
    assert_eq!(suggested[0].title, "Lapsang souchong");
    assert!(
        test.library
            .verify(None, &mut unwatched)
            .unwrap()
            .iter()
            .all(|one| one.ok)
    );
    for _ in 0..50 {
        test.library
            .open_article(&test.library.random_article().unwrap())
            .unwrap();
    }
}

#[test]
fn titles_are_found_before_the_full_text_is() {
    let test = TestLibrary::new();
    let file = teas(BODY).write(test.folder.path(), "teas.zim");
    add(&test, &file, false);
    let listed = || {
        let listed = test.library.list_collections().unwrap();
        let mut listed = listed.into_iter();
        listed.find(|one| one.name == "teas_en").unwrap()
    };
    let state = || listed().index;
    assert_eq!(state(), IndexState::Titles);
    let takes = listed().to_index.unwrap();
    assert!(takes.disk_bytes > 0 && takes.seconds < 60.0, "{takes:?}");
    let suggested = test.library.suggest("chai", 5).unwrap();
    assert_eq!(
        (
            suggested[0].title.as_str(),
            suggested[0].redirect_from.as_deref()
        ),
        ("Tea", Some("Chai"))
    );
    let results = || {
        test.library
            .search("pinewood", SearchOptions::default())
            .unwrap()
            .total
    };
    assert_eq!(results(), 0);
    test.library
        .index_collection("teas_en", &mut unwatched)
        .unwrap();
    assert_eq!((state(), results()), (IndexState::Ready, 1));
    assert_eq!(listed().to_index, None);
}

#[test]
fn marks_go_along_to_a_newer_edition_and_outlive_a_missing_file() {
    let test = TestLibrary::new();
    let folder = test.folder.path();
    let first = teas(BODY).write(folder, "teas_en_2026-05.zim");
    add(&test, &first, true);
    let passage = test
        .library
        .find_quote(TEA, "pouring hot water over cured leaves", None)
        .unwrap();
    let new = NewAnnotation {
        address: TEA.into(),
        passage: Some(passage),
        note: Some("how hot?".into()),
        ..NewAnnotation::default()
    };
    test.library.add_annotation(new).unwrap();
    test.library
        .add_bookmark(NewBookmark::of("pandect://teas_en/Tea#kinds"))
        .unwrap();

    let newer = "<p>This is new. Tea is an aromatic drink made by pouring hot water over cured leaves.</p>\
        <h2>Kinds</h2><p>Many.</p>";
    let second = teas(newer).edition(8).write(folder, "teas_en_2026-11.zim");
    let report = add(&test, &second, true);
    assert_eq!(report.collection, "teas_en");
    assert_eq!(
        (report.marks.orphaned, report.marks.approximate),
        (0, 0),
        "{:?}",
        report.marks
    );
    let view = test.library.open_article(TEA).unwrap();
    assert!(view.html.contains("This is new"));
    assert_eq!(view.annotations.len(), 1);

    std::fs::rename(&second, folder.join("elsewhere.zim")).unwrap();
    let test = test.reopened();
    let error = test.library.open_article(TEA).unwrap_err().view();
    assert_eq!(error.code, ErrorCode::File);
    assert!(
        error.message.contains("teas_en_2026-11.zim") && error.hint.is_some(),
        "{error:?}"
    );
    assert_eq!(test.library.list_bookmarks().unwrap().bookmarks.len(), 1);
    assert!(
        test.library
            .list_collections()
            .unwrap()
            .iter()
            .any(|one| one.name == "teas_en")
    );
    test.library
        .search("tea", SearchOptions::default())
        .unwrap();
    let report = add(&test, &test.folder.path().join("elsewhere.zim"), false);
    assert_eq!(report.marks.orphaned, 0);
    let annotation = &test.library.open_article(TEA).unwrap().annotations[0];
    assert!(matches!(
        annotation.status,
        MarkStatus::Exact | MarkStatus::Relocated
    ));
}

#[test]
fn what_is_damaged_or_another_collection_is_refused() {
    let test = TestLibrary::new();
    let folder = test.folder.path();
    test.add_notes(&[("Tea.md", "A drink.")]);
    let refused = |file: &Path, name: Option<&str>| {
        let options = AddOptions {
            name: name.map(str::to_owned),
            index: true,
            ..AddOptions::default()
        };
        test.library
            .add_collection(file, options, &mut unwatched)
            .unwrap_err()
            .view()
    };
    let file = teas(BODY).write(folder, "teas.zim");
    assert_eq!(refused(&file, Some("notes")).code, ErrorCode::InvalidInput);
    assert_eq!(
        refused(&file, Some("starter")).code,
        ErrorCode::InvalidInput
    );
    let mut bytes = teas(BODY).bytes();
    bytes.truncate(100);
    let cut = folder.join("cut.zim");
    std::fs::write(&cut, bytes).unwrap();
    let error = refused(&cut, None);
    assert_eq!(error.code, ErrorCode::Damaged);
    assert!(error.message.contains("cut.zim"), "{error:?}");
    let plain = teas(BODY).add("M/Flavour", "", Made::Blob("text/plain", b"nopic"));
    add(&test, &file, false);
    let other = refused(&plain.edition(9).write(folder, "nopic.zim"), None);
    assert!(other.message.contains("another form"), "{other:?}");
    test.library.remove_collection("teas_en").unwrap();
    assert!(file.exists(), "the person's file stays");
}
