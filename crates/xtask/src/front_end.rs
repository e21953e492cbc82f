//! The front end's packages and its build.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::project::Project;
use crate::steps::Steps;

/// Installs the packages that `ui/package-lock.json` names, unless they are there.
pub(crate) fn install(project: &Project, steps: &mut Steps) -> Result<()> {
    install_locked(
        project,
        steps,
        Path::new("ui"),
        "Installing the front end's packages",
    )
}

/// Installs the packages that a folder's lock file names, unless they are there.
pub(crate) fn install_locked(
    project: &Project,
    steps: &mut Steps,
    folder: &Path,
    what: &str,
) -> Result<()> {
    let folder = project.root().join(folder);
    let lock = fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("`{}` has no package-lock.json", folder.display()))?;
    // npm leaves no whole copy of the lock file that it installed, so we do.
    let stamp = folder.join("node_modules/.installed-package-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let mut npm = project.npm(&folder);
    npm.args(["ci", "--no-audit", "--no-fund"]);
    steps.must(
        what,
        &mut npm,
        "npm needs the network for this the first time",
    )?;
    fs::write(stamp, lock)?;
    Ok(())
}

/// Builds `ui/dist`, which the application embeds.
pub(crate) fn build(project: &Project, steps: &mut Steps) -> Result<()> {
    let mut npm = project.npm("ui");
    npm.args(["run", "--silent", "build"]);
    steps.must(
        "Building the front end",
        &mut npm,
        "what the build says is above",
    )
}
