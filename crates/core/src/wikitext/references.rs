//! References: their marks in the text, and the lists of them
//! (<https://www.mediawiki.org/wiki/Help:Cite>).

use std::collections::HashMap;
use std::fmt::Write as _;

use super::kept::Kept;
use super::{blocks, inline};

/// Whether a reference is marked where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marking {
    /// Its mark stands there.
    Used,
    /// It stands in a list, for marks elsewhere.
    Defined,
}

/// The references of a page.
#[derive(Debug, Default)]
pub(super) struct References {
    all: Vec<Reference>,
    /// By group and name.
    by_name: HashMap<(String, String), usize>,
    /// Marks of the lists, with the group of each.
    lists: Vec<(String, String)>,
    /// How many of each group have a number.
    numbered: HashMap<String, u32>,
}

#[derive(Debug)]
struct Reference {
    group: String,
    text: String,
    /// In its group, from 1, once it is used.
    number: Option<u32>,
    uses: u32,
}

impl References {
    /// The mark of a reference for the text; empty where it is only defined.
    pub(super) fn mark(
        &mut self,
        name: &str,
        group: &str,
        text: &str,
        marking: Marking,
        kept: &mut Kept,
    ) -> String {
        let at = self.find_or_add(name, group);
        let Some(reference) = self.all.get_mut(at) else {
            return String::new();
        };
        if reference.text.is_empty() {
            text.trim().clone_into(&mut reference.text);
        }
        if marking == Marking::Defined {
            return String::new();
        }
        let numbered = self.numbered.entry(group.to_owned()).or_default();
        let number = *reference.number.get_or_insert_with(|| {
            *numbered += 1;
            *numbered
        });
        reference.uses += 1;
        let label = if group.is_empty() {
            number.to_string()
        } else {
            format!("{} {number}", crate::escape::escaped(group))
        };
        kept.inline(format!(
            "<sup class=\"reference\" id=\"ref-{at}-{}\"><a href=\"#note-{at}\">[{label}]</a></sup>",
            reference.uses
        ))
    }

    fn find_or_add(&mut self, name: &str, group: &str) -> usize {
        let next = self.all.len();
        let at = if name.is_empty() {
            next
        } else {
            let key = (group.to_owned(), name.to_owned());
            *self.by_name.entry(key).or_insert(next)
        };
        if at == next {
            self.all.push(Reference {
                group: group.to_owned(),
                text: String::new(),
                number: None,
                uses: 0,
            });
        }
        at
    }

    /// The place of the list of a group.
    pub(super) fn list(&mut self, group: &str, kept: &mut Kept) -> String {
        let mark = kept.block(String::new());
        if !self.lists.iter().any(|(listed, _)| listed == group) {
            self.lists.push((group.to_owned(), mark.clone()));
        }
        mark
    }

    /// Writes the lists where they belong, and those without a place at the end of the page.
    pub(super) fn write(&self, kept: &mut Kept, html: &mut String) {
        let mut groups: Vec<&str> = Vec::new();
        for reference in self.all.iter().filter(|one| one.number.is_some()) {
            if !groups.contains(&reference.group.as_str()) && groups.len() < 100 {
                groups.push(&reference.group);
            }
        }
        for group in groups {
            let list = self.list_html(group, kept);
            match self.lists.iter().find(|(listed, _)| listed == group) {
                Some((_, mark)) => kept.replace(mark, list),
                None => html.push_str(&list),
            }
        }
    }

    fn list_html(&self, group: &str, kept: &mut Kept) -> String {
        let in_group = self.all.iter().enumerate();
        let mut listed: Vec<_> = in_group
            .filter(|(_, one)| one.group == group && one.number.is_some())
            .collect();
        listed.sort_by_key(|(_, one)| one.number);
        let mut html = String::from("<ol class=\"references\">");
        for (at, reference) in listed {
            let mut lines = reference.text.lines();
            let text = if lines.any(|line| line.starts_with(['{', '*', '#', ':', ';'])) {
                blocks::html(&reference.text, kept)
            } else {
                inline::html(&reference.text, kept)
            };
            let _ = writeln!(
                html,
                "<li id=\"note-{at}\">{text} <a class=\"mw-cite-backlink\" href=\"#ref-{at}-1\">↑</a></li>"
            );
        }
        html.push_str("</ol>");
        html
    }
}
