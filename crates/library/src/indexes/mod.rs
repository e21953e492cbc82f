//! The indexes of collections: where they are, what they belong to, and making them anew.
//!
//! The index of an archive or an imported collection stands in `index/<name>@<edition>`: its titles, and
//! beside them its texts. That of an own collection stands in `index/library/<name>@<change>`, and is made
//! anew by itself when an article changed since.

mod archive;
mod imported;
mod making;
mod own;

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use pandect_core::page::RECIPE;
use pandect_search::{FullTextIndex, IndexManifest, TitleIndex};
use pandect_store::{CollectionKind, CollectionRow};

use crate::collections::CollectionTitles;
use crate::dto::IndexState;
use crate::{Error, Library, Result, locked};

/// The index of one collection, opened.
pub(crate) struct Index {
    pub(crate) titles: TitleIndex,
    /// None where its texts are not indexed (yet).
    pub(crate) text: Option<FullTextIndex>,
    folder: PathBuf,
}

impl fmt::Debug for Index {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Index")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl Index {
    /// Opens what was made from this edition of a collection.
    fn open(row: &CollectionRow, folder: &Path) -> Result<Self> {
        let titles = TitleIndex::open(&titles_in(folder))?;
        let text = text_in(folder);
        let text = text.exists().then(|| FullTextIndex::open(&text));
        let text = text.transpose()?;
        if let Some(text) = &text {
            text.check(&manifest(row))?;
        }
        Ok(Self {
            titles,
            text,
            folder: folder.to_path_buf(),
        })
    }
}

/// The indexes that are searched.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    /// By the name of their collection.
    pub(crate) indexes: Vec<(String, Arc<Index>)>,
    pub(crate) failed: Vec<Failed>,
    /// All collections, searched or not.
    pub(crate) collections: Vec<CollectionRow>,
}

impl Opened {
    /// The titles of all collections.
    pub(crate) fn collection_titles(&self) -> CollectionTitles {
        CollectionTitles::of_rows(&self.collections)
    }
}

/// An own collection whose index could not be made anew.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) title: String,
    pub(crate) why: String,
    /// Whether the index before is searched, which does not know what changed since.
    pub(crate) has_before: bool,
}

/// How much of an index there is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Titles alone.
    Titles,
    /// Titles and texts.
    Whole,
}

/// The folder of all indexes, and those that are open.
#[derive(Debug)]
pub(crate) struct Indexes {
    folder: PathBuf,
    opened: Mutex<HashMap<String, Arc<Index>>>,
    /// Held while the index of an own collection is looked at: of several that find it old, one makes
    /// it anew, and the others wait for that.
    catching_up: Mutex<()>,
    /// When the index of an own collection could not be made anew, and why.
    failed: Mutex<HashMap<String, (Instant, String)>>,
}

impl Indexes {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_path_buf(),
            opened: Mutex::default(),
            catching_up: Mutex::default(),
            failed: Mutex::default(),
        }
    }

    /// Whether a collection can be searched.
    pub(crate) fn state(&self, row: &CollectionRow) -> IndexState {
        let folder = self.place(row);
        if row.kind == CollectionKind::Own || text_in(&folder).exists() {
            return IndexState::Ready;
        }
        if titles_in(&folder).exists() {
            return IndexState::Titles;
        }
        let other = editions(&self.folder, &row.name).next().is_some();
        if other {
            IndexState::Stale
        } else {
            IndexState::Missing
        }
    }

    /// Bytes of a collection's index on disk, what is being made of it included.
    pub(crate) fn bytes(&self, row: &CollectionRow) -> u64 {
        let folder = match row.kind {
            CollectionKind::Own => &self.folder.join(own::FOLDER),
            CollectionKind::Imported | CollectionKind::Archive => &self.folder,
        };
        let made = editions(folder, &row.name);
        made.map(|(_, folder)| bytes_of(&folder)).sum()
    }

    /// What is wrong with the index of an archive or an imported collection.
    pub(crate) fn problem(&self, row: &CollectionRow) -> Option<String> {
        if row.kind == CollectionKind::Own {
            // It follows the articles by itself.
            return None;
        }
        match self.state(row) {
            IndexState::Missing => Some("it has no index".to_owned()),
            IndexState::Stale => Some("its index is of another edition".to_owned()),
            IndexState::Ready | IndexState::Titles => {
                let opened = Index::open(row, &self.place(row));
                let checked = opened.and_then(|index| match index.text {
                    Some(text) => Ok(text.verify()?),
                    None => Ok(()),
                });
                checked.err().map(|error| error.to_string())
            }
        }
    }

    /// Whether the index of an archive or an imported collection is to be made anew.
    pub(crate) fn is_broken(&self, row: &CollectionRow) -> bool {
        if self.wanted(row).is_none() {
            return false;
        }
        match self.opened(row, &self.place(row)) {
            Ok(index) => index.is_none(),
            Err(Error::Search(error)) => error.is_mended_by_rebuilding(),
            Err(_) => true,
        }
    }

    /// How much of an index of an archive or an imported collection there was, or has to be: as of the
    /// edition before. Nothing where it was left out.
    pub(crate) fn wanted(&self, row: &CollectionRow) -> Option<Extent> {
        let has_text = |(_, folder): (String, PathBuf)| text_in(&folder).exists();
        match (self.state(row), row.kind) {
            (_, CollectionKind::Own) | (IndexState::Missing, CollectionKind::Imported) => None,
            (IndexState::Ready | IndexState::Stale, _)
                if editions(&self.folder, &row.name).any(has_text) =>
            {
                Some(Extent::Whole)
            }
            _ => Some(Extent::Titles),
        }
    }

    /// Throws the indexes of an archive or an imported collection away.
    pub(crate) fn remove(&self, name: &str) -> Result<()> {
        self.forget(name);
        for (_, folder) in editions(&self.folder, name) {
            fs::remove_dir_all(&folder).map_err(|source| Error::File {
                file: folder,
                source,
            })?;
        }
        Ok(())
    }

    /// What unfinished work has left, by the name of its collection.
    pub(crate) fn leftovers(&self) -> Vec<(String, PathBuf)> {
        let mut left = Vec::new();
        for (folder, name) in entries(&self.folder) {
            let Some((name, _)) = name.split_once('@') else {
                continue;
            };
            let parts = entries(&folder).map(|(path, _)| path);
            let parts = parts.filter(|part| {
                let ending = part.extension().unwrap_or_default();
                ending == "unfinished" || ending == "old"
            });
            left.extend(parts.map(|part| (name.to_owned(), part)));
        }
        left
    }

    /// Lets go of what is open of a collection.
    fn forget(&self, name: &str) {
        locked(&self.opened).remove(name);
    }

    /// Throws the indexes of other editions or changes away.
    fn remove_others(parent: &Path, name: &str, kept: &Path) {
        for (_, other) in editions(parent, name).filter(|(_, other)| other != kept) {
            if let Err(error) = fs::remove_dir_all(&other) {
                tracing::warn!(%error, "an old index stays");
            }
        }
    }

    /// Where the index of an archive or an imported collection is.
    fn place(&self, row: &CollectionRow) -> PathBuf {
        // A page made by another recipe has another text, and needs another index.
        self.folder
            .join(format!("{}@{}-{RECIPE}", row.name, row.edition))
    }

    /// The opened index at a folder; none where there is none that can be read.
    fn open(&self, row: &CollectionRow, folder: &Path) -> Option<Arc<Index>> {
        self.opened(row, folder).unwrap_or_else(|error| {
            tracing::warn!(%error, "an index cannot be read");
            None
        })
    }

    /// The opened index at a folder; none where there is none.
    fn opened(&self, row: &CollectionRow, folder: &Path) -> Result<Option<Arc<Index>>> {
        let held = locked(&self.opened).get(&row.name).cloned();
        // One of titles alone is opened anew as soon as its texts are there.
        let whole = |index: &Index| index.text.is_some() || !text_in(folder).exists();
        if let Some(index) = held.filter(|index| index.folder == folder && whole(index)) {
            return Ok(Some(index));
        }
        if !folder.exists() {
            return Ok(None);
        }
        let index = Arc::new(Index::open(row, folder)?);
        locked(&self.opened).insert(row.name.clone(), Arc::clone(&index));
        Ok(Some(index))
    }
}

impl Library {
    /// The indexes of all collections that have one and are searched, or of the one that is asked for.
    pub(crate) fn open_indexes(&self, only: Option<&str>) -> Result<Opened> {
        let collections = self.file.read(|reader| reader.collections())?;
        let mut opened = Opened::default();
        for row in &collections {
            if !only.map_or(row.searched, |only| only == row.name) {
                continue;
            }
            if row.kind == CollectionKind::Own {
                self.open_own(row, &mut opened);
            } else if let Some(index) = self.indexes.open(row, &self.indexes.place(row)) {
                opened.indexes.push((row.name.clone(), index));
            }
        }
        opened.collections = collections;
        Ok(opened)
    }
}

/// The indexes of a collection in a folder: what stands behind the `@`, and where it is.
fn editions(folder: &Path, name: &str) -> impl Iterator<Item = (String, PathBuf)> + use<> {
    let prefix = format!("{name}@");
    entries(folder)
        .filter_map(move |(path, entry)| Some((entry.strip_prefix(&prefix)?.to_owned(), path)))
}

/// What is in a folder, with its names.
fn entries(folder: &Path) -> impl Iterator<Item = (PathBuf, String)> + use<> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| {
        (
            entry.path(),
            entry.file_name().to_string_lossy().into_owned(),
        )
    })
}

/// Bytes of the files in a folder, however deep.
fn bytes_of(folder: &Path) -> u64 {
    let sizes = entries(folder).map(|(path, _)| match path.metadata() {
        Ok(found) if found.is_dir() => bytes_of(&path),
        Ok(found) => found.len(),
        Err(_) => 0,
    });
    sizes.sum()
}

/// Where in the folder of an index its titles are.
fn titles_in(folder: &Path) -> PathBuf {
    folder.join("titles")
}

/// Where in the folder of an index its texts are.
fn text_in(folder: &Path) -> PathBuf {
    folder.join("text")
}

/// What an index of this edition of a collection says that it belongs to.
fn manifest(row: &CollectionRow) -> IndexManifest {
    // Of an own collection the texts change under one edition, and its folder says which they are.
    IndexManifest::new(&row.name, &row.edition, &row.language, RECIPE)
}
