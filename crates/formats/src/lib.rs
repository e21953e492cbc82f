//! Readers of foreign encyclopedias: MediaWiki dumps, folders of Markdown, JSON Lines, and ZIM archives;
//! and marks as files of others ([`marks`]).
//!
//! A reader finds what is in a source and hands it over one item at a time, as it stands there;
//! making pages of it is the business of `pandect-core`, keeping them that of `pandect-store`. An
//! archive is no such source: it stays where it is, and is read in place.
//! Whatever cannot be read is an [`Item::Skipped`] that says which and why: one bad file never
//! spoils the rest. Sizes and depths are bounded, because the bytes are somebody else's.

mod edition;
mod error;
mod folder;
mod json_lines;
mod links;
pub mod marks;
mod media_types;
mod mediawiki;
mod paths;
mod source;
mod unpack;
pub mod zim;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

pub use error::{Error, Result};
pub use links::{ArticleLinks, Links, path_of_title};
pub use media_types::{TELLING_BYTES, media_type, picture_type};
pub use source::{Body, Item, Source, SourceAbout, SourceArticle, SourceHeading, SourceKind};

use folder::FolderSource;
use json_lines::JsonLines;
use mediawiki::MediaWikiDump;

/// What kind of source lies at a path. A file is told by its content, not by its name alone.
pub fn detect(path: &Path) -> Result<SourceKind> {
    let metadata = path
        .metadata()
        .map_err(|source| Error::reading(path, source))?;
    if metadata.is_dir() {
        return folder::kind(path);
    }
    if zim::begins(&first_bytes(path)?) {
        return Ok(SourceKind::Zim);
    }
    let extension = path.extension().unwrap_or_default();
    if extension.eq_ignore_ascii_case("jsonl") || extension.eq_ignore_ascii_case("ndjson") {
        return Ok(SourceKind::JsonLines);
    }
    if ["html", "htm", "xhtml"]
        .iter()
        .any(|page| extension.eq_ignore_ascii_case(page))
    {
        return Ok(SourceKind::HtmlPages);
    }
    if mediawiki::is_dump(path) {
        return Ok(SourceKind::MediaWiki);
    }
    Err(Error::Unsupported {
        path: path.to_owned(),
    })
}

/// What a source calls itself, to make the stable name of its collection from: the name in it, else
/// that of its file.
pub fn name(path: &Path, kind: SourceKind) -> String {
    let named = match kind {
        SourceKind::MediaWiki => mediawiki::name(path),
        _ => String::new(),
    };
    if named.is_empty() {
        let stem = path.file_stem().unwrap_or_default();
        return stem.to_string_lossy().trim_end_matches(".xml").to_owned();
    }
    named
}

/// What is known of a source before it is read. Of an archive [`zim::Archive::about`] tells.
pub fn about(path: &Path, kind: SourceKind) -> Result<SourceAbout> {
    let metadata = path
        .metadata()
        .map_err(|source| Error::reading(path, source))?;
    match kind {
        SourceKind::MediaWiki => mediawiki::about(path, metadata.len()),
        SourceKind::MarkdownFolder | SourceKind::HtmlPages => folder::about(path),
        SourceKind::JsonLines | SourceKind::Zim => Ok(SourceAbout {
            title: path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            bytes: metadata.len(),
            ..SourceAbout::default()
        }),
    }
}

/// How a folder looks without reading its files: another look means that something in it changed.
pub fn look(path: &Path) -> Result<String> {
    folder::look(path)
}

/// Opens a source whose articles are to have addresses in the named collection. The source is read
/// through once, to know its edition; its articles are read when they are asked for. An archive is
/// opened by [`zim::Archive::open`] instead.
pub fn open(path: &Path, collection: &str) -> Result<Box<dyn Source>> {
    Ok(match detect(path)? {
        SourceKind::HtmlPages if path.is_file() => {
            Box::new(FolderSource::open_page(path, collection)?)
        }
        SourceKind::MarkdownFolder | SourceKind::HtmlPages => {
            Box::new(FolderSource::open(path, collection)?)
        }
        SourceKind::MediaWiki => Box::new(MediaWikiDump::open(path, collection)?),
        SourceKind::JsonLines => Box::new(JsonLines::open(path, collection)?),
        SourceKind::Zim => {
            return Err(Error::Unsupported {
                path: path.to_owned(),
            });
        }
    })
}

fn first_bytes(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(16).read_to_end(&mut bytes))
        .map_err(|source| Error::reading(path, source))?;
    Ok(bytes)
}
