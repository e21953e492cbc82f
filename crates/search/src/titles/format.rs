//! The file of a title index: a header, then sections one after the other. Little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 0–7 | `PANDTTL` and a zero |
//! | 8–11 | version of the format |
//! | 12–15 | CRC-32 of everything behind the header, then of bytes 16 to the header's end |
//! | 16–23 | length of the file |
//! | 24–27 | entries: titles and redirects |
//! | 28–31 | terms |
//! | 32– | offset and length (8 bytes each) of every section, in the order of [`Section`] |
//!
//! Entries are numbered twice: by *rank* (importance, descending) and by *position* (folded title,
//! then rank). Terms are numbered by alphabet, and by frequency where a small number pays.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::varint;
use crate::error::IndexError;

pub(crate) const MAGIC: [u8; 8] = *b"PANDTTL\0";
pub(crate) const VERSION: u32 = 1;
pub(crate) const SECTIONS: usize = 14;
pub(crate) const HEADER: usize = 32 + SECTIONS * 16;
/// Records of so many positions share one offset.
pub(crate) const RECORD_BLOCK: u32 = 16;
/// Term lists of so many ranks share one offset.
pub(crate) const FORWARD_BLOCK: u32 = 8;

/// What the file holds, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// fst: folded title → its first position.
    Titles,
    /// fst: term → its number by alphabet.
    Terms,
    /// Rank at each position.
    Ranks,
    /// Position of each rank.
    Positions,
    /// How each title is written and where it leads, by position.
    Records,
    /// Where every sixteenth record begins.
    RecordOffsets,
    /// Terms of each rank by frequency number, doubled, plus one at the last.
    Forward,
    /// Where the terms of every eighth rank begin.
    ForwardOffsets,
    /// The alphabet number for each frequency number.
    ByFrequency,
    /// Ranks of each term, rising, as differences.
    Postings,
    /// Where the ranks of each term begin, and the end of the last.
    PostingOffsets,
    /// The first rank of each term.
    Heads,
    /// Pairs: from this rank on, this importance.
    Importance,
    /// What the index belongs to, for its owner to say.
    Stamp,
}

pub(crate) const ALL_SECTIONS: [Section; SECTIONS] = [
    Section::Titles,
    Section::Terms,
    Section::Ranks,
    Section::Positions,
    Section::Records,
    Section::RecordOffsets,
    Section::Forward,
    Section::ForwardOffsets,
    Section::ByFrequency,
    Section::Postings,
    Section::PostingOffsets,
    Section::Heads,
    Section::Importance,
    Section::Stamp,
];

/// Bytes for one number below `count`.
pub(crate) fn width(count: u32) -> usize {
    if count <= 1 << 24 { 3 } else { 4 }
}

pub(crate) fn push_packed(out: &mut Vec<u8>, width: usize, value: u32) {
    out.extend_from_slice(&value.to_le_bytes()[..width]);
}

/// A stretch of the file that shares its bytes.
#[derive(Debug, Clone)]
pub(crate) struct Bytes {
    file: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl AsRef<[u8]> for Bytes {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.file.get(self.range.clone()).unwrap_or_default()
    }
}

/// An array of numbers of three or four bytes. What lies outside reads as the greatest number.
#[derive(Debug, Clone)]
pub(crate) struct Packed {
    bytes: Bytes,
    width: usize,
}

impl Packed {
    pub(crate) fn new(bytes: Bytes, width: usize) -> Self {
        Self { bytes, width }
    }

    #[inline]
    pub(crate) fn get(&self, index: u32) -> u32 {
        let bytes = self.bytes.as_ref();
        if self.width == 3 {
            let at = index as usize * 3;
            return match bytes.get(at..at + 3) {
                Some(&[a, b, c]) => u32::from_le_bytes([a, b, c, 0]),
                _ => u32::MAX,
            };
        }
        let at = index as usize * 4;
        match bytes.get(at..at + 4) {
            Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
            _ => u32::MAX,
        }
    }
}

/// The parts of a file whose checksum and lengths are right.
#[derive(Debug)]
pub(crate) struct File {
    bytes: Arc<Vec<u8>>,
    ranges: [Range<usize>; SECTIONS],
    pub(crate) entries: u32,
    pub(crate) terms: u32,
}

impl File {
    pub(crate) fn new(path: &Path, bytes: Vec<u8>) -> Result<Self, IndexError> {
        let damaged = |what: &str| IndexError::damaged(path, what);
        let header = bytes
            .get(..HEADER)
            .ok_or_else(|| damaged("it is too short"))?;
        if header[..8] != MAGIC {
            return Err(damaged("it is no title index"));
        }
        let version = u32_at(header, 8);
        if version != VERSION {
            return Err(IndexError::Mismatch {
                path: path.to_owned(),
                found: format!("title format {version}"),
                expected: format!("title format {VERSION}"),
            });
        }
        if usize::try_from(u64_at(header, 16)) != Ok(bytes.len()) {
            return Err(damaged("its length is wrong"));
        }
        if checksum(&bytes[HEADER..], &header[16..]) != u32_at(header, 12) {
            return Err(damaged("its checksum is wrong"));
        }
        let mut ranges = [const { 0..0 }; SECTIONS];
        for (index, range) in ranges.iter_mut().enumerate() {
            let at = 32 + index * 16;
            *range = section_range(u64_at(header, at), u64_at(header, at + 8), bytes.len())
                .ok_or_else(|| damaged("a section lies outside"))?;
        }
        let (entries, terms) = (u32_at(header, 24), u32_at(header, 28));
        let file = Self {
            bytes: Arc::new(bytes),
            ranges,
            entries,
            terms,
        };
        if file.has_right_lengths() {
            Ok(file)
        } else {
            Err(damaged("a section's length is wrong"))
        }
    }

    pub(crate) fn section(&self, section: Section) -> Bytes {
        Bytes {
            file: Arc::clone(&self.bytes),
            range: self.ranges[section as usize].clone(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    fn has_right_lengths(&self) -> bool {
        let (entries, terms) = (self.entries as usize, self.terms as usize);
        let (rank, term) = (width(self.entries), width(self.terms));
        [
            (Section::Ranks, entries * rank),
            (Section::Positions, entries * rank),
            (
                Section::RecordOffsets,
                entries.div_ceil(RECORD_BLOCK as usize) * 4,
            ),
            (
                Section::ForwardOffsets,
                entries.div_ceil(FORWARD_BLOCK as usize) * 4,
            ),
            (Section::ByFrequency, terms * term),
            (Section::PostingOffsets, (terms + 1) * 4),
            (Section::Heads, terms * rank),
        ]
        .into_iter()
        .all(|(section, length)| self.ranges[section as usize].len() == length)
    }
}

pub(crate) fn checksum(body: &[u8], header: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(body);
    hasher.update(header);
    hasher.finalize()
}

fn section_range(offset: u64, length: u64, file: usize) -> Option<Range<usize>> {
    let start = usize::try_from(offset).ok()?;
    let end = start.checked_add(usize::try_from(length).ok()?)?;
    (start >= HEADER && end <= file).then_some(start..end)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..at + 4) {
        Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
        _ => 0,
    }
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}

/// How an entry is written and where it leads.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Record<'a> {
    pub(crate) flags: u8,
    pub(crate) spelling: &'a [u8],
    pub(crate) path: &'a [u8],
    pub(crate) target: u32,
}

/// The lowest two bits: which [`super::spelling::Spelling`] without bytes, or a patch.
pub(crate) const SPELLING: u8 = 0x03;
pub(crate) const FOLDED: u8 = 0x00;
pub(crate) const SENTENCE: u8 = 0x01;
pub(crate) const WORDS: u8 = 0x02;
pub(crate) const WRITTEN: u8 = 0x03;
/// With [`WRITTEN`]: the bytes are the title, not a patch.
pub(crate) const LITERAL: u8 = 0x40;
/// The next two bits: how the path follows from the title.
pub(crate) const PATH: u8 = 0x0c;
pub(crate) const UNDERSCORED: u8 = 0x00;
pub(crate) const AS_TITLE: u8 = 0x04;
pub(crate) const HYPHENATED: u8 = 0x08;
pub(crate) const OWN_PATH: u8 = 0x0c;
/// It leads to another entry.
pub(crate) const REDIRECT: u8 = 0x10;
/// Its folded title is that of the entry before.
pub(crate) const REPEATED: u8 = 0x20;

impl<'a> Record<'a> {
    pub(crate) fn read(bytes: &'a [u8], at: &mut usize) -> Option<Self> {
        let mut record = Self {
            flags: *bytes.get(*at)?,
            ..Self::default()
        };
        *at += 1;
        if record.flags & SPELLING == WRITTEN {
            record.spelling = counted(bytes, at)?;
        }
        if record.flags & REDIRECT != 0 {
            record.target = varint::read(bytes, at)?;
        } else if record.flags & PATH == OWN_PATH {
            record.path = counted(bytes, at)?;
        }
        Some(record)
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.push(self.flags);
        if self.flags & SPELLING == WRITTEN {
            push_counted(out, self.spelling);
        }
        if self.flags & REDIRECT != 0 {
            varint::push(out, self.target);
        } else if self.flags & PATH == OWN_PATH {
            push_counted(out, self.path);
        }
    }
}

fn counted<'a>(bytes: &'a [u8], at: &mut usize) -> Option<&'a [u8]> {
    let length = varint::read(bytes, at)? as usize;
    let found = bytes.get(*at..at.checked_add(length)?)?;
    *at += length;
    Some(found)
}

fn push_counted(out: &mut Vec<u8>, bytes: &[u8]) {
    varint::push(out, u32::try_from(bytes.len()).unwrap_or(0));
    out.extend_from_slice(bytes);
}
