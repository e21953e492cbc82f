//! The notebook: all marks in one list, narrowed, ordered and counted, and changes of several at once.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;
use std::rc::Rc;

use pandect_core::fold::fold;
use pandect_core::query;
use pandect_store::{AnnotationChangeRow, AnnotationRow, BookmarkRow, ChangeKind, MarkId, MarkRow};

use crate::annotations::{color_from_name, color_name, status_name, style_name};
use crate::bookmarks::{clean_tags, folder_id, status_from_word};
use crate::collections::CollectionTitles;
use crate::dto::{
    Color, ColorNames, FilterCount, MarkKind, MarkStatus, MarksChange, Notebook, NotebookCounts,
    NotebookEntry, NotebookFilter, NotebookOrder,
};
use crate::searching::Asked;
use crate::{Error, Library, Result};

impl Library {
    /// Marks that fit, from `offset` on, at most `limit`, and what the notebook can be narrowed to.
    pub fn notebook(&self, filter: &NotebookFilter, offset: u32, limit: u32) -> Result<Notebook> {
        let titles = self.collection_titles()?;
        let sieve = self.sieve(filter)?;
        let mut rows = self.file.read(|reader| reader.marks(sieve.reads()))?;
        rows.retain(|row| sieve.holds(row));
        let counts = counts(&rows, &sieve, &titles, &self.settings()?.color_names);
        rows.retain(|row| sieve.lets(row, None));
        let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let (offset, limit) = (offset as usize, limit as usize);
        let mut page = sorted(
            &rows,
            filter.order.unwrap_or_default(),
            offset.saturating_add(limit),
        );
        page.drain(..offset.min(page.len()));
        Ok(Notebook {
            total,
            entries: self.entries(&page, &titles)?,
            counts,
        })
    }

    /// All marks that fit, or those of the ids.
    pub(crate) fn marks_wanted(
        &self,
        filter: &NotebookFilter,
        ids: &[String],
    ) -> Result<Vec<MarkId>> {
        let sieve = self.sieve(filter)?;
        let mut rows = self.file.read(|reader| reader.marks(sieve.reads()))?;
        if ids.is_empty() {
            rows.retain(|row| sieve.holds(row) && sieve.lets(row, None));
        } else {
            rows.retain(|row| ids.contains(&id_text(row.id)));
        }
        let order = filter.order.unwrap_or(NotebookOrder::Collection);
        Ok(sorted(&rows, order, rows.len()))
    }

    /// Changes several marks at once; gives back how many.
    pub fn change_marks(&self, ids: &[String], change: &MarksChange) -> Result<u32> {
        let folder = change
            .folder
            .as_deref()
            .map(|id| {
                Some(id)
                    .filter(|id| !id.is_empty())
                    .map(folder_id)
                    .transpose()
            })
            .transpose()?;
        let add = clean_tags(change.add_tags.as_deref().unwrap_or_default());
        let remove = change.remove_tags.as_deref().unwrap_or_default();
        let look = AnnotationChangeRow {
            color: change.color.map(|color| Some(color_name(color))),
            style: change.style.map(style_name),
            ..AnnotationChangeRow::default()
        };
        let tagged = |tags: &[String]| {
            let kept = tags.iter().filter(|tag| !remove.contains(tag)).cloned();
            let all: Vec<String> = kept.chain(add.iter().cloned()).collect();
            Some(clean_tags(&all)).filter(|all| all != tags)
        };
        let ids = self.mark_ids(ids)?;
        self.file.change_marks(ChangeKind::Changed, |writer| {
            for id in &ids {
                match *id {
                    MarkId::Annotation(id) => {
                        let tags = tagged(&writer.annotation(id)?.tags);
                        writer.change_annotation(
                            id,
                            &AnnotationChangeRow {
                                tags,
                                ..look.clone()
                            },
                        )?;
                    }
                    MarkId::Bookmark(id) => {
                        if let Some(tags) = tagged(&writer.bookmark(id)?.tags) {
                            writer.tag_bookmark(id, &tags)?;
                        }
                        if let Some(folder) = folder {
                            writer.move_bookmark(id, folder)?;
                        }
                        if let Some(read_later) = change.read_later {
                            writer.set_read_later(id, read_later)?;
                        }
                    }
                }
            }
            Ok(())
        })?;
        Ok(u32::try_from(ids.len()).unwrap_or(u32::MAX))
    }

    /// Deletes several marks; gives back how many.
    pub fn delete_marks(&self, ids: &[String]) -> Result<u32> {
        let ids = self.mark_ids(ids)?;
        self.file.change_marks(ChangeKind::Deleted, |writer| {
            for id in &ids {
                match *id {
                    MarkId::Annotation(id) => writer.delete_annotation(id)?,
                    MarkId::Bookmark(id) => writer.delete_bookmark(id)?,
                }
            }
            Ok(())
        })?;
        Ok(u32::try_from(ids.len()).unwrap_or(u32::MAX))
    }

    /// Which of the marks that are there have these ids.
    fn mark_ids(&self, ids: &[String]) -> Result<Vec<MarkId>> {
        self.file
            .read(|reader| {
                let mut found = Vec::with_capacity(ids.len());
                for id in ids {
                    let annotation = id.parse().ok();
                    let bookmark = id.parse().ok();
                    if let Some(id) = annotation
                        && reader.has_annotation(id)?
                    {
                        found.push(MarkId::Annotation(id));
                    } else if let Some(id) = bookmark
                        && reader.has_bookmark(id)?
                    {
                        found.push(MarkId::Bookmark(id));
                    }
                }
                Ok(found)
            })
            .map_err(Error::from)
    }

    /// The marks of these ids, in their order.
    fn entries(&self, ids: &[MarkId], titles: &CollectionTitles) -> Result<Vec<NotebookEntry>> {
        let rows = self.file.read(|reader| {
            let row = |id: &MarkId| match *id {
                MarkId::Annotation(id) => reader.annotation(id).map(Whole::Annotation),
                MarkId::Bookmark(id) => reader.bookmark(id).map(Whole::Bookmark),
            };
            ids.iter()
                .map(row)
                .collect::<pandect_store::Result<Vec<_>>>()
        })?;
        let view = |row| {
            Ok(match row {
                Whole::Annotation(row) => {
                    NotebookEntry::Annotation(self.annotation_view(row, titles)?)
                }
                Whole::Bookmark(row) => NotebookEntry::Bookmark(self.bookmark_view(row, titles)?),
            })
        };
        rows.into_iter().map(view).collect()
    }

    fn sieve(&self, filter: &NotebookFilter) -> Result<Sieve> {
        let article = match &filter.address {
            Some(address) => {
                let found = self.resolve(&Self::address(address)?)?.address;
                Some((found.collection, found.path))
            }
            None => None,
        };
        let text = filter.text.as_deref().unwrap_or_default();
        Ok(Sieve {
            asked: Asked::of(&query::parse(text)),
            kind: filter.kind,
            article,
            collection: filter.collection.clone(),
            color: filter.color.map(color_name),
            tag: filter.tag.clone(),
            status: filter.status.map(status_name),
            noted: filter.noted,
            read_later: filter.read_later,
        })
    }
}

/// A mark with all that is kept of it.
enum Whole {
    Annotation(AnnotationRow),
    Bookmark(BookmarkRow),
}

/// What the notebook can be narrowed by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Facet {
    Kind,
    Color,
    Tag,
    Collection,
    Status,
}

/// A filter, as it is asked of each row.
struct Sieve {
    asked: Asked,
    kind: Option<MarkKind>,
    article: Option<(String, String)>,
    collection: Option<String>,
    color: Option<String>,
    tag: Option<String>,
    status: Option<String>,
    noted: Option<bool>,
    read_later: Option<bool>,
}

impl Sieve {
    /// Whether the words of the marks are looked at.
    fn reads(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Whether a row fits in what nothing is counted by. Folding its words takes longest of all, and is
    /// done once.
    fn holds(&self, row: &MarkRow) -> bool {
        let article = self.article.as_ref().is_none_or(|(collection, path)| {
            **collection == *row.collection && **path == *row.path
        });
        article
            && self.noted.is_none_or(|noted| noted == row.noted)
            && self.read_later.is_none_or(|later| later == row.read_later)
            && self.asked.fits(row)
    }

    /// Whether a row fits in the facets; one may be left out, to count what it could be.
    fn lets(&self, row: &MarkRow, without: Option<Facet>) -> bool {
        let asks = |facet| without != Some(facet);
        let is = |wanted: &Option<String>, has: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| has == Some(wanted))
        };
        (!asks(Facet::Kind) || self.kind.is_none_or(|kind| kind == kind_of(row)))
            && (!asks(Facet::Color) || is(&self.color, row.color.as_deref()))
            && (!asks(Facet::Collection) || is(&self.collection, Some(&row.collection)))
            && (!asks(Facet::Status) || is(&self.status, Some(&row.status)))
            && (!asks(Facet::Tag)
                || self
                    .tag
                    .as_deref()
                    .is_none_or(|tag| row.tags.iter().any(|held| **held == *tag)))
    }
}

fn kind_of(row: &MarkRow) -> MarkKind {
    match row.id {
        MarkId::Annotation(_) => MarkKind::Annotation,
        MarkId::Bookmark(_) => MarkKind::Bookmark,
    }
}

fn kind_name(row: &MarkRow) -> &'static str {
    match row.id {
        MarkId::Annotation(_) => "annotation",
        MarkId::Bookmark(_) => "bookmark",
    }
}

fn id_text(id: MarkId) -> String {
    match id {
        MarkId::Annotation(id) => id.to_string(),
        MarkId::Bookmark(id) => id.to_string(),
    }
}

/// The marks up to `end`, in order. Within each order they stand as in their articles; what was made at
/// once stands as it was made. What comes behind is not sorted: a page of ten thousand is not worth it.
fn sorted(rows: &[MarkRow], order: NotebookOrder, end: usize) -> Vec<MarkId> {
    let compare = comparison(rows, order);
    let whole = |one: &(usize, &MarkRow), other: &(usize, &MarkRow)| {
        compare(one.1, other.1).then(one.0.cmp(&other.0))
    };
    let mut all: Vec<(usize, &MarkRow)> = rows.iter().enumerate().collect();
    if end < all.len() {
        all.select_nth_unstable_by(end, whole);
        all.truncate(end);
    }
    all.sort_unstable_by(whole);
    all.iter().map(|(_, row)| row.id).collect()
}

type Comparison = Box<dyn Fn(&MarkRow, &MarkRow) -> Ordering>;

fn comparison(rows: &[MarkRow], order: NotebookOrder) -> Comparison {
    match order {
        NotebookOrder::Article => Box::new(in_article),
        NotebookOrder::Date => first_by(|row| Reverse(row.created)),
        NotebookOrder::Color => first_by(|row| {
            let color = row.color.as_deref().and_then(color_from_name);
            color.map_or(usize::MAX, |color| color as usize)
        }),
        NotebookOrder::Tag => {
            let first = rows.iter().filter_map(|row| row.tags.first());
            let folded: HashMap<Rc<str>, Rc<str>> = first
                .map(|tag| (Rc::clone(tag), Rc::from(fold(tag))))
                .collect();
            first_by(move |row| {
                let tag = row.tags.first().and_then(|tag| folded.get(tag)).cloned();
                (tag.is_none(), tag)
            })
        }
        NotebookOrder::Collection => first_by(|row| Rc::clone(&row.collection)),
        NotebookOrder::Status => first_by(|row| match status_from_word(&row.status) {
            MarkStatus::Orphaned => 0,
            MarkStatus::Approximate => 1,
            MarkStatus::Relocated => 2,
            MarkStatus::Exact => 3,
        }),
    }
}

fn first_by<Key: Ord>(key: impl Fn(&MarkRow) -> Key + 'static) -> Comparison {
    Box::new(move |one, other| {
        key(one)
            .cmp(&key(other))
            .then_with(|| in_article(one, other))
    })
}

fn in_article(one: &MarkRow, other: &MarkRow) -> Ordering {
    let place = |row: &MarkRow| (row.position, row.created);
    one.article_title
        .cmp(&other.article_title)
        .then_with(|| one.collection.cmp(&other.collection))
        .then_with(|| one.path.cmp(&other.path))
        .then_with(|| place(one).cmp(&place(other)))
}

fn counts(
    rows: &[MarkRow],
    sieve: &Sieve,
    titles: &CollectionTitles,
    names: &ColorNames,
) -> NotebookCounts {
    let mut tallies: [HashMap<&str, u64>; 5] = Default::default();
    let facets = [
        Facet::Kind,
        Facet::Color,
        Facet::Tag,
        Facet::Collection,
        Facet::Status,
    ];
    for (facet, tally) in facets.into_iter().zip(&mut tallies) {
        let mut add = |value| *tally.entry(value).or_default() += 1;
        for row in rows.iter().filter(|row| sieve.lets(row, Some(facet))) {
            match facet {
                Facet::Kind => add(kind_name(row)),
                Facet::Color => row.color.as_deref().into_iter().for_each(&mut add),
                Facet::Tag => row.tags.iter().for_each(|tag| add(tag)),
                Facet::Collection => add(&row.collection),
                Facet::Status => add(&row.status),
            }
        }
    }
    let [kinds, colors, tags, collections, statuses] = tallies;
    NotebookCounts {
        kinds: listed(kinds, str::to_owned),
        colors: listed(colors, |name| named(names, name)),
        tags: listed(tags, str::to_owned),
        collections: listed(collections, |name| titles.of(name)),
        statuses: listed(statuses, str::to_owned),
    }
}

/// Most first; those with as many by name.
fn listed(tally: HashMap<&str, u64>, title: impl Fn(&str) -> String) -> Vec<FilterCount> {
    let mut all: Vec<FilterCount> = tally
        .into_iter()
        .map(|(value, count)| FilterCount {
            value: value.to_owned(),
            title: title(value),
            count,
        })
        .collect();
    all.sort_by(|one, other| {
        other
            .count
            .cmp(&one.count)
            .then(one.title.cmp(&other.title))
    });
    all
}

/// What the person calls a colour; else its own name.
pub(crate) fn named(names: &ColorNames, name: &str) -> String {
    let given = match color_from_name(name) {
        Some(Color::Amber) => &names.amber,
        Some(Color::Green) => &names.green,
        Some(Color::Blue) => &names.blue,
        Some(Color::Rose) => &names.rose,
        Some(Color::Violet) => &names.violet,
        None => name,
    };
    if given.is_empty() { name } else { given }.to_owned()
}
