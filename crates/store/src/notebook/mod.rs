//! All marks at a glance: what the notebook filters and sorts by.

use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::Row;
use rusqlite::types::ValueRef;

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

/// A mark, as far as the notebook filters and sorts by it. What many marks have in common is held once.
#[derive(Debug, Clone)]
pub struct MarkRow {
    /// Which one.
    pub id: MarkId,
    /// The article's collection.
    pub collection: Rc<str>,
    /// The article's path.
    pub path: Rc<str>,
    /// The article's title when it was last seen.
    pub article_title: Rc<str>,
    /// The marked words and the note; of a bookmark its own name, the words of its place and the heading
    /// of its section. Empty where they were not asked for.
    pub words: String,
    /// Whether it is an annotation with a note.
    pub noted: bool,
    /// Colour.
    pub color: Option<Rc<str>>,
    /// Whether it is a bookmark to be read later.
    pub read_later: bool,
    /// Status, in the design's words.
    pub status: Rc<str>,
    /// Tags.
    pub tags: Vec<Rc<str>>,
    /// When it was made.
    pub created: i64,
    /// Where it is in its article, in UTF-16 code units; -1 for the whole article.
    pub position: i64,
}

impl Reader<'_> {
    /// All marks that are not deleted, in no order; their words too if `words`.
    pub fn marks(&self, words: bool) -> Result<Vec<MarkRow>> {
        let mut tags = self.all_tags()?;
        let mut common = Common::default();
        let mut found = Vec::new();
        let sql = include_str!("annotations.sql");
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([words])?;
        while let Some(row) = rows.next()? {
            let id: AnnotationId = row.get(0)?;
            let tags = tags_of(&mut tags, row)?;
            found.push(MarkRow {
                color: common.optional(row, 7)?,
                noted: row.get(8)?,
                words: row.get(9)?,
                ..common.mark(row, MarkId::Annotation(id), tags)?
            });
        }
        let sql = include_str!("bookmarks.sql");
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([words])?;
        while let Some(row) = rows.next()? {
            let id: BookmarkId = row.get(0)?;
            let tags = tags_of(&mut tags, row)?;
            found.push(MarkRow {
                read_later: row.get(7)?,
                words: row.get(8)?,
                ..common.mark(row, MarkId::Bookmark(id), tags)?
            });
        }
        Ok(found)
    }

    /// The tags of every mark that has any, by its id.
    fn all_tags(&self) -> Result<Tags> {
        let names: HashMap<[u8; 16], Rc<str>> = self
            .connection
            .prepare_cached("SELECT id, name FROM tag")?
            .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let sql =
            "SELECT mark, tag, position FROM mark_tag WHERE deleted IS NULL ORDER BY mark, tag";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(())?;
        let mut found: Tags = Vec::new();
        while let Some(row) = rows.next()? {
            let mark: [u8; 16] = row.get(0)?;
            let Some(name) = names.get(&row.get::<_, [u8; 16]>(1)?) else {
                continue;
            };
            let tag = (row.get(2)?, Rc::clone(name));
            match found.last_mut() {
                Some((last, tags)) if *last == mark => tags.push(tag),
                _ => found.push((mark, vec![tag])),
            }
        }
        Ok(found)
    }
}

/// Marks and their tags with the places of these, by the ids of the marks.
type Tags = Vec<([u8; 16], Vec<(i64, Rc<str>)>)>;

/// The tags of the mark of a row, in their order.
fn tags_of(tags: &mut Tags, row: &Row<'_>) -> Result<Vec<Rc<str>>> {
    let mark: [u8; 16] = row.get(0)?;
    let Ok(at) = tags.binary_search_by_key(&mark, |(known, _)| *known) else {
        return Ok(Vec::new());
    };
    let Some((_, found)) = tags.get_mut(at) else {
        return Ok(Vec::new());
    };
    found.sort_unstable();
    Ok(found.drain(..).map(|(_, name)| name).collect())
}

/// The texts that were read last, by their columns: marks that stand one behind another are mostly of the
/// same article, and a text that is the same again is not held again.
#[derive(Default)]
struct Common {
    last: [Option<Rc<str>>; 10],
}

impl Common {
    /// Reads a mark by the numbers of its columns, which are the same of both kinds: asking for ten
    /// thousand by their names takes longer than all the rest.
    fn mark(&mut self, row: &Row<'_>, id: MarkId, tags: Vec<Rc<str>>) -> Result<MarkRow> {
        Ok(MarkRow {
            id,
            collection: self.text(row, 1)?,
            path: self.text(row, 2)?,
            article_title: self.text(row, 3)?,
            words: String::new(),
            noted: false,
            color: None,
            read_later: false,
            status: self.text(row, 4)?,
            tags,
            created: row.get(5)?,
            position: row.get(6)?,
        })
    }

    fn optional(&mut self, row: &Row<'_>, column: usize) -> Result<Option<Rc<str>>> {
        Ok(match row.get_ref(column)? {
            ValueRef::Null => None,
            _ => Some(self.text(row, column)?),
        })
    }

    fn text(&mut self, row: &Row<'_>, column: usize) -> Result<Rc<str>> {
        let text = row
            .get_ref(column)?
            .as_str()
            .map_err(rusqlite::Error::from)?;
        let last = self.last.get_mut(column);
        if let Some(Some(known)) = &last
            && **known == *text
        {
            return Ok(Rc::clone(known));
        }
        let read: Rc<str> = Rc::from(text);
        if let Some(last) = last {
            *last = Some(Rc::clone(&read));
        }
        Ok(read)
    }
}
