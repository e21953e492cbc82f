//! Waiting for something that comes about in another process: by asking again and again.

use std::time::{Duration, Instant};

/// How long something may take. Generous: a busy machine must not fail a test.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long to let the other process work before asking again.
const PAUSE: Duration = Duration::from_millis(20);

/// Asks until there is an answer. Fails with `what` when none comes.
pub fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    eventually(&mut ask).unwrap_or_else(|| panic!("waited in vain: {what}"))
}

/// Asks until there is an answer, or none came in time.
pub fn eventually<T>(mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        if begun.elapsed() > PATIENCE {
            return None;
        }
        std::thread::sleep(PAUSE);
    }
}
