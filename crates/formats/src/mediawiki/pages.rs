//! The pages of a dump, one after the other, each as the XML between its tags.

use std::io::{self, BufRead, Read as _};

const BEGIN: &[u8] = b"<page>";
const END: &[u8] = b"</page>";

/// Hands out pages; nothing but the page at hand is in memory.
pub(super) struct Pages<R> {
    reader: R,
    /// No page is longer, in bytes.
    bound: u64,
    buffer: Vec<u8>,
    finished: bool,
}

/// What stands at one place of a dump.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A page, from its first tag to its last.
    Page(String),
    /// A page that is longer than the bound; its beginning.
    TooLong(String),
    /// The dump ends within this page, or cannot be read any further.
    BrokenOff(String, Option<String>),
}

impl<R: BufRead> Pages<R> {
    pub(super) fn new(reader: R, bound: u64) -> Self {
        Self {
            reader,
            bound,
            buffer: Vec::new(),
            finished: false,
        }
    }

    /// What stands before the first page.
    pub(super) fn head(&mut self, longest: u64) -> io::Result<String> {
        while (self.buffer.len() as u64) < longest {
            if self.read_tag()? == 0 {
                break;
            }
            if self.buffer.ends_with(BEGIN) {
                let head = text(&self.buffer);
                self.buffer = BEGIN.to_vec();
                return Ok(head);
            }
        }
        let head = text(&self.buffer);
        self.buffer.clear();
        Ok(head)
    }

    /// The next page; nothing at the end.
    pub(super) fn next_page(&mut self) -> Option<Found> {
        if self.finished {
            return None;
        }
        match self.find() {
            Ok(found) => {
                self.finished = matches!(found, None | Some(Found::BrokenOff(..)));
                found
            }
            Err(error) => {
                self.finished = true;
                Some(Found::BrokenOff(
                    text(&self.buffer),
                    Some(error.to_string()),
                ))
            }
        }
    }

    fn find(&mut self) -> io::Result<Option<Found>> {
        let mut begun = self.buffer.starts_with(BEGIN);
        loop {
            if self.read_tag()? == 0 {
                let broken = begun.then(|| Found::BrokenOff(text(&self.buffer), None));
                return Ok(broken);
            }
            if !begun {
                begun = self.buffer.ends_with(BEGIN);
                self.buffer.clear();
                if begun {
                    self.buffer.extend(BEGIN);
                }
            } else if self.buffer.ends_with(END) {
                let page = text(&self.buffer);
                self.buffer.clear();
                return Ok(Some(Found::Page(page)));
            } else if self.buffer.len() as u64 > self.bound {
                let start = text(self.buffer.get(..4_096).unwrap_or_default());
                self.skip_page()?;
                return Ok(Some(Found::TooLong(start)));
            }
        }
    }

    fn skip_page(&mut self) -> io::Result<()> {
        loop {
            let kept = self.buffer.len().saturating_sub(END.len());
            self.buffer.drain(..kept);
            if self.read_tag()? == 0 || self.buffer.ends_with(END) {
                self.buffer.clear();
                return Ok(());
            }
        }
    }

    /// Reads on to the end of the next tag, at most one bound far.
    fn read_tag(&mut self) -> io::Result<usize> {
        let mut bounded = (&mut self.reader).take(self.bound);
        bounded.read_until(b'>', &mut self.buffer)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(dump: &str, bound: u64) -> Vec<Found> {
        let mut pages = Pages::new(dump.as_bytes(), bound);
        std::iter::from_fn(|| pages.next_page()).collect()
    }

    #[test]
    fn pages_are_found_one_by_one_and_what_is_no_page_is_passed() {
        let dump = "<mediawiki>\n<page>1</page> x <page>\n2</page>\n</mediawiki>";
        let page = |text: &str| Found::Page(text.to_owned());
        assert_eq!(
            all(dump, 100),
            [page("<page>1</page>"), page("<page>\n2</page>")]
        );
        let mut pages = Pages::new(dump.as_bytes(), 100);
        assert_eq!(pages.head(100).unwrap(), "<mediawiki>\n<page>");
        assert_eq!(pages.next_page(), Some(page("<page>1</page>")));
    }

    #[test]
    fn a_page_beyond_the_bound_is_passed_over() {
        let long = "a>".repeat(200);
        let found = all(&format!("<page>{long}</page><page>b</page>"), 50);
        assert!(
            matches!(found.first(), Some(Found::TooLong(_))),
            "{found:?}"
        );
        assert_eq!(
            found.last(),
            Some(&Found::Page("<page>b</page>".to_owned()))
        );
        let unbroken = "a".repeat(1_000);
        let found = all(&format!("<page>{unbroken}</page><page>b</page>"), 50);
        assert_eq!(
            found.last(),
            Some(&Found::Page("<page>b</page>".to_owned()))
        );
    }

    #[test]
    fn a_dump_that_breaks_off_says_where() {
        let found = all("<page>a</page><page><title>Tea</title>", 100);
        assert_eq!(
            found.last(),
            Some(&Found::BrokenOff(
                "<page><title>Tea</title>".to_owned(),
                None
            ))
        );
    }
}
