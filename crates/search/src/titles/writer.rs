//! Writing the file of a title index, section by section, without holding it in memory.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::format::{ALL_SECTIONS, HEADER, MAGIC, SECTIONS, Section, VERSION};
use crate::atomic;
use crate::error::IndexError;

/// A file under way. Dropped before it is published, it removes what it wrote.
pub(crate) struct Writer {
    path: PathBuf,
    unfinished: PathBuf,
    file: BufWriter<File>,
    hasher: crc32fast::Hasher,
    length: u64,
    sections: [(u64, u64); SECTIONS],
    published: bool,
}

impl Writer {
    pub(crate) fn create(path: &Path) -> Result<Self, IndexError> {
        let unfinished = atomic::unfinished(path);
        let file = File::create(&unfinished).map_err(|error| IndexError::io(path, error))?;
        let mut writer = Self {
            path: path.to_owned(),
            unfinished,
            file: BufWriter::with_capacity(1 << 20, file),
            hasher: crc32fast::Hasher::new(),
            length: HEADER as u64,
            sections: [(0, 0); SECTIONS],
            published: false,
        };
        writer
            .file
            .write_all(&[0; HEADER])
            .map_err(|error| writer.error(error))?;
        Ok(writer)
    }

    pub(crate) fn error(&self, error: io::Error) -> IndexError {
        IndexError::io(&self.path, error)
    }

    /// Writes one section; whatever `write` writes is it.
    pub(crate) fn section(
        &mut self,
        section: Section,
        write: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> Result<(), IndexError> {
        let start = self.length;
        write(self).map_err(|error| self.error(error))?;
        self.sections[section as usize] = (start, self.length - start);
        Ok(())
    }

    /// Completes the file and puts it in its place.
    pub(crate) fn publish(mut self, entries: u32, terms: u32) -> Result<u64, IndexError> {
        let header = self.header(entries, terms);
        let written = (|| {
            self.file.seek(SeekFrom::Start(0))?;
            self.file.write_all(&header)?;
            self.file.flush()?;
            self.file.get_ref().sync_all()?;
            atomic::publish(&self.unfinished, &self.path)
        })();
        written.map_err(|error| self.error(error))?;
        self.published = true;
        Ok(self.length)
    }

    fn header(&mut self, entries: u32, terms: u32) -> Vec<u8> {
        let mut fields = Vec::with_capacity(HEADER);
        fields.extend_from_slice(&self.length.to_le_bytes());
        fields.extend_from_slice(&entries.to_le_bytes());
        fields.extend_from_slice(&terms.to_le_bytes());
        for section in ALL_SECTIONS {
            let (start, length) = self.sections[section as usize];
            fields.extend_from_slice(&start.to_le_bytes());
            fields.extend_from_slice(&length.to_le_bytes());
        }
        self.hasher.update(&fields);
        let mut header = MAGIC.to_vec();
        header.extend_from_slice(&VERSION.to_le_bytes());
        header.extend_from_slice(&self.hasher.clone().finalize().to_le_bytes());
        header.extend_from_slice(&fields);
        header
    }
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_all(bytes)?;
        self.hasher.update(bytes);
        self.length += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if !self.published {
            // Nothing can be done where even that fails; the next build removes it.
            let _ = fs::remove_file(&self.unfinished);
        }
    }
}
