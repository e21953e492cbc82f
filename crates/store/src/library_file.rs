use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::Result;
use crate::open;
use crate::undo::{self, ChangeKind, History, UndoneRow};

/// More readers than this at once open a connection each and close it again.
const IDLE_READERS: usize = 8;

/// The library file, opened: one writer and a pool of readers.
#[derive(Debug)]
pub struct LibraryFile {
    path: PathBuf,
    writer: Mutex<Changing>,
    readers: Mutex<Vec<Connection>>,
}

/// The connection that writes, and what it can take back.
#[derive(Debug)]
struct Changing {
    connection: Connection,
    history: History,
}

impl LibraryFile {
    /// Opens the file, making it where there is none and upgrading an older one in one transaction.
    ///
    /// # Errors
    /// `NewerVersion` for a file from a newer program, `Damaged` for one that is not sound (it was
    /// moved aside), `Busy`, `ReadOnly`, `DiskFull`, `File` as their names say.
    pub fn open(path: &Path) -> Result<Self> {
        let connection = open::open_library(path)?;
        let writer = Changing {
            connection,
            history: History::default(),
        };
        Ok(Self {
            path: path.to_path_buf(),
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
        })
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads one consistent state of the file.
    pub fn read<T>(&self, job: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<T> {
        let idle = locked(&self.readers).pop();
        let mut connection = match idle {
            Some(connection) => connection,
            None => open::open_readable(&self.path, open::LIBRARY)
                .map_err(|error| error.at(&self.path))?,
        };
        let answer = connection
            .transaction()
            .map_err(Into::into)
            .and_then(|transaction| {
                job(&Reader {
                    connection: &transaction,
                })
            });
        let mut readers = locked(&self.readers);
        if readers.len() < IDLE_READERS {
            readers.push(connection);
        }
        answer.map_err(|error| error.at(&self.path))
    }

    /// Changes the file: all of `job`, or nothing where it fails. When this returns, the change is on
    /// disk.
    pub fn write<T>(&self, job: impl FnOnce(&Writer<'_>) -> Result<T>) -> Result<T> {
        let mut writer = locked(&self.writer);
        write_in(&mut writer.connection, job).map_err(|error| error.at(&self.path))
    }

    /// Changes marks as `write` does, in a way that can be taken back.
    pub fn change_marks<T>(
        &self,
        change: ChangeKind,
        job: impl FnOnce(&Writer<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut writer = locked(&self.writer);
        // The first change pays for it, not the start.
        if !writer.history.is_prepared() {
            undo::prepare(&writer.connection).map_err(|error| error.at(&self.path))?;
        }
        let step = writer.history.next();
        let (answer, changed) = write_in(&mut writer.connection, |open| {
            open.keep_as(step)?;
            let answer = job(open)?;
            Ok((answer, open.kept(step)?))
        })
        .map_err(|error| error.at(&self.path))?;
        if changed {
            writer.history.done(step, change);
        }
        Ok(answer)
    }

    /// Takes back the last change of marks that was made through this opened file, or with `again`
    /// does again what was taken back last. None where there is none.
    pub fn undo(&self, again: bool) -> Result<Option<UndoneRow>> {
        let mut writer = locked(&self.writer);
        let Some((step, change)) = writer.history.take(again) else {
            return Ok(None);
        };
        let number = writer.history.next();
        let undone = write_in(&mut writer.connection, |open| {
            open.keep_as(number)?;
            let undone = open.put_back(step, change)?;
            open.kept(number)?;
            Ok(undone)
        })
        .map_err(|error| error.at(&self.path))?;
        writer.history.turned(number, change, again);
        Ok(Some(undone))
    }

    /// What was done before cannot be taken back any more.
    pub(crate) fn forget_changes(&self) {
        locked(&self.writer).history.forget();
    }

    /// A number that grows with every change of articles and marks, by any process.
    pub fn change(&self) -> Result<i64> {
        self.read(|reader| reader.change())
    }

    /// When anything of the person's was changed last, in milliseconds since 1970.
    pub fn changed_at(&self) -> Result<i64> {
        self.read(|reader| {
            let sql = include_str!("backup/changed.sql");
            Ok(reader.connection.query_row(sql, [], |row| row.get(0))?)
        })
    }

    /// Checks the whole file.
    ///
    /// # Errors
    /// `Damaged` with what SQLite found; the file stays where it is.
    pub fn verify(&self) -> Result<()> {
        self.read(|reader| open::integrity_check(reader.connection))
    }
}

impl Drop for LibraryFile {
    fn drop(&mut self) {
        // The connection that is closed last puts the journal back into the file, and only one that
        // writes can: so that whoever copies the file has all of it.
        locked(&self.readers).clear();
        // Keeps the planner's statistics fresh; a failure costs nothing but speed.
        let _kept = locked(&self.writer)
            .connection
            .execute_batch("PRAGMA optimize");
    }
}

/// What can be asked of the library file. The questions stand in the modules of their nouns.
#[derive(Debug)]
pub struct Reader<'c> {
    pub(crate) connection: &'c Connection,
}

impl Reader<'_> {
    /// A number that grows with every change of articles and marks.
    pub fn change(&self) -> Result<i64> {
        let sql = "SELECT value FROM counter WHERE name = 'change'";
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row([], |row| row.get(0))?)
    }
}

/// A change under way. What can be asked can be asked of it too.
#[derive(Debug)]
pub struct Writer<'c> {
    reader: Reader<'c>,
    /// When the change was made; one time for all rows of it.
    pub(crate) now: i64,
}

impl Writer<'_> {
    /// The number of a new change.
    pub(crate) fn next_change(&self) -> Result<i64> {
        let sql = "UPDATE counter SET value = value + 1 WHERE name = 'change' RETURNING value";
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row([], |row| row.get(0))?)
    }
}

impl<'c> Deref for Writer<'c> {
    type Target = Reader<'c>;

    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

/// Milliseconds since 1970 in UTC.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

fn write_in<T>(
    connection: &mut Connection,
    job: impl FnOnce(&Writer<'_>) -> Result<T>,
) -> Result<T> {
    let transaction: Transaction<'_> =
        connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let writer = Writer {
        reader: Reader {
            connection: &transaction,
        },
        now: now(),
    };
    let answer = job(&writer)?;
    transaction.commit()?;
    Ok(answer)
}

/// A panic elsewhere leaves a connection usable: SQLite rolled its transaction back.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
