use std::path::PathBuf;

/// Result of anything in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong with a file of the library.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file was written by a newer version of Pandect.
    #[error("`{file}` is from a newer version of Pandect (its schema is {found}, this one reads up to {known})", file = .file.display())]
    NewerVersion {
        /// Which file.
        file: PathBuf,
        /// Its schema.
        found: u32,
        /// The newest schema that this program knows.
        known: u32,
    },
    /// The file is not what it should be; it was moved aside, where that could be done.
    #[error("`{file}` is damaged ({detail})", file = .file.display())]
    Damaged {
        /// Which file.
        file: PathBuf,
        /// Where it is kept now; none where it could not be moved.
        kept: Option<PathBuf>,
        /// What SQLite says of it.
        detail: String,
    },
    /// Another process holds the file.
    #[error("`{file}` is in use by another program", file = .file.display())]
    Busy {
        /// Which file.
        file: PathBuf,
    },
    /// The file or its folder may not be written.
    #[error("`{file}` cannot be written", file = .file.display())]
    ReadOnly {
        /// Which file.
        file: PathBuf,
    },
    /// The disk is full; nothing of this change was kept.
    #[error("the disk with `{file}` is full", file = .file.display())]
    DiskFull {
        /// Which file.
        file: PathBuf,
    },
    /// Reading or writing failed.
    #[error("`{file}` cannot be used: {source}", file = .file.display())]
    File {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Whoever asked for the change wants it no more; nothing of it was kept.
    #[error("the change was stopped")]
    Cancelled,
    /// The row that was named is not there.
    #[error("no such {0}")]
    Missing(&'static str),
    /// A folder would be put into itself.
    #[error("a folder cannot be moved into itself")]
    FolderCycle,
    /// A row that a check or a unique index refuses.
    #[error("{0} exists already")]
    Exists(String),
    /// SQLite failed in a way that has no name of its own here.
    #[error("the library's database failed: {0}")]
    Sqlite(rusqlite::Error),
    /// A compressed body cannot be read.
    #[error("an article of `{0}` cannot be decompressed")]
    Body(String),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl Error {
    /// Names the file, and the failure where SQLite's code says which it is.
    pub(crate) fn at(self, file: &std::path::Path) -> Self {
        use rusqlite::ErrorCode;
        let Self::Sqlite(error) = self else {
            return self;
        };
        let file = file.to_path_buf();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { file },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly { file },
            Some(ErrorCode::DiskFull) => Self::DiskFull { file },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged {
                file,
                kept: None,
                detail: error.to_string(),
            },
            Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure) => Self::File {
                file,
                source: std::io::Error::other(error.to_string()),
            },
            _ => Self::Sqlite(error),
        }
    }
}
