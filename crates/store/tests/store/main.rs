//! The store against real files in temporary folders.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, in its helpers too"
)]

mod articles;
mod collection_file;
mod marks;
mod opening;
