//! Merging what was gathered into few segments. A search looks its words up in each of them, and finds the
//! best of each: in a hundred small ones that takes several times as long as in one.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use tantivy::directory::error::LockError;
use tantivy::index::SegmentId;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, NoMergePolicy};
use tantivy::schema::document::Document;
use tantivy::{Directory as _, HasLen, Index, IndexWriter, TantivyDocument, TantivyError};

use super::LEAST_BUDGET;
use super::unmapped::Gate;

/// In the end segments are merged to at most so many articles: merging has the beginnings of all words of
/// what it merges in memory.
const MOST_ARTICLES: u32 = 1_000_000;
/// Of so many like segments a larger one is made while articles are gathered.
const LIKE_SEGMENTS: usize = 8;
/// Between telling how far it is and telling it again.
const BETWEEN: Duration = Duration::from_millis(100);

/// A lock that is held after this is somebody's.
const PATIENCE: Duration = Duration::from_millis(500);
/// Between asking for it and asking again.
const PAUSE: Duration = Duration::from_millis(5);

/// Who is told how many articles of how many are merged, again and again, and ends it by answering `Break`.
pub type MergeWatcher<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// How segments are merged while articles are gathered.
pub(super) fn while_gathering() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(LIKE_SEGMENTS);
    policy.set_max_docs_before_merge(MOST_ARTICLES as usize / LIKE_SEGMENTS);
    policy
}

/// Merges the segments of an index that nobody else writes to.
pub(super) struct Merger<'a> {
    index: &'a Index,
    gate: &'a Gate,
    writer: IndexWriter<TantivyDocument>,
}

impl<'a> Merger<'a> {
    /// What it reads goes through the gate.
    pub(super) fn open(index: &'a Index, gate: &'a Gate) -> tantivy::Result<Self> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(LEAST_BUDGET)
            .num_merge_threads(1)
            .build();
        let writer = open_writer(index, &options)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Self {
            index,
            gate,
            writer,
        })
    }

    /// Merges, and says whether it was let go on to the end.
    pub(super) fn merge(
        &mut self,
        watcher: &mut MergeWatcher<'_>,
    ) -> tantivy::Result<ControlFlow<()>> {
        let segments = self.index.searchable_segment_metas()?;
        let sizes: Vec<u32> = segments.iter().map(|segment| segment.num_docs()).collect();
        let groups = groups(&sizes, MOST_ARTICLES);
        let articles = |group: &[usize]| -> u64 {
            let sizes = group.iter().filter_map(|at| sizes.get(*at));
            sizes.map(|size| u64::from(*size)).sum()
        };
        let total: u64 = groups.iter().map(|group| articles(group)).sum();
        let mut done = 0;
        for group in &groups {
            let ids = group.iter().filter_map(|at| segments.get(*at));
            let ids: Vec<SegmentId> = ids.map(|segment| segment.id()).collect();
            let (articles, bytes) = (articles(group), self.bytes(&ids).max(1));
            self.gate.reset();
            let tell = |read: u64| {
                let merged = u128::from(articles) * u128::from(read.min(bytes)) / u128::from(bytes);
                watcher(done + u64::try_from(merged).unwrap_or(0), total)
            };
            let merged = meanwhile(self.gate, tell, || self.writer.merge(&ids).wait());
            if merged?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            done += articles;
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Removes what a merge left that failed.
    pub(super) fn clear(&self) -> tantivy::Result<()> {
        self.writer.garbage_collect_files().wait().map(drop)
    }

    /// Notes what the index is.
    pub(super) fn sign(mut self, payload: &str) -> tantivy::Result<()> {
        commit(&mut self.writer, payload)?;
        self.writer.wait_merging_threads()
    }

    /// Bytes of the files of segments.
    fn bytes(&self, segments: &[SegmentId]) -> u64 {
        let ids: Vec<String> = segments.iter().map(SegmentId::uuid_string).collect();
        let files = self.index.directory().list_managed_files();
        let of_them = files.iter().filter(|file| {
            let name = file.to_string_lossy();
            ids.iter().any(|id| name.starts_with(id))
        });
        let length = |file: &PathBuf| {
            self.index
                .directory()
                .open_read(file)
                .map(|file| file.len())
        };
        of_them.flat_map(length).map(|length| length as u64).sum()
    }
}

/// The writer of an index. A process that is being started holds the locks of the one that starts it until it
/// is another program, also those that were given back: so a lock that is held is asked for again.
pub(super) fn open_writer<D: Document>(
    index: &Index,
    options: &IndexWriterOptions,
) -> tantivy::Result<IndexWriter<D>> {
    let begun = Instant::now();
    loop {
        match index.writer_with_options(options.clone()) {
            Err(TantivyError::LockFailure(LockError::LockBusy, _))
                if begun.elapsed() < PATIENCE =>
            {
                thread::sleep(PAUSE);
            }
            opened => return opened,
        }
    }
}

/// Makes permanent what was added, and notes something about it.
pub(super) fn commit<D: Document>(
    writer: &mut IndexWriter<D>,
    payload: &str,
) -> tantivy::Result<()> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(payload);
    prepared.commit().map(drop)
}

/// Waits until the merging that a writer has begun is done, and says whether it was let go on to the end. The
/// watcher is told that nothing of the last merging is done yet.
pub(super) fn wait<D: Document>(
    writer: IndexWriter<D>,
    gate: &Gate,
    watcher: &mut MergeWatcher<'_>,
) -> tantivy::Result<ControlFlow<()>> {
    let metas = writer.index().searchable_segment_metas()?;
    let articles = metas.iter().map(|meta| u64::from(meta.num_docs())).sum();
    meanwhile(
        gate,
        |_| watcher(0, articles),
        || writer.wait_merging_threads(),
    )
}

/// Which segments of these sizes are merged to one each: the largest first, each goes where there is room.
fn groups(sizes: &[u32], most: u32) -> Vec<Vec<usize>> {
    let mut by_size: Vec<(usize, u32)> = sizes.iter().copied().enumerate().collect();
    by_size.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let mut groups: Vec<(Vec<usize>, u32)> = Vec::new();
    for (at, size) in by_size {
        let has_room = |taken: &u32| taken.saturating_add(size) <= most;
        match groups.iter_mut().find(|(_, taken)| has_room(taken)) {
            Some((group, taken)) => {
                group.push(at);
                *taken += size;
            }
            None => groups.push((vec![at], size)),
        }
    }
    let groups = groups.into_iter().map(|(group, _)| group);
    groups.filter(|group| group.len() > 1).collect()
}

/// Does something on another thread, and tells meanwhile how many bytes it has read. What it reads goes
/// through the gate: while somebody is told, it waits with its next read; where that one breaks off, it fails.
fn meanwhile<T: Send>(
    gate: &Gate,
    mut tell: impl FnMut(u64) -> ControlFlow<()>,
    work: impl FnOnce() -> tantivy::Result<T> + Send,
) -> tantivy::Result<ControlFlow<(), T>> {
    // Before it begins, so that nothing is told to be done too early.
    gate.hold(&mut tell);
    let (done, is_done) = channel();
    let made = thread::scope(|scope| {
        scope.spawn(move || done.send(work()));
        loop {
            match is_done.recv_timeout(BETWEEN) {
                Ok(made) => return made,
                Err(RecvTimeoutError::Timeout) => gate.hold(&mut tell),
                // It panicked, and so does the scope when it ends.
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(TantivyError::SystemError("merging failed".to_owned()));
                }
            }
        }
    });
    if gate.is_closed() {
        return Ok(ControlFlow::Break(()));
    }
    made.map(ControlFlow::Continue)
}

#[cfg(test)]
mod tests {
    use super::super::schema;
    use super::*;

    #[test]
    fn a_lock_that_is_given_back_soon_is_waited_for() {
        let index = Index::create_in_ram(schema::schema().0);
        let options = IndexWriterOptions::builder()
            .memory_budget_per_thread(LEAST_BUDGET)
            .build();
        let held: IndexWriter<TantivyDocument> = open_writer(&index, &options).unwrap();
        thread::scope(|scope| {
            scope.spawn(move || {
                thread::park_timeout(PAUSE * 10);
                drop(held);
            });
            let opened = open_writer::<TantivyDocument>(&index, &options);
            assert!(opened.is_ok());
            let refused = open_writer::<TantivyDocument>(&index, &options);
            assert!(refused.is_err());
        });
    }

    #[test]
    fn segments_are_put_together_up_to_a_bound() {
        let groups = |sizes: &[u32]| groups(sizes, 10);
        assert_eq!(groups(&[]), Vec::<Vec<usize>>::new());
        assert_eq!(groups(&[4]), Vec::<Vec<usize>>::new());
        assert_eq!(groups(&[1, 9, 3]), [vec![1, 0]]);
        assert_eq!(groups(&[2, 6, 5, 4]), [vec![1, 3], vec![2, 0]]);
        // One that is larger than the bound stays as it is.
        assert_eq!(groups(&[12, 1, 1]), [vec![1, 2]]);
    }
}
