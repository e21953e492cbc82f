//! Installs what is missing.

use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::front_end;
use crate::packages::{Manager, Need, TO_BUNDLE, TO_RUN, TO_TEST};
use crate::project::{Project, has_program, output};
use crate::steps::Steps;

/// What the system is set up for; each includes the ones before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Purpose {
    Run,
    Test,
    Bundle,
}

/// The least version of Node.js.
const NODE: (u32, u32) = (20, 19);

/// Brings the system and the front end's packages to where they must be.
pub(crate) fn set_up(project: &Project, steps: &mut Steps, purpose: Purpose) -> Result<()> {
    println!("Looking for what is missing");
    check_node()?;
    if cfg!(target_os = "linux") {
        install_packages(steps, purpose)?;
    } else if cfg!(target_os = "macos") && !has_program("cc") {
        bail!("Xcode's command line tools are missing; install them by `xcode-select --install`");
    }
    front_end::install(project, steps)
}

fn check_node() -> Result<()> {
    let advice = format!(
        "Install Node.js {}.{} or newer: https://nodejs.org",
        NODE.0, NODE.1
    );
    let version = output(Command::new("node").arg("--version")).context(advice.clone())?;
    let found = version_of(&version).with_context(|| advice.clone())?;
    if found < NODE {
        bail!("Node.js {} is too old. {advice}", version.trim());
    }
    Ok(())
}

/// The first two numbers of what `node --version` writes.
fn version_of(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text
        .trim()
        .trim_start_matches('v')
        .split('.')
        .map(str::parse::<u32>);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

fn install_packages(steps: &mut Steps, purpose: Purpose) -> Result<()> {
    let mut needs: Vec<&Need> = TO_RUN.iter().collect();
    if purpose >= Purpose::Test {
        needs.extend(TO_TEST);
    }
    if purpose >= Purpose::Bundle {
        needs.extend(TO_BUNDLE);
    }
    needs.retain(|need| !need.is_met());
    if needs.is_empty() {
        return Ok(());
    }
    for need in &needs {
        println!("  `{}` is missing, {}", need.name(), need.reason);
    }
    let Some(manager) = Manager::find() else {
        bail!("Install what is missing by your system's package manager, then start this again");
    };
    let packages: Vec<_> = needs.iter().map(|need| need.package(manager)).collect();
    let by_hand = format!("Install by hand: {}", packages.join(" "));
    for line in manager.install(&packages) {
        let mut command = as_root(&line).context(by_hand.clone())?;
        command.env("DEBIAN_FRONTEND", "noninteractive");
        let what = format!("Installing system packages: {}", line.join(" "));
        steps.must(&what, &mut command, &by_hand)?;
    }
    if let Some(need) = needs.iter().find(|need| !need.is_met()) {
        bail!(
            "`{}` is still missing. {by_hand}, or what brings it on your system",
            need.name()
        );
    }
    Ok(())
}

/// A command with the rights to install: as it is for root, else through sudo.
fn as_root(line: &[String]) -> Result<Command> {
    let (program, arguments) = line.split_first().context("an empty command line")?;
    if output(Command::new("id").arg("-u"))?.trim() == "0" {
        let mut command = Command::new(program);
        command.args(arguments);
        return Ok(command);
    }
    if !has_program("sudo") {
        bail!("Installing needs root, and there is no sudo");
    }
    // sudo asks for the password on the terminal itself, before the step begins.
    let mut ask = Command::new("sudo");
    if !ask.arg("--validate").status()?.success() {
        bail!("Installing needs root, and sudo refused");
    }
    let mut command = Command::new("sudo");
    command
        .args(["--preserve-env=DEBIAN_FRONTEND", program])
        .args(arguments);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_compare() {
        assert_eq!(version_of("v20.19.4\n"), Some((20, 19)));
        assert!(version_of("v20.9.0") < Some(NODE));
        assert!(version_of("v22.0.0") >= Some(NODE));
        assert_eq!(version_of("none"), None);
    }
}
