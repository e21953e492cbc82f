//! Short texts, kept in the index: a collection that is slow to give its texts need not be asked for those
//! that most results are of. An archive unpacks a megabyte for one.

use std::fmt;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::{DocAddress, Searcher};
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::DecoderDictionary;
use zstd::zstd_safe::DCtx;

use super::stored::Packed;
use crate::analysis::Language;
use crate::atomic;

/// Longer texts are not kept, in bytes. Nine of ten articles that are found first are shorter.
const LONGEST: usize = 6_000;
/// Kept texts take at most this of all texts, packed, in thousandths, and [`FREE`] bytes: where most are short,
/// not all of them are kept.
const SHARE: u64 = 148;
const FREE: u64 = 4 << 20;
/// The next lower one takes 3% less of the processors for an index, and 3% more room for its texts.
const LEVEL: i32 = 9;
/// Bytes of texts of which the dictionary is made, the first that come. They are packed without it.
const SAMPLE: usize = if cfg!(test) { 1 << 20 } else { 16 << 20 };
/// Bytes of the dictionary. Without one texts are packed to 0.51 of their length, with 110 kB of it to 0.38,
/// with so much to 0.34.
const DICTIONARY: usize = if cfg!(test) { 64 << 10 } else { 1 << 20 };
/// The file of the dictionary, in the folder of the index, empty where there is none; its last four bytes are
/// its CRC-32.
const FILE: &str = "texts.dictionary";

/// Packs the texts of an index that is written.
pub(super) struct Keeper {
    folder: PathBuf,
    packer: Compressor<'static>,
    /// The texts of which the dictionary will be made; none where it is made.
    sample: Option<Vec<u8>>,
    sizes: Vec<usize>,
    /// Bytes of all texts that came, and of those that were kept, packed.
    come: u64,
    kept: u64,
}

impl Keeper {
    /// Gives a new index a dictionary, an empty one.
    pub(super) fn prepare(folder: &Path) -> io::Result<()> {
        write_dictionary(folder, &[])
    }

    /// For an index in a folder, which may hold documents from before.
    pub(super) fn new(folder: &Path, holds_some: bool) -> io::Result<Self> {
        let dictionary = read_dictionary(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            packer: Compressor::with_dictionary(LEVEL, &dictionary)?,
            sample: dictionary.is_empty().then(Vec::new),
            sizes: Vec::new(),
            come: 0,
            // What is free was used before.
            kept: if holds_some { FREE } else { 0 },
        })
    }

    /// A text, packed, where it is to be kept.
    pub(super) fn pack(&mut self, text: &str) -> io::Result<Option<Vec<u8>>> {
        self.come += text.len() as u64;
        if text.is_empty() || text.len() > LONGEST {
            return Ok(None);
        }
        self.learn(text)?;
        if self.kept > self.come * SHARE / 1_000 + FREE {
            return Ok(None);
        }
        let packed = self.packer.compress(text.as_bytes())?;
        self.kept += packed.len() as u64;
        Ok(Some(packed))
    }

    /// Takes a text for the dictionary, which is made as soon as there are enough.
    fn learn(&mut self, text: &str) -> io::Result<()> {
        let Some(sample) = &mut self.sample else {
            return Ok(());
        };
        sample.extend(text.as_bytes());
        self.sizes.push(text.len());
        if sample.len() < SAMPLE {
            return Ok(());
        }
        self.make_dictionary()
    }

    fn make_dictionary(&mut self) -> io::Result<()> {
        let (sample, sizes) = (self.sample.take(), std::mem::take(&mut self.sizes));
        let sample = sample.unwrap_or_default();
        // It fails on texts that have nothing in common, and then there is nothing to gain.
        if let Ok(dictionary) = zstd::dict::from_continuous(&sample, &sizes, DICTIONARY) {
            write_dictionary(&self.folder, &dictionary)?;
            self.packer = Compressor::with_dictionary(LEVEL, &dictionary)?;
        }
        Ok(())
    }
}

/// What unpacks the texts of an index.
pub(super) struct Unpacker {
    dictionary: DecoderDictionary<'static>,
    /// Making a decoder takes longer than its work.
    idle: Mutex<Vec<DCtx<'static>>>,
}

impl Unpacker {
    /// For the index in a folder.
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        let dictionary = read_dictionary(folder)?;
        // One that is no dictionary is told of here.
        Decompressor::with_dictionary(&dictionary)?;
        Ok(Self {
            dictionary: DecoderDictionary::copy(&dictionary),
            idle: Mutex::default(),
        })
    }

    fn unpack(&self, packed: &[u8]) -> Option<Vec<u8>> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let decoder = idle().pop();
        let mut decoder = decoder.or_else(DCtx::try_create)?;
        let mut plain = Vec::with_capacity(LONGEST);
        let dictionary = self.dictionary.as_ddict();
        decoder
            .decompress_using_ddict(&mut plain, packed, dictionary)
            .ok()?;
        idle().push(decoder);
        Some(plain)
    }
}

/// A short text that an index keeps.
#[derive(Clone)]
pub(super) struct KeptText {
    pub(super) searcher: Searcher,
    pub(super) address: DocAddress,
    pub(super) language: Language,
    pub(super) unpacker: Arc<Unpacker>,
}

impl KeptText {
    /// The text; none where it is damaged.
    pub(super) fn read(&self) -> Option<String> {
        let read = || self.searcher.doc(self.address);
        // Tantivy may panic over a damaged file.
        let Packed(packed) = catch_unwind(AssertUnwindSafe(read)).ok()?.ok()?;
        String::from_utf8(self.unpacker.unpack(&packed)?).ok()
    }
}

impl fmt::Debug for KeptText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("KeptText")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

fn write_dictionary(folder: &Path, dictionary: &[u8]) -> io::Result<()> {
    let place = folder.join(FILE);
    let aside = atomic::unfinished(&place);
    let mut written = File::create(&aside)?;
    written.write_all(dictionary)?;
    written.write_all(&crc32fast::hash(dictionary).to_le_bytes())?;
    // What is packed with it must not become permanent before it.
    written.sync_all()?;
    atomic::publish(&aside, &place)
}

/// The dictionary of the index in a folder.
pub(super) fn read_dictionary(folder: &Path) -> io::Result<Vec<u8>> {
    let damaged = |damage: &str| io::Error::new(io::ErrorKind::InvalidData, damage);
    let file = match File::open(folder.join(FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(damaged("the dictionary of its texts is not there"));
        }
        opened => opened?,
    };
    let mut dictionary = Vec::new();
    let longest = DICTIONARY + size_of::<u32>();
    file.take(longest as u64 + 1).read_to_end(&mut dictionary)?;
    let end = dictionary.len().checked_sub(size_of::<u32>());
    let sum = end.map(|end| dictionary.split_off(end));
    if sum.is_some_and(|sum| sum == crc32fast::hash(&dictionary).to_le_bytes()) {
        Ok(dictionary)
    } else {
        Err(damaged("the dictionary of its texts is damaged"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_short_texts_alone_a_share_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        Keeper::prepare(folder.path()).unwrap();
        let mut keeper = Keeper::new(folder.path(), false).unwrap();
        let mut state = 1_u64;
        let mut letters = |length| -> String {
            let next = || {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                char::from(b'a' + u8::try_from((state >> 40) % 26).unwrap())
            };
            std::iter::repeat_with(next).take(length).collect()
        };
        let (mut come, mut kept, mut first) = (0_u64, 0_u64, None);
        for number in 0..8_000 {
            let text = letters(1_500);
            come += text.len() as u64;
            match keeper.pack(&text).unwrap() {
                Some(packed) => kept += packed.len() as u64,
                None => first = first.or(Some(number)),
            }
        }
        assert!(first.is_some_and(|first| first > 2_000), "{first:?}");
        let share = come * SHARE / 1_000 + FREE;
        assert!(
            (share - 2_000..share + 2_000).contains(&kept),
            "{kept} of {come}"
        );
        assert!(keeper.pack("").unwrap().is_none());
        assert!(keeper.pack(&letters(LONGEST + 1)).unwrap().is_none());
    }
}
