//! Long work that was ended from outside goes on where it was.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use pandect_library::dto::{IndexState, JobKind, JobState, Phase, SearchOptions};
use pandect_library::jobs::Task;
use pandect_library::{AddOptions, Library, Progress, unwatched};

use crate::TestLibrary;
use crate::archive::{Made, Maker};
use crate::dumps::dump;
use crate::jobs::{Works, copy_files};

/// More than go between two checkpoints.
const MANY: u64 = 10_200;
const CHECKPOINT: u64 = 10_000;

/// Does some work, and copies the data folder when this is so far behind its checkpoint: what a program
/// that is killed then leaves. The locks of this one do not go with it.
fn killed_in(
    test: &TestLibrary,
    phase: Phase,
    work: impl FnOnce(&Library, &mut dyn FnMut(Progress) -> ControlFlow<()>),
) -> PathBuf {
    // All is gathered when merging begins.
    let behind = (phase != Phase::Merging).then_some(CHECKPOINT);
    let copy = test.folder.path().join("copy");
    let mut watcher = |progress: Progress| {
        if progress.phase == phase && Some(progress.done) > behind && !copy.exists() {
            copy_files(test.library.data_folder(), &copy);
        }
        ControlFlow::Continue(())
    };
    work(&test.library, &mut watcher);
    assert!(copy.exists(), "it never came so far");
    copy
}

/// From which article on a phase of some work was done.
fn first_of(phase: Phase, work: impl FnOnce(&mut dyn FnMut(Progress) -> ControlFlow<()>)) -> u64 {
    let mut first = None;
    work(&mut |progress: Progress| {
        if progress.phase == phase {
            first.get_or_insert(progress.done);
        }
        ControlFlow::Continue(())
    });
    first.unwrap()
}

fn days(folder: &Path) -> PathBuf {
    let mut lines = String::new();
    for number in 0..MANY {
        writeln!(lines, r#"{{"title":"Day {number}","text":"tea"}}"#).unwrap();
    }
    let file = folder.join("days.jsonl");
    std::fs::write(&file, lines).unwrap();
    file
}

fn options(index: bool) -> AddOptions {
    AddOptions {
        index,
        ..AddOptions::default()
    }
}

fn total(library: &Library, text: &str) -> u64 {
    let found = library.search(text, SearchOptions::default()).unwrap();
    found.total
}

#[test]
fn the_index_of_a_collection_goes_on_from_its_last_checkpoint() {
    let test = TestLibrary::new();
    let file = days(test.folder.path());
    let copy = killed_in(&test, Phase::Indexing, |library, watcher| {
        let added = library.add_collection(&file, options(true), watcher);
        added.unwrap();
    });
    assert_eq!(total(&test.library, "tea in:days"), MANY);

    let again = Library::open(&copy).unwrap();
    assert_eq!(total(&again, "tea in:days"), 0);
    assert_eq!(
        again.suggest("day 10117", 1).unwrap()[0].title,
        "Day 10117",
        "titles are there before the texts"
    );
    let first = first_of(Phase::Indexing, |watcher| {
        again.index_collection("days", watcher).unwrap();
    });
    assert!(first > CHECKPOINT, "it went on from {first}");
    assert_eq!(total(&again, "tea in:days"), MANY);
    assert!(again.verify(Some("days"), &mut unwatched).unwrap()[0].ok);
}

#[test]
fn what_is_gathered_is_not_gathered_again_where_merging_was_ended() {
    let test = TestLibrary::new();
    let file = days(test.folder.path());
    let copy = killed_in(&test, Phase::Merging, |library, watcher| {
        let added = library.add_collection(&file, options(true), watcher);
        added.unwrap();
    });
    let again = Library::open(&copy).unwrap();
    let mut gathered = 0;
    again
        .index_collection("days", &mut |progress| {
            if progress.phase == Phase::Indexing {
                gathered += u64::from(progress.done < MANY);
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(gathered, 0);
    assert_eq!(total(&again, "tea in:days"), MANY);
}

#[test]
fn an_import_goes_on_from_its_last_checkpoint() {
    let test = TestLibrary::new();
    let titles: Vec<String> = (0..MANY).map(|number| format!("Day {number}")).collect();
    let mut pages = vec![
        ("Early", "#REDIRECT [[Day 7]]"),
        ("Late", "#REDIRECT [[Day 10100]]"),
    ];
    pages.extend(
        titles
            .iter()
            .map(|title| (title.as_str(), "tea {{unknown}}")),
    );
    let file = test.folder.path().join("teawiki-20260102-pages.xml");
    std::fs::write(&file, dump(&pages)).unwrap();
    let mut whole = None;
    let copy = killed_in(&test, Phase::Reading, |library, watcher| {
        whole = Some(
            library
                .add_collection(&file, options(false), watcher)
                .unwrap(),
        );
    });

    let again = Library::open(&copy).unwrap();
    assert!(
        again.open_article("pandect://teawiki/Early").is_err(),
        "it is not whole"
    );
    let mut report = None;
    let first = first_of(Phase::Reading, |watcher| {
        report = Some(again.add_collection(&file, options(true), watcher).unwrap());
    });
    assert!(first >= CHECKPOINT - 4, "it went on from {first}");
    let (whole, mut report) = (whole.unwrap(), report.unwrap());
    assert_eq!((report.articles, report.remnants), (MANY, MANY));
    report.seconds = whole.seconds;
    assert_eq!(report, whole);
    assert_eq!(total(&again, "tea in:teawiki"), MANY);
    for (redirect, title) in [("Early", "Day 7"), ("Late", "Day 10100")] {
        let address = format!("pandect://teawiki/{redirect}");
        assert_eq!(again.open_article(&address).unwrap().title, title);
    }
    assert!(again.verify(Some("teawiki"), &mut unwatched).unwrap()[0].ok);
    let left = std::fs::read_dir(copy.join("collections")).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "the collection and its lock: {left:?}");
}

#[test]
fn the_index_of_an_archive_goes_on_from_its_last_checkpoint() {
    let test = TestLibrary::new();
    let paths: Vec<String> = (0..MANY).map(|number| format!("C/Day_{number}")).collect();
    let mut maker = Maker::new(1, 5);
    for path in &paths {
        maker = maker.add(path, "", Made::Blob("text/html", b"<p>tea</p>"));
    }
    let file = maker.write(test.folder.path(), "days.zim");
    let added = test
        .library
        .add_collection(&file, options(false), &mut unwatched);
    added.unwrap();
    let copy = killed_in(&test, Phase::Indexing, |library, watcher| {
        library.index_collection("days", watcher).unwrap();
    });

    let again = Library::open(&copy).unwrap();
    assert_eq!(total(&again, "tea in:days"), 0);
    let first = first_of(Phase::Indexing, |watcher| {
        again.index_collection("days", watcher).unwrap();
    });
    assert!(first >= CHECKPOINT, "it went on from {first}");
    assert_eq!(total(&again, "tea in:days"), MANY);
}

/// A library with a small collection that is indexed, and the folder of its index.
fn indexed() -> (TestLibrary, PathBuf) {
    let test = TestLibrary::new();
    test.add_notes(&[("tea.md", "Leaves in water.")]);
    let folder = index_of(&test.library, "notes");
    (test, folder)
}

/// The folder of the index of a collection that has one.
fn index_of(library: &Library, name: &str) -> PathBuf {
    let entries = std::fs::read_dir(library.data_folder().join("index")).unwrap();
    let mut folders = entries.map(|entry| entry.unwrap().path());
    let begins = format!("{name}@");
    let is_its_own = |path: &PathBuf| {
        let entry = path.file_name().unwrap().to_string_lossy();
        entry.starts_with(&begins)
    };
    folders.find(is_its_own).unwrap()
}

/// Damages the last byte of each file of an index's texts.
fn damage(index: &Path) {
    for entry in std::fs::read_dir(index.join("text")).unwrap() {
        let path = entry.unwrap().path();
        let mut bytes = std::fs::read(&path).unwrap();
        if let Some(last) = bytes.last_mut() {
            *last ^= 0xff;
        }
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, bytes).unwrap();
    }
}

#[test]
fn an_index_that_cannot_be_used_is_made_anew_at_the_start() {
    let (test, index) = indexed();
    let data = test.library.data_folder().to_owned();
    let (library, folder) = test.into_parts();
    drop(library);
    damage(&index);
    let works = Works::new(data.clone());
    assert_eq!(works.wait_for(JobState::Done).subject, "notes");
    assert_eq!(total(&works.library, "leaves in:notes"), 1);
    drop(works);

    // One of another version of Pandect.
    let other = index.with_file_name("notes@other-0");
    std::fs::rename(&index, &other).unwrap();
    let works = Works::new(data);
    works.wait_for(JobState::Done);
    assert_eq!(total(&works.library, "leaves in:notes"), 1);
    assert!(!other.exists(), "the old one is gone");
    drop(folder);
}

#[test]
fn making_an_index_anew_goes_on_after_a_restart() {
    let test = TestLibrary::new();
    let added = test.add(&days(test.folder.path()));
    assert_eq!(added.articles, MANY);
    let test = test.reopened();
    // One of another version of Pandect, in place of which one is made.
    let index = index_of(&test.library, "days");
    let other = index.with_file_name("days@other-0");
    std::fs::rename(&index, &other).unwrap();
    let copy = killed_in(&test, Phase::Indexing, |library, watcher| {
        assert!(library.verify(Some("days"), watcher).unwrap()[0].ok);
    });
    assert!(!other.exists(), "it is gone when the new one is there");

    let begun = copy.join("index").join(index.file_name().unwrap());
    let begun = begun.join("text.unfinished");
    let (sender, kept) = channel();
    let works = Works::watched(copy, move |jobs| {
        // It is told before it does anything.
        if let Some(job) = jobs.iter().find(|job| job.state == JobState::Running) {
            let _ = sender.send((job.kind, begun.exists()));
        }
    });
    assert_eq!(kept.recv().unwrap(), (JobKind::Mend, true));
    works.wait_for(JobState::Done);
    assert_eq!(total(&works.library, "tea in:days"), MANY);
    let left = works.library.data_folder().join("index/days@other-0");
    assert!(!left.exists(), "the old one is gone");
}

#[test]
fn making_an_index_anew_stays_paused_after_a_restart() {
    let test = TestLibrary::new();
    test.add(&days(test.folder.path()));
    let (library, folder) = test.into_parts();
    let data = library.data_folder().to_owned();
    drop(library);
    damage(&index_of(&Library::open(&data).unwrap(), "days"));
    let works = Works::new(data.clone());
    let job = works.wait_for_job(|job| job.kind == JobKind::Mend);
    works.jobs.pause(job.id);
    works.wait_for(JobState::Paused);

    let copy = folder.path().join("copy");
    copy_files(&data, &copy);
    let again = Works::new(copy);
    assert_eq!(again.wait_for(JobState::Paused).subject, "days");
    assert_eq!(total(&again.library, "tea in:days"), 0);
    again.jobs.go_on(again.jobs.list()[0].id);
    again.wait_for(JobState::Done);
    assert_eq!(total(&again.library, "tea in:days"), MANY);
}

#[test]
fn the_edition_before_is_searched_until_the_newer_one_can_be() {
    let test = TestLibrary::new();
    test.add_notes(&[("tea.md", "Leaves in water.")]);
    let source = test.write_notes(&[("tea.md", "Leaves."), ("mint.md", "Leaves too.")]);
    let added = test
        .library
        .add_collection(&source, options(false), &mut unwatched);
    added.unwrap();
    let search = || {
        let text = "leaves in:notes";
        test.library.search(text, SearchOptions::default()).unwrap()
    };
    let found = search();
    assert_eq!((found.total, found.ignored.len()), (1, 1));
    assert!(found.ignored[0].contains("notes"), "{:?}", found.ignored);
    let listed = test.library.list_collections().unwrap();
    let notes = listed.iter().find(|row| row.name == "notes").unwrap();
    assert_eq!(notes.index, IndexState::Stale);

    test.library
        .index_collection("notes", &mut unwatched)
        .unwrap();
    let found = search();
    assert_eq!((found.total, found.ignored.len()), (2, 0));
}

#[test]
fn titles_are_found_where_the_texts_cannot_be_searched_and_that_is_said() {
    let (test, index) = indexed();
    let test = test.reopened();
    damage(&index);
    let titles = test.library.suggest("tea", 5).unwrap();
    assert!(titles.iter().any(|title| title.collection == "notes"));
    let found = test.library.search("leaves", SearchOptions::default());
    let ignored = found.unwrap().ignored;
    assert_eq!(ignored.len(), 1);
    assert!(ignored[0].contains("notes"), "{ignored:?}");

    // As soon as another host has made it anew.
    let other = Library::open(test.library.data_folder()).unwrap();
    assert!(other.verify(Some("notes"), &mut unwatched).unwrap()[0].ok);
    assert_eq!(total(&test.library, "leaves in:notes"), 1);
}

#[test]
fn a_damaged_index_is_left_out_of_a_search_and_that_is_said() {
    let (test, index) = indexed();
    let test = test.reopened();
    // Their last bytes are well: that is what is looked at when they are opened.
    for entry in std::fs::read_dir(index.join("text")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "term") {
            let mut bytes = std::fs::read(&path).unwrap();
            let body = bytes.len().saturating_sub(256);
            bytes[..body].fill(0xff);
            std::fs::remove_file(&path).unwrap();
            std::fs::write(&path, bytes).unwrap();
        }
    }
    let found = test.library.search("water", SearchOptions::default());
    let found = found.unwrap();
    assert!(found.total > 0, "the others are searched");
    assert_eq!(found.ignored.len(), 1);
    assert!(found.ignored[0].contains("notes"), "{:?}", found.ignored);
}

#[test]
fn titles_of_another_collection_are_made_anew() {
    let (test, index) = indexed();
    let other = test.folder.path().join("other.jsonl");
    std::fs::write(&other, r#"{"title":"Coffee","text":"beans"}"#).unwrap();
    test.add(&other);
    let test = test.reopened();
    let foreign = index_of(&test.library, "other").join("titles");
    std::fs::copy(foreign, index.join("titles")).unwrap();
    assert!(test.library.suggest("coffee in", 5).is_ok());
    let notes = |library: &Library| {
        let found = library.suggest("tea", 5).unwrap();
        found.iter().any(|title| title.collection == "notes")
    };
    assert!(!notes(&test.library));
    let checked = test.library.verify(Some("notes"), &mut unwatched).unwrap();
    assert!(checked[0].ok, "{checked:?}");
    assert!(checked[0].problems[0].ends_with("it was made anew"));
    assert!(notes(&test.library));
    assert_eq!(total(&test.library, "leaves in:notes"), 1);
}

#[test]
fn verifying_makes_a_damaged_index_anew_and_says_so() {
    let (test, index) = indexed();
    let (library, folder) = test.into_parts();
    let data = library.data_folder().to_owned();
    drop(library);
    let works = Works::new(data);
    // What is done at the start is done before the first job.
    works.jobs.add(Task::Verify("starter".to_owned()));
    works.jobs.dismiss(works.wait_for(JobState::Done).id);
    damage(&index);
    works.jobs.add(Task::Verify("notes".to_owned()));
    let problems = works.wait_for(JobState::Done).problems;
    assert_eq!(problems.len(), 1);
    assert!(problems[0].ends_with("it was made anew"), "{problems:?}");
    assert!(works.library.verify(Some("notes"), &mut unwatched).unwrap()[0].ok);
    assert_eq!(total(&works.library, "leaves in:notes"), 1);
    drop(folder);
}

#[test]
fn what_nobody_goes_on_with_is_cleared_at_the_start() {
    let (test, index) = indexed();
    let (library, folder) = test.into_parts();
    let data = library.data_folder().to_owned();
    drop(library);
    let left = [
        index.join("text.unfinished"),
        data.join("collections/notes.building"),
    ];
    for path in &left {
        std::fs::create_dir(path).unwrap();
    }
    let works = Works::new(data);
    works.wait_until(|_| left.iter().all(|path| !path.exists()));
    drop(folder);
}
