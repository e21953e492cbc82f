//! The bytes of an archive: one file, or the parts of a split one, as one stretch.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Parts of a split archive that are looked for: `.zimaa` to `.zimzz`.
const LETTERS: std::ops::RangeInclusive<u8> = b'a'..=b'z';

/// An archive's files, read at any place by any number of threads.
#[derive(Debug)]
pub(super) struct Bytes {
    parts: Vec<Part>,
    length: u64,
}

#[derive(Debug)]
struct Part {
    file: File,
    start: u64,
    end: u64,
}

impl Bytes {
    /// Opens the file at a path, and where that is the first part of a split archive, the others.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut bytes = Self {
            parts: Vec::new(),
            length: 0,
        };
        for path in parts_of(path) {
            let file = File::open(&path)?;
            let start = bytes.length;
            bytes.length += file.metadata()?.len();
            let end = bytes.length;
            bytes.parts.push(Part { file, start, end });
        }
        Ok(bytes)
    }

    /// How many there are.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Fills a buffer from a place on. Fails where the archive ends before.
    pub(super) fn read_exact(&self, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        let mut filled = 0;
        while filled < buffer.len() {
            let rest = buffer.get_mut(filled..).unwrap_or_default();
            let read = self.read(at + filled as u64, rest)?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            filled += read;
        }
        Ok(())
    }

    /// Reads what is there from a place on, at most a buffer's length; nothing behind the end.
    pub(super) fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let index = self.parts.partition_point(|part| part.end <= at);
        let Some(part) = self.parts.get(index) else {
            return Ok(0);
        };
        let rest = usize::try_from(part.end - at).unwrap_or(usize::MAX);
        let most = rest.min(buffer.len());
        let wanted = buffer.get_mut(..most).unwrap_or_default();
        read_at(&part.file, at - part.start, wanted)
    }
}

/// Reads one stretch of the bytes from its beginning to its end.
#[derive(Debug)]
pub(super) struct Stretch {
    bytes: Arc<Bytes>,
    at: u64,
    end: u64,
}

impl Stretch {
    pub(super) fn new(bytes: &Arc<Bytes>, at: u64, end: u64) -> Self {
        Self {
            bytes: Arc::clone(bytes),
            at,
            end: end.min(bytes.length()),
        }
    }
}

impl Read for Stretch {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let most = rest.min(buffer.len());
        let wanted = buffer.get_mut(..most).unwrap_or_default();
        let read = self.bytes.read(self.at, wanted)?;
        self.at += read as u64;
        Ok(read)
    }
}

/// Whether a path names the first part of a split archive.
pub(crate) fn is_first_part(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    extension.eq_ignore_ascii_case("zimaa")
}

/// The files of the archive at a path, in order.
fn parts_of(path: &Path) -> Vec<PathBuf> {
    if !is_first_part(path) {
        return vec![path.to_owned()];
    }
    let letters = LETTERS.flat_map(|first| LETTERS.map(move |second| [first, second]));
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let stem: String = extension.chars().take(3).collect();
    letters
        .map(|letters| {
            let letters = String::from_utf8_lossy(&letters).into_owned();
            path.with_extension(format!("{stem}{letters}"))
        })
        .take_while(|part| part.is_file())
        .collect()
}

#[cfg(unix)]
fn read_at(file: &File, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

#[cfg(windows)]
fn read_at(file: &File, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_one_stretch() {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in [("a.zimaa", "abc"), ("a.zimab", ""), ("a.zimac", "defg")] {
            std::fs::write(folder.path().join(name), content).unwrap();
        }
        std::fs::write(folder.path().join("a.zimae"), "not reached").unwrap();
        let bytes = Arc::new(Bytes::open(&folder.path().join("a.zimaa")).unwrap());
        assert_eq!(bytes.length(), 7);
        let mut five = [0; 5];
        bytes.read_exact(1, &mut five).unwrap();
        assert_eq!(&five, b"bcdef");
        assert!(bytes.read_exact(3, &mut five).is_err(), "it ends before");
        let mut text = String::new();
        Stretch::new(&bytes, 2, 100)
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "cdefg");
    }
}
