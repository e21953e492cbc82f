//! Opening a database: pragmas, then creating or upgrading in one transaction.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::{Error, Result};

/// The schema of library files that this program writes.
pub const LIBRARY_SCHEMA: u32 = 5;

/// Migrations of the library file, in order: the first makes schema 1. Never change one that shipped.
pub(crate) const LIBRARY: &[&str] = &[
    include_str!("schema/0001_first.sql"),
    include_str!("schema/0002_collections_and_jobs.sql"),
    include_str!("schema/0003_changing_folders.sql"),
    include_str!("schema/0004_marks.sql"),
    include_str!("schema/0005_detached.sql"),
];

/// Migrations of a collection file.
pub(crate) const COLLECTION: &[&str] = &[
    include_str!("schema/collection_0001_first.sql"),
    include_str!("schema/collection_0002_dictionary.sql"),
];

/// How long a call waits for another process's change.
const BUSY: Duration = Duration::from_secs(5);

/// Opens the library file for writing, making or upgrading it. A file that is not a sound database is
/// moved aside and reported; the caller decides whether to begin anew.
pub(crate) fn open_library(file: &Path) -> Result<Connection> {
    let opened = open_writable(file, LIBRARY).and_then(|connection| {
        quick_check(&connection)?;
        Ok(connection)
    });
    match opened.map_err(|error| error.at(file)) {
        Err(Error::Damaged { detail, .. }) => Err(Error::Damaged {
            file: file.to_path_buf(),
            kept: set_aside(file),
            detail,
        }),
        other => other,
    }
}

/// Opens a database for writing and brings it to the newest of `migrations`.
pub(crate) fn open_writable(file: &Path, migrations: &[&str]) -> Result<Connection> {
    let mut connection = Connection::open(file)?;
    connection.busy_timeout(BUSY)?;
    refuse_newer(&connection, file, migrations)?;
    connection.execute_batch(include_str!("schema/connection.sql"))?;
    migrate(&mut connection, migrations)?;
    keep_prepared(&connection)?;
    Ok(connection)
}

/// Opens a database that is only read. Nothing is created.
pub(crate) fn open_readable(file: &Path, migrations: &[&str]) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY)?;
    refuse_newer(&connection, file, migrations)?;
    connection.execute_batch(include_str!("schema/reader.sql"))?;
    keep_prepared(&connection)?;
    Ok(connection)
}

/// Statements are prepared once for as long as the connection is open. SQLite would prepare them again
/// for other values, as statistics of these could ask for another plan, which took more than half of the
/// time of opening an article.
fn keep_prepared(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Asks SQLite whether the file's structure is whole.
pub(crate) fn quick_check(connection: &Connection) -> Result<()> {
    check(connection, "PRAGMA quick_check(1)")
}

/// Asks SQLite whether the file is whole, indexes included.
pub(crate) fn integrity_check(connection: &Connection) -> Result<()> {
    check(connection, "PRAGMA integrity_check(1)")
}

fn check(connection: &Connection, pragma: &str) -> Result<()> {
    let answer: String = connection.query_row(pragma, [], |row| row.get(0))?;
    if answer == "ok" {
        return Ok(());
    }
    Err(Error::Damaged {
        file: PathBuf::new(),
        kept: None,
        detail: answer,
    })
}

fn version(connection: &Connection) -> Result<u32> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

pub(crate) fn refuse_newer(
    connection: &Connection,
    file: &Path,
    migrations: &[&str],
) -> Result<()> {
    let (found, known) = (version(connection)?, known(migrations));
    if found > known {
        return Err(Error::NewerVersion {
            file: file.to_path_buf(),
            found,
            known,
        });
    }
    Ok(())
}

fn known(migrations: &[&str]) -> u32 {
    u32::try_from(migrations.len()).unwrap_or(u32::MAX)
}

/// All or nothing: a failure leaves the file at the version that it had.
fn migrate(connection: &mut Connection, migrations: &[&str]) -> Result<()> {
    if version(connection)? == known(migrations) {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have upgraded while this one waited for the lock.
    let done = usize::try_from(version(&transaction)?).unwrap_or(usize::MAX);
    for migration in migrations.iter().skip(done) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", known(migrations))?;
    transaction.commit()?;
    Ok(())
}

/// The columns of a table of the library, in its order.
pub(crate) fn columns(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let sql = "SELECT name FROM pragma_table_info(?1, 'main')";
    let mut statement = connection.prepare_cached(sql)?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// Moves a file that cannot be read out of the way, with its journal, and says where it is.
fn set_aside(file: &Path) -> Option<PathBuf> {
    let kept = (1..1000)
        .map(|number| with_suffix(file, &format!(".damaged-{number}")))
        .find(|candidate| !candidate.exists())?;
    std::fs::rename(file, &kept).ok()?;
    for journal in ["-wal", "-shm"] {
        // Absent after a clean close; what matters is the file itself.
        let _absent = std::fs::rename(with_suffix(file, journal), with_suffix(&kept, journal));
    }
    Some(kept)
}

/// A file beside another one, whose name goes on with `suffix`.
pub(crate) fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
