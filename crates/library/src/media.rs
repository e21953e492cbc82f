//! What stands beside the articles of a collection: pictures, sounds, films and other files. What each
//! is, is told by its bytes.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use pandect_core::address::Address;
use pandect_formats::zim::{Archive, Content};
use pandect_formats::{TELLING_BYTES, media_type, picture_type};
use pandect_store::{CollectionFile, CollectionKind, CollectionRow};

use crate::archives::damaged;
use crate::dto::{MediaAbout, MediaKind};
use crate::{Error, Library, Result};

/// The longest picture that is handed out whole, in bytes.
const LARGEST_PICTURE: u64 = 64 << 20;
/// Bytes that are copied at a time.
const PORTION: usize = 1 << 20;

/// A picture of a collection.
#[derive(Debug, Clone)]
pub struct Media {
    /// Media type.
    pub mime: &'static str,
    /// Bytes.
    pub bytes: Vec<u8>,
}

/// Something beside the articles, found where it is kept.
enum Found {
    Kept(Arc<CollectionFile>, u64),
    Archived(Box<CollectionRow>, Arc<Archive>, Box<Content>),
}

impl Library {
    /// A picture, by its address.
    pub fn media(&self, address: &str) -> Result<Media> {
        let address = Self::address(address)?;
        let missing = || Error::ArticleMissing(address.to_string());
        let found = self.find_media(&address)?.ok_or_else(missing)?;
        let length = found.length()?;
        let mime = picture_type(&found.part(&address, 0, TELLING_BYTES)?)
            .filter(|_| length <= LARGEST_PICTURE)
            .ok_or_else(missing)?;
        let bytes = found.part(&address, 0, usize::try_from(length).unwrap_or(0))?;
        Ok(Media { mime, bytes })
    }

    /// What stands beside the articles at an address.
    pub fn media_about(&self, address: &str) -> Result<MediaAbout> {
        let address = Self::address(address)?;
        about(&address, &self.media_at(&address)?)
    }

    /// The bytes of what stands at an address from a place on, at most so many; none behind its end.
    pub fn media_part(&self, address: &str, from: u64, most: usize) -> Result<Vec<u8>> {
        let address = Self::address(address)?;
        self.media_at(&address)?.part(&address, from, most)
    }

    /// Writes a copy of what stands at an address to a file: aside first, so that the file is whole or
    /// not there.
    pub fn save_media(&self, address: &str, file: &Path) -> Result<()> {
        let address = Self::address(address)?;
        let found = self.media_at(&address)?;
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let aside = file.with_file_name(name);
        let copied = found
            .copy(&address, &aside)
            .and_then(|()| fs::rename(&aside, file).map_err(|error| failed(file, error)));
        if copied.is_err() {
            // What is not there need not be removed.
            let _ = fs::remove_file(&aside);
        }
        copied
    }

    /// Whether there is a file at an address that links may lead to, though it is no article.
    pub(crate) fn is_file(&self, row: &CollectionRow, address: &Address) -> Result<bool> {
        let (_, ending) = address.path.rsplit_once('.').unwrap_or_default();
        let has_ending = (2..=5).contains(&ending.len())
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        Ok(has_ending && self.find_media_in(row, address)?.is_some())
    }

    fn media_at(&self, address: &Address) -> Result<Found> {
        self.find_media(address)?
            .ok_or_else(|| Error::ArticleMissing(address.to_string()))
    }

    fn find_media(&self, address: &Address) -> Result<Option<Found>> {
        let row = self.collection(&address.collection)?;
        self.find_media_in(&row, address)
    }

    fn find_media_in(&self, row: &CollectionRow, address: &Address) -> Result<Option<Found>> {
        match row.kind {
            CollectionKind::Own => Ok(None),
            CollectionKind::Imported => {
                let file = self.collection_file(row)?;
                let found = file.media(&address.path)?;
                Ok(found.map(|media| Found::Kept(file, media.length)))
            }
            CollectionKind::Archive => {
                let archive = self.archive(row)?;
                let found = archive
                    .find_media(&address.path)
                    .map_err(|damage| damaged(row, damage))?
                    .filter(|content| !content.is_article());
                let archived =
                    |content| Found::Archived(Box::new(row.clone()), archive, Box::new(content));
                Ok(found.map(archived))
            }
        }
    }
}

impl Found {
    fn length(&self) -> Result<u64> {
        match self {
            Self::Kept(_, length) => Ok(*length),
            Self::Archived(row, archive, content) => archive
                .length(content)
                .map_err(|damage| damaged(row, damage)),
        }
    }

    fn part(&self, address: &Address, from: u64, most: usize) -> Result<Vec<u8>> {
        match self {
            Self::Kept(file, _) => Ok(file
                .media_part(&address.path, from, most)?
                .unwrap_or_default()),
            Self::Archived(row, archive, content) => archive
                .read_part(content, from, most)
                .map_err(|damage| damaged(row, damage)),
        }
    }

    fn copy(&self, address: &Address, to: &Path) -> Result<()> {
        let mut file = File::create(to).map_err(|error| failed(to, error))?;
        let (length, mut from) = (self.length()?, 0);
        while from < length {
            let part = self.part(address, from, PORTION)?;
            if part.is_empty() {
                return Err(failed(to, io::ErrorKind::UnexpectedEof.into()));
            }
            file.write_all(&part).map_err(|error| failed(to, error))?;
            from += part.len() as u64;
        }
        file.sync_all().map_err(|error| failed(to, error))
    }
}

fn about(address: &Address, found: &Found) -> Result<MediaAbout> {
    let head = found.part(address, 0, TELLING_BYTES)?;
    let mime = media_type(&head).unwrap_or("application/octet-stream");
    let kind = match mime.split('/').next() {
        Some("image") => MediaKind::Picture,
        Some("audio") => MediaKind::Sound,
        Some("video") => MediaKind::Film,
        _ => MediaKind::File,
    };
    let name = address.path.rsplit('/').next().unwrap_or_default();
    Ok(MediaAbout {
        address: address.to_string(),
        name: name.replace('_', " "),
        mime: mime.to_owned(),
        kind,
        bytes: found.length()?,
    })
}

fn failed(file: &Path, source: io::Error) -> Error {
    Error::File {
        file: file.to_owned(),
        source,
    }
}
