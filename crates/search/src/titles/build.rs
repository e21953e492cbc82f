//! Building a title index: everything is gathered in memory, numbered, and written in one go.

use std::path::{Path, PathBuf};

use pandect_core::fold::fold;

use super::arena::Arena;
use super::format::{
    AS_TITLE, FOLDED, HYPHENATED, LITERAL, OWN_PATH, RECORD_BLOCK, REDIRECT, REPEATED, Record,
    SENTENCE, Section, UNDERSCORED, WORDS, WRITTEN, push_packed, width,
};
use super::index::hyphenated;
use super::spelling::Spelling;
use super::words::Words;
use super::writer::Writer;
use super::{TitleEntry, redirects};
use crate::cancel::Cancel;
use crate::error::IndexError;
use std::io::Write;

/// A folded title is cut behind so many bytes.
const MAX_FOLDED: usize = 400;
/// A title index holds at most so many entries.
const MAX_ENTRIES: usize = 1 << 30;

/// What a title index of a collection is made from.
pub struct TitleIndexBuilder {
    path: PathBuf,
    stamp: Vec<u8>,
    pub(crate) titles: Arena,
    /// Paths that do not follow from their titles, and targets of redirects.
    pub(crate) paths: Arena,
    pub(crate) entries: Vec<Entry>,
}

/// An entry as it was added.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) importance: u32,
    pub(crate) path: PathOf,
    /// Number of the target in the paths.
    pub(crate) redirect: Option<std::num::NonZeroU32>,
}

/// How a path follows from its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PathOf {
    Underscored,
    AsTitle,
    Hyphenated,
    /// Not: it is in the paths under this number.
    Own(u32),
}

impl TitleIndexBuilder {
    /// Begins an index that will stand at `path`. The stamp says what it belongs to.
    pub fn new(path: &Path, stamp: &[u8]) -> Self {
        let mut paths = Arena::default();
        paths.push(""); // Zero is no redirect's number.
        Self {
            path: path.to_owned(),
            stamp: stamp.to_vec(),
            titles: Arena::default(),
            paths,
            entries: Vec::new(),
        }
    }

    /// Adds an article or a redirect.
    pub fn add(&mut self, entry: &TitleEntry<'_>) -> Result<(), IndexError> {
        if self.entries.len() >= MAX_ENTRIES {
            return Err(self.too_large("titles", MAX_ENTRIES as u64));
        }
        let path = self.path_of(entry);
        let redirect = match entry.redirect_to {
            Some(target) => std::num::NonZeroU32::new(self.paths.push(target)),
            None => None,
        };
        self.titles.push(entry.title);
        self.entries.push(Entry {
            importance: entry.importance,
            path,
            redirect,
        });
        Ok(())
    }

    /// How many entries were added.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Writes the index and puts it in its place; gives its size. Redirects that lead nowhere, or
    /// whose title folds to that of their target, are left out.
    pub fn finish(self, cancel: &Cancel) -> Result<u64, IndexError> {
        let targets = redirects::targets(&self);
        let by_rank = self.by_rank(&targets);
        let mut rank_of = vec![u32::MAX; self.entries.len()];
        for (rank, entry) in (0..).zip(&by_rank) {
            rank_of[*entry as usize] = rank;
        }
        stop_if(cancel)?;
        let mut folded = Arena::default();
        for entry in &by_rank {
            folded.push(&folded_title(self.titles.get(*entry)));
        }
        let ranks = by_alphabet(&folded);
        stop_if(cancel)?;

        let mut writer = Writer::create(&self.path)?;
        write_titles(&mut writer, &folded, &ranks)?;
        stop_if(cancel)?;
        write_numbering(&mut writer, &ranks)?;
        self.write_records(&mut writer, &folded, &ranks, &by_rank, |entry| {
            targets
                .get(&entry)
                .and_then(|target| rank_of.get(*target as usize))
                .copied()
        })?;
        drop((ranks, rank_of));
        stop_if(cancel)?;
        let words = Words::of(&folded);
        let terms = words.count();
        words.write(&mut writer, cancel)?;
        writer.section(Section::Importance, |out| {
            out.write_all(&self.importance_runs(&by_rank))
        })?;
        writer.section(Section::Stamp, |out| out.write_all(&self.stamp))?;
        writer.publish(folded.len(), terms)
    }

    fn path_of(&mut self, entry: &TitleEntry<'_>) -> PathOf {
        let (title, path) = (entry.title, entry.path);
        if path.len() == title.len() {
            if path == title {
                return PathOf::AsTitle;
            }
            let as_underscore = |byte| if byte == b' ' { b'_' } else { byte };
            if title.bytes().map(as_underscore).eq(path.bytes()) {
                return PathOf::Underscored;
            }
        }
        if path.contains('-') && path == hyphenated(&folded_title(title)) {
            return PathOf::Hyphenated;
        }
        PathOf::Own(self.paths.push(path))
    }

    /// Entries by importance; among equals articles first, then short titles, then the alphabet.
    fn by_rank(&self, targets: &redirects::Targets) -> Vec<u32> {
        let count = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let kept = |entry: &u32| {
            self.entries[*entry as usize].redirect.is_none() || targets.contains_key(entry)
        };
        let mut order: Vec<u32> = (0..count).filter(kept).collect();
        let key = |entry: u32| {
            let added = &self.entries[entry as usize];
            let title = self.titles.get(entry);
            (
                std::cmp::Reverse(added.importance),
                added.redirect.is_some(),
                title.len(),
                title,
            )
        };
        order.sort_by(|one, other| key(*one).cmp(&key(*other)));
        order
    }

    fn write_records(
        &self,
        writer: &mut Writer,
        folded: &Arena,
        ranks: &[u32],
        by_rank: &[u32],
        target: impl Fn(u32) -> Option<u32>,
    ) -> Result<(), IndexError> {
        let mut offsets = Vec::with_capacity(ranks.len() / 4 + 4);
        let mut length = 0_u64;
        let mut record = Vec::new();
        let mut before = None;
        writer.section(Section::Records, |out| {
            for (position, rank) in (0_u32..).zip(ranks) {
                if position % RECORD_BLOCK == 0 {
                    offsets.extend_from_slice(
                        &u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes(),
                    );
                }
                let title = folded.get(*rank);
                let entry = by_rank[*rank as usize];
                record.clear();
                self.push_record(
                    &mut record,
                    entry,
                    title,
                    before == Some(title),
                    target(entry),
                );
                out.write_all(&record)?;
                length += record.len() as u64;
                before = Some(title);
            }
            Ok(())
        })?;
        if length > u64::from(u32::MAX) {
            return Err(self.too_large("bytes of titles", u64::from(u32::MAX)));
        }
        writer.section(Section::RecordOffsets, |out| out.write_all(&offsets))
    }

    fn push_record(
        &self,
        out: &mut Vec<u8>,
        entry: u32,
        folded: &str,
        repeated: bool,
        target: Option<u32>,
    ) {
        let spelling = Spelling::of(self.titles.get(entry), folded);
        let mut record = Record::default();
        record.flags = match &spelling {
            Spelling::Folded => FOLDED,
            Spelling::Sentence => SENTENCE,
            Spelling::Words => WORDS,
            Spelling::Patch(bytes) => {
                record.spelling = bytes;
                WRITTEN
            }
            Spelling::Literal(bytes) => {
                record.spelling = bytes;
                WRITTEN | LITERAL
            }
        };
        if repeated {
            record.flags |= REPEATED;
        }
        if let Some(target) = target {
            record.flags |= REDIRECT;
            record.target = target;
        } else {
            record.flags |= match self.entries[entry as usize].path {
                PathOf::Underscored => UNDERSCORED,
                PathOf::AsTitle => AS_TITLE,
                PathOf::Hyphenated => HYPHENATED,
                PathOf::Own(number) => {
                    record.path = self.paths.get(number).as_bytes();
                    OWN_PATH
                }
            };
        }
        record.write(out);
    }

    fn importance_runs(&self, by_rank: &[u32]) -> Vec<u8> {
        let mut runs = Vec::new();
        let mut before = None;
        for (rank, entry) in (0_u32..).zip(by_rank) {
            let importance = rounded(self.entries[*entry as usize].importance);
            if before != Some(importance) {
                runs.extend_from_slice(&rank.to_le_bytes());
                runs.extend_from_slice(&importance.to_le_bytes());
                before = Some(importance);
            }
        }
        runs
    }

    fn too_large(&self, what: &'static str, limit: u64) -> IndexError {
        IndexError::TooLarge {
            path: self.path.clone(),
            what,
            limit,
        }
    }
}

pub(crate) fn stop_if(cancel: &Cancel) -> Result<(), IndexError> {
    if cancel.is_cancelled() {
        Err(IndexError::Cancelled)
    } else {
        Ok(())
    }
}

/// A folded title as the index keeps it.
pub(crate) fn folded_title(title: &str) -> String {
    let mut folded = fold(title);
    if folded.len() > MAX_FOLDED {
        folded.truncate(folded.floor_char_boundary(MAX_FOLDED));
        folded.truncate(folded.trim_end().len());
    }
    folded
}

/// Importance with eight significant bits, so that equal ones run long.
fn rounded(importance: u32) -> u32 {
    let spare = (u32::BITS - importance.leading_zeros()).saturating_sub(8);
    importance >> spare << spare
}

/// Ranks by their folded titles, and among equal titles rising.
fn by_alphabet(folded: &Arena) -> Vec<u32> {
    // The first eight bytes decide most comparisons without a look into the arena.
    let mut keys: Vec<(u64, u32)> = (0..folded.len())
        .map(|rank| {
            let mut head = [0; 8];
            let title = folded.get(rank).as_bytes();
            let length = title.len().min(8);
            head[..length].copy_from_slice(&title[..length]);
            (u64::from_be_bytes(head), rank)
        })
        .collect();
    keys.sort_unstable_by(|one, other| {
        one.0
            .cmp(&other.0)
            .then_with(|| folded.get(one.1).cmp(folded.get(other.1)))
            .then_with(|| one.1.cmp(&other.1))
    });
    keys.into_iter().map(|(_, rank)| rank).collect()
}

fn write_titles(writer: &mut Writer, folded: &Arena, ranks: &[u32]) -> Result<(), IndexError> {
    writer.section(Section::Titles, |out| {
        let mut map = fst::MapBuilder::new(out).map_err(std::io::Error::other)?;
        let mut before = None;
        for (position, rank) in (0..).zip(ranks) {
            let title = folded.get(*rank);
            if before != Some(title) {
                map.insert(title, position).map_err(std::io::Error::other)?;
                before = Some(title);
            }
        }
        map.finish().map_err(std::io::Error::other)
    })
}

fn write_numbering(writer: &mut Writer, ranks: &[u32]) -> Result<(), IndexError> {
    let width = width(u32::try_from(ranks.len()).unwrap_or(u32::MAX));
    let mut positions = vec![0_u32; ranks.len()];
    for (position, rank) in (0..).zip(ranks) {
        positions[*rank as usize] = position;
    }
    for (section, numbers) in [
        (Section::Ranks, ranks),
        (Section::Positions, positions.as_slice()),
    ] {
        writer.section(section, |out| {
            write_packed(out, width, numbers.iter().copied())
        })?;
    }
    Ok(())
}

pub(crate) fn write_packed(
    out: &mut Writer,
    width: usize,
    numbers: impl Iterator<Item = u32>,
) -> std::io::Result<()> {
    let mut buffer = Vec::with_capacity(1 << 16);
    for number in numbers {
        push_packed(&mut buffer, width, number);
        if buffer.len() + 4 > 1 << 16 {
            out.write_all(&buffer)?;
            buffer.clear();
        }
    }
    out.write_all(&buffer)
}
