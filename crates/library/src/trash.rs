//! The trash: deleted marks and folders, kept for thirty days; and taking changes back.

use pandect_core::markdown::note_html;
use pandect_store::{ChangeKind as StoredChange, UndoneRow};

use crate::annotations::{annotation_id, color_from_name};
use crate::bookmarks::{bookmark_id, folder_id};
use crate::dto::{ChangeKind, MarkKind, Trashed, Undone};
use crate::{Library, Result};

/// How long deleted marks are kept, in milliseconds.
const KEPT: i64 = 30 * 24 * 60 * 60 * 1000;

impl Library {
    /// Deleted marks and folders that can be brought back, deleted last first.
    pub fn list_trash(&self) -> Result<Vec<Trashed>> {
        let titles = self.collection_titles()?;
        let after = self.now() - KEPT;
        let trash = self.file.read(|reader| reader.trash(after))?;
        let mut found = Vec::new();
        for row in trash.annotations {
            let deleted = row.deleted.unwrap_or_default();
            found.push(Trashed {
                color: row.color.as_deref().and_then(color_from_name),
                quote: row.passage.map(|passage| passage.exact).unwrap_or_default(),
                note_html: note_html(&row.note),
                ..trashed(
                    (row.id.to_string(), MarkKind::Annotation),
                    (row.article_title, titles.of(&row.collection)),
                    deleted,
                )
            });
        }
        for row in trash.bookmarks {
            let deleted = row.deleted.unwrap_or_default();
            found.push(Trashed {
                quote: row.passage.map(|passage| passage.exact).unwrap_or_default(),
                ..trashed(
                    (row.id.to_string(), MarkKind::Bookmark),
                    (
                        row.title.unwrap_or(row.article_title),
                        titles.of(&row.collection),
                    ),
                    deleted,
                )
            });
        }
        for (row, deleted) in trash.folders {
            let what = (row.id.to_string(), MarkKind::Folder);
            found.push(trashed(what, (row.title, String::new()), deleted));
        }
        found.sort_by(|one, other| (other.deleted, &other.id).cmp(&(one.deleted, &one.id)));
        Ok(found)
    }

    /// Brings deleted marks and folders back; gives back how many.
    pub fn restore_marks(&self, ids: &[String]) -> Result<u32> {
        let wanted = self.trashed(ids)?;
        self.file.change_marks(StoredChange::Restored, |writer| {
            for (id, kind) in &wanted {
                match kind {
                    MarkKind::Annotation => {
                        if let Ok(id) = annotation_id(id) {
                            writer.restore_annotation(id)?;
                        }
                    }
                    MarkKind::Bookmark => {
                        if let Ok(id) = bookmark_id(id) {
                            writer.restore_bookmark(id)?;
                        }
                    }
                    MarkKind::Folder | MarkKind::Card => {
                        if let Ok(id) = folder_id(id) {
                            writer.restore_folder(id)?;
                        }
                    }
                }
            }
            Ok(())
        })?;
        Ok(u32::try_from(wanted.len()).unwrap_or(u32::MAX))
    }

    /// Deletes marks in the trash for good, or with no ids all of it; gives back how many.
    pub fn empty_trash(&self, ids: &[String]) -> Result<u32> {
        let wanted = self.trashed(ids)?;
        self.file.write(|writer| {
            for (id, _) in &wanted {
                if let Ok(id) = annotation_id(id) {
                    writer.purge_mark(id)?;
                }
            }
            Ok(())
        })?;
        Ok(u32::try_from(wanted.len()).unwrap_or(u32::MAX))
    }

    /// Takes back the last change of marks made through this library, where there is one.
    pub fn undo(&self) -> Result<Option<Undone>> {
        Ok(self.file.undo(false)?.map(|row| undone(&row)))
    }

    /// Does again what was taken back last, where there is something.
    pub fn redo(&self) -> Result<Option<Undone>> {
        Ok(self.file.undo(true)?.map(|row| undone(&row)))
    }

    /// Lets go what has been in the trash long enough.
    pub(crate) fn clear_old_trash(&self) -> Result<()> {
        let before = self.now() - KEPT;
        if self.file.read(|reader| reader.has_old_trash(before))? {
            self.file.write(|writer| writer.purge_before(before))?;
        }
        Ok(())
    }

    /// Of what is in the trash, what has these ids; with none, all.
    fn trashed(&self, ids: &[String]) -> Result<Vec<(String, MarkKind)>> {
        let all = self.list_trash()?.into_iter();
        Ok(all
            .filter(|one| ids.is_empty() || ids.contains(&one.id))
            .map(|one| (one.id, one.kind))
            .collect())
    }
}

fn trashed(
    (id, kind): (String, MarkKind),
    (title, collection_title): (String, String),
    deleted: i64,
) -> Trashed {
    Trashed {
        id,
        kind,
        title,
        collection_title,
        quote: String::new(),
        note_html: String::new(),
        color: None,
        deleted,
        until: deleted + KEPT,
    }
}

fn undone(row: &UndoneRow) -> Undone {
    let kind = |table: &str| match table {
        "annotation" => MarkKind::Annotation,
        "bookmark" => MarkKind::Bookmark,
        "folder" => MarkKind::Folder,
        _ => MarkKind::Card,
    };
    let changed: Vec<_> = row.counts.iter().filter(|(_, count)| *count > 0).collect();
    Undone {
        kind: match changed.as_slice() {
            [(table, _)] => Some(kind(table)),
            _ => None,
        },
        change: match row.change {
            StoredChange::Added => ChangeKind::Added,
            StoredChange::Changed => ChangeKind::Changed,
            StoredChange::Deleted => ChangeKind::Deleted,
            StoredChange::Restored => ChangeKind::Restored,
        },
        count: changed.iter().map(|(_, count)| count).sum(),
        kept: row.kept,
    }
}
