//! A full-text index on disk: opening, checking, and changing it.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use tantivy::directory::MmapDirectory;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError};
use tantivy::indexer::IndexWriterOptions;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError, Term};

use super::queue::{Queue, Queued};
use super::schema::{self, Fields};
use super::{Document, WriterOptions};
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
    /// Languages of its documents, as of the last look at what was committed.
    languages: RwLock<Vec<Language>>,
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
            let languages = RwLock::new(languages(&index, &reader.searcher(), fields)?);
            Ok(Self {
                path: path.to_owned(),
                index,
                reader,
                fields,
                languages,
            })
        })
    }

    /// What the index belongs to, as of its last commit.
    pub fn manifest(&self) -> Result<IndexManifest, IndexError> {
        let payload = guarded(&self.path, || Ok(self.index.load_metas()?.payload))?;
        IndexManifest::from_bytes(&self.path, payload.unwrap_or_default().as_bytes())
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

    /// Sees what was committed since it was opened, by this process or another.
    pub fn reload(&self) -> Result<(), IndexError> {
        guarded(&self.path, || {
            self.reader.reload()?;
            let found = languages(&self.index, &self.reader.searcher(), self.fields)?;
            *self
                .languages
                .write()
                .unwrap_or_else(PoisonError::into_inner) = found;
            Ok(())
        })
    }

    /// Reads every file of the index and compares checksums.
    pub fn verify(&self) -> Result<(), IndexError> {
        let wrong = guarded(&self.path, || self.index.validate_checksum())?;
        match wrong.iter().next() {
            None => Ok(()),
            Some(file) => Err(IndexError::damaged(
                &self.path,
                format!("the checksum of `{}` is wrong", file.display()),
            )),
        }
    }

    /// Changes a living index in one commit: takes documents out by their paths, puts others in
    /// (in place of any at the same path), and notes the counter up to which it is now complete.
    pub fn update(
        &self,
        deletes: &[&str],
        adds: &[Document<'_>],
        changes: u64,
    ) -> Result<(), IndexError> {
        let mut manifest = self.manifest()?;
        manifest.changes = changes;
        let mut writer =
            FullTextWriter::begin(&self.path, &self.index, manifest, &WriterOptions::default())?;
        for path in deletes {
            writer.delete(path);
        }
        for document in adds {
            writer.delete(document.path);
            writer.add(document)?;
        }
        writer.commit()?;
        self.reload()
    }

    /// Languages that the documents are in, the index's own first.
    pub(super) fn languages(&self) -> Vec<Language> {
        self.languages
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
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

/// Writes a full-text index. What is not committed is gone when it is dropped.
pub struct FullTextWriter {
    path: PathBuf,
    writer: IndexWriter<Queued>,
    queue: Queue,
    fields: Fields,
    manifest: IndexManifest,
}

impl FullTextWriter {
    /// Makes an empty index in a folder that is not there yet or empty.
    pub fn create(
        path: &Path,
        manifest: IndexManifest,
        options: &WriterOptions,
    ) -> Result<Self, IndexError> {
        std::fs::create_dir_all(path).map_err(|error| IndexError::io(path, error))?;
        let index = guarded(path, || {
            let directory = MmapDirectory::open(path)?;
            let (schema, _) = schema::schema();
            Index::create(directory, schema, tantivy::IndexSettings::default())
        })?;
        schema::register(&index);
        Self::begin(path, &index, manifest, options)
    }

    fn begin(
        path: &Path,
        index: &Index,
        manifest: IndexManifest,
        options: &WriterOptions,
    ) -> Result<Self, IndexError> {
        let threads = options.threads.clamp(1, 8);
        // Merging goes on beside gathering: by one thread, it takes little memory.
        let writing = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread(options.budget() / threads)
            .num_merge_threads(1)
            .build();
        let writer = guarded(path, || index.writer_with_options(writing))?;
        let queue = Queue::default();
        let (_, fields) = schema::schema();
        Ok(Self {
            path: path.to_owned(),
            writer,
            queue,
            fields,
            manifest,
        })
    }

    /// Adds a document.
    pub fn add(&mut self, document: &Document<'_>) -> Result<(), IndexError> {
        let made = schema::document(&self.fields, document, &self.manifest.language);
        let queued = self.queue.enter(made, document.text.len());
        guarded(&self.path, || self.writer.add_document(queued)).map(drop)
    }

    /// Takes out the document at a path that was added before now.
    pub fn delete(&mut self, path: &str) {
        self.writer
            .delete_term(Term::from_field_text(self.fields.path, path));
    }

    /// Notes the counter of changes that the next commit is complete up to.
    pub fn set_changes(&mut self, changes: u64) {
        self.manifest.changes = changes;
    }

    /// Makes everything so far permanent, with the manifest, in one step.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        let payload = self.manifest.to_json();
        guarded(&self.path, || {
            let mut prepared = self.writer.prepare_commit()?;
            prepared.set_payload(&payload);
            prepared.commit().map(drop)
        })
    }

    /// Commits, and waits until the files are merged.
    pub fn finish(mut self) -> Result<(), IndexError> {
        self.commit()?;
        let Self { path, writer, .. } = self;
        guarded(&path, || writer.wait_merging_threads())
    }
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
