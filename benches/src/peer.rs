//! What libzim takes for the same archive and queries.

use std::path::Path;

use anyhow::Context as _;
use serde_json::Value;

/// Asks by a command that prints what it measured as JSON.
pub(crate) fn ask(command: &str, zim: &Path, queries: &Path) -> anyhow::Result<Value> {
    let mut words = command.split_whitespace();
    let program = words.next().context("the peer's command is empty")?;
    let output = std::process::Command::new(program)
        .args(words)
        .arg("query")
        .args([zim, queries])
        .output()?;
    anyhow::ensure!(output.status.success(), "the peer failed");
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Its raw read of articles chosen by chance.
pub(crate) fn random_article(answers: Option<&Value>) -> Option<&Value> {
    answers.map(|answers| &answers["random_article"])
}
