//! A frame of zstd, unpacked straight to where it is read from. A decoder that hands on what it unpacked keeps
//! a second copy of it, to refer back to, which takes a third of the time.

use std::io::{self, Read as _};
use std::sync::Arc;

use zstd::zstd_safe::zstd_sys::ZSTD_ErrorCode;
use zstd::zstd_safe::{
    DCtx, DParameter, ErrorCode, InBuffer, OutBuffer, get_error_name, get_frame_content_size,
};

use super::bytes::{Bytes, Stretch};

/// The room that is tried first, in bytes: writers make clusters of 2 MB. What is not written to takes no
/// memory.
const ROOM: usize = 4 << 20;
/// No frame gets more room, in bytes.
pub(super) const MOST_ROOM: usize = 512 << 20;
/// What a block of a frame unpacks to at most, in bytes.
const BLOCK: usize = 128 << 10;
/// So much of a frame is read at once, in bytes.
const PIECE: usize = 16 << 10;
/// Bytes of the header of a block.
const BLOCK_HEADER: usize = 3;
/// By so many bytes of a frame the decoder knows how much it wants.
const BEGINNING: usize = 5;
/// The window that a frame may ask for, as a power of two.
const WINDOW: u32 = 27;
/// What zstd says where there is too little room.
const TOO_SMALL: ErrorCode = (ZSTD_ErrorCode::ZSTD_error_dstSize_tooSmall as usize).wrapping_neg();

/// A frame, unpacked as far as was asked for.
pub(super) struct Frame {
    bytes: Arc<Bytes>,
    at: u64,
    end: u64,
    unpacking: Unpacking,
}

struct Unpacking {
    packed: Stretch,
    piece: Vec<u8>,
    /// How much of the piece is unpacked.
    taken: usize,
    /// How much it is given next: a block, as a rule. Of more it would unpack more than was asked for.
    wanted: usize,
    decoder: DCtx<'static>,
    /// The decoder refers back to it, and it is never moved.
    plain: Vec<u8>,
    is_whole: bool,
}

/// Why unpacking went no further.
enum Halt {
    /// It takes so much room.
    NoRoom(usize),
    Failed(io::Error),
}

impl Frame {
    /// The frame that begins at a place, and ends before another.
    pub(super) fn open(bytes: &Arc<Bytes>, at: u64, end: u64) -> io::Result<Self> {
        Ok(Self {
            unpacking: Unpacking::begin(Stretch::new(bytes, at, end), ROOM)?,
            bytes: Arc::clone(bytes),
            at,
            end,
        })
    }

    /// What is unpacked so far.
    pub(super) fn plain(&self) -> &[u8] {
        &self.unpacking.plain
    }

    /// Unpacks until so many bytes are there. Fails where the frame has fewer.
    pub(super) fn reach(&mut self, length: usize) -> io::Result<()> {
        loop {
            match self.unpacking.reach(length) {
                Ok(()) => return Ok(()),
                Err(Halt::Failed(error)) => return Err(error),
                // It begins anew with more room: its output cannot be moved.
                Err(Halt::NoRoom(room)) => {
                    let packed = Stretch::new(&self.bytes, self.at, self.end);
                    self.unpacking = Unpacking::begin(packed, room)?;
                }
            }
        }
    }
}

impl Unpacking {
    fn begin(packed: Stretch, room: usize) -> io::Result<Self> {
        let mut plain = Vec::new();
        plain
            .try_reserve_exact(room)
            .map_err(|_| io::ErrorKind::OutOfMemory)?;
        let mut decoder = DCtx::try_create().ok_or(io::ErrorKind::OutOfMemory)?;
        for parameter in [
            DParameter::StableOutBuffer(true),
            DParameter::WindowLogMax(WINDOW),
        ] {
            decoder.set_parameter(parameter).map_err(failure)?;
        }
        Ok(Self {
            packed,
            piece: Vec::with_capacity(PIECE),
            taken: 0,
            wanted: BEGINNING,
            decoder,
            plain,
            is_whole: false,
        })
    }

    fn reach(&mut self, length: usize) -> Result<(), Halt> {
        while self.plain.len() < length {
            if self.is_whole {
                return Err(Halt::Failed(io::ErrorKind::UnexpectedEof.into()));
            }
            self.refill().map_err(Halt::Failed)?;
            let end = self.piece.len().min(self.taken + self.wanted);
            let packed = self.piece.get(self.taken..end).unwrap_or_default();
            let mut input = InBuffer::around(packed);
            let written = self.plain.len();
            let mut output = OutBuffer::around_pos(&mut self.plain, written);
            let step = self.decoder.decompress_stream(&mut output, &mut input);
            self.taken += input.pos();
            match step {
                Ok(0) => self.is_whole = true,
                // Behind a block it asks for the header of the next, whose damage would cost the block.
                Ok(wanted) if wanted > BLOCK_HEADER => self.wanted = wanted - BLOCK_HEADER,
                Ok(wanted) => self.wanted = wanted,
                // It says so again to whoever wants what is behind that.
                Err(_) if self.plain.len() >= length => {}
                Err(code) => {
                    let more = self.more_room().filter(|_| code == TOO_SMALL);
                    return Err(more.map_or_else(|| Halt::Failed(failure(code)), Halt::NoRoom));
                }
            }
        }
        Ok(())
    }

    /// The room that it may take where this one was too small: a damaged frame says so as well.
    fn more_room(&self) -> Option<usize> {
        let room = self.plain.capacity();
        let said = get_frame_content_size(&self.piece).ok().flatten();
        let said = said.and_then(|size| usize::try_from(size).ok());
        let more = match said {
            Some(size) if self.plain.is_empty() => size,
            _ if room - self.plain.len() < BLOCK => room * 2,
            _ => return None,
        };
        (room < more && more <= MOST_ROOM).then_some(more)
    }

    /// Reads the next piece where the last one is unpacked.
    fn refill(&mut self) -> io::Result<()> {
        if self.taken < self.piece.len() {
            return Ok(());
        }
        self.piece.clear();
        self.taken = 0;
        let packed = self.packed.by_ref();
        if packed.take(PIECE as u64).read_to_end(&mut self.piece)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }
}

fn failure(code: ErrorCode) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, get_error_name(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text that does not repeat itself.
    fn text(length: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            b'a' + (state >> 24) as u8 % 16
        };
        (0..length).map(|_| next()).collect()
    }

    /// A frame in a file, behind other bytes.
    fn framed(plain: &[u8], is_sized: bool) -> (tempfile::NamedTempFile, Arc<Bytes>, u64) {
        let packed = if is_sized {
            zstd::bulk::compress(plain, 3).unwrap()
        } else {
            zstd::encode_all(plain, 3).unwrap()
        };
        in_file(&packed)
    }

    fn in_file(packed: &[u8]) -> (tempfile::NamedTempFile, Arc<Bytes>, u64) {
        let file = tempfile::NamedTempFile::new().unwrap();
        let bytes = [b"before".as_slice(), packed, b"behind"].concat();
        std::fs::write(&file, &bytes).unwrap();
        let opened = Arc::new(Bytes::open(file.path()).unwrap());
        (file, opened, 6 + packed.len() as u64)
    }

    #[test]
    fn a_frame_is_unpacked_as_far_as_asked_and_goes_on_from_there() {
        let plain = text(3 << 20);
        for is_sized in [false, true] {
            let (_file, bytes, end) = framed(&plain, is_sized);
            let mut frame = Frame::open(&bytes, 6, end).unwrap();
            assert!(frame.plain().is_empty());
            frame.reach(1).unwrap();
            let first = frame.plain().len();
            assert!((1..=BLOCK).contains(&first), "{first}");
            frame.reach(first + 1).unwrap();
            frame.reach(plain.len()).unwrap();
            assert!(frame.plain() == plain);
            let beyond = frame.reach(plain.len() + 1).unwrap_err();
            assert_eq!(beyond.kind(), io::ErrorKind::UnexpectedEof);
            assert!(frame.plain() == plain, "what is there stays");
        }
    }

    #[test]
    fn a_frame_that_needs_more_room_gets_it() {
        let plain = text(ROOM * 2 + 12_345);
        for is_sized in [false, true] {
            let (_file, bytes, end) = framed(&plain, is_sized);
            let mut frame = Frame::open(&bytes, 6, end).unwrap();
            frame.reach(ROOM + 1).unwrap();
            assert!(plain.starts_with(frame.plain()));
            frame.reach(plain.len()).unwrap();
            assert!(frame.plain() == plain);
        }
    }

    /// A frame without the size of its content: its blocks, each with its type and how long it is said to be.
    fn of_blocks(blocks: &[(u32, u32, &[u8])]) -> Vec<u8> {
        // A window of 2 MB.
        let mut frame = vec![0x28, 0xB5, 0x2F, 0xFD, 0, 0x58];
        for (index, (kind, size, bytes)) in blocks.iter().enumerate() {
            let is_last = u32::from(index + 1 == blocks.len());
            let header = is_last | kind << 1 | size << 3;
            frame.extend(&header.to_le_bytes()[..3]);
            frame.extend(*bytes);
        }
        frame
    }

    const RAW: u32 = 0;
    const REPEATED: u32 = 1;
    const PACKED: u32 = 2;

    #[test]
    fn no_more_than_a_block_is_unpacked_beyond_what_was_asked_for() {
        let block = (REPEATED, 128 << 10, b"a".as_slice());
        let (_file, bytes, end) = in_file(&of_blocks(&vec![block; 4_000]));
        let mut frame = Frame::open(&bytes, 6, end).unwrap();
        frame.reach(1).unwrap();
        assert_eq!(frame.plain().len(), BLOCK);
        frame.reach(BLOCK + 1).unwrap();
        assert_eq!(frame.plain().len(), 2 * BLOCK);
    }

    #[test]
    fn what_stands_before_damage_is_read() {
        let (good, bad) = ((REPEATED, 1_000, b"a".as_slice()), (3, 1, b"b".as_slice()));
        let (_file, bytes, end) = in_file(&of_blocks(&[good, good, bad]));
        let mut frame = Frame::open(&bytes, 6, end).unwrap();
        frame.reach(2_000).unwrap();
        assert!(frame.plain() == [b'a'; 2_000]);
        assert!(frame.reach(2_001).is_err());
    }

    #[test]
    fn a_block_that_says_to_be_larger_than_blocks_are_takes_no_more_room() {
        // A literal, and 57,000 matches of 131,074 bytes, whose codes are said once.
        let mut block = vec![1 << 3, b'a', 0xFF];
        block.extend((57_000_u16 - 0x7F00).to_le_bytes());
        block.extend([0b0101_0100, 0, 2, 52]);
        // Eighteen bits of each, all set, and the mark of the end.
        block.extend(vec![0xFF; 57_000 * 18 / 8]);
        block.push(1);
        let size = u32::try_from(block.len()).unwrap();
        let packed = of_blocks(&[(RAW, 4, b"aaaa"), (PACKED, size, &block)]);
        let (_file, bytes, end) = in_file(&packed);
        let mut frame = Frame::open(&bytes, 6, end).unwrap();
        frame.reach(4).unwrap();
        let refused = frame.reach(5).unwrap_err();
        assert_eq!(refused.to_string(), "Destination buffer is too small");
        assert_eq!(frame.unpacking.plain.capacity(), ROOM);
    }

    #[test]
    fn a_frame_that_promises_too_much_fails() {
        // The size of its content in eight bytes.
        let mut frame = vec![0x28, 0xB5, 0x2F, 0xFD, 0xE0];
        frame.extend((1_u64 << 62).to_le_bytes());
        frame.extend([0b11, 0x10, 0, b'a']);
        let (_file, bytes, end) = in_file(&frame);
        let mut frame = Frame::open(&bytes, 6, end).unwrap();
        assert!(frame.reach(1).is_err());
        assert_eq!(frame.unpacking.plain.capacity(), ROOM);
    }

    #[test]
    fn a_frame_that_is_cut_or_damaged_fails() {
        let plain = text(1 << 20);
        let (_file, bytes, end) = framed(&plain, false);
        let mut cut = Frame::open(&bytes, 6, end - 1_000).unwrap();
        cut.reach(1).unwrap();
        assert!(cut.reach(plain.len()).is_err());
        assert!(cut.reach(plain.len()).is_err(), "it does not come back");
        let mut other = Frame::open(&bytes, 0, end).unwrap();
        let damage = other.reach(1).unwrap_err();
        assert_eq!(damage.kind(), io::ErrorKind::InvalidData);
    }
}
