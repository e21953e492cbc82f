//! Counts what is under way, so that closing the window does not break off a write.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Pieces of work under way.
#[derive(Clone, Default)]
pub(crate) struct Work(Arc<Count>);

#[derive(Default)]
struct Count {
    running: Mutex<usize>,
    ended: Condvar,
}

/// One piece of work, under way as long as this lives.
pub(crate) struct Running(Arc<Count>);

impl Work {
    /// Counts one more piece.
    pub(crate) fn begin(&self) -> Running {
        *self
            .0
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner) += 1;
        Running(Arc::clone(&self.0))
    }

    /// Waits until nothing is under way, but no longer than `patience`. Says whether that came.
    pub(crate) fn wait(&self, patience: Duration) -> bool {
        let running = self
            .0
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        self.0
            .ended
            .wait_timeout_while(running, patience, |running| *running > 0)
            .is_ok_and(|(_, time)| !time.timed_out())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        *self
            .0
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.ended.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_for_the_last_piece() {
        let work = Work::default();
        assert!(work.wait(Duration::ZERO), "nothing is under way");
        let (first, second) = (work.begin(), work.begin());
        drop(first);
        assert!(!work.wait(Duration::from_millis(1)), "one piece is left");
        let waiting = std::thread::spawn({
            let work = work.clone();
            move || work.wait(Duration::from_mins(1))
        });
        drop(second);
        assert!(
            waiting.join().unwrap(),
            "the end of the last piece ends the waiting"
        );
    }
}
