//! All marks at a glance: what the notebook filters and sorts by.

use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::Row;

use crate::error::Result;
use crate::ids::{AnnotationId, BookmarkId};
use crate::library_file::Reader;

/// Which mark a row of the notebook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkId {
    /// An annotation.
    Annotation(AnnotationId),
    /// A bookmark.
    Bookmark(BookmarkId),
}

/// A mark, as far as the notebook filters and sorts by it.
#[derive(Debug, Clone)]
pub struct MarkRow {
    /// Which one.
    pub id: MarkId,
    /// The article's collection.
    pub collection: String,
    /// The article's path.
    pub path: String,
    /// The article's title when it was last seen.
    pub article_title: String,
    /// The marked words; of a bookmark its own name and the words of its place.
    pub quote: String,
    /// The note; of a bookmark the heading of its section.
    pub note: String,
    /// Colour.
    pub color: Option<String>,
    /// Whether it is a bookmark to be read later.
    pub read_later: bool,
    /// Status, in the design's words.
    pub status: String,
    /// Tags.
    pub tags: Vec<Rc<str>>,
    /// When it was made.
    pub created: i64,
    /// Where it is in its article, in UTF-16 code units; -1 for the whole article.
    pub position: i64,
}

impl Reader<'_> {
    /// All marks that are not deleted, in no order.
    pub fn marks(&self) -> Result<Vec<MarkRow>> {
        let mut tags = self.all_tags()?;
        let mut found = Vec::new();
        let sql = include_str!("annotations.sql");
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(())?;
        while let Some(row) = rows.next()? {
            let id: AnnotationId = row.get(0)?;
            let tags = tags.remove(&key(row)?).unwrap_or_default();
            found.push(MarkRow {
                color: row.get(9)?,
                ..mark(row, MarkId::Annotation(id), tags)?
            });
        }
        let sql = include_str!("bookmarks.sql");
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(())?;
        while let Some(row) = rows.next()? {
            let id: BookmarkId = row.get(0)?;
            let tags = tags.remove(&key(row)?).unwrap_or_default();
            found.push(MarkRow {
                read_later: row.get(9)?,
                ..mark(row, MarkId::Bookmark(id), tags)?
            });
        }
        Ok(found)
    }

    /// The tags of every mark that has any, by its id.
    fn all_tags(&self) -> Result<HashMap<[u8; 16], Vec<Rc<str>>>> {
        let sql = "SELECT mark_tag.mark, tag.name FROM mark_tag JOIN tag ON tag.id = mark_tag.tag \
                   WHERE mark_tag.deleted IS NULL ORDER BY mark_tag.mark, mark_tag.position";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(())?;
        let mut found: HashMap<[u8; 16], Vec<Rc<str>>> = HashMap::new();
        while let Some(row) = rows.next()? {
            found.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        Ok(found)
    }
}

fn key(row: &Row<'_>) -> Result<[u8; 16]> {
    Ok(row.get(0)?)
}

/// Reads a mark by the numbers of its columns, which are the same of both kinds: asking for ten thousand
/// by their names takes longer than all the rest.
fn mark(row: &Row<'_>, id: MarkId, tags: Vec<Rc<str>>) -> Result<MarkRow> {
    Ok(MarkRow {
        id,
        collection: row.get(1)?,
        path: row.get(2)?,
        article_title: row.get(3)?,
        quote: row.get(4)?,
        note: row.get(5)?,
        color: None,
        read_later: false,
        status: row.get(6)?,
        tags,
        created: row.get(7)?,
        position: row.get(8)?,
    })
}
