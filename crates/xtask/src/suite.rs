//! Everything that checks the project, the quick checks first.

use std::process::Command;

use anyhow::Result;

use crate::bindings::Fresh;
use crate::project::Project;
use crate::setup::{Purpose, set_up};
use crate::steps::Steps;
use crate::{audit, front_end, invariants, licences};

/// The package of the tests that drive the real window.
const WINDOW_TESTS: &str = "pandect-window-tests";

/// Sets up, and checks everything. A failed check does not keep the others from being made.
pub(crate) fn test(project: &Project, steps: &mut Steps) -> Result<()> {
    set_up(project, steps, Purpose::Test)?;
    if std::env::var_os("PANDECT_CASES").is_none() {
        steps.remark("Bigger cases do not run: PANDECT_CASES names no folder with them.");
    }
    check_text(project, steps)?;
    check_front_end(project, steps)?;
    // The application embeds the front end, so this comes before anything that compiles it.
    front_end::build(project, steps)?;
    check_rust(project, steps)?;
    audit::audit(project, steps)?;
    check_window(project, steps)?;
    steps.finish()
}

fn check_text(project: &Project, steps: &mut Steps) -> Result<()> {
    let mut cargo = project.cargo();
    steps.check(
        "Checking the format of Rust",
        cargo.args(["fmt", "--all", "--check"]),
    )?;
    invariants::check(project, steps)?;
    licences::check(project, steps)
}

fn check_front_end(project: &Project, steps: &mut Steps) -> Result<()> {
    let script = |name: &str| {
        let mut npm = project.npm("ui");
        npm.args(["run", "--silent", name])
            .env("NO_COLOR", "1")
            .env("CI", "1");
        npm
    };
    steps.check("Linting the front end", &mut script("lint"))?;
    steps.check("Checking the front end's types", &mut script("check"))?;
    steps.tests("Testing the front end", &mut script("test"))
}

/// All of these name the whole workspace: a choice of packages would compile what they depend on
/// once more, with other features.
fn check_rust(project: &Project, steps: &mut Steps) -> Result<()> {
    let workspace = |arguments: &[&str]| {
        let mut cargo = project.cargo();
        cargo
            .arg(arguments[0])
            .arg("--workspace")
            .args(&arguments[1..]);
        cargo
    };
    let mut clippy = workspace(&["clippy", "--all-targets"]);
    steps.check("Linting Rust", clippy.args(["--", "--deny", "warnings"]))?;
    let mut doc = workspace(&["doc", "--no-deps", "--document-private-items"]);
    doc.env("RUSTDOCFLAGS", "--deny warnings");
    steps.check("Checking the documentation", &mut doc)?;

    let mut build = workspace(&["build", "--all-targets"]);
    steps.must(
        "Building everything",
        &mut build,
        "nothing can be tested without",
    )?;
    let fresh = Fresh::prepare(project)?;
    let mut test = workspace(&["test", "--no-fail-fast", "--exclude", WINDOW_TESTS]);
    test.env(Fresh::VARIABLE, fresh.base());
    steps.tests("Testing Rust", &mut test)?;
    steps.inspect("Comparing the bindings", || fresh.compare(project))
}

fn check_window(project: &Project, steps: &mut Steps) -> Result<()> {
    if !cfg!(target_os = "linux") {
        steps.remark("The window was not tested: its driver is for Linux.");
        return Ok(());
    }
    let mut test: Command = project.cargo();
    test.args(["test", "--workspace", "--no-fail-fast", "--test", "window"]);
    test.env("PANDECT_APP", project.built("pandect"));
    test.env("PANDECT_CLI", project.built("pandect-cli"));
    test.env("PANDECT_SCREENSHOTS", project.target().join("window-tests"));
    steps.tests("Testing in the window", &mut test)
}
