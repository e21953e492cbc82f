//! The person's annotations and bookmarks, found by the words and filters of a search.

use std::cmp::Reverse;
use std::collections::HashMap;

use pandect_core::address::Address;
use pandect_core::query::{Filter, Query};
use pandect_search::snippet;
use pandect_store::{AnnotationId, BookmarkId, CollectionRow, MarkId, MarkRow};

use super::asked::Asked;
use super::{SNIPPET, snippet_view};
use crate::crossing::main_language;
use crate::dto::{MarkHit, MarkHitKind};
use crate::{Library, Result};

/// Marks of each kind in one answer.
const MARKS: usize = 20;

impl Library {
    /// The person's annotations and bookmarks that fit a query, the last that were made of each; in one
    /// collection, where that is chosen.
    pub(super) fn search_marks(
        &self,
        query: &Query,
        collection: Option<&str>,
        collections: &[CollectionRow],
    ) -> Result<Vec<MarkHit>> {
        let asked = Asked::of(query);
        if asked.is_empty() || names_category(query) {
            return Ok(Vec::new());
        }
        let place = Place::of(query, collection, collections);
        let mut rows = self.file.read(|reader| reader.marks(true))?;
        rows.retain(|row| place.holds(row) && asked.fits(row));
        rows.sort_by_key(|row| Reverse(row.created));
        let mut hits = Vec::new();
        let annotations = rows.iter().filter_map(|row| match row.id {
            MarkId::Annotation(id) => Some(id),
            MarkId::Bookmark(_) => None,
        });
        for id in annotations.take(MARKS) {
            hits.push(self.annotation_hit(id, query)?);
        }
        let bookmarks = rows.iter().filter_map(|row| match row.id {
            MarkId::Bookmark(id) => Some(id),
            MarkId::Annotation(_) => None,
        });
        for id in bookmarks.take(MARKS) {
            hits.push(self.bookmark_hit(id, query)?);
        }
        Ok(hits)
    }

    fn annotation_hit(&self, id: AnnotationId, query: &Query) -> Result<MarkHit> {
        let row = self.file.read(|reader| reader.annotation(id))?;
        let section = row.section.unwrap_or_default();
        let passage = row.passage.unwrap_or_default();
        let quote = section.headings.last().unwrap_or(&passage.exact);
        let [note, quote] = [&row.note, quote].map(|words| snippet(words, query, "", SNIPPET));
        // What fits best is shown; where nothing does, because a tag does, the note.
        let quoted = row.note.is_empty() || quote.hits.len() > note.hits.len();
        let address = Address {
            collection: row.collection,
            path: row.path,
            section: row
                .placed
                .anchor
                .or(Some(section.anchor))
                .filter(|id| !id.is_empty()),
        };
        Ok(MarkHit {
            kind: MarkHitKind::Annotation,
            id: id.to_string(),
            address: address.to_string(),
            title: row.article_title,
            snippet: snippet_view(if quoted { quote } else { note }),
        })
    }

    fn bookmark_hit(&self, id: BookmarkId, query: &Query) -> Result<MarkHit> {
        let bookmark = self.bookmark(id)?;
        Ok(MarkHit {
            kind: MarkHitKind::Bookmark,
            snippet: snippet_view(snippet(&bookmark.tags.join(", "), query, "", SNIPPET)),
            id: bookmark.id,
            address: bookmark.address,
            title: bookmark.title,
        })
    }
}

/// Marks are of no category.
fn names_category(query: &Query) -> bool {
    let names = |filter: &Filter| {
        matches!(
            filter,
            Filter::Category {
                excluded: false,
                ..
            }
        )
    };
    query.filters.iter().any(names)
}

/// Where marks are looked for.
struct Place<'a> {
    query: &'a Query,
    collection: Option<&'a str>,
    /// Of each collection that is there.
    languages: HashMap<&'a str, &'a str>,
}

impl<'a> Place<'a> {
    fn of(query: &'a Query, collection: Option<&'a str>, collections: &'a [CollectionRow]) -> Self {
        let language = |row: &'a CollectionRow| (row.name.as_str(), main_language(&row.language));
        Self {
            query,
            collection,
            languages: collections.iter().map(language).collect(),
        }
    }

    fn holds(&self, row: &MarkRow) -> bool {
        self.collection.is_none_or(|only| only == &*row.collection)
            && self.query.includes_collection(&row.collection)
            && self.has_language(self.languages.get(&*row.collection).copied())
    }

    /// Any of the languages that are named will do, and none of those that are excluded.
    fn has_language(&self, language: Option<&str>) -> bool {
        let mut named = None;
        for filter in &self.query.filters {
            let Filter::Language { tag, excluded } = filter else {
                continue;
            };
            let is_it = language.is_some_and(|one| main_language(tag).eq_ignore_ascii_case(one));
            if *excluded && is_it {
                return false;
            }
            if !excluded {
                named = Some(named.unwrap_or(false) || is_it);
            }
        }
        named.unwrap_or(true)
    }
}
