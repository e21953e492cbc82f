//! Making an index, and what is found of one that is damaged.

use super::*;

#[test]
fn one_writer_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text");
    let manifest = || IndexManifest::new("test", "1", "en", 1);
    let mut held = begin(&path, manifest());
    held.checkpoint(0).unwrap();
    let refused = FullTextWriter::begin(&path, manifest(), &WriterOptions::default());
    assert!(matches!(refused, Err(IndexError::Busy { .. })));
}

#[test]
fn an_index_belongs_to_what_it_was_made_from() {
    let sky = sky();
    let ours = IndexManifest::new("test", "1", "en", 1);
    sky.index.check(&ours).unwrap();
    for other in [
        IndexManifest::new("other", "1", "en", 1),
        IndexManifest::new("test", "2", "en", 1),
        IndexManifest::new("test", "1", "de", 1),
        IndexManifest::new("test", "1", "en", 2),
        IndexManifest {
            format: 0,
            ..ours.clone()
        },
    ] {
        let refused = sky.index.check(&other);
        assert!(matches!(refused, Err(IndexError::Mismatch { .. })));
    }
}

/// What a process leaves that is killed behind a checkpoint.
fn killed(place: &Path, manifest: IndexManifest) {
    let unfinished = place.with_extension("unfinished");
    let left = place.with_extension("left");
    let mut writer = begin(place, manifest);
    writer.add(&document("Sun", "star")).unwrap();
    writer.checkpoint(1).unwrap();
    writer.add(&document("Lost", "star")).unwrap();
    copy(&unfinished, &left);
    drop(writer);
    assert!(!unfinished.exists(), "one that is given up leaves nothing");
    std::fs::rename(left, unfinished).unwrap();
}

/// Copies a folder in a moment in which no file of it is removed: what nothing needs any more goes at any time.
pub(super) fn copy(from: &Path, to: &Path) {
    while let Err(error) = try_copy(from, to) {
        assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{error}");
    }
}

fn try_copy(from: &Path, to: &Path) -> std::io::Result<()> {
    if to.exists() {
        std::fs::remove_dir_all(to)?;
    }
    std::fs::create_dir(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        std::fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

#[test]
fn what_was_killed_goes_on_from_its_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("text");
    let manifest = || IndexManifest::new("test", "1", "en", 1);
    killed(&place, manifest());
    let mut writer = begin(&place, manifest());
    assert_eq!(writer.reached(), 1);
    writer.add(&document("Moon", "star")).unwrap();
    finish(writer);
    let index = FullTextIndex::open(&place).unwrap();
    index.check(&manifest()).unwrap();
    let built = Built { folder, index };
    assert_eq!(built.found("star"), ["Moon", "Sun"]);
    let left: Vec<_> = std::fs::read_dir(built.folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn what_is_left_of_something_else_or_damaged_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("text");
    let manifest = || IndexManifest::new("test", "1", "en", 1);
    killed(&place, manifest());
    let other = begin(&place, IndexManifest::new("test", "2", "en", 1));
    assert_eq!(other.reached(), 0);
    drop(other);

    killed(&place, manifest());
    let unfinished = place.with_extension("unfinished");
    let entries = std::fs::read_dir(&unfinished).unwrap().flatten();
    let terms = entries
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|ending| ending == "term"))
        .unwrap();
    let mut bytes = std::fs::read(&terms).unwrap();
    bytes[0] ^= 1;
    std::fs::write(&terms, bytes).unwrap();
    assert_eq!(begin(&place, manifest()).reached(), 0);
}

/// A writer with as many segments as stars.
fn segments(place: &Path, stars: &[&str]) -> FullTextWriter {
    let mut writer = begin(place, IndexManifest::new("test", "1", "en", 1));
    for (number, star) in (1..).zip(stars) {
        writer.add(&document(star, "star")).unwrap();
        writer.checkpoint(number).unwrap();
    }
    writer
}

#[test]
fn a_finished_index_is_of_one_segment() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("text");
    let writer = segments(&place, &["Sun", "Vega", "Sirius"]);
    let mut told = Vec::new();
    let mut watcher = |done, total| {
        told.push((done, total));
        ControlFlow::Continue(())
    };
    writer.finish(3, &mut watcher, || ()).unwrap();
    assert_eq!(told[0], (0, 3));
    assert!(told.iter().all(|(done, total)| done <= total));
    let index = FullTextIndex::open(&place).unwrap();
    assert_eq!(index.reader.searcher().segment_readers().len(), 1);
    index.verify().unwrap();
    let built = Built { folder, index };
    assert_eq!(built.found("star"), ["Sirius", "Sun", "Vega"]);
}

#[test]
fn articles_stand_in_the_order_of_their_length() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("text");
    let mut writer = begin(&place, IndexManifest::new("test", "1", "en", 1));
    for (title, text) in texts(1, 40, 60) {
        writer.add(&document(&title, &text)).unwrap();
        if title.ends_with('9') {
            writer.checkpoint(1).unwrap();
        }
    }
    finish(writer);
    let index = FullTextIndex::open(&place).unwrap();
    let searcher = index.reader.searcher();
    let segment = searcher.segment_reader(0);
    let column = segment.fast_fields().u64(schema::LENGTH).unwrap();
    let lengths: Vec<_> = (0..40).map(|document| column.first(document)).collect();
    assert!(
        lengths.is_sorted() && lengths[0] < lengths[39],
        "{lengths:?}"
    );
}

#[test]
fn merging_that_is_broken_off_leaves_what_was_there() {
    let sky = sky();
    let place = sky.index.path().to_owned();
    let writer = segments(&place, &["Sun", "Vega"]);
    let mut stop = |_, _| ControlFlow::Break(());
    let stopped = writer.finish(2, &mut stop, || panic!("it is not put in its place"));
    assert!(matches!(stopped, Err(IndexError::Cancelled)));
    assert!(!sky.found("eclipse").is_empty());
    assert!(!place.with_extension("unfinished").exists());
}

/// Killed while it merges, or when it has merged and is not in its place yet.
#[test]
fn what_was_killed_in_the_end_has_nothing_twice() {
    for is_merged in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("text");
        let (unfinished, left) = (
            place.with_extension("unfinished"),
            place.with_extension("left"),
        );
        let mut watcher = |_, _| {
            if !is_merged {
                copy(&unfinished, &left);
            }
            ControlFlow::Continue(())
        };
        let release = || {
            if is_merged {
                copy(&unfinished, &left);
            }
        };
        let writer = segments(&place, &["Sun", "Vega"]);
        writer.finish(7, &mut watcher, release).unwrap();
        std::fs::rename(left, unfinished).unwrap();
        let writer = begin(&place, IndexManifest::new("test", "1", "en", 1));
        assert_eq!(writer.reached(), 7);
        finish(writer);
        let index = FullTextIndex::open(&place).unwrap();
        let built = Built { folder, index };
        assert_eq!(built.found("star"), ["Sun", "Vega"]);
    }
}

/// Where an index is made by a process whose files may not become longer than one of those that merging makes.
#[cfg(unix)]
const NO_ROOM: &str = "PANDECT_TEST_NO_ROOM";

#[cfg(unix)]
#[test]
fn an_index_that_there_is_no_room_to_merge_is_whole() {
    let make = |place: &Path| {
        let mut writer = begin(place, IndexManifest::new("test", "1", "en", 1));
        for (number, (title, text)) in (1..).zip(texts(1, 600, 200)) {
            writer.add(&document(&title, &text)).unwrap();
            if number == 400 {
                writer.checkpoint(number).unwrap();
            }
        }
        finish(writer);
        FullTextIndex::open(place).unwrap()
    };
    let files = |place: &Path| {
        let entries = std::fs::read_dir(place).unwrap().flatten();
        let positions = entries.filter(|entry| entry.path().extension() == Some("pos".as_ref()));
        positions
            .map(|entry| entry.metadata().unwrap().len())
            .collect::<Vec<_>>()
    };
    if let Some(place) = std::env::var_os(NO_ROOM) {
        let index = make(Path::new(&place));
        assert_eq!(index.reader.searcher().segment_readers().len(), 2);
        assert_eq!(
            files(Path::new(&place)).len(),
            2,
            "nothing is left of what failed"
        );
        index.verify().unwrap();
        assert_eq!(index.len(), 600);
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("text");
    make(&place);
    let longest = files(&place)[0];
    // In blocks of 512 bytes, between the length of the parts and that of the whole.
    let script = format!(
        "trap '' XFSZ; ulimit -f {}; exec \"$@\"",
        longest * 85 / 100 / 512
    );
    let output = std::process::Command::new("sh")
        .args(["-c", &script, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "fulltext::tests::making::an_index_that_there_is_no_room_to_merge_is_whole",
        ])
        .env(NO_ROOM, folder.path().join("other"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
}

#[test]
fn the_old_index_is_let_go_of_before_the_new_one_takes_its_place() {
    let sky = sky();
    let place = sky.index.path().to_owned();
    let mut writer = begin(&place, IndexManifest::new("test", "2", "en", 1));
    writer.add(&document("Sun", "star")).unwrap();
    let mut released = 0;
    writer
        .finish(1, &mut unwatched, || {
            assert_eq!(sky.found("eclipse").len(), 1, "it is there until now");
            released += 1;
        })
        .unwrap();
    assert_eq!(released, 1);
    assert_eq!(FullTextIndex::open(&place).unwrap().len(), 1);
}

#[test]
fn damaged_and_foreign_folders_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let missing = FullTextIndex::open(&folder.path().join("none"));
    assert!(matches!(missing, Err(IndexError::Missing { .. })));
    let empty = FullTextIndex::open(folder.path());
    assert!(empty.is_err_and(|error| error.is_mended_by_rebuilding()));

    let sky = sky();
    std::fs::write(sky.index.path().join("meta.json"), b"{\"not\": \"it\"}").unwrap();
    let broken = FullTextIndex::open(sky.index.path());
    assert!(broken.is_err_and(|error| error.is_mended_by_rebuilding()));
}

/// Every file of an index, flipped and cut at many places: an error or an answer, never a panic.
#[test]
fn damage_is_an_error_or_an_answer() {
    let sky = sky();
    let files: Vec<_> = std::fs::read_dir(sky.index.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    for file in files {
        let whole = std::fs::read(&file).unwrap();
        let places = (0..whole.len()).step_by((whole.len() / 12).max(1));
        for at in places {
            let mut flipped = whole.clone();
            flipped[at] ^= 0x5a;
            for damaged in [flipped, whole[..at].to_vec()] {
                // A new file: the index has the old one mapped.
                std::fs::remove_file(&file).unwrap();
                std::fs::write(&file, damaged).unwrap();
                if let Ok(index) = FullTextIndex::open(sky.index.path()) {
                    let limits = SearchLimits::default();
                    let query = parse("moon sun -\"new moon\" tel*");
                    let _ = search_all(&[("x", &index)], &query, limits, &Cancel::new());
                    let _ = index.verify();
                }
            }
        }
        std::fs::remove_file(&file).unwrap();
        std::fs::write(&file, &whole).unwrap();
    }
    assert!(
        FullTextIndex::open(sky.index.path())
            .unwrap()
            .verify()
            .is_ok(),
        "whole again"
    );
    drop(sky.folder);
}

#[test]
fn verifying_finds_a_flipped_byte() {
    let sky = sky();
    let store = std::fs::read_dir(sky.index.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|one| one == "pos"))
        .unwrap();
    let mut bytes = std::fs::read(&store).unwrap();
    bytes[0] ^= 0xff;
    std::fs::remove_file(&store).unwrap();
    std::fs::write(&store, bytes).unwrap();
    let found = FullTextIndex::open(sky.index.path()).and_then(|index| index.verify());
    assert!(found.is_err_and(|error| error.is_mended_by_rebuilding()));
}
