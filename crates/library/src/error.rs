use std::path::PathBuf;

use pandect_store::Error as StoreError;

use crate::dto::{ErrorCode, ErrorView};

/// Result of anything in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong in a use case.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of the library.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A source that was to be added.
    #[error(transparent)]
    Format(#[from] pandect_formats::Error),
    /// A file of marks that was to be read.
    #[error(transparent)]
    Marks(#[from] pandect_formats::marks::Error),
    /// An archive that is damaged.
    #[error("`{file}` cannot be read: {damage}", file = .file.display())]
    Archive {
        /// Its file.
        file: PathBuf,
        /// What is wrong with it.
        damage: pandect_formats::zim::Damage,
    },
    /// The file of an archive is not there.
    #[error("the archive `{file}` is not there", file = .0.display())]
    ArchiveMissing(PathBuf),
    /// The file of an archive is another edition than the one that was added.
    #[error("`{file}` is not the edition that was added", file = .0.display())]
    ArchiveChanged(PathBuf),
    /// An index.
    #[error(transparent)]
    Search(#[from] pandect_search::IndexError),
    /// No article there.
    #[error("there is no article at `{0}`")]
    ArticleMissing(String),
    /// No such collection.
    #[error("there is no collection `{0}`")]
    CollectionMissing(String),
    /// No such bookmark, annotation or folder.
    #[error("this mark is not there any more")]
    MarkMissing,
    /// Input that cannot be used.
    #[error("{message}")]
    InvalidInput {
        /// What is wrong with it.
        message: String,
        /// What can be done.
        hint: Option<String>,
    },
    /// The page is not the one that a passage was chosen in.
    #[error("this article has changed since it was opened")]
    PageChanged,
    /// A newer call took this one's place.
    #[error("a newer search took the place of this one")]
    Cancelled,
    /// Another process is at this collection.
    #[error("`{0}` is being changed by another window or command")]
    Busy(String),
    /// Reading or writing a file failed.
    #[error("`{file}` cannot be used: {source}", file = .file.display())]
    File {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A value of ours that cannot be written or read as JSON.
    #[error("settings cannot be read or written: {0}")]
    Settings(#[from] serde_json::Error),
}

impl Error {
    /// Input that cannot be used, with what can be done about it.
    pub(crate) fn invalid(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::InvalidInput {
            message: message.into(),
            hint: Some(hint.into()),
        }
    }

    /// The error as a host shows it.
    pub fn view(&self) -> ErrorView {
        let (code, hint) = self.code_and_hint();
        match code {
            ErrorCode::Internal => tracing::error!(?code, "internal error"),
            ErrorCode::Cancelled | ErrorCode::ArticleMissing => {}
            _ => tracing::warn!(?code, "a call failed"),
        }
        ErrorView {
            code,
            message: self.to_string(),
            hint,
        }
    }

    fn code_and_hint(&self) -> (ErrorCode, Option<String>) {
        let say = |text: &str| Some(text.to_owned());
        match self {
            Self::Store(error) => store_code(error),
            Self::Format(_) => (
                ErrorCode::InvalidInput,
                say("Pandect adds folders of Markdown files, JSON Lines files and ZIM archives."),
            ),
            Self::Marks(_) => (
                ErrorCode::InvalidInput,
                say(
                    "Nothing was imported. Export the marks again where they come from, and try that file.",
                ),
            ),
            Self::Archive { .. } => (
                ErrorCode::Damaged,
                say("Copy or download the archive again, then add it again."),
            ),
            Self::ArchiveMissing(_) => (
                ErrorCode::File,
                say("Put it back, or add the archive from where it is now. Marks in it are kept."),
            ),
            Self::ArchiveChanged(_) => (
                ErrorCode::File,
                say("Add it again: marks are kept and find their places in the newer edition."),
            ),
            Self::Search(pandect_search::IndexError::Cancelled) | Self::Cancelled => {
                (ErrorCode::Cancelled, None)
            }
            Self::Search(_) => (
                ErrorCode::Damaged,
                say(
                    "Make the collection searchable again: in the list of collections, or by `pandect-cli index`.",
                ),
            ),
            Self::ArticleMissing(_) => (
                ErrorCode::ArticleMissing,
                say(
                    "Search for its title: it may stand under another name, or in a collection that is not here.",
                ),
            ),
            Self::CollectionMissing(_) => (
                ErrorCode::CollectionMissing,
                say("`pandect-cli collections` lists what is there."),
            ),
            Self::MarkMissing => (ErrorCode::MarkMissing, None),
            Self::InvalidInput { hint, .. } => (ErrorCode::InvalidInput, hint.clone()),
            Self::PageChanged => (
                ErrorCode::PageChanged,
                say("Open the article again and choose the passage anew."),
            ),
            Self::Busy(_) => (
                ErrorCode::Busy,
                say("Wait until it is done, or end the other one."),
            ),
            Self::File { source, .. } => (
                file_code(source),
                say("Check that the folder exists and may be written."),
            ),
            Self::Settings(_) => (ErrorCode::Internal, None),
        }
    }
}

fn store_code(error: &StoreError) -> (ErrorCode, Option<String>) {
    let say = |text: &str| Some(text.to_owned());
    match error {
        StoreError::Cancelled => (ErrorCode::Cancelled, None),
        StoreError::NewerVersion { .. } => (
            ErrorCode::NewerVersion,
            say("Install the newest Pandect to open it. Nothing was changed."),
        ),
        StoreError::Damaged {
            kept: Some(kept), ..
        } => (
            ErrorCode::Damaged,
            Some(format!(
                "It was kept as `{}`. Start Pandect again to begin with a new library, or put a copy of the old one in its place.",
                kept.display()
            )),
        ),
        StoreError::Damaged { .. } | StoreError::Body(_) => (
            ErrorCode::Damaged,
            say("Add the collection again, or put a copy of the file in its place."),
        ),
        StoreError::Busy { .. } => (
            ErrorCode::Busy,
            say("Close the other program, or wait until it is done, and try again."),
        ),
        StoreError::ReadOnly { .. } => (
            ErrorCode::ReadOnly,
            say(
                "Give yourself the right to write the file and its folder, or choose another data folder with `--data`.",
            ),
        ),
        StoreError::DiskFull { .. } => (
            ErrorCode::DiskFull,
            say("Make room on the disk and try again. What was saved before is safe."),
        ),
        StoreError::File { source, .. } => (
            file_code(source),
            say("Check that the folder exists and may be written."),
        ),
        StoreError::Missing(_) => (ErrorCode::MarkMissing, None),
        StoreError::FolderCycle | StoreError::Exists(_) => (ErrorCode::InvalidInput, None),
        StoreError::Sqlite(_) => (ErrorCode::Internal, None),
    }
}

fn file_code(error: &std::io::Error) -> ErrorCode {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            ErrorCode::ReadOnly
        }
        std::io::ErrorKind::StorageFull => ErrorCode::DiskFull,
        _ => ErrorCode::File,
    }
}
