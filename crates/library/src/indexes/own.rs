//! The indexes of own collections, which follow the person's changes.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pandect_core::page::RECIPE;
use pandect_search::{Cancel, Document, FullTextWriter, TitleIndexBuilder};
use pandect_store::CollectionRow;

use super::making::{Incoming, add_titles};
use super::{Index, Indexes, editions, manifest, text_in, titles_in};
use crate::{Error, Library, Result, locked};

/// Where the indexes of own collections are.
pub(super) const FOLDER: &str = "library";
/// Articles that are asked for at once.
const BATCH: u32 = 500;

impl Library {
    /// The index of an own collection, made anew where an article changed since it was made.
    pub(super) fn own_index(&self, row: &CollectionRow) -> Result<Arc<Index>> {
        let _turn = locked(&self.indexes.catching_up);
        if let Some((change, folder)) = self.newest_own(&row.name) {
            let (changed, gone) = self
                .file
                .read(|reader| reader.articles_changed_since(change))?;
            let touched = changed.iter().any(|article| article.collection == row.name)
                || gone.iter().any(|(collection, _)| *collection == row.name);
            if !touched && let Some(index) = self.indexes.open(row, &folder) {
                return Ok(index);
            }
        }
        let folder = self.own_folder(&row.name, self.changes()?);
        let made = self.make_own(row, &folder);
        let index = self.indexes.open(row, &folder);
        // Another process may have made the same index meanwhile.
        if index.is_none() {
            made?;
        }
        index.ok_or_else(|| {
            Error::invalid(
                format!("the index of `{}` cannot be read", row.name),
                "Delete the folder `index` in the data folder; it is made anew.",
            )
        })
    }

    /// Makes the index of an own collection as it is now.
    pub(super) fn make_own_now(&self, row: &CollectionRow) -> Result<()> {
        self.make_own(row, &self.own_folder(&row.name, self.changes()?))
    }

    /// The change that the newest index of an own collection was made at, and where it is.
    fn newest_own(&self, name: &str) -> Option<(i64, PathBuf)> {
        let recipe = format!("-{RECIPE}");
        let made =
            editions(&self.indexes.folder.join(FOLDER), name).filter_map(|(change, folder)| {
                let change = change.strip_suffix(&recipe)?.parse().ok()?;
                Some((change, folder))
            });
        made.max_by_key(|(change, _)| *change)
    }

    fn own_folder(&self, name: &str, change: i64) -> PathBuf {
        let folder = self.indexes.folder.join(FOLDER);
        folder.join(format!("{name}@{change}-{RECIPE}"))
    }

    /// Makes an index aside, gives it its name, and throws those of other changes away. Others may do the
    /// same at this moment: each has a folder of its own to build in.
    fn make_own(&self, row: &CollectionRow, folder: &Path) -> Result<()> {
        let parent = self.indexes.folder.join(FOLDER);
        let building = parent.join(format!("{}.building-{}", row.name, std::process::id()));
        let failed = |source| Error::File {
            file: building.clone(),
            source,
        };
        if building.exists() {
            fs::remove_dir_all(&building).map_err(failed)?;
        }
        fs::create_dir_all(&building).map_err(failed)?;
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
                let importance = incoming.of_path(path);
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
