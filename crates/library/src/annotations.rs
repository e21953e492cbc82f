//! Annotations, and placing them in the pages that they are on.

use std::sync::Arc;

use pandect_core::address::Address;
use pandect_core::anchoring::{AnchorText, PassageSelector, Status, TextHash, place};
use pandect_core::fold::fold;
use pandect_core::markdown::note_html;
use pandect_core::text::utf16_length;
use pandect_store::{
    AnnotationChangeRow, AnnotationId, AnnotationQuery, AnnotationRow, ChangeKind,
    NewAnnotationRow, NoteVersionRow, PassageRow, Placed,
};

use crate::bookmarks::{clean_tags, section_in, section_row, status_from_word, status_word};
use crate::chosen::ChosenPlace;
use crate::collections::CollectionTitles;
use crate::dto::{
    Annotation, AnnotationChange, AnnotationFilter, AnnotationTarget, Color, MarkStatus,
    NewAnnotation, NoteVersion, Passage, Style,
};
use crate::pages::LoadedPage;
use crate::{Error, Library, Result};

impl Library {
    /// Annotations, those of one article in page order.
    pub fn list_annotations(&self, filter: AnnotationFilter) -> Result<Vec<Annotation>> {
        let article = match &filter.address {
            Some(address) => {
                let address = self.resolve(&Self::address(address)?)?.address;
                Some((address.collection, vec![address.path]))
            }
            None => None,
        };
        let query = AnnotationQuery {
            article,
            status: filter.status.map(status_name),
            color: filter.color.map(color_name),
            tag: filter.tag,
        };
        let titles = self.collection_titles()?;
        let rows = self.file.read(|reader| reader.annotations(&query))?;
        let mut found = rows
            .into_iter()
            .map(|row| self.annotation_view(row, &titles))
            .collect::<Result<Vec<_>>>()?;
        if let Some(text) = filter.text {
            let words: Vec<String> = fold(&text).split_whitespace().map(str::to_owned).collect();
            found.retain(|annotation| has_words(annotation, &words));
        }
        Ok(found)
    }

    /// Marks a passage, a section or an article.
    pub fn add_annotation(&self, new: NewAnnotation) -> Result<Annotation> {
        let address = Self::address(&new.address)?;
        let place = self.chosen_place(&address, new.passage, new.text_hash.as_deref())?;
        let row = NewAnnotationRow {
            article_title: place.loaded.page.title.clone(),
            passage: place.passage,
            section: place.section,
            color: new.color.map(color_name),
            style: new.style.map(style_name),
            note: new.note.unwrap_or_default(),
            tags: clean_tags(&new.tags.unwrap_or_default()),
            collection: place.loaded.address.collection.clone(),
            path: place.loaded.address.path.clone(),
            ..NewAnnotationRow::default()
        };
        let id = self
            .file
            .change_marks(ChangeKind::Added, |writer| writer.add_annotation(&row))?;
        self.annotation(id)
    }

    /// Changes an annotation, or puts it on another place.
    pub fn update_annotation(&self, id: &str, change: AnnotationChange) -> Result<Annotation> {
        let id = annotation_id(id)?;
        let place = self.new_place(id, &change)?;
        // A passage alone is one of the article that it is on already.
        let moved = change.address.is_some();
        let detach = change.detach == Some(true);
        let change = AnnotationChangeRow {
            color: change.color.map(|color| color.map(color_name)),
            style: change.style.map(style_name),
            note: change.note,
            tags: change.tags.map(|tags| clean_tags(&tags)),
        };
        self.file.change_marks(ChangeKind::Changed, |writer| {
            writer.change_annotation(id, &change)?;
            let Some(place) = &place else {
                return if detach {
                    writer.detach_annotation(id)
                } else {
                    Ok(())
                };
            };
            let (address, title) = (&place.loaded.address, &place.loaded.page.title);
            if moved {
                writer.move_annotation(id, &address.collection, &address.path, title)?;
            }
            if let Some(passage) = &place.passage {
                writer.set_passage(id, passage)?;
            } else if let Some(section) = &place.section {
                writer.set_section(id, section)?;
            }
            Ok(())
        })?;
        self.annotation(id)
    }

    /// Deletes an annotation; `restore_annotation` brings it back.
    pub fn delete_annotation(&self, id: &str) -> Result<()> {
        let id = annotation_id(id)?;
        Ok(self
            .file
            .change_marks(ChangeKind::Deleted, |writer| writer.delete_annotation(id))?)
    }

    /// Brings a deleted annotation back.
    pub fn restore_annotation(&self, id: &str) -> Result<Annotation> {
        let id = annotation_id(id)?;
        self.file
            .change_marks(ChangeKind::Restored, |writer| writer.restore_annotation(id))?;
        self.annotation(id)
    }

    /// Texts that a note had before, written last first.
    pub fn note_versions(&self, id: &str) -> Result<Vec<NoteVersion>> {
        let id = annotation_id(id)?;
        let rows = self.file.read(|reader| reader.note_versions(id))?;
        let version = |row: NoteVersionRow| NoteVersion {
            note_html: note_html(&row.note),
            note: row.note,
            written: row.written,
        };
        Ok(rows.into_iter().map(version).collect())
    }

    /// Where a quote stands in an article. It must stand there once, or a prefix must decide.
    pub fn find_quote(&self, address: &str, quote: &str, prefix: Option<&str>) -> Result<Passage> {
        let loaded = self.page(&self.resolve(&Self::address(address)?)?.address)?;
        let text = &loaded.page.text;
        if quote.trim().is_empty() {
            return Err(Error::invalid(
                "the quote is empty",
                "Give the words of the passage.",
            ));
        }
        let mut places = text.match_indices(quote).filter(|(at, _)| {
            prefix.is_none_or(|prefix| {
                text.get(..*at)
                    .is_some_and(|before| before.ends_with(prefix))
            })
        });
        let Some((at, _)) = places.next() else {
            return Err(Error::invalid(
                format!("`{}` does not have these words", loaded.page.title),
                "`pandect-cli show ADDRESS` prints the text as it is searched.",
            ));
        };
        if places.next().is_some() {
            return Err(Error::invalid(
                format!(
                    "these words stand more than once in `{}`",
                    loaded.page.title
                ),
                "Give a longer quote, or with `--prefix` the words right before it.",
            ));
        }
        let start = utf16_length(text.get(..at).unwrap_or_default());
        Ok(Passage {
            start,
            end: start.saturating_add(utf16_length(quote)),
        })
    }

    /// The place that a change gives to an annotation: a passage of its own article, or an article, a
    /// section or a passage that the person chose.
    fn new_place(
        &self,
        id: AnnotationId,
        change: &AnnotationChange,
    ) -> Result<Option<ChosenPlace>> {
        let chosen = match (&change.address, change.passage) {
            (Some(address), _) => Self::address(address)?,
            (None, Some(_)) => {
                let row = self.file.read(|reader| reader.annotation(id))?;
                Address {
                    collection: row.collection,
                    path: row.path,
                    section: None,
                }
            }
            (None, None) => return Ok(None),
        };
        let hash = change.text_hash.as_deref();
        self.chosen_place(&chosen, change.passage, hash).map(Some)
    }

    /// The notes that were changed last.
    pub(crate) fn latest_notes(&self, limit: u32) -> Result<Vec<Annotation>> {
        let titles = self.collection_titles()?;
        let rows = self.file.read(|reader| reader.latest_notes(limit))?;
        rows.into_iter()
            .map(|row| self.annotation_view(row, &titles))
            .collect()
    }

    /// The annotations of a page, placed in it.
    pub(crate) fn annotations_on(&self, loaded: &Arc<LoadedPage>) -> Result<Vec<Annotation>> {
        let titles = self.collection_titles()?;
        let query = AnnotationQuery {
            article: Some((loaded.address.collection.clone(), loaded.paths())),
            ..AnnotationQuery::default()
        };
        let mut rows = self.file.read(|reader| reader.annotations(&query))?;
        self.place_annotations(&mut rows, loaded)?;
        rows.sort_by_key(|row| row.placed.range.map_or(0, |(start, _)| start));
        rows.into_iter()
            .map(|row| self.annotation_view(row, &titles))
            .collect()
    }

    /// Places those that were last placed in another text, and keeps what became of them.
    fn place_annotations(&self, rows: &mut [AnnotationRow], loaded: &LoadedPage) -> Result<()> {
        let (path, title) = (&loaded.address.path, &loaded.page.title);
        let stale: Vec<&mut AnnotationRow> = rows
            .iter_mut()
            .filter(|row| row.placed.text_hash != Some(loaded.hash.0) || row.path != *path)
            .collect();
        if stale.is_empty() {
            return Ok(());
        }
        let text = loaded.anchor_text();
        let mut placed = Vec::with_capacity(stale.len());
        for row in stale {
            row.placed = placed_in(row, loaded, &text);
            if row.detached && status_from_word(&row.placed.status) == MarkStatus::Approximate {
                row.placed = nowhere(loaded);
            }
            (row.path, row.article_title) = (path.clone(), title.clone());
            placed.push((row.id, row.placed.clone()));
        }
        self.file.write(|writer| {
            placed
                .iter()
                .try_for_each(|(id, placed)| writer.place_annotation(*id, path, title, placed))
        })?;
        Ok(())
    }

    pub(crate) fn annotation(&self, id: AnnotationId) -> Result<Annotation> {
        let row = self.file.read(|reader| reader.annotation(id))?;
        self.annotation_view(row, &self.collection_titles()?)
    }

    pub(crate) fn annotation_view(
        &self,
        row: AnnotationRow,
        titles: &CollectionTitles,
    ) -> Result<Annotation> {
        let status = status_from_word(&row.placed.status);
        let passage = row.placed.range.map(|(start, end)| Passage { start, end });
        let target = match (&row.passage, &row.section) {
            (Some(_), _) => AnnotationTarget::Passage,
            (None, Some(_)) => AnnotationTarget::Section,
            (None, None) => AnnotationTarget::Article,
        };
        let heading = row
            .section
            .as_ref()
            .and_then(|section| section.headings.last().cloned());
        let chosen = row.section.map(|section| section.anchor);
        let anchor = row.placed.anchor.or(chosen);
        let address = Address {
            collection: row.collection,
            path: row.path,
            section: anchor,
        };
        let chosen = row.passage.unwrap_or_default();
        let quote = heading.unwrap_or(chosen.exact);
        let wording = match status {
            MarkStatus::Relocated | MarkStatus::Approximate => {
                self.wording(&address, passage, &quote)?
            }
            MarkStatus::Exact | MarkStatus::Orphaned => None,
        };
        Ok(Annotation {
            id: row.id.to_string(),
            collection_title: titles.of(&address.collection),
            address: address.to_string(),
            title: row.article_title,
            target,
            quote,
            prefix: chosen.prefix,
            suffix: chosen.suffix,
            passage,
            wording,
            status,
            color: row.color.as_deref().and_then(color_from_name),
            style: style_from_name(&row.style),
            note_html: note_html(&row.note),
            note: row.note,
            tags: row.tags,
            created: row.created,
            modified: row.modified,
            versions: row.versions,
            cards: row.cards,
        })
    }

    /// The words at a place, or the heading of the section, where they differ from the quote; none
    /// where the article cannot be read now.
    fn wording(
        &self,
        address: &Address,
        passage: Option<Passage>,
        quote: &str,
    ) -> Result<Option<String>> {
        let Some(loaded) = self.readable_page(address)? else {
            return Ok(None);
        };
        let words = match (passage, &address.section) {
            (Some(passage), _) => Some(loaded.words_at(passage.start, passage.end).to_owned()),
            (None, Some(anchor)) => heading_of(&loaded, anchor),
            (None, None) => None,
        };
        Ok(words.filter(|words| *words != quote))
    }
}

fn placed_in(row: &AnnotationRow, loaded: &LoadedPage, text: &AnchorText<'_>) -> Placed {
    let placed = match (&row.passage, &row.section) {
        (Some(passage), _) => passage_in(passage, loaded, text),
        (None, Some(section)) => section_in(section, loaded),
        (None, None) => Placed {
            status: status_word(Status::Exact).to_owned(),
            ..Placed::default()
        },
    };
    Placed {
        text_hash: Some(loaded.hash.0),
        ..placed
    }
}

/// The heading of a section as it is now.
fn heading_of(loaded: &LoadedPage, anchor: &str) -> Option<String> {
    section_row(loaded, anchor).ok()?.headings.pop()
}

/// In a page, but at no place of it.
fn nowhere(loaded: &LoadedPage) -> Placed {
    Placed {
        text_hash: Some(loaded.hash.0),
        status: status_word(Status::Orphaned).to_owned(),
        ..Placed::default()
    }
}

/// Where a kept passage is in a page now.
pub(crate) fn passage_in(
    passage: &PassageRow,
    loaded: &LoadedPage,
    text: &AnchorText<'_>,
) -> Placed {
    let placement = place(&selector(passage), text);
    Placed {
        range: placement.range.map(|range| (range.start, range.end)),
        anchor: None,
        text_hash: Some(loaded.hash.0),
        status: status_word(placement.status).to_owned(),
    }
}

/// A passage as it is kept, taken from the page that it was chosen in.
pub(crate) fn passage_row(
    loaded: &LoadedPage,
    passage: Passage,
    text_hash: Option<&str>,
) -> Result<PassageRow> {
    if text_hash.is_some_and(|hash| hash != format!("{:016x}", loaded.hash.0)) {
        return Err(Error::PageChanged);
    }
    described(loaded, passage.start, passage.end)
        .ok_or_else(|| Error::invalid("the passage is empty", "Select some words of the article."))
}

/// A stretch of a page as it is kept; none where there are no words.
pub(crate) fn described(loaded: &LoadedPage, start: u32, end: u32) -> Option<PassageRow> {
    let selector = PassageSelector::describe(&loaded.anchor_text(), start, end)
        .filter(|selector| !selector.exact.trim().is_empty())?;
    Some(PassageRow {
        start: selector.start,
        end: selector.end,
        exact: selector.exact,
        prefix: selector.prefix,
        suffix: selector.suffix,
        headings: selector.headings,
        text_hash: Some(loaded.hash.0),
    })
}

pub(crate) fn selector(row: &PassageRow) -> PassageSelector {
    PassageSelector {
        start: row.start,
        end: row.end,
        exact: row.exact.clone(),
        prefix: row.prefix.clone(),
        suffix: row.suffix.clone(),
        headings: row.headings.clone(),
        text_hash: row.text_hash.map(TextHash),
    }
}

fn has_words(annotation: &Annotation, words: &[String]) -> bool {
    let parts = [&annotation.quote, &annotation.note, &annotation.title];
    let all = parts
        .into_iter()
        .chain(&annotation.tags)
        .map(|part| fold(part))
        .collect::<Vec<_>>()
        .join(" ");
    words.iter().all(|word| all.contains(word.as_str()))
}

pub(crate) fn color_name(color: Color) -> String {
    let name = match color {
        Color::Amber => "amber",
        Color::Green => "green",
        Color::Blue => "blue",
        Color::Rose => "rose",
        Color::Violet => "violet",
    };
    name.to_owned()
}

pub(crate) fn color_from_name(name: &str) -> Option<Color> {
    let all = [
        Color::Amber,
        Color::Green,
        Color::Blue,
        Color::Rose,
        Color::Violet,
    ];
    all.into_iter().find(|color| color_name(*color) == name)
}

pub(crate) fn style_name(style: Style) -> String {
    match style {
        Style::Highlight => "highlight",
        Style::Underline => "underline",
    }
    .to_owned()
}

pub(crate) fn style_from_name(name: &str) -> Style {
    match name {
        "underline" => Style::Underline,
        _ => Style::Highlight,
    }
}

pub(crate) fn status_name(status: MarkStatus) -> String {
    let status = match status {
        MarkStatus::Exact => Status::Exact,
        MarkStatus::Relocated => Status::Relocated,
        MarkStatus::Approximate => Status::Approximate,
        MarkStatus::Orphaned => Status::Orphaned,
    };
    status_word(status).to_owned()
}

pub(crate) fn annotation_id(text: &str) -> Result<AnnotationId> {
    text.parse().map_err(|_| Error::MarkMissing)
}
