//! The header of an archive, and the list of media types behind it.

use super::bytes::Bytes;
use super::{Damage, Problem};

const MAGIC: u32 = 0x044D_495A;
/// Length of the header; version 5 may end before the place of the checksum.
const LENGTH: usize = 80;
/// The list of media types is never longer.
const LONGEST_TYPES: usize = 64 << 10;
/// No page where one would be named.
pub(super) const NONE: u32 = u32::MAX;

/// What the first bytes of an archive say (openZIM, "ZIM file format", Header).
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) major: u16,
    pub(super) minor: u16,
    pub(super) uuid: [u8; 16],
    pub(super) entries: u32,
    pub(super) clusters: u32,
    pub(super) paths_at: u64,
    pub(super) titles_at: u64,
    pub(super) clusters_at: u64,
    pub(super) types_at: u64,
    pub(super) main_page: u32,
    /// Where the MD5 sum of everything before it stands, in archives that have one.
    pub(super) checksum_at: Option<u64>,
}

impl Header {
    pub(super) fn read(bytes: &Bytes) -> Result<Self, Damage> {
        let mut raw = [0; LENGTH];
        if bytes.length() < LENGTH as u64 {
            return Err(Damage::new(Problem::Short, 0));
        }
        bytes.read_exact(0, &mut raw)?;
        if u32_at(&raw, 0) != MAGIC {
            return Err(Damage::new(Problem::NoZim, 0));
        }
        let header = Self {
            major: u16_at(&raw, 4),
            minor: u16_at(&raw, 6),
            uuid: array_at(&raw, 8),
            entries: u32_at(&raw, 24),
            clusters: u32_at(&raw, 28),
            paths_at: u64_at(&raw, 32),
            titles_at: u64_at(&raw, 40),
            clusters_at: u64_at(&raw, 48),
            types_at: u64_at(&raw, 56),
            main_page: u32_at(&raw, 64),
            checksum_at: (u64_at(&raw, 56) >= LENGTH as u64).then(|| u64_at(&raw, 72)),
        };
        header.check(bytes.length())?;
        Ok(header)
    }

    /// Since 6.1, content has one name space and the first letter of a path says nothing.
    pub(super) fn has_one_content_space(&self) -> bool {
        self.major >= 6 && self.minor >= 1
    }

    /// Every table must lie in the file as a whole.
    fn check(&self, length: u64) -> Result<(), Damage> {
        if !(5..=6).contains(&self.major) {
            return Err(Damage::new(Problem::Version(self.major), 4));
        }
        let tables = [
            (self.paths_at, u64::from(self.entries) * 8),
            (self.clusters_at, u64::from(self.clusters) * 8),
            (self.types_at, 1),
        ];
        for (at, size) in tables {
            let end = at.checked_add(size);
            if at < 72 || end.is_none_or(|end| end > length) {
                return Err(Damage::new(Problem::OutOfBounds, at));
            }
        }
        // The title list is optional since 6.1; one that does not fit is not read.
        if let Some(at) = self.checksum_at
            && at.checked_add(16).is_none_or(|end| end > length)
        {
            return Err(Damage::new(Problem::OutOfBounds, at));
        }
        Ok(())
    }
}

/// Reads the media types: strings that end with a zero byte, and an empty one at the end.
pub(super) fn read_types(bytes: &Bytes, header: &Header) -> Result<Vec<String>, Damage> {
    let at = header.types_at;
    let rest = usize::try_from(bytes.length() - at).unwrap_or(usize::MAX);
    let mut raw = vec![0; rest.min(LONGEST_TYPES)];
    bytes.read_exact(at, &mut raw)?;
    let mut types = Vec::new();
    for part in raw.split(|byte| *byte == 0) {
        if part.is_empty() {
            return Ok(types);
        }
        types.push(String::from_utf8_lossy(part).into_owned());
    }
    Err(Damage::new(Problem::Types, at))
}

pub(super) fn u16_at(raw: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(array_at(raw, at))
}

pub(super) fn u32_at(raw: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(array_at(raw, at))
}

pub(super) fn u64_at(raw: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(array_at(raw, at))
}

/// Bytes behind the end are zero.
fn array_at<const N: usize>(raw: &[u8], at: usize) -> [u8; N] {
    let mut array = [0; N];
    for (byte, found) in array.iter_mut().zip(raw.iter().skip(at)) {
        *byte = *found;
    }
    array
}
