//! The folder of an index that is being written, read without being mapped into memory.
//!
//! Merging reads all of the files that it merges. Mapped, they would count among the memory of the program
//! for as long as that takes, and the more of them the larger the index is.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback,
    WatchHandle, WritePtr,
};
use tantivy::{HasLen, TantivyError};

/// A folder whose files are read piece by piece.
#[derive(Debug, Clone)]
pub(super) struct Unmapped {
    path: PathBuf,
    /// Does all but reading.
    folder: MmapDirectory,
}

impl Unmapped {
    pub(super) fn open(path: &Path) -> tantivy::Result<Self> {
        Ok(Self {
            folder: MmapDirectory::open(path).map_err(TantivyError::from)?,
            path: path.to_owned(),
        })
    }
}

impl Directory for Unmapped {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::wrap_io_error(error, path.to_owned()),
        };
        let file = File::open(self.path.join(path)).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        let length =
            usize::try_from(length).map_err(|_| failed(io::ErrorKind::FileTooLarge.into()))?;
        Ok(Arc::new(Pieces { file, length }))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.folder.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.folder.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.folder.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.folder.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.folder.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.folder.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.folder.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.folder.watch(callback)
    }
}

/// A file of which pieces are read when they are asked for.
#[derive(Debug)]
struct Pieces {
    file: File,
    length: usize,
}

impl HasLen for Pieces {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for Pieces {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut bytes = vec![0; range.len()];
        read_exact_at(&self.file, range.start as u64, &mut bytes)?;
        Ok(OwnedBytes::new(bytes))
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, at: u64, bytes: &mut [u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut at: u64, mut bytes: &mut [u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        at += read as u64;
        bytes = bytes.split_at_mut(read).1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_what_stands_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a"), "0123456789").unwrap();
        let unmapped = Unmapped::open(folder.path()).unwrap();
        let file = unmapped.get_file_handle(Path::new("a")).unwrap();
        assert_eq!(file.len(), 10);
        let read = |range| {
            file.read_bytes(range)
                .map(|bytes| bytes.as_slice().to_vec())
        };
        assert_eq!(read(2..5).unwrap(), b"234");
        assert_eq!(read(0..10).unwrap(), b"0123456789");
        assert_eq!(read(4..4).unwrap(), b"");
        assert!(read(5..11).is_err());
        let missing = unmapped.get_file_handle(Path::new("b"));
        assert!(matches!(missing, Err(OpenReadError::FileDoesNotExist(_))));
    }
}
