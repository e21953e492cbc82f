//! `bookmark`, `bookmarks`, `annotate`, `annotations`.

use anyhow::Result;
use pandect_library::Library;
use pandect_library::dto::{
    self, Annotation, AnnotationFilter, AnnotationTarget, ErrorCode, Folder, MarkStatus,
    NewAnnotation, NewBookmark,
};
use serde::Serialize;

use crate::arguments::{Annotate, Annotations};
use crate::failure::Failure;
use crate::output::Output;

/// Folders within folders whose names are told; beyond, the library would have to be damaged.
const DEPTH: usize = 64;

pub(super) fn bookmark(
    library: &Library,
    address: &str,
    folder: Option<&str>,
    output: &mut Output,
) -> Result<()> {
    let folder = match folder {
        Some(wanted) => Some(find_folder(&library.list_bookmarks()?.folders, wanted)?),
        None => None,
    };
    let bookmark = library.add_bookmark(NewBookmark {
        folder,
        ..NewBookmark::of(address)
    })?;
    if output.is_json() {
        let folders = library.list_bookmarks()?.folders;
        return output.json(&Row::of(&bookmark, &folders));
    }
    output.line(format_args!(
        "bookmarked {} ({})",
        bookmark.title, bookmark.address
    ))
}

pub(super) fn bookmarks(library: &Library, output: &mut Output) -> Result<()> {
    let found = library.list_bookmarks()?;
    let rows: Vec<Row<'_>> = found
        .bookmarks
        .iter()
        .map(|bookmark| Row::of(bookmark, &found.folders))
        .collect();
    if output.is_json() {
        return output.json(&rows);
    }
    for (number, row) in (1..).zip(&rows) {
        let folder = row
            .folder
            .as_deref()
            .map_or_else(String::new, |path| format!(" [{path}]"));
        let status = unsure(row.status);
        output.line(format_args!("{number:>3}. {}{folder}{status}", row.title))?;
        output.line(format_args!("     {}", row.address))?;
    }
    Ok(())
}

/// A bookmark for scripts: its folder by name.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    id: &'a str,
    address: &'a str,
    title: &'a str,
    /// Names of the folders it is in, outermost first, with ` / ` between them.
    folder: Option<String>,
    folder_id: Option<&'a str>,
    status: MarkStatus,
    tags: &'a [String],
    section_title: Option<&'a str>,
    collection_title: &'a str,
    created: i64,
}

impl<'a> Row<'a> {
    fn of(bookmark: &'a dto::Bookmark, folders: &[Folder]) -> Self {
        Self {
            id: &bookmark.id,
            address: &bookmark.address,
            title: &bookmark.title,
            folder: bookmark
                .folder
                .as_deref()
                .map(|id| folder_path(folders, id)),
            folder_id: bookmark.folder.as_deref(),
            status: bookmark.status,
            tags: &bookmark.tags,
            section_title: bookmark.section_title.as_deref(),
            collection_title: &bookmark.collection_title,
            created: bookmark.created,
        }
    }
}

fn folder_path(folders: &[Folder], id: &str) -> String {
    let mut names = Vec::new();
    let mut next = Some(id);
    while let Some(folder) = next.and_then(|id| folders.iter().find(|folder| folder.id == id)) {
        names.push(folder.title.as_str());
        next = folder.parent.as_deref().filter(|_| names.len() < DEPTH);
    }
    names.reverse();
    names.join(" / ")
}

fn find_folder(folders: &[Folder], wanted: &str) -> Result<String> {
    let fits = |folder: &&Folder| {
        folder.id == wanted || folder.title == wanted || folder_path(folders, &folder.id) == wanted
    };
    let mut found = folders.iter().filter(fits);
    let failure = match (found.next(), found.next()) {
        (Some(folder), None) => return Ok(folder.id.clone()),
        (None, _) => Failure::new(
            ErrorCode::MarkMissing,
            format!("there is no bookmark folder `{wanted}`"),
        ),
        (Some(_), Some(_)) => Failure::new(
            ErrorCode::InvalidInput,
            format!("there is more than one bookmark folder `{wanted}`"),
        )
        .hint("Name the folders that it is in, outermost first: `One / Two`."),
    };
    Err(failure.into())
}

pub(super) fn annotate(library: &Library, wanted: &Annotate, output: &mut Output) -> Result<()> {
    let passage = match &wanted.quote {
        Some(quote) => {
            Some(library.find_quote(&wanted.address, quote, wanted.prefix.as_deref())?)
        }
        None => None,
    };
    // A mark that is neither seen nor read would be none.
    let color = match (wanted.color, &wanted.note) {
        (None, None) => Some(dto::Color::Amber),
        (color, _) => color.map(dto::Color::from),
    };
    let annotation = library.add_annotation(NewAnnotation {
        address: wanted.address.clone(),
        passage,
        text_hash: None,
        color,
        style: None,
        note: wanted.note.clone(),
        tags: (!wanted.tags.is_empty()).then(|| wanted.tags.clone()),
    })?;
    if output.is_json() {
        return output.json(&annotation);
    }
    output.line(format_args!(
        "annotated {} ({})",
        name(&annotation),
        annotation.address
    ))
}

pub(super) fn annotations(
    library: &Library,
    filter: &Annotations,
    output: &mut Output,
) -> Result<()> {
    let found = library.list_annotations(AnnotationFilter {
        address: filter.address.clone(),
        status: filter.status.map(MarkStatus::from),
        color: filter.color.map(dto::Color::from),
        tag: filter.tag.clone(),
        text: filter.text.clone(),
    })?;
    if output.is_json() {
        return output.json(&found);
    }
    for (number, annotation) in (1..).zip(&found) {
        let status = unsure(annotation.status);
        output.line(format_args!("{number:>3}. {}{status}", name(annotation)))?;
        output.line(format_args!("     {}", annotation.address))?;
        if !annotation.note.is_empty() {
            output.line(format_args!("     {}", annotation.note))?;
        }
    }
    Ok(())
}

/// What an annotation is on, in words.
fn name(annotation: &Annotation) -> String {
    match annotation.target {
        AnnotationTarget::Passage => format!("“{}”", annotation.quote),
        AnnotationTarget::Section => format!("{}: {}", annotation.title, annotation.quote),
        AnnotationTarget::Article => annotation.title.clone(),
    }
}

/// A status, where it is one that a person should know of.
fn unsure(status: MarkStatus) -> &'static str {
    match status {
        MarkStatus::Exact | MarkStatus::Relocated => "",
        MarkStatus::Approximate => " (approximate)",
        MarkStatus::Orphaned => " (orphaned)",
    }
}
