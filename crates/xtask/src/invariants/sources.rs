//! What stands where in the sources (invariants 3 and 6).

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::project::files;

/// Beginnings of SQL statements, as they stand in a string.
const STATEMENTS: [&str; 9] = [
    "SELECT ",
    "INSERT INTO ",
    "INSERT OR ",
    "UPDATE ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "DROP TABLE ",
    "PRAGMA ",
];

/// The only file that may import Tauri.
const BACKEND: &str = "ui/src/backend/tauri.ts";

/// SQL outside the store. Tests may look into a file by SQL; the checks here name it.
pub(super) fn sql(root: &Path) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for folder in ["crates", "src-tauri", "benches"] {
        for file in files(&root.join(folder), &["rs", "sql"])? {
            let place = file.strip_prefix(root)?;
            let allowed = ["crates/store", "crates/xtask"];
            let in_tests = place.components().any(|part| part.as_os_str() == "tests");
            if in_tests || allowed.iter().any(|folder| place.starts_with(folder)) {
                continue;
            }
            for line in lines_with_sql(&fs::read_to_string(&file)?) {
                problems.push(format!("SQL outside the store: {}:{line}", place.display()));
            }
        }
    }
    Ok(problems)
}

/// Imports of Tauri outside the one file.
pub(super) fn tauri_imports(root: &Path) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for file in files(&root.join("ui/src"), &["ts", "js", "svelte"])? {
        let place = file.strip_prefix(root)?;
        if place != Path::new(BACKEND) && names_tauri(&fs::read_to_string(&file)?) {
            problems.push(format!(
                "{} knows Tauri; only {BACKEND} may",
                place.display()
            ));
        }
    }
    Ok(problems)
}

/// The lines, from 1 on, in which a string begins with a statement.
fn lines_with_sql(source: &str) -> Vec<usize> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let has_sql = |line: &str| {
        STATEMENTS.iter().any(|statement| {
            line.trim_start().starts_with(statement) || line.contains(&format!("\"{statement}"))
        })
    };
    code.lines()
        .enumerate()
        .filter(|(_, line)| has_sql(line))
        .map(|(n, _)| n + 1)
        .collect()
}

fn names_tauri(source: &str) -> bool {
    ["@tauri-apps/", "__TAURI"]
        .iter()
        .any(|name| source.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_found_in_strings_and_alone() {
        let source = "let a = \"SELECT id FROM article\";\n// SELECT in a comment\nlet b = \"\n  \
                      DELETE FROM bookmark\n\";\n#[cfg(test)]\nlet c = \"PRAGMA user_version\";";
        assert_eq!(lines_with_sql(source), [1, 4]);
    }

    #[test]
    fn tauri_is_found_by_import_and_by_global() {
        assert!(names_tauri(
            "import { invoke } from \"@tauri-apps/api/core\";"
        ));
        assert!(names_tauri("window.__TAURI_INTERNALS__"));
        assert!(!names_tauri("// the Tauri window"));
    }
}
