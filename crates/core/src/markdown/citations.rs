//! Citations and notes: their marks in the text, and the lists at the end of the article.
//!
//! Sources are numbered in the order in which they are first cited, notes have letters, so a
//! reader can tell them apart.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write;

use super::front_matter::{Markup, Source};
use crate::escape::escape;

/// The longest id, in bytes, by which a figure cites a source.
const LONGEST_ID: usize = 200;

/// The sources of an article, and what was cited so far.
#[derive(Debug, Default)]
pub(super) struct Citations {
    sources: Vec<Source>,
    /// Sources by their ids in lower case: marks do not tell cases apart.
    by_id: HashMap<String, usize>,
    /// The sources that were cited, in that order.
    cited: Vec<usize>,
    /// For each source its number among the cited ones, and how often it was cited.
    uses: Vec<Option<(usize, u32)>>,
    notes: Vec<Note>,
    by_label: HashMap<String, usize>,
}

/// A note that was marked in the text.
#[derive(Debug)]
struct Note {
    label: String,
    marks: u32,
}

impl Citations {
    /// Takes the sources of the front matter. Gives the ids that are used twice.
    pub(super) fn new(sources: Vec<Source>) -> (Self, Vec<(u32, String)>) {
        let mut twice = Vec::new();
        let mut by_id = HashMap::new();
        for (number, source) in sources.iter().enumerate() {
            let Some(id) = &source.id else { continue };
            match by_id.entry(id.to_lowercase()) {
                Entry::Vacant(place) => {
                    place.insert(number);
                }
                Entry::Occupied(_) => twice.push((source.text.line, id.clone())),
            }
        }
        let uses = vec![None; sources.len()];
        (
            Self {
                sources,
                by_id,
                uses,
                ..Self::default()
            },
            twice,
        )
    }

    /// Definitions to put before the Markdown of an article, so that the Markdown parser knows
    /// citations of sources for what they are.
    pub(super) fn definitions(&self) -> String {
        let mut definitions = String::new();
        for source in &self.sources {
            if let Some(id) = &source.id {
                let _ = writeln!(definitions, "[^{id}]: x\n");
            }
        }
        if !definitions.is_empty() {
            // What follows may be indented, and would continue the last definition.
            definitions.push_str("<!---->\n\n");
        }
        definitions
    }

    /// Definitions of those sources alone that `markdown` cites.
    pub(super) fn definitions_of(&self, markdown: &str) -> String {
        let mut definitions = String::new();
        for (start, _) in markdown.match_indices("[^") {
            let rest = markdown.get(start + 2..).unwrap_or_default();
            let rest = rest.get(..rest.floor_char_boundary(LONGEST_ID));
            let label = rest.and_then(|rest| rest.split(']').next());
            if let Some(label) = label.filter(|label| self.is_source(label)) {
                let _ = writeln!(definitions, "[^{label}]: x\n");
            }
        }
        definitions
    }

    /// Whether `label` names a source.
    pub(super) fn is_source(&self, label: &str) -> bool {
        self.by_id.contains_key(&label.to_lowercase())
    }

    /// The mark for a citation or a note.
    pub(super) fn mark(&mut self, label: &str) -> String {
        match self.by_id.get(&label.to_lowercase()) {
            Some(&number) => self.mark_source(number),
            None => self.mark_note(label),
        }
    }

    fn mark_source(&mut self, number: usize) -> String {
        let Some(used) = self.uses.get_mut(number) else {
            return String::new();
        };
        let (place, times) = used.get_or_insert_with(|| {
            self.cited.push(number);
            (self.cited.len(), 0)
        });
        *times += 1;
        let (place, times) = (*place, *times);
        let id = self.source_id(number);
        mark(
            &format!("src-{id}"),
            &format!("cite-{id}-{times}"),
            &place.to_string(),
        )
    }

    fn mark_note(&mut self, label: &str) -> String {
        let key = label.to_lowercase();
        let number = *self.by_label.entry(key).or_insert_with(|| {
            self.notes.push(Note {
                label: label.to_owned(),
                marks: 0,
            });
            self.notes.len() - 1
        });
        let times = match self.notes.get_mut(number) {
            Some(note) => {
                note.marks += 1;
                note.marks
            }
            None => 1,
        };
        let sign = letters(number);
        mark(
            &format!("note-{sign}"),
            &format!("mark-{sign}-{times}"),
            &sign,
        )
    }

    fn source_id(&self, number: usize) -> &str {
        self.sources
            .get(number)
            .and_then(|source| source.id.as_deref())
            .unwrap_or_default()
    }

    /// The label of the note that was marked at this place in the order of first marks.
    pub(super) fn note(&self, number: usize) -> Option<&str> {
        self.notes.get(number).map(|note| &*note.label)
    }

    /// The list of notes, from their texts in the order of first marks.
    pub(super) fn notes_list(&self, texts: &[String]) -> String {
        if texts.is_empty() {
            return String::new();
        }
        let mut html = String::from("<ol class=\"notes\" type=\"a\">\n");
        for (number, text) in texts.iter().enumerate() {
            let sign = letters(number);
            let marks = self.notes.get(number).map_or(0, |note| note.marks);
            let _ = write!(html, "<li id=\"note-{sign}\">");
            // The way back stands in the note's last paragraph.
            let back = back_links(&format!("mark-{sign}"), marks);
            match text.trim_end().strip_suffix("</p>") {
                Some(start) => {
                    let _ = write!(html, "{start}{back}</p>");
                }
                None => {
                    let _ = write!(html, "{text}{back}");
                }
            }
            html.push_str("</li>\n");
        }
        html.push_str("</ol>\n");
        html
    }

    /// The sources in the order in which they are listed.
    pub(super) fn listed(&self) -> Vec<(Markup, usize)> {
        let uncited = self
            .uses
            .iter()
            .enumerate()
            .filter(|(_, used)| used.is_none());
        self.cited
            .iter()
            .copied()
            .chain(uncited.map(|(number, _)| number))
            .filter_map(|number| {
                self.sources
                    .get(number)
                    .map(|source| (source.text.clone(), number))
            })
            .collect()
    }

    /// An entry of the list of sources.
    pub(super) fn source_html(&self, number: usize, text: &str) -> String {
        let id = self.source_id(number);
        let used = self.uses.get(number).copied().flatten();
        let mut html = String::from("<li");
        if used.is_some() {
            html.push_str(" id=\"src-");
            escape(&mut html, id);
            html.push('"');
        }
        let back = back_links(&format!("cite-{id}"), used.map_or(0, |(_, times)| times));
        let _ = writeln!(html, ">{text}{back}</li>");
        html
    }
}

fn mark(target: &str, id: &str, sign: &str) -> String {
    let mut html = String::from("<sup class=\"cite\" id=\"");
    escape(&mut html, id);
    html.push_str("\"><a href=\"#");
    escape(&mut html, target);
    let _ = write!(html, "\">[{sign}]</a></sup>");
    html
}

/// Links from an entry of a list back to its marks in the text.
fn back_links(id: &str, times: u32) -> String {
    let mut html = String::new();
    for time in 1..=times {
        html.push_str(" <a class=\"backlink\" href=\"#");
        escape(&mut html, id);
        let _ = match times {
            1 => write!(html, "-{time}\">↑</a>"),
            _ => write!(html, "-{time}\">↑{time}</a>"),
        };
    }
    html
}

/// a to z, then aa, ab and so on.
fn letters(number: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = number + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(
            [0, 25, 26, 701, 702].map(letters),
            ["a", "z", "aa", "zz", "aaa"]
        );
    }
}
