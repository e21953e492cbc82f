//! Progress on one line of a terminal that somebody watches.

use std::io::{self, IsTerminal as _, Write as _};
use std::ops::ControlFlow;

use pandect_library::dto::Phase;
use pandect_library::{Progress, Watcher};

/// Runs `work` with a watcher that shows how far it is; where that is not wanted, or nobody watches,
/// it shows nothing.
pub(crate) fn metered<T>(wanted: bool, work: impl FnOnce(&mut Watcher<'_>) -> T) -> T {
    let mut meter = Meter {
        watched: wanted && io::stderr().is_terminal(),
        width: 0,
    };
    let done = work(&mut |progress| {
        meter.show(&progress);
        ControlFlow::Continue(())
    });
    meter.clear();
    done
}

struct Meter {
    watched: bool,
    width: usize,
}

impl Meter {
    fn show(&mut self, progress: &Progress) {
        if !self.watched {
            return;
        }
        let phase = match progress.phase {
            Phase::Reading => "reading",
            Phase::Titles => "reading titles",
            Phase::Indexing => "indexing",
            Phase::Merging => "merging the index",
            Phase::Verifying => "verifying",
            Phase::Placing => "placing marks",
        };
        let line = match progress.total {
            Some(total) => format!("{phase}: {} of {total}", progress.done),
            None => format!("{phase}: {}", progress.done),
        };
        // Progress that cannot be shown is no reason to stop.
        let _ = write!(io::stderr(), "\r{line:width$}", width = self.width);
        self.width = line.chars().count();
    }

    fn clear(&self) {
        if self.width > 0 {
            let _ = write!(io::stderr(), "\r{:width$}\r", "", width = self.width);
        }
    }
}
