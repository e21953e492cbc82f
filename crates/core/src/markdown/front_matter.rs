//! Front matter: what an article says about itself, in YAML between two lines of three hyphens.

use crate::clean::is_language;
use crate::page::{Diagnostic, Direction};

use super::yaml::{self, Fault, Node, Value};

/// The longest front matter that is read, in bytes.
const LONGEST: usize = 256 * 1024;

/// What an article says about itself.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) redirects: Vec<String>,
    pub(super) categories: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) direction: Option<Direction>,
    pub(super) hatnotes: Vec<Markup>,
    pub(super) infobox: Option<Infobox>,
    pub(super) sources: Vec<Source>,
}

/// Inline Markdown and its line in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Markup {
    pub(super) line: u32,
    pub(super) text: String,
}

/// The box of facts beside an article.
#[derive(Debug, Default)]
pub(super) struct Infobox {
    pub(super) title: Option<Markup>,
    pub(super) image: Option<String>,
    pub(super) caption: Option<Markup>,
    /// Each label with its values.
    pub(super) rows: Vec<(String, Vec<Markup>)>,
}

/// A source that an article cites.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) id: Option<String>,
    pub(super) text: Markup,
}

/// Parts `source` into front matter and body. Gives the body, the line on which it begins, and the
/// front matter without its lines of hyphens.
pub(super) fn split(source: &str) -> (Option<&str>, &str, u32) {
    let mut lines = source.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return (None, source, 1);
    };
    let mut end = first.len();
    let mut body_line = 2;
    for line in lines {
        body_line += 1;
        if matches!(line.trim_end(), "---" | "...") {
            let body = source.get(end + line.len()..).unwrap_or_default();
            return (source.get(first.len()..end), body, body_line);
        }
        end += line.len();
    }
    (None, source, 1)
}

/// Reads front matter that begins on line 2 of its file. An entry that cannot be read does not
/// keep the others from being read.
pub(super) fn read(text: &str, diagnostics: &mut Vec<Diagnostic>) -> FrontMatter {
    let mut reader = Reader {
        found: FrontMatter::default(),
        seen: Vec::new(),
        diagnostics,
    };
    if text.len() > LONGEST {
        reader.say(
            1,
            "the front matter is longer than 256 KB and is not read".to_owned(),
        );
        return reader.found;
    }
    match yaml::parse(text) {
        Ok(None) => {}
        Ok(Some(node)) => reader.top(node, 1),
        Err(fault) => {
            let mut told = false;
            for (offset, entry) in entries(text) {
                match yaml::parse(entry) {
                    Ok(None) => {}
                    Ok(Some(node)) => reader.top(node, 1 + offset),
                    Err(fault) => {
                        told = true;
                        reader.fault(&fault, 1 + offset);
                    }
                }
            }
            if !told {
                reader.fault(&fault, 1);
            }
        }
    }
    reader.found
}

/// The entries of front matter as far as they can be told apart without reading them, each with
/// the number of lines before it.
fn entries(text: &str) -> Vec<(u32, &str)> {
    let mut entries = Vec::new();
    let (mut start, mut start_line) = (0, 0);
    let (mut offset, mut line_number) = (0, 0);
    for line in text.split_inclusive('\n') {
        let begins_entry = line.starts_with(|first: char| first.is_alphabetic() || first == '"')
            && line.contains(':');
        if begins_entry && offset > start {
            entries.push((start_line, text.get(start..offset).unwrap_or_default()));
            (start, start_line) = (offset, line_number);
        }
        offset += line.len();
        line_number += 1;
    }
    entries.push((start_line, text.get(start..).unwrap_or_default()));
    entries
}

struct Reader<'a> {
    found: FrontMatter,
    seen: Vec<String>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn say(&mut self, line: u32, message: String) {
        self.diagnostics.push(Diagnostic { line, message });
    }

    fn fault(&mut self, fault: &Fault, lines_before: u32) {
        let message = format!(
            "the front matter cannot be read here: {}; put quotation marks around a value that \
             contains a colon or begins with a bracket",
            fault.message
        );
        self.say(fault.line.saturating_add(lines_before), message);
    }

    fn top(&mut self, node: Node, lines_before: u32) {
        let line = node.line.saturating_add(lines_before);
        let Value::Map(entries) = node.value else {
            self.say(
                line,
                "the front matter is no list of keys and values".to_owned(),
            );
            return;
        };
        for (key, value) in entries {
            let Value::Text(key_text) = key.value else {
                continue;
            };
            let key_line = key.line.saturating_add(lines_before);
            self.entry(&key_text, key_line, moved(value, lines_before));
        }
    }

    fn entry(&mut self, key: &str, line: u32, node: Node) {
        if self.seen.iter().any(|seen| seen == key) {
            self.say(line, format!("`{key}` is given twice"));
        } else if self.seen.len() < 64 {
            self.seen.push(key.to_owned());
        }
        match key {
            "title" => self.found.title = self.text(key, node).map(|markup| markup.text),
            "redirects" | "aliases" => {
                let names = self.texts(key, node);
                self.found
                    .redirects
                    .extend(names.into_iter().map(|markup| markup.text));
            }
            "categories" | "tags" => {
                let names = self.texts(key, node);
                self.found
                    .categories
                    .extend(names.into_iter().map(|markup| markup.text));
            }
            "language" | "lang" => self.language(key, node),
            "direction" | "dir" => self.direction(key, node),
            "hatnote" => self.found.hatnotes = self.texts(key, node),
            "infobox" => self.infobox(node),
            "sources" => self.sources(node),
            _ => {}
        }
    }

    /// A value that has to be a text.
    fn text(&mut self, key: &str, node: Node) -> Option<Markup> {
        match node.value {
            Value::Nothing => None,
            Value::Text(text) => {
                let text = text.trim();
                (!text.is_empty()).then(|| Markup {
                    line: node.line,
                    text: text.to_owned(),
                })
            }
            Value::List(_) | Value::Map(_) => {
                self.say(
                    node.line,
                    format!(
                        "`{key}` should be a text; put quotation marks around it if it begins \
                         with a bracket or contains a colon"
                    ),
                );
                None
            }
        }
    }

    /// A value that may be one text or a list of texts.
    fn texts(&mut self, key: &str, node: Node) -> Vec<Markup> {
        match node.value {
            Value::List(items) => items
                .into_iter()
                .filter_map(|item| self.text(key, item))
                .collect(),
            Value::Map(_) => {
                self.say(
                    node.line,
                    format!("`{key}` should be a text or a list of texts"),
                );
                Vec::new()
            }
            Value::Nothing | Value::Text(_) => self.text(key, node).into_iter().collect(),
        }
    }

    fn language(&mut self, key: &str, node: Node) {
        let Some(markup) = self.text(key, node) else {
            return;
        };
        if is_language(&markup.text) {
            self.found.language = Some(markup.text);
        } else {
            self.say(
                markup.line,
                format!("`{key}` should be a language tag such as `en` or `pt-BR`"),
            );
        }
    }

    fn direction(&mut self, key: &str, node: Node) {
        let Some(markup) = self.text(key, node) else {
            return;
        };
        match &*markup.text {
            "ltr" => self.found.direction = Some(Direction::LeftToRight),
            "rtl" => self.found.direction = Some(Direction::RightToLeft),
            _ => self.say(markup.line, format!("`{key}` should be `ltr` or `rtl`")),
        }
    }

    fn infobox(&mut self, node: Node) {
        let entries = match node.value {
            Value::Map(entries) => entries,
            Value::Nothing => return,
            Value::Text(_) | Value::List(_) => {
                self.say(
                    node.line,
                    "`infobox` should have keys such as `rows`".to_owned(),
                );
                return;
            }
        };
        let mut infobox = Infobox::default();
        for (key, value) in entries {
            let Value::Text(key) = key.value else {
                continue;
            };
            match &*key {
                "title" => infobox.title = self.text("infobox: title", value),
                "image" => {
                    infobox.image = self.text("infobox: image", value).map(|markup| markup.text);
                }
                "caption" => infobox.caption = self.text("infobox: caption", value),
                "rows" => infobox.rows = self.rows(value),
                _ => {}
            }
        }
        self.found.infobox = Some(infobox);
    }

    fn rows(&mut self, node: Node) -> Vec<(String, Vec<Markup>)> {
        match node.value {
            Value::Map(entries) => entries
                .into_iter()
                .filter_map(|(label, value)| match label.value {
                    Value::Text(label) => {
                        let values = self.texts(&format!("infobox: rows: {label}"), value);
                        (!values.is_empty()).then_some((label, values))
                    }
                    _ => None,
                })
                .collect(),
            Value::Nothing => Vec::new(),
            Value::Text(_) | Value::List(_) => {
                self.say(
                    node.line,
                    "`infobox: rows` should be labels with values".to_owned(),
                );
                Vec::new()
            }
        }
    }

    fn sources(&mut self, node: Node) {
        let items = match node.value {
            Value::List(items) => items,
            Value::Nothing => return,
            Value::Text(_) | Value::Map(_) => {
                self.say(node.line, "`sources` should be a list".to_owned());
                return;
            }
        };
        for item in items {
            let line = item.line;
            let source = match item.value {
                Value::Map(entries) => self.source(entries, line),
                _ => self
                    .text("sources", item)
                    .map(|text| Source { id: None, text }),
            };
            self.found.sources.extend(source);
        }
    }

    fn source(&mut self, entries: Vec<(Node, Node)>, line: u32) -> Option<Source> {
        let (mut id, mut text) = (None, None);
        for (key, value) in entries {
            match key.value {
                Value::Text(key) if key == "id" => id = self.text("sources: id", value),
                Value::Text(key) if key == "text" => text = self.text("sources: text", value),
                _ => {}
            }
        }
        let Some(text) = text else {
            self.say(line, "a source has no `text`".to_owned());
            return None;
        };
        let id = match id {
            Some(id) if is_source_id(&id.text) => Some(id.text),
            Some(id) => {
                self.say(
                    id.line,
                    format!(
                        "the source id `{}` should be of letters, digits and `-._`",
                        id.text
                    ),
                );
                None
            }
            None => None,
        };
        Some(Source { id, text })
    }
}

fn moved(node: Node, lines: u32) -> Node {
    let value = match node.value {
        Value::List(items) => {
            Value::List(items.into_iter().map(|item| moved(item, lines)).collect())
        }
        Value::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| (moved(key, lines), moved(value, lines)))
                .collect(),
        ),
        value => value,
    };
    Node {
        line: node.line.saturating_add(lines),
        value,
    }
}

fn is_source_id(id: &str) -> bool {
    id.len() <= 100
        && id
            .chars()
            .all(|character| character.is_alphanumeric() || "-._".contains(character))
}
