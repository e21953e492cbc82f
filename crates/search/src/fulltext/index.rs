//! A full-text index on disk: opening and checking it.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError};
use tantivy::{Index, IndexReader, ReloadPolicy, Searcher, TantivyError};

use super::kept::{self, Unpacker};
use super::schema::{self, Fields};
use crate::analysis::Language;
use crate::error::IndexError;
use crate::manifest::IndexManifest;

/// Forms of words in at most so many languages are searched for; the most frequent ones.
const MAX_LANGUAGES: usize = 6;

/// The full text of a collection.
pub struct FullTextIndex {
    path: PathBuf,
    pub(super) index: Index,
    pub(super) reader: IndexReader,
    pub(super) fields: Fields,
    pub(super) unpacker: Arc<Unpacker>,
    /// Languages that its documents are in, its own first.
    pub(super) languages: Vec<Language>,
}

impl fmt::Debug for FullTextIndex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FullTextIndex")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl FullTextIndex {
    /// Opens the index in a folder. Its content is checked as far as that costs nothing; see
    /// [`Self::verify`].
    pub fn open(path: &Path) -> Result<Self, IndexError> {
        if !path.is_dir() {
            return Err(IndexError::Missing {
                path: path.to_owned(),
            });
        }
        guarded(path, || {
            let index = Index::open_in_dir(path)?;
            let (schema, fields) = schema::schema();
            if index.schema() != schema {
                return Err(TantivyError::SchemaError("it has other fields".to_owned()));
            }
            schema::register(&index);
            let reader = index
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .try_into()?;
            let languages = languages(&index, &reader.searcher(), fields)?;
            let unpacker = Arc::new(Unpacker::open(path)?);
            Ok(Self {
                path: path.to_owned(),
                index,
                reader,
                fields,
                unpacker,
                languages,
            })
        })
    }

    /// Complains unless it is a whole index that was made from what the manifest says.
    pub fn check(&self, expected: &IndexManifest) -> Result<(), IndexError> {
        let payload = guarded(&self.path, || Ok(self.index.load_metas()?.payload))?;
        let found = IndexManifest::from_bytes(&self.path, payload.unwrap_or_default().as_bytes())?;
        expected.check(&self.path, &found)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many documents it holds.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads every file of the index and compares checksums.
    pub fn verify(&self) -> Result<(), IndexError> {
        kept::read_dictionary(&self.path).map_err(|error| IndexError::io(&self.path, error))?;
        let wrong = guarded(&self.path, || self.index.validate_checksum())?;
        match wrong.iter().next() {
            None => Ok(()),
            Some(file) => Err(IndexError::damaged(
                &self.path,
                format!("the checksum of `{}` is wrong", file.display()),
            )),
        }
    }
}

fn languages(index: &Index, searcher: &Searcher, fields: Fields) -> tantivy::Result<Vec<Language>> {
    let payload = index.load_metas()?.payload.unwrap_or_default();
    let manifest: Option<IndexManifest> = serde_json::from_str(&payload).ok();
    let own = manifest.map_or(Language::default(), |own| Language::of(&own.language));
    let mut counts: Vec<(Language, u64)> = vec![(own, u64::MAX)];
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.language)?;
        let mut terms = inverted.terms().stream()?;
        while terms.advance() {
            let language = Language::of(&String::from_utf8_lossy(terms.key()));
            let count = u64::from(terms.value().doc_freq);
            match counts.iter_mut().find(|(other, _)| *other == language) {
                Some((_, sum)) => *sum = sum.saturating_add(count),
                None => counts.push((language, count)),
            }
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Ok(counts
        .into_iter()
        .map(|(language, _)| language)
        .take(MAX_LANGUAGES)
        .collect())
}

/// Runs tantivy, which may panic over a damaged file, and tells what went wrong in our words.
pub(super) fn guarded<T>(
    path: &Path,
    work: impl FnOnce() -> tantivy::Result<T>,
) -> Result<T, IndexError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(translated(path, &error)),
        Err(_) => Err(IndexError::damaged(
            path,
            "reading it failed inside the index library",
        )),
    }
}

fn translated(path: &Path, error: &TantivyError) -> IndexError {
    let io = |source: &std::io::Error| {
        IndexError::io(path, std::io::Error::new(source.kind(), source.to_string()))
    };
    match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => IndexError::Busy {
            path: path.to_owned(),
        },
        TantivyError::LockFailure(LockError::IoError(source), _)
        | TantivyError::IoError(source) => io(source),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => {
            io(io_error)
        }
        // A writer's thread that died tells nothing but that; a full disk is what usually kills it.
        TantivyError::ErrorInThread(_) if is_full(path) => IndexError::DiskFull {
            path: path.to_owned(),
        },
        _ => IndexError::damaged(path, error.to_string()),
    }
}

/// Whether a small file can no longer be written beside the index.
fn is_full(path: &Path) -> bool {
    let probe = path.join("probe");
    let written = std::fs::write(&probe, [0; 4096]);
    let _ = std::fs::remove_file(&probe);
    written.is_err_and(|error| error.kind() == std::io::ErrorKind::StorageFull)
}
