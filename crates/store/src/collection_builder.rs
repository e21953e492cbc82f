//! Building a collection file.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::bodies::Packer;
use crate::collection_file::CollectionAbout;
use crate::error::{Error, Result};
use crate::open;

/// Redirects that lead on to one another; longer chains, and rings, lead nowhere.
const LONGEST_CHAIN: usize = 8;

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

/// Builds a collection file aside; it has its name only when it is whole.
pub struct CollectionBuilder {
    connection: Connection,
    building: PathBuf,
    file: PathBuf,
    recipe: u32,
    articles: u64,
    packer: Packer,
    whole: bool,
}

impl CollectionBuilder {
    /// Begins a file that will be `file`.
    pub fn create(file: &Path, about: &CollectionAbout, recipe: u32) -> Result<Self> {
        let building = file.with_extension(format!("building-{}", std::process::id()));
        remove_if_there(&building)?;
        let at = |error: rusqlite::Error| Error::Sqlite(error).at(&building);
        let empty = Connection::open(&building).map_err(at)?;
        empty
            .execute_batch(include_str!("schema/large_pages.sql"))
            .map_err(at)?;
        drop(empty);
        let connection = open::open_writable(&building, open::COLLECTION)
            .map_err(|error| error.at(&building))?;
        // The file is thrown away unless it is finished: no journal, and one sync at the end.
        connection.execute_batch(include_str!("schema/building.sql"))?;
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
            packer: Packer::new(&[]),
            whole: false,
        })
    }

    /// Keeps the dictionary that bodies are packed with; called before the first article, if at all.
    pub fn set_dictionary(&mut self, dictionary: &[u8]) -> Result<()> {
        self.statement("INSERT INTO dictionary (id, bytes) VALUES (1, ?1)")?
            .execute([dictionary])
            .map_err(|error| self.at(error))?;
        self.packer = Packer::new(dictionary);
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

    /// Writes everything out and gives the file its name, in place of an older edition.
    pub fn finish(mut self) -> Result<u64> {
        self.resolve_redirects()?;
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
