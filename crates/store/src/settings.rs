//! Settings: JSON by key.

use rusqlite::OptionalExtension;

use crate::error::Result;
use crate::library_file::{Reader, Writer};

impl Reader<'_> {
    /// The JSON kept under a key.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        let sql = "SELECT value FROM setting WHERE key = ?1";
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row([key], |row| row.get(0))
            .optional()?)
    }
}

impl Writer<'_> {
    /// Keeps JSON under a key.
    pub fn set_setting(&self, key: &str, json: &str) -> Result<()> {
        let sql = "INSERT INTO setting (key, value, modified) VALUES (?1, ?2, ?3) \
                   ON CONFLICT (key) DO UPDATE SET value = ?2, modified = ?3";
        self.connection
            .prepare_cached(sql)?
            .execute((key, json, self.now))?;
        Ok(())
    }
}
