//! Long work that outlives the program.

use crate::error::Result;
use crate::ids::JobId;
use crate::library_file::{Reader, Writer};

/// What long work does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobKind {
    /// Adds a source.
    Add,
    /// Reads the source of a collection again.
    Update,
    /// Makes an index.
    Index,
    /// Verifies a collection.
    Verify,
}

/// Work that is to be done or to be gone on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRow {
    /// Its id.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// The path of a source, or the name of a collection.
    pub subject: String,
    /// The name of the collection that a source becomes, where that was chosen.
    pub name: String,
    /// Whether it waits for the person.
    pub paused: bool,
}

impl Reader<'_> {
    /// All work, oldest first.
    pub fn jobs(&self) -> Result<Vec<JobRow>> {
        let sql = "SELECT id, kind, subject, name, paused FROM job ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            let kind: String = row.get(1)?;
            Ok(JobRow {
                id: row.get(0)?,
                kind: match kind.as_str() {
                    "update" => JobKind::Update,
                    "index" => JobKind::Index,
                    "verify" => JobKind::Verify,
                    _ => JobKind::Add,
                },
                subject: row.get(2)?,
                name: row.get(3)?,
                paused: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writer<'_> {
    /// Notes work that is to be done.
    pub fn add_job(&self, kind: JobKind, subject: &str, name: &str) -> Result<JobId> {
        let id = JobId::new();
        let kind = match kind {
            JobKind::Add => "add",
            JobKind::Update => "update",
            JobKind::Index => "index",
            JobKind::Verify => "verify",
        };
        let sql = "INSERT INTO job (id, kind, subject, name, paused, created) VALUES (?1, ?2, ?3, ?4, 0, ?5)";
        self.connection
            .prepare_cached(sql)?
            .execute((id, kind, subject, name, self.now))?;
        Ok(id)
    }

    /// Notes whether work waits for the person.
    pub fn set_job_paused(&self, id: JobId, paused: bool) -> Result<()> {
        let sql = "UPDATE job SET paused = ?2 WHERE id = ?1";
        self.connection.prepare_cached(sql)?.execute((id, paused))?;
        Ok(())
    }

    /// Work has ended.
    pub fn delete_job(&self, id: JobId) -> Result<()> {
        let sql = "DELETE FROM job WHERE id = ?1";
        self.connection.prepare_cached(sql)?.execute([id])?;
        Ok(())
    }
}
