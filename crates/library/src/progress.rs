//! How far a long work is, and stopping it.

use std::ops::ControlFlow;

use crate::dto::Phase;
use crate::{Error, Result};

/// How far a long work is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Articles done; where a file of marks comes in, marks whose place was looked for and marks written.
    pub done: u64,
    /// As many of these as there are in all, where that is known.
    pub total: Option<u64>,
    /// What is being done.
    pub phase: Phase,
}

/// Who is told how far a long work is, again and again, and ends it by answering `Break`.
pub type Watcher<'a> = dyn FnMut(Progress) -> ControlFlow<()> + 'a;

/// A watcher that lets everything go on.
pub fn unwatched(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Tells a watcher how far the work is.
///
/// # Errors
/// `Cancelled` where it wants no more.
pub(crate) fn tell(watcher: &mut Watcher<'_>, progress: Progress) -> Result<()> {
    match watcher(progress) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::Cancelled),
    }
}
