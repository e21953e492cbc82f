//! Long work: proposed, paused, stopped, and gone on with after a restart.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use pandect_library::Library;
use pandect_library::dto::{Job, JobKind, JobState, SearchOptions, SourceKind};
use pandect_library::jobs::{Jobs, Task};

/// Articles of a source that takes long.
const LONG: u64 = 2_000;

/// A library with jobs, and who hears of them.
pub(crate) struct Works {
    pub(crate) library: Arc<Library>,
    pub(crate) jobs: Jobs,
    heard: Receiver<Vec<Job>>,
}

impl Works {
    pub(crate) fn new(data: PathBuf) -> Self {
        Self::watched(data, |_| ())
    }

    /// With somebody else who hears of them, where they are done.
    pub(crate) fn watched(data: PathBuf, watch: impl Fn(&[Job]) + Send + Sync + 'static) -> Self {
        let library = Arc::new(Library::open(&data).unwrap());
        let (sender, heard) = channel();
        let opened = Arc::clone(&library);
        let jobs = Jobs::begin(
            move || Ok(Arc::clone(&opened)),
            move |jobs| {
                watch(&jobs);
                let _ = sender.send(jobs);
            },
        );
        Self {
            library,
            jobs,
            heard,
        }
    }

    /// Waits until something is so in the library.
    pub(crate) fn wait_until(&self, is_so: impl Fn(&Library) -> bool) {
        let begun = Instant::now();
        while !is_so(&self.library) {
            // Another host of the same library may do it, of which nothing is heard here.
            let _heard = self.heard.recv_timeout(Duration::from_millis(100));
            let waits = begun.elapsed() < Duration::from_secs(30);
            assert!(waits, "not so: {:?}", self.jobs.list());
        }
    }

    /// Waits for a job that something is so of.
    pub(crate) fn wait_for_job(&self, is_so: impl Fn(&Job) -> bool) -> Job {
        loop {
            let heard = self.heard.recv_timeout(Duration::from_secs(30));
            assert!(heard.is_ok(), "not so: {:?}", self.jobs.list());
            if let Some(job) = heard.unwrap().into_iter().find(&is_so) {
                return job;
            }
        }
    }

    /// Waits until each job has ended, and takes them off the list. All have to be done.
    pub(crate) fn finish(&self) -> Vec<Job> {
        let ended = |job: &Job| {
            matches!(
                job.state,
                JobState::Done | JobState::Failed | JobState::Stopped
            )
        };
        self.wait_until(|_| self.jobs.list().iter().all(ended));
        let all = self.jobs.list();
        for job in &all {
            assert_eq!(job.state, JobState::Done, "{job:?}");
            self.jobs.dismiss(job.id);
        }
        all
    }

    /// Waits until the newest job is in a state.
    pub(crate) fn wait_for(&self, wanted: JobState) -> Job {
        loop {
            if let Some(job) = self.jobs.list().pop().filter(|job| job.state == wanted) {
                return job;
            }
            let heard = self.heard.recv_timeout(Duration::from_secs(30));
            assert!(heard.is_ok(), "no {wanted:?}: {:?}", self.jobs.list());
        }
    }
}

fn notes(folder: &tempfile::TempDir, count: usize) -> PathBuf {
    let notes = folder.path().join("notes");
    std::fs::create_dir(&notes).unwrap();
    for number in 0..count {
        std::fs::write(notes.join(format!("{number}.md")), "Word. ".repeat(500)).unwrap();
    }
    notes
}

#[test]
fn a_source_is_proposed_with_its_summary_and_added_when_that_is_wished() {
    let folder = tempfile::tempdir().unwrap();
    let notes = notes(&folder, 3);
    std::fs::write(notes.join("bad.md"), b"\xff").unwrap();
    let works = Works::new(folder.path().join("data"));
    works.jobs.propose(notes);
    let proposed = works.wait_for(JobState::Proposed);
    let summary = proposed.summary.unwrap();
    assert_eq!(
        (summary.kind, summary.articles),
        (SourceKind::Markdown, Some(4))
    );
    assert_eq!((summary.title.as_str(), summary.replaces), ("notes", None));
    assert!(
        works.library.open_article("pandect://notes/0").is_err(),
        "it is only proposed"
    );

    works.jobs.confirm(proposed.id, false);
    let done = works.finish();
    let [added, indexed] = done.as_slice() else {
        panic!("it was read, then made searchable: {done:?}");
    };
    assert_eq!((added.kind, indexed.kind), (JobKind::Add, JobKind::Index));
    let report = added.report.clone().unwrap();
    assert_eq!((report.articles, report.left_out), (3, 1));
    assert_eq!(report.skipped[0].what, "bad.md");
    assert_eq!(
        works.library.collection_report("notes").unwrap(),
        Some(report)
    );
    assert!(works.library.open_article("pandect://notes/0").is_ok());
    assert!(works.jobs.list().is_empty());

    works.jobs.propose(folder.path().join("nowhere.zim"));
    let failed = works.wait_for(JobState::Failed);
    assert!(failed.id > indexed.id, "an id is not given twice");
    assert!(failed.error.unwrap().message.contains("nowhere.zim"));
}

#[test]
fn a_folder_is_read_again_where_its_files_change() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let notes = notes(&folder, 3);
    let works = Works::new(data.clone());
    works.jobs.add(Task::Add {
        source: notes.clone(),
        name: None,
    });
    works.finish();

    // While the program runs.
    std::fs::write(notes.join("new.md"), "Another word.").unwrap();
    works.wait_until(|library| library.open_article("pandect://notes/new").is_ok());
    std::fs::remove_file(notes.join("0.md")).unwrap();
    works.wait_until(|library| library.open_article("pandect://notes/0").is_err());
    works.wait_until(|_| works.jobs.list().is_empty());
    drop(works);

    // When it starts.
    std::fs::write(notes.join("1.md"), "Changed.").unwrap();
    let works = Works::new(data);
    works.wait_until(|library| {
        let shown = library.show_article("pandect://notes/1");
        shown.is_ok_and(|shown| shown.text == "Changed.")
    });
}

/// A source that takes so long that it can be stopped in the middle.
fn long(folder: &tempfile::TempDir) -> PathBuf {
    let file = folder.path().join("notes.jsonl");
    let text = "Some words of a text. ".repeat(200);
    let lines: Vec<String> = (0..LONG)
        .map(|number| format!("{{\"title\": \"{number}\", \"text\": \"{text}\"}}"))
        .collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    file
}

#[test]
fn a_stopped_job_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let notes = long(&folder);
    let works = Works::new(folder.path().join("data"));
    works.jobs.add(Task::Add {
        source: notes,
        name: None,
    });
    let running = works.wait_for(JobState::Running);
    works.jobs.stop(running.id);
    works.wait_for(JobState::Stopped);
    works.wait_until(|library| {
        let left = std::fs::read_dir(library.data_folder().join("collections")).unwrap();
        let mut left = left.map(|entry| entry.unwrap().file_name());
        left.all(|name| name.to_string_lossy().ends_with(".lock"))
    });
    let names = works.library.list_collections().unwrap();
    assert!(names.iter().all(|one| one.name != "notes"), "{names:?}");
}

#[test]
fn reading_does_not_wait_for_making_searchable_and_nothing_for_what_is_paused() {
    let folder = tempfile::tempdir().unwrap();
    let long = long(&folder);
    let short = folder.path().join("tea.jsonl");
    std::fs::write(&short, r#"{"title": "Tea", "text": "zeppelin"}"#).unwrap();
    let works = Works::new(folder.path().join("data"));
    let add = |source| {
        let name = None;
        works.jobs.add(Task::Add { source, name });
    };
    let total = |library: &Library, text: &str| {
        let found = library.search(text, SearchOptions::default());
        found.unwrap().total
    };
    add(long);
    let is_indexing = |job: &Job| job.kind == JobKind::Index && job.state == JobState::Running;
    let indexing = works.wait_for_job(is_indexing);
    assert!(
        works.library.open_article("pandect://notes/0").is_ok(),
        "it can be read meanwhile"
    );
    works.jobs.pause(indexing.id);
    add(short);
    works.wait_until(|library| total(library, "zeppelin in:tea") == 1);

    // At the same collection there is one at a time.
    works.jobs.add(Task::Update("notes".to_owned()));
    let again = works.wait_for_job(|job| job.kind == JobKind::Add && job.subject == "notes");
    works.jobs.go_on(indexing.id);
    let done = works.finish();
    assert!(
        done.iter()
            .any(|job| job.id == again.id && job.report.is_some())
    );
    assert_eq!(total(&works.library, "words in:notes"), LONG);
}

#[test]
fn a_paused_job_waits_through_a_restart_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let notes = long(&folder);
    let data = folder.path().join("data");
    let copy = folder.path().join("copy");
    let works = Works::new(data.clone());
    works.jobs.add(Task::Add {
        source: notes,
        name: None,
    });
    let running = works.wait_for(JobState::Running);
    works.jobs.pause(running.id);
    let paused = works.wait_for(JobState::Paused);

    // What a program that ends now leaves on the disk; the locks of the first one do not go with it.
    copy_files(&data, &copy);
    let other = Works::new(copy);
    assert_eq!(other.wait_for(JobState::Paused).subject, "notes.jsonl");
    assert!(other.library.open_article("pandect://notes/0").is_err());
    other.jobs.go_on(other.jobs.list()[0].id);
    let articles = |done: Vec<Job>| done[0].report.clone().unwrap().articles;
    assert_eq!(articles(other.finish()), LONG);

    works.jobs.go_on(paused.id);
    assert_eq!(articles(works.finish()), LONG);
    drop(works);
    let again = Works::new(data);
    again.jobs.add(Task::Index("notes".to_owned()));
    again.wait_for(JobState::Done);
    assert_eq!(
        again.jobs.list().len(),
        1,
        "what was done is not done again"
    );
}

/// Copies a folder in a moment in which no file of it is removed: what nothing needs any more goes at any
/// time.
pub(crate) fn copy_files(from: &Path, to: &Path) {
    while let Err(error) = try_copy_files(from, to) {
        assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{error}");
        std::fs::remove_dir_all(to).unwrap();
    }
}

fn try_copy_files(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            try_copy_files(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
