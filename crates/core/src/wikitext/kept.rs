//! Finished HTML, set aside so that what follows does not take it for wikitext.

use crate::clean::LONGEST_SOURCE;

/// Begins a mark. Sources are rid of it before they are read.
pub(super) const BEGIN: char = '\u{1}';
/// Ends a mark.
pub(super) const END: char = '\u{2}';

/// Follows `BEGIN` where the HTML stands on lines of its own.
const BLOCK: char = 'b';
const INLINE: char = 'i';

/// Pieces of HTML, each with a mark that stands for it in the text.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pieces: Vec<String>,
}

impl Kept {
    /// The mark of a piece within a line.
    pub(super) fn inline(&mut self, html: impl Into<String>) -> String {
        self.keep(INLINE, html.into())
    }

    /// The mark of a piece on lines of its own.
    pub(super) fn block(&mut self, html: impl Into<String>) -> String {
        self.keep(BLOCK, html.into())
    }

    fn keep(&mut self, kind: char, html: String) -> String {
        self.pieces.push(html);
        format!("{BEGIN}{kind}{}{END}", self.pieces.len() - 1)
    }

    /// Puts another piece in the place of that with this mark.
    pub(super) fn replace(&mut self, mark: &str, html: String) {
        if let Some(piece) = number(mark).and_then(|number| self.pieces.get_mut(number)) {
            *piece = html;
        }
    }

    /// `text` with the pieces for their marks, and for the marks in them. No longer than what the
    /// cleaner reads.
    pub(super) fn restore(&self, text: &str) -> String {
        let mut html = String::with_capacity(text.len() * 2);
        let mut open = vec![text];
        while let Some(rest) = open.pop() {
            if html.len() > LONGEST_SOURCE {
                break;
            }
            let Some((before, mark, after)) = next_mark(rest) else {
                html.push_str(rest);
                continue;
            };
            html.push_str(before);
            open.push(after);
            // Only pieces that were kept before a piece was made can be in it, so this ends.
            if let Some(piece) = number(mark).and_then(|number| self.pieces.get(number)) {
                open.push(piece);
            }
        }
        html
    }
}

/// Whether nothing but marks of blocks and space is in a line, and at least one of them.
pub(super) fn is_block(line: &str) -> bool {
    let mut rest = line;
    let mut found = false;
    while let Some((before, mark, after)) = next_mark(rest) {
        if !before.trim().is_empty() || !mark.starts_with([BEGIN, BLOCK]) || !has_block(mark) {
            return false;
        }
        found = true;
        rest = after;
    }
    found && rest.trim().is_empty()
}

/// `text` without marks.
pub(super) fn without(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, _, after)) = next_mark(rest) {
        bare.push_str(before);
        rest = after;
    }
    bare.push_str(rest);
    bare
}

/// What is before the first mark, the mark, and what is after it.
pub(super) fn next_mark(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_at(text.find(BEGIN)?);
    let end = rest.find(END)? + END.len_utf8();
    let (mark, after) = rest.split_at(end);
    Some((before, mark, after))
}

fn has_block(mark: &str) -> bool {
    mark.chars().nth(1) == Some(BLOCK)
}

fn number(mark: &str) -> Option<usize> {
    mark.get(2..mark.len().checked_sub(1)?)?.parse().ok()
}
