use super::{MAX_BYTES, MAX_MARKS};

/// Why a file of marks cannot be read at all. What is wrong with a single mark is told by
/// [`super::Skipped`] instead.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is none of the formats that are read.
    #[error(
        "the file is neither a W3C Web Annotation file, nor an export of Hypothesis, nor bookmarks of Kiwix, nor favourites of GoldenDict"
    )]
    Unsupported,
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than files of marks are.
    #[error("the file is larger than {} MB", MAX_BYTES >> 20)]
    TooLarge,
    /// It has more entries than are read.
    #[error("the file has more than {MAX_MARKS} entries")]
    TooMany,
    /// Its marks say more than can be held, because one thing in it counts for many of them.
    #[error("the marks in the file say more than {} MB", MAX_BYTES >> 19)]
    TooMuch,
    /// Its bytes are no text.
    #[error("the file is no text in UTF-8 or UTF-16")]
    Encoding,
    /// It begins like one of the formats and cannot be read to its end.
    #[error("the file is damaged: {why}")]
    Damaged {
        /// What is wrong with it, and where.
        why: String,
    },
}
