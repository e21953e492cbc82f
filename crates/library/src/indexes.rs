//! The indexes of collections: where they are, what they belong to, and making them anew.
//!
//! An imported collection's index stands in `index/<name>@<edition>`. That of an own collection stands
//! in `index/library/<name>@<change>`, and is made anew by itself when an article changed since.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use pandect_core::address::Address;
use pandect_core::page::{Page, RECIPE};
use pandect_search::{
    Cancel, Document, FullTextIndex, FullTextWriter, IndexManifest, TitleEntry, TitleIndex,
    TitleIndexBuilder, WriterOptions,
};
use pandect_store::{CollectionFile, CollectionKind, CollectionPage, CollectionRow};

use crate::dto::{IndexState, Phase};
use crate::links::folded_name;
use crate::pages::imported_text;
use crate::pipeline::in_order;
use crate::progress::{Progress, Watcher, tell, unwatched};
use crate::{Error, Library, Result, locked};

/// Articles that are asked for at once while indexing.
const BATCH: u32 = 500;
/// Bodies that are read from a collection file at once.
const READ_AT_ONCE: u32 = 64;
/// Where the indexes of own collections are.
const OWN: &str = "library";

/// The index of one collection, opened.
pub(crate) struct Index {
    pub(crate) titles: TitleIndex,
    /// None of an archive whose texts are not indexed (yet).
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
    fn open(folder: &Path) -> Result<Self> {
        let text = folder.join("text");
        Ok(Self {
            titles: TitleIndex::open(&folder.join("titles"))?,
            text: text
                .exists()
                .then(|| FullTextIndex::open(&text))
                .transpose()?,
            folder: folder.to_path_buf(),
        })
    }
}

/// What of an index is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Titles and texts.
    Whole,
    /// The titles of an archive.
    Titles,
    /// The texts of an archive whose titles are there.
    Text,
}

/// The folder of all indexes, and those that are open.
#[derive(Debug)]
pub(crate) struct Indexes {
    folder: PathBuf,
    opened: Mutex<HashMap<String, Arc<Index>>>,
    /// Held while the index of an own collection is looked at: of several that find it old, one makes
    /// it anew, and the others wait for that.
    catching_up: Mutex<()>,
}

impl Indexes {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_path_buf(),
            opened: Mutex::default(),
            catching_up: Mutex::default(),
        }
    }

    /// Whether a collection can be searched.
    pub(crate) fn state(&self, row: &CollectionRow) -> IndexState {
        let folder = self.imported(row);
        if row.kind == CollectionKind::Own || folder.join("text").exists() {
            return IndexState::Ready;
        }
        if folder.join("titles").exists() {
            return IndexState::Titles;
        }
        let other = editions(&self.folder, &row.name).next().is_some();
        if other {
            IndexState::Stale
        } else {
            IndexState::Missing
        }
    }

    /// What is wrong with the index of an imported collection.
    pub(crate) fn problem(&self, row: &CollectionRow) -> Option<String> {
        match self.state(row) {
            IndexState::Missing => Some("it has no index".to_owned()),
            IndexState::Stale => Some("its index is of another edition".to_owned()),
            IndexState::Ready | IndexState::Titles => {
                let opened = Index::open(&self.imported(row));
                let checked = opened.and_then(|index| match index.text {
                    Some(text) => Ok(text.verify()?),
                    None => Ok(()),
                });
                checked.err().map(|error| error.to_string())
            }
        }
    }

    /// Throws the indexes of an imported collection away.
    pub(crate) fn remove(&self, name: &str) -> Result<()> {
        locked(&self.opened).remove(name);
        for (_, folder) in editions(&self.folder, name) {
            fs::remove_dir_all(&folder).map_err(|source| Error::File {
                file: folder,
                source,
            })?;
        }
        Ok(())
    }

    fn imported(&self, row: &CollectionRow) -> PathBuf {
        // A page made by another recipe has another text, and needs another index.
        self.folder
            .join(format!("{}@{}-{RECIPE}", row.name, row.edition))
    }

    /// The opened index at a folder; none where there is none that can be read.
    fn open(&self, name: &str, folder: &Path) -> Option<Arc<Index>> {
        let held = locked(&self.opened).get(name).cloned();
        // One of titles alone is opened anew as soon as its texts are there.
        let whole = |index: &Index| index.text.is_some() || !folder.join("text").exists();
        if let Some(index) = held.filter(|index| index.folder == folder && whole(index)) {
            return Some(index);
        }
        if !folder.exists() {
            return None;
        }
        match Index::open(folder) {
            Ok(index) => {
                let index = Arc::new(index);
                locked(&self.opened).insert(name.to_owned(), Arc::clone(&index));
                Some(index)
            }
            Err(error) => {
                tracing::warn!(%error, "an index cannot be read");
                None
            }
        }
    }
}

impl Library {
    /// The indexes of all collections that have one and are searched, or of the one that is asked for,
    /// by name.
    pub(crate) fn open_indexes(&self, only: Option<&str>) -> Result<Vec<(String, Arc<Index>)>> {
        let mut opened = Vec::new();
        for row in self.file.read(|reader| reader.collections())? {
            if !only.map_or(row.searched, |only| only == row.name) {
                continue;
            }
            let index = match row.kind {
                CollectionKind::Own => Some(self.own_index(&row)?),
                CollectionKind::Imported | CollectionKind::Archive => {
                    self.indexes.open(&row.name, &self.indexes.imported(&row))
                }
            };
            opened.extend(index.map(|index| (row.name, index)));
        }
        Ok(opened)
    }

    /// Makes the index of a collection anew.
    pub(crate) fn index_now(&self, row: &CollectionRow, watcher: &mut Watcher<'_>) -> Result<()> {
        let folder = match row.kind {
            CollectionKind::Own => self.own_folder(row, self.changes()?),
            CollectionKind::Imported | CollectionKind::Archive => self.indexes.imported(row),
        };
        if row.kind != CollectionKind::Archive {
            return self.build_index(row, &folder, Part::Whole, watcher);
        }
        if !folder.join("titles").exists() || self.indexes.problem(row).is_some() {
            self.build_index(row, &folder, Part::Titles, watcher)?;
        }
        self.build_index(row, &folder, Part::Text, watcher)
    }

    /// Makes the index of an archive's titles alone, unless there is one of this edition.
    pub(crate) fn index_titles(
        &self,
        row: &CollectionRow,
        watcher: &mut Watcher<'_>,
    ) -> Result<()> {
        if matches!(
            self.indexes.state(row),
            IndexState::Ready | IndexState::Titles
        ) {
            return Ok(());
        }
        self.build_index(row, &self.indexes.imported(row), Part::Titles, watcher)
    }

    /// The index of an own collection, made anew where an article changed since it was made.
    fn own_index(&self, row: &CollectionRow) -> Result<Arc<Index>> {
        let _turn = locked(&self.indexes.catching_up);
        let newest = editions(&self.indexes.folder.join(OWN), &row.name)
            .filter_map(|(change, folder)| {
                Some((
                    change
                        .strip_suffix(&format!("-{RECIPE}"))?
                        .parse::<i64>()
                        .ok()?,
                    folder,
                ))
            })
            .max_by_key(|(change, _)| *change);
        if let Some((change, folder)) = newest {
            let (changed, gone) = self
                .file
                .read(|reader| reader.articles_changed_since(change))?;
            let touched = changed.iter().any(|article| article.collection == row.name)
                || gone.iter().any(|(collection, _)| *collection == row.name);
            if !touched && let Some(index) = self.indexes.open(&row.name, &folder) {
                return Ok(index);
            }
        }
        let folder = self.own_folder(row, self.changes()?);
        let built = self.build_index(row, &folder, Part::Whole, &mut unwatched);
        let index = self.indexes.open(&row.name, &folder);
        // Another process may have made the same index meanwhile.
        if index.is_none() {
            built?;
        }
        index.ok_or_else(|| {
            Error::invalid(
                format!("the index of `{}` cannot be read", row.name),
                "Delete the folder `index` in the data folder; it is made anew.",
            )
        })
    }

    fn own_folder(&self, row: &CollectionRow, change: i64) -> PathBuf {
        self.indexes
            .folder
            .join(OWN)
            .join(format!("{}@{change}-{RECIPE}", row.name))
    }

    /// Builds an index aside, gives it its name, and throws those of other editions away.
    fn build_index(
        &self,
        row: &CollectionRow,
        folder: &Path,
        part: Part,
        watcher: &mut Watcher<'_>,
    ) -> Result<()> {
        let parent = folder.parent().unwrap_or(&self.indexes.folder);
        let building = parent.join(format!("{}.building-{}", row.name, std::process::id()));
        let failed = |source| Error::File {
            file: building.clone(),
            source,
        };
        if building.exists() {
            fs::remove_dir_all(&building).map_err(failed)?;
        }
        fs::create_dir_all(&building).map_err(failed)?;
        let filled = match part {
            Part::Whole => self.fill_index(row, &building, watcher),
            Part::Titles => self.fill_archive_titles(row, &building, watcher),
            Part::Text => self.fill_archive_text(row, &building, watcher),
        };
        // An index that is open is let go of before its folder is touched.
        locked(&self.indexes.opened).remove(&row.name);
        let built = filled.and_then(|()| {
            let (from, to) = match part {
                Part::Text => (building.join("text"), folder.join("text")),
                Part::Whole | Part::Titles => (building.clone(), folder.to_path_buf()),
            };
            if to.exists() {
                fs::remove_dir_all(&to).map_err(failed)?;
            }
            fs::rename(&from, &to).map_err(failed)?;
            if part == Part::Text {
                fs::remove_dir_all(&building).map_err(failed)?;
            }
            Ok(())
        });
        if built.is_err() {
            // What is left of a failed build is thrown away by the next one at the latest.
            let _removed = fs::remove_dir_all(&building);
        }
        built?;
        locked(&self.indexes.opened).remove(&row.name);
        for (_, other) in editions(parent, &row.name).filter(|(_, other)| other != folder) {
            if let Err(error) = fs::remove_dir_all(&other) {
                tracing::warn!(%error, "an old index stays");
            }
        }
        Ok(())
    }

    fn fill_index(
        &self,
        row: &CollectionRow,
        folder: &Path,
        watcher: &mut Watcher<'_>,
    ) -> Result<()> {
        let manifest = IndexManifest::new(&row.name, &row.edition, &row.language, RECIPE);
        let mut titles = TitleIndexBuilder::new(&folder.join("titles"), row.edition.as_bytes());
        let mut text =
            FullTextWriter::create(&folder.join("text"), manifest, &self.writer_options())?;
        let incoming = self.incoming_links(row)?;
        let mut done = 0;
        let mut take = |made: MadePage| {
            let Some(made) = made else {
                tracing::warn!("an article is not indexed");
                return Ok(());
            };
            let (address, page) = made?;
            add_titles(&mut titles, &address, &page, &incoming)?;
            text.add(&Document {
                path: &address.path,
                title: &page.title,
                text: &page.text,
                language: &page.language,
                categories: &page.categories,
                importance: importance(&incoming, &address.path),
            })?;
            done += 1;
            let (total, phase) = (None, Phase::Indexing);
            tell(watcher, Progress { done, total, phase })
        };
        if row.kind == CollectionKind::Imported {
            self.imported_pages(row, &mut take)?;
        } else {
            self.own_pages(row, &mut take)?;
        }
        titles.finish(&Cancel::new())?;
        Ok(text.finish()?)
    }

    /// How much of the machine making an index may use: as the person chose, within bounds.
    pub(crate) fn writer_options(&self) -> WriterOptions {
        let megabytes = self.settings().unwrap_or_default().index_memory;
        WriterOptions {
            memory_budget: usize::from(megabytes.clamp(64, 512)) << 20,
            ..WriterOptions::default()
        }
    }

    /// Every page of an own collection.
    fn own_pages(
        &self,
        row: &CollectionRow,
        take: &mut dyn FnMut(MadePage) -> Result<()>,
    ) -> Result<()> {
        let mut offset = 0;
        loop {
            let batch = self.list_articles(&row.name, offset, BATCH)?;
            if batch.is_empty() {
                return Ok(());
            }
            offset += BATCH;
            for link in batch {
                let loaded = self.page(&Self::address(&link.address)?)?;
                take(Some(Ok((loaded.address.clone(), loaded.page.clone()))))?;
            }
        }
    }

    /// Every page of an imported collection, read by all processors.
    fn imported_pages(
        &self,
        row: &CollectionRow,
        take: &mut dyn FnMut(MadePage) -> Result<()>,
    ) -> Result<()> {
        let file = self.collection_file(row)?;
        let articles = InOrder {
            file: &file,
            behind: 0,
            ready: Vec::new().into_iter(),
        };
        let weighed = articles.map(|article| {
            let weight = article.as_ref().map_or(0, |(page, _)| page.html.len());
            (article, weight)
        });
        let make = |article: Result<(CollectionPage, Vec<String>)>| {
            let (stored, redirects) = article?;
            let address = Address::article(&row.name, &stored.path);
            Ok((address, imported_text(stored, redirects)))
        };
        in_order(weighed, make, take)
    }

    fn incoming_links(&self, row: &CollectionRow) -> Result<HashMap<String, u32>> {
        let counted = match row.kind {
            CollectionKind::Own => self.file.read(|reader| reader.incoming_links(&row.name))?,
            CollectionKind::Imported => self.collection_file(row)?.incoming_links(&row.name)?,
            CollectionKind::Archive => Vec::new(),
        };
        Ok(counted.into_iter().collect())
    }
}

/// A page with its address; nothing where reading it was a mistake of ours.
type MadePage = Option<Result<(Address, Page)>>;

/// The articles of an imported collection as they were added, some at a time.
struct InOrder<'a> {
    file: &'a CollectionFile,
    behind: i64,
    ready: std::vec::IntoIter<(i64, CollectionPage, Vec<String>)>,
}

impl Iterator for InOrder<'_> {
    type Item = Result<(CollectionPage, Vec<String>)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ready.as_slice().is_empty() {
            match self.file.articles_behind(self.behind, READ_AT_ONCE) {
                Ok(articles) => self.ready = articles.into_iter(),
                Err(error) => return Some(Err(error.into())),
            }
        }
        let (number, page, redirects) = self.ready.next()?;
        self.behind = number;
        Some(Ok((page, redirects)))
    }
}

fn add_titles(
    titles: &mut TitleIndexBuilder,
    address: &Address,
    page: &Page,
    incoming: &HashMap<String, u32>,
) -> Result<()> {
    let (path, importance) = (address.path.as_str(), importance(incoming, &address.path));
    titles.add(&TitleEntry {
        title: &page.title,
        path,
        redirect_to: None,
        importance,
    })?;
    for redirect in &page.redirects {
        let from = redirect.replace(' ', "_");
        titles.add(&TitleEntry {
            title: redirect,
            path: &from,
            redirect_to: Some(path),
            importance,
        })?;
    }
    Ok(())
}

fn importance(incoming: &HashMap<String, u32>, path: &str) -> u32 {
    incoming.get(&folded_name(path)).copied().unwrap_or(0)
}

/// The indexes of a collection in a folder: what stands behind the `@`, and where it is.
fn editions(folder: &Path, name: &str) -> impl Iterator<Item = (String, PathBuf)> + use<> {
    let prefix = format!("{name}@");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(move |entry| {
        let edition = entry
            .file_name()
            .to_string_lossy()
            .strip_prefix(&prefix)?
            .to_owned();
        Some((edition, entry.path()))
    })
}
