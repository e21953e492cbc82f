//! The list of collections.

use rusqlite::{OptionalExtension, Row};

use crate::error::Result;
use crate::library_file::{Reader, Writer};

/// Kinds of collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CollectionKind {
    /// In the library file.
    Own,
    /// A collection file.
    Imported,
    /// A file of somebody else's, read in place.
    Archive,
}

/// A collection of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionRow {
    /// Stable name.
    pub name: String,
    /// What kind it is.
    pub kind: CollectionKind,
    /// Title.
    pub title: String,
    /// BCP 47 language tag, possibly empty.
    pub language: String,
    /// Id of the edition.
    pub edition: String,
    /// Label of the edition.
    pub edition_label: String,
    /// The file of an archive; of other kinds empty.
    pub location: String,
    /// When it was last changed; set by the writer.
    pub modified: i64,
}

const COLUMNS: &str = "name, kind, title, language, edition, edition_label, location, modified";

impl Reader<'_> {
    /// All collections, in the person's order.
    pub fn collections(&self) -> Result<Vec<CollectionRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM collection WHERE deleted IS NULL ORDER BY position, name"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([], from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One collection.
    pub fn collection(&self, name: &str) -> Result<Option<CollectionRow>> {
        let sql = format!("SELECT {COLUMNS} FROM collection WHERE deleted IS NULL AND name = ?1");
        Ok(self
            .connection
            .prepare_cached(&sql)?
            .query_row([name], from_row)
            .optional()?)
    }
}

impl Writer<'_> {
    /// Adds a collection at the end of the list, or gives one of that name these properties.
    pub fn set_collection(&self, collection: &CollectionRow) -> Result<()> {
        let sql = "INSERT INTO collection \
                   (name, kind, title, language, edition, edition_label, location, position, created, modified) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?8, \
                           (SELECT coalesce(max(position), 0) + 1 FROM collection), ?7, ?7) \
                   ON CONFLICT (name) DO UPDATE SET kind = ?2, title = ?3, language = ?4, \
                           edition = ?5, edition_label = ?6, modified = ?7, location = ?8, deleted = NULL";
        let kind = match collection.kind {
            CollectionKind::Own => "own",
            CollectionKind::Imported => "imported",
            CollectionKind::Archive => "archive",
        };
        self.connection.prepare_cached(sql)?.execute((
            &collection.name,
            kind,
            &collection.title,
            &collection.language,
            &collection.edition,
            &collection.edition_label,
            self.now,
            &collection.location,
        ))?;
        Ok(())
    }

    /// Takes a collection off the list. Marks in it stay.
    pub fn delete_collection(&self, name: &str) -> Result<bool> {
        let sql = "UPDATE collection SET deleted = ?2, modified = ?2 \
                   WHERE name = ?1 AND deleted IS NULL";
        Ok(self
            .connection
            .prepare_cached(sql)?
            .execute((name, self.now))?
            > 0)
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<CollectionRow> {
    let kind: String = row.get(1)?;
    Ok(CollectionRow {
        name: row.get(0)?,
        kind: match kind.as_str() {
            "own" => CollectionKind::Own,
            "archive" => CollectionKind::Archive,
            _ => CollectionKind::Imported,
        },
        title: row.get(2)?,
        language: row.get(3)?,
        edition: row.get(4)?,
        edition_label: row.get(5)?,
        location: row.get(6)?,
        modified: row.get(7)?,
    })
}
