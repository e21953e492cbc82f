//! Flows through the whole library.
#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, in its helpers too"
)]

mod endurance;
mod two_hosts;
