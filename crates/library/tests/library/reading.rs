use pandect_library::Library;
use pandect_library::dto::{ErrorCode, LastPlace, ReadingPlace, Theme};

use crate::{SECRETARIAT, TestLibrary};

#[test]
fn the_starter_encyclopedia_is_there_on_first_start_and_after() {
    let test = TestLibrary::new();
    let view = test.library.open_article(SECRETARIAT).unwrap();
    assert_eq!(view.title, "SCO Secretariat");
    assert_eq!(view.language, "en");
    let titles: Vec<_> = view
        .sections
        .iter()
        .map(|section| section.title.as_str())
        .collect();
    for wanted in [
        "History and structure",
        "Functions and activities",
        "Controversies and debates",
        "See also",
        "Sources",
    ] {
        assert!(
            titles.contains(&wanted),
            "{wanted} is missing from {titles:?}"
        );
    }
    assert!(
        !view.backlinks.is_empty(),
        "nothing links to the Secretariat"
    );
    let before = test.library.changes().unwrap();
    let test = test.reopened();
    assert_eq!(
        test.library.changes().unwrap(),
        before,
        "a second start wrote the articles again"
    );
}

#[test]
fn no_bundled_article_has_a_diagnostic_or_more_than_the_two_links_to_come() {
    let test = TestLibrary::new();
    let mut missing = Vec::new();
    for article in test.library.list_articles("starter", 0, 1000).unwrap() {
        missing.extend(test.library.open_article(&article.address).unwrap().missing);
    }
    missing.sort();
    missing.dedup();
    assert!(missing.len() <= 2, "{missing:?}");
}

#[test]
fn a_redirect_and_a_title_in_another_case_lead_to_the_article() {
    let test = TestLibrary::new();
    for address in [
        "pandect://starter/sco_secretariat",
        "pandect://starter/SCO%20Secretariat",
    ] {
        assert_eq!(
            test.library.open_article(address).unwrap().address,
            SECRETARIAT
        );
    }
    let view = test
        .library
        .open_article("pandect://starter/Secretariat_of_the_Shanghai_Cooperation_Organisation")
        .unwrap();
    assert_eq!(view.address, SECRETARIAT);
    assert_eq!(
        view.redirected_from.as_deref(),
        Some("Secretariat of the Shanghai Cooperation Organisation")
    );
}

#[test]
fn what_is_not_there_is_said_with_its_code() {
    let test = TestLibrary::new();
    let code = |address: &str| test.library.open_article(address).unwrap_err().view().code;
    assert_eq!(
        code("pandect://starter/No_such_article"),
        ErrorCode::ArticleMissing
    );
    assert_eq!(
        code("pandect://nowhere/Article"),
        ErrorCode::CollectionMissing
    );
    assert_eq!(code("file:///etc/passwd"), ErrorCode::InvalidInput);
    assert_eq!(code(""), ErrorCode::InvalidInput);
}

#[test]
fn sections_positions_name_their_headings_in_the_text() {
    let test = TestLibrary::new();
    let shown = test.library.show_article(SECRETARIAT).unwrap();
    let units: Vec<u16> = shown.text.encode_utf16().collect();
    for section in &shown.sections {
        let part = &units[section.start as usize..section.end as usize];
        let text = String::from_utf16(part).unwrap();
        assert!(
            text.trim_start().starts_with(&section.title),
            "{}: {text:.40}",
            section.title
        );
    }
}

#[test]
fn random_articles_and_the_front_page_lead_to_articles() {
    let test = TestLibrary::new();
    for _ in 0..20 {
        test.library
            .open_article(&test.library.random_article().unwrap())
            .unwrap();
    }
    let front = test.library.front_page().unwrap();
    assert!(front.article_of_the_day.is_some());
    assert_eq!(front.collections.first().unwrap().name, "starter");
}

#[test]
fn settings_place_and_history_are_kept() {
    let test = TestLibrary::new();
    let mut settings = test.library.settings().unwrap();
    settings.theme = Theme::Sepia;
    test.library.save_settings(&settings).unwrap();
    let place = ReadingPlace {
        position: 400,
        offset: 2.5,
        read: 0.5,
    };
    test.library.save_place(SECRETARIAT, place).unwrap();
    let last = LastPlace {
        trail: vec![SECRETARIAT.into()],
        current: 0,
        place: Some(place),
    };
    test.library.save_last_place(&last).unwrap();
    test.library.add_visit(SECRETARIAT).unwrap();

    let test = test.reopened();
    assert_eq!(test.library.settings().unwrap(), settings);
    assert_eq!(test.library.last_place().unwrap(), Some(last));
    assert_eq!(
        test.library.open_article(SECRETARIAT).unwrap().place,
        Some(place)
    );
    assert_eq!(test.library.list_visits(10).unwrap().len(), 1);

    settings.keep_history = false;
    test.library.save_settings(&settings).unwrap();
    test.library.clear_visits().unwrap();
    test.library.add_visit(SECRETARIAT).unwrap();
    assert!(
        test.library.list_visits(10).unwrap().is_empty(),
        "a visit was kept against the person's wish"
    );
}

#[test]
fn a_newer_library_is_refused_with_its_code() {
    let folder = tempfile::tempdir().unwrap();
    drop(Library::open(folder.path()).unwrap());
    let connection = rusqlite::Connection::open(folder.path().join("library.db")).unwrap();
    connection
        .pragma_update(None, "user_version", 1000)
        .unwrap();
    drop(connection);
    let error = Library::open(folder.path()).unwrap_err().view();
    assert_eq!(error.code, ErrorCode::NewerVersion);
    assert!(error.hint.is_some());
}
