//! Bringing the rows of a backup, attached as `there`, into the library.

use rusqlite::Connection;

use crate::error::Result;
use crate::open::columns;

/// Tables in an order in which what is referred to comes first.
const ALL: &[&str] = &[
    "setting",
    "article",
    "revision",
    "name",
    "link",
    "folder",
    "bookmark",
    "annotation",
    "tag",
    "mark_tag",
    "note_version",
    "card",
    "review",
    "visit",
    "place",
];

/// Tables whose rows are known by their ids and carry when they were changed last.
const CHANGING: &[&str] = &["folder", "bookmark", "annotation", "card"];

/// Makes everything as it is in the backup, but for the list of collections.
pub(super) fn replace(connection: &Connection, _now: i64) -> Result<()> {
    add_collections(connection)?;
    for table in ALL.iter().rev() {
        connection.execute(&format!("DELETE FROM main.{table}"), [])?;
    }
    for table in ALL {
        let columns = columns(connection, table)?.join(", ");
        let sql =
            format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM there.{table}");
        connection.execute(&sql, [])?;
    }
    all_changed(connection)
}

/// Brings both sides together. Gives back how many notes are kept as versions.
pub(super) fn merge(connection: &Connection, _now: i64) -> Result<u32> {
    add_collections(connection)?;
    connection.execute_batch(include_str!("merge_articles.sql"))?;
    let versions = connection.execute(include_str!("merge_notes.sql"), [])?;
    for table in CHANGING {
        let columns = columns(connection, table)?;
        let listed = columns.join(", ");
        let newer: Vec<String> = columns
            .iter()
            .filter(|name| *name != "id")
            .map(|name| format!("{name} = excluded.{name}"))
            .collect();
        let sql = format!(
            "INSERT INTO main.{table} ({listed}) SELECT {listed} FROM there.{table} WHERE true \
             ON CONFLICT (id) DO UPDATE SET {} WHERE excluded.modified > {table}.modified",
            newer.join(", ")
        );
        connection.execute(&sql, [])?;
    }
    connection.execute_batch(include_str!("merge_rest.sql"))?;
    all_changed(connection)?;
    Ok(u32::try_from(versions).unwrap_or(u32::MAX))
}

/// Collections that are only in the backup are listed, so that what is kept of them has its place.
fn add_collections(connection: &Connection) -> Result<()> {
    let columns = columns(connection, "collection")?.join(", ");
    let sql = format!(
        "INSERT OR IGNORE INTO main.collection ({columns}) SELECT {columns} FROM there.collection \
         WHERE kind = 'own'"
    );
    connection.execute(&sql, [])?;
    Ok(())
}

/// Whoever follows the changes of articles and marks reads all of them again.
fn all_changed(connection: &Connection) -> Result<()> {
    connection.execute_batch(include_str!("all_changed.sql"))?;
    Ok(())
}
