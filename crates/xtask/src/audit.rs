//! The audit of what Pandect depends on, by cargo-deny with `deny.toml`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::project::{Project, output};
use crate::steps::Steps;

/// The version of cargo-deny; this one compiles with the pinned toolchain.
const VERSION: &str = "0.20.2";

/// Checks licences, bans and sources; and advisories, where their database can be reached.
pub(crate) fn audit(project: &Project, steps: &mut Steps) -> Result<()> {
    let deny = install(project, steps)?;
    let cargo_deny = || {
        let mut command = Command::new(&deny);
        command.current_dir(project.root()).arg("--all-features");
        command
    };
    let mut always = cargo_deny();
    always.args(["check", "licenses", "bans", "sources"]);
    steps.check("Auditing licences, bans and sources", &mut always)?;
    if output(cargo_deny().args(["fetch", "db"])).is_err() {
        steps.remark("Advisories were not checked: their database could not be reached.");
        return Ok(());
    }
    let mut advisories = cargo_deny();
    advisories.args(["check", "--disable-fetch", "advisories"]);
    steps.check("Auditing advisories", &mut advisories)?;
    Ok(())
}

/// Where cargo-deny is, after it was compiled if need be.
fn install(project: &Project, steps: &mut Steps) -> Result<PathBuf> {
    let tools = project.target().join("tools");
    let deny = tools
        .join("bin/cargo-deny")
        .with_extension(std::env::consts::EXE_EXTENSION);
    let version = output(Command::new(&deny).arg("--version")).unwrap_or_default();
    if version.trim().ends_with(VERSION) {
        return Ok(deny);
    }
    let mut cargo = project.cargo();
    // Its own build folder is no use afterwards: Cargo makes a temporary one.
    cargo.env_remove("CARGO_TARGET_DIR");
    cargo
        .args(["install", "--locked", "--debug", "--force", "--root"])
        .arg(&tools);
    cargo.arg(format!("cargo-deny@{VERSION}"));
    steps.must(
        "Installing cargo-deny",
        &mut cargo,
        "Cargo needs the network for this once",
    )?;
    Ok(deny)
}
