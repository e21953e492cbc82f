//! Bookmarks and their folders.

use std::sync::Arc;

use pandect_core::address::Address;
use pandect_core::anchoring::{SectionTarget, Status, place_section};
use pandect_store::{
    BookmarkId, BookmarkRow, ChangeKind, FolderId, FolderRow, NewBookmarkRow, Placed, SectionRow,
};

use crate::annotations::passage_in;
use crate::collections::CollectionTitles;
use crate::dto::{Bookmark, BookmarkChange, Bookmarks, Folder, MarkStatus, NewBookmark, Passage};
use crate::pages::LoadedPage;
use crate::{Error, Library, Result};

impl Library {
    /// All bookmarks and folders.
    pub fn list_bookmarks(&self) -> Result<Bookmarks> {
        let titles = self.collection_titles()?;
        let (rows, folders) = self
            .file
            .read(|reader| Ok((reader.bookmarks()?, reader.folders()?)))?;
        let bookmarks = rows
            .into_iter()
            .map(|row| self.bookmark_view(row, &titles))
            .collect::<Result<_>>()?;
        let folders = folders
            .into_iter()
            .map(|row| self.folder_view(row))
            .collect::<Result<_>>()?;
        Ok(Bookmarks { folders, bookmarks })
    }

    /// Keeps an article, the section that the address names, or an exact place.
    pub fn add_bookmark(&self, new: NewBookmark) -> Result<Bookmark> {
        let address = Self::address(&new.address)?;
        let place = self.chosen_place(&address, new.passage, new.text_hash.as_deref())?;
        let row = NewBookmarkRow {
            article_title: place.loaded.page.title.clone(),
            section: place.section,
            passage: place.passage,
            folder: new.folder.as_deref().map(folder_id).transpose()?,
            read_later: new.read_later.unwrap_or(false),
            collection: place.loaded.address.collection.clone(),
            path: place.loaded.address.path.clone(),
            ..NewBookmarkRow::default()
        };
        let id = self
            .file
            .change_marks(ChangeKind::Added, |writer| writer.add_bookmark(&row))?;
        self.bookmark(id)
    }

    /// Renames, moves or tags a bookmark, or gives it another place.
    pub fn update_bookmark(&self, id: &str, change: BookmarkChange) -> Result<Bookmark> {
        let id = bookmark_id(id)?;
        let title = change.title.as_deref().map(str::trim);
        let folder = change
            .folder
            .as_deref()
            .filter(|text| !text.is_empty())
            .map(folder_id)
            .transpose()?;
        let before = change
            .before
            .as_deref()
            .filter(|text| !text.is_empty())
            .map(bookmark_id)
            .transpose()?;
        let place = match &change.address {
            Some(address) => {
                let address = Self::address(address)?;
                let hash = change.text_hash.as_deref();
                Some(self.chosen_place(&address, change.passage, hash)?)
            }
            None => None,
        };
        self.file.change_marks(ChangeKind::Changed, |writer| {
            if let Some(title) = title {
                writer.rename_bookmark(id, Some(title).filter(|title| !title.is_empty()))?;
            }
            if let Some(tags) = &change.tags {
                writer.tag_bookmark(id, &clean_tags(tags))?;
            }
            if change.folder.is_some() {
                writer.move_bookmark(id, folder)?;
            }
            if let Some(before) = before {
                writer.put_bookmark_before(id, before)?;
            }
            if let Some(read_later) = change.read_later {
                writer.set_read_later(id, read_later)?;
            }
            if let Some(place) = &place {
                let (address, title) = (&place.loaded.address, &place.loaded.page.title);
                let to = (&*address.collection, &*address.path, title.as_str());
                writer.move_bookmark_to(id, to, place.section.as_ref(), place.passage.as_ref())?;
            }
            Ok(())
        })?;
        self.bookmark(id)
    }

    /// Deletes a bookmark; `restore_bookmark` brings it back.
    pub fn delete_bookmark(&self, id: &str) -> Result<()> {
        let id = bookmark_id(id)?;
        Ok(self
            .file
            .change_marks(ChangeKind::Deleted, |writer| writer.delete_bookmark(id))?)
    }

    /// Brings a deleted bookmark back.
    pub fn restore_bookmark(&self, id: &str) -> Result<Bookmark> {
        let id = bookmark_id(id)?;
        self.file
            .change_marks(ChangeKind::Restored, |writer| writer.restore_bookmark(id))?;
        self.bookmark(id)
    }

    /// Makes a folder.
    pub fn add_folder(&self, title: &str, parent: Option<&str>) -> Result<Folder> {
        let title = folder_title(title)?;
        let parent = parent.map(folder_id).transpose()?;
        let id = self
            .file
            .change_marks(ChangeKind::Added, |writer| writer.add_folder(title, parent))?;
        self.folder(id)
    }

    /// Renames a folder.
    pub fn rename_folder(&self, id: &str, title: &str) -> Result<Folder> {
        let (id, title) = (folder_id(id)?, folder_title(title)?);
        self.file.change_marks(ChangeKind::Changed, |writer| {
            writer.rename_folder(id, title)
        })?;
        self.folder(id)
    }

    /// Deletes a folder; what is in it shows in the folder around it.
    pub fn delete_folder(&self, id: &str) -> Result<()> {
        let id = folder_id(id)?;
        Ok(self
            .file
            .change_marks(ChangeKind::Deleted, |writer| writer.delete_folder(id))?)
    }

    /// Brings a deleted folder back, with what was in it.
    pub fn restore_folder(&self, id: &str) -> Result<Folder> {
        let id = folder_id(id)?;
        self.file
            .change_marks(ChangeKind::Restored, |writer| writer.restore_folder(id))?;
        self.folder(id)
    }

    /// Bookmarks to read later that are not read through, newest first.
    pub(crate) fn to_read(&self, limit: u32) -> Result<Vec<Bookmark>> {
        let titles = self.collection_titles()?;
        let rows = self.file.read(|reader| reader.to_read(limit))?;
        rows.into_iter()
            .map(|row| self.bookmark_view(row, &titles))
            .collect()
    }

    /// The bookmarks of a page and its sections, placed in it.
    pub(crate) fn bookmarks_on(&self, loaded: &Arc<LoadedPage>) -> Result<Vec<Bookmark>> {
        let titles = self.collection_titles()?;
        let collection = &loaded.address.collection;
        let mut rows = self
            .file
            .read(|reader| reader.bookmarks_of(collection, &loaded.paths()))?;
        for row in &mut rows {
            self.place_bookmark(row, loaded)?;
        }
        rows.into_iter()
            .map(|row| self.bookmark_view(row, &titles))
            .collect()
    }

    fn place_bookmark(&self, row: &mut BookmarkRow, loaded: &LoadedPage) -> Result<()> {
        let placed = match (&row.passage, &row.section) {
            (Some(_), _) if row.placed.text_hash == Some(loaded.hash.0) => row.placed.clone(),
            (Some(passage), _) => passage_in(passage, loaded, &loaded.anchor_text()),
            (None, Some(section)) => section_in(section, loaded),
            (None, None) => Placed {
                status: status_word(Status::Exact).to_owned(),
                ..Placed::default()
            },
        };
        let now = BookmarkRow {
            path: loaded.address.path.clone(),
            article_title: loaded.page.title.clone(),
            placed,
            ..row.clone()
        };
        if now != *row {
            self.file.write(|writer| {
                writer.place_bookmark(now.id, &now.path, &now.article_title, &now.placed)
            })?;
            *row = now;
        }
        Ok(())
    }

    pub(crate) fn bookmark(&self, id: BookmarkId) -> Result<Bookmark> {
        let row = self.file.read(|reader| reader.bookmark(id))?;
        self.bookmark_view(row, &self.collection_titles()?)
    }

    pub(crate) fn bookmark_view(
        &self,
        row: BookmarkRow,
        titles: &CollectionTitles,
    ) -> Result<Bookmark> {
        let section_title = row
            .section
            .as_ref()
            .and_then(|section| section.headings.last().cloned());
        let own_title = match &section_title {
            Some(section) => format!("{} – {section}", row.article_title),
            None => row.article_title.clone(),
        };
        let folder = match row.folder {
            Some(folder) => self.file.read(|reader| reader.showing_folder(folder))?,
            None => None,
        };
        Ok(Bookmark {
            id: row.id.to_string(),
            title: row.title.unwrap_or(own_title),
            article_title: row.article_title,
            collection_title: titles.of(&row.collection),
            section_title,
            folder: folder.map(|id| id.to_string()),
            tags: row.tags,
            quote: row.passage.map(|passage| passage.exact).unwrap_or_default(),
            passage: row.placed.range.map(|(start, end)| Passage { start, end }),
            read_later: row.read_later,
            progress: row.read,
            status: status_from_word(&row.placed.status),
            created: row.created,
            modified: row.modified,
            address: Address {
                collection: row.collection,
                path: row.path,
                section: row
                    .placed
                    .anchor
                    .or(row.section.map(|section| section.anchor)),
            }
            .to_string(),
        })
    }

    fn folder(&self, id: FolderId) -> Result<Folder> {
        let row = self.file.read(|reader| reader.folder(id))?;
        self.folder_view(row)
    }

    fn folder_view(&self, row: FolderRow) -> Result<Folder> {
        let parent = match row.parent {
            Some(parent) => self.file.read(|reader| reader.showing_folder(parent))?,
            None => None,
        };
        Ok(Folder {
            id: row.id.to_string(),
            parent: parent.map(|id| id.to_string()),
            title: row.title,
        })
    }
}

/// The section of a page as a mark keeps it.
pub(crate) fn section_row(loaded: &LoadedPage, anchor: &str) -> Result<SectionRow> {
    let sections = loaded.section_texts();
    let found = sections
        .iter()
        .enumerate()
        .find(|(_, section)| section.anchor == anchor);
    let (ordinal, section) = found.ok_or_else(|| {
        Error::invalid(
            format!("`{}` has no section `{anchor}`", loaded.page.title),
            "The contents list of the article names its sections.",
        )
    })?;
    Ok(SectionRow {
        anchor: section.anchor.clone(),
        headings: section.headings.clone(),
        ordinal: u32::try_from(ordinal).unwrap_or(u32::MAX),
        opening: section.opening.clone(),
    })
}

/// Where a kept section is in a page now.
pub(crate) fn section_in(section: &SectionRow, loaded: &LoadedPage) -> Placed {
    let target = SectionTarget {
        anchor: section.anchor.clone(),
        headings: section.headings.clone(),
        ordinal: section.ordinal,
        opening: section.opening.clone(),
    };
    let sections = loaded.section_texts();
    let placement = place_section(&target, &sections);
    let found = placement.index.and_then(|index| sections.get(index));
    let anchor = found.map(|section| section.anchor.clone());
    Placed {
        anchor: anchor.filter(|anchor| *anchor != section.anchor),
        status: status_word(placement.status).to_owned(),
        ..Placed::default()
    }
}

pub(crate) fn status_word(status: Status) -> &'static str {
    match status {
        Status::Exact => "exact",
        Status::Relocated => "relocated",
        Status::Approximate => "approximate",
        Status::Orphaned => "orphaned",
    }
}

pub(crate) fn status_from_word(word: &str) -> MarkStatus {
    match word {
        "exact" => MarkStatus::Exact,
        "relocated" => MarkStatus::Relocated,
        "approximate" => MarkStatus::Approximate,
        _ => MarkStatus::Orphaned,
    }
}

/// Tags without blanks around them, each once.
pub(crate) fn clean_tags(tags: &[String]) -> Vec<String> {
    let mut clean: Vec<String> = Vec::with_capacity(tags.len());
    for tag in tags
        .iter()
        .map(|tag| tag.trim())
        .filter(|tag| !tag.is_empty())
    {
        if !clean.iter().any(|held| held == tag) {
            clean.push(tag.to_owned());
        }
    }
    clean
}

pub(crate) fn bookmark_id(text: &str) -> Result<BookmarkId> {
    text.parse().map_err(|_| Error::MarkMissing)
}

pub(crate) fn folder_id(text: &str) -> Result<FolderId> {
    text.parse().map_err(|_| Error::MarkMissing)
}

fn folder_title(title: &str) -> Result<&str> {
    let title = title.trim();
    if title.is_empty() {
        return Err(Error::invalid(
            "a folder needs a name",
            "Type a name for it.",
        ));
    }
    Ok(title)
}
