//! Tags of bookmarks and annotations.

use rusqlite::ToSql;

use crate::error::Result;
use crate::ids::TagId;
use crate::library_file::Writer;

impl Writer<'_> {
    /// Gives a mark these tags and no others.
    pub(crate) fn set_tags(&self, mark: &impl ToSql, names: &[String]) -> Result<()> {
        let bury =
            "UPDATE mark_tag SET deleted = ?2, modified = ?2 WHERE mark = ?1 AND deleted IS NULL";
        self.connection
            .prepare_cached(bury)?
            .execute((mark, self.now))?;
        for (position, name) in names.iter().enumerate() {
            let tag = self.tag(name)?;
            let sql = "INSERT INTO mark_tag (mark, tag, position, modified) VALUES (?1, ?2, ?3, ?4) \
                       ON CONFLICT (mark, tag) DO UPDATE SET position = ?3, modified = ?4, deleted = NULL";
            let position = i64::try_from(position).unwrap_or(i64::MAX);
            self.connection
                .prepare_cached(sql)?
                .execute((mark, tag, position, self.now))?;
        }
        Ok(())
    }

    fn tag(&self, name: &str) -> Result<TagId> {
        let sql = "INSERT INTO tag (id, name, created, modified) VALUES (?1, ?2, ?3, ?3) \
                   ON CONFLICT (name) DO UPDATE SET deleted = NULL RETURNING id";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row((TagId::new(), name, self.now), |row| row.get(0))?)
    }
}
