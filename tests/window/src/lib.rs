//! Drives the real window: a screen and a session bus of its own, WebKitWebDriver, and the program
//! as a person has it. Nothing of the person's own session is seen or touched.
//!
//! The programs are those that `PANDECT_APP` and `PANDECT_CLI` name, else those built beside the
//! tests. Each test has a [`Station`], which ends everything that it began when it is dropped.
#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "what goes wrong here fails the test that called it"
)]

mod client;
mod process;
mod programs;
mod station;
mod wait;
mod window;

pub use client::Element;
pub use programs::{application, command_line};
pub use station::Station;
pub use wait::{eventually, until};
pub use window::{Key, Window};
