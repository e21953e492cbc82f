//! Pages as a whole: hostile sources, tricky sources, and Markdown articles.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod cleaning;
mod hostile;
mod judge;
mod markdown;
mod snapshots;
