//! Which files of a folder are read.

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Folders within folders that are gone into.
const DEPTH: usize = 32;
const ARTICLE_BYTES: u64 = 16 << 20;
const MEDIA_BYTES: u64 = 128 << 20;

/// Endings of pictures, recordings and documents, which are kept beside the articles.
const MEDIA: [&str; 25] = [
    "png", "jpg", "jpeg", "gif", "webp", "svg", "oga", "ogg", "ogv", "opus", "mp3", "m4a", "aac",
    "wav", "flac", "mid", "midi", "webm", "mkv", "mp4", "m4v", "mov", "pdf", "epub", "zip",
];

/// A file that is read.
pub(super) struct Entry {
    /// Where it is.
    pub(super) file: PathBuf,
    /// Its path from the folder, with `/` between the names on every system.
    pub(super) name: String,
    pub(super) kind: Kind,
    /// In bytes.
    pub(super) size: u64,
    pub(super) modified: Option<SystemTime>,
}

/// What a file is, by its extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Markdown,
    Html,
    Media,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        let extension = extension.to_ascii_lowercase();
        match extension.as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            other => MEDIA.contains(&other).then_some(Self::Media),
        }
    }

    pub(super) fn is_article(self) -> bool {
        matches!(self, Self::Markdown | Self::Html)
    }

    /// The most bytes that such a file may have.
    pub(super) fn bound(self) -> u64 {
        match self {
            Self::Markdown | Self::Html => ARTICLE_BYTES,
            Self::Media => MEDIA_BYTES,
        }
    }
}

/// What was found, each in the order of names.
#[derive(Default)]
pub(super) struct Found {
    pub(super) entries: Vec<Entry>,
    /// What is left out, and why.
    pub(super) skipped: Vec<(String, String)>,
}

/// Lists a folder and all folders in it. Symbolic links are not followed: they can lead out of the
/// folder, or around in a circle.
pub(super) fn walk(root: &Path) -> io::Result<Found> {
    let mut found = Found::default();
    let mut pending = vec![(root.to_owned(), String::new(), 0)];
    while let Some((folder, prefix, depth)) = pending.pop() {
        let entries = match list(&folder) {
            Ok(entries) => entries,
            Err(error) if depth == 0 => return Err(error),
            Err(error) => {
                found.skip(prefix, format!("the folder cannot be read: {error}"));
                continue;
            }
        };
        for entry in entries {
            if let Some((folder, prefix)) = found.take(&entry, &prefix) {
                if depth < DEPTH {
                    pending.push((folder, prefix, depth + 1));
                } else {
                    found.skip(prefix, format!("it lies more than {DEPTH} folders deep"));
                }
            }
        }
    }
    found
        .entries
        .sort_by(|one, other| one.name.cmp(&other.name));
    found.skipped.sort();
    Ok(found)
}

/// Lists one page and the folder with its files.
pub(super) fn page(file: &Path) -> io::Result<Found> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let own: Vec<String> = ["_files", ".files", "_Files"]
        .iter()
        .map(|ending| format!("{stem}{ending}"))
        .collect();
    let mut found = Found::default();
    let mut pending = Vec::new();
    for entry in list(folder)? {
        let name = entry.file_name();
        if Some(name.as_os_str()) == file.file_name()
            || own.iter().any(|own| own.as_str() == name.to_string_lossy())
        {
            pending.extend(found.take(&entry, ""));
        }
    }
    for (folder, prefix) in pending {
        for entry in list(&folder)? {
            let _deeper = found.take(&entry, &prefix);
        }
    }
    found
        .entries
        .sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

fn in_files_of_page(name: &str) -> bool {
    let mut folders = name.split('/').rev().skip(1);
    folders.any(|folder| folder.ends_with("_files") || folder.to_lowercase().ends_with(".files"))
}

fn list(folder: &Path) -> io::Result<Vec<DirEntry>> {
    fs::read_dir(folder)?.collect()
}

impl Found {
    /// Takes an entry in; a folder is handed back, to be gone into.
    fn take(&mut self, entry: &DirEntry, prefix: &str) -> Option<(PathBuf, String)> {
        let file_name = entry.file_name();
        let Some(name) = file_name.to_str() else {
            let name = format!("{prefix}{}", file_name.to_string_lossy());
            self.skip(name, "its name is not Unicode text");
            return None;
        };
        if name.starts_with('.') {
            return None;
        }
        let name = format!("{prefix}{name}");
        // Unlike `Path::metadata`, this does not follow a symbolic link.
        let metadata = match entry.metadata() {
            Ok(metadata) => metadata,
            Err(error) => {
                self.skip(name, format!("it cannot be read: {error}"));
                return None;
            }
        };
        if metadata.is_symlink() {
            self.skip(name, "it is a symbolic link, and these are not followed");
        } else if metadata.is_dir() {
            return Some((entry.path(), format!("{name}/")));
        } else if let Some(kind) = Kind::of(&name).filter(|_| metadata.is_file()) {
            // Browsers save what a page is made of beside it: frames are no pages of their own.
            if kind == Kind::Html && in_files_of_page(&name) {
                return None;
            }
            if metadata.len() > kind.bound() {
                self.skip(name, format!("it is larger than {} MB", kind.bound() >> 20));
            } else {
                let modified = metadata.modified().ok();
                self.entries.push(Entry {
                    file: entry.path(),
                    name,
                    kind,
                    size: metadata.len(),
                    modified,
                });
            }
        }
        None
    }

    fn skip(&mut self, what: String, why: impl Into<String>) {
        self.skipped.push((what, why.into()));
    }
}
