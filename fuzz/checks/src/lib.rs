//! What must hold whatever bytes or text come in: one function for each fuzz target.
//!
//! The targets call nothing else, and an ordinary test calls the same functions with the seeds, so
//! that neither rots where nobody fuzzes. A check that fails panics, as fuzzing wants it.
#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "panicking is how a check fails"
)]

mod exchange;
#[expect(clippy::unwrap_used, reason = "it is written for tests")]
#[path = "../../../crates/core/tests/pages/judge.rs"]
mod judge;
mod marks;
mod pages;
mod sources;

use std::borrow::Cow;

pub use exchange::marks;
pub use marks::{address, anchoring, query};
pub use pages::{html, markdown, wikitext};
pub use sources::{json_lines, mediawiki, zim};

/// A check.
pub type Check = fn(&[u8]);

/// Every check, by the name of its target and of the folder with its seeds.
pub const CHECKS: [(&str, Check); 10] = [
    ("address", address),
    ("anchoring", anchoring),
    ("html", html),
    ("json_lines", json_lines),
    ("markdown", markdown),
    ("marks", marks),
    ("mediawiki", mediawiki),
    ("query", query),
    ("wikitext", wikitext),
    ("zim", zim),
];

/// The bytes as text. What is no UTF-8 becomes U+FFFD: most readers of text are given such.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
