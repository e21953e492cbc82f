//! Merging what was gathered into few segments. A search looks its words up in each of them, and finds the
//! best of each: in a hundred small ones that takes several times as long as in one.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use tantivy::Directory as _;
use tantivy::index::SegmentId;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, NoMergePolicy};
use tantivy::schema::document::Document;
use tantivy::{HasLen, Index, IndexWriter, SegmentMeta, TantivyDocument};

use super::unmapped::Gate;

/// A segment holds at most so many articles: merging has the beginnings of all words of what it merges in
/// memory.
const MOST_ARTICLES: u32 = 1_000_000;
/// Of so many like segments a larger one is made while articles are gathered.
const LIKE_SEGMENTS: usize = 8;
/// Between telling how far it is and telling it again.
const BETWEEN: Duration = Duration::from_millis(100);
/// The least that tantivy takes for a thread, which has nothing to do here.
const LEAST_BUDGET: usize = 16 << 20;

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
        let writer = index.writer_with_options(options)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Self {
            index,
            gate,
            writer,
        })
    }

    /// Merges, and says whether it was let go on to the end. While the watcher is told, merging waits.
    pub(super) fn merge(
        &mut self,
        watcher: &mut MergeWatcher<'_>,
    ) -> tantivy::Result<ControlFlow<()>> {
        let groups = groups(&self.index.searchable_segment_metas()?);
        let total: u64 = groups.iter().map(|group| group.articles).sum();
        let mut done = 0;
        for group in groups {
            let bytes = self.bytes(&group).max(1);
            self.gate.reset();
            let merging = self.writer.merge(&group.segments);
            let merged = wait(merging, self.gate, |read| {
                let share = u128::from(group.articles) * u128::from(read.min(bytes));
                let merged = u64::try_from(share / u128::from(bytes)).unwrap_or(0);
                watcher(done + merged, total)
            });
            if self.gate.is_closed() {
                return Ok(ControlFlow::Break(()));
            }
            merged?;
            done += group.articles;
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Notes what the index is.
    pub(super) fn sign(mut self, payload: &str) -> tantivy::Result<()> {
        commit(&mut self.writer, payload)?;
        self.writer.wait_merging_threads()
    }

    /// Bytes of the files of a group.
    fn bytes(&self, group: &Group) -> u64 {
        let ids: Vec<String> = group.segments.iter().map(SegmentId::uuid_string).collect();
        let files = self.index.directory().list_managed_files();
        let of_group = files.iter().filter(|file| {
            let name = file.to_string_lossy();
            ids.iter().any(|id| name.starts_with(id))
        });
        let length = |file: &PathBuf| {
            self.index
                .directory()
                .open_read(file)
                .map(|file| file.len())
        };
        of_group.flat_map(length).map(|length| length as u64).sum()
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

/// Segments of which one is made.
#[derive(Debug, Default, PartialEq, Eq)]
struct Group {
    segments: Vec<SegmentId>,
    articles: u64,
}

impl Group {
    fn takes(&self, segment: &SegmentMeta) -> bool {
        self.articles + u64::from(segment.num_docs()) <= u64::from(MOST_ARTICLES)
    }
}

/// As few groups as these segments fill, the largest first; those of one segment are left out.
fn groups(segments: &[SegmentMeta]) -> Vec<Group> {
    let mut segments: Vec<&SegmentMeta> = segments.iter().collect();
    segments.sort_by_key(|segment| std::cmp::Reverse(segment.num_docs()));
    let mut groups: Vec<Group> = Vec::new();
    for segment in segments {
        let group = match groups.iter_mut().find(|group| group.takes(segment)) {
            Some(group) => group,
            None => groups.push_mut(Group::default()),
        };
        group.segments.push(segment.id());
        group.articles += u64::from(segment.num_docs());
    }
    groups.retain(|group| group.segments.len() > 1);
    groups
}

/// Waits until something is done, and tells meanwhile how many bytes it has read.
fn wait<T>(
    work: impl Future<Output = tantivy::Result<T>>,
    gate: &Gate,
    mut tell: impl FnMut(u64) -> ControlFlow<()>,
) -> tantivy::Result<T> {
    let mut work = pin!(work);
    let waker = Waker::from(Arc::new(Waiting(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        gate.hold(&mut tell);
        if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
            return done;
        }
        thread::park_timeout(BETWEEN);
    }
}

/// A thread that is woken when what it waits for is done.
struct Waiting(Thread);

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
