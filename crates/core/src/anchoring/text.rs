//! A text prepared once, so that many passages are placed against it.

use std::ops::Range;
use std::sync::OnceLock;

use super::TextHash;
use super::index::WordIndex;

/// Where a section begins, and what stands above it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionSpan {
    /// The position of its first character, in UTF-16 code units.
    pub start: u32,
    /// The headings it stands under, outermost first, its own last.
    pub headings: Vec<String>,
}

/// A page's text, with what placing a passage needs to know of it.
///
/// Words are looked up only when a passage does not stand verbatim: most do, and cost no index.
pub struct AnchorText<'a> {
    text: &'a str,
    hash: Option<TextHash>,
    sections: Vec<SectionSpan>,
    offsets: Offsets,
    index: OnceLock<WordIndex>,
}

impl<'a> AnchorText<'a> {
    /// Prepares a text. Sections may be empty, and the hash missing: the rest then decides.
    #[must_use]
    pub fn new(text: &'a str, sections: &[SectionSpan], hash: Option<TextHash>) -> Self {
        // Offsets are 32 bits wide. No page comes near that; what is beyond is not looked at.
        let reach = usize::try_from(u32::MAX).unwrap_or(usize::MAX);
        let text = text.get(..text.floor_char_boundary(reach)).unwrap_or(text);
        let mut sections = sections.to_vec();
        sections.sort_by_key(|section| section.start);
        Self {
            text,
            hash,
            sections,
            offsets: Offsets::new(text),
            index: OnceLock::new(),
        }
    }

    pub(super) fn as_str(&self) -> &'a str {
        self.text
    }

    pub(super) fn hash(&self) -> Option<TextHash> {
        self.hash
    }

    pub(super) fn index(&self) -> &WordIndex {
        self.index.get_or_init(|| WordIndex::new(self.text))
    }

    /// The byte that a position stands for; inside a surrogate pair: the character's first.
    pub(super) fn byte_at(&self, position: u32) -> Option<usize> {
        self.offsets.byte_at(self.text, position)
    }

    pub(super) fn position_at(&self, byte: usize) -> u32 {
        self.offsets.position_at(self.text, byte)
    }

    pub(super) fn positions_of(&self, bytes: &Range<usize>) -> Range<u32> {
        self.position_at(bytes.start)..self.position_at(bytes.end)
    }

    /// The headings above a position; `None` if the sections of this text are not known.
    pub(super) fn headings_at(&self, position: u32) -> Option<&[String]> {
        let after = self
            .sections
            .partition_point(|section| section.start <= position);
        let section = after
            .checked_sub(1)
            .and_then(|last| self.sections.get(last));
        (!self.sections.is_empty()).then(|| section.map_or(&[][..], |section| &section.headings))
    }
}

/// Bytes between two positions that are remembered.
const STRIDE: usize = 256;

/// UTF-16 positions at every `STRIDE` bytes; none where all is ASCII and positions are bytes.
struct Offsets {
    marks: Vec<u32>,
    length: u32,
}

impl Offsets {
    fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self {
                marks: Vec::new(),
                length: offset(text.len()),
            };
        }
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut length = 0;
        for block in text.as_bytes().chunks(STRIDE) {
            marks.push(length);
            length += units_in(block);
        }
        Self { marks, length }
    }

    fn position_at(&self, text: &str, byte: usize) -> u32 {
        let byte = text.floor_char_boundary(byte);
        let Some(mark) = self.marks.get(byte / STRIDE) else {
            return offset(byte).min(self.length);
        };
        let rest = text
            .as_bytes()
            .get(byte / STRIDE * STRIDE..byte)
            .unwrap_or_default();
        mark + units_in(rest)
    }

    fn byte_at(&self, text: &str, position: u32) -> Option<usize> {
        if position > self.length {
            return None;
        }
        if self.marks.is_empty() {
            return usize::try_from(position).ok();
        }
        let block = self
            .marks
            .partition_point(|&mark| mark <= position)
            .saturating_sub(1);
        let start = block * STRIDE;
        let mut at = self.marks.get(block).copied()?;
        for (byte, rest) in text.as_bytes().get(start..)?.iter().zip(start..) {
            let width = units(*byte);
            if width > 0 && at + width > position {
                return Some(rest);
            }
            at += width;
        }
        Some(text.len())
    }
}

fn units_in(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| units(byte)).sum()
}

/// UTF-16 units of the character that a byte begins; none for the bytes that continue one.
fn units(byte: u8) -> u32 {
    match byte {
        0x80..=0xbf => 0,
        0xf0..=0xff => 2,
        _ => 1,
    }
}

/// A byte offset in 32 bits: texts are no longer than that (see [`AnchorText::new`]).
pub(super) fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
