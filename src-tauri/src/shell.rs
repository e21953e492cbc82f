//! What the window's commands work on.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use pandect_library::dto::ErrorView;

use crate::opening::Opening;
use crate::work::Work;

/// The state behind the window.
pub(crate) struct Shell {
    library: Opening,
    data_folder: Result<PathBuf, ErrorView>,
    start_address: Mutex<Option<String>>,
    /// The backup that was looked at last, by the id of its preview.
    previewed: Mutex<Option<(String, PathBuf)>>,
    work: Work,
}

impl Shell {
    /// The state for one data folder, and the address to show first.
    pub(crate) fn new(
        data_folder: Result<PathBuf, ErrorView>,
        start_address: Option<String>,
    ) -> Self {
        Self {
            library: Opening::begin(data_folder.clone()),
            data_folder,
            start_address: Mutex::new(start_address),
            previewed: Mutex::default(),
            work: Work::default(),
        }
    }

    /// The library, open or on its way.
    pub(crate) fn library(&self) -> Opening {
        self.library.clone()
    }

    /// Where the library is.
    pub(crate) fn data_folder(&self) -> Result<&Path, ErrorView> {
        self.data_folder.as_deref().map_err(Clone::clone)
    }

    /// The address that the program was started with, the first time it is asked for.
    pub(crate) fn take_start_address(&self) -> Option<String> {
        self.start_address
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// Keeps which backup was looked at.
    pub(crate) fn keep_previewed(&self, id: &str, file: PathBuf) {
        *self
            .previewed
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some((id.to_owned(), file));
    }

    /// The backup that was looked at last, where its preview has this id.
    pub(crate) fn previewed(&self, id: &str) -> Option<PathBuf> {
        let held = self
            .previewed
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (_, file) = held.as_ref().filter(|(held, _)| held == id)?;
        Some(file.clone())
    }

    /// What the commands have under way.
    pub(crate) fn work(&self) -> &Work {
        &self.work
    }
}
