//! The invariants of `ARCHITECTURE.md` that a command can decide. Each check answers with
//! sentences about what breaks it.

mod commands;
mod dependencies;
mod policy;
mod sources;

use anyhow::Result;

use crate::project::Project;
use crate::steps::Steps;

/// Checks all of them.
pub(crate) fn check(project: &Project, steps: &mut Steps) -> Result<()> {
    let metadata = project.metadata(&["--locked"])?;
    steps.inspect("Checking that the crates below know no window", || {
        Ok(dependencies::without_window(&metadata))
    })?;
    steps.inspect("Checking who may know SQL and tantivy", || {
        let mut problems = dependencies::only_user(&metadata, "rusqlite", "pandect-store");
        problems.extend(dependencies::only_user(
            &metadata,
            "tantivy",
            "pandect-search",
        ));
        problems.extend(sources::sql(project.root())?);
        Ok(problems)
    })?;
    steps.inspect("Checking who may know Tauri in the front end", || {
        sources::tauri_imports(project.root())
    })?;
    steps.inspect("Checking the commands against the interface", || {
        commands::check(project.root())
    })?;
    steps.inspect("Checking what the window is allowed", || {
        policy::check(project.root())
    })
}
