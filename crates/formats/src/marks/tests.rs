//! Files of every format, made here, and what is read of them.

mod goldendict;
mod hypothesis;
mod kiwix;
mod robustness;
mod web_annotation;
mod written;

use super::*;

/// What a file says, which must be readable.
fn read_text(text: &str) -> Read {
    read(text.as_bytes()).unwrap()
}

/// The one mark of a file in which nothing is wrong.
fn only(text: &str) -> Mark {
    let read = read_text(text);
    assert_eq!(read.skipped, []);
    assert_eq!(read.marks.len(), 1, "{read:?}");
    read.marks.into_iter().next().unwrap()
}

/// Why the one entry of a file is skipped.
fn reason(text: &str) -> String {
    let read = read_text(text);
    assert_eq!(read.marks, []);
    assert_eq!(read.skipped.len(), 1, "{read:?}");
    read.skipped.into_iter().next().unwrap().why
}

/// A quote without context.
fn quote(exact: &str) -> Quote {
    Quote {
        exact: exact.to_owned(),
        ..Quote::default()
    }
}
