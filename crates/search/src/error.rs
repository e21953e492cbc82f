//! What can go wrong with an index. An index is derived: whatever is wrong, it can be built anew.

use std::io;
use std::path::{Path, PathBuf};

/// Why an index could not be built, opened or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// There is none at that place.
    #[error("there is no index at `{}`", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A file of the index is damaged, or is no index at all.
    #[error("the index at `{}` is damaged: {what}", path.display())]
    Damaged {
        /// Where it is.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// It was made from another edition, by another recipe, or in another format.
    #[error("the index at `{}` belongs to {found}, not to {expected}", path.display())]
    Mismatch {
        /// Where it is.
        path: PathBuf,
        /// What it says it belongs to.
        found: String,
        /// What was asked for.
        expected: String,
    },
    /// Another process is writing it.
    #[error("another process is writing the index at `{}`", path.display())]
    Busy {
        /// Where it is.
        path: PathBuf,
    },
    /// There is no room for it.
    #[error("the disk is full: the index at `{}` could not be written", path.display())]
    DiskFull {
        /// Where it was to be.
        path: PathBuf,
    },
    /// More than an index can hold.
    #[error("the index at `{}` would hold more than {limit} {what}", path.display())]
    TooLarge {
        /// Where it was to be.
        path: PathBuf,
        /// What there are too many of.
        what: &'static str,
        /// How many there may be.
        limit: u64,
    },
    /// Reading or writing failed.
    #[error("the index at `{}` could not be read or written", path.display())]
    Io {
        /// Where it is.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The work was asked to stop.
    #[error("the work was cancelled")]
    Cancelled,
}

impl IndexError {
    /// Whether building the index anew helps.
    pub fn is_mended_by_rebuilding(&self) -> bool {
        matches!(
            self,
            Self::Missing { .. } | Self::Damaged { .. } | Self::Mismatch { .. }
        )
    }

    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::NotFound => Self::Missing {
                path: path.to_owned(),
            },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull {
                path: path.to_owned(),
            },
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => {
                Self::damaged(path, source.to_string())
            }
            _ => Self::Io {
                path: path.to_owned(),
                source,
            },
        }
    }

    pub(crate) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged {
            path: path.to_owned(),
            what: what.into(),
        }
    }
}
