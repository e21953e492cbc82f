//! Several programs at one library, and one that is killed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Child;

use crate::support::{TestLibrary, all};

/// Enough that adding it is still going on while other commands come and go.
const ARTICLES: usize = 60_000;

#[test]
fn others_go_on_while_a_collection_is_added_and_a_killed_one_leaves_nothing() {
    let library = TestLibrary::new();
    library.json(&["collections"]);
    let words = "the tide follows the moon ".repeat(20);
    let mut lines = String::new();
    for number in 0..ARTICLES {
        writeln!(
            lines,
            "{{\"title\":\"Day {number}\",\"text\":\"{words}{number}\"}}"
        )
        .unwrap();
    }
    let large = library.write("large.jsonl", lines);
    let mut adding = library.start(&["add", large.to_str().unwrap()]);
    wait_for_building(&library.data().join("collections"), &mut adding);

    assert_eq!(
        library.error(&["add", large.to_str().unwrap()])["code"],
        "busy"
    );
    let secretariat = library.address_of("SCO Secretariat");
    library.json(&["bookmark", "add", &secretariat]);
    assert!(!all(&library.json(&["collections"]), "name").contains(&"large".to_owned()));
    assert_eq!(
        adding.try_wait().unwrap(),
        None,
        "it is too small for this test"
    );

    adding.kill().unwrap();
    adding.wait().unwrap();
    assert!(!all(&library.json(&["collections"]), "name").contains(&"large".to_owned()));
    let small = library.write("large.jsonl", "{\"title\":\"Day\",\"text\":\"short\"}\n");
    assert_eq!(
        library.json(&["add", small.to_str().unwrap()])["articles"],
        1
    );
    assert_eq!(
        library.json(&["search", "short", "--in", "large"])["total"],
        1
    );
    let left: u64 = fs::read_dir(library.data().join("collections"))
        .unwrap()
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .sum();
    assert!(
        left < 1 << 20,
        "what the killed one had built is gone, but {left} bytes are there"
    );
    assert_eq!(all(&library.json(&["bookmarks"]), "address"), [secretariat]);
}

/// Waits until something grows where collections are built.
fn wait_for_building(folder: &Path, adding: &mut Child) {
    loop {
        assert_eq!(
            adding.try_wait().expect("its state"),
            None,
            "it ended before it began to build"
        );
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        if files
            .filter_map(|file| file.metadata().ok())
            .any(|data| data.len() > 0)
        {
            return;
        }
        std::thread::yield_now();
    }
}
