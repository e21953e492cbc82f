//! Writes cleaned HTML, with the white space between its elements in order.
//!
//! Whatever the source looked like, the text of the result reads well: one space between words,
//! one newline between blocks, list items, table rows and cells and after a forced break. Nothing
//! is written that a parser would move or close: the string parses to the tree that was meant.

use super::drawing::Drawing;
use super::elements::{Kind, Tag};
use super::nesting::Nesting;

/// The deepest that elements are nested in cleaned HTML.
pub(super) const DEEPEST: usize = 200;

/// Bytes that are looked at together, which the processor does in one step.
const AT_ONCE: usize = 32;

/// Levels that a table needs below itself for its cells.
const TABLE_LEVELS: usize = 3;

/// Where in the text the writer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the start of a line.
    LineStart,
    /// At the start of a line as far as text goes, behind a picture.
    AfterPicture,
    /// Behind a space.
    AfterSpace,
    /// Behind a word.
    AfterWord,
}

/// White space that comes before whatever is written next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owed {
    Nothing,
    Space,
    Line,
}

/// A string of cleaned HTML that grows.
#[derive(Debug)]
pub(super) struct Writer {
    html: String,
    nesting: Nesting,
    place: Place,
    owed: Owed,
    verbatim: u32,
    /// A `pre` has just been opened: a newline here would be lost when parsed again.
    pre_just_opened: bool,
    flattened: bool,
}

impl Writer {
    pub(super) fn new(capacity: usize) -> Self {
        Self {
            html: String::with_capacity(capacity),
            nesting: Nesting::default(),
            place: Place::LineStart,
            owed: Owed::Nothing,
            verbatim: 0,
            pre_just_opened: false,
            flattened: false,
        }
    }

    /// The HTML, when everything is written.
    pub(super) fn finish(self) -> String {
        self.html
    }

    /// Whether elements were left out because they were nested too deep.
    pub(super) fn flattened(&self) -> bool {
        self.flattened
    }

    pub(super) fn in_formula(&self) -> bool {
        self.nesting.in_formula()
    }

    /// Whether `tag` may stand here; what may not is written without its tags.
    pub(super) fn takes(&mut self, tag: Tag) -> bool {
        let levels = if tag.kind == Kind::Table {
            TABLE_LEVELS
        } else {
            0
        };
        if self.nesting.depth() + levels >= DEEPEST {
            self.flattened = true;
            return false;
        }
        self.nesting.takes(tag)
    }

    /// Begins an element that the place takes: white space, `<` and the name. Attributes and
    /// [`Writer::end_start_tag`] follow.
    pub(super) fn begin(&mut self, tag: Tag) {
        if tag.kind.is_block() {
            self.break_line();
        }
        self.pay();
        self.pre_just_opened = false;
        self.html.push('<');
        self.html.push_str(tag.name);
    }

    /// Writes an attribute of the start tag that has been begun.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        escape(&mut self.html, value, true);
        self.html.push('"');
    }

    /// Ends a start tag and opens the element.
    pub(super) fn end_start_tag(&mut self, tag: Tag) {
        self.html.push('>');
        match tag.kind {
            Kind::LineBreak => {
                if self.verbatim == 0 {
                    self.html.push('\n');
                }
                self.place = Place::LineStart;
                return;
            }
            Kind::Picture | Kind::Recording => {
                if tag.kind == Kind::Recording {
                    self.html.push_str("</video>");
                }
                self.place = match self.place {
                    Place::LineStart | Place::AfterPicture => Place::AfterPicture,
                    Place::AfterSpace | Place::AfterWord => Place::AfterWord,
                };
                return;
            }
            Kind::Rule | Kind::WordBreak => return,
            Kind::Preformatted => {
                self.verbatim += 1;
                self.pre_just_opened = true;
            }
            _ => {}
        }
        self.nesting.open(tag);
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        let Some(tag) = self.nesting.close() else {
            return;
        };
        self.pre_just_opened = false;
        match tag.kind {
            Kind::Preformatted => self.verbatim -= 1,
            Kind::Formula => self.place = Place::AfterWord,
            _ => {}
        }
        self.html.push_str("</");
        self.html.push_str(tag.name);
        self.html.push('>');
        if tag.kind.is_block() {
            self.break_line();
        }
    }

    /// What comes next stands on a line of its own.
    pub(super) fn break_line(&mut self) {
        if self.verbatim > 0 {
            return;
        }
        self.owed = match self.place {
            Place::LineStart | Place::AfterPicture => Owed::Nothing,
            Place::AfterSpace | Place::AfterWord => Owed::Line,
        };
    }

    /// Writes text.
    pub(super) fn text(&mut self, text: &str) {
        if self.verbatim > 0 {
            self.verbatim_text(text);
        } else if self.nesting.in_formula() {
            self.formula_text(text);
        } else {
            self.running_text(text);
        }
    }

    /// Writes a drawing, which shows no text.
    pub(super) fn drawing(&mut self, drawing: &Drawing) {
        if !self.nesting.in_table_structure() && !self.nesting.in_formula() {
            self.pay();
            self.pre_just_opened = false;
            drawing.write(&mut self.html);
        }
    }

    /// Separates the parts of a formula that stand apart, for whoever reads its text.
    pub(super) fn space_in_formula(&mut self) {
        self.html.push(' ');
    }

    fn running_text(&mut self, text: &str) {
        let structure = self.nesting.in_table_structure();
        let mut rest = text;
        while !rest.is_empty() {
            let word_at = rest.find(|c| !is_space(c)).unwrap_or(rest.len());
            if word_at > 0
                && matches!(self.place, Place::AfterWord | Place::AfterPicture)
                && self.owed == Owed::Nothing
            {
                self.owed = Owed::Space;
            }
            rest = rest.get(word_at..).unwrap_or_default();
            if rest.is_empty() || structure {
                return;
            }
            self.pay();
            let run = length_of_single_spaced(rest);
            let (run, after) = rest.split_at(run);
            escape(&mut self.html, run, false);
            self.place = Place::AfterWord;
            rest = after;
        }
    }

    fn verbatim_text(&mut self, text: &str) {
        self.pay();
        if std::mem::take(&mut self.pre_just_opened) && text.starts_with(['\n', '\r']) {
            self.html.push('\n');
        }
        escape(&mut self.html, text, false);
        self.place = match text.chars().next_back() {
            Some('\n' | '\r') => Place::LineStart,
            Some(_) => Place::AfterWord,
            None => self.place,
        };
    }

    fn formula_text(&mut self, text: &str) {
        if !self.nesting.in_token() {
            return;
        }
        let mut words = text.split(is_space).filter(|word| !word.is_empty());
        if let Some(first) = words.next() {
            escape(&mut self.html, first, false);
        }
        for word in words {
            self.html.push(' ');
            escape(&mut self.html, word, false);
        }
    }

    /// Writes the white space that is owed.
    fn pay(&mut self) {
        match std::mem::replace(&mut self.owed, Owed::Nothing) {
            Owed::Nothing => {}
            Owed::Space => {
                self.html.push(' ');
                self.place = Place::AfterSpace;
            }
            Owed::Line => {
                self.html.push('\n');
                self.place = Place::LineStart;
            }
        }
    }
}

/// White space as HTML means it; a no-break space is none.
pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\x0c' | '\r')
}

/// How far `text`, which begins with a word, goes on without white space that would have to be
/// changed. White space at the end is not part of it.
fn length_of_single_spaced(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut index = 0;
    // Most of a text is passed over many bytes at once, the rest one by one.
    while let Some(stretch) = bytes.get(index..=index + AT_ONCE)
        && stretch
            .iter()
            .zip(stretch.iter().skip(1))
            .fold(true, |single, (byte, next)| {
                let is_space = *byte == b' ';
                single & !(is_space & is_space_byte(*next)) & (is_space | !is_space_byte(*byte))
            })
    {
        index += AT_ONCE;
    }
    while let Some(&byte) = bytes.get(index) {
        match byte {
            b' ' => match bytes.get(index + 1) {
                None | Some(b' ' | b'\t' | b'\n' | b'\x0c' | b'\r') => return index,
                Some(_) => index += 1,
            },
            b'\t' | b'\n' | b'\x0c' | b'\r' => return index,
            _ => index += 1,
        }
    }
    index
}

fn is_space_byte(byte: u8) -> bool {
    is_space(char::from(byte))
}

/// Whether any byte of a text is of a kind. Looking at them one by one took a twentieth of reading an archive.
pub(super) fn any_byte(text: &str, is_one: impl Fn(u8) -> bool) -> bool {
    let any_of = |bytes: &[u8]| bytes.iter().fold(false, |any, byte| any | is_one(*byte));
    text.as_bytes().chunks(AT_ONCE).any(any_of)
}

/// Whether a text means itself as it is.
fn is_plain(text: &str, quoted: bool) -> bool {
    let is_special = |byte: u8| match byte {
        b'&' | b'<' | b'>' | b'\r' | b'\0' => true,
        b'"' | b'\n' | b'\t' => quoted,
        _ => false,
    };
    !any_byte(text, is_special)
}

/// Writes `text` so that it means itself, in content or between double quotes.
fn escape(html: &mut String, text: &str, quoted: bool) {
    if is_plain(text, quoted) {
        html.push_str(text);
        return;
    }
    let mut plain_from = 0;
    for (index, byte) in text.bytes().enumerate() {
        let written = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if quoted => "&quot;",
            b'\n' | b'\t' | b'\r' if quoted => " ",
            b'\r' => "\n",
            b'\0' => "",
            _ => continue,
        };
        // The byte is ASCII, so both ends are borders between characters.
        html.push_str(text.get(plain_from..index).unwrap_or_default());
        html.push_str(written);
        plain_from = index + 1;
    }
    html.push_str(text.get(plain_from..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of up to 70 characters with something odd at each place.
    fn odd_texts(odd: &'static str) -> impl Iterator<Item = String> {
        (0..70).flat_map(move |at| {
            let plain = |length| "ab cd efgh ".chars().cycle().take(length);
            let text = move |behind| -> String {
                let mut before: String = plain(at).collect();
                before.truncate(before.trim_end().len());
                before.push_str(odd);
                before.extend(plain(behind));
                before
            };
            [0, 1, 40].map(text)
        })
    }

    #[test]
    fn a_run_ends_at_the_first_white_space_to_be_changed_wherever_that_stands() {
        for odd in ["  ", "\t", "\n", "\r", "\x0c", " \n", " ", "é"] {
            for text in odd_texts(odd) {
                let bytes = text.as_bytes();
                let is_gap = |at: &usize| {
                    let is_space =
                        |at: usize| bytes.get(at).is_none_or(|byte| is_space_byte(*byte));
                    is_space(*at) && (bytes[*at] != b' ' || is_space(at + 1))
                };
                let expected = (0..bytes.len()).find(is_gap).unwrap_or(bytes.len());
                assert_eq!(length_of_single_spaced(&text), expected, "{text:?}");
            }
        }
    }

    #[test]
    fn what_does_not_mean_itself_is_seen_wherever_it_stands() {
        for odd in ["&", "<", ">", "\r", "\0", "\"", "\n", "\t", "é"] {
            for text in odd_texts(odd) {
                for quoted in [false, true] {
                    let special = if quoted { "&<>\r\0\"\n\t" } else { "&<>\r\0" };
                    let expected = !text.contains(|one| special.contains(one));
                    assert_eq!(is_plain(&text, quoted), expected, "{text:?}");
                }
            }
        }
    }
}
