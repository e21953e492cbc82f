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
    /// The file of an archive, or what an imported collection was read from; empty where that is not
    /// known.
    pub location: String,
    /// The licence that it names, possibly empty.
    pub license: String,
    /// The group that it stands in; set by [`Writer::set_collection_shelf`].
    pub shelf: String,
    /// Whether searches of everything search it; set by [`Writer::set_collection_searched`].
    pub searched: bool,
    /// When it was last changed; set by the writer.
    pub modified: i64,
}

impl Default for CollectionRow {
    fn default() -> Self {
        Self {
            name: String::new(),
            kind: CollectionKind::Imported,
            title: String::new(),
            language: String::new(),
            edition: String::new(),
            edition_label: String::new(),
            location: String::new(),
            license: String::new(),
            shelf: String::new(),
            searched: true,
            modified: 0,
        }
    }
}

const COLUMNS: &str = "name, kind, coalesce(given_title, title), language, edition, edition_label, location, \
                       modified, license, shelf, searched";

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

    /// What became of a collection's source when it was added last, as JSON.
    pub fn collection_report(&self, name: &str) -> Result<Option<String>> {
        let sql = "SELECT report FROM collection WHERE name = ?1";
        let found = self
            .connection
            .prepare_cached(sql)?
            .query_row([name], |row| row.get(0));
        Ok(found.optional()?.flatten())
    }

    /// How the source of a collection looked when it was read last; empty where that is not known.
    pub fn collection_seen(&self, name: &str) -> Result<String> {
        let sql = "SELECT seen FROM collection WHERE name = ?1";
        let found = self
            .connection
            .prepare_cached(sql)?
            .query_row([name], |row| row.get(0));
        Ok(found.optional()?.unwrap_or_default())
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
                   (name, kind, title, language, edition, edition_label, location, license, position, created, modified) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?8, ?9, \
                           (SELECT coalesce(max(position), 0) + 1 FROM collection), ?7, ?7) \
                   ON CONFLICT (name) DO UPDATE SET kind = ?2, title = ?3, language = ?4, \
                           edition = ?5, edition_label = ?6, modified = ?7, location = ?8, license = ?9, deleted = NULL";
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
            &collection.license,
        ))?;
        Ok(())
    }

    /// Keeps what became of a collection's source.
    pub fn set_collection_report(&self, name: &str, json: &str) -> Result<()> {
        self.set(name, "report", json)
    }

    /// Keeps how the source of a collection looked before it was read.
    pub fn set_collection_seen(&self, name: &str, seen: &str) -> Result<()> {
        self.set(name, "seen", seen)
    }

    /// Calls a collection by a title of the person's; by its own again where that is empty.
    pub fn rename_collection(&self, name: &str, title: &str) -> Result<()> {
        self.set(name, "given_title", (!title.is_empty()).then_some(title))
    }

    /// Puts a collection into a group; into none where that is empty.
    pub fn set_collection_shelf(&self, name: &str, shelf: &str) -> Result<()> {
        self.set(name, "shelf", shelf)
    }

    /// Says whether searches of everything search a collection.
    pub fn set_collection_searched(&self, name: &str, searched: bool) -> Result<()> {
        self.set(name, "searched", searched)
    }

    /// Says where the file of an archive is now.
    pub fn set_collection_location(&self, name: &str, location: &str) -> Result<()> {
        self.set(name, "location", location)
    }

    /// `column` is one of ours, never a word of somebody else's.
    fn set(&self, name: &str, column: &'static str, value: impl rusqlite::ToSql) -> Result<()> {
        let sql = format!("UPDATE collection SET {column} = ?2 WHERE name = ?1");
        self.connection
            .prepare_cached(&sql)?
            .execute((name, value))?;
        Ok(())
    }

    /// Puts a collection before another one, or behind all.
    pub fn move_collection(&self, name: &str, before: Option<&str>) -> Result<()> {
        let sql = "SELECT name FROM collection WHERE name != ?1 ORDER BY position, name";
        let mut statement = self.connection.prepare_cached(sql)?;
        let names = statement.query_map([name], |row| row.get(0))?;
        let mut names: Vec<String> = names.collect::<rusqlite::Result<_>>()?;
        let place = before.and_then(|before| names.iter().position(|other| other == before));
        names.insert(place.unwrap_or(names.len()), name.to_owned());
        let sql = "UPDATE collection SET position = ?2 WHERE name = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        for (position, name) in (1_i64..).zip(names) {
            statement.execute((name, position))?;
        }
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
        license: row.get(8)?,
        shelf: row.get(9)?,
        searched: row.get(10)?,
    })
}
