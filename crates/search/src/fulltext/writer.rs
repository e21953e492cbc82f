//! Writing a full-text index: aside, with checkpoints from which the work goes on after it was ended from
//! outside, and put in its place when it is whole.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tantivy::indexer::IndexWriterOptions;
use tantivy::store::Compressor;
use tantivy::{Index, IndexSettings, IndexSortByField, IndexWriter, Order};

use super::index::guarded;
use super::merging::{self, MergeWatcher, Merger};
use super::queue::{Queue, Queued};
use super::schema::{self, Fields};
use super::unmapped::{Gate, Unmapped};
use super::{Document, WriterOptions};
use crate::atomic;
use crate::error::IndexError;
use crate::manifest::IndexManifest;

/// Writes a full-text index. Dropped before it is finished, it removes what it wrote; a process that ends
/// without that leaves its last checkpoint, from which the next one for the same goes on.
pub struct FullTextWriter {
    place: PathBuf,
    unfinished: PathBuf,
    /// None once it is finished.
    writer: Option<IndexWriter<Queued>>,
    index: Index,
    gate: Arc<Gate>,
    queue: Queue,
    fields: Fields,
    manifest: IndexManifest,
    reached: u64,
}

/// What an unfinished index says of itself.
#[derive(Serialize, Deserialize)]
struct Checkpoint {
    unfinished: IndexManifest,
    reached: u64,
}

impl FullTextWriter {
    /// Begins an index that will stand at `place`, or goes on with one for the same manifest; see
    /// [`Self::reached`].
    pub fn begin(
        place: &Path,
        manifest: IndexManifest,
        options: &WriterOptions,
    ) -> Result<Self, IndexError> {
        let unfinished = atomic::unfinished(place);
        let reached = reached(&unfinished, &manifest);
        if reached.is_none() {
            create(&unfinished)?;
        }
        let folder = guarded(&unfinished, || Unmapped::open(&unfinished))?;
        let gate = folder.gate();
        let index = guarded(&unfinished, || Index::open(folder))?;
        schema::register(&index);
        let threads = options.threads.clamp(1, 8);
        // Merging goes on beside gathering: by one thread, it takes little memory.
        let writing = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread(options.budget() / threads)
            .num_merge_threads(1)
            .build();
        let writer: IndexWriter<Queued> =
            guarded(&unfinished, || index.writer_with_options(writing))?;
        writer.set_merge_policy(Box::new(merging::while_gathering()));
        let (_, fields) = schema::schema();
        Ok(Self {
            place: place.to_owned(),
            unfinished,
            writer: Some(writer),
            index,
            gate,
            queue: Queue::default(),
            fields,
            manifest,
            reached: reached.unwrap_or(0),
        })
    }

    /// What was given with the checkpoint from which it goes on; 0 where it begins.
    pub fn reached(&self) -> u64 {
        self.reached
    }

    /// Adds a document.
    pub fn add(&mut self, document: &Document<'_>) -> Result<(), IndexError> {
        let made = schema::document(&self.fields, document, &self.manifest.language);
        let queued = self.queue.enter(made, document.text.len());
        let Some(writer) = &self.writer else {
            return Ok(());
        };
        guarded(&self.unfinished, || writer.add_document(queued)).map(drop)
    }

    /// Makes everything so far permanent, with a number that says how far in its source that is.
    pub fn checkpoint(&mut self, reached: u64) -> Result<(), IndexError> {
        let checkpoint = Checkpoint {
            unfinished: self.manifest.clone(),
            reached,
        };
        // Numbers and strings always serialise.
        self.commit(&serde_json::to_string(&checkpoint).unwrap_or_default())?;
        self.reached = reached;
        Ok(())
    }

    /// Merges what was added and puts the index in its place; the number is that of a last checkpoint. What
    /// stood in the place is to be closed by `release`, which is called right before.
    ///
    /// # Errors
    /// `Cancelled` where the watcher broke off.
    pub fn finish(
        mut self,
        reached: u64,
        watcher: &mut MergeWatcher<'_>,
        release: impl FnOnce(),
    ) -> Result<(), IndexError> {
        self.checkpoint(reached)?;
        if let Some(writer) = self.writer.take() {
            guarded(&self.unfinished, || writer.wait_merging_threads())?;
        }
        self.merge(watcher)?;
        release();
        self.publish()
            .map_err(|error| IndexError::io(&self.place, error))
    }

    /// Merges the segments, and notes that the index is whole.
    fn merge(&self, watcher: &mut MergeWatcher<'_>) -> Result<(), IndexError> {
        guarded(&self.unfinished, || {
            let mut merger = Merger::open(&self.index, &self.gate)?;
            match merger.merge(watcher) {
                Ok(ControlFlow::Continue(())) => {}
                Ok(ControlFlow::Break(())) => return Ok(ControlFlow::Break(())),
                // Where there is no room for it, as a rule. The index is whole without it, only slower.
                Err(error) => tracing::warn!(%error, "the segments of an index stay unmerged"),
            }
            merger.sign(&self.manifest.to_json())?;
            Ok(ControlFlow::Continue(()))
        })
        .and_then(|merged| match merged {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(IndexError::Cancelled),
        })
    }

    fn commit(&mut self, payload: &str) -> Result<(), IndexError> {
        let Some(writer) = &mut self.writer else {
            return Ok(());
        };
        guarded(&self.unfinished, || merging::commit(writer, payload))
    }

    fn publish(&self) -> std::io::Result<()> {
        let old = self.place.with_extension("old");
        atomic::remove(&old)?;
        if self.place.exists() {
            std::fs::rename(&self.place, &old)?;
        }
        atomic::publish(&self.unfinished, &self.place)?;
        atomic::remove(&old)
    }
}

impl Drop for FullTextWriter {
    fn drop(&mut self) {
        // The writer has files open, and must be gone before them.
        self.writer = None;
        if let Err(error) = atomic::remove(&self.unfinished) {
            tracing::warn!(path = %self.unfinished.display(), %error, "an unfinished index stays");
        }
    }
}

/// The checkpoint of the unfinished index in a folder, where it is of the same manifest.
fn reached(folder: &Path, manifest: &IndexManifest) -> Option<u64> {
    if !folder.is_dir() {
        return None;
    }
    let opened = guarded(folder, || {
        let index = Index::open_in_dir(folder)?;
        let payload = index.load_metas()?.payload.unwrap_or_default();
        let is_ours = index.schema() == schema::schema().0;
        // What was written while the end came may be damaged.
        let is_whole = is_ours && index.validate_checksum()?.is_empty();
        Ok((payload, is_whole))
    });
    let (payload, is_whole) = opened.ok()?;
    let checkpoint: Checkpoint = serde_json::from_str(&payload).ok()?;
    (is_whole && checkpoint.unfinished == *manifest).then_some(checkpoint.reached)
}

/// Of an article only its path and title are stored. Each result has its own block of them: large and packed
/// ones took half of the time of a search.
///
/// The shorter a text, the more a word in it counts. In the order of their length, articles among which none
/// can be of the best stand together, and are passed over together; and what is alike packs better.
fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::None,
        docstore_blocksize: 1_024,
        sort_by_field: Some(IndexSortByField {
            field: schema::LENGTH.to_owned(),
            order: Order::Asc,
        }),
        ..IndexSettings::default()
    }
}

fn create(folder: &Path) -> Result<(), IndexError> {
    atomic::remove(folder)
        .and_then(|()| std::fs::create_dir_all(folder))
        .map_err(|error| IndexError::io(folder, error))?;
    guarded(folder, || {
        let (schema, _) = schema::schema();
        Index::create(Unmapped::open(folder)?, schema, settings()).map(drop)
    })
}
