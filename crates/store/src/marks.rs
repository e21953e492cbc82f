//! What bookmarks and annotations share: how their places are kept.

use rusqlite::Row;

use crate::error::Result;
use crate::library_file::{Reader, Writer};

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

/// Where the last resolving found a mark.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Placed {
    /// UTF-16 code units in the text with that hash; none of an orphan, a section or an article.
    pub range: Option<(u32, u32)>,
    /// The section's anchor there, if it is another one than was chosen.
    pub anchor: Option<String>,
    /// Hash of that text.
    pub text_hash: Option<u64>,
    /// Status, in the design's words.
    pub status: String,
}

pub(crate) fn list_to_text(headings: &[String]) -> String {
    serde_json::Value::from(headings.to_vec()).to_string()
}

pub(crate) fn list_from_text(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_default()
}

/// Hashes are kept as SQLite's signed integers, bit for bit.
pub(crate) fn hash_to_sql(hash: u64) -> i64 {
    hash.cast_signed()
}

pub(crate) fn hash_from_sql(hash: i64) -> u64 {
    hash.cast_unsigned()
}

/// Reads a section by the names of its columns.
pub(crate) fn section_from_row(row: &Row<'_>) -> Result<Option<SectionRow>> {
    let Some(anchor) = row.get::<_, Option<String>>("anchor")? else {
        return Ok(None);
    };
    let headings: Option<String> = row.get("headings")?;
    Ok(Some(SectionRow {
        anchor,
        headings: headings.as_deref().map(list_from_text).unwrap_or_default(),
        ordinal: row.get::<_, Option<u32>>("ordinal")?.unwrap_or(0),
        opening: row.get::<_, Option<String>>("opening")?.unwrap_or_default(),
    }))
}

/// Reads a passage by the names of its columns.
pub(crate) fn passage_from_row(row: &Row<'_>) -> Result<Option<PassageRow>> {
    let Some(exact) = row.get::<_, Option<String>>("exact")? else {
        return Ok(None);
    };
    let headings: Option<String> = row.get("headings")?;
    Ok(Some(PassageRow {
        start: row.get("start")?,
        end: row.get("stop")?,
        exact,
        prefix: row.get("prefix")?,
        suffix: row.get("suffix")?,
        text_hash: row.get::<_, Option<i64>>("text_hash")?.map(hash_from_sql),
        headings: headings.as_deref().map(list_from_text).unwrap_or_default(),
    }))
}

/// Reads where a mark was found by the names of the columns.
pub(crate) fn placed_from_row(row: &Row<'_>) -> Result<Placed> {
    let start: Option<u32> = row.get("placed_start")?;
    Ok(Placed {
        range: start.zip(row.get("placed_stop")?),
        anchor: row.get("placed_anchor")?,
        text_hash: row.get::<_, Option<i64>>("placed_hash")?.map(hash_from_sql),
        status: row.get("status")?,
    })
}

/// How many marks have each status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StatusCounts {
    /// Verbatim at the stored place.
    pub exact: u64,
    /// Elsewhere or reworded, and sure.
    pub relocated: u64,
    /// The best candidate.
    pub approximate: u64,
    /// No candidate.
    pub orphaned: u64,
}

impl Reader<'_> {
    /// Path and last seen title of each article of a collection that has marks.
    pub fn marked_articles(&self, collection: &str) -> Result<Vec<(String, String)>> {
        let sql = "SELECT path, max(article_title) FROM (\
                   SELECT path, article_title FROM bookmark WHERE collection = ?1 AND deleted IS NULL \
                   UNION ALL \
                   SELECT path, article_title FROM annotation WHERE collection = ?1 AND deleted IS NULL\
                   ) GROUP BY path ORDER BY path";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([collection], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What became of the marks of a collection.
    pub fn count_statuses(&self, collection: &str) -> Result<StatusCounts> {
        let sql = "SELECT status, count(*) FROM (\
                   SELECT status FROM bookmark WHERE collection = ?1 AND deleted IS NULL \
                   UNION ALL \
                   SELECT status FROM annotation WHERE collection = ?1 AND deleted IS NULL\
                   ) GROUP BY status";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([collection])?;
        let mut counts = StatusCounts::default();
        while let Some(row) = rows.next()? {
            let count = u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0);
            match row.get_ref(0)?.as_str().unwrap_or_default() {
                "exact" => counts.exact = count,
                "relocated" => counts.relocated = count,
                "approximate" => counts.approximate = count,
                _ => counts.orphaned = count,
            }
        }
        Ok(counts)
    }
}

impl Writer<'_> {
    /// Says that marks have no place any more: those of one article, or of a whole collection.
    /// What the person chose stays with them, so that they find it again when it comes back.
    pub fn orphan_marks(&self, collection: &str, path: Option<&str>) -> Result<()> {
        for table in ["bookmark", "annotation"] {
            let sql = format!(
                "UPDATE {table} SET status = 'orphaned', placed_start = NULL, placed_stop = NULL, \
                 placed_hash = NULL, placed_anchor = NULL \
                 WHERE collection = ?1 AND path = coalesce(?2, path)"
            );
            self.connection
                .prepare_cached(&sql)?
                .execute((collection, path))?;
        }
        Ok(())
    }

    /// Moves the marks of an article along with it to its new path.
    pub fn move_marks(&self, collection: &str, from: &str, to: &str) -> Result<()> {
        for table in ["bookmark", "annotation"] {
            let sql = format!("UPDATE {table} SET path = ?3 WHERE collection = ?1 AND path = ?2");
            self.connection
                .prepare_cached(&sql)?
                .execute((collection, from, to))?;
        }
        Ok(())
    }
}
