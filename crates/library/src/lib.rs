//! The use cases of Pandect: one facade for every host. It is synchronous and may be called from any
//! thread; hosts keep it off their main thread.

pub mod dto;

mod annotations;
mod archives;
mod backups;
mod bookmarks;
mod browsing;
mod chosen;
mod collections;
mod crossing;
mod error;
mod exchange;
mod importing;
mod indexes;
pub mod jobs;
mod links;
mod media;
mod notebook;
mod orphans;
mod pages;
mod pipeline;
mod placing;
mod progress;
mod reading;
mod related;
mod searching;
mod settings;
mod shelves;
mod starter;
mod study;
mod summaries;
mod trash;
mod visits;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use pandect_search::Cancel;
use pandect_store::{CollectionFile, LibraryFile};

pub use collections::{AddOptions, Verified};
pub use dto::{AddReport, Placements, Skipped};
pub use error::{Error, Result};
pub use media::Media;
pub use progress::{Progress, Watcher, unwatched};
pub use reading::Shown;

/// Everything one person has: the library file, the collections added to it, their indexes.
#[derive(Debug)]
pub struct Library {
    folder: PathBuf,
    file: LibraryFile,
    /// Opened collection files, by name and edition.
    opened: RwLock<HashMap<(String, String), Arc<CollectionFile>>>,
    archives: archives::Archives,
    pages: Mutex<pages::PageCache>,
    indexes: indexes::Indexes,
    suggesting: Mutex<Cancel>,
    searching: Mutex<Cancel>,
    counting: Mutex<Cancel>,
}

impl Library {
    /// Opens the library of a data folder, making what is not there, and brings the starter
    /// encyclopedia up to date.
    ///
    /// # Errors
    /// What keeps the library file from being opened; see `pandect_store::Error`.
    pub fn open(folder: &Path) -> Result<Self> {
        for part in [
            folder.to_path_buf(),
            folder.join("collections"),
            folder.join("index"),
        ] {
            std::fs::create_dir_all(&part).map_err(|source| Error::File {
                file: part.clone(),
                source,
            })?;
        }
        let library = Self {
            folder: folder.to_path_buf(),
            file: LibraryFile::open(&folder.join("library.db"))?,
            opened: RwLock::default(),
            archives: RwLock::default(),
            pages: Mutex::default(),
            indexes: indexes::Indexes::new(&folder.join("index")),
            suggesting: Mutex::default(),
            searching: Mutex::default(),
            counting: Mutex::default(),
        };
        library.update_starter()?;
        library.clear_old_trash()?;
        Ok(library)
    }

    /// Where the library is.
    pub fn data_folder(&self) -> &Path {
        &self.folder
    }

    /// A number that grows with every change of articles and marks, by any process.
    pub fn changes(&self) -> Result<i64> {
        Ok(self.file.change()?)
    }
}

/// A panic elsewhere leaves plain values usable.
fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
