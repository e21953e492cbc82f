//! Annotations.

use rusqlite::Row;

use crate::error::{Error, Result};
use crate::ids::{AnnotationId, NoteVersionId};
use crate::library_file::{Reader, Writer};
use crate::marks::{
    PassageRow, Placed, SectionRow, hash_to_sql, list_from_text, list_to_text, passage_from_row,
    placed_from_row, section_from_row,
};

/// An annotation.
#[derive(Debug, Clone, PartialEq)]
pub struct AnnotationRow {
    /// Its id.
    pub id: AnnotationId,
    /// The article's collection.
    pub collection: String,
    /// The article's path.
    pub path: String,
    /// The article's title when it was last seen.
    pub article_title: String,
    /// The passage, where it is on one.
    pub passage: Option<PassageRow>,
    /// The section that it is on (without a passage), where it is on one.
    pub section: Option<SectionRow>,
    /// Where the last resolving found it.
    pub placed: Placed,
    /// Whether the person took it off a place that was found for it: only sure places are for it.
    pub detached: bool,
    /// Colour, in the design's words.
    pub color: Option<String>,
    /// How its words are marked, in the design's words.
    pub style: String,
    /// Note in Markdown.
    pub note: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Texts that the note had before.
    pub versions: u32,
    /// Cards made from it.
    pub cards: u32,
    /// When it was made.
    pub created: i64,
    /// When it was last changed.
    pub modified: i64,
    /// When it was deleted, if it was.
    pub deleted: Option<i64>,
}

/// An annotation to be kept.
#[derive(Debug, Clone, Default)]
pub struct NewAnnotationRow {
    /// The id that it has elsewhere already; else a new one is made.
    pub id: Option<AnnotationId>,
    /// The article's collection.
    pub collection: String,
    /// The article's path.
    pub path: String,
    /// The article's title.
    pub article_title: String,
    /// The passage, where it is on one.
    pub passage: Option<PassageRow>,
    /// The section, where it is on one and not on a passage.
    pub section: Option<SectionRow>,
    /// Colour.
    pub color: Option<String>,
    /// How its words are marked; highlighted where it is left out.
    pub style: Option<String>,
    /// Note in Markdown.
    pub note: String,
    /// Tags.
    pub tags: Vec<String>,
    /// When it was made, where that was not now.
    pub created: Option<i64>,
    /// When it was last changed, where that was not now.
    pub modified: Option<i64>,
}

/// What to change in an annotation; what is left out stays.
#[derive(Debug, Clone, Default)]
pub struct AnnotationChangeRow {
    /// A colour, or none.
    pub color: Option<Option<String>>,
    /// How its words are marked.
    pub style: Option<String>,
    /// The note in Markdown.
    pub note: Option<String>,
    /// All tags.
    pub tags: Option<Vec<String>>,
}

/// A text that a note had before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteVersionRow {
    /// The note in Markdown.
    pub note: String,
    /// When it was written.
    pub written: i64,
}

/// Which annotations are wanted; what is left out does not restrict.
#[derive(Debug, Clone, Default)]
pub struct AnnotationQuery {
    /// Of this article: collection, and the paths that lead to it.
    pub article: Option<(String, Vec<String>)>,
    /// Of this status.
    pub status: Option<String>,
    /// Of this colour.
    pub color: Option<String>,
    /// With this tag.
    pub tag: Option<String>,
}

impl Reader<'_> {
    /// Annotations, those of an article in page order, others by article and then in page order.
    pub fn annotations(&self, query: &AnnotationQuery) -> Result<Vec<AnnotationRow>> {
        let article = query.article.as_ref();
        let collection = article.map(|(collection, _)| collection);
        let paths = article.map(|(_, paths)| list_to_text(paths));
        let values = (collection, paths, &query.status, &query.color, &query.tag);
        self.select_annotations(include_str!("filter.sql"), values)
    }

    /// The annotations with notes that were changed last.
    pub fn latest_notes(&self, limit: u32) -> Result<Vec<AnnotationRow>> {
        let filter = "deleted IS NULL AND note <> '' ORDER BY modified DESC, id DESC LIMIT ?1";
        self.select_annotations(filter, [limit])
    }

    /// Annotations changed after a change number, and the ids of those that are gone.
    pub fn annotations_changed_since(
        &self,
        change: i64,
    ) -> Result<(Vec<AnnotationRow>, Vec<AnnotationId>)> {
        let changed = self.select_annotations("deleted IS NULL AND change > ?1", [change])?;
        let sql = "SELECT id FROM annotation WHERE change > ?1 AND deleted IS NOT NULL";
        let mut statement = self.connection.prepare_cached(sql)?;
        let gone = statement.query_map([change], |row| row.get(0))?;
        Ok((changed, gone.collect::<rusqlite::Result<_>>()?))
    }

    /// One annotation that is not deleted.
    pub fn annotation(&self, id: AnnotationId) -> Result<AnnotationRow> {
        let rows = self.select_annotations("deleted IS NULL AND id = ?1", [id])?;
        rows.into_iter().next().ok_or(Error::Missing("annotation"))
    }

    /// Whether there is or was an annotation with this id.
    pub fn knows_annotation(&self, id: AnnotationId) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM annotation WHERE id = ?1)";
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))?)
    }

    /// Whether there is an annotation with this id that is not deleted.
    pub fn has_annotation(&self, id: AnnotationId) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM annotation WHERE id = ?1 AND deleted IS NULL)";
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row([id], |row| row.get(0))?)
    }

    /// Texts that a note had before, written last first.
    pub fn note_versions(&self, id: AnnotationId) -> Result<Vec<NoteVersionRow>> {
        let sql = "SELECT note, written FROM note_version WHERE annotation = ?1 \
                   ORDER BY written DESC, id DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([id], |row| {
            Ok(NoteVersionRow {
                note: row.get(0)?,
                written: row.get(1)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    pub(crate) fn select_annotations(
        &self,
        filter: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<AnnotationRow>> {
        let sql = format!("{} WHERE {filter}", include_str!("select.sql"));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(values)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(annotation_from(row)?);
        }
        Ok(found)
    }
}

fn annotation_from(row: &Row<'_>) -> Result<AnnotationRow> {
    let target: String = row.get("target")?;
    let tags: String = row.get("tags")?;
    Ok(AnnotationRow {
        id: row.get("id")?,
        collection: row.get("collection")?,
        path: row.get("path")?,
        article_title: row.get("article_title")?,
        passage: match target.as_str() {
            "passage" => passage_from_row(row)?,
            _ => None,
        },
        section: match target.as_str() {
            "section" => section_from_row(row)?,
            _ => None,
        },
        placed: placed_from_row(row)?,
        detached: row.get("detached")?,
        color: row.get("color")?,
        style: row.get("style")?,
        note: row.get("note")?,
        tags: list_from_text(&tags),
        versions: row.get("versions")?,
        cards: row.get("cards")?,
        created: row.get("created")?,
        modified: row.get("modified")?,
        deleted: row.get("deleted")?,
    })
}

impl Writer<'_> {
    /// Keeps an annotation at the place where it was made.
    pub fn add_annotation(&self, new: &NewAnnotationRow) -> Result<AnnotationId> {
        let id = new.id.unwrap_or_else(AnnotationId::new);
        let created = new.created.unwrap_or(self.now);
        let row = (
            id,
            &new.collection,
            &new.path,
            &new.article_title,
            &new.color,
            new.style.as_deref().unwrap_or("highlight"),
            &new.note,
            self.next_change()?,
            created,
            new.modified.unwrap_or(created),
        );
        self.connection
            .prepare_cached(include_str!("insert.sql"))?
            .execute(row)?;
        if let Some(passage) = &new.passage {
            self.write_passage(id, passage)?;
        } else if let Some(section) = &new.section {
            self.write_section(id, section)?;
        }
        self.set_tags(&id, &new.tags)?;
        Ok(id)
    }

    /// Changes colour, style, note or tags; what is left out stays. The text that a note had is kept
    /// as a version of it.
    pub fn change_annotation(&self, id: AnnotationId, change: &AnnotationChangeRow) -> Result<()> {
        if let Some(note) = &change.note {
            self.keep_version(id, note)?;
        }
        let sql = "UPDATE annotation SET color = iif(?2, ?3, color), style = coalesce(?4, style), \
                   note = coalesce(?5, note) WHERE id = ?1 AND deleted IS NULL";
        let color = change.color.clone();
        let row = (
            id,
            color.is_some(),
            color.flatten(),
            &change.style,
            &change.note,
        );
        found(self.connection.prepare_cached(sql)?.execute(row)?)?;
        if let Some(tags) = &change.tags {
            self.set_tags(&id, tags)?;
        }
        self.touch_annotation(id)
    }

    /// Puts an annotation on another article, as a whole.
    pub fn move_annotation(
        &self,
        id: AnnotationId,
        collection: &str,
        path: &str,
        title: &str,
    ) -> Result<()> {
        let sql = "UPDATE annotation SET collection = ?2, path = ?3, article_title = ?4, \
                   target = 'article', placed_hash = NULL, status = 'exact', detached = 0 \
                   WHERE id = ?1 AND deleted IS NULL";
        let row = (id, collection, path, title);
        found(self.connection.prepare_cached(sql)?.execute(row)?)?;
        self.touch_annotation(id)
    }

    /// Gives an annotation a passage that the person chose or confirmed.
    pub fn set_passage(&self, id: AnnotationId, passage: &PassageRow) -> Result<()> {
        self.write_passage(id, passage)?;
        self.touch_annotation(id)
    }

    /// Gives an annotation a section that the person chose or confirmed.
    pub fn set_section(&self, id: AnnotationId, section: &SectionRow) -> Result<()> {
        self.write_section(id, section)?;
        self.touch_annotation(id)
    }

    /// Takes an annotation off the place that was found for it.
    pub fn detach_annotation(&self, id: AnnotationId) -> Result<()> {
        let sql = "UPDATE annotation SET detached = 1, status = 'orphaned', placed_start = NULL, \
                   placed_stop = NULL, placed_anchor = NULL \
                   WHERE id = ?1 AND target <> 'article' AND deleted IS NULL";
        found(self.connection.prepare_cached(sql)?.execute([id])?)?;
        self.touch_annotation(id)
    }

    /// Says where an annotation was found; not a change of the person's.
    pub fn place_annotation(
        &self,
        id: AnnotationId,
        path: &str,
        article_title: &str,
        placed: &Placed,
    ) -> Result<()> {
        let (start, stop) = placed.range.unzip();
        let hash = placed.text_hash.map(hash_to_sql);
        let (anchor, status) = (&placed.anchor, &placed.status);
        let row = (id, path, article_title, start, stop, hash, anchor, status);
        self.connection
            .prepare_cached(include_str!("place.sql"))?
            .execute(row)?;
        Ok(())
    }

    /// Buries an annotation.
    pub fn delete_annotation(&self, id: AnnotationId) -> Result<()> {
        let sql = "UPDATE annotation SET deleted = ?2 WHERE id = ?1 AND deleted IS NULL";
        found(
            self.connection
                .prepare_cached(sql)?
                .execute((id, self.now))?,
        )?;
        self.touch_annotation(id)
    }

    /// Brings a buried annotation back.
    pub fn restore_annotation(&self, id: AnnotationId) -> Result<()> {
        let sql = "UPDATE annotation SET deleted = NULL WHERE id = ?1 AND purged = 0";
        found(self.connection.prepare_cached(sql)?.execute([id])?)?;
        self.touch_annotation(id)
    }

    fn write_passage(&self, id: AnnotationId, passage: &PassageRow) -> Result<()> {
        let values = (
            id,
            passage.start,
            passage.end,
            &passage.exact,
            &passage.prefix,
            &passage.suffix,
            list_to_text(&passage.headings),
            passage.text_hash.map(hash_to_sql),
        );
        let sql = include_str!("set_passage.sql");
        found(self.connection.prepare_cached(sql)?.execute(values)?)
    }

    fn write_section(&self, id: AnnotationId, section: &SectionRow) -> Result<()> {
        let values = (
            id,
            &section.anchor,
            list_to_text(&section.headings),
            section.ordinal,
            &section.opening,
        );
        let sql = include_str!("set_section.sql");
        found(self.connection.prepare_cached(sql)?.execute(values)?)
    }

    fn keep_version(&self, id: AnnotationId, note: &str) -> Result<()> {
        self.connection
            .prepare_cached(include_str!("keep_version.sql"))?
            .execute((id, NoteVersionId::new(), note))?;
        Ok(())
    }

    fn touch_annotation(&self, id: AnnotationId) -> Result<()> {
        let sql = "UPDATE annotation SET change = ?2, modified = ?3 WHERE id = ?1";
        let row = (id, self.next_change()?, self.now);
        self.connection.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }
}

fn found(rows: usize) -> Result<()> {
    if rows == 0 {
        Err(Error::Missing("annotation"))
    } else {
        Ok(())
    }
}
