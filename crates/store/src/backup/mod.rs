//! Backups of the library file: making one while it is in use, seeing what one holds, and bringing it
//! back or merging it with what is here.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use crate::error::{Error, Result};
use crate::library_file::{LibraryFile, now};
use crate::open::{self, with_suffix};

mod merge;

/// Tables that a library file has from schema 1 on.
const TABLES: &[&str] = &[
    "annotation",
    "bookmark",
    "folder",
    "article",
    "revision",
    "setting",
];

/// A backup, checked and brought to the present schema in a copy of its own. The file itself is only
/// read.
#[derive(Debug)]
pub struct Backup {
    copy: PathBuf,
    /// When anything in it was changed last, in milliseconds since 1970.
    changed: i64,
}

/// How the rows of one kind here and in a backup differ. Deleted rows do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DifferenceRow {
    /// The same on both sides.
    pub same: u32,
    /// On both sides, and different.
    pub different: u32,
    /// Only here.
    pub here: u32,
    /// Only in the backup.
    pub there: u32,
}

/// How everything of the person's here and in a backup differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Differences {
    /// Annotations.
    pub annotations: DifferenceRow,
    /// Bookmarks.
    pub bookmarks: DifferenceRow,
    /// Folders of bookmarks.
    pub folders: DifferenceRow,
    /// Cards to study.
    pub cards: DifferenceRow,
    /// Articles that the person wrote or edited.
    pub articles: DifferenceRow,
}

impl LibraryFile {
    /// Writes everything of this moment into a new file; others may read and write meanwhile. A file
    /// that is there is replaced when the new one is whole.
    ///
    /// # Errors
    /// `DiskFull`, `ReadOnly`, `File` as their names say; the file that was there stays then.
    pub fn back_up(&self, to: &Path) -> Result<()> {
        let aside = with_suffix(to, ".part");
        let failed = |source| Error::File {
            file: to.to_path_buf(),
            source,
        };
        match std::fs::remove_file(&aside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(failed(error));
            }
            _ => {}
        }
        let connection = open::open_writable(self.path(), open::LIBRARY)?;
        let synced = || std::fs::File::open(&aside)?.sync_all();
        let written = connection
            .execute("VACUUM INTO ?1", [aside.to_string_lossy()])
            .map_err(Error::from)
            .and_then(|_| synced().map_err(failed))
            .and_then(|()| std::fs::rename(&aside, to).map_err(failed));
        if written.is_err() {
            // What is left of it is of no use to anybody.
            let _gone = std::fs::remove_file(&aside);
        }
        written.map_err(|error| error.at(to))
    }

    /// How what is here and what is in a backup differ.
    pub fn differences(&self, backup: &Backup) -> Result<Differences> {
        let connection = backup.beside(self.path())?;
        let compare = |sql: &str| -> Result<DifferenceRow> {
            Ok(connection.query_row(sql, [], |row| {
                Ok(DifferenceRow {
                    same: row.get(0)?,
                    different: row.get(1)?,
                    here: row.get(2)?,
                    there: row.get(3)?,
                })
            })?)
        };
        let of = |table: &str, differ: &str| {
            compare(
                &include_str!("compare.sql")
                    .replace("{table}", table)
                    .replace("{differ}", differ),
            )
        };
        let place = "here.collection IS NOT there.collection OR here.exact IS NOT there.exact";
        Ok(Differences {
            annotations: of(
                "annotation",
                &format!(
                    "{place} OR here.note IS NOT there.note OR here.color IS NOT there.color OR here.style IS NOT there.style"
                ),
            )?,
            bookmarks: of(
                "bookmark",
                &format!(
                    "{place} OR here.title IS NOT there.title OR here.folder IS NOT there.folder OR here.read_later IS NOT there.read_later"
                ),
            )?,
            folders: of(
                "folder",
                "here.title IS NOT there.title OR here.parent IS NOT there.parent",
            )?,
            cards: of(
                "card",
                "here.due IS NOT there.due OR here.reviews IS NOT there.reviews",
            )?,
            articles: compare(include_str!("compare_articles.sql"))?,
        })
    }

    /// Makes everything of the person's as it is in a backup, all of it or nothing. The list of
    /// collections keeps what is here: their files are.
    pub fn restore(&self, backup: &Backup) -> Result<()> {
        self.with_backup(backup, merge::replace)
    }

    /// Brings what is in a backup together with what is here, all of it or nothing: of what is on both
    /// sides the later one counts, and of a note that was written on both the other is kept as a
    /// version. Gives back how many notes that was.
    pub fn merge(&self, backup: &Backup) -> Result<u32> {
        self.with_backup(backup, merge::merge)
    }

    fn with_backup<T>(
        &self,
        backup: &Backup,
        job: impl FnOnce(&Connection, i64) -> Result<T>,
    ) -> Result<T> {
        let attempt = || {
            let mut connection = backup.beside(self.path())?;
            // References are checked when all rows are there.
            connection.pragma_update(None, "foreign_keys", false)?;
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let answer = job(&transaction, now())?;
            let broken = transaction
                .query_row("SELECT 1 FROM pragma_foreign_key_check", [], |_| Ok(()))
                .optional()?;
            if broken.is_some() {
                return Err(Error::Damaged {
                    file: backup.copy.clone(),
                    kept: None,
                    detail: "its parts do not fit together".to_owned(),
                });
            }
            transaction.commit()?;
            Ok(answer)
        };
        let answer = attempt().map_err(|error: Error| error.at(self.path()))?;
        self.forget_changes();
        Ok(answer)
    }
}

impl Backup {
    /// Opens a backup, or any library file, without changing it: a copy is made in `folder`, checked, and
    /// upgraded where it is of an older schema.
    ///
    /// # Errors
    /// `NewerVersion`, `Damaged` (also for a file that is cut short, or that is no library), `File`.
    pub fn open(file: &Path, folder: &Path) -> Result<Self> {
        let copy = folder.join("backup.db");
        let failed = |source| Error::File {
            file: file.to_path_buf(),
            source,
        };
        // A library that was copied while in use may have its journal beside it.
        for suffix in ["", "-wal"] {
            let (from, to) = (with_suffix(file, suffix), with_suffix(&copy, suffix));
            match std::fs::copy(&from, &to) {
                Err(error) if suffix.is_empty() => return Err(failed(error)),
                _ => {}
            }
        }
        let changed = check(&copy).map_err(|error| named(error.at(&copy), file))?;
        Ok(Self { copy, changed })
    }

    /// When anything in it was changed last, in milliseconds since 1970.
    pub fn changed(&self) -> i64 {
        self.changed
    }

    /// A connection to a library that has this backup beside it, as `there`.
    fn beside(&self, library: &Path) -> Result<Connection> {
        let connection = open::open_writable(library, open::LIBRARY)?;
        connection.execute("ATTACH ?1 AS there", [self.copy.to_string_lossy()])?;
        Ok(connection)
    }
}

/// Whether a file is a whole library; when it was changed last.
fn check(copy: &Path) -> Result<i64> {
    let connection = Connection::open(copy)?;
    let has = |table: &&str| {
        let sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1";
        let row = connection.query_row(sql, [table], |_| Ok(())).optional();
        row.map(|row| row.is_some())
    };
    for table in TABLES {
        if !has(table)? {
            return Err(Error::Damaged {
                file: copy.to_path_buf(),
                kept: None,
                detail: "it is not a library of Pandect".to_owned(),
            });
        }
    }
    open::refuse_newer(&connection, copy, open::LIBRARY)?;
    open::integrity_check(&connection)?;
    drop(connection);
    let connection = open::open_writable(copy, open::LIBRARY)?;
    Ok(connection.query_row(include_str!("changed.sql"), [], |row| row.get(0))?)
}

/// The error as one of the file that the person named, not of its copy.
fn named(error: Error, name: &Path) -> Error {
    match error {
        Error::Damaged { kept, detail, .. } => Error::Damaged {
            file: name.to_path_buf(),
            kept,
            detail,
        },
        Error::NewerVersion { found, known, .. } => Error::NewerVersion {
            file: name.to_path_buf(),
            found,
            known,
        },
        Error::File { source, .. } => Error::File {
            file: name.to_path_buf(),
            source,
        },
        other => other,
    }
}
