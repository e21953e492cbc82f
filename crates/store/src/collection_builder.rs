//! Building a collection file.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::bodies::Packer;
use crate::collection_file::{CollectionAbout, dictionary};
use crate::error::{Error, Result};
use crate::open;

/// Redirects that lead on to one another; longer chains, and rings, lead nowhere.
const LONGEST_CHAIN: usize = 8;
/// What a file says of itself.
const ABOUT: [&str; 5] = ["name", "title", "language", "edition", "edition_label"];
/// What an unfinished file says beside that.
const CHECKPOINT: &str = "checkpoint";
/// What SQLite writes beside a file.
const BESIDE: [&str; 3] = ["", "-journal", "-wal"];

/// An article going into a collection file.
#[derive(Debug, Clone, Default)]
pub struct CollectionArticle {
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// BCP 47 language tag, possibly empty.
    pub language: String,
    /// Whether it reads right to left.
    pub right_to_left: bool,
    /// Cleaned HTML.
    pub body: ArticleBody,
    /// Words in its text.
    pub words: u32,
    /// Every folded name that leads to it, with the redirect as written where it is one.
    pub names: Vec<(String, Option<String>)>,
    /// Categories.
    pub categories: Vec<String>,
    /// Collection and folded path of each article that it links to.
    pub links: Vec<(String, String)>,
}

/// The body of an article going into a collection file.
#[derive(Debug, Clone)]
pub enum ArticleBody {
    /// Cleaned HTML.
    Html(String),
    /// Cleaned HTML, packed with the dictionary of the collection.
    Packed(Vec<u8>),
}

impl Default for ArticleBody {
    fn default() -> Self {
        Self::Html(String::new())
    }
}

/// Builds a collection file aside; it has its name only when it is whole. Dropped before, it removes what
/// it wrote; a process that ends without that leaves its last checkpoint, from which the next one goes on.
pub struct CollectionBuilder {
    connection: Connection,
    building: PathBuf,
    file: PathBuf,
    recipe: u32,
    articles: u64,
    reached: Option<String>,
    dictionary: Vec<u8>,
    packer: Packer,
    whole: bool,
}

impl CollectionBuilder {
    /// Begins a file that will be `file`, or goes on with one of the same edition; see [`Self::reached`].
    /// The caller sees to it that nobody else builds it.
    pub fn begin(file: &Path, about: &CollectionAbout, recipe: u32) -> Result<Self> {
        let building = file.with_extension("building");
        let (connection, reached) = match take_up(&building, about, recipe) {
            Some((connection, reached)) => (connection, Some(reached)),
            None => (create(&building, about)?, None),
        };
        let at = |error: rusqlite::Error| Error::Sqlite(error).at(&building);
        let dictionary = dictionary(&connection).map_err(|error| error.at(&building))?;
        let count = "SELECT count(*) FROM article";
        let articles: i64 = connection
            .query_row(count, [], |row| row.get(0))
            .map_err(at)?;
        connection
            .execute_batch(include_str!("schema/building.sql"))
            .map_err(at)?;
        Ok(Self {
            connection,
            building,
            file: file.to_path_buf(),
            recipe,
            articles: articles.unsigned_abs(),
            reached,
            packer: Packer::new(&dictionary),
            dictionary,
            whole: false,
        })
    }

    /// What was noted with the checkpoint from which it goes on; nothing where it begins. Redirects are to
    /// be added anew.
    pub fn reached(&self) -> Option<&str> {
        self.reached.as_deref()
    }

    /// The dictionary that bodies are packed with; empty where there is none.
    pub fn dictionary(&self) -> &[u8] {
        &self.dictionary
    }

    /// Makes all articles and pictures so far permanent, with a note that says how far in its source that
    /// is.
    pub fn checkpoint(&mut self, note: &str) -> Result<()> {
        let note = serde_json::json!({ "recipe": self.recipe, "note": note }).to_string();
        self.statement("INSERT OR REPLACE INTO about (key, value) VALUES (?1, ?2)")?
            .execute((CHECKPOINT, note))
            .map_err(|error| self.at(error))?;
        self.connection
            .execute_batch("COMMIT; BEGIN")
            .map_err(|error| self.at(error))
    }

    /// Keeps the dictionary that bodies are packed with; called before the first article, if at all.
    pub fn set_dictionary(&mut self, dictionary: &[u8]) -> Result<()> {
        self.statement("INSERT INTO dictionary (id, bytes) VALUES (1, ?1)")?
            .execute([dictionary])
            .map_err(|error| self.at(error))?;
        self.packer = Packer::new(dictionary);
        dictionary.clone_into(&mut self.dictionary);
        Ok(())
    }

    /// Adds another name of an article, which may be added earlier or later: the name as written,
    /// both names folded.
    pub fn add_redirect(&mut self, name: &str, folded: &str, target: &str) -> Result<()> {
        self.statement("INSERT INTO waiting (redirect, folded, target) VALUES (?1, ?2, ?3)")?
            .execute((name, folded, target))
            .map_err(|error| self.at(error))?;
        Ok(())
    }

    /// Adds an article. One with a path that is there already is refused as `Exists`.
    pub fn add_article(&mut self, article: &CollectionArticle) -> Result<()> {
        let packed;
        let body = match &article.body {
            ArticleBody::Packed(bytes) => bytes,
            ArticleBody::Html(html) => {
                packed = self.packer.pack(html, &article.path)?;
                &packed
            }
        };
        let sql = "INSERT OR IGNORE INTO article (path, title, language, right_to_left, recipe, body, words) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let (path, title, language) = (&article.path, &article.title, &article.language);
        let values = (
            path,
            title,
            language,
            article.right_to_left,
            self.recipe,
            body,
            article.words,
        );
        if self
            .statement(sql)?
            .execute(values)
            .map_err(|error| self.at(error))?
            == 0
        {
            return Err(Error::Exists(format!("an article with the path `{path}`")));
        }
        let id = self.connection.last_insert_rowid();
        let sql = "INSERT OR IGNORE INTO name (folded, article, redirect) VALUES (?1, ?2, ?3)";
        for (folded, redirect) in &article.names {
            self.statement(sql)?
                .execute((folded, id, redirect))
                .map_err(|error| self.at(error))?;
        }
        let sql = "INSERT OR IGNORE INTO category (article, name) VALUES (?1, ?2)";
        for category in &article.categories {
            self.statement(sql)?
                .execute((id, category))
                .map_err(|error| self.at(error))?;
        }
        let sql = "INSERT OR IGNORE INTO link (article, collection, folded) VALUES (?1, ?2, ?3)";
        for (collection, folded) in &article.links {
            self.statement(sql)?
                .execute((id, collection, folded))
                .map_err(|error| self.at(error))?;
        }
        self.articles += 1;
        Ok(())
    }

    /// Adds a picture, its bytes once for all paths that have them.
    pub fn add_media(&mut self, path: &str, mime: &str, bytes: &[u8], hash: &[u8]) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO media_body (hash, bytes) VALUES (?1, ?2)";
        self.statement(sql)?
            .execute((hash, bytes))
            .map_err(|error| self.at(error))?;
        let sql = "INSERT OR REPLACE INTO media (path, mime, body) \
                   VALUES (?1, ?2, (SELECT id FROM media_body WHERE hash = ?3))";
        self.statement(sql)?
            .execute((path, mime, hash))
            .map_err(|error| self.at(error))?;
        Ok(())
    }

    /// Gives articles the redirects that waited for them; a redirect may lead to another one.
    fn resolve_redirects(&self) -> Result<()> {
        let sql = include_str!("schema/resolve_redirects.sql");
        for _ in 0..LONGEST_CHAIN {
            if self
                .statement(sql)?
                .execute([])
                .map_err(|error| self.at(error))?
                == 0
            {
                break;
            }
        }
        Ok(())
    }

    /// Writes everything out and gives the file its name, in place of an older edition, which is to be
    /// closed by `release`; that is called right before.
    pub fn finish(mut self, release: impl FnOnce()) -> Result<u64> {
        self.resolve_redirects()?;
        self.statement("DELETE FROM about WHERE key = ?1")?
            .execute([CHECKPOINT])
            .map_err(|error| self.at(error))?;
        let end =
            "COMMIT; PRAGMA optimize; PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = DELETE";
        self.connection
            .execute_batch(end)
            .map_err(|error| self.at(error))?;
        self.close();
        sync_file(&self.building)?;
        release();
        std::fs::rename(&self.building, &self.file).map_err(|source| Error::File {
            file: self.file.clone(),
            source,
        })?;
        self.whole = true;
        Ok(self.articles)
    }

    /// Lets go of the file: some systems neither rename nor remove one that is open.
    fn close(&mut self) {
        if let Ok(nothing) = Connection::open_in_memory() {
            self.connection = nothing;
        }
    }

    fn statement(&self, sql: &str) -> Result<rusqlite::CachedStatement<'_>> {
        self.connection
            .prepare_cached(sql)
            .map_err(|error| self.at(error))
    }

    fn at(&self, error: rusqlite::Error) -> Error {
        Error::Sqlite(error).at(&self.building)
    }
}

impl Drop for CollectionBuilder {
    fn drop(&mut self) {
        if !self.whole {
            self.close();
            // What cannot be removed is removed by the next attempt.
            let _removed = remove(&self.building);
        }
    }
}

/// The unfinished file of this edition and recipe, and what was noted with its checkpoint.
fn take_up(building: &Path, about: &CollectionAbout, recipe: u32) -> Option<(Connection, String)> {
    if !building.exists() {
        return None;
    }
    let connection = open::open_writable(building, open::COLLECTION).ok()?;
    let sql = "SELECT value FROM about WHERE key = ?1";
    let value =
        |key: &str| -> Option<String> { connection.query_row(sql, [key], |row| row.get(0)).ok() };
    let is_ours = ABOUT
        .iter()
        .zip(values(about))
        .all(|(key, expected)| value(key).as_deref() == Some(expected));
    let checkpoint: serde_json::Value = serde_json::from_str(&value(CHECKPOINT)?).ok()?;
    let note = checkpoint["note"].as_str()?.to_owned();
    (is_ours && checkpoint["recipe"] == recipe).then_some((connection, note))
}

fn create(building: &Path, about: &CollectionAbout) -> Result<Connection> {
    remove(building)?;
    let at = |error: rusqlite::Error| Error::Sqlite(error).at(building);
    let empty = Connection::open(building).map_err(at)?;
    empty
        .execute_batch(include_str!("schema/large_pages.sql"))
        .map_err(at)?;
    drop(empty);
    let connection =
        open::open_writable(building, open::COLLECTION).map_err(|error| error.at(building))?;
    let sql = "INSERT INTO about (key, value) VALUES (?1, ?2)";
    for row in ABOUT.iter().zip(values(about)) {
        connection.execute(sql, row).map_err(at)?;
    }
    Ok(connection)
}

fn values(about: &CollectionAbout) -> [&str; ABOUT.len()] {
    [
        &about.name,
        &about.title,
        &about.language,
        &about.edition,
        &about.edition_label,
    ]
}

fn sync_file(path: &Path) -> Result<()> {
    let synced = std::fs::OpenOptions::new()
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all());
    synced.map_err(|source| Error::File {
        file: path.to_path_buf(),
        source,
    })
}

/// Removes a file that may not be there, with what SQLite wrote beside it.
fn remove(path: &Path) -> Result<()> {
    for beside in BESIDE {
        let mut name = path.as_os_str().to_owned();
        name.push(beside);
        match std::fs::remove_file(&name) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::File {
                    file: name.into(),
                    source,
                });
            }
            _ => {}
        }
    }
    Ok(())
}
