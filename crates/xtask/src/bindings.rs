//! The TypeScript of the DTOs: written by the tests that ts-rs makes of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::project::{Project, files};
use crate::steps::Steps;

/// Where the DTOs' TypeScript is in the project.
const GENERATED: &str = "ui/src/generated";

/// Writes the TypeScript of all DTOs anew, and removes that of DTOs that are gone.
pub(crate) fn write(project: &Project, steps: &mut Steps) -> Result<()> {
    let fresh = Fresh::prepare(project)?;
    let mut cargo = project.cargo();
    // The whole workspace, whose features everything else is compiled with too.
    cargo.args(["test", "--workspace", "--lib", "export_bindings"]);
    cargo.env(Fresh::VARIABLE, fresh.base());
    steps.must(
        "Writing the bindings",
        &mut cargo,
        "the DTOs do not compile",
    )?;
    let kept = project.root().join(GENERATED);
    for old in files(&kept, &["ts"])? {
        fs::remove_file(old)?;
    }
    for (name, text) in contents(&fresh.folder())? {
        fs::write(kept.join(name), text)?;
    }
    Ok(())
}

/// A folder beside the project that bindings are written into, to be compared with those in it.
pub(crate) struct Fresh(PathBuf);

impl Fresh {
    /// The variable that tells ts-rs where.
    pub(crate) const VARIABLE: &str = "TS_RS_EXPORT_DIR";

    /// An empty folder for them.
    pub(crate) fn prepare(project: &Project) -> Result<Self> {
        let fresh = Self(project.target().join("bindings"));
        if fresh.0.exists() {
            fs::remove_dir_all(&fresh.0)?;
        }
        fs::create_dir_all(fresh.base())?;
        fs::create_dir_all(fresh.folder())?;
        Ok(fresh)
    }

    /// The folder that stands for `crates/library/bindings`, from which DTOs name their place.
    pub(crate) fn base(&self) -> PathBuf {
        self.0.join("crates/library/bindings")
    }

    /// What is wrong with the bindings in the project.
    pub(crate) fn compare(&self, project: &Project) -> Result<Vec<String>> {
        let problems = differences(&project.root().join(GENERATED), &self.folder())?;
        Ok(problems
            .into_iter()
            .map(|name| {
                format!("`{GENERATED}/{name}` is not what the DTO says: cargo xtask bindings")
            })
            .collect())
    }

    fn folder(&self) -> PathBuf {
        self.0.join(GENERATED)
    }
}

/// The names of files that are in one folder only, or differ.
fn differences(kept: &Path, fresh: &Path) -> Result<Vec<String>> {
    let (kept, fresh) = (contents(kept)?, contents(fresh)?);
    let mut names: Vec<_> = kept.keys().chain(fresh.keys()).cloned().collect();
    names.sort();
    names.dedup();
    names.retain(|name| kept.get(name) != fresh.get(name));
    Ok(names)
}

fn contents(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut contents = BTreeMap::new();
    for file in files(folder, &["ts"])? {
        let name = file.strip_prefix(folder)?.to_string_lossy().into_owned();
        contents.insert(name, fs::read_to_string(&file)?);
    }
    Ok(contents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_difference_is_seen() {
        let (kept, fresh) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for (folder, name, text) in [
            (&kept, "Same.ts", "a"),
            (&fresh, "Same.ts", "a"),
            (&kept, "Changed.ts", "a"),
            (&fresh, "Changed.ts", "b"),
            (&kept, "Gone.ts", "a"),
            (&fresh, "New.ts", "a"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let found = differences(kept.path(), fresh.path()).unwrap();
        assert_eq!(found, ["Changed.ts", "Gone.ts", "New.ts"]);
    }
}
