//! Files that may be compressed, read as the text that is in them.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;

const BUFFER: usize = 1 << 17;
/// Text grows to some thirty times its compressed size at most; a bomb grows to more.
const MOST_GROWTH: u64 = 1_000;
/// From here on growth is watched, in bytes.
const WATCHED: u64 = 64 << 20;

/// Opens a file, compressed by bzip2, gzip, zstd or not at all, as UTF-8. What it is compressed by,
/// and whether it is UTF-16, is told by its first bytes.
pub(crate) fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let taken = Rc::new(Cell::new(0));
    let file = Counted {
        inner: File::open(path)?,
        count: Rc::clone(&taken),
    };
    let mut file = BufReader::with_capacity(BUFFER, file);
    let begin = file.fill_buf()?;
    let unpacked: Box<dyn Read> = if begin.starts_with(b"BZh") {
        Box::new(MultiBzDecoder::new(file))
    } else if begin.starts_with(&[0x1f, 0x8b]) {
        Box::new(MultiGzDecoder::new(file))
    } else if begin.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        Box::new(zstd::stream::read::Decoder::with_buffer(file)?)
    } else {
        return as_text(file);
    };
    let bounded = Bounded {
        inner: unpacked,
        given: 0,
        taken,
    };
    as_text(BufReader::with_capacity(BUFFER, bounded))
}

fn as_text(mut bytes: impl BufRead + 'static) -> io::Result<Box<dyn BufRead>> {
    let big_endian = match bytes.fill_buf()? {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => false,
        [0xfe, 0xff, ..] | [0, b'<', ..] => true,
        _ => return Ok(Box::new(bytes)),
    };
    let utf16 = Utf16 {
        inner: bytes,
        big_endian,
        high: None,
        ready: Vec::new(),
        at: 0,
    };
    Ok(Box::new(BufReader::with_capacity(BUFFER, utf16)))
}

/// Counts the bytes that are taken out of a reader.
struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

/// Gives no more than so many times the bytes that it took.
struct Bounded<R> {
    inner: R,
    given: u64,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.given += read as u64;
        if self.given > WATCHED && self.given / MOST_GROWTH > self.taken.get() {
            let message = format!("it unpacks to more than {MOST_GROWTH} times its size");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(read)
    }
}

/// UTF-16 as UTF-8; what is no character becomes U+FFFD.
struct Utf16<R> {
    inner: R,
    big_endian: bool,
    /// The first half of a pair.
    high: Option<u16>,
    ready: Vec<u8>,
    at: usize,
}

impl<R: BufRead> Utf16<R> {
    fn fill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.at = 0;
        let mut units = Vec::with_capacity(4_097);
        units.extend(self.high.take());
        for _ in 0..4_096 {
            let mut pair = [0; 2];
            match self.inner.read_exact(&mut pair) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => break,
                Err(error) => return Err(error),
            }
            let unit = if self.big_endian {
                u16::from_be_bytes(pair)
            } else {
                u16::from_le_bytes(pair)
            };
            units.push(unit);
        }
        if units.len() > 1 {
            let last = units.last().copied();
            self.high = last.filter(|unit| (0xd800..0xdc00).contains(unit));
            if self.high.is_some() {
                units.pop();
            }
        }
        for character in char::decode_utf16(units) {
            let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
            let mut bytes = [0; 4];
            self.ready.extend(character.encode_utf8(&mut bytes).bytes());
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.ready.len() {
            self.fill()?;
        }
        let ready = self.ready.get(self.at..).unwrap_or_default();
        let length = ready.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(ready) {
            *to = *from;
        }
        self.at += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn text_of(bytes: &[u8]) -> io::Result<String> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("file");
        std::fs::write(&path, bytes)?;
        let mut text = String::new();
        open(&path)?.read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn every_compression_is_told_by_its_first_bytes() {
        let text = "<mediawiki> чай 🍵".repeat(1_000);
        let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        bzip2.write_all(text.as_bytes()).unwrap();
        let bzip2 = bzip2.finish().unwrap();
        // Dumps are many streams, one behind the other.
        let twice = [bzip2.clone(), bzip2].concat();
        assert_eq!(text_of(&twice).unwrap(), text.repeat(2));
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text.as_bytes()).unwrap();
        assert_eq!(text_of(&gzip.finish().unwrap()).unwrap(), text);
        let zstd = zstd::encode_all(text.as_bytes(), 1).unwrap();
        assert_eq!(text_of(&zstd).unwrap(), text);
        assert_eq!(text_of(text.as_bytes()).unwrap(), text);
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text_of(&utf16).unwrap(), text);
    }

    #[test]
    fn a_bomb_is_not_unpacked_to_its_end() {
        let mut encoder = zstd::stream::write::Encoder::new(Vec::new(), 19).unwrap();
        let zeros = vec![b' '; 1 << 20];
        for _ in 0..512 {
            encoder.write_all(&zeros).unwrap();
        }
        let bomb = encoder.finish().unwrap();
        assert!(bomb.len() < 100_000, "{}", bomb.len());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bomb");
        std::fs::write(&path, bomb).unwrap();
        let unpacked = io::copy(&mut open(&path).unwrap(), &mut io::sink());
        assert!(unpacked.unwrap_err().to_string().contains("1000 times"));
    }
}
