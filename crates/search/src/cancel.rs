//! A token that tells running work to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Tells a search or a build to stop. Clones are the same token: the one who waits keeps one, the
/// one who works asks the other. Asking costs one load.
#[derive(Debug, Clone, Default)]
pub struct Cancel {
    stopped: Arc<AtomicBool>,
}

impl Cancel {
    /// A token that nobody has used.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the work to stop, for good.
    pub fn cancel(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether the work was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}
