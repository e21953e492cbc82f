//! Pandect in a real window, as a person has it.

mod policy;
mod start;
