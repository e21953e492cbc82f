//! The pure heart of Pandect: pages, text, languages, addresses, anchoring and queries.
//!
//! Nothing here does input or output, and nothing fails on bad content: a page comes back with
//! diagnostics, any text is a query, and a passage that cannot be placed is said to be orphaned.

pub mod address;
pub mod anchoring;
pub mod clean;
mod escape;
pub mod fold;
pub mod language;
pub mod markdown;
mod math;
mod months;
pub mod page;
pub mod query;
pub mod text;
pub mod wikitext;
