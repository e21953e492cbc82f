//! What a mark of a file is on, and where that is now.

use pandect_core::text::utf16_length;
use pandect_formats::marks::{Place, Quote};
use pandect_store::{PassageRow, Placed, SectionRow};

use crate::annotations::{described, passage_in};
use crate::bookmarks::{section_in, section_row};
use crate::pages::{LoadedPage, slice};

/// What a mark is on, and where that is in the article now.
pub(super) struct Target {
    pub(super) passage: Option<PassageRow>,
    pub(super) section: Option<SectionRow>,
    pub(super) placed: Placed,
}

impl Target {
    /// None where a place is told by its position alone, and the article is not that long.
    pub(super) fn of(place: &Place, loaded: Option<&LoadedPage>) -> Option<Self> {
        if place.quote.is_some() || place.position.is_some() {
            return Self::passage(place, loaded);
        }
        let Some(anchor) = &place.section else {
            return Some(Self {
                passage: None,
                section: None,
                placed: status(if loaded.is_some() {
                    "exact"
                } else {
                    "orphaned"
                }),
            });
        };
        let mut section = SectionRow {
            anchor: anchor.clone(),
            headings: place.headings.clone(),
            ordinal: place.ordinal.unwrap_or_default(),
            opening: place.opening.clone().unwrap_or_default(),
        };
        if section.headings.is_empty()
            && let Some(loaded) = loaded
            && let Ok(found) = section_row(loaded, anchor)
        {
            section = found;
        }
        let placed = match loaded {
            Some(loaded) => section_in(&section, loaded),
            None => status("orphaned"),
        };
        Some(Self {
            passage: None,
            section: Some(section),
            placed,
        })
    }

    fn passage(place: &Place, loaded: Option<&LoadedPage>) -> Option<Self> {
        let text = loaded.map_or("", |loaded| &loaded.page.text);
        let range = place
            .position
            .as_ref()
            .map(|range| (units(text, range.start), units(text, range.end)));
        let Some(quote) = &place.quote else {
            let (loaded, (start, end)) = loaded.zip(range)?;
            return Some(Self::placed(described(loaded, start, end)?, Some(loaded)));
        };
        let Quote {
            exact,
            prefix,
            suffix,
        } = quote.clone();
        // Words that stand there once, told without those around them, are the ones that are meant.
        if prefix.is_empty()
            && suffix.is_empty()
            && let Some(once) = loaded.and_then(|loaded| standing_once(loaded, &exact))
        {
            return Some(Self::placed(once, loaded));
        }
        let length = utf16_length(&exact);
        // A position that does not lead to the words is one in another text.
        let (start, end) = range.unwrap_or((0, length));
        let said = place
            .text_hash
            .as_deref()
            .and_then(|hash| u64::from_str_radix(hash, 16).ok());
        let true_here = loaded.is_some_and(|loaded| {
            slice(&loaded.page.text, start, end) == exact && said == Some(loaded.hash.0)
        });
        let row = PassageRow {
            start,
            end: if true_here {
                end
            } else {
                start.saturating_add(length)
            },
            exact,
            prefix,
            suffix,
            headings: place.headings.clone(),
            text_hash: said.filter(|_| true_here),
        };
        Some(Self::placed(row, loaded))
    }

    fn placed(row: PassageRow, loaded: Option<&LoadedPage>) -> Self {
        let placed = match loaded {
            Some(loaded) => passage_in(&row, loaded, &loaded.anchor_text()),
            None => status("orphaned"),
        };
        Self {
            passage: Some(row),
            section: None,
            placed,
        }
    }
}

/// The passage with these words, where they stand in a page once.
fn standing_once(loaded: &LoadedPage, words: &str) -> Option<PassageRow> {
    let text = &loaded.page.text;
    let mut places = text.match_indices(words);
    let (at, _) = places.next()?;
    if places.next().is_some() {
        return None;
    }
    let start = utf16_length(text.get(..at)?);
    described(loaded, start, start.saturating_add(utf16_length(words)))
}

fn status(word: &str) -> Placed {
    Placed {
        status: word.to_owned(),
        ..Placed::default()
    }
}

/// UTF-16 code units before a position in Unicode code points; beyond the text, as many units as points.
fn units(text: &str, position: u32) -> u32 {
    let mut left = position;
    let mut units = 0u32;
    for letter in text.chars() {
        if left == 0 {
            return units;
        }
        left -= 1;
        units += if letter.len_utf16() == 2 { 2 } else { 1 };
    }
    units.saturating_add(left)
}
