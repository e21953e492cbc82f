//! Cards to study, made from annotations.

use rusqlite::Row;

use crate::error::{Error, Result};
use crate::ids::{AnnotationId, CardId, ReviewId};
use crate::library_file::{Reader, Writer};

/// A card to study.
#[derive(Debug, Clone, PartialEq)]
pub struct CardRow {
    /// Its id.
    pub id: CardId,
    /// The annotation that it was made from.
    pub annotation: AnnotationId,
    /// What it asks: `gap` or `note`.
    pub kind: String,
    /// The gap, in UTF-16 code units of the quote.
    pub gap: Option<(u32, u32)>,
    /// How well it is remembered.
    pub memory: Memory,
}

/// How well a card is remembered, in the terms of FSRS.
#[derive(Debug, Clone, PartialEq)]
pub struct Memory {
    /// `new`, `learning`, `review` or `relearning`.
    pub phase: String,
    /// Days in which the chance to remember it falls to 90%.
    pub stability: f64,
    /// From 1 to 10.
    pub difficulty: f64,
    /// How often it was reviewed.
    pub reviews: u32,
    /// How often it was forgotten.
    pub lapses: u32,
    /// When it was reviewed last, in milliseconds since 1970.
    pub reviewed: Option<i64>,
    /// When it is due.
    pub due: i64,
}

/// A card to be made; it is due at once.
#[derive(Debug, Clone)]
pub struct NewCardRow {
    /// The annotation that it is made from.
    pub annotation: AnnotationId,
    /// What it asks: `gap` or `note`.
    pub kind: String,
    /// The gap, in UTF-16 code units of the quote.
    pub gap: Option<(u32, u32)>,
}

/// Cards whose annotation is there.
const SHOWN: &str = "deleted IS NULL AND EXISTS \
     (SELECT 1 FROM annotation WHERE annotation.id = card.annotation AND annotation.deleted IS NULL)";

impl Reader<'_> {
    /// One card that is not deleted.
    pub fn card(&self, id: CardId) -> Result<CardRow> {
        let rows = self.select_cards("id = ?1", [id])?;
        rows.into_iter().next().ok_or(Error::Missing("card"))
    }

    /// The cards of an annotation, oldest first.
    pub fn cards_of(&self, annotation: AnnotationId) -> Result<Vec<CardRow>> {
        self.select_cards("annotation = ?1 ORDER BY id", [annotation])
    }

    /// The card that is due longest at a time.
    pub fn due_card(&self, now: i64) -> Result<Option<CardRow>> {
        let rows = self.select_cards("due <= ?1 ORDER BY due, id LIMIT 1", [now])?;
        Ok(rows.into_iter().next())
    }

    /// All cards, those due at a time, and when the next one is due after it.
    pub fn count_cards(&self, now: i64) -> Result<(u32, u32, Option<i64>)> {
        let sql = format!(
            "SELECT count(*), coalesce(sum(due <= ?1), 0), min(iif(due > ?1, due, NULL)) \
             FROM card WHERE {SHOWN}"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row([now], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
    }

    /// Reviews since a time.
    pub fn count_reviews(&self, since: i64) -> Result<u32> {
        let sql = "SELECT count(*) FROM review WHERE time >= ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row([since], |row| row.get(0))?)
    }

    fn select_cards(&self, filter: &str, values: impl rusqlite::Params) -> Result<Vec<CardRow>> {
        let sql = format!("SELECT * FROM card WHERE {SHOWN} AND {filter}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(values, card)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writer<'_> {
    /// Makes a card.
    pub fn add_card(&self, new: &NewCardRow) -> Result<CardId> {
        self.annotation(new.annotation)?;
        let id = CardId::new();
        let (start, stop) = new.gap.unzip();
        let change = self.next_change()?;
        let row = (id, new.annotation, &new.kind, start, stop, self.now, change);
        self.connection
            .prepare_cached(include_str!("insert.sql"))?
            .execute(row)?;
        Ok(id)
    }

    /// Keeps a review of a card, and how well it is remembered after it.
    pub fn review_card(&self, id: CardId, rating: &str, memory: &Memory) -> Result<()> {
        let row = (
            id,
            &memory.phase,
            memory.stability,
            memory.difficulty,
            memory.reviews,
            memory.lapses,
            memory.reviewed,
            memory.due,
            self.next_change()?,
            self.now,
        );
        let rows = self
            .connection
            .prepare_cached(include_str!("review.sql"))?
            .execute(row)?;
        if rows == 0 {
            return Err(Error::Missing("card"));
        }
        let sql = "INSERT INTO review (id, card, rating, time) VALUES (?1, ?2, ?3, ?4)";
        self.connection
            .prepare_cached(sql)?
            .execute((ReviewId::new(), id, rating, self.now))?;
        Ok(())
    }

    /// Buries a card.
    pub fn delete_card(&self, id: CardId) -> Result<()> {
        let sql = "UPDATE card SET deleted = ?2, modified = ?2, change = ?3 \
                   WHERE id = ?1 AND deleted IS NULL";
        let change = self.next_change()?;
        let rows = self
            .connection
            .prepare_cached(sql)?
            .execute((id, self.now, change))?;
        if rows == 0 {
            return Err(Error::Missing("card"));
        }
        Ok(())
    }
}

fn card(row: &Row<'_>) -> rusqlite::Result<CardRow> {
    let start: Option<u32> = row.get("gap_start")?;
    Ok(CardRow {
        id: row.get("id")?,
        annotation: row.get("annotation")?,
        kind: row.get("kind")?,
        gap: start.zip(row.get("gap_stop")?),
        memory: Memory {
            phase: row.get("phase")?,
            stability: row.get("stability")?,
            difficulty: row.get("difficulty")?,
            reviews: row.get("reviews")?,
            lapses: row.get("lapses")?,
            reviewed: row.get("reviewed")?,
            due: row.get("due")?,
        },
    })
}
