//! ZIM archives, versions 5 and 6, read in place (openZIM, "ZIM file format").
//!
//! Nothing that an archive says of itself is believed: every place and size is checked against the
//! file before it is used, and what does not fit is a [`Damage`] that says where. Entries that are
//! whole can be read however damaged the others are.

mod bytes;
mod cluster;
mod entry;
mod frame;
mod header;
mod links;
mod metadata;
mod packed;
mod verify;

use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytes::Bytes;
use cluster::Clusters;
use entry::{Entry, Target};
use header::{Header, NONE, u32_at, u64_at};

pub use links::PageLinks;
pub use metadata::ArchiveAbout;

/// Redirects that are followed before they are taken for a circle.
const REDIRECTS: usize = 16;
/// Entries that are held: those at which searching by path begins are asked for again and again.
const HELD: usize = 4096;
/// Name spaces of old archives in which content is looked for, articles first.
const OLD_SPACES: [u8; 4] = *b"AIJ-";
/// Letters are listed so far.
const MOST_INITIALS: usize = 400;
/// Entries behind a damaged one at which searching goes on.
const NEIGHBOURS: u32 = 64;
/// Where newer archives list their articles, by title.
const LISTING: &str = "listing/titleOrdered/v1";

/// What is wrong with an archive, and where.
#[derive(Debug, thiserror::Error)]
#[error("{problem}, at byte {at}")]
pub struct Damage {
    problem: Problem,
    at: u64,
}

impl Damage {
    fn new(problem: Problem, at: u64) -> Self {
        Self { problem, at }
    }

    /// Whether the file is no ZIM archive at all.
    pub fn is_foreign(&self) -> bool {
        matches!(self.problem, Problem::NoZim | Problem::Short)
    }
}

impl From<io::Error> for Damage {
    fn from(error: io::Error) -> Self {
        let problem = match error.kind() {
            io::ErrorKind::UnexpectedEof => Problem::OutOfBounds,
            _ => Problem::Read(error),
        };
        Self::new(problem, 0)
    }
}

#[derive(Debug, thiserror::Error)]
enum Problem {
    #[error("it is no ZIM archive")]
    NoZim,
    #[error("it is shorter than the header of an archive")]
    Short,
    #[error("it has version {0} of the format, which is not read")]
    Version(u16),
    #[error("the file ends before it should; it may not be whole")]
    OutOfBounds,
    #[error("the list of media types is damaged")]
    Types,
    #[error("an entry is damaged")]
    Entry,
    #[error("an entry has an unknown media type")]
    UnknownType,
    #[error("a cluster is damaged")]
    Cluster,
    #[error("a cluster has the unknown compression {0}")]
    Compression(u8),
    #[error("a cluster does not have the content of an entry")]
    Blob,
    #[error("a content is longer than is read")]
    TooLong,
    #[error("redirects lead in a circle")]
    Circle,
    #[error("it cannot be read: {0}")]
    Read(io::Error),
}

type Result<T, E = Damage> = std::result::Result<T, E>;

/// A ZIM archive. It may be read by any number of threads.
#[derive(Debug)]
pub struct Archive {
    bytes: Arc<Bytes>,
    header: Header,
    types: Vec<String>,
    clusters: Clusters,
    held: Mutex<HashMap<u32, Arc<Entry>>>,
    listing: OnceLock<Vec<u8>>,
    /// Bytes of what is packed, once that was asked.
    packed: OnceLock<u64>,
    about: ArchiveAbout,
}

/// Something that an archive has at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Its number in the order of paths.
    pub number: u32,
    /// Its path, without the name space's letter.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its media type, with parameters as the archive has them.
    pub mime: String,
    /// The cluster that it is in: whoever reads many goes from cluster to cluster.
    pub cluster: u32,
    /// The path of the redirect that led to it, where one did.
    pub redirected_from: Option<String>,
    space: u8,
    blob: u32,
}

impl Content {
    /// Whether it is an article.
    pub fn is_article(&self) -> bool {
        is_html(&self.mime)
    }
}

/// An entry of an archive: an article or another name of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// An article.
    Article(Content),
    /// A redirect, and the number of the entry that it leads to.
    Redirect {
        /// Its path.
        path: String,
        /// Its title.
        title: String,
        /// Where it leads.
        to: u32,
    },
}

impl Archive {
    /// Opens the archive at a path, or that whose first part is there.
    pub fn open(path: &Path) -> Result<Self> {
        let bytes = Arc::new(Bytes::open(path)?);
        let header = Header::read(&bytes)?;
        let types = header::read_types(&bytes, &header)?;
        let mut archive = Self {
            clusters: Clusters::new(&bytes),
            bytes,
            header,
            types,
            held: Mutex::default(),
            listing: OnceLock::new(),
            packed: OnceLock::new(),
            about: ArchiveAbout::default(),
        };
        archive.about = metadata::read(&archive);
        Ok(archive)
    }

    /// What it says of itself.
    pub fn about(&self) -> &ArchiveAbout {
        &self.about
    }

    /// Bytes of all its files together.
    pub fn size(&self) -> u64 {
        self.bytes.length()
    }

    /// Its id, as 32 hexadecimal digits.
    pub fn uuid(&self) -> String {
        let mut text = String::with_capacity(32);
        for byte in self.header.uuid {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    /// The content at a path, redirects followed.
    pub fn find(&self, path: &str) -> Result<Option<Content>> {
        for space in self.spaces() {
            if let Some(number) = self.number_of(*space, path)? {
                return self.content(number);
            }
        }
        Ok(None)
    }

    /// The content at a path that is no article: a picture, a sound, a file.
    pub fn find_media(&self, path: &str) -> Result<Option<Content>> {
        for space in self.spaces().iter().rev() {
            if let Some(number) = self.number_of(*space, path)?
                && let Some(content) = self.content(number)?
            {
                return Ok(Some(content));
            }
        }
        Ok(None)
    }

    /// The article that the archive opens with.
    pub fn main_page(&self) -> Result<Option<Content>> {
        let number = if self.header.main_page == NONE {
            self.number_of(b'W', "mainPage")?
        } else {
            Some(self.header.main_page)
        };
        match number {
            Some(number) if number < self.header.entries => self.content(number),
            _ => Ok(None),
        }
    }

    /// The content with a number, redirects followed; none where it is no content.
    pub fn content(&self, number: u32) -> Result<Option<Content>> {
        let (mut number, mut redirected_from) = (number, None);
        for _ in 0..=REDIRECTS {
            let entry = self.entry(number)?;
            match entry.target {
                Target::Nothing => return Ok(None),
                Target::Redirect(to) => {
                    redirected_from.get_or_insert_with(|| entry.path.clone());
                    number = to;
                }
                Target::Blob {
                    mime,
                    cluster,
                    blob,
                } => {
                    let mime = self.types.get(usize::from(mime)).ok_or_else(|| {
                        Damage::new(Problem::UnknownType, self.place_of(number).unwrap_or(0))
                    })?;
                    return Ok(Some(Content {
                        number,
                        path: entry.path.clone(),
                        title: entry.title.clone(),
                        mime: mime.clone(),
                        cluster,
                        redirected_from,
                        space: entry.space,
                        blob,
                    }));
                }
            }
        }
        Err(Damage::new(Problem::Circle, 0))
    }

    /// The bytes of a content.
    pub fn read(&self, content: &Content) -> Result<Vec<u8>> {
        let stretch = self.cluster_at(content.cluster)?;
        self.clusters.blob(content.cluster, stretch, content.blob)
    }

    /// How many bytes a content has.
    pub fn length(&self, content: &Content) -> Result<u64> {
        let stretch = self.cluster_at(content.cluster)?;
        self.clusters.length(content.cluster, stretch, content.blob)
    }

    /// The bytes of a content from a place on, at most so many; none behind its end.
    pub fn read_part(&self, content: &Content, from: u64, most: usize) -> Result<Vec<u8>> {
        let stretch = self.cluster_at(content.cluster)?;
        self.clusters
            .part(content.cluster, stretch, content.blob, from, most)
    }

    /// Where the links of its page at a path lead, in the collection of this name.
    pub fn links(&self, collection: &str, path: &str) -> PageLinks {
        PageLinks::new(collection, path, self.header.has_one_content_space())
    }

    /// How many articles there are.
    pub fn article_count(&self) -> u64 {
        (self.listing().len() / 4) as u64
    }

    /// The numbers of all entries that may be articles or redirects to them: ask [`Archive::listed`].
    pub fn numbers(&self) -> std::ops::Range<u32> {
        0..self.header.entries
    }

    /// The article or redirect with a number, where it is one.
    pub fn listed(&self, number: u32) -> Result<Option<Listed>> {
        let entry = self.read_entry(number)?;
        if !self.has_articles(entry.space) {
            return Ok(None);
        }
        match entry.target {
            Target::Nothing => Ok(None),
            Target::Redirect(to) => Ok(Some(Listed::Redirect {
                path: entry.path,
                title: entry.title,
                to,
            })),
            Target::Blob { mime, .. } => {
                if !self
                    .types
                    .get(usize::from(mime))
                    .is_some_and(|mime| is_html(mime))
                {
                    return Ok(None);
                }
                Ok(self.content(number)?.map(Listed::Article))
            }
        }
    }

    /// Articles by title, a stretch of them. Those that cannot be read are left out.
    pub fn by_title(&self, offset: u64, limit: usize) -> Vec<Content> {
        let skipped = usize::try_from(offset).unwrap_or(usize::MAX);
        let numbers = self.listing().chunks_exact(4).map(|raw| u32_at(raw, 0));
        numbers
            .skip(skipped)
            .take(limit)
            .filter_map(|number| match self.listed(number) {
                Ok(Some(Listed::Article(content))) => Some(content),
                _ => None,
            })
            .collect()
    }

    /// The letters that titles begin with, and how many articles come before each, in the order of
    /// [`Self::by_title`].
    pub fn initials(&self) -> Vec<(String, u32)> {
        let count = self.article_count();
        let letter = |rank: u64| -> Option<char> {
            let entry = self.by_title(rank, 1).into_iter().next()?;
            entry.title.chars().next()
        };
        let mut initials: Vec<(String, u32)> = Vec::new();
        let mut at = 0;
        while at < count && initials.len() < MOST_INITIALS {
            let Some(initial) = letter(at) else {
                at += 1;
                continue;
            };
            initials.push((initial.to_string(), u32::try_from(at).unwrap_or(u32::MAX)));
            // Titles are in order, so the next letter is found by halving.
            let (mut low, mut high) = (at + 1, count);
            while low < high {
                let middle = low + (high - low) / 2;
                if letter(middle).is_some_and(|other| other > initial) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            at = low;
        }
        initials
    }

    fn spaces(&self) -> &'static [u8] {
        if self.header.has_one_content_space() {
            b"C"
        } else {
            &OLD_SPACES
        }
    }

    fn has_articles(&self, space: u8) -> bool {
        space
            == if self.header.has_one_content_space() {
                b'C'
            } else {
                b'A'
            }
    }

    /// The numbers of the articles by title, four bytes each, as newer archives hold them.
    fn listing(&self) -> &[u8] {
        self.listing
            .get_or_init(|| self.read_listing().unwrap_or_else(|| self.list_articles()))
    }

    fn read_listing(&self) -> Option<Vec<u8>> {
        let number = self.number_of(b'X', LISTING).ok()??;
        let content = self.content(number).ok()??;
        // A list that names more articles than there are entries is not believed beyond them.
        let most = (self.header.entries as usize).saturating_mul(4);
        self.read_part(&content, 0, most).ok()
    }

    /// Goes through the list of titles of an archive that does not list its articles alone.
    fn list_articles(&self) -> Vec<u8> {
        let mut listing = Vec::new();
        for rank in 0..u64::from(self.header.entries) {
            let mut raw = [0; 4];
            let at = self.header.titles_at.saturating_add(rank * 4);
            if self.bytes.read_exact(at, &mut raw).is_err() {
                break;
            }
            if let Ok(Some(Listed::Article(_))) = self.listed(u32_at(&raw, 0)) {
                listing.extend(raw);
            }
        }
        listing
    }

    /// The number of the entry at a path of a name space: entries are in the order of both.
    fn number_of(&self, space: u8, path: &str) -> Result<Option<u32>> {
        let (mut low, mut high) = (0, self.header.entries);
        while low < high {
            let middle = low + (high - low) / 2;
            let (at, entry) = self.readable_entry(middle, high)?;
            match (entry.space, entry.path.as_bytes()).cmp(&(space, path.as_bytes())) {
                Ordering::Less => low = at + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Ok(Some(at)),
            }
        }
        Ok(None)
    }

    /// The entry with a number, or where that is damaged, the next one that is not.
    fn readable_entry(&self, number: u32, end: u32) -> Result<(u32, Arc<Entry>)> {
        let found = self.entry(number).map(|entry| (number, entry));
        let Err(damage) = found else { return found };
        let behind = number.saturating_add(1)..end.min(number.saturating_add(NEIGHBOURS));
        behind
            .into_iter()
            .find_map(|at| Some((at, self.entry(at).ok()?)))
            .ok_or(damage)
    }

    fn entry(&self, number: u32) -> Result<Arc<Entry>> {
        if let Some(entry) = self.locked_entries().get(&number) {
            return Ok(Arc::clone(entry));
        }
        let entry = Arc::new(self.read_entry(number)?);
        let mut held = self.locked_entries();
        if held.len() < HELD {
            held.insert(number, Arc::clone(&entry));
        }
        Ok(entry)
    }

    fn read_entry(&self, number: u32) -> Result<Entry> {
        Entry::read(&self.bytes, self.place_of(number)?)
    }

    fn place_of(&self, number: u32) -> Result<u64> {
        if number >= self.header.entries {
            return Err(Damage::new(Problem::OutOfBounds, self.header.paths_at));
        }
        self.pointer(self.header.paths_at, number)
    }

    /// Between which places a cluster stands.
    fn cluster_at(&self, number: u32) -> Result<(u64, u64)> {
        if number >= self.header.clusters {
            return Err(Damage::new(Problem::OutOfBounds, self.header.clusters_at));
        }
        let at = self.pointer(self.header.clusters_at, number)?;
        let last = self.header.checksum_at.unwrap_or(self.bytes.length());
        let next = if number + 1 < self.header.clusters {
            self.pointer(self.header.clusters_at, number + 1)?
        } else {
            last
        };
        // Clusters need not stand in the order of their numbers.
        Ok((at, if next > at { next } else { last }))
    }

    fn pointer(&self, table: u64, number: u32) -> Result<u64> {
        let mut raw = [0; 8];
        self.bytes
            .read_exact(table + u64::from(number) * 8, &mut raw)?;
        let place = u64_at(&raw, 0);
        if place >= self.bytes.length() {
            return Err(Damage::new(Problem::OutOfBounds, place));
        }
        Ok(place)
    }

    fn locked_entries(&self) -> std::sync::MutexGuard<'_, HashMap<u32, Arc<Entry>>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the first bytes of a file are those of an archive.
pub(crate) fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(&0x044D_495A_u32.to_le_bytes())
}

fn is_html(mime: &str) -> bool {
    mime.starts_with("text/html")
}

#[cfg(test)]
mod maker;
#[cfg(test)]
mod tests;
