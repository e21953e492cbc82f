//! Reading a title index: lookups on which suggesting is built. None of them can leave the file.

use std::path::{Path, PathBuf};
use std::{fmt, fs};

use fst::raw::Fst;
use pandect_core::fold::words;

use super::format::{
    AS_TITLE, Bytes, FORWARD_BLOCK, File, HYPHENATED, LITERAL, PATH, Packed, RECORD_BLOCK,
    REDIRECT, REPEATED, Record, SENTENCE, SPELLING, Section, UNDERSCORED, WORDS, WRITTEN, width,
};
use super::minima::Minima;
use super::spelling::Spelling;
use super::{varint, walk};
use crate::error::IndexError;

/// The titles of a collection, in memory.
pub struct TitleIndex {
    path: PathBuf,
    pub(crate) entries: u32,
    length: usize,
    pub(crate) titles: Fst<Bytes>,
    pub(crate) terms: Fst<Bytes>,
    pub(crate) ranks: Packed,
    positions: Packed,
    records: Bytes,
    record_offsets: Packed,
    forward: Bytes,
    forward_offsets: Packed,
    by_frequency: Packed,
    postings: Bytes,
    posting_offsets: Packed,
    pub(crate) heads: Packed,
    importance: Packed,
    importance_runs: u32,
    stamp: Bytes,
    pub(crate) least_rank: Minima,
    pub(crate) least_head: Minima,
}

impl fmt::Debug for TitleIndex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TitleIndex")
            .field("path", &self.path)
            .field("entries", &self.entries)
            .field("bytes", &self.length)
            .finish_non_exhaustive()
    }
}

impl TitleIndex {
    /// Reads an index into memory and checks it.
    pub fn open(path: &Path) -> Result<Self, IndexError> {
        let bytes = fs::read(path).map_err(|error| IndexError::io(path, error))?;
        Self::from_bytes(path, bytes)
    }

    /// Checks an index that was read from `path`.
    pub fn from_bytes(path: &Path, bytes: Vec<u8>) -> Result<Self, IndexError> {
        let file = File::new(path, bytes)?;
        let map = |section| {
            Fst::new(file.section(section))
                .map_err(|error| IndexError::damaged(path, error.to_string()))
        };
        let packed = |section, width| Packed::new(file.section(section), width);
        let (rank, term) = (width(file.entries), width(file.terms));
        let ranks = packed(Section::Ranks, rank);
        let heads = packed(Section::Heads, rank);
        let importance = file.section(Section::Importance);
        Ok(Self {
            path: path.to_owned(),
            entries: file.entries,
            length: file.len(),
            titles: map(Section::Titles)?,
            terms: map(Section::Terms)?,
            least_rank: Minima::new(file.entries, |at| ranks.get(at)),
            least_head: Minima::new(file.terms, |at| heads.get(at)),
            ranks,
            positions: packed(Section::Positions, rank),
            records: file.section(Section::Records),
            record_offsets: packed(Section::RecordOffsets, 4),
            forward: file.section(Section::Forward),
            forward_offsets: packed(Section::ForwardOffsets, 4),
            by_frequency: packed(Section::ByFrequency, term),
            postings: file.section(Section::Postings),
            posting_offsets: packed(Section::PostingOffsets, 4),
            heads,
            importance_runs: u32::try_from(importance.as_ref().len() / 8).unwrap_or(0),
            importance: Packed::new(importance, 4),
            stamp: file.section(Section::Stamp),
        })
    }

    /// Where it was read from.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many titles and redirects it holds.
    pub fn len(&self) -> u32 {
        self.entries
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries == 0
    }

    /// Its size, on disk and nearly so in memory.
    pub fn bytes(&self) -> u64 {
        self.length as u64
    }

    /// What its builder said that it belongs to.
    pub fn stamp(&self) -> &[u8] {
        self.stamp.as_ref()
    }

    /// The record of an entry, and whether its folded title is that of the position before.
    fn record(&self, position: u32) -> Option<Record<'_>> {
        let bytes = self.records.as_ref();
        let mut at = self.record_offsets.get(position / RECORD_BLOCK) as usize;
        for _ in 0..position % RECORD_BLOCK {
            Record::read(bytes, &mut at)?;
        }
        Record::read(bytes, &mut at)
    }

    /// How many entries from this position on have its folded title.
    pub(crate) fn same_titles(&self, position: u32) -> u32 {
        let repeated = |at: &u32| {
            self.record(*at)
                .is_some_and(|record| record.flags & REPEATED != 0)
        };
        let last = (position + 1..self.entries).take_while(repeated).last();
        last.map_or(1, |last| last - position + 1)
    }

    /// The article that an entry is or leads to, by rank.
    pub(crate) fn article(&self, rank: u32) -> u32 {
        match self.record(self.positions.get(rank)) {
            Some(record) if record.flags & REDIRECT != 0 => record.target,
            _ => rank,
        }
    }

    /// The title of an entry, as written.
    pub(crate) fn title(&self, rank: u32) -> String {
        self.title_and_path(rank).0
    }

    /// The title of an entry, folded.
    pub(crate) fn folded_title(&self, rank: u32) -> String {
        walk::key_at(&self.titles, u64::from(self.positions.get(rank)))
    }

    /// Title and path of an article.
    pub(crate) fn title_and_path(&self, rank: u32) -> (String, String) {
        let position = self.positions.get(rank);
        let folded = walk::key_at(&self.titles, u64::from(position));
        let Some(record) = self.record(position) else {
            return (folded.clone(), folded);
        };
        let spelling = match record.flags & SPELLING {
            SENTENCE => Spelling::Sentence,
            WORDS => Spelling::Words,
            WRITTEN if record.flags & LITERAL != 0 => Spelling::Literal(record.spelling.into()),
            WRITTEN => Spelling::Patch(record.spelling.into()),
            _ => Spelling::Folded,
        };
        let title = spelling.title(&folded);
        let path = match record.flags & PATH {
            UNDERSCORED => title.replace(' ', "_"),
            AS_TITLE => title.clone(),
            HYPHENATED => hyphenated(&folded),
            _ => String::from_utf8_lossy(record.path).into_owned(),
        };
        (title, path)
    }

    /// How much an entry matters.
    pub(crate) fn importance(&self, rank: u32) -> u32 {
        let (mut low, mut high) = (0, self.importance_runs);
        while low < high {
            let middle = u32::midpoint(low, high);
            if self.importance.get(middle * 2) <= rank {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.checked_sub(1)
            .map_or(0, |run| self.importance.get(run * 2 + 1))
    }

    /// Calls `each` with the alphabet number of every term of an entry, until it says to stop.
    pub(crate) fn terms_of(&self, rank: u32, mut each: impl FnMut(u32) -> bool) {
        let bytes = self.forward.as_ref();
        let mut at = self.forward_offsets.get(rank / FORWARD_BLOCK) as usize;
        let mut skip = rank % FORWARD_BLOCK;
        while skip > 0 {
            match varint::read(bytes, &mut at) {
                Some(value) => skip -= value & 1,
                None => return,
            }
        }
        while let Some(value) = varint::read(bytes, &mut at) {
            if !each(self.by_frequency.get(value >> 1)) || value & 1 == 1 {
                return;
            }
        }
    }

    /// The ranks of a term, rising.
    pub(crate) fn postings(&self, term: u32) -> Postings<'_> {
        let start = self.posting_offsets.get(term) as usize;
        let end = self.posting_offsets.get(term.saturating_add(1)) as usize;
        Postings {
            bytes: self.postings.as_ref().get(start..end).unwrap_or_default(),
            at: 0,
            rank: 0,
        }
    }

    /// Bytes that the ranks of these terms take: a measure of how many they are.
    pub(crate) fn posting_bytes(&self, first: u32, end: u32) -> u32 {
        self.posting_offsets
            .get(end)
            .saturating_sub(self.posting_offsets.get(first))
    }
}

/// The ranks of a term.
#[derive(Debug)]
pub(crate) struct Postings<'a> {
    bytes: &'a [u8],
    at: usize,
    rank: u32,
}

impl Iterator for Postings<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let difference = varint::read(self.bytes, &mut self.at)?;
        self.rank = self.rank.checked_add(difference)?;
        Some(self.rank)
    }
}

/// A path as some folders have it: the folded words joined by hyphens.
pub(crate) fn hyphenated(folded: &str) -> String {
    words(folded).collect::<Vec<_>>().join("-")
}
