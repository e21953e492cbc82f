//! Marks whose saving was confirmed are there afterwards, whatever happens to the process, the machine or
//! the disk in between.

use std::collections::HashSet;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use pandect_library::dto::AnnotationFilter;
use pandect_library::{Library, unwatched};
use tempfile::TempDir;

/// How often the process is ended in the middle of its work.
const KILLS: usize = 200;
/// Marks that are made at least, over all of these.
const MARKS: usize = 1000;

fn marker(folder: &Path, count: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_marker"));
    command.arg(folder).arg(count).stdout(Stdio::piped());
    command
}

/// What a marker has confirmed until it ended: ids, each with the length of the journal then.
fn confirmed(child: Child) -> Vec<(String, u64)> {
    let lines = BufReader::new(child.stdout.unwrap()).lines();
    lines
        .map_while(Result::ok)
        .filter_map(|line| {
            let (id, length) = line.split_once(' ')?;
            // The last line may be cut short.
            (id.len() == 36).then(|| (id.to_owned(), length.parse().unwrap_or(0)))
        })
        .collect()
}

/// The ids of all annotations of a library that passes its check.
fn kept(folder: &Path) -> HashSet<String> {
    let library = Library::open(folder).unwrap();
    let verified = library.verify(None, &mut unwatched).unwrap();
    assert!(
        verified.iter().all(|one| one.problems.is_empty()),
        "{verified:?}"
    );
    let all = library
        .list_annotations(AnnotationFilter::default())
        .unwrap();
    all.into_iter().map(|one| one.id).collect()
}

#[test]
fn a_mark_that_was_confirmed_survives_the_end_of_the_process_at_any_moment() {
    let folder = TempDir::new().unwrap();
    // Making the library takes longer than any of the processes lives.
    drop(Library::open(folder.path()).unwrap());
    let mut all = Vec::new();
    let mut kills = 0;
    let mut random = fastrand::Rng::with_seed(7);
    while kills < KILLS || all.len() < MARKS {
        let mut child = marker(folder.path(), "1000000").spawn().unwrap();
        // Any moment from the first breath on: opening, writing, the first marks and later ones.
        let until = Instant::now() + Duration::from_micros(random.u64(0..90_000));
        while Instant::now() < until {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        all.extend(confirmed(child).into_iter().map(|(id, _)| id));
        kills += 1;
        if kills % 50 == 0 {
            let kept = kept(folder.path());
            assert!(
                all.iter().all(|id| kept.contains(id)),
                "after {kills} kills"
            );
        }
    }
    let kept = kept(folder.path());
    let lost: Vec<_> = all.iter().filter(|id| !kept.contains(*id)).collect();
    assert!(
        lost.is_empty(),
        "{} of {} are lost: {lost:?}",
        lost.len(),
        all.len()
    );
}

#[test]
fn a_mark_that_was_confirmed_survives_a_power_cut_that_takes_what_was_written_after_it() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    drop(Library::open(&data).unwrap());
    let mut child = marker(&data, "60").spawn().unwrap();
    // The journal stays as it is when the process ends without closing: it is ended while it waits to
    // be read.
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut all = Vec::new();
    while all.len() < 40 {
        let line = said.next().unwrap().unwrap();
        let (id, length) = line.split_once(' ').unwrap();
        all.push((id.to_owned(), length.parse::<u64>().unwrap()));
    }
    child.kill().unwrap();
    child.wait().unwrap();

    let mut random = fastrand::Rng::with_seed(11);
    for number in 0..60 {
        let (_, synced) = &all[number % all.len()];
        let cut = folder.path().join(format!("cut-{number}"));
        std::fs::create_dir(&cut).unwrap();
        std::fs::copy(data.join("library.db"), cut.join("library.db")).unwrap();
        let mut journal = std::fs::read(data.join("library.db-wal")).unwrap();
        let synced = usize::try_from(*synced).unwrap();
        assert!(synced > 0 && synced <= journal.len());
        // What comes after was not synced: some of it is gone, some of it is anything.
        let tail = random.usize(0..=journal.len() - synced);
        journal.truncate(synced + tail);
        for byte in journal.iter_mut().skip(synced) {
            if random.u8(..) < 40 {
                *byte = random.u8(..);
            }
        }
        std::fs::write(cut.join("library.db-wal"), &journal).unwrap();
        let kept = kept(&cut);
        let certain = &all[..=number % all.len()];
        assert!(
            certain.iter().all(|(id, _)| kept.contains(id)),
            "cut {number}: of {} marks {} are there",
            certain.len(),
            kept.len()
        );
        std::fs::remove_dir_all(&cut).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_said_and_costs_nothing_that_was_confirmed() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    drop(Library::open(&data).unwrap());
    let blocks = |file: &str| {
        let about = std::fs::metadata(data.join(file));
        about.map_or(0, |about| about.len() / 512)
    };
    // No file may become longer than the library is, and a little more.
    let limit = blocks("library.db") + 64;
    let script = format!("trap '' XFSZ; ulimit -f {limit}; exec \"$0\" \"$1\" 100000");
    let full = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_marker")])
        .arg(&data)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let output = full.wait_with_output().unwrap();
    assert!(!output.status.success(), "the disk was never full");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("panicked"), "{said}");
    let ids: Vec<String> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| line.split_once(' ').map(|(id, _)| id.to_owned()))
        .collect();
    assert!(!ids.is_empty(), "{said}");
    let kept = kept(&data);
    assert!(ids.iter().all(|id| kept.contains(id)), "{said}");
    // With room again, marking goes on.
    assert!(marker(&data, "3").status().unwrap().success());
}
