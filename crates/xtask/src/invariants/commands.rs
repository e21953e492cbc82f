//! The commands of the shell and the methods of the front end's interface (invariants 4 and 6).

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::project::files;

/// The longest body of a command, in lines.
const LONGEST: usize = 5;

/// What is wrong with the commands.
pub(super) fn check(root: &Path) -> Result<Vec<String>> {
    let read = |file: &str| {
        fs::read_to_string(root.join(file)).with_context(|| format!("`{file}` cannot be read"))
    };
    let handled = handled(&read("src-tauri/src/lib.rs")?);
    let asked = methods(&read("ui/src/backend/backend.ts")?);
    let mut problems = differences(&handled, &asked);
    let mut defined = Vec::new();
    for file in files(&root.join("src-tauri/src/commands"), &["rs"])? {
        defined.extend(commands(&fs::read_to_string(file)?));
    }
    for command in &defined {
        problems.extend(command.problems());
        if !handled.contains(&command.name) {
            problems.push(format!("the command `{}` is not handled", command.name));
        }
    }
    Ok(problems)
}

/// A command as it is written.
#[derive(Debug, PartialEq, Eq)]
struct Command {
    name: String,
    parameters: String,
    lines: usize,
}

impl Command {
    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.lines > LONGEST {
            problems.push(format!(
                "the command `{}` does more than unpack and call",
                self.name
            ));
        }
        let parameters = self.parameters.to_lowercase();
        if ["path", "file", "dir"]
            .iter()
            .any(|word| parameters.contains(word))
        {
            problems.push(format!("the command `{}` takes a file's path", self.name));
        }
        problems
    }
}

/// The names in `generate_handler!`, in order.
fn handled(source: &str) -> Vec<String> {
    let list = source
        .split("generate_handler![")
        .nth(1)
        .unwrap_or_default();
    let list = list.split(']').next().unwrap_or_default();
    list.split(',')
        .filter_map(|path| path.trim().rsplit("::").next())
        .filter(|name| !name.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

/// The methods of the interface that ask Rust, which answer with a promise, in order and in snake
/// case.
fn methods(source: &str) -> Vec<String> {
    let body = source
        .split("interface Backend {")
        .nth(1)
        .unwrap_or_default();
    let body = body.split("\n}").next().unwrap_or_default();
    // Comments stand on lines of their own.
    let is_code = |line: &&str| {
        !["//", "/*", "*"]
            .iter()
            .any(|begin| line.starts_with(begin))
    };
    let code: Vec<_> = body.lines().map(str::trim).filter(is_code).collect();
    code.join(" ")
        .split(';')
        .filter(|method| method.contains("): Promise<"))
        .filter_map(|method| method.split_once('('))
        .map(|(name, _)| snake_case(name.trim()))
        .collect()
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for character in name.chars() {
        if character.is_uppercase() {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}

fn differences(handled: &[String], asked: &[String]) -> Vec<String> {
    let missing = asked.iter().filter(|name| !handled.contains(name));
    let surplus = handled.iter().filter(|name| !asked.contains(name));
    let mut problems: Vec<_> = missing
        .map(|name| format!("the interface asks for `{name}`, which no command handles"))
        .chain(surplus.map(|name| format!("the interface does not know the command `{name}`")))
        .collect();
    if problems.is_empty()
        && let Some((one, other)) = handled.iter().zip(asked).find(|(one, other)| one != other)
    {
        problems.push(format!(
            "`{one}` is handled where the interface has `{other}`"
        ));
    }
    problems
}

/// The commands in a file of them.
fn commands(source: &str) -> Vec<Command> {
    source
        .split("#[tauri::command]")
        .skip(1)
        .filter_map(command)
        .collect()
}

fn command(source: &str) -> Option<Command> {
    let (_, rest) = source.split_once("fn ")?;
    let (name, rest) = rest.split_once('(')?;
    let (parameters, rest) = rest.split_once(") ->")?;
    let (_, body) = rest.split_once(" {\n")?;
    let (body, _) = body.split_once("\n}")?;
    Some(Command {
        name: name.to_owned(),
        parameters: parameters.to_owned(),
        lines: body.lines().count(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUST: &str = "fn handler() {\n    tauri::generate_handler![\n        \
        commands::a::open_article,\n        commands::b::find_hits,\n    ]\n}";
    const TYPESCRIPT: &str = "export interface Backend {\n  // Reading; all of it\n  \
        openArticle(address: string): Promise<ArticleView>;\n  /** Where. */\n  \
        findHits(\n    text: string,\n  ): Promise<Passage[]>;\n  \
        mediaUrl(address: string): string;\n}\n";

    #[test]
    fn both_lists_are_read() {
        assert_eq!(handled(RUST), ["open_article", "find_hits"]);
        assert_eq!(methods(TYPESCRIPT), ["open_article", "find_hits"]);
    }

    #[test]
    fn a_missing_and_a_misplaced_command_are_named() {
        let list = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (both, turned) = (list(&["a", "b"]), list(&["b", "a"]));
        assert!(differences(&both, &both).is_empty());
        assert_eq!(
            differences(&turned, &both),
            ["`b` is handled where the interface has `a`"]
        );
        assert_eq!(differences(&both, &both[..1]).len(), 1);
        assert_eq!(differences(&both[..1], &both).len(), 1);
    }

    #[test]
    fn a_command_that_does_too_much_is_named() {
        let source = "#[tauri::command]\npub(crate) async fn load(\n    path: PathBuf,\n) -> A {\n    \
                      1;\n    2;\n    3;\n    4;\n    5;\n    6\n}\n";
        let found = commands(source);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name, "load");
        assert_eq!(found[0].problems().len(), 2, "too long, and takes a path");
        let good = "#[tauri::command]\nasync fn quit(app: AppHandle) -> Answer<()> {\n    x\n}\n";
        assert!(commands(good)[0].problems().is_empty());
    }
}
