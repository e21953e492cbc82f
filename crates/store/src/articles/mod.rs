//! Own articles and their revisions.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, Row};

use crate::error::{Error, Result};
use crate::ids::{ArticleId, RevisionId};
use crate::library_file::{Reader, Writer};

/// Who a revision's text is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The person.
    Person,
    /// A release that bundled it, by its name.
    Release(String),
}

/// An own article with the text of its latest revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRow {
    /// Its id.
    pub id: ArticleId,
    /// Its collection.
    pub collection: String,
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its latest revision.
    pub revision: RevisionId,
    /// Markdown.
    pub source: String,
    /// Who the latest revision is from.
    pub origin: Origin,
    /// When it was last changed.
    pub modified: i64,
}

/// What an own article is saved with; names and links are derived from the text by the caller.
#[derive(Debug, Clone, Default)]
pub struct NewArticle {
    /// Its collection.
    pub collection: String,
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Markdown.
    pub source: String,
    /// Every folded name that leads to it, with the redirect as written where it is one.
    pub names: Vec<(String, Option<String>)>,
    /// Collection and folded path of each article that it links to.
    pub links: Vec<(String, String)>,
}

/// One revision of an own article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionRow {
    /// Its id.
    pub id: RevisionId,
    /// The one before.
    pub parent: Option<RevisionId>,
    /// Who it is from.
    pub origin: Origin,
    /// Markdown.
    pub source: String,
    /// When it was saved.
    pub created: i64,
}

/// Articles that were changed, and collection and path of those that are gone.
pub type ChangedArticles = (Vec<ArticleRow>, Vec<(String, String)>);

impl Reader<'_> {
    /// An article by its exact path.
    pub fn article(&self, collection: &str, path: &str) -> Result<Option<ArticleRow>> {
        let sql = concat!(
            include_str!("select.sql"),
            " AND article.collection = ?1 AND article.path = ?2"
        );
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row((collection, path), article)
            .optional()?)
    }

    /// Articles changed after a change number, the deleted ones as collection and path alone.
    pub fn articles_changed_since(&self, change: i64) -> Result<ChangedArticles> {
        let sql = concat!(include_str!("select.sql"), " AND article.change > ?1");
        let mut statement = self.connection.prepare_cached(sql)?;
        let changed = statement
            .query_map([change], article)?
            .collect::<rusqlite::Result<_>>()?;
        let sql = "SELECT collection, path FROM article WHERE change > ?1 AND deleted IS NOT NULL";
        let mut statement = self.connection.prepare_cached(sql)?;
        let gone = statement
            .query_map([change], pair)?
            .collect::<rusqlite::Result<_>>()?;
        Ok((changed, gone))
    }

    /// Path, title and the redirect that fits (if it is one) of each article that a folded name leads to.
    pub fn articles_named(
        &self,
        collection: &str,
        folded: &str,
    ) -> Result<Vec<(String, String, Option<String>)>> {
        let sql = "SELECT article.path, article.title, name.redirect FROM name \
                   JOIN article ON article.id = name.article \
                   WHERE name.collection = ?1 AND name.folded = ?2 AND article.deleted IS NULL \
                   ORDER BY name.redirect IS NOT NULL, article.path";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map((collection, folded), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Which of these folded names lead to an article.
    pub fn names_present(&self, collection: &str, folded: &[String]) -> Result<HashSet<String>> {
        let sql = "SELECT DISTINCT name.folded FROM json_each(?2) AS wanted \
                   JOIN name ON name.collection = ?1 AND name.folded = wanted.value \
                   JOIN article ON article.id = name.article WHERE article.deleted IS NULL";
        let mut statement = self.connection.prepare_cached(sql)?;
        let names = crate::marks::list_to_text(folded);
        let rows = statement.query_map((collection, names), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The redirects of an article, as written.
    pub fn redirects(&self, id: ArticleId) -> Result<Vec<String>> {
        let sql = "SELECT redirect FROM name WHERE article = ?1 AND redirect IS NOT NULL";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([id], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Path and title of the articles of a collection, by title.
    pub fn list_articles(
        &self,
        collection: &str,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<(String, String)>> {
        let sql = "SELECT path, title FROM article WHERE collection = ?1 AND deleted IS NULL \
                   ORDER BY title COLLATE NOCASE, path LIMIT ?2 OFFSET ?3";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map((collection, limit, offset), pair)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The letters that titles begin with, and of how many each, in the order of
    /// [`Reader::list_articles`].
    pub fn initials(&self, collection: &str) -> Result<Vec<(String, u32)>> {
        let sql = "SELECT upper(substr(title, 1, 1)), count(*) FROM article \
                   WHERE collection = ?1 AND deleted IS NULL \
                   GROUP BY substr(title, 1, 1) COLLATE NOCASE ORDER BY substr(title, 1, 1) COLLATE NOCASE";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([collection], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many articles a collection has.
    pub fn count_articles(&self, collection: &str) -> Result<u64> {
        let sql = "SELECT count(*) FROM article WHERE collection = ?1 AND deleted IS NULL";
        let count: i64 = self
            .connection
            .prepare_cached(sql)?
            .query_row([collection], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Bytes of the articles of a collection, as they stand now.
    pub fn count_bytes(&self, collection: &str) -> Result<u64> {
        let sql = "SELECT coalesce(sum(octet_length(revision.source)), 0) FROM article \
                   JOIN revision ON revision.id = article.revision \
                   WHERE article.collection = ?1 AND article.deleted IS NULL";
        let bytes: i64 = self
            .connection
            .prepare_cached(sql)?
            .query_row([collection], |row| row.get(0))?;
        Ok(u64::try_from(bytes).unwrap_or(0))
    }

    /// Collection, path and title of own articles that link to a folded name.
    pub fn backlinks(
        &self,
        collection: &str,
        folded: &[String],
    ) -> Result<Vec<(String, String, String)>> {
        let sql = "SELECT DISTINCT article.collection, article.path, article.title FROM link \
                   JOIN article ON article.id = link.article \
                   WHERE link.collection = ?1 AND article.deleted IS NULL \
                   AND link.folded IN (SELECT value FROM json_each(?2)) ORDER BY article.title";
        let mut statement = self.connection.prepare_cached(sql)?;
        let names = crate::marks::list_to_text(folded);
        let rows = statement.query_map((collection, names), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many own articles link to each folded name of a collection.
    pub fn incoming_links(&self, collection: &str) -> Result<Vec<(String, u32)>> {
        let sql = "SELECT folded, count(*) FROM link WHERE collection = ?1 GROUP BY folded";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([collection], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The revisions of an article, newest first.
    pub fn revisions(&self, id: ArticleId) -> Result<Vec<RevisionRow>> {
        let sql = "SELECT id, parent, origin, source, created FROM revision WHERE article = ?1 \
                   ORDER BY created DESC, id DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([id], |row| {
            Ok(RevisionRow {
                id: row.get(0)?,
                parent: row.get(1)?,
                origin: origin(row.get(2)?),
                source: row.get(3)?,
                created: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writer<'_> {
    /// Saves an article: a new one, or a new revision of the one at that path.
    pub fn save_article(&self, new: &NewArticle, origin: &Origin) -> Result<ArticleId> {
        let before = self.article(&new.collection, &new.path)?;
        let id = before
            .as_ref()
            .map_or_else(ArticleId::new, |article| article.id);
        let revision = self.add_revision(
            id,
            before.as_ref().map(|article| article.revision),
            origin,
            &new.source,
        )?;
        let change = self.next_change()?;
        let sql = "INSERT INTO article (id, collection, path, title, revision, change, created, modified) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7) ON CONFLICT (id) \
                   DO UPDATE SET title = ?4, revision = ?5, change = ?6, modified = ?7";
        let row = (
            id,
            &new.collection,
            &new.path,
            &new.title,
            revision,
            change,
            self.now,
        );
        self.connection.prepare_cached(sql)?.execute(row)?;
        self.set_names_and_links(id, new)?;
        Ok(id)
    }

    /// Keeps a bundled text beside an article that the person edited, without showing it.
    pub fn keep_bundled(&self, id: ArticleId, release: &str, source: &str) -> Result<RevisionId> {
        self.add_revision(id, None, &Origin::Release(release.to_owned()), source)
    }

    /// Buries an article; its revisions stay.
    pub fn delete_article(&self, id: ArticleId) -> Result<()> {
        let change = self.next_change()?;
        let sql = "UPDATE article SET deleted = ?2, modified = ?2, change = ?3 WHERE id = ?1 AND deleted IS NULL";
        match self
            .connection
            .prepare_cached(sql)?
            .execute((id, self.now, change))?
        {
            0 => Err(Error::Missing("article")),
            _ => Ok(()),
        }
    }

    fn add_revision(
        &self,
        article: ArticleId,
        parent: Option<RevisionId>,
        origin: &Origin,
        source: &str,
    ) -> Result<RevisionId> {
        let id = RevisionId::new();
        let origin = match origin {
            Origin::Person => "person",
            Origin::Release(name) => name,
        };
        let sql = "INSERT INTO revision (id, article, parent, origin, source, created) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.connection
            .prepare_cached(sql)?
            .execute((id, article, parent, origin, source, self.now))?;
        Ok(id)
    }

    fn set_names_and_links(&self, id: ArticleId, new: &NewArticle) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM name WHERE article = ?1")?
            .execute([id])?;
        self.connection
            .prepare_cached("DELETE FROM link WHERE article = ?1")?
            .execute([id])?;
        let sql = "INSERT OR IGNORE INTO name (collection, folded, article, redirect) VALUES (?1, ?2, ?3, ?4)";
        let mut statement = self.connection.prepare_cached(sql)?;
        for (folded, redirect) in &new.names {
            statement.execute((&new.collection, folded, id, redirect))?;
        }
        let sql = "INSERT OR IGNORE INTO link (article, collection, folded) VALUES (?1, ?2, ?3)";
        let mut statement = self.connection.prepare_cached(sql)?;
        for (collection, folded) in &new.links {
            statement.execute((id, collection, folded))?;
        }
        Ok(())
    }
}

fn article(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
    Ok(ArticleRow {
        id: row.get(0)?,
        collection: row.get(1)?,
        path: row.get(2)?,
        title: row.get(3)?,
        revision: row.get(4)?,
        source: row.get(5)?,
        origin: origin(row.get(6)?),
        modified: row.get(7)?,
    })
}

fn origin(text: String) -> Origin {
    if text == "person" {
        Origin::Person
    } else {
        Origin::Release(text)
    }
}

fn pair(row: &Row<'_>) -> rusqlite::Result<(String, String)> {
    Ok((row.get(0)?, row.get(1)?))
}
