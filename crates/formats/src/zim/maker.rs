//! Makes small archives for tests, byte for byte as the format's description says (openZIM, "ZIM file
//! format"): one cluster, entries in the order of paths.

use std::path::{Path, PathBuf};

use md5::{Digest as _, Md5};

const TYPES: [&str; 6] = [
    "text/html",
    "image/png",
    "text/plain",
    "audio/ogg",
    "video/webm",
    "application/pdf",
];

/// What an entry is.
pub(crate) enum Made<'a> {
    /// Bytes of a media type.
    Blob(&'a str, &'a [u8]),
    /// Another name of the entry at a path.
    Redirect(&'a str),
}

/// An archive in the making. Paths begin with the letter of their name space.
pub(crate) struct Maker<'a> {
    minor: u16,
    compression: u8,
    uuid: u8,
    entries: Vec<(&'a str, &'a str, Made<'a>)>,
}

impl<'a> Maker<'a> {
    /// Version 5.0 with minor 0, else version 6; compression 1 is none, 5 is zstd.
    pub(crate) fn new(minor: u16, compression: u8) -> Self {
        Self {
            minor,
            compression,
            uuid: 7,
            entries: Vec::new(),
        }
    }

    /// Makes it another edition.
    pub(crate) fn edition(mut self, uuid: u8) -> Self {
        self.uuid = uuid;
        self
    }

    /// Adds an entry; without a title it has its path as one.
    pub(crate) fn add(mut self, path: &'a str, title: &'a str, made: Made<'a>) -> Self {
        self.entries.push((path, title, made));
        self.entries.sort_by_key(|(path, ..)| path.as_bytes());
        self
    }

    /// Writes it as a file of this name.
    pub(crate) fn write(&self, folder: &Path, name: &str) -> PathBuf {
        let file = folder.join(name);
        std::fs::write(&file, self.bytes()).unwrap();
        file
    }

    /// The whole archive.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut blobs: Vec<&[u8]> = Vec::new();
        let directory: Vec<Vec<u8>> = self
            .entries
            .iter()
            .map(|entry| self.entry(entry, &mut blobs))
            .collect();
        let types = TYPES.join("\0") + "\0\0";
        let count = directory.len() as u64;
        let types_at = 80;
        let paths_at = types_at + types.len() as u64;
        let titles_at = paths_at + 8 * count;
        let clusters_at = titles_at + 4 * count;
        let mut at = clusters_at + 8;
        let mut places = Vec::new();
        for entry in &directory {
            places.push(at);
            at += entry.len() as u64;
        }
        let cluster = cluster(self.compression, &blobs);
        let checksum_at = at + cluster.len() as u64;

        let mut bytes = 0x044D_495A_u32.to_le_bytes().to_vec();
        let major: u16 = if self.minor == 0 { 5 } else { 6 };
        bytes.extend(major.to_le_bytes());
        bytes.extend(self.minor.to_le_bytes());
        bytes.extend([self.uuid; 16]);
        bytes.extend(small(directory.len()).to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
        for place in [paths_at, titles_at, clusters_at, types_at] {
            bytes.extend(place.to_le_bytes());
        }
        // No main page, no layout page.
        bytes.extend([0xFF; 8]);
        bytes.extend(checksum_at.to_le_bytes());
        bytes.extend(types.as_bytes());
        bytes.extend(places.iter().flat_map(|place| place.to_le_bytes()));
        bytes.extend((0..small(directory.len())).flat_map(u32::to_le_bytes));
        bytes.extend(at.to_le_bytes());
        bytes.extend(directory.concat());
        bytes.extend(cluster);
        let sum = Md5::digest(&bytes);
        bytes.extend(sum);
        bytes
    }

    fn entry(
        &self,
        (path, title, made): &(&str, &str, Made<'a>),
        blobs: &mut Vec<&'a [u8]>,
    ) -> Vec<u8> {
        let (space, path) = path.split_once('/').unwrap();
        let (kind, rest) = match made {
            Made::Blob(mime, bytes) => {
                let mime = TYPES.iter().position(|known| known == mime).unwrap();
                blobs.push(bytes);
                let number = small(blobs.len() - 1).to_le_bytes();
                (u16::try_from(mime).unwrap(), [[0; 4], number].concat())
            }
            Made::Redirect(to) => {
                let to = self.entries.iter().position(|(path, ..)| path == to);
                (0xFFFF, small(to.unwrap_or(9_999)).to_le_bytes().to_vec())
            }
        };
        let mut entry = kind.to_le_bytes().to_vec();
        entry.extend([0, space.as_bytes()[0], 0, 0, 0, 0]);
        entry.extend(rest);
        entry.extend([path.as_bytes(), b"\0", title.as_bytes(), b"\0"].concat());
        entry
    }
}

fn cluster(compression: u8, blobs: &[&[u8]]) -> Vec<u8> {
    let mut offset = 4 * (small(blobs.len()) + 1);
    let mut content = offset.to_le_bytes().to_vec();
    for blob in blobs {
        offset += small(blob.len());
        content.extend(offset.to_le_bytes());
    }
    content.extend(blobs.concat());
    let packed = match compression {
        5 => zstd::encode_all(&content[..], 3).unwrap(),
        _ => content,
    };
    [&[compression], &packed[..]].concat()
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap()
}
