//! Making the index of an archive or an imported collection: its titles first, so that they can be
//! searched within seconds, then its texts, which goes on where it was when the program ended.

use std::collections::HashMap;
use std::path::Path;

use pandect_search::{
    Cancel, Document, FullTextWriter, TitleEntry, TitleIndexBuilder, WriterOptions,
};
use pandect_store::{CollectionKind, CollectionRow};

use super::{Extent, Indexes, manifest, text_in, titles_in};
use crate::dto::Phase;
use crate::links::folded_name;
use crate::progress::{Progress, Watcher, tell};
use crate::{Error, Library, Result};

/// After so many articles what is done is made permanent.
const BETWEEN_CHECKPOINTS: u64 = 10_000;

impl Library {
    /// Makes the whole index of a collection; of an archive whose titles are well, of its texts.
    pub(crate) fn index_now(&self, row: &CollectionRow, watcher: &mut Watcher<'_>) -> Result<()> {
        self.make_index(row, Extent::Whole, watcher)
    }

    /// Makes the index of an archive's titles alone, unless there is one of this edition.
    pub(crate) fn index_titles(
        &self,
        row: &CollectionRow,
        watcher: &mut Watcher<'_>,
    ) -> Result<()> {
        self.make_index(row, Extent::Titles, watcher)
    }

    /// The collections whose indexes are damaged, or of another edition or another version of Pandect, and
    /// how much of each is to be made anew.
    pub(crate) fn broken_indexes(&self) -> Result<Vec<(String, Extent)>> {
        let rows = self.file.read(|reader| reader.collections())?;
        let broken = |row: CollectionRow| {
            let extent = self.indexes.broken(&row)?;
            Some((row.name, extent))
        };
        Ok(rows.into_iter().filter_map(broken).collect())
    }

    /// Makes the index of a collection anew, if it is still broken.
    pub(crate) fn mend_broken_index(&self, name: &str, watcher: &mut Watcher<'_>) -> Result<()> {
        if self.indexes.broken(&self.collection(name)?).is_some() {
            self.mend_index(name, watcher)?;
        }
        Ok(())
    }

    /// Makes as much anew of the index of a collection as there was; says whether there was one.
    pub(crate) fn mend_index(&self, name: &str, watcher: &mut Watcher<'_>) -> Result<bool> {
        let row = self.collection(name)?;
        let _lock = self.lock(name)?;
        let Some(wanted) = self.indexes.wanted(&row) else {
            return Ok(false);
        };
        self.make_index(&row, wanted, watcher)?;
        Ok(true)
    }

    /// Makes so much of the index of a collection; titles that are well are left as they are.
    fn make_index(
        &self,
        row: &CollectionRow,
        extent: Extent,
        watcher: &mut Watcher<'_>,
    ) -> Result<()> {
        if row.kind == CollectionKind::Own {
            return self.make_own_now(row);
        }
        let folder = self.indexes.place(row);
        if !self.indexes.has_titles(row) {
            self.make_titles(row, &folder, watcher)?;
        }
        match extent {
            Extent::Titles => Ok(()),
            Extent::Whole => self.make_text(row, &folder, watcher),
        }
    }

    /// How much of the machine making an index may use: as the person chose, within bounds.
    pub(super) fn writer_options(&self) -> WriterOptions {
        let megabytes = self.settings().unwrap_or_default().index_memory;
        WriterOptions {
            memory_budget: usize::from(megabytes.clamp(64, 512)) << 20,
            ..WriterOptions::default()
        }
    }

    fn make_titles(
        &self,
        row: &CollectionRow,
        folder: &Path,
        watcher: &mut Watcher<'_>,
    ) -> Result<()> {
        std::fs::create_dir_all(folder).map_err(|source| Error::File {
            file: folder.to_path_buf(),
            source,
        })?;
        let mut titles = TitleIndexBuilder::new(&titles_in(folder), row.edition.as_bytes());
        match row.kind {
            CollectionKind::Archive => self.archive_titles(row, &mut titles, watcher)?,
            CollectionKind::Imported | CollectionKind::Own => {
                self.imported_titles(row, &mut titles, watcher)?;
            }
        }
        // An index that is open is let go of before its files are touched.
        self.indexes.forget(&row.name);
        titles.finish(&Cancel::new())?;
        Ok(())
    }

    fn make_text(
        &self,
        row: &CollectionRow,
        folder: &Path,
        watcher: &mut Watcher<'_>,
    ) -> Result<()> {
        let options = WriterOptions {
            // The text of one article takes as long from an archive as twenty from elsewhere.
            keep_texts: row.kind == CollectionKind::Archive,
            ..self.writer_options()
        };
        let writer = FullTextWriter::begin(&text_in(folder), manifest(row), &options)?;
        let mut texts = Texts {
            place: writer.reached(),
            writer,
            total: 0,
            watcher,
        };
        match row.kind {
            CollectionKind::Archive => self.archive_texts(row, &mut texts)?,
            CollectionKind::Imported | CollectionKind::Own => {
                self.imported_texts(row, &mut texts)?;
            }
        }
        texts.finish(|| self.indexes.forget(&row.name))?;
        self.indexes.forget(&row.name);
        Indexes::remove_others(&self.indexes.folder, &row.name, folder);
        Ok(())
    }
}

/// Takes the texts of a collection in a fixed order, and knows how far in it they are.
pub(super) struct Texts<'a, 'w> {
    writer: FullTextWriter,
    place: u64,
    /// Articles in all.
    pub(super) total: u64,
    watcher: &'a mut Watcher<'w>,
}

impl Texts<'_, '_> {
    /// How far in their order the texts were taken before; 0 at the beginning.
    pub(super) fn reached(&self) -> u64 {
        self.writer.reached()
    }

    /// Adds a text.
    pub(super) fn add(&mut self, document: &Document<'_>) -> Result<()> {
        Ok(self.writer.add(document)?)
    }

    /// Notes how far in their order all have been taken, those included that cannot be read.
    pub(super) fn reach(&mut self, place: u64) -> Result<()> {
        self.place = place;
        if place >= self.writer.reached() + BETWEEN_CHECKPOINTS {
            self.writer.checkpoint(place)?;
        }
        self.tell(place)
    }

    /// Tells how far it is.
    pub(super) fn tell(&mut self, place: u64) -> Result<()> {
        let (done, total, phase) = (place, Some(self.total), Phase::Indexing);
        tell(self.watcher, Progress { done, total, phase })
    }

    /// Puts the index of all that were taken in its place; what stands there is closed by `release`.
    fn finish(self, release: impl FnOnce()) -> Result<()> {
        let mut merging = |done, total| {
            let (total, phase) = (Some(total), Phase::Merging);
            (self.watcher)(Progress { done, total, phase })
        };
        Ok(self.writer.finish(self.place, &mut merging, release)?)
    }
}

/// How many links lead to each article of a collection, by folded name.
pub(super) struct Incoming(HashMap<String, u32>);

impl Incoming {
    pub(super) fn of(counted: Vec<(String, u32)>) -> Self {
        Self(counted.into_iter().collect())
    }

    /// What the article at a path matters, by them and by its length in bytes, packed or not.
    pub(super) fn weigh(&self, path: &str, bytes: u64) -> u32 {
        importance(self.0.get(&folded_name(path)).copied().unwrap_or(0), bytes)
    }
}

/// What an article matters, by how often others lead to it, and where that is the same, by its length.
pub(super) fn importance(incoming: u32, bytes: u64) -> u32 {
    incoming
        .saturating_mul(64)
        .saturating_add(bytes.checked_ilog2().unwrap_or(0))
}

/// Adds the title of an article and those of its redirects.
pub(super) fn add_titles(
    titles: &mut TitleIndexBuilder,
    path: &str,
    title: &str,
    redirects: &[String],
    importance: u32,
) -> Result<()> {
    titles.add(&TitleEntry {
        title,
        path,
        redirect_to: None,
        importance,
    })?;
    for redirect in redirects {
        titles.add(&TitleEntry {
            title: redirect,
            path: &redirect.replace(' ', "_"),
            redirect_to: Some(path),
            importance,
        })?;
    }
    Ok(())
}
