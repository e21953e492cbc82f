//! Collections: listing, adding, removing, verifying.

use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use pandect_core::address::CollectionName;
use pandect_formats::SourceKind;
use pandect_store::{CollectionKind, CollectionRow};
use serde::Serialize;

use crate::dto::{AddReport, CollectionKind as KindView, CollectionSummary, IndexState, Phase};
use crate::progress::{Progress, Watcher, tell};
use crate::summaries::{estimate_of_archive, estimate_of_imported};
use crate::{Error, Library, Result};

/// A lock that is held after this is somebody's. A process that is being started holds the locks of the one
/// that starts it until it is another program, also those that were given back.
const SOON: Duration = Duration::from_millis(200);
/// Between asking for a lock and asking again.
const PAUSE: Duration = Duration::from_millis(5);

/// How a collection is to be added.
#[derive(Debug, Clone, Default)]
pub struct AddOptions {
    /// Its stable name; made from the file's where not given.
    pub name: Option<String>,
    /// Whether it can be searched when this returns.
    pub index: bool,
    /// Whether it takes the place of another form of the same archive.
    pub replace: bool,
}

/// What verifying found.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verified {
    /// The collection; `library` is the library file.
    pub name: String,
    /// Whether all is well now.
    pub ok: bool,
    /// What is not, or was not.
    pub problems: Vec<String>,
}

/// What checking a collection found.
#[derive(Debug)]
pub(crate) struct Checked {
    problems: Vec<String>,
    /// What was wrong with its index, which is made anew.
    mended: Option<String>,
}

impl Checked {
    /// All that was found.
    pub(crate) fn told(self) -> Vec<String> {
        self.problems.into_iter().chain(self.mended).collect()
    }
}

/// Titles of collections by name.
#[derive(Debug)]
pub(crate) struct CollectionTitles(HashMap<String, String>);

impl CollectionTitles {
    pub(crate) fn of_rows(rows: &[CollectionRow]) -> Self {
        let titled = |row: &CollectionRow| (row.name.clone(), row.title.clone());
        Self(rows.iter().map(titled).collect())
    }

    /// The title, or the name of a collection that is not there.
    pub(crate) fn of(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }
}

impl Library {
    /// All collections, in the person's order.
    pub fn list_collections(&self) -> Result<Vec<CollectionSummary>> {
        let rows = self.file.read(|reader| reader.collections())?;
        rows.into_iter().map(|row| self.summary(row)).collect()
    }

    /// Adds a collection from a folder or file, or a newer edition in place of the one before. It is
    /// built aside and appears when it is whole; a failure leaves nothing behind.
    pub fn add_collection(
        &self,
        source: &Path,
        options: AddOptions,
        watcher: &mut Watcher<'_>,
    ) -> Result<AddReport> {
        let begun = Instant::now();
        let kind = pandect_formats::detect(source)?;
        if kind == SourceKind::Zim {
            return self.add_archive(source, &options, watcher);
        }
        let called = pandect_formats::name(source, kind);
        let name = collection_name(&called, options.name.as_deref())?;
        let before = self.file.read(|reader| reader.collection(&name))?;
        if before.is_some_and(|row| row.kind != CollectionKind::Imported) {
            return Err(Error::invalid(
                format!("`{name}` is the name of another collection"),
                "Choose another name with `--name`.",
            ));
        }
        let _lock = self.lock(&name)?;
        let location = source.canonicalize().unwrap_or_default();
        // What changes while it is read changes its look.
        let seen = look(source);
        let mut source = pandect_formats::open(source, &name)?;
        let mut row = CollectionRow {
            name: name.clone(),
            kind: CollectionKind::Imported,
            title: source.title().to_owned(),
            language: source.language().to_owned(),
            edition: source.edition_id().to_owned(),
            edition_label: source.edition_label().to_owned(),
            location: location.to_str().unwrap_or_default().to_owned(),
            ..CollectionRow::default()
        };
        let imported = self.import(&row, source.as_mut(), watcher)?;
        if row.language.is_empty() {
            imported.languages.main().clone_into(&mut row.language);
        }
        self.file.write(|writer| {
            writer.set_collection(&row)?;
            writer.set_collection_seen(&name, &seen)
        })?;
        self.forget_opened(&name);
        if options.index {
            self.index_now(&row, watcher)?;
        }
        let marks = self.place_marks(&name, watcher)?;
        let seconds = begun.elapsed().as_secs_f64();
        self.keep_report(AddReport {
            collection: name,
            articles: imported.articles,
            skipped: imported.skipped,
            left_out: imported.left_out,
            remnants: imported.remnants,
            files: imported.files,
            bytes: imported.bytes,
            marks,
            seconds,
        })
    }

    /// Keeps what became of a source beside its collection.
    pub(crate) fn keep_report(&self, report: AddReport) -> Result<AddReport> {
        let json = serde_json::to_string(&report).unwrap_or_default();
        self.file
            .write(|writer| writer.set_collection_report(&report.collection, &json))?;
        Ok(report)
    }

    /// What became of a collection's source when it was added last.
    pub fn collection_report(&self, name: &str) -> Result<Option<AddReport>> {
        let json = self.file.read(|reader| reader.collection_report(name))?;
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
    }

    /// Takes a collection out of the library. Bookmarks and annotations in it stay, and find their
    /// places again when it is added anew.
    pub fn remove_collection(&self, name: &str) -> Result<()> {
        let row = self.collection(name)?;
        if row.kind == CollectionKind::Own {
            return Err(Error::invalid(
                format!("`{name}` is part of the library file and cannot be removed"),
                "Collections that you added can.",
            ));
        }
        let _lock = self.lock(name)?;
        self.file.write(|writer| {
            writer.orphan_marks(name, None)?;
            writer.delete_collection(name)
        })?;
        self.forget_opened(name);
        if let Err(error) = self.indexes.remove(name) {
            tracing::warn!(%error, "an index stays");
        }
        if row.kind == CollectionKind::Archive {
            return Ok(());
        }
        let file = self.collection_path(name);
        std::fs::remove_file(&file).map_err(|source| Error::File { file, source })
    }

    /// Makes the index of a collection anew.
    pub fn index_collection(&self, name: &str, watcher: &mut Watcher<'_>) -> Result<()> {
        let row = self.collection(name)?;
        let _lock = self.lock(name)?;
        self.index_now(&row, watcher)
    }

    /// Checks the library file and every collection, or one of them: structure, texts, indexes. An index that
    /// is damaged, or of another edition, is made anew.
    pub fn verify(&self, name: Option<&str>, watcher: &mut Watcher<'_>) -> Result<Vec<Verified>> {
        let rows = match name {
            Some(name) => vec![self.collection(name)?],
            None => self.file.read(|reader| reader.collections())?,
        };
        let mut all = Vec::new();
        if name.is_none() || rows.iter().any(|row| row.kind == CollectionKind::Own) {
            let problem = self.file.verify().err().map(|error| error.to_string());
            let problems = problem.into_iter().collect();
            let checked = Checked {
                problems,
                mended: None,
            };
            all.push(verified("library", checked));
        }
        for row in rows.iter().filter(|row| row.kind != CollectionKind::Own) {
            all.push(verified(&row.name, self.check(&row.name, watcher)?));
        }
        Ok(all)
    }

    /// Where an imported collection was read from, or the file of an archive.
    pub fn source_of(&self, name: &str) -> Result<PathBuf> {
        let row = self.collection(name)?;
        if row.location.is_empty() {
            return Err(Error::invalid(
                format!("it is not known where `{name}` was read from"),
                "Add it again from its file or folder.",
            ));
        }
        Ok(PathBuf::from(row.location))
    }

    /// The folders that collections were read from.
    pub(crate) fn folders(&self) -> Result<Vec<(String, PathBuf)>> {
        let rows = self.file.read(|reader| reader.collections())?;
        let of_folders = rows.into_iter().filter(|row| {
            row.kind == CollectionKind::Imported && Path::new(&row.location).is_dir()
        });
        Ok(of_folders
            .map(|row| (row.name, PathBuf::from(row.location)))
            .collect())
    }

    /// How the folder of a collection looks now, where that is not as it was read.
    pub(crate) fn changed_look(&self, name: &str, folder: &Path) -> Result<Option<String>> {
        let seen = self.file.read(|reader| reader.collection_seen(name))?;
        let now = look(folder);
        // One that cannot be looked at, or never was, is left as it is.
        Ok((!seen.is_empty() && !now.is_empty() && seen != now).then_some(now))
    }

    /// Checks one collection. An index that is damaged, or of another edition, is made anew.
    pub(crate) fn check(&self, name: &str, watcher: &mut Watcher<'_>) -> Result<Checked> {
        let row = self.collection(name)?;
        let mut checked = Checked {
            problems: self.verify_stored(&row, watcher)?,
            mended: None,
        };
        if let Some(problem) = self.indexes.problem(&row) {
            if self.mend_index(name, watcher)? {
                checked.mended = Some(format!("{problem}; it was made anew"));
            } else {
                checked.problems.push(problem);
            }
        }
        Ok(checked)
    }

    /// Checks what a collection is made of, all but its index.
    fn verify_stored(&self, row: &CollectionRow, watcher: &mut Watcher<'_>) -> Result<Vec<String>> {
        let (total, phase) = (None, Phase::Verifying);
        tell(
            watcher,
            Progress {
                done: 0,
                total,
                phase,
            },
        )?;
        if row.kind == CollectionKind::Own {
            let problems = self.file.verify().err().map(|error| error.to_string());
            return Ok(problems.into_iter().collect());
        }
        let mut stopped = Ok(());
        let mut goes_on = || {
            stopped = tell(
                watcher,
                Progress {
                    done: 0,
                    total,
                    phase,
                },
            );
            stopped.is_ok()
        };
        let checked = if row.kind == CollectionKind::Archive {
            self.archive(row)
                .map(|archive| archive.verify(&mut goes_on))
        } else {
            self.collection_file(row)
                .and_then(|file| Ok(file.verify()?))
        };
        stopped?;
        Ok(checked.unwrap_or_else(|error| vec![error.to_string()]))
    }

    /// Throws away what builds left behind that were ended from outside, but for those of some collections,
    /// which are gone on with. Each holds the lock of its collection for as long as it goes on.
    pub(crate) fn clear_leftovers(&self, kept: &[String]) {
        let entries = std::fs::read_dir(self.folder.join("collections"));
        let files = entries.into_iter().flatten().flatten().filter_map(|entry| {
            let file = entry.file_name().to_string_lossy().into_owned();
            let (name, _) = file.rsplit_once(".building")?;
            Some((name.to_owned(), entry.path()))
        });
        let left = files.chain(self.indexes.leftovers());
        for (name, path) in left.filter(|(name, _)| !kept.contains(name)) {
            let Ok(_lock) = self.lock(&name) else {
                continue;
            };
            let removed = if path.is_dir() {
                std::fs::remove_dir_all(&path)
            } else {
                std::fs::remove_file(&path)
            };
            if let Err(error) = removed {
                tracing::warn!(%error, "a leftover stays");
            }
        }
    }

    pub(crate) fn collection(&self, name: &str) -> Result<CollectionRow> {
        let row = self.file.read(|reader| reader.collection(name))?;
        row.ok_or_else(|| Error::CollectionMissing(name.to_owned()))
    }

    pub(crate) fn collection_titles(&self) -> Result<CollectionTitles> {
        let rows = self.file.read(|reader| reader.collections())?;
        Ok(CollectionTitles::of_rows(&rows))
    }

    pub(crate) fn collection_path(&self, name: &str) -> PathBuf {
        self.folder.join("collections").join(format!("{name}.db"))
    }

    /// Milliseconds since 1970.
    #[expect(
        clippy::unused_self,
        reason = "time is asked of the library, so that one place says what now is"
    )]
    pub(crate) fn now(&self) -> i64 {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn summary(&self, row: CollectionRow) -> Result<CollectionSummary> {
        let index = self.indexes.state(&row);
        let is_searchable = index == IndexState::Ready;
        let (kind, articles, bytes, takes) = match row.kind {
            CollectionKind::Own => {
                let (count, bytes) = self.file.read(|reader| {
                    let name = &row.name;
                    Ok((reader.count_articles(name)?, reader.count_bytes(name)?))
                })?;
                (KindView::Own, count, bytes, None)
            }
            CollectionKind::Imported => {
                let count = self
                    .collection_file(&row)
                    .and_then(|file| Ok(file.count_articles()?));
                let file = self.collection_path(&row.name);
                let bytes = file.metadata().map_or(0, |data| data.len());
                let takes = (!is_searchable).then(|| estimate_of_imported(bytes));
                (KindView::Imported, count.unwrap_or(0), bytes, takes)
            }
            CollectionKind::Archive => {
                let archive = self.archive(&row).ok();
                let archive = archive.as_deref();
                let takes = archive.filter(|_| !is_searchable);
                let takes = takes.map(estimate_of_archive);
                let facts = archive.map(|archive| (archive.article_count(), archive.size()));
                let (count, bytes) = facts.unwrap_or((0, 0));
                (KindView::Archive, count, bytes, takes)
            }
        };
        Ok(CollectionSummary {
            kind,
            articles,
            bytes,
            index,
            to_index: takes,
            index_bytes: self.indexes.bytes(&row),
            missing: row.kind == CollectionKind::Archive && !Path::new(&row.location).exists(),
            updatable: row.kind == CollectionKind::Imported && Path::new(&row.location).exists(),
            source: row.location,
            license: row.license,
            shelf: row.shelf,
            searched: row.searched,
            name: row.name,
            title: row.title,
            language: row.language,
            edition: row.edition_label,
            modified: row.modified,
        })
    }

    /// Lets go of the opened file of a collection: another one takes its place, or none.
    pub(crate) fn forget_opened(&self, name: &str) {
        if let Ok(mut opened) = self.opened.write() {
            opened.retain(|(held, _), _| held != name);
        }
        if let Ok(mut archives) = self.archives.write() {
            archives.remove(name);
        }
    }

    /// Held while a collection is being changed; it dies with the process that holds it.
    pub(crate) fn lock(&self, name: &str) -> Result<File> {
        lock_within(SOON, &self.folder.join("collections"), name)
    }
}

/// Locks a collection by a file in a folder, as soon as nobody else does.
///
/// # Errors
/// `Busy` where somebody else still holds the lock after so long.
pub(crate) fn lock_within(patience: Duration, folder: &Path, name: &str) -> Result<File> {
    let path = folder.join(format!("{name}.lock"));
    let failed = |source| Error::File {
        file: path.clone(),
        source,
    };
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(failed)?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if begun.elapsed() < patience => thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return Err(Error::Busy(name.to_owned())),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
    }
}

/// How a folder looks; empty where it is none, or cannot be read.
fn look(source: &Path) -> String {
    if source.is_dir() {
        pandect_formats::look(source).unwrap_or_default()
    } else {
        String::new()
    }
}

fn verified(name: &str, checked: Checked) -> Verified {
    Verified {
        name: name.to_owned(),
        ok: checked.problems.is_empty(),
        problems: checked.told(),
    }
}

/// The name that was wished for, or one made from what the source is called.
pub(crate) fn collection_name(called: &str, wanted: Option<&str>) -> Result<String> {
    if let Some(name) = wanted {
        return CollectionName::new(name).map(|name| name.as_str().to_owned()).map_err(|error| {
            Error::invalid(
                format!("`{name}` cannot be the name of a collection: {error}"),
                "Use small letters, digits, `.`, `_` and `-`, beginning with a letter or digit.",
            )
        });
    }
    Ok(CollectionName::from_text(called).as_str().to_owned())
}
