//! What notes have beyond Markdown, as Obsidian writes it: other notes shown in place (`![[note]]`), and
//! tags in the text (`#tag`).

use std::collections::HashMap;
use std::sync::Arc;

use pandect_core::clean::LinkRules as _;

use super::walk::Entry;
use super::{as_text, read_bounded};
use crate::Links;

/// Notes within notes within notes are shown so deep.
const DEEPEST: usize = 3;
/// What one note shows of others, in bytes.
const MOST_SHOWN: usize = 1 << 20;
/// The most tags of one note, and the longest, in bytes.
const MOST_TAGS: usize = 200;
const LONGEST_TAG: usize = 100;

/// The notes of a folder by their paths, to be shown in one another.
pub(super) struct Notes<'a> {
    links: Arc<Links>,
    files: HashMap<&'a str, &'a Entry>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(
        links: &Arc<Links>,
        files: impl Iterator<Item = (&'a str, &'a Entry)>,
    ) -> Self {
        Self {
            links: Arc::clone(links),
            files: files.collect(),
        }
    }

    /// The text of the note at `path` with what it shows of others in it.
    pub(super) fn whole(&self, path: &str, markdown: String) -> String {
        if !markdown.contains("![[") {
            return markdown;
        }
        let mut left = MOST_SHOWN;
        self.expanded(&mut vec![path.to_owned()], &markdown, &mut left)
    }

    fn expanded(&self, above: &mut Vec<String>, markdown: &str, left: &mut usize) -> String {
        let mut expanded = String::with_capacity(markdown.len());
        let mut fence = Fence::default();
        for line in markdown.split_inclusive('\n') {
            if fence.holds(line) || !line.contains("![[") {
                expanded.push_str(line);
            } else if let Some(target) = alone(line) {
                self.show(above, target, line, &mut expanded, left);
            } else {
                expanded.push_str(&self.linked(above, line));
            }
        }
        expanded
    }

    /// Shows what a line alone names: as a quotation under its name, so that one sees whose it is.
    fn show(
        &self,
        above: &mut Vec<String>,
        target: &str,
        line: &str,
        expanded: &mut String,
        left: &mut usize,
    ) {
        let Some((path, part)) = self.note(above, target) else {
            expanded.push_str(line);
            return;
        };
        let is_within_itself = above.contains(&path);
        let text = (!is_within_itself && above.len() <= DEEPEST)
            .then(|| self.text(&path, part.as_deref()))
            .flatten()
            .filter(|text| text.len() <= *left);
        let name = target.split('|').next().unwrap_or(target);
        expanded.push_str("\n> [[");
        expanded.push_str(name);
        expanded.push_str("]]\n");
        let Some(text) = text else {
            expanded.push('\n');
            return;
        };
        *left -= text.len();
        above.push(path);
        let text = self.expanded(above, &text, left);
        above.pop();
        for line in [""].into_iter().chain(text.lines()) {
            expanded.push_str("> ");
            expanded.push_str(line);
            expanded.push('\n');
        }
        expanded.push('\n');
    }

    /// Within a line another note is not shown but named.
    fn linked(&self, above: &[String], line: &str) -> String {
        let mut linked = String::with_capacity(line.len());
        let mut rest = line;
        while let Some(at) = rest.find("![[") {
            let (before, embed) = rest.split_at(at);
            let target = embed
                .get(3..)
                .and_then(|inner| inner.split_once("]]"))
                .map_or("", |(target, _)| target);
            linked.push_str(before);
            let is_note = self.note(above, target).is_some();
            linked.push_str(if is_note { "[[" } else { "![[" });
            rest = embed.get(3..).unwrap_or_default();
        }
        linked.push_str(rest);
        linked
    }

    /// The path of the note that a target names, and which part of it.
    fn note(&self, above: &[String], target: &str) -> Option<(String, Option<String>)> {
        let target = target.split('|').next()?.trim();
        let from = above.last()?;
        let address = self.links.of(from).wiki(target);
        let is_note = !target.is_empty() && self.files.contains_key(address.path.as_str());
        is_note.then_some((address.path, address.section))
    }

    fn text(&self, path: &str, part: Option<&str>) -> Option<String> {
        let bytes = read_bounded(self.files.get(path)?).ok()?;
        let markdown = as_text(bytes).ok()?;
        let body = without_front_matter(&markdown);
        let text = match part {
            None => body,
            Some(part) => match part.strip_prefix('^') {
                Some(block) => block_of(body, block)?,
                None => section_of(body, part)?,
            },
        };
        Some(text.trim().to_owned())
    }
}

/// The tags in the text of a note, each once, in any nesting: `#tea`, `#tea/green`.
pub(super) fn tags(markdown: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let mut fence = Fence::default();
    for line in without_front_matter(markdown).lines() {
        if fence.holds(line) || !line.contains('#') {
            continue;
        }
        for tag in tags_of_line(line) {
            let is_known = tags
                .iter()
                .any(|known| known.to_lowercase() == tag.to_lowercase());
            if !is_known && tags.len() < MOST_TAGS {
                tags.push(tag.to_owned());
            }
        }
    }
    tags
}

fn tags_of_line(line: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    let mut before = ' ';
    line.char_indices().filter_map(move |(at, character)| {
        let begins = character == '#' && before.is_whitespace() && !in_code;
        in_code ^= character == '`';
        before = character;
        let rest = line.get(at + 1..).filter(|_| begins)?;
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || "_-/".contains(c)))
            .unwrap_or(rest.len());
        let tag = rest.get(..end)?.trim_matches('/');
        // A number alone is no tag, and a heading's sign has a space behind it.
        let is_tag = tag.chars().any(char::is_alphabetic) && tag.len() <= LONGEST_TAG;
        is_tag.then_some(tag)
    })
}

/// The target of a line that is an embed and nothing else.
fn alone(line: &str) -> Option<&str> {
    let target = line.trim().strip_prefix("![[")?.strip_suffix("]]")?;
    (!target.contains("]]")).then_some(target)
}

fn without_front_matter(markdown: &str) -> &str {
    let text = markdown.strip_prefix('\u{feff}').unwrap_or(markdown);
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        match (number, line.trim_end()) {
            (0, "---") => {}
            (0, _) => return text,
            (_, "---" | "...") => return text.get(at..).unwrap_or_default(),
            _ => {}
        }
    }
    text
}

/// A heading and what stands under it.
fn section_of<'t>(body: &'t str, heading: &str) -> Option<&'t str> {
    // Of `Kinds#Green tea` the last heading is meant.
    let wanted = heading.rsplit('#').next().unwrap_or(heading).trim();
    let (mut start, mut level, mut at) = (None, 0, 0);
    let mut fence = Fence::default();
    for line in body.split_inclusive('\n') {
        if !fence.holds(line)
            && let Some((depth, title)) = heading_of(line)
        {
            match start {
                None if title.to_lowercase() == wanted.to_lowercase() => {
                    (start, level) = (Some(at), depth);
                }
                Some(start) if depth <= level => return body.get(start..at),
                _ => {}
            }
        }
        at += line.len();
    }
    body.get(start?..)
}

fn heading_of(line: &str) -> Option<(usize, &str)> {
    let depth = line.bytes().take_while(|byte| *byte == b'#').count();
    let title = line.get(depth..)?.strip_prefix(' ')?;
    (1..=6)
        .contains(&depth)
        .then(|| (depth, title.trim().trim_end_matches('#').trim_end()))
}

/// The paragraph that bears `^name` at its end.
fn block_of<'t>(body: &'t str, name: &str) -> Option<&'t str> {
    let sign = format!("^{name}");
    body.split("\n\n").find_map(|paragraph| {
        let text = paragraph.trim_end().strip_suffix(&sign)?;
        text.ends_with(char::is_whitespace).then_some(text)
    })
}

/// Which lines stand in a block of code.
#[derive(Default)]
struct Fence {
    open: Option<&'static str>,
}

impl Fence {
    fn holds(&mut self, line: &str) -> bool {
        let line = line.trim_start();
        let was_open = self.open;
        self.open = match was_open {
            Some(sign) if line.starts_with(sign) => None,
            Some(sign) => Some(sign),
            None => ["```", "~~~"]
                .into_iter()
                .find(|sign| line.starts_with(sign)),
        };
        self.open.is_some() || was_open.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_stand_in_the_text() {
        let markdown = "---\ntags: [x]\n---\n# Heading #tea\n\nSome #tea/green, #Tea and `#code` a#b #1 \
                        #2024-x (#no) #茶\n\n```\n#code\n```\n## Not\n#_ #a-b\n";
        assert_eq!(tags(markdown), ["tea", "tea/green", "2024-x", "茶", "a-b"]);
    }

    #[test]
    fn parts_of_notes_are_found() {
        let body = "Intro\n# A\na\n## B\nb\n```\n# no\n```\n# C\nc one.\nc two. ^key\n\nd";
        assert_eq!(
            section_of(body, "a"),
            Some("# A\na\n## B\nb\n```\n# no\n```\n")
        );
        assert_eq!(section_of(body, "A#B"), Some("## B\nb\n```\n# no\n```\n"));
        assert_eq!(section_of(body, "no"), None);
        assert_eq!(block_of("x\n\nc two. ^key\n\nd", "key"), Some("c two. "));
        assert_eq!(block_of(body, "ey"), None);
        assert_eq!(without_front_matter("---\na: b\n---\nc"), "c");
        assert_eq!(without_front_matter("---\na: b\n"), "---\na: b\n");
        assert_eq!(without_front_matter(""), "");
    }
}
