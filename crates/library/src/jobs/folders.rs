//! Folders that collections were read from: what changes in them is read again, from the start on and
//! for as long as the program runs.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Weak;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use notify::event::EventKind;
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Shared;

/// A change is looked at when nothing has changed for so long: programs write files in several steps.
const QUIET: Duration = Duration::from_millis(800);
/// Changes that never cease are looked at after so many such steps all the same.
const MOST_STEPS: usize = 20;

/// Begins to watch, on a thread of its own that ends with the jobs. Every message is a reason to look.
pub(super) fn watch(jobs: Weak<Shared>, reasons: Receiver<()>) {
    let thread = std::thread::Builder::new().name("folders".to_owned());
    if thread
        .spawn(move || Folders::new(jobs).watch(&reasons))
        .is_err()
    {
        tracing::warn!("folders are not watched");
    }
}

struct Folders {
    jobs: Weak<Shared>,
    watcher: Option<RecommendedWatcher>,
    watched: Vec<PathBuf>,
    /// How a folder looked when it was read again last: what fails is not tried for ever.
    tried: HashMap<String, String>,
}

impl Folders {
    fn new(jobs: Weak<Shared>) -> Self {
        Self {
            watcher: watcher(&jobs),
            jobs,
            watched: Vec::new(),
            tried: HashMap::new(),
        }
    }

    fn watch(mut self, reasons: &Receiver<()>) {
        while reasons.recv().is_ok() && settle(reasons) {
            if self.look().is_none() {
                return;
            }
        }
    }

    /// Looks at all folders; nothing when the jobs have ended.
    fn look(&mut self) -> Option<()> {
        let jobs = self.jobs.upgrade()?;
        let library = (jobs.open)().ok()?;
        let folders = library.folders().unwrap_or_default();
        for (name, folder) in &folders {
            match library.changed_look(name, folder) {
                Ok(Some(look)) => {
                    if self.tried.insert(name.clone(), look.clone()) != Some(look) {
                        jobs.read_again(name.clone());
                    }
                }
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "a folder is not looked at"),
            }
        }
        drop(jobs);
        let folders: Vec<_> = folders.into_iter().map(|(_, folder)| folder).collect();
        self.watch_these(folders);
        Some(())
    }

    fn watch_these(&mut self, folders: Vec<PathBuf>) {
        let Some(watcher) = &mut self.watcher else {
            return;
        };
        for gone in self.watched.iter().filter(|one| !folders.contains(one)) {
            // A folder that is not there is not watched any more.
            let _ = watcher.unwatch(gone);
        }
        for new in folders.iter().filter(|one| !self.watched.contains(one)) {
            begin(watcher, new);
        }
        self.watched = folders;
    }
}

fn begin(watcher: &mut RecommendedWatcher, folder: &Path) {
    if let Err(error) = watcher.watch(folder, RecursiveMode::Recursive) {
        tracing::warn!(%error, "a folder is not watched; it is looked at when the program starts");
    }
}

fn watcher(jobs: &Weak<Shared>) -> Option<RecommendedWatcher> {
    let jobs = Weak::clone(jobs);
    let told = move |event: notify::Result<notify::Event>| {
        // Reading changes nothing.
        let is_change = event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_)));
        if let Some(jobs) = jobs.upgrade().filter(|_| is_change) {
            let _watched = jobs.folders.send(());
        }
    };
    notify::recommended_watcher(told)
        .inspect_err(|error| tracing::warn!(%error, "folders are not watched"))
        .ok()
}

/// Waits until no more reasons come; says whether any can come at all.
fn settle(reasons: &Receiver<()>) -> bool {
    for _ in 0..MOST_STEPS {
        match reasons.recv_timeout(QUIET) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
    true
}
