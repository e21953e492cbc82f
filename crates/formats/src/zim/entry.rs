//! Directory entries: what an archive has at each path.

use super::bytes::Bytes;
use super::header::{u16_at, u32_at};
use super::{Damage, Problem};

/// Bytes that are read at once: most entries are shorter.
const USUAL: usize = 256;
/// An entry is never longer: a path and a title of 32 kB each.
const LONGEST: usize = 64 << 10;

const REDIRECT: u16 = 0xFFFF;
const LINK_TARGET: u16 = 0xFFFE;
const DELETED: u16 = 0xFFFD;

/// An entry of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) space: u8,
    pub(super) path: String,
    pub(super) title: String,
    pub(super) target: Target,
}

/// What an entry stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// Bytes, as number in the list of media types, cluster and number in it.
    Blob { mime: u16, cluster: u32, blob: u32 },
    /// Another entry, by its number in the order of paths.
    Redirect(u32),
    /// Something that old archives had and nothing reads.
    Nothing,
}

impl Entry {
    pub(super) fn read(bytes: &Bytes, at: u64) -> Result<Self, Damage> {
        let mut size = USUAL;
        loop {
            let mut raw = vec![0; size];
            let read = fill(bytes, at, &mut raw)?;
            raw.truncate(read);
            match Self::parse(&raw) {
                Some(entry) => return Ok(entry),
                None if read == size && size < LONGEST => size *= 16,
                None => return Err(Damage::new(Problem::Entry, at)),
            }
        }
    }

    /// None where the bytes end too soon.
    fn parse(raw: &[u8]) -> Option<Self> {
        if raw.len() < 12 {
            return None;
        }
        let (target, names_at) = match u16_at(raw, 0) {
            REDIRECT => (Target::Redirect(u32_at(raw, 8)), 12),
            LINK_TARGET | DELETED => (Target::Nothing, 8),
            mime => {
                let (cluster, blob) = (u32_at(raw, 8), u32_at(raw, 12));
                (
                    Target::Blob {
                        mime,
                        cluster,
                        blob,
                    },
                    16,
                )
            }
        };
        let mut names = raw.get(names_at..)?.splitn(3, |byte| *byte == 0);
        let (path, title, _) = (names.next()?, names.next()?, names.next()?);
        let path = String::from_utf8_lossy(path).into_owned();
        let title = if title.is_empty() {
            path.clone()
        } else {
            String::from_utf8_lossy(title).into_owned()
        };
        Some(Self {
            space: *raw.get(3)?,
            path,
            title,
            target,
        })
    }
}

/// Reads as much as is there.
fn fill(bytes: &Bytes, at: u64, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        let rest = buffer.get_mut(filled..).unwrap_or_default();
        match bytes.read(at + filled as u64, rest)? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}
