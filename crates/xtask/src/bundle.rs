//! The packages for Linux, and whether they hold what they should.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::json;

use crate::project::{Project, output};
use crate::setup::{Purpose, set_up};
use crate::steps::Steps;
use crate::{front_end, licences};

/// The folder of Tauri's command line.
const TOOLS: &str = "crates/xtask/tools";

/// Files that every package holds.
const HELD: [&str; 7] = [
    "/usr/bin/pandect",
    "/usr/bin/pandect-cli",
    "/usr/share/applications/Pandect.desktop",
    "/usr/share/doc/pandect/licences.txt",
    "/usr/share/icons/hicolor/32x32/apps/pandect.png",
    "/usr/share/icons/hicolor/128x128/apps/pandect.png",
    "/usr/share/icons/hicolor/256x256@2/apps/pandect.png",
];

/// Makes the packages for this system, and checks them.
pub(crate) fn bundle(project: &Project, steps: &mut Steps) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("Packages are made on Linux only, so far");
    }
    set_up(project, steps, Purpose::Bundle)?;
    let what = "Installing Tauri's command line";
    front_end::install_locked(project, steps, Path::new(TOOLS), what)?;
    licences::check(project, steps)?;
    front_end::build(project, steps)?;
    let release = project.target().join("release");
    let mut cli = release_build(project, project.cargo());
    cli.args(["build", "--release", "--package", "pandect-cli"]);
    steps.must(
        "Building the command line",
        &mut cli,
        "what the compiler says is above",
    )?;
    let packages = release.join("bundle");
    if packages.exists() {
        fs::remove_dir_all(&packages)?;
    }
    steps.must(
        "Making the packages",
        &mut tauri_build(project),
        "what Tauri says is above",
    )?;

    let (deb, rpm) = (
        only(&packages.join("deb"), "deb")?,
        only(&packages.join("rpm"), "rpm")?,
    );
    steps.inspect(
        "Checking that the programs name no folder of this machine",
        || {
            Ok(["pandect", "pandect-cli"]
                .iter()
                .filter(|program| names_a_folder(project, &release.join(program)))
                .map(|program| {
                    format!("`{program}` holds the path of a folder that it was built in")
                })
                .collect())
        },
    )?;
    steps.inspect("Checking the contents of the .deb", || {
        check_deb(project, &deb)
    })?;
    steps.inspect("Checking the contents of the .rpm", || {
        let contents = output(
            Command::new("rpm")
                .args(["--query", "--list", "--package"])
                .arg(&rpm),
        )?;
        Ok(lacking(&contents))
    })?;
    start_installed(project, steps, &deb)?;
    println!("{}\n{}", deb.display(), rpm.display());
    steps.finish()
}

/// Leaves the machine's folders out of what is compiled for others.
pub(crate) fn release_build(project: &Project, mut command: Command) -> Command {
    let given = std::env::var("RUSTFLAGS").unwrap_or_default();
    let mut flags: Vec<_> = given.split_whitespace().map(ToOwned::to_owned).collect();
    for (folder, name) in [
        (cargo_home(), "cargo"),
        (Some(project.root().to_owned()), "pandect"),
    ] {
        let remapped =
            folder.map(|folder| format!("--remap-path-prefix={}={name}", folder.display()));
        flags.extend(remapped);
    }
    // This form may hold paths with spaces in them.
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    command
}

fn cargo_home() -> Option<PathBuf> {
    let home = || Some(std::env::home_dir()?.join(".cargo"));
    std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(home)
}

fn tauri_build(project: &Project) -> Command {
    let held = json!({
        "/usr/bin/pandect-cli": project.target().join("release/pandect-cli"),
        "/usr/share/doc/pandect/licences.txt": project.root().join("src-tauri/licences.txt"),
    });
    let more =
        json!({ "bundle": { "linux": { "deb": { "files": held }, "rpm": { "files": held } } } });
    let mut node = release_build(project, Command::new("node"));
    node.current_dir(project.root())
        .env("CI", "true")
        .env_remove("CARGO_MANIFEST_DIR");
    node.arg(
        project
            .root()
            .join(TOOLS)
            .join("node_modules/@tauri-apps/cli/tauri.js"),
    );
    node.args(["build", "--bundles", "deb,rpm", "--config"])
        .arg(more.to_string());
    node
}

/// The one file in a folder with this ending.
fn only(folder: &Path, ending: &str) -> Result<PathBuf> {
    let mut found = crate::project::files(folder, &[ending])?;
    match (found.pop(), found.is_empty()) {
        (Some(file), true) => Ok(file),
        _ => bail!("`{}` does not hold one .{ending} file", folder.display()),
    }
}

fn names_a_folder(project: &Project, program: &Path) -> bool {
    let bytes = fs::read(program).unwrap_or_default();
    let mut folders: Vec<OsString> = vec![project.root().into()];
    folders.extend(cargo_home().map(PathBuf::into_os_string));
    folders.iter().any(|folder| {
        let folder = folder.as_encoded_bytes();
        bytes.windows(folder.len()).any(|window| window == folder)
    })
}

/// What a package lacks, by the list of what it holds.
fn lacking(contents: &str) -> Vec<String> {
    let holds = |file: &str| {
        contents.lines().any(|line| {
            line.split_whitespace()
                .last()
                // Some archives name files from the root, others from here.
                .is_some_and(|held| held.trim_start_matches(['.', '/']) == file)
        })
    };
    HELD.iter()
        .filter(|file| !holds(file.trim_start_matches('/')))
        .map(|file| format!("`{file}` is missing"))
        .collect()
}

fn check_deb(project: &Project, deb: &Path) -> Result<Vec<String>> {
    let mut problems = lacking(&output(
        Command::new("dpkg-deb").arg("--contents").arg(deb),
    )?);
    let fields = output(Command::new("dpkg-deb").arg("--field").arg(deb))?;
    for field in ["Package: pandect", "libwebkit2gtk-4.1-0"] {
        if !fields.contains(field) {
            problems.push(format!("its control file lacks `{field}`"));
        }
    }
    let folder = unpack(project, deb)?;
    let entry = fs::read_to_string(folder.join("usr/share/applications/Pandect.desktop"))?;
    for line in ["Exec=pandect %u", "MimeType=x-scheme-handler/pandect"] {
        if !entry.lines().any(|held| held.trim_end_matches(';') == line) {
            problems.push(format!("its desktop entry lacks `{line}`"));
        }
    }
    Ok(problems)
}

fn unpack(project: &Project, deb: &Path) -> Result<PathBuf> {
    let folder = project.target().join("xtask/deb");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    output(
        Command::new("dpkg-deb")
            .arg("--extract")
            .arg(deb)
            .arg(&folder),
    )?;
    Ok(folder)
}

/// Starts the application from the package and opens its window: installed where the rights for that
/// are there and it is not installed yet, else unpacked.
fn start_installed(project: &Project, steps: &mut Steps, deb: &Path) -> Result<()> {
    let root = output(Command::new("id").arg("-u"))?.trim() == "0";
    let installed = output(Command::new("dpkg").args(["--status", "pandect"])).is_ok();
    if !root || installed {
        steps.remark(
            "The .deb was unpacked, not installed: that needs root and a system without it.",
        );
        let programs = unpack(project, deb)?.join("usr/bin");
        return open_window(project, steps, &programs);
    }
    let mut install = Command::new("apt-get");
    install
        .args(["install", "--yes", "--no-install-recommends"])
        .arg(deb);
    install.env("DEBIAN_FRONTEND", "noninteractive");
    steps.check("Installing the .deb", &mut install)?;
    let opened = open_window(project, steps, Path::new("/usr/bin"));
    let mut remove = Command::new("apt-get");
    remove.args(["remove", "--yes", "pandect"]);
    steps.check("Removing the .deb", &mut remove)?;
    opened
}

fn open_window(project: &Project, steps: &mut Steps, programs: &Path) -> Result<()> {
    let version = output(Command::new(programs.join("pandect-cli")).arg("--version"));
    let version = version.context("the command line in the package does not start")?;
    println!("  {}", version.trim());
    let mut test = project.cargo();
    test.args(["test", "--workspace", "--test", "window", "--", "start::"]);
    test.env("PANDECT_APP", programs.join("pandect"));
    test.env("PANDECT_CLI", programs.join("pandect-cli"));
    test.env("PANDECT_SCREENSHOTS", project.target().join("window-tests"));
    steps.tests("Opening the window of the package", &mut test)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let all = HELD
            .map(|file| format!("-rwxr-xr-x 0/0 1 2026-01-01 00:00 .{file}"))
            .join("\n");
        assert_eq!(lacking(&all), [""; 0]);
        let without_first = all.lines().skip(1).collect::<Vec<_>>().join("\n");
        assert_eq!(lacking(&without_first), ["`/usr/bin/pandect` is missing"]);
    }
}
