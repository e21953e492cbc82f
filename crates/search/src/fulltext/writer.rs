//! Writing a full-text index: aside, with checkpoints from which the work goes on after it was ended from
//! outside, and put in its place when it is whole.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::store::Compressor;
use tantivy::{Index, IndexSettings, IndexSortByField, IndexWriter, Order};

use super::index::guarded;
use super::kept::{self, Keeper};
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
    /// None where no text is kept.
    keeper: Option<Keeper>,
    fields: Fields,
    manifest: IndexManifest,
    reached: u64,
}

/// What an index says of itself.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Payload {
    /// Of this much is it whole; nobody takes it for an index.
    Unfinished {
        unfinished: IndexManifest,
        reached: u64,
    },
    /// It is whole.
    Whole {
        #[serde(flatten)]
        whole: IndexManifest,
        reached: u64,
    },
}

impl Payload {
    fn to_json(&self) -> String {
        // Numbers and strings always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
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
            guarded(&unfinished, || merging::open_writer(&index, &writing))?;
        writer.set_merge_policy(Box::new(merging::while_gathering()));
        let (_, fields) = schema::schema();
        let keeper = options
            .keep_texts
            .then(|| Keeper::new(&unfinished, reached.is_some()));
        let keeper = keeper
            .transpose()
            .map_err(|error| IndexError::io(&unfinished, error))?;
        Ok(Self {
            place: place.to_owned(),
            unfinished,
            writer: Some(writer),
            index,
            gate,
            queue: Queue::default(),
            keeper,
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
        let mut made = schema::document(&self.fields, document, &self.manifest.language);
        if let Some(keeper) = &mut self.keeper {
            let packed = keeper.pack(document.text);
            let packed = packed.map_err(|error| IndexError::io(&self.unfinished, error))?;
            if let Some(packed) = packed {
                made.add_bytes(self.fields.kept, &packed);
            }
        }
        let queued = self.queue.enter(made, document.text.len());
        let Some(writer) = &self.writer else {
            return Ok(());
        };
        guarded(&self.unfinished, || writer.add_document(queued)).map(drop)
    }

    /// Makes everything so far permanent, with a number that says how far in its source that is.
    pub fn checkpoint(&mut self, reached: u64) -> Result<(), IndexError> {
        let checkpoint = Payload::Unfinished {
            unfinished: self.manifest.clone(),
            reached,
        };
        if let Some(writer) = &mut self.writer {
            let payload = checkpoint.to_json();
            guarded(&self.unfinished, || merging::commit(writer, &payload))?;
        }
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
        // What is merged from here on is merged once, below.
        if let Some(writer) = &self.writer {
            writer.set_merge_policy(Box::new(NoMergePolicy));
        }
        self.checkpoint(reached)?;
        if self.merge(watcher)?.is_break() {
            return Err(IndexError::Cancelled);
        }
        release();
        self.publish()
            .map_err(|error| IndexError::io(&self.place, error))
    }

    /// Merges the segments, and notes that the index is whole; unless the watcher breaks off.
    fn merge(&mut self, watcher: &mut MergeWatcher<'_>) -> Result<ControlFlow<()>, IndexError> {
        let writer = self.writer.take();
        guarded(&self.unfinished, || {
            if let Some(writer) = writer
                && merging::wait(writer, &self.gate, watcher)?.is_break()
            {
                return Ok(ControlFlow::Break(()));
            }
            let mut merger = Merger::open(&self.index, &self.gate)?;
            match merger.merge(watcher) {
                Ok(ControlFlow::Continue(())) => {}
                Ok(ControlFlow::Break(())) => return Ok(ControlFlow::Break(())),
                // Where there is no room for it, as a rule. The index is whole without it, only slower.
                Err(error) => {
                    tracing::warn!(%error, "the segments of an index stay unmerged");
                    merger.clear()?;
                }
            }
            let payload = Payload::Whole {
                whole: self.manifest.clone(),
                reached: self.reached,
            };
            merger.sign(&payload.to_json())?;
            Ok(ControlFlow::Continue(()))
        })
    }

    fn publish(&self) -> std::io::Result<()> {
        let old = self.place.with_extension("old");
        atomic::remove(&old)?;
        if self.place.exists() {
            std::fs::rename(&self.place, &old)?;
        }
        if let Err(error) = atomic::publish(&self.unfinished, &self.place) {
            // What stood there is better than nothing.
            let _back = std::fs::rename(&old, &self.place);
            return Err(error);
        }
        atomic::remove(&old)
    }
}

impl Drop for FullTextWriter {
    fn drop(&mut self) {
        // The writer has files open, and must be gone before them; so must what it merges.
        self.gate.close();
        if let Some(writer) = self.writer.take() {
            writer.set_merge_policy(Box::new(NoMergePolicy));
            let _given_up = writer.wait_merging_threads();
        }
        if let Err(error) = atomic::remove(&self.unfinished) {
            tracing::warn!(path = %self.unfinished.display(), %error, "an unfinished index stays");
        }
    }
}

/// The checkpoint of the unfinished index in a folder, where it is of the same manifest and made alike.
fn reached(folder: &Path, manifest: &IndexManifest) -> Option<u64> {
    if !folder.is_dir() {
        return None;
    }
    let opened = guarded(folder, || {
        let index = Index::open_in_dir(folder)?;
        let payload = index.load_metas()?.payload.unwrap_or_default();
        let is_ours = index.schema() == schema::schema().0 && *index.settings() == settings();
        // What was written while the end came may be damaged.
        let is_whole = is_ours && index.validate_checksum()?.is_empty();
        Ok((payload, is_whole))
    });
    let (payload, is_whole) = opened.ok()?;
    let (found, reached) = match serde_json::from_str(&payload).ok()? {
        Payload::Unfinished {
            unfinished: found,
            reached,
        }
        | Payload::Whole {
            whole: found,
            reached,
        } => (found, reached),
    };
    let is_same = found == *manifest && kept::read_dictionary(folder).is_ok();
    (is_whole && is_same).then_some(reached)
}

/// Of an article only its path, its title and a short text are stored. Each result has its own block of them:
/// large and packed ones took half of the time of a search.
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
        .and_then(|()| Keeper::prepare(folder))
        .map_err(|error| IndexError::io(folder, error))?;
    guarded(folder, || {
        let (schema, _) = schema::schema();
        Index::create(Unmapped::open(folder)?, schema, settings()).map(drop)
    })
}
