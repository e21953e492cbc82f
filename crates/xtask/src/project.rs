//! Where the project is, and how its tools are called.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

/// The project's folders.
pub(crate) struct Project {
    root: PathBuf,
    target: PathBuf,
}

impl Project {
    /// Finds the workspace that this program was compiled from, and asks Cargo for its build folder.
    pub(crate) fn find() -> Result<Self> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let root = manifest
            .as_deref()
            .and_then(|folder| folder.ancestors().nth(2))
            .context("start this program as `cargo xtask`")?
            .to_owned();
        let mut project = Self {
            target: root.join("target"),
            root,
        };
        let metadata = project.metadata(&["--no-deps"])?;
        if let Some(target) = metadata["target_directory"].as_str() {
            project.target = PathBuf::from(target);
        }
        Ok(project)
    }

    /// The folder of the workspace.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder that Cargo builds in.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// The folder of the front end.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A program that was built for development.
    pub(crate) fn built(&self, program: &str) -> PathBuf {
        self.program("debug", program)
    }

    /// A program that was built for speed.
    pub(crate) fn released(&self, program: &str) -> PathBuf {
        self.program("release", program)
    }

    fn program(&self, profile: &str, name: &str) -> PathBuf {
        self.target
            .join(profile)
            .join(name)
            .with_extension(std::env::consts::EXE_EXTENSION)
    }

    /// Cargo, in the workspace.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.root);
        // Cargo names this package to programs that it starts; other packages must not see that.
        cargo.env_remove("CARGO_MANIFEST_DIR");
        cargo
    }

    /// npm, in a folder.
    pub(crate) fn npm(&self, folder: impl AsRef<Path>) -> Command {
        // A batch file on Windows, which is only found by its whole name.
        let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.current_dir(self.root.join(folder));
        npm
    }

    /// What Cargo knows of the workspace.
    pub(crate) fn metadata(&self, arguments: &[&str]) -> Result<Value> {
        let mut cargo = self.cargo();
        cargo
            .args(["metadata", "--format-version", "1"])
            .args(arguments);
        let text = output(&mut cargo).context("Cargo cannot read the workspace")?;
        Ok(serde_json::from_str(&text)?)
    }

    /// Gives the terminal to a program, and ends with it.
    #[expect(clippy::unused_self, reason = "called on the project like the others")]
    pub(crate) fn hand_over(&self, command: &mut Command) -> Result<()> {
        let program = command.get_program().to_string_lossy().into_owned();
        let status = command
            .status()
            .with_context(|| format!("`{program}` cannot be started"))?;
        if !status.success() {
            bail!("`{program}` ended with {status}");
        }
        Ok(())
    }
}

/// What a program writes to its standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .with_context(|| format!("`{program}` cannot be started"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{program}` ended with {}:\n{}", output.status, said.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program is on the search path.
pub(crate) fn has_program(name: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else {
        return false;
    };
    std::env::split_paths(&path).any(|folder| {
        folder
            .join(name)
            .with_extension(std::env::consts::EXE_EXTENSION)
            .is_file()
    })
}

/// All files below a folder with one of these endings, in order.
pub(crate) fn files(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder)
            .with_context(|| format!("`{}` cannot be read", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                if !matches!(
                    path.file_name().and_then(OsStr::to_str),
                    Some("node_modules" | "target")
                ) {
                    folders.push(path);
                }
            } else if path
                .extension()
                .and_then(OsStr::to_str)
                .is_some_and(|e| endings.contains(&e))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
