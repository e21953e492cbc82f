//! The lines of a figure: what is said about it, and its entries.

use super::{Block, Kind, LONGEST_TEXT};

/// Text of a figure, and its line in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) line: u32,
    pub(super) text: String,
}

/// An entry.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: u32,
    /// How far it is indented.
    pub(super) indent: usize,
    /// What stands between its bars; at least one.
    pub(super) cells: Vec<String>,
}

impl Row {
    /// The text of a cell, which may be empty.
    pub(super) fn cell(&self, number: usize) -> &str {
        self.cells.get(number).map_or("", |cell| cell)
    }
}

/// A figure as it is written.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    values: Vec<(&'static str, Text)>,
    pub(super) rows: Vec<Row>,
    /// What is wrong, with the line.
    pub(super) faults: Vec<(u32, String)>,
}

impl Sheet {
    /// Reads what can be read of a block.
    pub(super) fn read(block: &Block) -> Self {
        let mut sheet = Self::default();
        for (line, text) in block.lines() {
            if !text.trim().is_empty() {
                sheet.line(block.kind, line, text);
            }
        }
        sheet
    }

    /// What is said under a key.
    pub(super) fn value(&self, key: &str) -> Option<&Text> {
        let found = self.values.iter().find(|(name, _)| *name == key);
        found.map(|(_, text)| text)
    }

    fn line(&mut self, kind: Kind, line: u32, text: &str) {
        let (indent, content) = indentation(text);
        let key = content.split_once(':').filter(|(key, _)| is_key(key));
        if let Some((key, value)) = key.filter(|_| indent == 0) {
            let known = kind
                .keys()
                .iter()
                .find(|known| key.eq_ignore_ascii_case(known));
            if let Some(known) = known {
                return self.say(known, line, value.trim());
            }
            if kind != Kind::Organisation && !value.contains('|') {
                let message = format!(
                    "`{key}` is no key of a {}; its keys are {}",
                    kind.name(),
                    kind.keys().join(", ")
                );
                return self.faults.push((line, message));
            }
        }
        self.entry(kind, line, indent, content);
    }

    fn say(&mut self, key: &'static str, line: u32, value: &str) {
        if self.value(key).is_some() {
            let message = format!("`{key}` is said twice; the first is shown");
            self.faults.push((line, message));
        } else if !value.is_empty() {
            let text = value.to_owned();
            self.values.push((key, Text { line, text }));
        }
    }

    fn entry(&mut self, kind: Kind, line: u32, indent: usize, content: &str) {
        let cells = cells(content);
        if kind != Kind::Organisation && cells.len() < 2 {
            let message = format!("an entry of a {} is written `… | …`", kind.name());
            return self.faults.push((line, message));
        }
        if cells.iter().any(|cell| cell.chars().count() > LONGEST_TEXT) {
            let message = format!("a text of a figure is longer than {LONGEST_TEXT} characters");
            self.faults.push((line, message));
        }
        self.rows.push(Row {
            line,
            indent,
            cells,
        });
    }
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// How far a line is indented, and what stands there without the sign of a list.
fn indentation(text: &str) -> (usize, &str) {
    let content = text.trim();
    let before = text.len() - text.trim_start().len();
    let indent = text
        .chars()
        .take(before)
        .map(|character| if character == '\t' { 4 } else { 1 })
        .sum();
    let item = ["- ", "* ", "+ "]
        .iter()
        .find_map(|sign| content.strip_prefix(sign));
    (indent, item.unwrap_or(content).trim())
}

/// The parts of a line between its bars. A bar in a link of a wiki, in code or behind a backslash is
/// text; one at the beginning or the end of the line is only there for the eye.
pub(super) fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let (mut in_code, mut in_link) = (false, false);
    let mut characters = line.trim().chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '|' if !in_code && !in_link => {
                cells.push(String::new());
                continue;
            }
            '`' => in_code = !in_code,
            '[' if characters.peek() == Some(&'[') => in_link = true,
            ']' if characters.peek() == Some(&']') => in_link = false,
            _ => {}
        }
        let Some(cell) = cells.last_mut() else { break };
        if character == '\\' {
            let escaped = characters.next();
            if escaped != Some('|') {
                cell.push('\\');
            }
            cell.extend(escaped);
        } else {
            cell.push(character);
        }
    }
    for cell in &mut cells {
        *cell = cell.trim().to_owned();
    }
    if cells.len() > 1 && cells.first().is_some_and(String::is_empty) {
        cells.remove(0);
    }
    if cells.len() > 1 && cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_part_cells_unless_they_are_text() {
        assert_eq!(cells("a | b|c"), ["a", "b", "c"]);
        assert_eq!(cells("| a | |"), ["a", ""]);
        assert_eq!(
            cells("a \\| b | `c|d` | [[E|f]]"),
            ["a | b", "`c|d`", "[[E|f]]"]
        );
        assert_eq!(cells("\\* | \\"), ["\\*", "\\"]);
        assert_eq!(cells("|"), [""]);
    }

    #[test]
    fn lines_are_keys_or_entries() {
        let mut block = Block::new(Kind::Chart, 4);
        block.add("Title: T\nfoo: x\n\nA | 1\nB\n", 5);
        block.add("title: U\nsource: *S*\n", 10);
        let sheet = Sheet::read(&block);
        assert_eq!(sheet.value("title").unwrap().text, "T");
        assert_eq!(sheet.value("source").unwrap().line, 11);
        assert_eq!(sheet.rows.len(), 1);
        assert_eq!(sheet.rows[0].line, 8);
        let lines: Vec<u32> = sheet.faults.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [6, 9, 10]);
    }

    #[test]
    fn bodies_may_have_colons() {
        let mut block = Block::new(Kind::Organisation, 1);
        block.add("- Council: the first\n\t- Part | title: x\n", 2);
        let sheet = Sheet::read(&block);
        assert_eq!(sheet.faults, []);
        assert_eq!(sheet.rows[0].cells, ["Council: the first"]);
        assert_eq!((sheet.rows[1].indent, sheet.rows[1].cells.len()), (4, 2));
    }
}
