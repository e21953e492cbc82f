//! Backups: one file with everything of the person's, copies made by themselves once a day, and bringing
//! either back.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pandect_store::{Backup, DifferenceRow, Differences};

use crate::dto::{BackupCopy, BackupPreview, Difference, Restored};
use crate::{Error, Library, Result};

const DAY: Duration = Duration::from_hours(24);
/// Copies that are kept: of each of the last days, of each of the last weeks before, of each of the last
/// months before.
const DAYS: u64 = 7;
const WEEKS: u64 = 5;
const MONTHS: u64 = 12;
/// What the name of a folder begins with that a backup is read in.
const SCRATCH: &str = ".restore-";
/// Copies made before something was restored; they are beyond the others.
const BEFORE: usize = 5;

impl Library {
    /// Writes everything of the person's into one file. A file that is there is replaced when the new
    /// one is whole.
    pub fn back_up(&self, to: &Path) -> Result<()> {
        if to.canonicalize().is_ok_and(|to| self.is_library_file(&to)) {
            return Err(Error::invalid(
                "this is the library itself",
                "Choose another name or folder for the backup.",
            ));
        }
        Ok(self.file.back_up(to)?)
    }

    /// What restoring a backup would change. Nothing is changed.
    pub fn preview_backup(&self, file: &Path) -> Result<BackupPreview> {
        let folder = self.scratch()?;
        let backup = Backup::open(file, folder.path())?;
        self.preview(file, &backup)
    }

    /// Makes everything as it is in a backup, or merges both. What was here before is kept as a copy.
    pub fn restore_backup(&self, file: &Path, merge: bool) -> Result<Restored> {
        let folder = self.scratch()?;
        let backup = Backup::open(file, folder.path())?;
        let preview = self.preview(file, &backup)?;
        let kept = self.copy_as("before-restore")?;
        let versions = if merge {
            self.file.merge(&backup)?
        } else {
            self.file.restore(&backup)?;
            0
        };
        // A backup may be older than the encyclopedia that this program brings.
        self.update_starter()?;
        self.thin_copies()?;
        Ok(Restored {
            preview,
            merged: merge,
            versions,
            kept,
        })
    }

    /// Copies that Pandect made by itself, newest first.
    pub fn list_copies(&self) -> Result<Vec<BackupCopy>> {
        let folder = self.copies_folder();
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => {
                return Err(Error::File {
                    file: folder,
                    source,
                });
            }
        };
        let mut found: Vec<BackupCopy> = entries
            .filter_map(std::result::Result::ok)
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                let about = entry.metadata().ok().filter(|about| about.is_file())?;
                is_copy(&name).then(|| BackupCopy {
                    made: about.modified().map_or(0, milliseconds),
                    bytes: about.len(),
                    name,
                })
            })
            .collect();
        found.sort_by(|one, other| (other.made, &other.name).cmp(&(one.made, &one.name)));
        Ok(found)
    }

    /// The file of a copy that Pandect made by itself.
    pub fn copy_file(&self, name: &str) -> Result<PathBuf> {
        if !self.list_copies()?.iter().any(|copy| copy.name == name) {
            return Err(Error::invalid(
                format!("there is no copy `{name}`"),
                "The list of backups names those that there are.",
            ));
        }
        Ok(self.copies_folder().join(name))
    }

    /// Makes the copy of the day, if there is none yet and anything has changed since the last one;
    /// says whether it did.
    pub fn copy_daily(&self) -> Result<bool> {
        let daily = |copy: &&BackupCopy| copy.name.starts_with("library-");
        let copies = self.list_copies()?;
        let last = copies.iter().find(daily).map(|copy| copy.made);
        let day = |time: i64| time.div_euclid(i64::try_from(DAY.as_millis()).unwrap_or(1));
        let changed = self.file.changed_at()?;
        if last.is_some_and(|last| day(last) == day(self.now()) || changed < last) {
            return Ok(false);
        }
        self.copy_as("library")?;
        self.thin_copies()?;
        Ok(true)
    }

    fn preview(&self, file: &Path, backup: &Backup) -> Result<BackupPreview> {
        let Differences {
            annotations,
            bookmarks,
            folders,
            cards,
            articles,
        } = self.file.differences(backup)?;
        let name = file.file_name().unwrap_or_default();
        Ok(BackupPreview {
            id: pandect_store::fresh_id(),
            name: name.to_string_lossy().into_owned(),
            changed: backup.changed(),
            annotations: difference(annotations),
            bookmarks: difference(bookmarks),
            folders: difference(folders),
            cards: difference(cards),
            articles: difference(articles),
        })
    }

    /// Copies the library beside the other copies; gives back the copy's name.
    fn copy_as(&self, kind: &str) -> Result<String> {
        let folder = self.copies_folder();
        std::fs::create_dir_all(&folder).map_err(|source| Error::File {
            file: folder.clone(),
            source,
        })?;
        let name = format!("{kind}-{}.db", stamp(self.now()));
        self.file.back_up(&folder.join(&name))?;
        Ok(name)
    }

    /// Removes the copies that newer ones stand for, and what was left where making or reading one was
    /// broken off.
    fn thin_copies(&self) -> Result<()> {
        self.clear_broken_copies();
        let now = self.now();
        let (daily, before): (Vec<_>, Vec<_>) = self
            .list_copies()?
            .into_iter()
            .partition(|copy| copy.name.starts_with("library-"));
        let made: Vec<i64> = daily.iter().map(|copy| copy.made).collect();
        let goes = daily
            .iter()
            .zip(kept(&made, now))
            .filter(|(_, kept)| !kept)
            .map(|(copy, _)| copy);
        for copy in goes.chain(before.iter().skip(BEFORE)) {
            // One that cannot be removed now is tried again tomorrow.
            let _left = std::fs::remove_file(self.copies_folder().join(&copy.name));
        }
        Ok(())
    }

    /// Whoever is at one now has begun it today.
    fn clear_broken_copies(&self) {
        let left = |name: &str| {
            let part = Path::new(name)
                .extension()
                .is_some_and(|ending| ending == "part");
            part || name.starts_with(SCRATCH)
        };
        for folder in [self.copies_folder(), self.folder.clone()] {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let old = entry.metadata().and_then(|about| about.modified());
                let old = old.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > DAY));
                if old && left(&entry.file_name().to_string_lossy()) {
                    let path = entry.path();
                    // What cannot be removed now is tried again tomorrow.
                    let _gone =
                        std::fs::remove_file(&path).or_else(|_| std::fs::remove_dir_all(&path));
                }
            }
        }
    }

    fn copies_folder(&self) -> PathBuf {
        self.folder.join("backups")
    }

    fn is_library_file(&self, file: &Path) -> bool {
        self.file
            .path()
            .canonicalize()
            .is_ok_and(|library| library == *file)
    }

    /// A folder for the copy that a backup is read from; on the disk of the library, where there is
    /// room for it.
    fn scratch(&self) -> Result<tempfile::TempDir> {
        tempfile::Builder::new()
            .prefix(SCRATCH)
            .tempdir_in(&self.folder)
            .map_err(|source| Error::File {
                file: self.folder.clone(),
                source,
            })
    }
}

/// Which copies stay, of those made at these times, newest first.
fn kept(made: &[i64], now: i64) -> Vec<bool> {
    let day = i64::try_from(DAY.as_millis()).unwrap_or(i64::MAX);
    let mut spans: Vec<(u64, u64)> = Vec::new();
    made.iter()
        .map(|&made| {
            let age = u64::try_from((now - made).max(0) / day).unwrap_or(0);
            let span = match age {
                age if age < DAYS => (1, age),
                age if age < DAYS * WEEKS => (2, age / 7),
                age if age < 30 * MONTHS => (3, age / 30),
                _ => return false,
            };
            // The newest of each span stands for it.
            let fresh = !spans.contains(&span);
            spans.push(span);
            fresh
        })
        .collect()
}

fn is_copy(name: &str) -> bool {
    let named = name.starts_with("library-") || name.starts_with("before-restore-");
    named
        && Path::new(name)
            .extension()
            .is_some_and(|ending| ending == "db")
}

/// A time as it can stand in a file's name: date and time in UTC.
fn stamp(now: i64) -> String {
    let time = chrono::DateTime::from_timestamp_millis(now).unwrap_or_default();
    time.format("%Y-%m-%d-%H%M%S").to_string()
}

fn milliseconds(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

fn difference(row: DifferenceRow) -> Difference {
    Difference {
        same: row.same,
        different: row.different,
        here: row.here,
        there: row.there,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_become_fewer_the_older_they_are() {
        let day = i64::try_from(DAY.as_millis()).unwrap();
        let now = 1000 * day;
        let made: Vec<i64> = (0..500).map(|age| now - age * day).collect();
        let stay = kept(&made, now);
        let ages: Vec<usize> = (0..500).filter(|age| stay[*age]).collect();
        assert_eq!(ages[..9], [0, 1, 2, 3, 4, 5, 6, 7, 14]);
        assert!(ages.len() < 30, "{ages:?}");
        assert!(ages.last().is_some_and(|age| *age > 300));
        // Two of one day are one.
        assert_eq!(kept(&[now, now - 1000], now), [true, false]);
    }
}
