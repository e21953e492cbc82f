//! Bookmarks and their folders.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row};

use crate::error::{Error, Result};
use crate::ids::{BookmarkId, FolderId};
use crate::library_file::{Reader, Writer};
use crate::marks::{
    PassageRow, Placed, SectionRow, hash_to_sql, list_from_text, list_to_text, passage_from_row,
    placed_from_row, section_from_row,
};

/// A kept place.
#[derive(Debug, Clone, PartialEq)]
pub struct BookmarkRow {
    /// Its id.
    pub id: BookmarkId,
    /// The article's collection.
    pub collection: String,
    /// The article's path.
    pub path: String,
    /// The article's title when it was last seen.
    pub article_title: String,
    /// The person's own name for it.
    pub title: Option<String>,
    /// The section, where it keeps one.
    pub section: Option<SectionRow>,
    /// The exact place, where it keeps one.
    pub passage: Option<PassageRow>,
    /// The folder it is in.
    pub folder: Option<FolderId>,
    /// Tags.
    pub tags: Vec<String>,
    /// Where the last resolving found it.
    pub placed: Placed,
    /// Whether it is to be read later.
    pub read_later: bool,
    /// The share of its article that was read, from 0 to 1; none where that was not opened.
    pub read: Option<f64>,
    /// When it was made.
    pub created: i64,
    /// When it was last changed.
    pub modified: i64,
    /// When it was deleted, if it was.
    pub deleted: Option<i64>,
}

/// A bookmark to be kept.
#[derive(Debug, Clone, Default)]
pub struct NewBookmarkRow {
    /// The id that it has elsewhere already; else a new one is made.
    pub id: Option<BookmarkId>,
    /// The article's collection.
    pub collection: String,
    /// The article's path.
    pub path: String,
    /// The article's title.
    pub article_title: String,
    /// The person's own name for it.
    pub title: Option<String>,
    /// The section, where it keeps one.
    pub section: Option<SectionRow>,
    /// The exact place, where it keeps one.
    pub passage: Option<PassageRow>,
    /// The folder to put it in.
    pub folder: Option<FolderId>,
    /// Whether it is to be read later.
    pub read_later: bool,
    /// Tags.
    pub tags: Vec<String>,
    /// When it was made, where that was not now.
    pub created: Option<i64>,
}

/// A folder of bookmarks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderRow {
    /// Its id.
    pub id: FolderId,
    /// The folder around it.
    pub parent: Option<FolderId>,
    /// Its name.
    pub title: String,
}

impl Reader<'_> {
    /// All bookmarks, in the person's order.
    pub fn bookmarks(&self) -> Result<Vec<BookmarkRow>> {
        self.select_bookmarks("deleted IS NULL", ())
    }

    /// The bookmarks of an article and its sections, by the paths that lead to it.
    pub fn bookmarks_of(&self, collection: &str, paths: &[String]) -> Result<Vec<BookmarkRow>> {
        self.select_bookmarks(
            "deleted IS NULL AND bookmark.collection = ?1 \
             AND bookmark.path IN (SELECT value FROM json_each(?2))",
            (collection, list_to_text(paths)),
        )
    }

    /// Bookmarks changed after a change number, and the ids of those that are gone.
    pub fn bookmarks_changed_since(
        &self,
        change: i64,
    ) -> Result<(Vec<BookmarkRow>, Vec<BookmarkId>)> {
        let changed = self.select_bookmarks("deleted IS NULL AND change > ?1", [change])?;
        let sql = "SELECT id FROM bookmark WHERE change > ?1 AND deleted IS NOT NULL";
        let mut statement = self.connection.prepare_cached(sql)?;
        let gone = statement.query_map([change], |row| row.get(0))?;
        Ok((changed, gone.collect::<rusqlite::Result<_>>()?))
    }

    /// Bookmarks to read later whose articles are not read through, newest first.
    pub fn to_read(&self, limit: u32) -> Result<Vec<BookmarkRow>> {
        let filter = "deleted IS NULL AND read_later = 1 AND coalesce(read, 0) < 0.95";
        let mut found = self.select_bookmarks(filter, ())?;
        found.sort_by_key(|row| std::cmp::Reverse((row.created, row.id)));
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(found)
    }

    /// One bookmark that is not deleted.
    pub fn bookmark(&self, id: BookmarkId) -> Result<BookmarkRow> {
        let rows = self.select_bookmarks("deleted IS NULL AND id = ?1", [id])?;
        rows.into_iter().next().ok_or(Error::Missing("bookmark"))
    }

    /// Whether there is or was a bookmark with this id.
    pub fn knows_bookmark(&self, id: BookmarkId) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM bookmark WHERE id = ?1)";
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))?)
    }

    /// Whether there is a bookmark with this id that is not deleted.
    pub fn has_bookmark(&self, id: BookmarkId) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM bookmark WHERE id = ?1 AND deleted IS NULL)";
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))?)
    }

    /// All folders, in the person's order.
    pub fn folders(&self) -> Result<Vec<FolderRow>> {
        let sql =
            "SELECT id, parent, title FROM folder WHERE deleted IS NULL ORDER BY position, id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], folder)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One folder that is not deleted.
    pub fn folder(&self, id: FolderId) -> Result<FolderRow> {
        let sql = "SELECT id, parent, title FROM folder WHERE deleted IS NULL AND id = ?1";
        let row = self
            .connection
            .prepare_cached(sql)?
            .query_row([id], folder)
            .optional()?;
        row.ok_or(Error::Missing("folder"))
    }

    pub(crate) fn select_bookmarks(
        &self,
        filter: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<BookmarkRow>> {
        let sql = format!(
            "{} WHERE {filter} ORDER BY bookmark.position, bookmark.id",
            include_str!("select.sql")
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(values)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(bookmark_from(row)?);
        }
        Ok(found)
    }
}

fn bookmark_from(row: &Row<'_>) -> Result<BookmarkRow> {
    let passage = passage_from_row(row)?;
    let tags: String = row.get("tags")?;
    Ok(BookmarkRow {
        id: row.get("id")?,
        collection: row.get("collection")?,
        path: row.get("path")?,
        article_title: row.get("article_title")?,
        title: row.get("title")?,
        section: section_from_row(row)?,
        passage,
        folder: row.get("folder")?,
        tags: list_from_text(&tags),
        placed: placed_from_row(row)?,
        read_later: row.get("read_later")?,
        read: row.get("read")?,
        created: row.get("created")?,
        modified: row.get("modified")?,
        deleted: row.get("deleted")?,
    })
}

impl Writer<'_> {
    /// Keeps a bookmark at the end of its folder.
    pub fn add_bookmark(&self, new: &NewBookmarkRow) -> Result<BookmarkId> {
        if let Some(folder) = new.folder {
            self.folder(folder)?;
        }
        let id = new.id.unwrap_or_else(BookmarkId::new);
        let created = new.created.unwrap_or(self.now);
        let row = (
            id,
            &new.collection,
            &new.path,
            &new.article_title,
            &new.title,
            new.folder,
            new.read_later,
            self.next_change()?,
            created,
        );
        self.connection
            .prepare_cached(include_str!("insert.sql"))?
            .execute(row)?;
        self.write_bookmarked(id, new.section.as_ref(), new.passage.as_ref())?;
        self.set_tags(&id, &new.tags)?;
        Ok(id)
    }

    /// Gives a bookmark another place that the person chose or confirmed.
    pub fn move_bookmark_to(
        &self,
        id: BookmarkId,
        (collection, path, title): (&str, &str, &str),
        section: Option<&SectionRow>,
        passage: Option<&PassageRow>,
    ) -> Result<()> {
        let sql = "UPDATE bookmark SET collection = ?2, path = ?3, article_title = ?4 \
                   WHERE id = ?1 AND deleted IS NULL";
        let row = (id, collection, path, title);
        found(
            self.connection.prepare_cached(sql)?.execute(row)?,
            "bookmark",
        )?;
        self.write_bookmarked(id, section, passage)?;
        self.touch_bookmark(id)
    }

    /// Says whether a bookmark is to be read later.
    pub fn set_read_later(&self, id: BookmarkId, read_later: bool) -> Result<()> {
        self.change_bookmark(id, "read_later", read_later.into())
    }

    /// Gives a bookmark the person's own name, or with none the article's.
    pub fn rename_bookmark(&self, id: BookmarkId, title: Option<&str>) -> Result<()> {
        self.change_bookmark(
            id,
            "title",
            title.map_or(Value::Null, |title| title.to_owned().into()),
        )
    }

    /// Gives a bookmark these tags.
    pub fn tag_bookmark(&self, id: BookmarkId, tags: &[String]) -> Result<()> {
        self.bookmark(id)?;
        self.set_tags(&id, tags)?;
        self.touch_bookmark(id)
    }

    /// Puts a bookmark into a folder (none is the top), at its end.
    pub fn move_bookmark(&self, id: BookmarkId, folder: Option<FolderId>) -> Result<()> {
        if let Some(folder) = folder {
            self.folder(folder)?;
        }
        let sql = "UPDATE bookmark SET folder = ?2, position = \
                   (SELECT coalesce(max(position), 0) + 1 FROM bookmark) \
                   WHERE id = ?1 AND deleted IS NULL";
        found(
            self.connection.prepare_cached(sql)?.execute((id, folder))?,
            "bookmark",
        )?;
        self.touch_bookmark(id)
    }

    /// Puts a bookmark before another one of its folder.
    pub fn put_bookmark_before(&self, id: BookmarkId, other: BookmarkId) -> Result<()> {
        found(
            self.connection
                .prepare_cached(include_str!("put_before.sql"))?
                .execute((id, other))?,
            "bookmark",
        )?;
        self.touch_bookmark(id)
    }

    /// Says what became of a bookmark's place: where the article, the section or the exact place are
    /// now, and its status.
    pub fn place_bookmark(
        &self,
        id: BookmarkId,
        path: &str,
        title: &str,
        placed: &Placed,
    ) -> Result<()> {
        let (start, stop) = placed.range.unzip();
        let hash = placed.text_hash.map(hash_to_sql);
        let (anchor, status) = (&placed.anchor, &placed.status);
        let row = (id, path, title, start, stop, hash, anchor, status);
        self.connection
            .prepare_cached(include_str!("place.sql"))?
            .execute(row)?;
        Ok(())
    }

    /// Buries a bookmark.
    pub fn delete_bookmark(&self, id: BookmarkId) -> Result<()> {
        let now = self.now;
        self.change_bookmark(id, "deleted", now.into())
    }

    /// Brings a buried bookmark back, to the top if its folder is gone.
    pub fn restore_bookmark(&self, id: BookmarkId) -> Result<()> {
        let sql = "UPDATE bookmark SET deleted = NULL, folder = \
                   (SELECT id FROM folder WHERE id = bookmark.folder AND deleted IS NULL) \
                   WHERE id = ?1 AND purged = 0";
        found(
            self.connection.prepare_cached(sql)?.execute([id])?,
            "bookmark",
        )?;
        self.touch_bookmark(id)
    }

    /// Makes a folder at the end of its parent.
    pub fn add_folder(&self, title: &str, parent: Option<FolderId>) -> Result<FolderId> {
        if let Some(parent) = parent {
            self.folder(parent)?;
        }
        let id = FolderId::new();
        let sql = "INSERT INTO folder (id, parent, title, position, created, modified) VALUES \
                   (?1, ?2, ?3, (SELECT coalesce(max(position), 0) + 1 FROM folder), ?4, ?4)";
        self.connection
            .prepare_cached(sql)?
            .execute((id, parent, title, self.now))?;
        Ok(id)
    }

    /// Renames a folder.
    pub fn rename_folder(&self, id: FolderId, title: &str) -> Result<()> {
        let sql = "UPDATE folder SET title = ?2, modified = ?3 WHERE id = ?1 AND deleted IS NULL";
        found(
            self.connection
                .prepare_cached(sql)?
                .execute((id, title, self.now))?,
            "folder",
        )
    }

    /// Buries a folder. What is in it stays with it and shows in the folder around it meanwhile, so
    /// that bringing it back brings its contents back too.
    pub fn delete_folder(&self, id: FolderId) -> Result<()> {
        let sql = "UPDATE folder SET deleted = ?2, modified = ?2 WHERE id = ?1 AND deleted IS NULL";
        found(
            self.connection
                .prepare_cached(sql)?
                .execute((id, self.now))?,
            "folder",
        )
    }

    /// Brings a buried folder back.
    pub fn restore_folder(&self, id: FolderId) -> Result<()> {
        let sql = "UPDATE folder SET deleted = NULL, modified = ?2 WHERE id = ?1 AND purged = 0";
        found(
            self.connection
                .prepare_cached(sql)?
                .execute((id, self.now))?,
            "folder",
        )
    }

    fn write_bookmarked(
        &self,
        id: BookmarkId,
        section: Option<&SectionRow>,
        passage: Option<&PassageRow>,
    ) -> Result<()> {
        let headings = match (section, passage) {
            (Some(section), _) => Some(list_to_text(&section.headings)),
            (None, Some(passage)) => Some(list_to_text(&passage.headings)),
            (None, None) => None,
        };
        let row = (
            id,
            section.map(|section| &section.anchor),
            headings,
            section.map(|section| section.ordinal),
            section.map(|section| &section.opening),
            passage.map(|passage| passage.start),
            passage.map(|passage| passage.end),
            passage.map(|passage| &passage.exact),
            passage.map(|passage| &passage.prefix),
            passage.map(|passage| &passage.suffix),
            passage
                .and_then(|passage| passage.text_hash)
                .map(hash_to_sql),
        );
        self.connection
            .prepare_cached(include_str!("set_place.sql"))?
            .execute(row)?;
        Ok(())
    }

    fn change_bookmark(&self, id: BookmarkId, column: &'static str, value: Value) -> Result<()> {
        let sql = format!("UPDATE bookmark SET {column} = ?2 WHERE id = ?1 AND deleted IS NULL");
        found(
            self.connection.prepare_cached(&sql)?.execute((id, value))?,
            "bookmark",
        )?;
        self.touch_bookmark(id)
    }

    fn touch_bookmark(&self, id: BookmarkId) -> Result<()> {
        let sql = "UPDATE bookmark SET change = ?2, modified = ?3 WHERE id = ?1";
        let row = (id, self.next_change()?, self.now);
        self.connection.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }
}

impl Reader<'_> {
    /// The folder that shows what is in this one: itself, or the nearest one around it that is not
    /// deleted.
    pub fn showing_folder(&self, id: FolderId) -> Result<Option<FolderId>> {
        let sql = include_str!("showing_folder.sql");
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))
            .optional()?)
    }
}

fn folder(row: &Row<'_>) -> rusqlite::Result<FolderRow> {
    Ok(FolderRow {
        id: row.get(0)?,
        parent: row.get(1)?,
        title: row.get(2)?,
    })
}

fn found(rows: usize, what: &'static str) -> Result<()> {
    if rows == 0 {
        Err(Error::Missing(what))
    } else {
        Ok(())
    }
}
