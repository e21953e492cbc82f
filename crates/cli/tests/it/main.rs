//! The real program, run as a script would run it, each test on a library of its own.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod at_once;
mod backups;
mod bad_input;
mod collections;
mod exchange;
mod marks;
mod reading;
mod reanchor;
mod support;
