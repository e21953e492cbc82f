//! The indexes of own collections, which follow the person's changes.

use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use pandect_core::page::RECIPE;
use pandect_search::{Cancel, Document, FullTextWriter, TitleIndexBuilder};
use pandect_store::CollectionRow;

use super::making::{Incoming, add_titles};
use super::{Failed, Index, Indexes, Opened, editions, entries, manifest, text_in, titles_in};
use crate::collections::lock_within;
use crate::{Error, Library, Result, locked};

/// Where the indexes of own collections are.
pub(super) const FOLDER: &str = "library";
/// After a failure the index before is used for so long without another try: each would fill a full disk.
const REST: Duration = Duration::from_mins(1);
/// Another host that makes an index has not done so after this: it was halted.
const PATIENCE: Duration = Duration::from_secs(20);
/// Articles that are asked for at once.
const BATCH: u32 = 500;

impl Library {
    /// Opens the index of an own collection, made anew where an article changed since it was made; where that
    /// fails, the one before.
    pub(super) fn open_own(&self, row: &CollectionRow, opened: &mut Opened) {
        let _turn = locked(&self.indexes.catching_up);
        let made = match self.failed_lately(&row.name) {
            Some(why) => Err(why),
            None => self
                .newest_own_index(row)
                .map_err(|error| self.failed_now(&row.name, &error)),
        };
        let index = match made {
            Ok(index) => Some(index),
            Err(why) => {
                let before = self.newest_own(&row.name);
                let before = before
                    .and_then(|(_, folder)| self.indexes.open_whole(&folder, &manifest(row)).ok());
                opened.failed.push(Failed {
                    title: row.title.clone(),
                    why,
                    has_before: before.is_some(),
                });
                before
            }
        };
        opened
            .indexes
            .extend(index.map(|index| (row.name.clone(), index)));
    }

    /// Why an index could not be made a moment ago.
    fn failed_lately(&self, name: &str) -> Option<String> {
        let failed = locked(&self.indexes.failed);
        let (when, why) = failed.get(name)?;
        (when.elapsed() < REST).then(|| why.clone())
    }

    fn failed_now(&self, name: &str, error: &Error) -> String {
        tracing::warn!(%error, "an index could not be made anew");
        let why = error.to_string();
        let failed = (Instant::now(), why.clone());
        locked(&self.indexes.failed).insert(name.to_owned(), failed);
        why
    }

    fn newest_own_index(&self, row: &CollectionRow) -> Result<Arc<Index>> {
        if let Some(index) = self.own_as_it_is(row)? {
            return Ok(index);
        }
        let _turn_of_hosts = self.turn_of_hosts(&row.name)?;
        // Another host may have made it while this one waited.
        if let Some(index) = self.own_as_it_is(row)? {
            return Ok(index);
        }
        let folder = self.own_folder(&row.name, self.changes()?);
        self.make_own(row, &folder)?;
        self.indexes
            .open_whole(&folder, &manifest(row))
            .map_err(|problem| {
                Error::invalid(
                    format!(
                        "the index that was made of `{}` cannot be read: {}",
                        row.name, problem.why
                    ),
                    "Check that the disk is well and has room, then search again.",
                )
            })
    }

    /// Makes the index of an own collection as it is now.
    pub(super) fn make_own_now(&self, row: &CollectionRow) -> Result<()> {
        let _turn_of_hosts = self.turn_of_hosts(&row.name)?;
        self.make_own(row, &self.own_folder(&row.name, self.changes()?))
    }

    /// The index of an own collection, where nothing changed since it was made.
    fn own_as_it_is(&self, row: &CollectionRow) -> Result<Option<Arc<Index>>> {
        let Some((change, folder)) = self.newest_own(&row.name) else {
            return Ok(None);
        };
        let (changed, gone) = self
            .file
            .read(|reader| reader.articles_changed_since(change))?;
        let touched = changed.iter().any(|article| article.collection == row.name)
            || gone.iter().any(|(collection, _)| *collection == row.name);
        Ok((!touched)
            .then(|| self.indexes.open_whole(&folder, &manifest(row)).ok())
            .flatten())
    }

    /// Held while an index is made: of several hosts that find it old, one makes it, and the others wait
    /// for that, as long as that takes at most. It ends with the process that holds it.
    fn turn_of_hosts(&self, name: &str) -> Result<File> {
        let folder = self.own_indexes();
        fs::create_dir_all(&folder).map_err(|source| Error::File {
            file: folder.clone(),
            source,
        })?;
        lock_within(PATIENCE, &folder, name)
    }

    /// The change that the newest index of an own collection was made at, and where it is.
    fn newest_own(&self, name: &str) -> Option<(i64, PathBuf)> {
        let recipe = format!("-{RECIPE}");
        let made = editions(&self.own_indexes(), name).filter_map(|(change, folder)| {
            let change = change.strip_suffix(&recipe)?.parse().ok()?;
            Some((change, folder))
        });
        made.max_by_key(|(change, _)| *change)
    }

    fn own_folder(&self, name: &str, change: i64) -> PathBuf {
        self.own_indexes().join(format!("{name}@{change}-{RECIPE}"))
    }

    fn own_indexes(&self) -> PathBuf {
        self.indexes.folder.join(FOLDER)
    }

    /// Makes an index aside, gives it its name, and throws those of other changes away.
    fn make_own(&self, row: &CollectionRow, folder: &Path) -> Result<()> {
        let parent = self.own_indexes();
        let unfinished = format!("{}.building", row.name);
        let building = parent.join(&unfinished);
        let failed = |source| Error::File {
            file: building.clone(),
            source,
        };
        // A process may have ended while it made one.
        for (path, _) in entries(&parent).filter(|(_, entry)| entry.starts_with(&unfinished)) {
            fs::remove_dir_all(&path).map_err(failed)?;
        }
        fs::create_dir(&building).map_err(failed)?;
        let made = self.fill_own(row, &building).and_then(|()| {
            // An index that is open is let go of before its folder is touched.
            self.indexes.forget(&row.name);
            if folder.exists() {
                fs::remove_dir_all(folder).map_err(failed)?;
            }
            fs::rename(&building, folder).map_err(failed)
        });
        if made.is_err() {
            // What is left of a failed build is thrown away by the next one at the latest.
            let _removed = fs::remove_dir_all(&building);
        }
        made?;
        locked(&self.indexes.failed).remove(&row.name);
        Indexes::remove_others(&parent, &row.name, folder);
        Ok(())
    }

    fn fill_own(&self, row: &CollectionRow, folder: &Path) -> Result<()> {
        let incoming = Incoming::of(self.file.read(|reader| reader.incoming_links(&row.name))?);
        let mut titles = TitleIndexBuilder::new(&titles_in(folder), row.edition.as_bytes());
        let options = self.writer_options();
        let mut text = FullTextWriter::begin(&text_in(folder), manifest(row), &options)?;
        let mut offset = 0;
        loop {
            let batch = self.list_articles(&row.name, offset, BATCH)?;
            if batch.is_empty() {
                break;
            }
            offset += BATCH;
            for link in batch {
                let loaded = self.page(&Self::address(&link.address)?)?;
                let (path, page) = (&loaded.address.path, &loaded.page);
                let importance = incoming.weigh(path, page.text.len() as u64);
                add_titles(&mut titles, path, &page.title, &page.redirects, importance)?;
                text.add(&Document {
                    path,
                    title: &page.title,
                    text: &page.text,
                    language: &page.language,
                    categories: &page.categories,
                    importance,
                })?;
            }
        }
        titles.finish(&Cancel::new())?;
        let mut merging = |_, _| ControlFlow::Continue(());
        Ok(text.finish(offset.into(), &mut merging, || ())?)
    }
}
