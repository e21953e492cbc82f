//! Taking back changes of marks, and doing them again.
//!
//! While a change runs, temporary triggers keep each row as it was before. They live with the connection
//! that writes: what was done before the program was started, or by another process, is not taken back.

use std::collections::VecDeque;

use rusqlite::Connection;

use crate::error::Result;
use crate::library_file::Writer;
use crate::open::columns;

/// More changes than this are not kept.
const KEPT: usize = 200;

/// Tables whose changes are taken back, each with the columns that tell a row.
const TABLES: &[(&str, &[&str])] = &[
    ("folder", &["id"]),
    ("bookmark", &["id"]),
    ("annotation", &["id"]),
    ("card", &["id"]),
    ("mark_tag", &["mark", "tag"]),
];

/// Where a mark is now. What was found since is not the person's change, and stays.
const FOUND: &[&str] = &["path", "article_title"];

/// What a change of the person's does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// Makes marks.
    Added,
    /// Changes them.
    Changed,
    /// Deletes them.
    Deleted,
    /// Brings deleted ones back.
    Restored,
}

/// A change that was taken back or done again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoneRow {
    /// What it had done.
    pub change: ChangeKind,
    /// Rows of each table of marks that it had changed.
    pub counts: Vec<(&'static str, u32)>,
    /// Rows that somebody else changed since; they stay as they are.
    pub kept: u32,
}

/// The changes that can be taken back, and those that can be done again.
#[derive(Debug, Default)]
pub(crate) struct History {
    last: i64,
    done: VecDeque<Step>,
    undone: Vec<Step>,
}

#[derive(Debug, Clone, Copy)]
struct Step {
    number: i64,
    change: ChangeKind,
}

impl History {
    /// Whether rows are kept as they were: from the first change on.
    pub(crate) fn is_prepared(&self) -> bool {
        self.last > 0
    }

    /// A change that is about to run.
    pub(crate) fn next(&mut self) -> i64 {
        self.last += 1;
        self.last
    }

    /// The change has run: it can be taken back, and what was undone before cannot be done again.
    pub(crate) fn done(&mut self, number: i64, change: ChangeKind) {
        self.undone.clear();
        self.done.push_back(Step { number, change });
        if self.done.len() > KEPT {
            self.done.pop_front();
        }
    }

    /// Nothing can be taken back any more.
    pub(crate) fn forget(&mut self) {
        self.done.clear();
        self.undone.clear();
    }

    /// The change to take back, or to do again.
    pub(crate) fn take(&mut self, again: bool) -> Option<(i64, ChangeKind)> {
        let step = if again {
            self.undone.pop()
        } else {
            self.done.pop_back()
        };
        step.map(|step| (step.number, step.change))
    }

    /// A change was taken back or done again, and with `number` can be turned round.
    pub(crate) fn turned(&mut self, number: i64, change: ChangeKind, again: bool) {
        let step = Step { number, change };
        if again {
            self.done.push_back(step);
        } else {
            self.undone.push(step);
        }
    }
}

/// Prepares a connection to keep rows as they were.
pub(crate) fn prepare(connection: &Connection) -> Result<()> {
    connection.execute_batch(include_str!("now.sql"))?;
    for (table, keys) in TABLES {
        let columns = columns(connection, table)?;
        let listed = columns.join(", ");
        let sql = include_str!("keep.sql")
            .replace("{table}", table)
            .replace("{columns}", &listed)
            .replace("{old}", &each(&columns, ", ", |name| format!("OLD.{name}")))
            .replace("{new}", &each(&columns, ", ", |name| format!("NEW.{name}")))
            .replace("{keys}", &keys.join(", "))
            .replace(
                "{same}",
                &each(keys, " AND ", |key| format!("{key} = NEW.{key}")),
            );
        connection.execute_batch(&sql)?;
    }
    Ok(())
}

impl Writer<'_> {
    /// Begins to keep rows as they are before a change.
    pub(crate) fn keep_as(&self, step: i64) -> Result<()> {
        let sql = "UPDATE temp.undo_now SET step = ?1";
        self.connection.prepare_cached(sql)?.execute([step])?;
        Ok(())
    }

    /// Ends keeping; says whether the change has changed anything.
    pub(crate) fn kept(&self, step: i64) -> Result<bool> {
        let mut any = false;
        for (table, keys) in TABLES {
            let placed = columns(self.connection, table)?
                .iter()
                .any(|name| name == "path");
            let sql = include_str!("after.sql")
                .replace("{table}", table)
                .replace("{path}", if placed { ", undo_path = now.path" } else { "" })
                .replace("{same}", &same("now", "kept", keys));
            any |= self.connection.prepare_cached(&sql)?.execute([step])? > 0;
        }
        self.keep_as(0)?;
        Ok(any)
    }

    /// Puts every row back that a change has changed, but for those that were changed since.
    pub(crate) fn put_back(&self, step: i64, change: ChangeKind) -> Result<UndoneRow> {
        let number = self.next_change()?;
        let mut undone = UndoneRow {
            change,
            counts: Vec::new(),
            kept: 0,
        };
        for (table, keys) in TABLES {
            let sql = format!("SELECT count(*) FROM temp.undo_{table} WHERE undo_step = ?1");
            let mut statement = self.connection.prepare_cached(&sql)?;
            let all: u32 = statement.query_row([step], |row| row.get(0))?;
            if all == 0 {
                continue;
            }
            let turned = self.put_table_back(table, keys, step, number)?;
            // A tag is a part of its mark, which is counted.
            if *table != "mark_tag" {
                undone.kept += all.saturating_sub(turned);
                undone.counts.push((table, turned));
            }
        }
        Ok(undone)
    }

    fn put_table_back(&self, table: &str, keys: &[&str], step: i64, number: i64) -> Result<u32> {
        let columns = columns(self.connection, table)?;
        let stays = |name: &str| keys.contains(&name) || ["change", "modified"].contains(&name);
        let own: Vec<&String> = columns.iter().filter(|name| !stays(name)).collect();
        let back = |name: &str| {
            if FOUND.contains(&name) {
                format!("{name} = iif({table}.path = kept.undo_path, kept.{name}, {table}.{name})")
            } else {
                format!("{name} = kept.{name}")
            }
        };
        let numbered = columns.iter().any(|name| name == "change");
        let change = if numbered { "change = ?3, " } else { "" };
        // What is gone for good does not come back.
        let purged = if columns.iter().any(|name| name == "purged") {
            format!("\nAND {table}.purged = 0")
        } else {
            String::new()
        };
        let fill = |sql: &str| {
            sql.replace("{table}", table)
                .replace("{own}", &each(&own, ", ", back))
                .replace("{change}", change)
                .replace("{purged}", &purged)
                .replace("{same}", &same(table, "kept", keys))
                .replace("{now}", &same("now", "kept", keys))
                .replace("{other}", &same("other", "kept", keys))
        };
        let later = fill(include_str!("later.sql"));
        self.connection
            .prepare_cached(&later)?
            .execute((step, self.now))?;
        let mut turned = 0;
        for sql in [include_str!("put_back.sql"), include_str!("bury.sql")] {
            let mut statement = self.connection.prepare_cached(&fill(sql))?;
            turned += if numbered {
                statement.execute((step, self.now, number))?
            } else {
                statement.execute((step, self.now))?
            };
        }
        let used = format!("DELETE FROM temp.undo_{table} WHERE undo_step = ?1");
        self.connection.prepare_cached(&used)?.execute([step])?;
        Ok(u32::try_from(turned).unwrap_or(u32::MAX))
    }
}

fn each<T: AsRef<str>>(names: &[T], between: &str, one: impl Fn(&str) -> String) -> String {
    let all: Vec<String> = names.iter().map(|name| one(name.as_ref())).collect();
    all.join(between)
}

fn same(one: &str, other: &str, keys: &[&str]) -> String {
    each(keys, " AND ", |key| format!("{one}.{key} = {other}.{key}"))
}
