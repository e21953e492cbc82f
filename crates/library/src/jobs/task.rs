//! What a job does.

use std::path::PathBuf;

use pandect_store::{JobKind as StoredKind, JobRow};

use crate::dto::{AddReport, JobKind};
use crate::{AddOptions, Library, Watcher};

/// What a job is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Add what is at a path.
    Add {
        /// Where it is.
        source: PathBuf,
        /// The name of its collection, where that was chosen.
        name: Option<String>,
    },
    /// Read the source of the collection with this name again.
    Update(String),
    /// Make the index of the collection with this name.
    Index(String),
    /// Make the index of the collection with this name as it was, because it cannot be used any more.
    Mend(String),
    /// Verify the collection with this name.
    Verify(String),
}

/// What is done one after the other, beside what is done in other lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    /// Reading sources.
    Reading,
    /// Making collections searchable, which may take hours.
    Indexing,
    /// Verifying.
    Verifying,
}

/// What became of a task.
pub(super) enum Outcome {
    Added(Box<AddReport>),
    Indexed,
    Verified(Vec<String>),
}

impl Task {
    pub(super) fn subject(&self) -> String {
        match self {
            Self::Add { source, .. } => {
                let name = source.file_name().unwrap_or(source.as_os_str());
                name.to_string_lossy().into_owned()
            }
            Self::Update(name) | Self::Index(name) | Self::Mend(name) | Self::Verify(name) => {
                name.clone()
            }
        }
    }

    pub(super) fn kind(&self) -> JobKind {
        match self {
            Self::Add { .. } | Self::Update(_) => JobKind::Add,
            Self::Index(_) => JobKind::Index,
            Self::Mend(_) => JobKind::Mend,
            Self::Verify(_) => JobKind::Verify,
        }
    }

    pub(super) fn lane(&self) -> Lane {
        match self {
            Self::Add { .. } | Self::Update(_) => Lane::Reading,
            Self::Index(_) | Self::Mend(_) => Lane::Indexing,
            Self::Verify(_) => Lane::Verifying,
        }
    }

    /// As it is kept in the library file; nothing where its path is no text.
    pub(super) fn stored(&self) -> Option<(StoredKind, &str, &str)> {
        Some(match self {
            Self::Add { source, name } => {
                let name = name.as_deref().unwrap_or_default();
                (StoredKind::Add, source.to_str()?, name)
            }
            Self::Update(name) => (StoredKind::Update, name, ""),
            Self::Index(name) | Self::Mend(name) => (StoredKind::Index, name, ""),
            Self::Verify(name) => (StoredKind::Verify, name, ""),
        })
    }

    pub(super) fn of(row: &JobRow) -> Self {
        match row.kind {
            StoredKind::Add => Self::Add {
                source: PathBuf::from(&row.subject),
                name: Some(row.name.clone()).filter(|name| !name.is_empty()),
            },
            StoredKind::Update => Self::Update(row.subject.clone()),
            StoredKind::Index => Self::Index(row.subject.clone()),
            StoredKind::Verify => Self::Verify(row.subject.clone()),
        }
    }

    pub(super) fn perform(
        &self,
        library: &Library,
        watcher: &mut Watcher<'_>,
    ) -> crate::Result<Outcome> {
        match self {
            Self::Add { source, name } => {
                let report = library.add_collection(source, options(name.as_ref()), watcher)?;
                Ok(Outcome::Added(Box::new(report)))
            }
            Self::Update(name) => {
                let source = library.source_of(name)?;
                let report = library.add_collection(&source, options(Some(name)), watcher)?;
                Ok(Outcome::Added(Box::new(report)))
            }
            Self::Index(name) => {
                library.index_collection(name, watcher)?;
                Ok(Outcome::Indexed)
            }
            Self::Mend(name) => {
                library.mend_broken_index(name, watcher)?;
                Ok(Outcome::Indexed)
            }
            Self::Verify(name) => Ok(Outcome::Verified(library.check(name, watcher)?.told())),
        }
    }
}

fn options(name: Option<&String>) -> AddOptions {
    AddOptions {
        name: name.cloned(),
        // That is a task of its own.
        index: false,
        // The person was asked.
        replace: true,
    }
}
