//! Long work that the window began: one after the other, on a thread of its own, each to be watched
//! and stopped.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use pandect_library::dto::{ErrorView, Job, JobState, SkippedView};
use pandect_library::{AddOptions, Library, Progress};
use tauri::{AppHandle, Emitter, Runtime};

use crate::opening::{Opening, defect};
use crate::window;

/// The event that tells the window how its jobs stand.
const JOBS_CHANGED: &str = "jobs-changed";

/// The window is told no more often than this.
const PACE: Duration = Duration::from_millis(100);

/// What a job is to do.
#[derive(Debug)]
pub(crate) enum Task {
    /// Add what is at a path.
    Add(PathBuf),
    /// Make the index of the collection with this name.
    Index(String),
}

impl Task {
    fn subject(&self) -> String {
        match self {
            Self::Add(path) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                name.to_string_lossy().into_owned()
            }
            Self::Index(name) => name.clone(),
        }
    }

    /// Does it; gives back what was left out.
    fn perform(
        &self,
        library: &Library,
        watcher: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Vec<SkippedView>, ErrorView> {
        let done = match self {
            Self::Add(path) => add(library, path, watcher),
            Self::Index(name) => library.index_collection(name, watcher).map(|()| Vec::new()),
        };
        done.map_err(|error| error.view())
    }
}

/// All jobs since the program was started.
pub(crate) struct Jobs {
    list: Arc<Mutex<Vec<Entry>>>,
    /// Ids are never given twice: a stopped job may still wait in the channel.
    last_id: AtomicU32,
    sender: Sender<(u32, Task)>,
    tell: Arc<dyn Fn(Vec<Job>) + Send + Sync>,
}

struct Entry {
    job: Job,
    stopped: Arc<AtomicBool>,
}

impl Jobs {
    /// Begins to wait for jobs on a library.
    pub(crate) fn begin<R: Runtime>(app: AppHandle<R>, opening: Opening) -> Self {
        Self::told(opening, move |jobs| {
            if app.emit_to(window::MAIN, JOBS_CHANGED, jobs).is_err() {
                tracing::warn!("the window does not hear of its jobs");
            }
        })
    }

    fn told(opening: Opening, tell: impl Fn(Vec<Job>) + Send + Sync + 'static) -> Self {
        let (sender, receiver) = channel();
        let jobs = Self {
            list: Arc::default(),
            last_id: AtomicU32::new(0),
            sender,
            tell: Arc::new(tell),
        };
        let (list, tell) = (Arc::clone(&jobs.list), Arc::clone(&jobs.tell));
        let work = move || work(&opening, &list, &*tell, &receiver);
        let thread = std::thread::Builder::new().name("jobs".to_owned());
        if thread.spawn(work).is_err() {
            tracing::error!("no thread for long work");
        }
        jobs
    }

    /// Puts a job behind the others.
    pub(crate) fn add(&self, task: Task) {
        let mut list = locked(&self.list);
        let id = self.last_id.fetch_add(1, Ordering::Relaxed) + 1;
        let mut job = Job {
            id,
            subject: task.subject(),
            state: JobState::Waiting,
            phase: None,
            done: 0,
            total: None,
            skipped: Vec::new(),
            error: None,
        };
        if self.sender.send((id, task)).is_err() {
            job.state = JobState::Failed;
            job.error = Some(defect("long work cannot be done"));
        }
        list.push(Entry {
            job,
            stopped: Arc::default(),
        });
        drop(list);
        self.changed();
    }

    /// How the jobs stand, oldest first.
    pub(crate) fn list(&self) -> Vec<Job> {
        snapshot(&self.list)
    }

    /// Stops a job that waits or is under way; what it has built so far is thrown away.
    pub(crate) fn stop(&self, id: u32) {
        if let Some(entry) = locked(&self.list).iter_mut().find(|one| one.job.id == id) {
            entry.stopped.store(true, Ordering::Relaxed);
            if entry.job.state == JobState::Waiting {
                entry.job.state = JobState::Stopped;
            }
        }
        self.changed();
    }

    /// Takes a job that has ended off the list.
    pub(crate) fn dismiss(&self, id: u32) {
        let under_way = |state| matches!(state, JobState::Waiting | JobState::Running);
        locked(&self.list).retain(|one| one.job.id != id || under_way(one.job.state));
        self.changed();
    }

    fn changed(&self) {
        (self.tell)(self.list());
    }
}

fn work(
    opening: &Opening,
    list: &Mutex<Vec<Entry>>,
    tell: &dyn Fn(Vec<Job>),
    receiver: &Receiver<(u32, Task)>,
) {
    let change = |id: u32, change: &dyn Fn(&mut Job)| {
        if let Some(entry) = locked(list).iter_mut().find(|one| one.job.id == id) {
            change(&mut entry.job);
        }
    };
    for (id, task) in receiver {
        let stopped = locked(list)
            .iter()
            .find(|one| one.job.id == id)
            .map(|one| Arc::clone(&one.stopped));
        let Some(stopped) = stopped.filter(|stopped| !stopped.load(Ordering::Relaxed)) else {
            continue;
        };
        change(id, &|job| job.state = JobState::Running);
        tell(snapshot(list));
        let mut told = Instant::now();
        let mut watcher = |progress: Progress| {
            change(id, &|job| {
                (job.phase, job.done, job.total) =
                    (Some(progress.phase), progress.done, progress.total);
            });
            if told.elapsed() >= PACE {
                told = Instant::now();
                tell(snapshot(list));
            }
            if stopped.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        // A defect ends this job and not those behind it.
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            opening
                .wait()
                .and_then(|library| task.perform(library, &mut watcher))
        }))
        .unwrap_or_else(|_| Err(defect("the work was broken off")));
        let was_stopped = stopped.load(Ordering::Relaxed);
        change(id, &|job| match &outcome {
            Ok(skipped) => (job.state, job.skipped) = (JobState::Done, skipped.clone()),
            Err(_) if was_stopped => job.state = JobState::Stopped,
            Err(error) => (job.state, job.error) = (JobState::Failed, Some(error.clone())),
        });
        tell(snapshot(list));
    }
}

fn add(
    library: &Library,
    path: &Path,
    watcher: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> pandect_library::Result<Vec<SkippedView>> {
    let options = AddOptions {
        name: None,
        index: true,
    };
    let report = library.add_collection(path, options, watcher)?;
    let skipped = report.skipped.into_iter().map(|one| SkippedView {
        what: one.what,
        why: one.why,
    });
    Ok(skipped.collect())
}

fn snapshot(list: &Mutex<Vec<Entry>>) -> Vec<Job> {
    locked(list).iter().map(|entry| entry.job.clone()).collect()
}

/// A panic elsewhere leaves the list usable: each entry stands by itself.
fn locked(list: &Mutex<Vec<Entry>>) -> MutexGuard<'_, Vec<Entry>> {
    list.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait_for(jobs: &Jobs, receiver: &Receiver<Vec<Job>>, wanted: JobState) -> Job {
        while jobs.list()[0].state != wanted {
            receiver
                .recv_timeout(Duration::from_secs(30))
                .expect("the job goes on");
        }
        jobs.list().remove(0)
    }

    #[test]
    fn a_folder_is_added_and_what_is_none_fails_with_its_reason() {
        let folder = tempfile::tempdir().unwrap();
        let notes = folder.path().join("notes");
        std::fs::create_dir(&notes).unwrap();
        std::fs::write(notes.join("Tea.md"), "A drink.").unwrap();
        std::fs::write(notes.join("bad.md"), b"\xff").unwrap();
        let opening = Opening::begin(Ok(folder.path().join("data")));
        let (sender, receiver) = channel();
        let jobs = Jobs::told(opening.clone(), move |list| {
            let _ = sender.send(list);
        });
        jobs.add(Task::Add(notes));
        let done = wait_for(&jobs, &receiver, JobState::Done);
        assert_eq!(done.subject, "notes");
        assert_eq!(done.skipped[0].what, "bad.md");
        let library = opening.wait().unwrap();
        assert!(library.open_article("pandect://notes/Tea").is_ok());

        jobs.dismiss(done.id);
        assert!(jobs.list().is_empty());
        jobs.add(Task::Add(folder.path().join("nowhere.zim")));
        let failed = wait_for(&jobs, &receiver, JobState::Failed);
        assert_ne!(failed.id, done.id, "an id is not given twice");
        assert!(failed.error.unwrap().message.contains("nowhere.zim"));
    }

    #[test]
    fn a_stopped_job_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let notes = folder.path().join("notes");
        std::fs::create_dir(&notes).unwrap();
        for number in 0..300 {
            std::fs::write(notes.join(format!("{number}.md")), "Word. ".repeat(500)).unwrap();
        }
        let opening = Opening::begin(Ok(folder.path().join("data")));
        let (sender, receiver) = channel();
        let jobs = Jobs::told(opening.clone(), move |list| {
            let _ = sender.send(list);
        });
        jobs.add(Task::Add(notes));
        wait_for(&jobs, &receiver, JobState::Running);
        jobs.stop(jobs.list()[0].id);
        wait_for(&jobs, &receiver, JobState::Stopped);
        let library = opening.wait().unwrap();
        let names: Vec<_> = library.list_collections().unwrap();
        assert!(names.iter().all(|one| one.name != "notes"), "{names:?}");
        let left = std::fs::read_dir(folder.path().join("data/collections")).unwrap();
        let left: Vec<_> = left
            .map(|entry| entry.unwrap().file_name())
            .filter(|name| !name.to_string_lossy().ends_with(".lock"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }
}
