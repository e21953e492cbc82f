//! `src-tauri/licences.txt`: names, licences and copyright of everything that the application is
//! made of, and the licences' texts. Its About page shows it.

mod expression;
mod sources;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use anyhow::{Context as _, Result, bail};

use crate::project::Project;
use crate::steps::Steps;

/// Where the list is in the project.
const LIST: &str = "src-tauri/licences.txt";

/// Where the licences' texts are.
const TEXTS: &str = "crates/xtask/licences";

/// Something that the application is made of.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    name: String,
    version: String,
    /// An SPDX expression.
    licence: String,
    /// Lines such as `Copyright 2020 Somebody`.
    copyright: Vec<String>,
}

/// Writes the list anew.
pub(crate) fn write(project: &Project, steps: &mut Steps) -> Result<()> {
    crate::front_end::install(project, steps)?;
    println!("Writing {LIST}");
    fs::write(project.root().join(LIST), list(project)?)?;
    Ok(())
}

/// Checks that the list is what it would be if it were written now.
pub(crate) fn check(project: &Project, steps: &mut Steps) -> Result<()> {
    steps.inspect("Comparing the list of licences", || {
        let kept = fs::read_to_string(project.root().join(LIST)).unwrap_or_default();
        let stale = format!("`{LIST}` is not what is built in: cargo xtask licences");
        Ok(if kept == list(project)? {
            Vec::new()
        } else {
            vec![stale]
        })
    })
}

fn list(project: &Project) -> Result<String> {
    let mut parts = sources::crates(&project.metadata(&["--locked"])?)?;
    parts.extend(sources::front_end(&project.ui())?);
    let mut text = String::from(
        "Pandect is made of the following parts. Thanks to everybody who wrote them.\n\
         The texts of the licences stand at the end.\n",
    );
    let mut used = BTreeSet::new();
    for part in &parts {
        let chosen = expression::choose(&part.licence, &|id| has_text(project, id))
            .with_context(|| format!("the licence of {} has no text in {TEXTS}", part.name))?;
        used.extend(chosen);
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n{} {} ({})\n",
            part.name, part.version, part.licence
        );
        for line in &part.copyright {
            let _ = writeln!(text, "  {line}");
        }
    }
    if parts.is_empty() {
        bail!("nothing is known of what the application is made of");
    }
    for licence in used {
        let path = project.root().join(TEXTS).join(format!("{licence}.txt"));
        let body = fs::read_to_string(path)?;
        let _ = write!(text, "\n\n{}\n\n{}\n", rule(&licence), body.trim());
    }
    Ok(text)
}

fn has_text(project: &Project, licence: &str) -> bool {
    project
        .root()
        .join(TEXTS)
        .join(format!("{licence}.txt"))
        .is_file()
}

fn rule(title: &str) -> String {
    format!("{title}\n{}", "=".repeat(title.chars().count()))
}
