//! Percent-encoding of UTF-8 text.

use std::borrow::Cow;
use std::fmt::{self, Write};

/// Writes `text` with every byte encoded that does not stand for itself in an address.
pub(super) fn encode(text: &str, out: &mut impl Write) -> fmt::Result {
    let mut plain_from = 0;
    for (index, byte) in text.bytes().enumerate() {
        if !is_plain(byte) {
            // Both ends lie beside a byte that is encoded or beside an ASCII one.
            out.write_str(text.get(plain_from..index).unwrap_or_default())?;
            write!(out, "%{byte:02X}")?;
            plain_from = index + 1;
        }
    }
    out.write_str(text.get(plain_from..).unwrap_or_default())
}

/// Reads percent-encoded text; `None` where the bytes are not UTF-8.
pub(super) fn decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        if first == b'%'
            && let [high, low, after @ ..] = tail
            && let (Some(high), Some(low)) = (hex_value(*high), hex_value(*low))
        {
            bytes.push(high * 16 + low);
            rest = after;
        } else {
            bytes.push(first);
        }
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~/(),'!*:@;$&".contains(&byte)
}

fn hex_value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
