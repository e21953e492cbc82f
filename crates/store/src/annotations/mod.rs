//! Annotations.

use rusqlite::Row;

use crate::error::{Error, Result};
use crate::ids::AnnotationId;
use crate::library_file::{Reader, Writer};
use crate::marks::{
    PassageRow, SectionRow, hash_from_sql, hash_to_sql, list_from_text, list_to_text,
    section_from_row,
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
    /// Colour, in the design's words.
    pub color: Option<String>,
    /// Note in Markdown.
    pub note: String,
    /// Tags.
    pub tags: Vec<String>,
    /// When it was made.
    pub created: i64,
    /// When it was last changed.
    pub modified: i64,
}

/// Where the last resolving found an annotation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Placed {
    /// UTF-16 code units in the text with that hash; none of an orphan, a section or an article.
    pub range: Option<(u32, u32)>,
    /// The section's anchor there, if it is another one than was chosen.
    pub anchor: Option<String>,
    /// Hash of that text.
    pub text_hash: Option<u64>,
    /// Status, in the design's words.
    pub status: String,
}

/// An annotation to be kept.
#[derive(Debug, Clone, Default)]
pub struct NewAnnotationRow {
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
    /// Note in Markdown.
    pub note: String,
    /// Tags.
    pub tags: Vec<String>,
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

    fn select_annotations(
        &self,
        filter: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<AnnotationRow>> {
        let sql = format!("{} WHERE {filter}", include_str!("select.sql"));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(values)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(self.annotation_from(row)?);
        }
        Ok(found)
    }

    fn annotation_from(&self, row: &Row<'_>) -> Result<AnnotationRow> {
        let id: AnnotationId = row.get(0)?;
        let passage = passage_from_row(row)?;
        let section = if passage.is_none() {
            section_from_row(row, 11)?
        } else {
            None
        };
        let range = row
            .get::<_, Option<u32>>(15)?
            .zip(row.get::<_, Option<u32>>(16)?);
        let placed = Placed {
            range,
            anchor: row.get(23)?,
            text_hash: row.get::<_, Option<i64>>(17)?.map(hash_from_sql),
            status: row.get(18)?,
        };
        Ok(AnnotationRow {
            id,
            collection: row.get(1)?,
            path: row.get(2)?,
            article_title: row.get(3)?,
            passage,
            section,
            placed,
            color: row.get(19)?,
            note: row.get(20)?,
            created: row.get(21)?,
            modified: row.get(22)?,
            tags: self.tags(&id)?,
        })
    }
}

impl Writer<'_> {
    /// Keeps an annotation at the place where it was made.
    pub fn add_annotation(&self, new: &NewAnnotationRow) -> Result<AnnotationId> {
        let id = AnnotationId::new();
        let sql = "INSERT INTO annotation (id, collection, path, article_title, target, color, note, \
                   status, change, created, modified) VALUES (?1, ?2, ?3, ?4, 'article', ?5, ?6, 'exact', ?7, ?8, ?8)";
        let change = self.next_change()?;
        let (color, note) = (&new.color, &new.note);
        let row = (
            id,
            &new.collection,
            &new.path,
            &new.article_title,
            color,
            note,
            change,
            self.now,
        );
        self.connection.prepare_cached(sql)?.execute(row)?;
        if let Some(passage) = &new.passage {
            self.set_passage(id, passage)?;
        } else if let Some(section) = &new.section {
            self.set_section(id, section)?;
        }
        self.set_tags(&id, &new.tags)?;
        Ok(id)
    }

    /// Changes colour, note or tags; what is left out stays.
    pub fn change_annotation(
        &self,
        id: AnnotationId,
        color: Option<&str>,
        note: Option<&str>,
        tags: Option<&[String]>,
    ) -> Result<()> {
        let sql = "UPDATE annotation SET color = coalesce(?2, color), note = coalesce(?3, note) \
                   WHERE id = ?1 AND deleted IS NULL";
        found(
            self.connection
                .prepare_cached(sql)?
                .execute((id, color, note))?,
        )?;
        if let Some(tags) = tags {
            self.set_tags(&id, tags)?;
        }
        self.touch_annotation(id)
    }

    /// Gives an annotation a passage that the person chose or confirmed.
    pub fn set_passage(&self, id: AnnotationId, passage: &PassageRow) -> Result<()> {
        let headings = list_to_text(&passage.headings);
        let hash = passage.text_hash.map(hash_to_sql);
        let values = (
            id,
            passage.start,
            passage.end,
            &passage.exact,
            &passage.prefix,
            &passage.suffix,
            headings,
            hash,
        );
        found(
            self.connection
                .prepare_cached(include_str!("set_passage.sql"))?
                .execute(values)?,
        )?;
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
        let sql = "UPDATE annotation SET path = ?2, article_title = ?3, placed_start = ?4, \
                   placed_stop = ?5, placed_hash = ?6, placed_anchor = ?7, status = ?8 WHERE id = ?1";
        let (start, stop) = placed.range.unzip();
        let hash = placed.text_hash.map(hash_to_sql);
        let (anchor, status) = (&placed.anchor, &placed.status);
        let row = (id, path, article_title, start, stop, hash, anchor, status);
        self.connection.prepare_cached(sql)?.execute(row)?;
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
        let sql = "UPDATE annotation SET deleted = NULL WHERE id = ?1";
        found(self.connection.prepare_cached(sql)?.execute([id])?)?;
        self.touch_annotation(id)
    }

    fn set_section(&self, id: AnnotationId, section: &SectionRow) -> Result<()> {
        let sql = "UPDATE annotation SET target = 'section', anchor = ?2, headings = ?3, \
                   ordinal = ?4, opening = ?5 WHERE id = ?1";
        let headings = list_to_text(&section.headings);
        let row = (
            id,
            &section.anchor,
            headings,
            section.ordinal,
            &section.opening,
        );
        self.connection.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }

    fn touch_annotation(&self, id: AnnotationId) -> Result<()> {
        let sql = "UPDATE annotation SET change = ?2, modified = ?3 WHERE id = ?1";
        let row = (id, self.next_change()?, self.now);
        self.connection.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }
}

fn passage_from_row(row: &Row<'_>) -> Result<Option<PassageRow>> {
    let target: String = row.get(4)?;
    if target != "passage" {
        return Ok(None);
    }
    let headings: Option<String> = row.get(12)?;
    Ok(Some(PassageRow {
        start: row.get(5)?,
        end: row.get(6)?,
        exact: row.get(7)?,
        prefix: row.get(8)?,
        suffix: row.get(9)?,
        text_hash: row.get::<_, Option<i64>>(10)?.map(hash_from_sql),
        headings: headings.as_deref().map(list_from_text).unwrap_or_default(),
    }))
}

fn found(rows: usize) -> Result<()> {
    if rows == 0 {
        Err(Error::Missing("annotation"))
    } else {
        Ok(())
    }
}
