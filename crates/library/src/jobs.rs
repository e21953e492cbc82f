//! Long work, to be watched, paused and stopped. What was asked for and is not done is in the library file,
//! and is gone on with after a restart.

mod folders;
mod pace;
mod task;
mod turns;

use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use pandect_store::JobId;

use crate::Library;
use crate::dto::{ErrorCode, ErrorView, Job, JobState};
use crate::indexes::Extent;
use task::Outcome;

pub use task::Task;

/// Where jobs get their library from: it may still be on its way.
type Open = dyn Fn() -> Result<Arc<Library>, ErrorView> + Send + Sync;
/// Who is told how the jobs stand.
type Tell = dyn Fn(Vec<Job>) + Send + Sync;

/// The jobs of a library.
pub struct Jobs(Arc<Shared>);

struct Shared {
    open: Box<Open>,
    tell: Box<Tell>,
    list: Mutex<List>,
    /// Something in the list changed that somebody may wait for.
    changed: Condvar,
    /// Wakes who watches the folders.
    folders: Sender<()>,
}

#[derive(Default)]
struct List {
    entries: Vec<Entry>,
    last_id: u32,
}

struct Entry {
    job: Job,
    task: Task,
    /// Its row in the library file.
    stored: Option<JobId>,
    /// Nobody asked for it: done, it is not worth a word.
    quiet: bool,
    /// There is a thread that works on it, or waits to go on with it.
    working: bool,
    /// It begins when this one has ended.
    behind: Option<u32>,
}

impl Jobs {
    /// Begins to work, first on what was not done when the program ended.
    pub fn begin(
        open: impl Fn() -> Result<Arc<Library>, ErrorView> + Send + Sync + 'static,
        tell: impl Fn(Vec<Job>) + Send + Sync + 'static,
    ) -> Self {
        let (folders, changes) = channel();
        let shared = Arc::new(Shared {
            open: Box::new(open),
            tell: Box::new(tell),
            list: Mutex::default(),
            changed: Condvar::new(),
            folders,
        });
        folders::watch(Arc::downgrade(&shared), changes);
        let working = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("jobs".to_owned());
        if thread.spawn(move || working.work()).is_err() {
            tracing::error!("no thread for long work");
        }
        Self(shared)
    }

    /// Looks at a source and proposes to add it.
    pub fn propose(&self, source: PathBuf) {
        let task = Task::Add {
            source: source.clone(),
            name: None,
        };
        let id = self.0.enter(task, JobState::Waiting, None, false, true);
        let shared = Arc::clone(&self.0);
        let look = move || {
            let looked = (shared.open)()
                .and_then(|library| library.summarize(&source).map_err(|error| error.view()));
            shared.change(id, |entry| {
                if entry.job.state != JobState::Waiting {
                    return;
                }
                match looked {
                    Ok(summary) => {
                        entry.job.state = JobState::Proposed;
                        entry.job.summary = Some(summary);
                    }
                    Err(error) => fail(&mut entry.job, error),
                }
            });
        };
        let thread = std::thread::Builder::new().name("summary".to_owned());
        if thread.spawn(look).is_err() {
            tracing::error!("no thread to look at a source");
        }
    }

    /// Puts a job behind the others. Never to be called on a main thread: it waits for the library.
    pub fn add(&self, task: Task) {
        let id = self.0.enter(task, JobState::Waiting, None, false, false);
        self.0.keep(id);
    }

    /// Does what was proposed; an archive of which another form is there takes its place, or comes
    /// beside it. Never to be called on a main thread.
    pub fn confirm(&self, id: u32, beside: bool) {
        self.0.change(id, |entry| {
            if entry.job.state != JobState::Proposed {
                return;
            }
            entry.job.state = JobState::Waiting;
            let summary = entry.job.summary.as_ref();
            let form = summary.and_then(|summary| summary.other_form.as_ref());
            if let (Task::Add { name, .. }, Some(form), true) = (&mut entry.task, form, beside) {
                *name = Some(form.beside.clone());
            }
        });
        self.0.keep(id);
    }

    /// Lets a job wait, in the middle of it too.
    pub fn pause(&self, id: u32) {
        self.0.change(id, |entry| {
            if matches!(entry.job.state, JobState::Waiting | JobState::Running) {
                entry.job.state = JobState::Paused;
            }
        });
        self.0.note_paused(id, true);
    }

    /// Goes on with a job that was paused.
    pub fn go_on(&self, id: u32) {
        self.0.change(id, |entry| {
            if entry.job.state == JobState::Paused {
                entry.job.state = JobState::Waiting;
            }
        });
        self.0.note_paused(id, false);
    }

    /// Stops a job that has not ended; what it has built so far is thrown away.
    pub fn stop(&self, id: u32) {
        self.0.change(id, |entry| {
            if !ended(entry.job.state) {
                entry.job.state = JobState::Stopped;
            }
        });
        self.0.forget(id);
    }

    /// Takes a job that has ended off the list.
    pub fn dismiss(&self, id: u32) {
        self.0
            .locked()
            .entries
            .retain(|entry| entry.job.id != id || !ended(entry.job.state));
        self.0.told();
    }

    /// How the jobs stand, oldest first.
    pub fn list(&self) -> Vec<Job> {
        self.0.snapshot()
    }
}

impl Shared {
    fn work(self: &Arc<Self>) {
        let opened = (self.open)();
        if let Ok(library) = &opened {
            self.take_up(library);
            self.mend(library);
            self.clear_leftovers(library);
            let _watched = self.folders.send(());
        }
        self.give_turns(&opened);
    }

    /// Reads a folder again that has changed, if that is not to be done anyway.
    fn read_again(&self, name: String) {
        let task = Task::Update(name);
        let is_entered = |entry: &Entry| {
            entry.task == task && matches!(entry.job.state, JobState::Waiting | JobState::Paused)
        };
        if self.locked().entries.iter().any(is_entered) {
            return;
        }
        self.enter(task, JobState::Waiting, None, true, false);
    }

    /// What nobody asked for is forgotten when it has ended well, or is done by another process.
    fn drop_quiet(&self) {
        let is_busy =
            |job: &Job| matches!(&job.error, Some(error) if error.code == ErrorCode::Busy);
        let is_over = |entry: &Entry| {
            entry.quiet && (entry.job.state == JobState::Done || is_busy(&entry.job))
        };
        self.locked().entries.retain(|entry| !is_over(entry));
        self.told();
    }

    /// Enters what is to be done because an index cannot be used any more.
    fn mend(&self, library: &Library) {
        let Ok(broken) = library.broken_indexes() else {
            return;
        };
        let entered: Vec<Task> = self
            .locked()
            .entries
            .iter()
            .map(|entry| entry.task.clone())
            .collect();
        for (name, extent) in broken {
            if entered.contains(&Task::Index(name.clone())) {
                continue;
            }
            tracing::warn!(%name, "an index is made anew");
            let task = Task::Mend(name);
            // Titles are made in seconds, and the next start finds by itself that they are to be made. The
            // rest is written down before anybody can pause it.
            let kept = task.stored().filter(|_| extent == Extent::Whole);
            let kept = kept.and_then(|(kind, subject, name)| {
                let write = library
                    .file
                    .write(|writer| writer.add_job(kind, subject, name));
                write.ok()
            });
            self.enter(task, JobState::Waiting, kept, false, false);
        }
    }

    /// Clears what is left of work that is not gone on with.
    fn clear_leftovers(&self, library: &Library) {
        let mut kept = Vec::new();
        for entry in &self.locked().entries {
            match &entry.task {
                Task::Index(name) | Task::Mend(name) => kept.push(name.clone()),
                Task::Verify(_) => {}
                // Which collection a source becomes is not known before it is opened.
                Task::Add { .. } | Task::Update(_) => return,
            }
        }
        library.clear_leftovers(&kept);
    }

    /// Enters what was asked for before the program ended.
    fn take_up(&self, library: &Library) {
        let rows = library.file.read(|reader| reader.jobs());
        for row in rows.unwrap_or_default() {
            // What was asked for since the start is among them.
            let is_entered = |entry: &Entry| entry.stored == Some(row.id);
            if self.locked().entries.iter().any(is_entered) {
                continue;
            }
            let state = if row.paused {
                JobState::Paused
            } else {
                JobState::Waiting
            };
            self.enter(Task::of(&row), state, Some(row.id), false, false);
        }
    }

    fn enter(
        &self,
        task: Task,
        state: JobState,
        stored: Option<JobId>,
        quiet: bool,
        looked_at: bool,
    ) -> u32 {
        let mut list = self.locked();
        list.last_id += 1;
        let id = list.last_id;
        let job = Job {
            id,
            kind: task.kind(),
            subject: task.subject(),
            state,
            phase: None,
            done: 0,
            total: None,
            rate: None,
            seconds_left: None,
            summary: None,
            report: None,
            problems: Vec::new(),
            error: None,
            looked_at,
        };
        list.entries.push(Entry {
            job,
            task,
            stored,
            quiet,
            working: false,
            behind: None,
        });
        drop(list);
        self.changed.notify_all();
        self.told();
        id
    }

    fn change(&self, id: u32, change: impl FnOnce(&mut Entry)) {
        let mut list = self.locked();
        if let Some(entry) = list.entries.iter_mut().find(|entry| entry.job.id == id) {
            change(entry);
        }
        drop(list);
        self.changed.notify_all();
        self.told();
    }

    /// Writes down what is to be done, so that a restart does not lose it.
    fn keep(&self, id: u32) {
        let mut list = self.locked();
        let entry = list.entries.iter_mut().find(|entry| entry.job.id == id);
        let Some(entry) = entry.filter(|entry| !ended(entry.job.state) && entry.stored.is_none())
        else {
            return;
        };
        let kept = (self.open)().ok().zip(entry.task.stored());
        let Some((library, (kind, subject, name))) = kept else {
            return;
        };
        // It may have been paused before it was written down.
        let paused = entry.job.state == JobState::Paused;
        let written = library.file.write(|writer| {
            let row = writer.add_job(kind, subject, name)?;
            if paused {
                writer.set_job_paused(row, true)?;
            }
            Ok(row)
        });
        match written {
            Ok(stored) => entry.stored = Some(stored),
            Err(error) => tracing::warn!(%error, "work is not kept for the next start"),
        }
    }

    fn note_paused(&self, id: u32, paused: bool) {
        self.with_row(id, |library, row| {
            library
                .file
                .write(|writer| writer.set_job_paused(row, paused))
        });
    }

    /// The work has ended; the next start knows nothing of it.
    fn forget(&self, id: u32) {
        self.with_row(id, |library, row| {
            library.file.write(|writer| writer.delete_job(row))
        });
    }

    fn with_row(&self, id: u32, change: impl FnOnce(&Library, JobId) -> pandect_store::Result<()>) {
        let Some(row) = self.stored(id) else { return };
        if let Ok(library) = (self.open)()
            && let Err(error) = change(&library, row)
        {
            tracing::warn!(%error, "what is kept of work is not up to date");
        }
    }

    fn stored(&self, id: u32) -> Option<JobId> {
        let list = self.locked();
        list.entries.iter().find(|entry| entry.job.id == id)?.stored
    }

    fn snapshot(&self) -> Vec<Job> {
        let list = self.locked();
        list.entries.iter().map(|entry| entry.job.clone()).collect()
    }

    fn told(&self) {
        (self.tell)(self.snapshot());
    }

    /// A panic elsewhere leaves the list usable: each entry stands by itself.
    fn locked(&self) -> MutexGuard<'_, List> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn ended(state: JobState) -> bool {
    matches!(state, JobState::Done | JobState::Failed | JobState::Stopped)
}

fn end(job: &mut Job, outcome: Result<Outcome, ErrorView>) {
    match outcome {
        // It was done before it could be stopped.
        Ok(outcome) => {
            job.state = JobState::Done;
            match outcome {
                Outcome::Added(report) => job.report = Some(*report),
                Outcome::Indexed => {}
                Outcome::Verified(problems) => job.problems = problems,
            }
        }
        Err(_) if job.state == JobState::Stopped => {}
        Err(error) => fail(job, error),
    }
}

fn fail(job: &mut Job, error: ErrorView) {
    job.state = JobState::Failed;
    job.error = Some(error);
}

fn defect() -> ErrorView {
    ErrorView {
        code: ErrorCode::Internal,
        message: "the work was broken off".to_owned(),
        hint: Some("Try it again. The log in the data folder may say more.".to_owned()),
    }
}
