//! What may stand where in cleaned HTML, so that a parser neither moves nor closes anything.

use super::elements::{Kind, Tag};

/// The elements that are open, the outermost first.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what is open is independent of each other"
)]
pub(super) struct Nesting {
    open: Vec<Tag>,
    in_paragraph: bool,
    in_heading: bool,
    in_link: bool,
    in_formula: bool,
}

impl Nesting {
    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The element that was opened last.
    pub(super) fn innermost(&self) -> Option<Tag> {
        self.open.last().copied()
    }

    pub(super) fn in_formula(&self) -> bool {
        self.in_formula
    }

    /// Whether the innermost element is one of a table's in which no text may stand.
    pub(super) fn in_table_structure(&self) -> bool {
        self.innermost()
            .is_some_and(|parent| parent.kind.is_table_structure(parent.name))
    }

    /// Whether the innermost element is one of a formula's that show text: a parser takes elements in it for
    /// those of HTML.
    pub(super) fn in_token(&self) -> bool {
        self.innermost()
            .is_some_and(|parent| matches!(parent.name, "mi" | "mo" | "mn" | "ms" | "mtext"))
    }

    /// Whether `tag` may stand here.
    pub(super) fn takes(&self, tag: Tag) -> bool {
        let parent = self.innermost();
        let parent_kind = parent.map(|parent| parent.kind);
        if self.in_formula || tag.kind == Kind::Math {
            return self.in_formula && tag.kind == Kind::Math && !self.in_token();
        }
        match tag.kind {
            Kind::TableSection => return parent_kind == Some(Kind::Table),
            Kind::Row => {
                return parent_kind == Some(Kind::TableSection)
                    && parent.is_some_and(|parent| parent.name != "caption");
            }
            Kind::Cell => return parent_kind == Some(Kind::Row),
            _ => {}
        }
        if self.in_table_structure() || (self.in_paragraph && tag.kind.is_block()) {
            return false;
        }
        match tag.kind {
            Kind::Heading(_) => !self.in_heading,
            Kind::Link => !self.in_link,
            Kind::Item => !self.would_close_item(tag),
            // A parser would close these first.
            Kind::RubyText => !parent.is_some_and(|parent| {
                matches!(parent.kind, Kind::Paragraph | Kind::Item | Kind::RubyText)
            }),
            _ => true,
        }
    }

    /// Opens an element that can hold others.
    pub(super) fn open(&mut self, tag: Tag) {
        self.note(tag.kind, true);
        self.open.push(tag);
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) -> Option<Tag> {
        let tag = self.open.pop()?;
        self.note(tag.kind, false);
        Some(tag)
    }

    fn note(&mut self, kind: Kind, is_open: bool) {
        match kind {
            Kind::Paragraph => self.in_paragraph = is_open,
            Kind::Heading(_) => self.in_heading = is_open,
            Kind::Link => self.in_link = is_open,
            Kind::Formula => self.in_formula = is_open,
            _ => {}
        }
    }

    /// Whether a parser would close an open item when it sees the start of this one.
    fn would_close_item(&self, tag: Tag) -> bool {
        for open in self.open.iter().rev() {
            match (open.kind, tag.name) {
                (Kind::Item, "li") => return open.name == "li",
                (Kind::Item, _) => return open.name != "li",
                (Kind::Inline | Kind::RubyText | Kind::Link, _) => {}
                _ if open.name == "div" || open.name == "address" => {}
                _ => return false,
            }
        }
        false
    }
}
