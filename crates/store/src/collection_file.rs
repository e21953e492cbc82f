//! A collection file: one imported edition in a SQLite file of its own.

use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension};

use crate::bodies::Unpacker;
use crate::error::Result;
use crate::open;

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

/// What an article of a collection file is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamesRow {
    /// Its number, in the order in which articles were added.
    pub number: i64,
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its redirects, as written.
    pub redirects: Vec<String>,
    /// Bytes of its body, packed.
    pub bytes: u64,
}

/// What stands beside the articles: a picture, a recording, a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaRow {
    /// Media type.
    pub mime: String,
    /// Bytes in it.
    pub length: u64,
}

/// A collection file, opened for reading.
pub struct CollectionFile {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    unpacker: Unpacker,
}

impl fmt::Debug for CollectionFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CollectionFile")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl CollectionFile {
    /// Opens a collection file.
    pub fn open(path: &Path) -> Result<Self> {
        let connection =
            open::open_readable(path, open::COLLECTION).map_err(|error| error.at(path))?;
        let dictionary = dictionary(&connection).map_err(|error| error.at(path))?;
        Ok(Self {
            path: path.to_path_buf(),
            idle: Mutex::new(vec![connection]),
            unpacker: Unpacker::new(&dictionary),
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
            page.html = self.unpacker.unpack(&body, &page.path)?;
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

    /// The next articles in the order in which they were added, from behind the one with this number
    /// on (0: from the first), each with its number.
    pub fn articles_behind(&self, number: i64, limit: u32) -> Result<Vec<(i64, CollectionPage)>> {
        self.read(|connection| {
            let sql = "SELECT id, path, title, language, right_to_left, recipe, body, \
                       (SELECT json_group_array(name) FROM category WHERE article = article.id) \
                       FROM article WHERE id > ?1 ORDER BY id LIMIT ?2";
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query((number, limit))?;
            let mut articles = Vec::new();
            while let Some(row) = rows.next()? {
                let path: String = row.get(1)?;
                let body = row.get_ref(6)?.as_blob().unwrap_or_default();
                let page = CollectionPage {
                    html: self.unpacker.unpack(body, &path)?,
                    path,
                    title: row.get(2)?,
                    language: row.get(3)?,
                    right_to_left: row.get(4)?,
                    recipe: row.get(5)?,
                    categories: crate::marks::list_from_text(&row.get::<_, String>(7)?),
                };
                articles.push((row.get(0)?, page));
            }
            Ok(articles)
        })
    }

    /// The names of the articles that [`Self::articles_behind`] gives.
    pub fn names_behind(&self, number: i64, limit: u32) -> Result<Vec<NamesRow>> {
        self.read(|connection| {
            // The length of a body is known without reading it.
            let sql = "SELECT id, path, title, length(body), \
                       (SELECT json_group_array(redirect) FROM name WHERE article = article.id AND redirect IS NOT NULL) \
                       FROM article WHERE id > ?1 ORDER BY id LIMIT ?2";
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map((number, limit), |row| {
                Ok(NamesRow {
                    number: row.get(0)?,
                    path: row.get(1)?,
                    title: row.get(2)?,
                    bytes: row.get::<_, i64>(3)?.unsigned_abs(),
                    redirects: crate::marks::list_from_text(&row.get::<_, String>(4)?),
                })
            })?;
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

    /// The letters that titles begin with, and of how many each, in the order of
    /// [`Self::list_articles`].
    pub fn initials(&self) -> Result<Vec<(String, u32)>> {
        self.read(|connection| {
            let sql = "SELECT substr(title, 1, 1), count(*) FROM article GROUP BY 1 ORDER BY 1";
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The categories by name, and how many articles each has.
    pub fn categories(&self, offset: u32, limit: u32) -> Result<Vec<(String, u32)>> {
        self.read(|connection| {
            let sql = "SELECT name, count(*) FROM category GROUP BY name ORDER BY name LIMIT ?1 OFFSET ?2";
            let mut statement = connection.prepare_cached(sql)?;
            let rows =
                statement.query_map((limit, offset), |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Path and title of the articles of a category, by title.
    pub fn articles_in(
        &self,
        category: &str,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<(String, String)>> {
        self.read(|connection| {
            let sql = "SELECT article.path, article.title FROM category \
                       JOIN article ON article.id = category.article WHERE category.name = ?1 \
                       ORDER BY article.title, article.path LIMIT ?2 OFFSET ?3";
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map((category, limit, offset), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
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

    /// What stands beside the articles at a path.
    pub fn media(&self, path: &str) -> Result<Option<MediaRow>> {
        self.read(|connection| {
            let sql = "SELECT media.mime, length(media_body.bytes) FROM media \
                       JOIN media_body ON media_body.id = media.body WHERE media.path = ?1";
            let found = connection.prepare_cached(sql)?.query_row([path], |row| {
                Ok(MediaRow {
                    mime: row.get(0)?,
                    length: row.get::<_, i64>(1)?.unsigned_abs(),
                })
            });
            Ok(found.optional()?)
        })
    }

    /// The bytes of what stands at a path from a place on, at most so many.
    pub fn media_part(&self, path: &str, from: u64, most: usize) -> Result<Option<Vec<u8>>> {
        self.read(|connection| {
            let sql = "SELECT substr(media_body.bytes, ?2, ?3) FROM media \
                       JOIN media_body ON media_body.id = media.body WHERE media.path = ?1";
            // SQL counts from 1.
            let first = i64::try_from(from).unwrap_or(i64::MAX).saturating_add(1);
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let found = connection
                .prepare_cached(sql)?
                .query_row((path, first, most), |row| row.get(0));
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
                let body = row.get_ref(1)?.as_blob().unwrap_or_default();
                if self.unpacker.unpack(body, &path).is_err() {
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

/// What the bodies were compressed with; empty of files made before there were dictionaries.
pub(crate) fn dictionary(connection: &Connection) -> Result<Vec<u8>> {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE name = 'dictionary'";
    if connection.query_row(sql, [], |row| row.get::<_, i64>(0))? == 0 {
        return Ok(Vec::new());
    }
    let sql = "SELECT bytes FROM dictionary";
    let found = connection.query_row(sql, [], |row| row.get(0));
    Ok(found.optional()?.unwrap_or_default())
}
