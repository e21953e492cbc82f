//! A library of a test's own, and the program run on it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A data folder, and room for sources, both gone when the test ends.
pub(crate) struct TestLibrary {
    root: TempDir,
}

/// What the program said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl TestLibrary {
    pub(crate) fn new() -> Self {
        Self {
            root: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.root.path().join("data")
    }

    /// Writes a file among the sources.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let file = self.root.path().join("sources").join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder is made");
        fs::write(&file, content).expect("the file is written");
        file
    }

    /// A folder of Markdown with two articles, a picture and nothing wrong.
    /// The path of a file beside the data folder, as an argument.
    pub(crate) fn path(&self, name: &str) -> String {
        self.root.path().join(name).display().to_string()
    }

    pub(crate) fn write_notes(&self) -> PathBuf {
        self.write(
            "notes/Tide pools.md",
            "---\ntitle: Tide pools\nlanguage: en\nredirects: [Rock pools]\n---\n\n\
             A tide pool keeps **seawater** at ebb.\n\n## Animals\n\nThe hermit crab borrows a \
             shell. See [sea stars](animals/sea-star.md) and [[Not written]].\n\n## Care\n\nThe \
             hermit crab needs shade.\n\n![A pool](pool.png)\n",
        );
        self.write(
            "notes/animals/sea-star.md",
            "# Sea star\n\nIt walks on tube feet.\n",
        );
        let picture = self.write("notes/pool.png", b"\x89PNG\r\n\x1a\n0123");
        picture.parent().expect("the folder").to_owned()
    }

    /// A file of JSON Lines with two articles.
    pub(crate) fn write_facts(&self) -> PathBuf {
        self.write(
            "facts.jsonl",
            concat!(
                "{\"title\":\"Moon\",\"text\":\"The tide follows the Moon.\",\"lang\":\"en\"}\n",
                "{\"title\":\"Kelp forest\",\"html\":\"<p>Kelp shelters the hermit crab.</p>",
                "<script>alert(1)</script>\",\"redirects\":[\"Kelp\"]}\n",
            ),
        )
    }

    /// Runs the program.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        self.feed(arguments, "")
    }

    /// Runs the program with something on its standard input.
    pub(crate) fn feed(&self, arguments: &[&str], input: &str) -> Said {
        let mut child = self.start(arguments);
        let mut stdin = child.stdin.take().expect("it has a standard input");
        let input = input.to_owned();
        let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        let output = child.wait_with_output().expect("it ends");
        // A program that does not read to the end closes the pipe, which is its right.
        let _ = writer.join().expect("the input is written");
        Said::from(output)
    }

    /// Starts the program.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_pandect-cli"))
            .arg("--data")
            .arg(self.data())
            .args(arguments)
            .env_remove("PANDECT_DATA")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts")
    }

    /// Runs the program, which succeeds, and reads its JSON.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let said = self.run(&[&["--json"], arguments].concat());
        assert_eq!(said.status, 0, "{arguments:?}: {}", said.stderr);
        serde_json::from_str(&said.stdout).expect(&said.stdout)
    }

    /// Runs the program, which fails, and reads its error.
    pub(crate) fn error(&self, arguments: &[&str]) -> Value {
        let said = self.run(&[&["--json"], arguments].concat());
        assert_eq!(
            said.status, 1,
            "{arguments:?}: {}{}",
            said.stdout, said.stderr
        );
        let error: Value = serde_json::from_str(&said.stderr).expect(&said.stderr);
        assert!(
            error["message"]
                .as_str()
                .is_some_and(|message| !message.is_empty()),
            "{error}"
        );
        error
    }

    pub(crate) fn add(&self, source: &Path, name: &str) -> Value {
        self.json(&[
            "add",
            source.to_str().expect("a Unicode path"),
            "--name",
            name,
        ])
    }

    /// The address of the article that a title leads to.
    pub(crate) fn address_of(&self, title: &str) -> String {
        let found = self.json(&["suggest", title]);
        assert_eq!(found[0]["title"], title, "{found}");
        text(&found[0]["address"])
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().expect("it was not killed"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

/// A JSON value that is a string.
pub(crate) fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("not a string: {value}"))
        .to_owned()
}

/// One field of every row.
pub(crate) fn all(rows: &Value, field: &str) -> Vec<String> {
    let rows = rows
        .as_array()
        .unwrap_or_else(|| panic!("not an array: {rows}"));
    rows.iter().map(|row| text(&row[field])).collect()
}
