//! Studying: cards made from annotations, reviewed when FSRS says
//! (<https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm>).

use chrono::{DateTime, Utc};
use pandect_core::text::utf16_length;
use pandect_store::{AnnotationRow, CardId, CardRow, ChangeKind, Memory, NewCardRow};
use rs_fsrs::{FSRS, Parameters, Rating as Grade, State};

use crate::annotations::annotation_id;
use crate::dto::{Card, CardKind, NewCard, NextDue, Passage, Rating, StudyState};
use crate::{Error, Library, Result};

const DAY: i64 = 24 * 60 * 60 * 1000;

impl Library {
    /// How studying stands, with the card that is due longest.
    pub fn study_state(&self) -> Result<StudyState> {
        let now = self.now();
        let midnight = now - now.rem_euclid(DAY);
        let ((cards, due, next_due), card, reviewed) = self.file.read(|reader| {
            Ok((
                reader.count_cards(now)?,
                reader.due_card(now)?,
                reader.count_reviews(midnight)?,
            ))
        })?;
        Ok(StudyState {
            cards,
            due,
            reviewed,
            next_due: next_due.filter(|_| due == 0),
            card: card.map(|row| self.card_view(row)).transpose()?,
        })
    }

    /// Makes a card of an annotation.
    pub fn add_card(&self, new: &NewCard) -> Result<Card> {
        let annotation = annotation_id(&new.annotation)?;
        let row = self.file.read(|reader| reader.annotation(annotation))?;
        let card = card_of(&row, new.kind, new.gap)?;
        let id = self
            .file
            .change_marks(ChangeKind::Added, |writer| writer.add_card(&card))?;
        self.card(id)
    }

    /// Makes a card of each of these annotations that has a passage and no card yet: of those whose
    /// note asks, with the note as the question. Gives back how many were made.
    pub fn add_cards(&self, annotations: &[String]) -> Result<u32> {
        let mut new = Vec::new();
        for id in annotations {
            let id = annotation_id(id)?;
            let row = self.file.read(|reader| reader.annotation(id))?;
            if row.cards > 0 || row.passage.is_none() {
                continue;
            }
            let kind = if row.note.trim_end().ends_with(['?', '？', '؟']) {
                CardKind::Note
            } else {
                CardKind::Gap
            };
            // A quote without a word, of symbols alone, has nothing to ask for.
            new.extend(card_of(&row, kind, None).ok());
        }
        self.file.change_marks(ChangeKind::Added, |writer| {
            new.iter()
                .try_for_each(|card| writer.add_card(card).map(drop))
        })?;
        Ok(u32::try_from(new.len()).unwrap_or(u32::MAX))
    }

    /// The cards of an annotation, oldest first.
    pub fn list_cards(&self, annotation: &str) -> Result<Vec<Card>> {
        let id = annotation_id(annotation)?;
        let rows = self.file.read(|reader| reader.cards_of(id))?;
        rows.into_iter().map(|row| self.card_view(row)).collect()
    }

    /// Keeps how well a card was remembered; gives back how studying stands then.
    pub fn review_card(&self, id: &str, rating: Rating) -> Result<StudyState> {
        let id = card_id(id)?;
        let row = self.file.read(|reader| reader.card(id))?;
        let memory = after(&row.memory, rating, self.now());
        self.file.change_marks(ChangeKind::Changed, |writer| {
            writer.review_card(id, rating_name(rating), &memory)
        })?;
        self.study_state()
    }

    /// Deletes a card.
    pub fn delete_card(&self, id: &str) -> Result<()> {
        let id = card_id(id)?;
        Ok(self
            .file
            .change_marks(ChangeKind::Deleted, |writer| writer.delete_card(id))?)
    }

    /// Cards that are due now.
    pub(crate) fn due_cards(&self) -> Result<u32> {
        let now = self.now();
        let (_, due, _) = self.file.read(|reader| reader.count_cards(now))?;
        Ok(due)
    }

    fn card(&self, id: CardId) -> Result<Card> {
        let row = self.file.read(|reader| reader.card(id))?;
        self.card_view(row)
    }

    fn card_view(&self, row: CardRow) -> Result<Card> {
        let now = self.now();
        let wait = |rating| (after(&row.memory, rating, now).due - now).max(0);
        Ok(Card {
            annotation: self.annotation(row.annotation)?,
            kind: match row.kind.as_str() {
                "note" => CardKind::Note,
                _ => CardKind::Gap,
            },
            gap: row.gap.map(|(start, end)| Passage { start, end }),
            due: row.memory.due,
            reviews: row.memory.reviews,
            next: NextDue {
                again: wait(Rating::Again),
                hard: wait(Rating::Hard),
                good: wait(Rating::Good),
                easy: wait(Rating::Easy),
            },
            id: row.id.to_string(),
        })
    }
}

/// A card of an annotation, checked against it.
fn card_of(row: &AnnotationRow, kind: CardKind, gap: Option<Passage>) -> Result<NewCardRow> {
    let Some(passage) = &row.passage else {
        return Err(Error::invalid(
            "a card needs the words of a passage",
            "Highlight a passage, and make the card from it.",
        ));
    };
    let gap = match (kind, gap) {
        (CardKind::Note, _) if row.note.trim().is_empty() => {
            return Err(Error::invalid(
                "there is no note to ask",
                "Write a note first, or make a card with a gap.",
            ));
        }
        (CardKind::Note, _) => None,
        (CardKind::Gap, Some(gap)) => Some(checked_gap(&passage.exact, gap)?),
        (CardKind::Gap, None) => Some(telling_word(&passage.exact).ok_or_else(no_words)?),
    };
    Ok(NewCardRow {
        annotation: row.id,
        kind: match kind {
            CardKind::Gap => "gap",
            CardKind::Note => "note",
        }
        .to_owned(),
        gap,
    })
}

fn no_words() -> Error {
    Error::invalid(
        "there are no words to leave out",
        "Select the words of the quote that the card is to ask for.",
    )
}

fn checked_gap(quote: &str, gap: Passage) -> Result<(u32, u32)> {
    let words = crate::pages::slice(quote, gap.start, gap.end);
    if words.trim().is_empty() {
        return Err(no_words());
    }
    Ok((gap.start, gap.end))
}

/// A word that may be left out: how much it tells, and where it is.
type Telling = ((bool, bool, usize), (u32, u32));

/// The word of a quote that tells most: a number, else a name, else the longest word. In UTF-16 code
/// units.
fn telling_word(quote: &str) -> Option<(u32, u32)> {
    let mut best: Option<Telling> = None;
    let mut at = 0;
    let mut begins = true;
    for piece in quote.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
        let word = piece.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let length = word.chars().count();
        if length > 0 {
            let number = word.chars().any(char::is_numeric);
            // The first word of a sentence is written large whatever it is.
            let name = !begins && word.chars().next().is_some_and(char::is_uppercase);
            let worth = (number, name, length);
            if best.is_none_or(|(held, _)| worth > held) {
                best = Some((worth, (at, at + utf16_length(word))));
            }
            begins = false;
        }
        begins |= piece.ends_with(['.', '?', '!', '\n']);
        at += utf16_length(piece);
    }
    best.map(|(_, gap)| gap)
}

/// How well a card is remembered after a review.
fn after(memory: &Memory, rating: Rating, now: i64) -> Memory {
    let reviewed = memory.reviewed.unwrap_or(memory.due);
    let card = rs_fsrs::Card {
        due: time(memory.due),
        stability: memory.stability,
        difficulty: memory.difficulty,
        elapsed_days: 0,
        scheduled_days: (memory.due - reviewed) / DAY,
        reps: i32::try_from(memory.reviews).unwrap_or(i32::MAX),
        lapses: i32::try_from(memory.lapses).unwrap_or(i32::MAX),
        state: state(&memory.phase),
        last_review: time(reviewed),
    };
    let grade = match rating {
        Rating::Again => Grade::Again,
        Rating::Hard => Grade::Hard,
        Rating::Good => Grade::Good,
        Rating::Easy => Grade::Easy,
    };
    let next = FSRS::new(Parameters::default())
        .next(card, time(now), grade)
        .card;
    Memory {
        phase: phase(next.state).to_owned(),
        stability: next.stability,
        difficulty: next.difficulty,
        reviews: memory.reviews.saturating_add(1),
        lapses: u32::try_from(next.lapses).unwrap_or(memory.lapses),
        reviewed: Some(now),
        due: next.due.timestamp_millis(),
    }
}

fn time(milliseconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}

fn state(phase: &str) -> State {
    match phase {
        "learning" => State::Learning,
        "review" => State::Review,
        "relearning" => State::Relearning,
        _ => State::New,
    }
}

fn phase(state: State) -> &'static str {
    match state {
        State::New => "new",
        State::Learning => "learning",
        State::Review => "review",
        State::Relearning => "relearning",
    }
}

fn rating_name(rating: Rating) -> &'static str {
    match rating {
        Rating::Again => "again",
        Rating::Hard => "hard",
        Rating::Good => "good",
        Rating::Easy => "easy",
    }
}

fn card_id(text: &str) -> Result<CardId> {
    text.parse().map_err(|_| Error::MarkMissing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(quote: &str) -> Option<&str> {
        let (start, end) = telling_word(quote)?;
        Some(crate::pages::slice(quote, start, end))
    }

    #[test]
    fn a_gap_is_left_where_it_tells_most() {
        assert_eq!(word("It was founded in Shanghai in 2001."), Some("2001"));
        assert_eq!(word("The seat is in Beijing now"), Some("Beijing"));
        assert_eq!(word("the secretariat sits here"), Some("secretariat"));
        assert_eq!(word("𝒳 is an ünlikely word"), Some("ünlikely"));
        assert_eq!(word(" – ! "), None);
    }

    #[test]
    fn what_is_remembered_comes_later_and_what_is_not_comes_soon() {
        let fresh = Memory {
            phase: "new".to_owned(),
            stability: 0.0,
            difficulty: 0.0,
            reviews: 0,
            lapses: 0,
            reviewed: None,
            due: 0,
        };
        let due = |memory: &Memory, rating, now| after(memory, rating, now).due - now;
        let waits: Vec<i64> = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy]
            .into_iter()
            .map(|rating| due(&fresh, rating, DAY))
            .collect();
        assert!(
            waits.is_sorted() && waits.first() < waits.last(),
            "{waits:?}"
        );

        let known = after(&fresh, Rating::Easy, DAY);
        let later = after(&known, Rating::Good, known.due);
        assert!(later.due - known.due > known.due - DAY);
        let forgotten = after(&later, Rating::Again, later.due);
        assert!(forgotten.due - later.due < DAY);
        assert_eq!((forgotten.lapses, forgotten.reviews), (1, 3));
    }
}
