//! The indexes of collections: where they are, what they belong to, and making them anew.
//!
//! The index of an archive or an imported collection stands in `index/<name>@<edition>`: its titles, and
//! beside them its texts. That of an own collection stands in `index/library/<name>@<change>`, and is made
//! anew by itself when an article changed since.

mod archive;
mod imported;
mod making;
mod opening;
mod own;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use pandect_core::page::RECIPE;
use pandect_search::{FullTextIndex, IndexManifest};
use pandect_store::{CollectionKind, CollectionRow};

use crate::collections::CollectionTitles;
use crate::dto::IndexState;
use crate::{Error, Library, Result, locked};
use opening::{Held, Problem, open_titles};

pub(crate) use opening::Index;

/// The indexes that are searched.
#[derive(Debug, Default)]
pub(crate) struct Opened {
    /// By the name of their collection.
    pub(crate) indexes: Vec<(String, Arc<Index>)>,
    /// Those of the edition before, where the texts of a collection are not indexed yet.
    before: Vec<(String, Arc<Index>)>,
    pub(crate) failed: Vec<Failed>,
    /// All collections, searched or not.
    pub(crate) collections: Vec<CollectionRow>,
}

impl Opened {
    /// The full-text indexes, by the names of their collections.
    pub(crate) fn texts(&self) -> Vec<(&str, &FullTextIndex)> {
        let indexes = self.indexes.iter().chain(&self.before);
        indexes
            .filter_map(|(name, index)| Some((name.as_str(), index.text.as_ref()?)))
            .collect()
    }

    /// The titles of all collections.
    pub(crate) fn collection_titles(&self) -> CollectionTitles {
        CollectionTitles::of_rows(&self.collections)
    }
}

/// A collection whose index is not as it is to be.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) title: String,
    pub(crate) why: String,
    /// Whether the index before is searched, which does not know what changed since.
    pub(crate) has_before: bool,
}

impl Failed {
    /// One whose index cannot be used as it is.
    pub(crate) fn unusable(title: String, has_before: bool) -> Self {
        Self {
            title,
            why: "its index has to be made anew".to_owned(),
            has_before,
        }
    }
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
    /// By their folders.
    opened: Mutex<HashMap<PathBuf, Held>>,
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
        if row.kind == CollectionKind::Own {
            return IndexState::Ready;
        }
        let is_whole = text_in(&folder).exists();
        if is_whole && !self.is_known_to_be_broken(&folder) {
            IndexState::Ready
        } else if titles_in(&folder).exists() && !self.had_text(row) {
            IndexState::Titles
        } else if editions(&self.folder, &row.name).next().is_some() {
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

    /// What is wrong with the index of an archive or an imported collection; each of its files is read.
    pub(crate) fn problem(&self, row: &CollectionRow) -> Option<String> {
        // An own one follows the articles by itself.
        if row.kind == CollectionKind::Own {
            return None;
        }
        let opened = match self.opened(row) {
            Ok(index) => index,
            Err(problem) => return Some(problem.why),
        };
        if let Some(problem) = self.lack(row, &opened) {
            return Some(problem.why);
        }
        let checked = opened.text.as_ref()?.verify();
        checked.err().map(|error| error.to_string())
    }

    /// Whether the index of an archive or an imported collection is to be made anew, and how much of it.
    pub(crate) fn broken(&self, row: &CollectionRow) -> Option<Extent> {
        let wanted = self.wanted(row)?;
        let problem = match self.opened(row) {
            Ok(index) => self.lack(row, &index)?,
            Err(problem) => problem,
        };
        problem.is_mendable.then_some(wanted)
    }

    /// How much of an index of an archive or an imported collection there was, or has to be: as of the
    /// edition before. Nothing where it was left out.
    pub(crate) fn wanted(&self, row: &CollectionRow) -> Option<Extent> {
        match row.kind {
            CollectionKind::Own => None,
            _ if self.had_text(row) => Some(Extent::Whole),
            CollectionKind::Imported if self.state(row) == IndexState::Missing => None,
            CollectionKind::Imported | CollectionKind::Archive => Some(Extent::Titles),
        }
    }

    /// Whether the texts of a collection are indexed, in this edition or in one before.
    fn had_text(&self, row: &CollectionRow) -> bool {
        editions(&self.folder, &row.name).any(|(_, folder)| text_in(&folder).exists())
    }

    /// What is wrong with the texts of an index whose titles are well.
    fn lack(&self, row: &CollectionRow, index: &Index) -> Option<Problem> {
        match &index.problem {
            None if index.text.is_none() && self.had_text(row) => Some(Problem::other_edition()),
            problem => problem.clone(),
        }
    }

    /// Whether an index was opened and is not as it is to be.
    fn is_known_to_be_broken(&self, folder: &Path) -> bool {
        let opened = locked(&self.opened);
        let found = opened.get(folder).and_then(|held| held.found_in(folder));
        match found {
            Some(Ok(index)) => index.problem.is_some(),
            Some(Err(_)) => true,
            None => false,
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
        let prefix = format!("{name}@");
        let is_its_own = |folder: &Path| {
            let entry = folder.file_name().unwrap_or_default();
            entry.to_string_lossy().starts_with(&prefix)
        };
        locked(&self.opened).retain(|folder, _| !is_its_own(folder));
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

    /// Whether the titles of a collection are well.
    fn has_titles(&self, row: &CollectionRow) -> bool {
        open_titles(&self.place(row), &row.edition).is_ok()
    }

    /// The index of an archive or an imported collection.
    fn opened(&self, row: &CollectionRow) -> Result<Arc<Index>, Problem> {
        let folder = self.place(row);
        if folder.exists() {
            self.open(&folder, &manifest(row))
        } else if editions(&self.folder, &row.name).next().is_some() {
            Err(Problem::other_edition())
        } else {
            Err(Problem::none_yet())
        }
    }

    /// The index in a folder. What was found there is held until that changes: reading titles takes long.
    fn open(&self, folder: &Path, manifest: &IndexManifest) -> Result<Arc<Index>, Problem> {
        let held = locked(&self.opened)
            .get(folder)
            .and_then(|held| held.found_in(folder).cloned());
        if let Some(found) = held {
            return found;
        }
        let held = Held::open(folder, manifest);
        let found = held.found();
        locked(&self.opened).insert(folder.to_path_buf(), held);
        if let Some(problem) = found
            .as_ref()
            .map_or_else(Some, |index| index.problem.as_ref())
        {
            tracing::warn!(why = problem.why, "an index cannot be used");
        }
        found
    }

    /// The index in a folder, where nothing is wrong with it.
    fn open_whole(&self, folder: &Path, manifest: &IndexManifest) -> Result<Arc<Index>, Problem> {
        let index = self.open(folder, manifest)?;
        match &index.problem {
            Some(problem) => Err(problem.clone()),
            None => Ok(index),
        }
    }

    /// The index of the edition before, with its texts.
    fn before(&self, row: &CollectionRow) -> Option<Arc<Index>> {
        let now = self.place(row);
        let others = editions(&self.folder, &row.name).filter(|(_, folder)| *folder != now);
        let mut opened = others.filter_map(|(edition, folder)| {
            let (edition, recipe) = edition.rsplit_once('-')?;
            let recipe = recipe.parse().ok()?;
            let manifest = IndexManifest::new(&row.name, edition, &row.language, recipe);
            self.open(&folder, &manifest).ok()
        });
        opened.find(|index| index.text.is_some())
    }
}

impl Library {
    /// The indexes of all collections that have one and are searched.
    pub(crate) fn open_searched(&self) -> Result<Opened> {
        self.open_indexes(|row| row.searched)
    }

    /// The indexes of the collections that are wanted and have one.
    pub(crate) fn open_indexes(
        &self,
        is_wanted: impl Fn(&CollectionRow) -> bool,
    ) -> Result<Opened> {
        let collections = self.file.read(|reader| reader.collections())?;
        let mut opened = Opened::default();
        for row in &collections {
            if !is_wanted(row) {
                continue;
            }
            if row.kind == CollectionKind::Own {
                self.open_own(row, &mut opened);
            } else {
                self.open_other(row, &mut opened);
            }
        }
        opened.collections = collections;
        Ok(opened)
    }

    /// Opens the index of an archive or an imported collection; while that is not as it is to be, with
    /// the one of the edition before.
    fn open_other(&self, row: &CollectionRow, opened: &mut Opened) {
        let name = || row.name.clone();
        let now = self.indexes.opened(row);
        let is_well = match &now {
            Ok(index) => self.indexes.lack(row, index).is_none(),
            Err(_) => self.indexes.wanted(row) != Some(Extent::Whole),
        };
        let before = (!is_well).then(|| self.indexes.before(row)).flatten();
        if !is_well {
            let failed = Failed::unusable(row.title.clone(), before.is_some());
            opened.failed.push(failed);
        }
        match now {
            Ok(index) => {
                opened.indexes.push((name(), index));
                opened.before.extend(before.map(|before| (name(), before)));
            }
            Err(_) => opened.indexes.extend(before.map(|before| (name(), before))),
        }
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
