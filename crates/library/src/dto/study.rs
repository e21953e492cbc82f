use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::marks::{Annotation, Passage};

/// What a card asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum CardKind {
    /// The quote with a gap in it.
    Gap,
    /// The note is the question, the quote the answer.
    Note,
}

/// A card to be made.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/", optional_fields)]
pub struct NewCard {
    /// The annotation that it is made from; it has a passage.
    pub annotation: String,
    /// What it asks.
    pub kind: CardKind,
    /// The gap, in UTF-16 code units of the quote; where it is left out, one is chosen.
    #[serde(default)]
    pub gap: Option<Passage>,
}

/// A card to study.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Card {
    /// Its id.
    pub id: String,
    /// The annotation that it was made from, as it is now.
    pub annotation: Annotation,
    /// What it asks.
    pub kind: CardKind,
    /// The gap, in UTF-16 code units of the quote; none of a question.
    pub gap: Option<Passage>,
    /// When it is due.
    #[ts(type = "number")]
    pub due: i64,
    /// How often it was reviewed.
    pub reviews: u32,
    /// When it would be due again after each rating.
    pub next: NextDue,
}

/// When a card is due after each rating, in milliseconds from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct NextDue {
    /// Not remembered.
    #[ts(type = "number")]
    pub again: i64,
    /// Remembered with difficulty.
    #[ts(type = "number")]
    pub hard: i64,
    /// Remembered.
    #[ts(type = "number")]
    pub good: i64,
    /// Remembered at once.
    #[ts(type = "number")]
    pub easy: i64,
}

/// How well a card was remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum Rating {
    /// Not remembered.
    Again,
    /// Remembered with difficulty.
    Hard,
    /// Remembered.
    Good,
    /// Remembered at once.
    Easy,
}

/// How studying stands.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct StudyState {
    /// All cards.
    pub cards: u32,
    /// Cards that are due now.
    pub due: u32,
    /// Reviews since the last midnight in UTC.
    pub reviewed: u32,
    /// The card that is due longest; none where none is due.
    pub card: Option<Card>,
    /// When the next one is due, where none is due now.
    #[ts(type = "number | null")]
    pub next_due: Option<i64>,
}
