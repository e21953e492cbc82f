//! Opens the library on a thread of its own, so that the window comes up meanwhile.

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use pandect_library::Library;
use pandect_library::dto::{ErrorCode, ErrorView};

/// The library, as soon as it is open. A library that cannot be opened answers every call with the
/// reason, which the window shows.
#[derive(Clone)]
pub(crate) struct Opening(Arc<OnceLock<Result<Arc<Library>, ErrorView>>>);

impl Opening {
    /// Begins to open the library of a data folder.
    pub(crate) fn begin(data_folder: Result<PathBuf, ErrorView>) -> Self {
        let opening = Self(Arc::new(OnceLock::new()));
        let cell = Arc::clone(&opening.0);
        let open = move || {
            // Whoever waits for the library would wait for ever if a defect ended this thread.
            let library = std::panic::catch_unwind(AssertUnwindSafe(|| open(data_folder)))
                .unwrap_or_else(|_| Err(defect("opening the library failed")));
            cell.get_or_init(|| library.map(Arc::new));
        };
        if let Err(error) = std::thread::Builder::new()
            .name("open-library".to_owned())
            .spawn(open)
        {
            opening
                .0
                .get_or_init(|| Err(defect(&format!("no thread could be started: {error}"))));
        }
        opening
    }

    /// Waits until the library is open. Never to be called on the main thread.
    pub(crate) fn wait(&self) -> Result<&Library, ErrorView> {
        self.0.wait().as_deref().map_err(Clone::clone)
    }

    /// Waits until the library is open, for what outlives a call. Never on the main thread.
    pub(crate) fn library(&self) -> Result<Arc<Library>, ErrorView> {
        self.0.wait().clone()
    }
}

/// An error that only a defect in Pandect can lead to.
pub(crate) fn defect(message: &str) -> ErrorView {
    ErrorView {
        code: ErrorCode::Internal,
        message: message.to_owned(),
        hint: Some("Start Pandect again. The log in the data folder may say more.".to_owned()),
    }
}

fn open(data_folder: Result<PathBuf, ErrorView>) -> Result<Library, ErrorView> {
    let begun = std::time::Instant::now();
    let opened = Library::open(&data_folder?).map_err(|error| error.view());
    match &opened {
        Ok(_) => tracing::info!(milliseconds = begun.elapsed().as_millis(), "library opened"),
        Err(view) => tracing::error!(code = ?view.code, "the library cannot be opened"),
    }
    opened
}
