//! Clusters: several blobs compressed together. A cluster is decompressed up to the blob that is
//! wanted, kept, and continued from there, so that its beginning is never paid for twice; and never
//! beyond a bound, whatever its offsets say.

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, BufReader, Read};
use std::sync::{Arc, Mutex, PoisonError};

use super::bytes::{Bytes, Stretch};
use super::frame::{Frame, MOST_ROOM};
use super::header::{u32_at, u64_at};
use super::{Damage, Problem};

/// No cluster is decompressed beyond this. Writers make them 2 MB large, and keep what is longer in
/// a cluster by itself.
const LARGEST: u64 = MOST_ROOM as u64;
/// No blob that is longer is read whole.
const LONGEST_BLOB: u64 = 256 << 20;
/// Bytes of clusters that are kept: those of a page of results. With twice as much, memory that is new to the
/// program slowed the first pages.
const KEPT: usize = 32 << 20;
/// Clusters that are kept open.
const MOST_OPEN: usize = 32;
/// What a decoder takes beside its data, roughly.
const DECODER: usize = 1 << 19;
/// Memory that the xz decoder may take, in kB.
const XZ_MEMORY: u32 = 256 << 10;

/// The clusters of an archive, those used last kept open.
#[derive(Debug)]
pub(super) struct Clusters {
    bytes: Arc<Bytes>,
    open: Mutex<VecDeque<(u32, Arc<Mutex<Cluster>>)>>,
}

impl Clusters {
    pub(super) fn new(bytes: &Arc<Bytes>) -> Self {
        Self {
            bytes: Arc::clone(bytes),
            open: Mutex::default(),
        }
    }

    /// A blob of the cluster with this number, which stands between two places.
    pub(super) fn blob(
        &self,
        number: u32,
        stretch: (u64, u64),
        blob: u32,
    ) -> Result<Vec<u8>, Damage> {
        let cluster = self.cluster(number, stretch)?;
        let found = locked(&cluster).blob(&self.bytes, blob);
        self.forget_oldest();
        found
    }

    /// How long a blob is.
    pub(super) fn length(
        &self,
        number: u32,
        stretch: (u64, u64),
        blob: u32,
    ) -> Result<u64, Damage> {
        let cluster = self.cluster(number, stretch)?;
        let (from, to) = locked(&cluster).range(blob)?;
        self.forget_oldest();
        Ok(to - from)
    }

    /// What a blob has from a place on, at most so much; nothing behind its end.
    pub(super) fn part(
        &self,
        number: u32,
        stretch: (u64, u64),
        blob: u32,
        from: u64,
        most: usize,
    ) -> Result<Vec<u8>, Damage> {
        let cluster = self.cluster(number, stretch)?;
        let found = locked(&cluster).part(&self.bytes, blob, from, most);
        self.forget_oldest();
        found
    }

    /// Whether the cluster with this number, which stands between two places, has a blob.
    pub(super) fn check(&self, number: u32, stretch: (u64, u64), blob: u32) -> Result<(), Damage> {
        let cluster = self.cluster(number, stretch)?;
        let checked = locked(&cluster).range(blob).map(|_| ());
        self.forget_oldest();
        checked
    }

    fn cluster(&self, number: u32, (at, end): (u64, u64)) -> Result<Arc<Mutex<Cluster>>, Damage> {
        if let Some(cluster) = self.held(number) {
            return Ok(cluster);
        }
        let cluster = Arc::new(Mutex::new(Cluster::open(&self.bytes, at, end)?));
        locked(&self.open).push_front((number, Arc::clone(&cluster)));
        Ok(cluster)
    }

    fn held(&self, number: u32) -> Option<Arc<Mutex<Cluster>>> {
        let mut open = locked(&self.open);
        let at = open.iter().position(|(held, _)| *held == number)?;
        let found = open.remove(at)?;
        let cluster = Arc::clone(&found.1);
        open.push_front(found);
        Some(cluster)
    }

    /// Lets go of the clusters used longest ago where all together are too large.
    fn forget_oldest(&self) {
        let mut open = locked(&self.open);
        let mut kept = 0;
        let mut room = 0;
        for (_, cluster) in open.iter().take(MOST_OPEN) {
            // One that is being read just now is counted when it is done.
            kept += cluster.try_lock().map_or(0, |cluster| cluster.size());
            if kept > KEPT && room > 0 {
                break;
            }
            room += 1;
        }
        open.truncate(room);
    }
}

struct Cluster {
    at: u64,
    /// Where each blob begins, and where the last one ends, from the first offset on.
    offsets: Vec<u64>,
    /// None where blobs stand in the file as they are.
    packed: Option<Packed>,
}

/// What a cluster unpacks to, its offsets included, as far as was asked for.
enum Packed {
    Zstd(Box<Frame>),
    Stream {
        decoder: Box<dyn Read + Send>,
        data: Vec<u8>,
    },
}

impl Packed {
    fn stream(decoder: impl Read + Send + 'static) -> Self {
        Self::Stream {
            decoder: Box::new(decoder),
            data: Vec::new(),
        }
    }

    /// So much of its beginning.
    fn beginning(&mut self, length: usize) -> io::Result<&[u8]> {
        let data = match self {
            Self::Zstd(frame) => {
                frame.reach(length)?;
                frame.plain()
            }
            Self::Stream { decoder, data } => {
                let missing = length.saturating_sub(data.len());
                // Memory grows with what is there, not with what is promised.
                decoder.take(missing as u64).read_to_end(data)?;
                data
            }
        };
        data.get(..length)
            .ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    /// Bytes that it takes in memory.
    fn size(&self) -> usize {
        DECODER
            + match self {
                Self::Zstd(frame) => frame.plain().len(),
                Self::Stream { data, .. } => data.capacity(),
            }
    }
}

impl fmt::Debug for Cluster {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Cluster")
            .field("at", &self.at)
            .field("blobs", &self.offsets.len())
            .finish_non_exhaustive()
    }
}

impl Cluster {
    fn open(bytes: &Arc<Bytes>, at: u64, end: u64) -> Result<Self, Damage> {
        let mut info = [0];
        bytes.read_exact(at, &mut info)?;
        let [info] = info;
        let wide = info & 0x10 != 0;
        let stretch = Stretch::new(bytes, at + 1, end);
        let mut packed = match info & 0x0F {
            0 | 1 => Packed::stream(BufReader::new(stretch)),
            4 => Packed::stream(lzma_rust2::XzReader::new_mem_limit(
                BufReader::new(stretch),
                false,
                XZ_MEMORY,
            )),
            5 => Packed::Zstd(Box::new(Frame::open(bytes, at + 1, end)?)),
            other => return Err(Damage::new(Problem::Compression(other), at)),
        };
        let offsets = read_offsets(&mut packed, wide)
            .filter(|offsets| offsets.is_sorted())
            .ok_or_else(|| Damage::new(Problem::Cluster, at))?;
        let is_packed = info & 0x0F > 1;
        Ok(Self {
            at,
            offsets,
            packed: is_packed.then_some(packed),
        })
    }

    /// Bytes that it takes in memory.
    fn size(&self) -> usize {
        self.packed.as_ref().map_or(0, Packed::size) + self.offsets.capacity() * 8
    }

    fn blob(&mut self, bytes: &Bytes, number: u32) -> Result<Vec<u8>, Damage> {
        let (from, to) = self.range(number)?;
        if to - from > LONGEST_BLOB {
            return Err(Damage::new(Problem::TooLong, self.at));
        }
        self.stretch(bytes, from, to)
    }

    fn part(
        &mut self,
        bytes: &Bytes,
        number: u32,
        from: u64,
        most: usize,
    ) -> Result<Vec<u8>, Damage> {
        let (begin, end) = self.range(number)?;
        let begin = begin.saturating_add(from).min(end);
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        self.stretch(bytes, begin, begin.saturating_add(most).min(end))
    }

    /// What stands between two places of the cluster.
    fn stretch(&mut self, bytes: &Bytes, from: u64, to: u64) -> Result<Vec<u8>, Damage> {
        let place = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
        let Some(packed) = &mut self.packed else {
            // What is said to be behind the end of the file takes no memory.
            let end = (self.at + 1).checked_add(to);
            if end.is_none_or(|end| end > bytes.length()) {
                return Err(Damage::new(Problem::OutOfBounds, self.at));
            }
            let mut stretch = vec![0; place(to - from)];
            bytes.read_exact(self.at + 1 + from, &mut stretch)?;
            return Ok(stretch);
        };
        let beginning = packed
            .beginning(place(to))
            .map_err(|_| Damage::new(Problem::Cluster, self.at))?;
        Ok(beginning.get(place(from)..).unwrap_or_default().to_vec())
    }

    /// Where a blob begins and ends.
    fn range(&self, number: u32) -> Result<(u64, u64), Damage> {
        let number = number as usize;
        let ends = self.offsets.get(number).zip(self.offsets.get(number + 1));
        let Some((&from, &to)) = ends else {
            return Err(Damage::new(Problem::Blob, self.at));
        };
        if self.packed.is_some() && to > LARGEST {
            return Err(Damage::new(Problem::TooLong, self.at));
        }
        Ok((from, to))
    }
}

/// The table of offsets, whose first says how long it is; none where it is damaged.
fn read_offsets(packed: &mut Packed, wide: bool) -> Option<Vec<u64>> {
    let size = if wide { 8 } else { 4 };
    let number = |data: &[u8], index: usize| {
        if wide {
            u64_at(data, index * size)
        } else {
            u64::from(u32_at(data, index * size))
        }
    };
    let first = packed.beginning(size).ok()?;
    let table = usize::try_from(number(first, 0)).ok()?;
    // A table beyond 8 MB would be of millions of blobs: nobody writes that.
    if table < size || table % size != 0 || table > 8 << 20 {
        return None;
    }
    let data = packed.beginning(table).ok()?;
    Some((0..table / size).map(|index| number(data, index)).collect())
}

/// A panic elsewhere leaves what is kept usable: blobs are cut from what was read whole.
fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
