//! Flows through the whole library.

mod two_hosts;
