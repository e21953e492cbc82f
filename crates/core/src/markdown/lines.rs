//! Lines of a source file, for diagnostics.

use std::cell::OnceCell;

/// Finds the lines of places in a text. Most sources have nothing to say about, so the lines are
/// counted when first asked for.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    /// Where in `text` the file's own text begins, and on which of its lines.
    start: usize,
    first: u32,
    ends: OnceCell<Vec<usize>>,
}

impl<'a> Lines<'a> {
    /// Lines of a text that, from the byte at `start` on, is that of a file from line `first` on.
    pub(super) fn new(text: &'a str, start: usize, first: u32) -> Self {
        Self {
            text,
            start,
            first,
            ends: OnceCell::new(),
        }
    }

    /// The whole text.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The line in which the byte at `offset` stands.
    pub(super) fn line(&self, offset: usize) -> u32 {
        let ends = self.ends.get_or_init(|| {
            let all = self.text.match_indices('\n').map(|(offset, _)| offset);
            all.filter(|offset| *offset >= self.start).collect()
        });
        let before = ends.partition_point(|end| *end < offset);
        self.first
            .saturating_add(u32::try_from(before).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_the_first() {
        let lines = Lines::new("x\na\nb\n\nc", 2, 5);
        assert_eq!(
            [2, 3, 4, 6, 7, 99].map(|offset| lines.line(offset)),
            [5, 5, 6, 7, 8, 8]
        );
    }
}
