//! The second pass: lines become paragraphs, headings, lists and tables.

use std::fmt::Write as _;

use super::inline;
use super::kept::{self, Kept};
use super::tags::attribute;
use crate::escape::escaped;

/// Tables in tables; a deeper one is part of the cell that it stands in.
const DEEPEST_TABLE: usize = 20;
/// Lists in lists.
const DEEPEST_LIST: usize = 20;

/// The HTML of a text that was gone through once.
pub(super) fn html(text: &str, kept: &mut Kept) -> String {
    let mut blocks = Blocks {
        html: String::with_capacity(text.len() * 5 / 4),
        paragraph: String::new(),
        lists: Vec::new(),
        preformatted: false,
        tables: Vec::new(),
        kept,
    };
    for line in text.split('\n') {
        blocks.line(line);
    }
    blocks.finish()
}

struct Blocks<'k> {
    html: String,
    /// The lines of the paragraph that is open.
    paragraph: String,
    /// The signs of the lists that are open, outermost first.
    lists: Vec<u8>,
    preformatted: bool,
    tables: Vec<Table>,
    kept: &'k mut Kept,
}

/// A table that is open.
#[derive(Default)]
struct Table {
    row: bool,
    /// The name of the cell that is open.
    cell: Option<&'static str>,
}

impl Blocks<'_> {
    fn line(&mut self, line: &str) {
        if self.table_line(line.trim_start()) {
            return;
        }
        if line.trim().is_empty() {
            self.end_text();
        } else if let Some((level, title)) = heading(line) {
            self.end_text();
            let title = inline::html(title, self.kept);
            let _ = writeln!(self.html, "<h{level}>{title}</h{level}>");
        } else if line.starts_with("----") {
            self.end_text();
            self.html.push_str("<hr>\n");
            self.line(line.trim_start_matches('-'));
        } else if line.starts_with(['*', '#', ':', ';']) {
            self.list_line(line);
        } else if kept::is_block(line) {
            self.end_text();
            self.html.push_str(line);
            self.html.push('\n');
        } else if line.starts_with(' ') && self.paragraph.is_empty() && self.tables.is_empty() {
            self.preformatted_line(line);
        } else {
            self.end_lists();
            self.end_preformatted();
            self.paragraph.push_str(line.trim());
            self.paragraph.push('\n');
        }
    }

    /// Lines that begin with a space are shown as they stand.
    fn preformatted_line(&mut self, line: &str) {
        self.end_lists();
        if !self.preformatted {
            self.preformatted = true;
            self.html.push_str("<pre>");
        }
        let text = inline::html(line.get(1..).unwrap_or_default(), self.kept);
        self.html.push_str(&text);
        self.html.push('\n');
    }

    fn list_line(&mut self, line: &str) {
        self.end_paragraph();
        self.end_preformatted();
        let signs = line
            .bytes()
            .take_while(|byte| matches!(byte, b'*' | b'#' | b':' | b';'));
        let signs: Vec<u8> = signs.collect();
        let content = line.get(signs.len()..).unwrap_or_default().trim();
        let signs = signs
            .get(..signs.len().min(DEEPEST_LIST))
            .unwrap_or_default();
        let alike = |one: &u8, other: &u8| list_name(*one) == list_name(*other);
        let common = self
            .lists
            .iter()
            .zip(signs)
            .take_while(|(open, sign)| alike(open, sign))
            .count();
        self.close_lists(common);
        if common == signs.len() {
            // Another item of the list that is open.
            if let (Some(open), Some(sign)) = (self.lists.last_mut(), signs.last()) {
                let _ = write!(self.html, "</{}>\n<{}>", item_name(*open), item_name(*sign));
                *open = *sign;
            }
        }
        for sign in signs.get(common..).unwrap_or_default() {
            let _ = write!(self.html, "<{}><{}>", list_name(*sign), item_name(*sign));
            self.lists.push(*sign);
        }
        self.item(content);
    }

    /// The content of an item; of `; term : definition` both.
    fn item(&mut self, content: &str) {
        let split = content
            .split_once(" :")
            .or_else(|| content.split_once(": "));
        if let (Some(sign @ b';'), Some((term, definition))) = (self.lists.last_mut(), split) {
            *sign = b':';
            let term = inline::html(term.trim(), self.kept);
            let definition = inline::html(definition.trim(), self.kept);
            let _ = write!(self.html, "{term}</dt><dd>{definition}");
        } else {
            let content = inline::html(content, self.kept);
            self.html.push_str(&content);
        }
    }

    /// Whether a line belongs to the form of a table; it is seen to then.
    fn table_line(&mut self, line: &str) -> bool {
        let bare = line.trim_start_matches(':').trim_start();
        if let Some(attributes) = bare.strip_prefix("{|") {
            self.begin_table(attributes);
            return true;
        }
        if self.tables.is_empty() {
            // The rest of a table whose beginning was within a template.
            return line.starts_with("|-") || line.starts_with("|}");
        }
        if let Some(after) = line.strip_prefix("|}") {
            self.end_table();
            if !after.trim().is_empty() {
                self.line(after);
            }
        } else if line.starts_with("|-") {
            self.begin_row();
        } else if let Some(caption) = line.strip_prefix("|+") {
            self.end_cell();
            let caption = inline::html(without_attributes(caption).1, self.kept);
            let _ = writeln!(self.html, "<caption>{}</caption>", caption.trim());
        } else if let Some(cells) = line.strip_prefix('|') {
            self.cells(cells, "td");
        } else if let Some(cells) = line.strip_prefix('!') {
            self.cells(cells, "th");
        } else {
            // Before the first cell nothing can stand.
            return self.tables.last().is_some_and(|table| table.cell.is_none());
        }
        true
    }

    fn begin_table(&mut self, attributes: &str) {
        self.end_text();
        if self.tables.len() < DEEPEST_TABLE {
            self.tables.push(Table::default());
            let class = escaped(attribute(attributes, "class"));
            let style = escaped(attribute(attributes, "style"));
            let _ = writeln!(self.html, "<table class=\"{class}\" style=\"{style}\">");
        }
    }

    fn begin_row(&mut self) {
        self.end_cell();
        if let Some(table) = self.tables.last_mut() {
            if table.row {
                self.html.push_str("</tr>\n");
            }
            table.row = true;
            self.html.push_str("<tr>");
        }
    }

    fn cells(&mut self, line: &str, name: &'static str) {
        let mut rest = line;
        loop {
            let marks: &[&str] = if name == "th" { &["!!", "||"] } else { &["||"] };
            let next = marks.iter().filter_map(|mark| rest.find(mark)).min();
            let cell = rest.get(..next.unwrap_or(rest.len())).unwrap_or_default();
            self.cell(cell, name);
            let Some(next) = next else { return };
            rest = rest.get(next + 2..).unwrap_or_default();
        }
    }

    fn cell(&mut self, cell: &str, name: &'static str) {
        self.end_cell();
        if self.tables.last().is_some_and(|table| !table.row) {
            self.begin_row();
        }
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        table.cell = Some(name);
        let (attributes, content) = without_attributes(cell);
        let _ = write!(self.html, "<{name}");
        for known in ["colspan", "rowspan", "scope", "style", "align"] {
            let value = attribute(attributes, known);
            if !value.is_empty() {
                let _ = write!(self.html, " {known}=\"{}\"", escaped(value));
            }
        }
        self.html.push('>');
        // A cell of one line is no paragraph; its list items come on lines of their own.
        let content = inline::html(content.trim(), self.kept);
        self.html.push_str(&content);
        self.html.push('\n');
    }

    fn end_cell(&mut self) {
        self.end_text();
        if let Some(name) = self.tables.last_mut().and_then(|table| table.cell.take()) {
            let _ = write!(self.html, "</{name}>");
        }
    }

    fn end_table(&mut self) {
        self.end_cell();
        if let Some(table) = self.tables.pop() {
            self.html.push_str(if table.row {
                "</tr>\n</table>\n"
            } else {
                "</table>\n"
            });
        }
    }

    fn end_text(&mut self) {
        self.end_paragraph();
        self.end_preformatted();
        self.end_lists();
    }

    fn end_paragraph(&mut self) {
        if !self.paragraph.is_empty() {
            let text = std::mem::take(&mut self.paragraph);
            let text = inline::html(text.trim_end(), self.kept);
            let _ = writeln!(self.html, "<p>{text}</p>");
        }
    }

    fn end_preformatted(&mut self) {
        if std::mem::take(&mut self.preformatted) {
            self.html.push_str("</pre>\n");
        }
    }

    fn end_lists(&mut self) {
        self.close_lists(0);
    }

    fn close_lists(&mut self, left: usize) {
        while self.lists.len() > left {
            if let Some(sign) = self.lists.pop() {
                let _ = writeln!(self.html, "</{}></{}>", item_name(sign), list_name(sign));
            }
        }
    }

    fn finish(mut self) -> String {
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.end_text();
        self.html
    }
}

/// Level and title of a heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let line = line.trim_end();
    if !line.starts_with('=') {
        return None;
    }
    let before = line.len() - line.trim_start_matches('=').len();
    let behind = line.len() - line.trim_end_matches('=').len();
    let level = before.min(behind).min(6);
    if level == 0 || line.len() <= level * 2 {
        return None;
    }
    let title = line.get(level..line.len() - level)?.trim();
    (!title.is_empty()).then_some((level.max(2), title))
}

/// The attributes before the content of a cell, and the content.
fn without_attributes(cell: &str) -> (&str, &str) {
    match cell.split_once('|') {
        // Marks of links and templates are never attributes.
        Some((attributes, content)) if !attributes.contains(kept::BEGIN) => (attributes, content),
        _ => ("", cell),
    }
}

fn list_name(sign: u8) -> &'static str {
    match sign {
        b'*' => "ul",
        b'#' => "ol",
        _ => "dl",
    }
}

fn item_name(sign: u8) -> &'static str {
    match sign {
        b';' => "dt",
        b':' => "dd",
        _ => "li",
    }
}
