//! What the application is made of: crates by Cargo's resolution, packages by what `ui` imports.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::Part;
use crate::project::files;

/// The programs that are given to people.
const PROGRAMS: [&str; 2] = ["pandect", "pandect-cli"];

/// The most lines of copyright that are taken from one part.
const MOST_LINES: usize = 8;

/// All crates that the programs are compiled from, on any system, in order.
pub(super) fn crates(metadata: &Value) -> Result<Vec<Part>> {
    let packages: BTreeMap<_, _> = array(&metadata["packages"])
        .map(|package| (text(&package["id"]), package))
        .collect();
    let nodes: BTreeMap<_, _> = array(&metadata["resolve"]["nodes"])
        .map(|node| (text(&node["id"]), node))
        .collect();
    let mut next: Vec<_> = array(&metadata["workspace_members"])
        .map(text)
        .filter(|id| {
            packages
                .get(id)
                .is_some_and(|p| PROGRAMS.contains(&text(&p["name"])))
        })
        .collect();
    let (mut seen, mut parts) = (BTreeSet::new(), Vec::new());
    while let Some(id) = next.pop() {
        if !seen.insert(id) {
            continue;
        }
        let compiled_in = |dependency: &&Value| {
            array(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null())
        };
        let dependencies = nodes
            .get(id)
            .map(|node| array(&node["deps"]).filter(compiled_in));
        next.extend(
            dependencies
                .into_iter()
                .flatten()
                .map(|dependency| text(&dependency["pkg"])),
        );
        let package = packages
            .get(id)
            .context("Cargo resolved a package that it does not list")?;
        if !package["source"].is_null() {
            parts.push(part_of_crate(package)?);
        }
    }
    parts.sort();
    Ok(parts)
}

fn part_of_crate(package: &Value) -> Result<Part> {
    let name = text(&package["name"]).to_owned();
    let folder = Path::new(text(&package["manifest_path"]))
        .parent()
        .context("no folder")?;
    let licence =
        licence(package, folder).with_context(|| format!("{name} has no licence that is known"))?;
    let mut copyright = copyright(folder)?;
    if copyright.is_empty() {
        copyright.extend(array(&package["authors"]).map(|author| format!("By {}", text(author))));
    }
    let version = text(&package["version"]).to_owned();
    Ok(Part {
        name,
        version,
        licence,
        copyright,
    })
}

/// The licence that a crate names, or the one whose text it has.
fn licence(package: &Value, folder: &Path) -> Option<String> {
    if let Some(named) = package["license"].as_str() {
        return Some(named.to_owned());
    }
    let file = folder.join(package["license_file"].as_str()?);
    let text = fs::read_to_string(file).ok()?;
    (text.lines().next()?.trim() == "MIT License").then(|| "MIT".to_owned())
}

/// The packages that the front end imports, in order.
pub(super) fn front_end(ui: &Path) -> Result<Vec<Part>> {
    let mut names = BTreeSet::new();
    for file in files(&ui.join("src"), &["ts", "svelte", "css"])? {
        names.extend(imports(&fs::read_to_string(file)?));
    }
    let modules = ui.join("node_modules");
    let mut parts = Vec::new();
    for name in names {
        let folder = modules.join(&name);
        // Tests import what the application is not made of.
        if TEST_PACKAGES.contains(&name.as_str()) || !folder.is_dir() {
            continue;
        }
        let package: Value = serde_json::from_slice(
            &fs::read(folder.join("package.json"))
                .with_context(|| format!("`{name}` is not installed whole"))?,
        )?;
        parts.push(Part {
            version: text(&package["version"]).to_owned(),
            licence: text(&package["license"]).to_owned(),
            copyright: copyright(&folder)?,
            name,
        });
    }
    Ok(parts)
}

/// Packages that only tests import.
const TEST_PACKAGES: [&str; 2] = ["vitest", "jsdom"];

/// The names of packages that a source imports.
fn imports(source: &str) -> BTreeSet<String> {
    let quoted = source.lines().map(str::trim).filter_map(|line| {
        let bare = line.starts_with("import \"") || line.starts_with("@import \"");
        let begin = if bare {
            line.find('"')?
        } else {
            line.rfind(" from \"")? + " from ".len()
        };
        line[begin + 1..].split('"').next()
    });
    quoted.filter_map(package).collect()
}

/// The package of an imported module: its first name, or the first two in a scope.
fn package(module: &str) -> Option<String> {
    let is_name = |c: char| c == '@' || c.is_ascii_lowercase();
    if !module.starts_with(is_name) || module.contains(':') {
        return None;
    }
    let names = if module.starts_with('@') { 2 } else { 1 };
    Some(module.split('/').take(names).collect::<Vec<_>>().join("/"))
}

/// The copyright lines of a folder's licence files.
fn copyright(folder: &Path) -> Result<Vec<String>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("`{}` cannot be read", folder.display()))?;
    let mut names: Vec<_> = entries.collect::<Result<_, _>>()?;
    names.sort_by_key(fs::DirEntry::file_name);
    let mut lines = Vec::new();
    for entry in names {
        let name = entry.file_name().to_string_lossy().to_uppercase();
        let kinds = ["LICEN", "COPY", "NOTICE", "UNLICEN"];
        if kinds.iter().any(|kind| name.starts_with(kind)) && entry.path().is_file() {
            let text = String::from_utf8_lossy(&fs::read(entry.path())?).into_owned();
            lines.extend(text.lines().filter_map(copyright_line));
        }
    }
    let mut seen = BTreeSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    lines.truncate(MOST_LINES);
    Ok(lines)
}

/// A line that names somebody, and not one of a licence's own text or form to be filled in.
fn copyright_line(line: &str) -> Option<String> {
    let line = line.trim().trim_start_matches(['*', '/', '#', ' ']);
    let says = line.starts_with("Copyright") || line.starts_with('©');
    let has_year = line
        .split(|c: char| !c.is_ascii_digit())
        .any(|number| number.len() == 4);
    let names = has_year || line.to_lowercase().starts_with("copyright (c) ");
    let form = ["[yyyy]", "{yyyy}", "<year>", "[year]"]
        .iter()
        .any(|form| line.contains(form));
    (says && names && !form).then(|| line.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imported_packages_are_named() {
        let source = "import { mount } from \"svelte\";\nimport \"@fontsource/inter/400.css\";\n\
                      import type { A } from \"./a\";\nconst x = \"svelte-check\";\n\
                      import {\n  b,\n} from \"@scope/name/deep\";\n";
        let found: Vec<_> = imports(source).into_iter().collect();
        assert_eq!(found, ["@fontsource/inter", "@scope/name", "svelte"]);
    }

    #[test]
    fn lines_that_name_somebody() {
        assert_eq!(
            copyright_line("  Copyright (c) 2019  A. Person").as_deref(),
            Some("Copyright (c) 2019 A. Person")
        );
        assert!(copyright_line("Copyright (c) The Project Developers").is_some());
        for other in [
            "Copyright [yyyy] [name of copyright owner]",
            "Copyright notice",
            "the above copyright notice and this permission notice 2019",
        ] {
            assert_eq!(copyright_line(other), None, "{other}");
        }
    }
}
