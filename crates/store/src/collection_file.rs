//! A collection file: one imported edition in a SQLite file of its own.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension};

use crate::error::{Error, Result};
use crate::open;

/// zstd's default: 2.3 times denser at 4 µs a row (measured on encyclopedic text).
const LEVEL: i32 = 3;
/// No body or picture is larger once unpacked, whatever its header says.
const LARGEST: usize = 256 << 20;

/// What a collection file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CollectionAbout {
    /// Stable name.
    pub name: String,
    /// Title.
    pub title: String,
    /// BCP 47 language tag, possibly empty.
    pub language: String,
    /// Id of the edition.
    pub edition: String,
    /// Label of the edition.
    pub edition_label: String,
}

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
    pub html: String,
    /// Words in its text.
    pub words: u32,
    /// Every folded name that leads to it, with the redirect as written where it is one.
    pub names: Vec<(String, Option<String>)>,
    /// Categories.
    pub categories: Vec<String>,
    /// Collection and folded path of each article that it links to.
    pub links: Vec<(String, String)>,
}

/// An article out of a collection file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionPage {
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// BCP 47 language tag, possibly empty.
    pub language: String,
    /// Whether it reads right to left.
    pub right_to_left: bool,
    /// Which recipe cleaned the HTML.
    pub recipe: u32,
    /// Cleaned HTML.
    pub html: String,
    /// Categories.
    pub categories: Vec<String>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaRow {
    /// Media type.
    pub mime: String,
    /// Bytes.
    pub bytes: Vec<u8>,
}

/// Builds a collection file aside; it has its name only when it is whole.
#[derive(Debug)]
pub struct CollectionBuilder {
    connection: Connection,
    building: PathBuf,
    file: PathBuf,
    recipe: u32,
    articles: u64,
    whole: bool,
}

impl CollectionBuilder {
    /// Begins a file that will be `file`.
    pub fn create(file: &Path, about: &CollectionAbout, recipe: u32) -> Result<Self> {
        let building = file.with_extension(format!("building-{}", std::process::id()));
        remove_if_there(&building)?;
        let connection = open::open_writable(&building, open::COLLECTION)
            .map_err(|error| error.at(&building))?;
        // The file is thrown away unless it is finished: no journal, and one sync at the end.
        connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")?;
        let rows = [
            ("name", &about.name),
            ("title", &about.title),
            ("language", &about.language),
            ("edition", &about.edition),
            ("edition_label", &about.edition_label),
        ];
        for (key, value) in rows {
            connection.execute(
                "INSERT INTO about (key, value) VALUES (?1, ?2)",
                (key, value),
            )?;
        }
        let file = file.to_path_buf();
        Ok(Self {
            connection,
            building,
            file,
            recipe,
            articles: 0,
            whole: false,
        })
    }

    /// Adds an article. One with a path that is there already is refused as `Exists`.
    pub fn add_article(&mut self, article: &CollectionArticle) -> Result<()> {
        let body = compress(article.html.as_bytes(), &article.path)?;
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

    /// Writes everything out and gives the file its name, in place of an older edition.
    pub fn finish(mut self) -> Result<u64> {
        let sync =
            "COMMIT; PRAGMA optimize; PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL";
        self.connection
            .execute_batch(sync)
            .map_err(|error| self.at(error))?;
        sync_file(&self.building)?;
        std::fs::rename(&self.building, &self.file).map_err(|source| Error::File {
            file: self.file.clone(),
            source,
        })?;
        self.whole = true;
        Ok(self.articles)
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
            // Nothing was promised of an unfinished file; one that cannot be removed is removed by the
            // next attempt.
            let _removed = std::fs::remove_file(&self.building);
        }
    }
}

/// A collection file, opened for reading.
#[derive(Debug)]
pub struct CollectionFile {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl CollectionFile {
    /// Opens a collection file.
    pub fn open(path: &Path) -> Result<Self> {
        let connection =
            open::open_readable(path, open::COLLECTION).map_err(|error| error.at(path))?;
        Ok(Self {
            path: path.to_path_buf(),
            idle: Mutex::new(vec![connection]),
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it says of itself.
    pub fn about(&self) -> Result<CollectionAbout> {
        self.read(|connection| {
            let value = |key: &str| {
                let sql = "SELECT value FROM about WHERE key = ?1";
                connection
                    .prepare_cached(sql)?
                    .query_row([key], |row| row.get::<_, String>(0))
            };
            Ok(CollectionAbout {
                name: value("name")?,
                title: value("title")?,
                language: value("language")?,
                edition: value("edition")?,
                edition_label: value("edition_label")?,
            })
        })
    }

    /// An article by its exact path.
    pub fn article(&self, path: &str) -> Result<Option<CollectionPage>> {
        self.read(|connection| {
            let sql = "SELECT id, path, title, language, right_to_left, recipe, body FROM article WHERE path = ?1";
            let found = connection.prepare_cached(sql)?.query_row([path], |row| {
                let page = CollectionPage {
                    path: row.get(1)?,
                    title: row.get(2)?,
                    language: row.get(3)?,
                    right_to_left: row.get(4)?,
                    recipe: row.get(5)?,
                    html: String::new(),
                    categories: Vec::new(),
                };
                Ok((row.get::<_, i64>(0)?, page, row.get::<_, Vec<u8>>(6)?))
            });
            let Some((id, mut page, body)) = found.optional()? else { return Ok(None) };
            page.html = decompress(&body, &page.path)?;
            let sql = "SELECT name FROM category WHERE article = ?1 ORDER BY name";
            let mut statement = connection.prepare_cached(sql)?;
            page.categories =
                statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok(Some(page))
        })
    }

    /// Path, title and the redirect that fits (if it is one) of each article that a folded name leads to.
    pub fn articles_named(&self, folded: &str) -> Result<Vec<(String, String, Option<String>)>> {
        self.read(|connection| {
            let sql = "SELECT article.path, article.title, name.redirect FROM name \
                       JOIN article ON article.id = name.article WHERE name.folded = ?1 \
                       ORDER BY name.redirect IS NOT NULL, article.path";
            let mut statement = connection.prepare_cached(sql)?;
            let rows =
                statement.query_map([folded], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Which of these folded names lead to an article.
    pub fn names_present(&self, folded: &[String]) -> Result<HashSet<String>> {
        self.read(|connection| {
            let sql = "SELECT DISTINCT name.folded FROM json_each(?1) AS wanted \
                       JOIN name ON name.folded = wanted.value";
            let mut statement = connection.prepare_cached(sql)?;
            let names = crate::marks::list_to_text(folded);
            let rows = statement.query_map([names], |row| row.get(0))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The redirects of an article, as written.
    pub fn redirects(&self, path: &str) -> Result<Vec<String>> {
        self.read(|connection| {
            let sql = "SELECT name.redirect FROM name JOIN article ON article.id = name.article \
                       WHERE article.path = ?1 AND name.redirect IS NOT NULL";
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([path], |row| row.get(0))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Path and title of the articles, by title.
    pub fn list_articles(&self, offset: u32, limit: u32) -> Result<Vec<(String, String)>> {
        self.read(|connection| {
            let sql = "SELECT path, title FROM article ORDER BY title, path LIMIT ?1 OFFSET ?2";
            let mut statement = connection.prepare_cached(sql)?;
            let rows =
                statement.query_map((limit, offset), |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// How many articles it has.
    pub fn count_articles(&self) -> Result<u64> {
        self.read(|connection| {
            let sql = "SELECT count(*) FROM article";
            let count: i64 = connection
                .prepare_cached(sql)?
                .query_row([], |row| row.get(0))?;
            Ok(u64::try_from(count).unwrap_or(0))
        })
    }

    /// Path and title of articles that link to a folded name of some collection.
    pub fn backlinks(&self, collection: &str, folded: &[String]) -> Result<Vec<(String, String)>> {
        self.read(|connection| {
            let sql = "SELECT DISTINCT article.path, article.title FROM link \
                       JOIN article ON article.id = link.article WHERE link.collection = ?1 \
                       AND link.folded IN (SELECT value FROM json_each(?2)) ORDER BY article.title LIMIT 200";
            let mut statement = connection.prepare_cached(sql)?;
            let names = crate::marks::list_to_text(folded);
            let rows =
                statement.query_map((collection, names), |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// How many links of the collection lead to each folded name of it.
    pub fn incoming_links(&self, collection: &str) -> Result<Vec<(String, u32)>> {
        self.read(|connection| {
            let sql = "SELECT folded, count(*) FROM link WHERE collection = ?1 GROUP BY folded";
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([collection], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// A picture by its path.
    pub fn media(&self, path: &str) -> Result<Option<MediaRow>> {
        self.read(|connection| {
            let sql = "SELECT media.mime, media_body.bytes FROM media \
                       JOIN media_body ON media_body.id = media.body WHERE media.path = ?1";
            let found = connection.prepare_cached(sql)?.query_row([path], |row| {
                Ok(MediaRow {
                    mime: row.get(0)?,
                    bytes: row.get(1)?,
                })
            });
            Ok(found.optional()?)
        })
    }

    /// Checks the whole file, every body included; gives back what is wrong.
    pub fn verify(&self) -> Result<Vec<String>> {
        self.read(|connection| {
            let mut problems = Vec::new();
            if let Err(error) = open::integrity_check(connection) {
                problems.push(error.at(&self.path).to_string());
            }
            let mut statement = connection.prepare("SELECT path, body FROM article")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let path: String = row.get(0)?;
                if decompress(row.get_ref(1)?.as_blob().unwrap_or_default(), &path).is_err() {
                    problems.push(format!("the text of `{path}` is damaged"));
                }
            }
            Ok(problems)
        })
    }

    fn read<T>(&self, job: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let idle = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let connection = match idle {
            Some(connection) => connection,
            None => open::open_readable(&self.path, open::COLLECTION)
                .map_err(|error| error.at(&self.path))?,
        };
        let answer = job(&connection);
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(connection);
        answer.map_err(|error| error.at(&self.path))
    }
}

fn compress(bytes: &[u8], path: &str) -> Result<Vec<u8>> {
    zstd::bulk::compress(bytes, LEVEL).map_err(|_| Error::Body(path.to_owned()))
}

fn decompress(bytes: &[u8], path: &str) -> Result<String> {
    let damaged = || Error::Body(path.to_owned());
    let said = zstd::zstd_safe::get_frame_content_size(bytes)
        .ok()
        .flatten()
        .ok_or_else(damaged)?;
    let size = usize::try_from(said)
        .ok()
        .filter(|size| *size <= LARGEST)
        .ok_or_else(damaged)?;
    let plain = zstd::bulk::decompress(bytes, size).map_err(|_| damaged())?;
    String::from_utf8(plain).map_err(|_| damaged())
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

fn remove_if_there(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(Error::File {
            file: path.to_path_buf(),
            source,
        }),
        _ => Ok(()),
    }
}
