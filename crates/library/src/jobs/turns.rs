//! Whose turn it is: reading, making searchable and verifying each do one job at a time, beside one
//! another. A job that is paused lets others go first.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::pace::Pace;
use super::task::{Lane, Outcome, Task};
use super::{List, Shared, defect, end, ended};
use crate::dto::{ErrorCode, ErrorView, JobState};
use crate::{Library, Progress};

/// Listeners are told no more often than this.
const PACE: Duration = Duration::from_millis(100);

impl Shared {
    /// Begins each job in its turn, for as long as the program runs.
    pub(super) fn give_turns(self: &Arc<Self>, opened: &Result<Arc<Library>, ErrorView>) {
        loop {
            let (id, task) = self.next();
            let (shared, opened) = (Arc::clone(self), opened.clone());
            let work = move || shared.perform(id, &task, opened.as_deref().map_err(Clone::clone));
            let thread = std::thread::Builder::new().name("job".to_owned());
            if thread.spawn(work).is_err() {
                self.change(id, |entry| {
                    end(&mut entry.job, Err(defect()));
                    entry.working = false;
                });
            }
        }
    }

    /// Waits for the next job that may begin.
    fn next(&self) -> (u32, Task) {
        let mut list = self.locked();
        loop {
            if let Some(next) = list.begin_next() {
                drop(list);
                self.told();
                return next;
            }
            list = self.wait(list);
        }
    }

    fn perform(&self, id: u32, task: &Task, library: Result<&Library, ErrorView>) {
        let mut pace = Pace::new(Instant::now());
        let mut told = Instant::now();
        let mut watcher = |progress: Progress| self.watch(id, progress, &mut pace, &mut told);
        // A defect ends this job and not those beside it.
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let performed = task.perform(library?, &mut watcher);
            performed.map_err(|error| error.view())
        }))
        .unwrap_or_else(|_| Err(defect()));
        if matches!(&outcome, Err(error) if error.code == ErrorCode::Busy) && self.wait_behind(id) {
            return;
        }
        if let (Ok(Outcome::Added(report)), Some(quiet)) = (&outcome, self.is_quiet(id)) {
            // What was read is there at once, and searched when its turn has come.
            self.make_searchable(report.collection.clone(), quiet);
        }
        self.forget(id);
        self.change(id, |entry| {
            end(&mut entry.job, outcome);
            entry.working = false;
        });
        self.drop_quiet();
        // There may be other folders now, and this one may have changed meanwhile.
        let _watched = self.folders.send(());
    }

    /// Lets a job that met another one at the same collection begin anew when that one has ended; says
    /// whether there is one.
    fn wait_behind(&self, id: u32) -> bool {
        let mut list = self.locked();
        let others = list.entries.iter();
        let mut others = others.filter(|entry| entry.working);
        let other = others.find(|entry| entry.job.id != id);
        let Some(other) = other.map(|entry| entry.job.id) else {
            return false;
        };
        let entry = list.entries.iter_mut().find(|entry| entry.job.id == id);
        if let Some(entry) = entry.filter(|entry| !ended(entry.job.state)) {
            entry.job.state = match entry.job.state {
                JobState::Paused => JobState::Paused,
                _ => JobState::Waiting,
            };
            (entry.working, entry.behind) = (false, Some(other));
        }
        drop(list);
        self.changed.notify_all();
        self.told();
        true
    }

    fn is_quiet(&self, id: u32) -> Option<bool> {
        let list = self.locked();
        let entry = list.entries.iter().find(|entry| entry.job.id == id)?;
        Some(entry.quiet)
    }

    /// Enters that a collection is to be made searchable.
    fn make_searchable(&self, name: String, quiet: bool) {
        let id = self.enter(Task::Index(name), JobState::Waiting, None, quiet, false);
        self.keep(id);
    }

    /// Notes how far a job is, and holds it while it is paused, and until it is its turn again.
    fn watch(
        &self,
        id: u32,
        progress: Progress,
        pace: &mut Pace,
        told: &mut Instant,
    ) -> ControlFlow<()> {
        let mut list = self.locked();
        pace.note(&progress, Instant::now());
        if let Some(entry) = list.entries.iter_mut().find(|entry| entry.job.id == id) {
            let job = &mut entry.job;
            (job.phase, job.done, job.total) =
                (Some(progress.phase), progress.done, progress.total);
            (job.rate, job.seconds_left) = (pace.rate(), pace.seconds_left(&progress));
        }
        let mut held = false;
        while !list.goes_on(id) {
            if list.has_ended(id) {
                return ControlFlow::Break(());
            }
            if !held {
                pace.pause(Instant::now());
                held = true;
            }
            list = self.wait(list);
        }
        drop(list);
        if held {
            pace.go_on(Instant::now());
        }
        if held || told.elapsed() >= PACE {
            *told = Instant::now();
            self.told();
        }
        ControlFlow::Continue(())
    }

    fn wait<'list>(&self, list: MutexGuard<'list, List>) -> MutexGuard<'list, List> {
        let waited = self.changed.wait(list);
        waited.unwrap_or_else(PoisonError::into_inner)
    }
}

impl List {
    /// Begins the first job whose turn it is.
    fn begin_next(&mut self) -> Option<(u32, Task)> {
        let is_ready = |at: &usize| {
            let Some(entry) = self.entries.get(*at) else {
                return false;
            };
            let waits = entry.job.state == JobState::Waiting && !entry.job.is_looked_at();
            let is_behind = entry.behind.is_some_and(|other| !self.is_over(other));
            waits && !entry.working && !is_behind && self.is_free(entry.task.lane())
        };
        let at = (0..self.entries.len()).find(is_ready)?;
        let entry = self.entries.get_mut(at)?;
        (entry.working, entry.job.state) = (true, JobState::Running);
        Some((entry.job.id, entry.task.clone()))
    }

    /// Whether no job of a lane is being worked on; one that is stopped is until it has let go of everything.
    fn is_free(&self, lane: Lane) -> bool {
        let held = |state| matches!(state, JobState::Paused | JobState::Waiting);
        let mut working = self.entries.iter().filter(|entry| entry.working);
        !working.any(|entry| entry.task.lane() == lane && !held(entry.job.state))
    }

    /// Whether a job that has begun is worked on, or is from now on.
    fn goes_on(&mut self, id: u32) -> bool {
        let Some(entry) = self.entries.iter().find(|entry| entry.job.id == id) else {
            return false;
        };
        let (state, lane) = (entry.job.state, entry.task.lane());
        if state == JobState::Waiting && self.is_free(lane) {
            let entry = self.entries.iter_mut().find(|entry| entry.job.id == id);
            if let Some(entry) = entry {
                entry.job.state = JobState::Running;
            }
            return true;
        }
        state == JobState::Running
    }

    /// Whether a job has ended and let go of everything.
    fn is_over(&self, id: u32) -> bool {
        let entry = self.entries.iter().find(|entry| entry.job.id == id);
        entry.is_none_or(|entry| !entry.working && ended(entry.job.state))
    }

    /// Whether a job has ended, or is not there any more.
    fn has_ended(&self, id: u32) -> bool {
        let entry = self.entries.iter().find(|entry| entry.job.id == id);
        entry.is_none_or(|entry| ended(entry.job.state))
    }
}
