//! The folder of an index that is being written, read without being mapped into memory.
//!
//! Merging reads all of the files that it merges. Mapped, they would count among the memory of the program
//! for as long as that takes, and the more of them the larger the index is.

use std::fs::File;
use std::io;
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

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
    gate: Arc<Gate>,
}

impl Unmapped {
    pub(super) fn open(path: &Path) -> tantivy::Result<Self> {
        Ok(Self {
            folder: MmapDirectory::open(path).map_err(TantivyError::from)?,
            path: path.to_owned(),
            gate: Arc::default(),
        })
    }

    /// What all that is read passes.
    pub(super) fn gate(&self) -> Arc<Gate> {
        Arc::clone(&self.gate)
    }
}

/// Counts what is read, and can hold it up or end it.
#[derive(Debug, Default)]
pub(super) struct Gate(Mutex<Passed>);

#[derive(Debug, Default)]
struct Passed {
    bytes: u64,
    closed: bool,
}

impl Gate {
    /// Holds up whoever reads while `work` is told how many bytes were read since the last reset; where that
    /// breaks off, nobody reads any more.
    pub(super) fn hold(&self, work: &mut dyn FnMut(u64) -> ControlFlow<()>) {
        let mut passed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !passed.closed && work(passed.bytes).is_break() {
            passed.closed = true;
        }
    }

    /// Nobody reads any more.
    pub(super) fn close(&self) {
        self.hold(&mut |_| ControlFlow::Break(()));
    }

    /// Counts from nothing again.
    pub(super) fn reset(&self) {
        let mut passed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        passed.bytes = 0;
    }

    /// Whether nobody may read any more.
    pub(super) fn is_closed(&self) -> bool {
        let passed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        passed.closed
    }

    fn pass(&self, bytes: usize) -> io::Result<()> {
        let mut passed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if passed.closed {
            return Err(io::Error::other("the work was stopped"));
        }
        passed.bytes += bytes as u64;
        Ok(())
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
        Ok(Arc::new(Pieces {
            file,
            length,
            gate: self.gate(),
        }))
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
    gate: Arc<Gate>,
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
        self.gate.pass(range.len())?;
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

    #[test]
    fn a_gate_counts_and_once_closed_lets_nothing_through() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a"), "0123456789").unwrap();
        let unmapped = Unmapped::open(folder.path()).unwrap();
        let (file, gate) = (
            unmapped.get_file_handle(Path::new("a")).unwrap(),
            unmapped.gate(),
        );
        let passed = || {
            let mut passed = None;
            gate.hold(&mut |bytes| {
                passed = Some(bytes);
                ControlFlow::Continue(())
            });
            passed
        };
        file.read_bytes(2..5).unwrap();
        file.read_bytes(0..4).unwrap();
        assert_eq!(passed(), Some(7));
        gate.reset();
        assert_eq!(passed(), Some(0));
        gate.close();
        assert!(gate.is_closed());
        assert!(file.read_bytes(2..5).is_err());
        assert_eq!(passed(), None, "nobody is asked any more");
    }

    #[test]
    fn nothing_passes_a_gate_that_is_held() {
        let gate = Gate::default();
        gate.hold(&mut |_| {
            assert!(gate.0.try_lock().is_err());
            ControlFlow::Continue(())
        });
        gate.pass(1).unwrap();
        assert!(!gate.is_closed());
    }
}
