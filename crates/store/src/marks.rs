//! What bookmarks and annotations share: how their places are kept.

use rusqlite::Row;

use crate::error::Result;

/// A passage as the person chose it: W3C TextPosition and TextQuote selectors, with the path of
/// headings above it and the hash of the text. Positions are UTF-16 code units.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PassageRow {
    /// First unit.
    pub start: u32,
    /// Behind the last unit.
    pub end: u32,
    /// The marked words.
    pub exact: String,
    /// Words before.
    pub prefix: String,
    /// Words after.
    pub suffix: String,
    /// Headings above it, outermost first.
    pub headings: Vec<String>,
    /// Hash of the text that it was chosen in.
    pub text_hash: Option<u64>,
}

/// A section as the person chose it (design: "section target").
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SectionRow {
    /// Its anchor.
    pub anchor: String,
    /// Its heading and those above it, outermost first.
    pub headings: Vec<String>,
    /// Which section of the page it was, from 0.
    pub ordinal: u32,
    /// Its first 200 characters.
    pub opening: String,
}

pub(crate) fn headings_to_text(headings: &[String]) -> String {
    serde_json::Value::from(headings.to_vec()).to_string()
}

pub(crate) fn headings_from_text(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_default()
}

/// Hashes are kept as SQLite's signed integers, bit for bit.
pub(crate) fn hash_to_sql(hash: u64) -> i64 {
    hash.cast_signed()
}

pub(crate) fn hash_from_sql(hash: i64) -> u64 {
    hash.cast_unsigned()
}

/// Reads `anchor, headings, ordinal, opening` from four columns beginning at `first`.
pub(crate) fn section_from_row(row: &Row<'_>, first: usize) -> Result<Option<SectionRow>> {
    let Some(anchor) = row.get::<_, Option<String>>(first)? else {
        return Ok(None);
    };
    let headings: Option<String> = row.get(first + 1)?;
    Ok(Some(SectionRow {
        anchor,
        headings: headings
            .as_deref()
            .map(headings_from_text)
            .unwrap_or_default(),
        ordinal: row.get::<_, Option<u32>>(first + 2)?.unwrap_or(0),
        opening: row.get::<_, Option<String>>(first + 3)?.unwrap_or_default(),
    }))
}
