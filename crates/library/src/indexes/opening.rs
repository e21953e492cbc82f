//! Opening the index of a collection: of its edition, and where that is not made yet, of the one before.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use pandect_search::{FullTextIndex, IndexError, IndexManifest, TitleIndex};

use super::{text_in, titles_in};

/// The index of one collection, opened.
pub(crate) struct Index {
    pub(crate) titles: TitleIndex,
    /// None where its texts are not indexed (yet), or cannot be searched.
    pub(crate) text: Option<FullTextIndex>,
    /// What is wrong with the index of its texts.
    pub(super) problem: Option<Problem>,
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
    /// Opens the index in a folder. Titles are found also where something is wrong with the texts.
    pub(super) fn open(folder: &Path, manifest: &IndexManifest) -> Result<Self, Problem> {
        let titles = open_titles(folder, &manifest.edition)?;
        let text = text_in(folder);
        let text = text.exists().then(|| open_text(&text, manifest));
        let (text, problem) = match text.transpose() {
            Ok(text) => (text, None),
            Err(problem) => (None, Some(problem)),
        };
        Ok(Self {
            titles,
            text,
            problem,
            folder: folder.to_path_buf(),
        })
    }
}

/// Opens titles that are of this edition.
pub(super) fn open_titles(folder: &Path, edition: &str) -> Result<TitleIndex, Problem> {
    let titles = TitleIndex::open(&titles_in(folder)).map_err(|error| Problem::of(&error))?;
    if titles.stamp() == edition.as_bytes() {
        Ok(titles)
    } else {
        Err(Problem::other_edition())
    }
}

fn open_text(folder: &Path, manifest: &IndexManifest) -> Result<FullTextIndex, Problem> {
    let opened = FullTextIndex::open(folder).and_then(|text| {
        text.check(manifest)?;
        Ok(text)
    });
    opened.map_err(|error| Problem::of(&error))
}

/// Why an index cannot be used.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    pub(super) why: String,
    /// Whether making it anew helps.
    pub(super) is_mendable: bool,
}

impl Problem {
    pub(super) fn of(error: &IndexError) -> Self {
        Self {
            why: error.to_string(),
            is_mendable: error.is_mended_by_rebuilding(),
        }
    }

    pub(super) fn none_yet() -> Self {
        Self {
            why: "it has no index".to_owned(),
            is_mendable: true,
        }
    }

    pub(super) fn other_edition() -> Self {
        Self {
            why: "its index is of another edition".to_owned(),
            is_mendable: true,
        }
    }
}

/// What was found where an index is to be, for as long as it looks so.
#[derive(Debug)]
pub(super) struct Held {
    folder: PathBuf,
    look: Look,
    found: Result<Arc<Index>, Problem>,
}

impl Held {
    /// Opens what is in a folder.
    pub(super) fn open(folder: &Path, manifest: &IndexManifest) -> Self {
        Self {
            folder: folder.to_path_buf(),
            look: Look::of(folder),
            found: Index::open(folder, manifest).map(Arc::new),
        }
    }

    /// What was found.
    pub(super) fn found(&self) -> Result<Arc<Index>, Problem> {
        self.found.clone()
    }

    /// What was found in a folder, unless it is another one or has changed.
    pub(super) fn found_in(&self, folder: &Path) -> Option<&Result<Arc<Index>, Problem>> {
        (self.folder == folder && self.look == Look::of(folder)).then_some(&self.found)
    }
}

/// When the files of an index were written. Another host may have done that.
#[derive(Debug, PartialEq, Eq)]
struct Look {
    titles: Option<SystemTime>,
    text: Option<SystemTime>,
}

impl Look {
    fn of(folder: &Path) -> Self {
        let written = |path: &Path| fs::metadata(path).ok()?.modified().ok();
        Self {
            titles: written(&titles_in(folder)),
            // Looking for words changes the folder, making an index this file.
            text: written(&text_in(folder).join("meta.json")),
        }
    }
}
