//! The lead of a page: its first paragraph, for previews.

use super::elements::{Kind, Tag};
use super::tree::NodeId;

/// The most characters of a lead.
const LONGEST: usize = 600;

/// Enough bytes for the longest lead in any script.
const ENOUGH: usize = LONGEST * 5;

/// Looks for the lead while a page is read.
#[derive(Debug, Default)]
pub(super) struct Lead {
    /// The outermost element that the walk is in and that holds no lead, such as a table.
    outside: Option<NodeId>,
    paragraph: Option<NodeId>,
    text: String,
    /// Text outside paragraphs, for pages that have none.
    loose: String,
    found: bool,
}

impl Lead {
    pub(super) fn is_found(&self) -> bool {
        self.found
    }

    pub(super) fn enter(&mut self, node: NodeId, tag: Tag, class: &str) {
        if self.outside.is_some() {
            return;
        }
        let holds_none = matches!(
            tag.kind,
            Kind::Table | Kind::Heading(_) | Kind::Preformatted
        ) || matches!(tag.name, "aside" | "figure" | "figcaption")
            || class.split(' ').any(|class| {
                matches!(
                    class,
                    "hatnote"
                        | "infobox"
                        | "navbox"
                        | "notes"
                        | "sources"
                        | "side"
                        | "thumb"
                        | "gallery"
                )
            });
        if holds_none {
            self.outside = Some(node);
        } else if tag.kind == Kind::Paragraph {
            self.paragraph = Some(node);
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.found || self.outside.is_some() {
            return;
        }
        let held = if self.paragraph.is_some() {
            &mut self.text
        } else {
            &mut self.loose
        };
        if held.len() < ENOUGH {
            let end = text.floor_char_boundary(ENOUGH);
            held.push_str(text.get(..end).unwrap_or_default());
        }
    }

    pub(super) fn leave(&mut self, node: NodeId) {
        if self.outside == Some(node) {
            self.outside = None;
        } else if self.paragraph == Some(node) {
            self.paragraph = None;
            if self.text.trim().is_empty() {
                self.text.clear();
            } else {
                self.found = true;
            }
        }
    }

    pub(super) fn finish(self) -> String {
        cut(if self.found { &self.text } else { &self.loose })
    }
}

/// `text` in one line, cut between words where it is too long.
fn cut(text: &str) -> String {
    let mut lead = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let word_length = word.chars().count();
        let space = usize::from(!lead.is_empty());
        // One character is left for the ellipsis.
        if length + space + word_length > LONGEST - 1 {
            if lead.is_empty() {
                lead.extend(word.chars().take(LONGEST - 1));
            }
            lead.push('…');
            return lead;
        }
        if space == 1 {
            lead.push(' ');
        }
        lead.push_str(word);
        length += space + word_length;
    }
    lead
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_are_cut_between_words() {
        assert_eq!(cut(" a\n b "), "a b");
        let long = cut(&"word ".repeat(200));
        assert!(
            long.ends_with("word…") && long.chars().count() <= LONGEST,
            "{long}"
        );
        let unbroken = cut(&"字".repeat(700));
        assert_eq!(unbroken.chars().count(), LONGEST);
    }
}
