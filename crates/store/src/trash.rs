//! Deleted marks and folders: bringing them back, and letting them go for good.

use rusqlite::ToSql;

use crate::annotations::AnnotationRow;
use crate::bookmarks::{BookmarkRow, FolderRow};
use crate::error::Result;
use crate::library_file::{Reader, Writer};

/// What tells of the words of a place.
const PLACE: &str = "article_title = '', exact = NULL, prefix = NULL, suffix = NULL, headings = NULL, \
                     opening = NULL, ";

/// Everything that was deleted and can be brought back.
#[derive(Debug, Clone, Default)]
pub struct Trash {
    /// Annotations.
    pub annotations: Vec<AnnotationRow>,
    /// Bookmarks.
    pub bookmarks: Vec<BookmarkRow>,
    /// Folders, each with when it was deleted.
    pub folders: Vec<(FolderRow, i64)>,
}

impl Reader<'_> {
    /// What was deleted after a time and is not gone for good.
    pub fn trash(&self, after: i64) -> Result<Trash> {
        let filter = "deleted > ?1 AND purged = 0";
        let sql = "SELECT id, parent, title, deleted FROM folder WHERE deleted > ?1 AND purged = 0";
        let mut statement = self.connection.prepare_cached(sql)?;
        let folders = statement.query_map([after], |row| {
            let folder = FolderRow {
                id: row.get(0)?,
                parent: row.get(1)?,
                title: row.get(2)?,
            };
            Ok((folder, row.get(3)?))
        })?;
        Ok(Trash {
            annotations: self.select_annotations(filter, [after])?,
            bookmarks: self.select_bookmarks(filter, [after])?,
            folders: folders.collect::<rusqlite::Result<_>>()?,
        })
    }

    /// Whether anything was deleted before a time and is not gone for good.
    pub fn has_old_trash(&self, time: i64) -> Result<bool> {
        for table in ["annotation", "bookmark", "folder", "card"] {
            let sql =
                format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE deleted <= ?1 AND purged = 0)");
            let mut statement = self.connection.prepare_cached(&sql)?;
            if statement.query_row([time], |row| row.get(0))? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Writer<'_> {
    /// Lets everything go for good that was deleted before a time. That it was there is kept.
    pub fn purge_before(&self, time: i64) -> Result<()> {
        self.purge("deleted <= ?1", time)
    }

    /// Lets a deleted mark or folder go for good.
    pub fn purge_mark(&self, id: impl ToSql) -> Result<()> {
        self.purge("id = ?1 AND deleted IS NOT NULL", id)
    }

    /// The words go; when a row was changed last stays, so that merging knows what is newer.
    fn purge(&self, filter: &str, value: impl ToSql) -> Result<()> {
        let versions = format!(
            "DELETE FROM note_version WHERE annotation IN \
             (SELECT id FROM annotation WHERE purged = 0 AND {filter})"
        );
        self.connection
            .prepare_cached(&versions)?
            .execute([&value])?;
        let words = [
            ("annotation", format!("note = '', {PLACE}")),
            ("bookmark", format!("title = NULL, {PLACE}")),
            ("folder", "title = '', ".to_owned()),
            ("card", String::new()),
        ];
        for (table, words) in words {
            let sql = format!("UPDATE {table} SET {words}purged = 1 WHERE purged = 0 AND {filter}");
            self.connection.prepare_cached(&sql)?.execute([&value])?;
        }
        Ok(())
    }
}
