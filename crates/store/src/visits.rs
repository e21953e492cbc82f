//! History, and where the person was in each article.

use rusqlite::OptionalExtension;

use crate::error::Result;
use crate::ids::VisitId;
use crate::library_file::{Reader, Writer};

/// A visit to an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitRow {
    /// Its id.
    pub id: VisitId,
    /// The article's collection.
    pub collection: String,
    /// The article's path.
    pub path: String,
    /// The article's title then.
    pub title: String,
    /// When, in milliseconds since 1970.
    pub time: i64,
}

/// Where somebody was in an article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaceRow {
    /// The first character in view, in UTF-16 code units.
    pub position: u32,
    /// Pixels of that line above the upper edge.
    pub shift: f64,
    /// The share of the article that was in view or above it, from 0 to 1.
    pub read: f64,
}

impl Reader<'_> {
    /// The last visits, newest first, each article once.
    pub fn visits(&self, limit: u32) -> Result<Vec<VisitRow>> {
        let sql = "SELECT id, collection, path, title, max(time) AS latest FROM visit \
                   GROUP BY collection, path ORDER BY latest DESC, id DESC LIMIT ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([limit], |row| {
            Ok(VisitRow {
                id: row.get(0)?,
                collection: row.get(1)?,
                path: row.get(2)?,
                title: row.get(3)?,
                time: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Where the person was in an article.
    pub fn place(&self, collection: &str, path: &str) -> Result<Option<PlaceRow>> {
        let sql = "SELECT position, shift, read FROM place WHERE collection = ?1 AND path = ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let place = statement
            .query_row((collection, path), |row| {
                Ok(PlaceRow {
                    position: row.get(0)?,
                    shift: row.get(1)?,
                    read: row.get(2)?,
                })
            })
            .optional()?;
        Ok(place)
    }
}

impl Writer<'_> {
    /// Keeps a visit.
    pub fn add_visit(&self, collection: &str, path: &str, title: &str) -> Result<()> {
        let sql =
            "INSERT INTO visit (id, collection, path, title, time) VALUES (?1, ?2, ?3, ?4, ?5)";
        let row = (VisitId::new(), collection, path, title, self.now);
        self.connection.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }

    /// Forgets all visits to the article of this one. A trace is not a mark: nothing is left of it.
    pub fn delete_visit(&self, id: VisitId) -> Result<()> {
        let sql = "DELETE FROM visit WHERE (collection, path) = \
                   (SELECT collection, path FROM visit WHERE id = ?1)";
        self.connection.prepare_cached(sql)?.execute([id])?;
        Ok(())
    }

    /// Forgets all visits and places.
    pub fn clear_visits(&self) -> Result<()> {
        self.connection
            .execute_batch("DELETE FROM visit; DELETE FROM place;")?;
        Ok(())
    }

    /// Keeps where the person is in an article; as read counts the most that ever was.
    pub fn set_place(&self, collection: &str, path: &str, place: PlaceRow) -> Result<()> {
        let sql = "INSERT INTO place (collection, path, position, shift, read, modified) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (collection, path) \
                   DO UPDATE SET position = ?3, shift = ?4, read = max(read, ?5), modified = ?6";
        let PlaceRow {
            position,
            shift,
            read,
        } = place;
        let row = (collection, path, position, shift, read, self.now);
        self.connection.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }
}
