//! Pandect in a real window, as a person has it.

mod adding;
#[path = "../../../../crates/formats/src/zim/maker.rs"]
#[expect(
    clippy::unwrap_used,
    reason = "what goes wrong here fails the test that called it"
)]
mod archive;
mod hostile;
mod keeping;
mod looks;
mod marking;
mod playing;
mod policy;
mod reading;
mod searching;
mod start;

/// An article of the starter encyclopedia, and where it is.
const SECRETARIAT: &str = "SCO Secretariat";
const SECRETARIAT_ADDRESS: &str = "pandect://starter/SCO_Secretariat";
