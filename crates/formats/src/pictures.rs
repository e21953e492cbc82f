//! Pictures, told by their first bytes and not by their names alone.

/// The picture formats that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Picture {
    Png,
    Jpeg,
    Gif,
    Webp,
    Svg,
}

/// An SVG file names its root element within so many bytes.
const SVG_HEAD: usize = 4_096;

impl Picture {
    const ALL: [Self; 5] = [Self::Png, Self::Jpeg, Self::Gif, Self::Webp, Self::Svg];

    /// The format that a lower-case extension stands for.
    pub(crate) fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension {
            "png" => Self::Png,
            "jpg" | "jpeg" => Self::Jpeg,
            "gif" => Self::Gif,
            "webp" => Self::Webp,
            "svg" => Self::Svg,
            _ => return None,
        })
    }

    pub(crate) fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Svg => "image/svg+xml",
        }
    }

    fn begins(self, bytes: &[u8]) -> bool {
        match self {
            Self::Png => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
            Self::Jpeg => bytes.starts_with(b"\xff\xd8\xff"),
            Self::Gif => bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a"),
            Self::Webp => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
            Self::Svg => begins_as_svg(bytes),
        }
    }
}

/// The media type of a picture, told by its bytes alone; none of what is no picture that is shown.
pub fn picture_type(bytes: &[u8]) -> Option<&'static str> {
    let found = Picture::ALL
        .into_iter()
        .find(|picture| picture.begins(bytes))?;
    Some(found.mime())
}

/// Whether a file holds what its extension says.
pub(crate) fn check(picture: Picture, bytes: &[u8]) -> Result<(), String> {
    if picture.begins(bytes) {
        return Ok(());
    }
    Err(format!("its bytes are not those of {}", picture.mime()))
}

fn begins_as_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..SVG_HEAD).unwrap_or(bytes);
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
