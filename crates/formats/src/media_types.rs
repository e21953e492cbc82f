//! What a file beside the articles is: told by its first bytes, whatever its name says.

/// So many bytes from the beginning tell what a file is.
pub const TELLING_BYTES: usize = 4_096;

/// The media type of bytes that begin so, as far as it is one that is shown, played or handed on.
pub fn media_type(head: &[u8]) -> Option<&'static str> {
    picture_type(head)
        .or_else(|| recording_type(head))
        .or_else(|| file_type(head))
}

/// The media type of a picture that is shown.
pub fn picture_type(head: &[u8]) -> Option<&'static str> {
    Some(match head {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => "image/gif",
        _ if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") => "image/webp",
        _ if begins_as_svg(head) => "image/svg+xml",
        _ => return None,
    })
}

fn recording_type(head: &[u8]) -> Option<&'static str> {
    Some(match head {
        [b'O', b'g', b'g', b'S', ..] if shows(head) => "video/ogg",
        [b'O', b'g', b'g', b'S', ..] => "audio/ogg",
        [b'f', b'L', b'a', b'C', ..] => "audio/flac",
        [b'M', b'T', b'h', b'd', ..] => "audio/midi",
        [b'I', b'D', b'3', ..] | [0xff, 0xf2 | 0xf3 | 0xfa | 0xfb, ..] => "audio/mpeg",
        [0xff, 0xf1 | 0xf9, ..] => "audio/aac",
        [0x1a, 0x45, 0xdf, 0xa3, ..] if holds(head, b"matroska") => "video/x-matroska",
        [0x1a, 0x45, 0xdf, 0xa3, ..] => "video/webm",
        _ if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WAVE") => "audio/wav",
        _ if head.get(4..8) == Some(b"ftyp") => match head.get(8..12) {
            Some(b"M4A " | b"M4B ") => "audio/mp4",
            _ => "video/mp4",
        },
        _ => return None,
    })
}

fn file_type(head: &[u8]) -> Option<&'static str> {
    Some(match head {
        [b'%', b'P', b'D', b'F', b'-', ..] => "application/pdf",
        [b'P', b'K', 3, 4, ..] if holds(head, b"mimetypeapplication/epub+zip") => {
            "application/epub+zip"
        }
        [b'P', b'K', 3, 4, ..] => "application/zip",
        _ => return None,
    })
}

/// Whether a recording of Ogg has pictures: the first packets name what is in it.
fn shows(head: &[u8]) -> bool {
    holds(head, b"\x80theora") || holds(head, b"OVP80") || holds(head, b"\x01video")
}

fn holds(head: &[u8], what: &[u8]) -> bool {
    head.windows(what.len()).any(|part| part == what)
}

fn begins_as_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..TELLING_BYTES).unwrap_or(bytes);
    let head = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    let markup = [&b"<svg"[..], b"<?xml", b"<!--", b"<!DOCTYPE svg"];
    markup.iter().any(|start| head.starts_with(start))
        && head.windows(4).any(|four| four == b"<svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_bytes() {
        for (bytes, mime) in [
            (&b"OggS\0\x02........\x01vorbis"[..], Some("audio/ogg")),
            (b"OggS\0\x02........\x80theora", Some("video/ogg")),
            (b"\x1a\x45\xdf\xa3....webm", Some("video/webm")),
            (b"RIFF\0\0\0\0WAVEfmt ", Some("audio/wav")),
            (b"\0\0\0\x18ftypisom", Some("video/mp4")),
            (b"\0\0\0\x18ftypM4A ", Some("audio/mp4")),
            (b"ID3\x04", Some("audio/mpeg")),
            (b"%PDF-1.7", Some("application/pdf")),
            (
                b"PK\x03\x04..........................mimetypeapplication/epub+zip",
                Some("application/epub+zip"),
            ),
            (b"MZ\x90", None),
            (b"#!/bin/sh", None),
        ] {
            assert_eq!(media_type(bytes), mime, "{bytes:?}");
        }
    }

    #[test]
    fn pictures_are_told_by_their_bytes() {
        for (bytes, mime) in [
            (&b"\x89PNG\r\n\x1a\n..."[..], Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"GIF89a", Some("image/gif")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"<?xml version='1.0'?><svg/>", Some("image/svg+xml")),
            (b"<html><svg></svg>", None),
            (b"%PDF-1.7", None),
            (b"", None),
        ] {
            assert_eq!(picture_type(bytes), mime, "{bytes:?}");
        }
    }
}
