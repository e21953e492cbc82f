//! Steps: each says in one line what it does, how long it took, and whether it went well. What the
//! programs write goes into a file, and is shown where a step fails.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, IsTerminal as _, Read, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::project::Project;

/// The lines of a failed step that are shown.
const SHOWN: usize = 200;

/// Steps taken so far, and what came of them.
pub(crate) struct Steps {
    logs: PathBuf,
    begun: Instant,
    passed: usize,
    failed: Vec<String>,
    remarks: Vec<String>,
}

impl Steps {
    /// No steps yet.
    pub(crate) fn new(project: &Project) -> Result<Self> {
        let logs = project.target().join("xtask");
        fs::create_dir_all(&logs)
            .with_context(|| format!("`{}` cannot be made", logs.display()))?;
        let (failed, remarks) = (Vec::new(), Vec::new());
        Ok(Self {
            logs,
            begun: Instant::now(),
            passed: 0,
            failed,
            remarks,
        })
    }

    /// Takes a step that the others stand on: without it nothing more is done.
    pub(crate) fn must(&mut self, what: &str, command: &mut Command, advice: &str) -> Result<()> {
        let outcome = self.perform(what, command)?;
        if !outcome.success {
            bail!("{what}: failed; {advice}");
        }
        Ok(())
    }

    /// Takes a step that others do not depend on. What it says is returned, and a failure is shown
    /// and remembered.
    pub(crate) fn check(&mut self, what: &str, command: &mut Command) -> Result<Outcome> {
        let outcome = self.perform(what, command)?;
        if outcome.success {
            self.passed += 1;
        } else {
            self.failed.push(what.to_owned());
        }
        Ok(outcome)
    }

    /// Takes a step of running tests: each test counts.
    pub(crate) fn tests(&mut self, what: &str, command: &mut Command) -> Result<()> {
        let outcome = self.perform(what, command)?;
        let count = TestCount::read(&outcome.said);
        self.passed += count.passed;
        if count.failed.is_empty() && !outcome.success {
            self.failed.push(what.to_owned());
        }
        self.failed.extend(count.failed);
        Ok(())
    }

    /// Takes a step that is done here. It answers with what is wrong.
    pub(crate) fn inspect(
        &mut self,
        what: &str,
        inspection: impl FnOnce() -> Result<Vec<String>>,
    ) -> Result<()> {
        let line = Line::begin(what);
        let problems = inspection()?;
        line.end(problems.is_empty());
        if problems.is_empty() {
            self.passed += 1;
        } else {
            for problem in &problems {
                println!("    {problem}");
            }
            self.failed.push(what.to_owned());
        }
        Ok(())
    }

    /// Remembers what was not done and why; it is said again at the end.
    pub(crate) fn remark(&mut self, remark: &str) {
        println!("{remark}");
        self.remarks.push(remark.to_owned());
    }

    /// Says how it all ended.
    pub(crate) fn finish(&self) -> Result<()> {
        println!();
        for remark in &self.remarks {
            println!("{remark}");
        }
        for failure in &self.failed {
            println!("failed: {failure}");
        }
        let time = readable(self.begun.elapsed());
        println!(
            "{} passed, {} failed ({time})",
            self.passed,
            self.failed.len()
        );
        if !self.failed.is_empty() {
            bail!(
                "What failed is named above; its output is in {}",
                self.logs.display()
            );
        }
        Ok(())
    }

    fn perform(&self, what: &str, command: &mut Command) -> Result<Outcome> {
        let line = Line::begin(what);
        let log = self.logs.join(format!("{}.log", file_name(what)));
        let outcome = listen(command, &log, &line)?;
        line.end(outcome.success);
        if !outcome.success {
            let lines: Vec<_> = outcome.said.lines().collect();
            for shown in &lines[lines.len().saturating_sub(SHOWN)..] {
                println!("    {shown}");
            }
        }
        Ok(outcome)
    }
}

/// How a program ended, and all that it wrote.
pub(crate) struct Outcome {
    /// Whether it ended well.
    pub(crate) success: bool,
    /// What it wrote, both streams in the order that they came.
    pub(crate) said: String,
}

/// Runs a program to its end, and writes down what it says.
fn listen(command: &mut Command, log: &PathBuf, line: &Line) -> Result<Outcome> {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{program}` cannot be started; is it installed?"))?;
    let file =
        File::create(log).with_context(|| format!("`{}` cannot be written", log.display()))?;
    let heard = Mutex::new((file, String::new()));
    let hear = |stream: Option<Box<dyn Read + Send>>| {
        let Some(stream) = stream else { return };
        for said in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
            let said = String::from_utf8_lossy(&said);
            line.hint(&said);
            let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
            // The log is for reading afterwards; a full disk shows itself elsewhere.
            let _ = writeln!(heard.0, "{said}");
            heard.1.push_str(&said);
            heard.1.push('\n');
        }
    };
    let output = child
        .stdout
        .take()
        .map(|stream| Box::new(stream) as Box<dyn Read + Send>);
    let errors = child
        .stderr
        .take()
        .map(|stream| Box::new(stream) as Box<dyn Read + Send>);
    std::thread::scope(|scope| {
        scope.spawn(|| hear(output));
        hear(errors);
    });
    let success = child.wait()?.success();
    let (_, said) = heard.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(Outcome { success, said })
}

/// The one line of a step.
struct Line {
    what: String,
    begun: Instant,
    terminal: bool,
}

impl Line {
    fn begin(what: &str) -> Self {
        let terminal = std::io::stdout().is_terminal();
        if terminal {
            print!("{what} …");
            let _ = std::io::stdout().flush();
        }
        Self {
            what: what.to_owned(),
            begun: Instant::now(),
            terminal,
        }
    }

    /// Shows on a terminal what is going on, until the step ends.
    fn hint(&self, said: &str) {
        if self.terminal {
            let said: String = said.chars().filter(|c| !c.is_control()).take(60).collect();
            print!("\r\x1b[K{} … {said}", self.what);
            let _ = std::io::stdout().flush();
        }
    }

    fn end(&self, success: bool) {
        let mut line = String::new();
        if self.terminal {
            line.push_str("\r\x1b[K");
        }
        let verdict = if success { "" } else { " FAILED" };
        // Writing to a string cannot fail.
        let _ = write!(
            line,
            "{} …{verdict} {}",
            self.what,
            readable(self.begun.elapsed())
        );
        println!("{line}");
    }
}

/// What test programs counted.
#[derive(Debug, Default, PartialEq, Eq)]
struct TestCount {
    passed: usize,
    failed: Vec<String>,
}

impl TestCount {
    /// Reads the summaries of libtest (`test result: ok. 3 passed; …`) and Vitest (`Tests  3 passed`).
    fn read(said: &str) -> Self {
        let mut count = Self::default();
        for line in said.lines().map(str::trim) {
            if let Some(rest) = line.strip_prefix("test result: ") {
                count.passed += number_before(rest, " passed").unwrap_or_default();
            } else if let Some(rest) = line.strip_prefix("Tests ") {
                count.passed += number_before(rest, " passed").unwrap_or_default();
            } else if let Some(test) = line.strip_prefix("test ")
                && let Some(test) = test.strip_suffix(" ... FAILED")
            {
                count.failed.push(test.to_owned());
            } else if let Some(test) = line.strip_prefix("FAIL ") {
                count.failed.push(test.trim().to_owned());
            }
        }
        count.failed.sort();
        count.failed.dedup();
        count
    }
}

fn number_before(text: &str, word: &str) -> Option<usize> {
    let before = &text[..text.find(word)?];
    before
        .rsplit(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

fn file_name(what: &str) -> String {
    what.to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect()
}

fn readable(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 60.. => format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => format!("{:.1} s", time.as_secs_f32()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_of_both_kinds_are_counted() {
        let said = "running 2 tests\n\
            test a::b ... ok\n\
            test a::c ... FAILED\n\
            test result: FAILED. 1 passed; 1 failed; 0 ignored\n\
            test result: ok. 40 passed; 0 failed; 0 ignored\n\
            \u{20}     Tests  2 failed | 112 passed (114)\n\
            \u{20}FAIL  src/a.test.ts > a thing\n\
            \u{20}FAIL  src/a.test.ts > a thing\n";
        let count = TestCount::read(said);
        assert_eq!(count.passed, 153);
        assert_eq!(count.failed, ["a::c", "src/a.test.ts > a thing"]);
    }

    #[test]
    fn times_read_well() {
        assert_eq!(readable(Duration::from_millis(1240)), "1.2 s");
        assert_eq!(readable(Duration::from_secs(65)), "1 min 05 s");
    }

    #[test]
    fn both_streams_are_heard_to_their_end() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let line = Line::begin("Listening");
        let mut command = Command::new("sh");
        command.args(["-c", "echo out; echo err >&2; exit 3"]);
        let outcome = listen(&mut command, &log, &line).unwrap();
        assert!(!outcome.success);
        let mut lines: Vec<_> = outcome.said.lines().collect();
        lines.sort_unstable();
        assert_eq!(lines, ["err", "out"]);
        assert_eq!(fs::read_to_string(log).unwrap().len(), outcome.said.len());
    }
}
