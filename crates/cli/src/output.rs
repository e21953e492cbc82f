//! What goes to standard output: lines for a person, or JSON.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};

use anyhow::Result;
use pandect_library::dto::Snippet;
use serde::Serialize;

/// Standard output, in the manner that was asked for.
pub(crate) struct Output {
    json: bool,
    writer: BufWriter<StdoutLock<'static>>,
}

impl Output {
    pub(crate) fn new(json: bool) -> Self {
        Self {
            json,
            writer: BufWriter::new(io::stdout().lock()),
        }
    }

    /// Whether JSON was asked for.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Writes a value as JSON.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Result<()> {
        serde_json::to_writer_pretty(&mut self.writer, value)?;
        Ok(writeln!(self.writer)?)
    }

    /// Writes a line for a person. Nothing in it can move the cursor or change the terminal.
    pub(crate) fn line(&mut self, line: impl Display) -> Result<()> {
        let line = line.to_string();
        let line = line.replace(['\n', '\r', '\t'], " ");
        Ok(writeln!(self.writer, "{}", harmless(line.trim_end()))?)
    }

    /// Writes content as it is, but on a terminal without what could take it over.
    pub(crate) fn content(&mut self, content: &str) -> Result<()> {
        let shown = if io::stdout().is_terminal() {
            harmless(content)
        } else {
            Cow::Borrowed(content)
        };
        self.writer.write_all(shown.as_bytes())?;
        if content.ends_with('\n') {
            Ok(())
        } else {
            Ok(writeln!(self.writer)?)
        }
    }

    /// Writes items one at a time as a JSON array, each on a line.
    pub(crate) fn array_item(&mut self, item: &impl Serialize, first: bool) -> Result<()> {
        self.writer.write_all(if first { b"[\n" } else { b",\n" })?;
        Ok(serde_json::to_writer(&mut self.writer, item)?)
    }

    /// Ends an array of [`Self::array_item`].
    pub(crate) fn array_end(&mut self, empty: bool) -> Result<()> {
        self.writer
            .write_all(if empty { b"[]\n" } else { b"\n]\n" })?;
        Ok(())
    }

    /// The bare writer, for commands with a format of their own.
    pub(crate) fn writer(&mut self) -> &mut impl Write {
        &mut self.writer
    }

    pub(crate) fn finish(&mut self) -> Result<()> {
        Ok(self.writer.flush()?)
    }
}

/// A number and its noun: `1 article`, `12 articles`.
pub(crate) fn count(number: u64, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}

/// The text without control characters, which content could use to write to the terminal what the
/// person believes to be ours.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    let harmful = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    if text.contains(harmful) {
        Cow::Owned(text.replace(harmful, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Columns that line up, the last of them ragged.
pub(crate) struct Table<const COLUMNS: usize> {
    rows: Vec<[String; COLUMNS]>,
}

impl<const COLUMNS: usize> Table<COLUMNS> {
    pub(crate) fn new(head: [&str; COLUMNS]) -> Self {
        Self {
            rows: vec![head.map(str::to_owned)],
        }
    }

    pub(crate) fn row(&mut self, row: [String; COLUMNS]) {
        self.rows.push(row);
    }

    pub(crate) fn write(&self, output: &mut Output) -> Result<()> {
        let mut widths = [0; COLUMNS];
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        for row in &self.rows {
            let cells = row
                .iter()
                .zip(widths)
                .map(|(cell, width)| format!("{cell:width$}"));
            output.line(cells.collect::<Vec<_>>().join("  "))?;
        }
        Ok(())
    }
}

/// A snippet on one line, its hits between `**`.
pub(crate) fn one_line(snippet: &Snippet) -> String {
    let units: Vec<u16> = snippet.text.encode_utf16().collect();
    let mut line = String::with_capacity(snippet.text.len());
    let mut done = 0;
    for hit in &snippet.hits {
        let (start, end) = (hit.start as usize, hit.end as usize);
        if let (Some(before), Some(marked)) = (units.get(done..start), units.get(start..end)) {
            line += &String::from_utf16_lossy(before);
            line.extend(["**", &String::from_utf16_lossy(marked), "**"]);
            done = end;
        }
    }
    line += &String::from_utf16_lossy(units.get(done..).unwrap_or_default());
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use pandect_library::dto::Passage;

    use super::*;

    #[test]
    fn snippets_are_one_line_with_their_hits() {
        let hits = vec![Passage { start: 3, end: 6 }, Passage { start: 7, end: 10 }];
        let snippet = Snippet {
            text: "😀 one\ntwo \n three".to_owned(),
            hits,
        };
        assert_eq!(one_line(&snippet), "😀 **one** **two** three");
        let beyond = Snippet {
            text: "x".to_owned(),
            hits: vec![Passage { start: 0, end: 9 }],
        };
        assert_eq!(one_line(&beyond), "x");
    }

    #[test]
    fn content_cannot_take_over_the_terminal() {
        assert_eq!(harmless("a\u{1b}[2Jb\u{9b}c\n"), "a\u{fffd}[2Jb\u{fffd}c\n");
        assert_eq!(harmless("plain – text"), "plain – text");
    }
}
