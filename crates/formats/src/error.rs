use std::io;
use std::path::{Path, PathBuf};

/// Why a source cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing at that path.
    #[error("there is no file or folder {}", path.display())]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// It is none of the formats that are read.
    #[error("{} is neither a ZIM archive, nor a MediaWiki dump, nor a web page, nor a folder of Markdown or web pages, nor a .jsonl file", path.display())]
    Unsupported {
        /// The path.
        path: PathBuf,
    },
    /// The right kind of source, with no article in it.
    #[error("there is no article in {}", path.display())]
    Empty {
        /// The path.
        path: PathBuf,
    },
    /// An archive that is damaged, or that no reader is there for.
    #[error("{} cannot be read: {damage}", path.display())]
    Archive {
        /// The path.
        path: PathBuf,
        /// What is wrong with it.
        damage: crate::zim::Damage,
    },
    /// Reading failed.
    #[error("{} cannot be read: {source}", path.display())]
    Read {
        /// The path.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl Error {
    pub(crate) fn reading(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => Self::Missing { path },
            _ => Self::Read { path, source },
        }
    }
}

/// What opening a source gives.
pub type Result<T, E = Error> = std::result::Result<T, E>;
