//! Two hosts with one data folder open, each to see what the other does.

use std::sync::Barrier;

use pandect_library::Library;
use pandect_library::dto::{
    AnnotationFilter, MarkStatus, NewAnnotation, NewBookmark, SearchOptions,
};
use pandect_tests::SharedFolder;

const POOL: &str = "pandect://notes/Pool";

#[test]
fn each_sees_the_marks_of_the_other() {
    let folder = SharedFolder::new().unwrap();
    let (window, terminal) = (folder.host().unwrap(), folder.host().unwrap());
    folder
        .write("Pool.md", "# Pool\n\nThe tide fills it twice a day.\n")
        .unwrap();
    folder.add(&terminal).unwrap();
    assert_eq!(window.open_article(POOL).unwrap().title, "Pool");

    let before = window.changes().unwrap();
    let passage = terminal.find_quote(POOL, "fills it twice", None).unwrap();
    let made = terminal
        .add_annotation(NewAnnotation {
            address: POOL.to_owned(),
            passage: Some(passage),
            note: Some("Check with the almanac".to_owned()),
            ..NewAnnotation::default()
        })
        .unwrap();
    assert_ne!(
        window.changes().unwrap(),
        before,
        "the window can tell that something changed"
    );
    let seen = window.open_article(POOL).unwrap().annotations;
    assert_eq!(seen.len(), 1);
    assert_eq!((&seen[0].id, seen[0].passage), (&made.id, Some(passage)));
    let found = window.search("almanac", SearchOptions::default()).unwrap();
    assert!(
        found.marks.iter().any(|mark| mark.id == made.id),
        "{:?}",
        found.marks
    );

    window.delete_annotation(&made.id).unwrap();
    assert!(
        terminal
            .list_annotations(AnnotationFilter::default())
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_newer_edition_by_one_is_read_by_the_other() {
    let folder = SharedFolder::new().unwrap();
    let (window, terminal) = (folder.host().unwrap(), folder.host().unwrap());
    folder
        .write("Pool.md", "# Pool\n\nThe tide fills it twice a day.\n")
        .unwrap();
    folder.add(&terminal).unwrap();
    assert!(
        window
            .open_article(POOL)
            .unwrap()
            .html
            .contains("fills it twice")
    );
    assert_eq!(
        window
            .search("tide", SearchOptions::default())
            .unwrap()
            .results
            .len(),
        1
    );
    let bookmark = window.add_bookmark(NewBookmark::of(POOL)).unwrap();

    folder
        .write("Pool.md", "# Pool\n\nIt dried out in the drought.\n")
        .unwrap();
    folder.write("Gull.md", "# Gull\n\nIt cries.\n").unwrap();
    folder.add(&terminal).unwrap();
    assert!(
        window
            .open_article(POOL)
            .unwrap()
            .html
            .contains("dried out")
    );
    let of_notes = SearchOptions {
        collection: Some("notes".to_owned()),
        ..Default::default()
    };
    let found = window.search("drought", of_notes).unwrap();
    assert_eq!(
        found.results.len(),
        1,
        "the window searches the new edition's index"
    );
    let kept = window.list_bookmarks().unwrap().bookmarks;
    assert_eq!(
        (&kept[0].id, kept[0].status),
        (&bookmark.id, MarkStatus::Exact)
    );
}

#[test]
fn hosts_that_search_a_new_folder_together_all_find_the_index_that_one_of_them_makes() {
    let folder = SharedFolder::new().unwrap();
    let hosts: Vec<_> = (0..4).map(|_| folder.host().unwrap()).collect();
    let begin = Barrier::new(hosts.len());
    let search = |host: &Library| {
        begin.wait();
        host.search("secretariat", SearchOptions::default())
    };
    let answers: Vec<_> = std::thread::scope(|scope| {
        let searches: Vec<_> = hosts
            .iter()
            .map(|host| scope.spawn(|| search(host)))
            .collect();
        searches
            .into_iter()
            .map(|search| search.join().unwrap().unwrap())
            .collect()
    });
    for found in answers {
        assert!(found.total > 0 && found.ignored.is_empty(), "{found:?}");
    }
}
