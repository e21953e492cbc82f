//! A folder of Markdown files or saved web pages, with folders in it and pictures beside them.

mod html_names;
mod names;
mod notes;
mod walk;

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use pandect_core::language::Languages;

use crate::edition::Edition;
use crate::links::without_extension;
use crate::media_types::media_type;
use crate::{
    Body, Error, Item, Links, Result, Source, SourceAbout, SourceArticle, SourceHeading, SourceKind,
};
use names::Names;
use notes::Notes;
use walk::{Entry, Kind};

/// Why a file that is named as one of them is left out.
const NO_MEDIA: &str = "its bytes are those of no picture, recording or document that is known";

/// A folder of articles.
pub(crate) struct FolderSource {
    heading: SourceHeading,
    files: Vec<SourceFile>,
    skipped: Vec<Item>,
}

/// A file that becomes an article, or is kept beside them.
struct SourceFile {
    entry: Entry,
    /// Its path in the collection.
    path: String,
    /// The title that stands for one that the file does not name itself.
    title: Option<String>,
}

impl FolderSource {
    pub(crate) fn open(path: &Path, collection: &str) -> Result<Self> {
        let found = walk::walk(path).map_err(|source| Error::reading(path, source))?;
        Self::of(found, title_of(path), path, collection)
    }

    /// One saved page, with the folder of its pictures.
    pub(crate) fn open_page(path: &Path, collection: &str) -> Result<Self> {
        let found = walk::page(path).map_err(|source| Error::reading(path, source))?;
        let title = path.file_stem().unwrap_or_default().to_string_lossy();
        Self::of(found, title.into_owned(), path, collection)
    }

    fn of(found: walk::Found, title: String, path: &Path, collection: &str) -> Result<Self> {
        let mut folder = Self {
            heading: SourceHeading {
                title,
                ..SourceHeading::default()
            },
            files: Vec::with_capacity(found.entries.len()),
            skipped: found
                .skipped
                .into_iter()
                .map(|(what, why)| skipped(what, why))
                .collect(),
        };
        let mut survey = Survey::new(collection);
        for entry in found.entries {
            match survey.look_at(entry) {
                Ok(file) => folder.files.push(file),
                Err((what, why)) => folder.skipped.push(skipped(what, why)),
            }
        }
        if !folder.files.iter().any(|file| file.entry.kind.is_article()) {
            return Err(Error::Empty {
                path: path.to_owned(),
            });
        }
        let heading = &mut folder.heading;
        survey.languages.main().clone_into(&mut heading.language);
        heading.links = Arc::new(survey.links);
        (heading.edition_id, heading.edition_label) = survey.edition.finish();
        Ok(folder)
    }
}

/// Whether a folder is one of Markdown or of saved pages: it has more of these.
pub(crate) fn kind(path: &Path) -> Result<SourceKind> {
    let found = walk::walk(path).map_err(|source| Error::reading(path, source))?;
    let count = |kind| {
        found
            .entries
            .iter()
            .filter(|entry| entry.kind == kind)
            .count()
    };
    Ok(if count(Kind::Html) > count(Kind::Markdown) {
        SourceKind::HtmlPages
    } else {
        SourceKind::MarkdownFolder
    })
}

/// How a folder looks without reading its files: it changes with their names, sizes and times.
pub(crate) fn look(path: &Path) -> Result<String> {
    let found = walk::walk(path).map_err(|source| Error::reading(path, source))?;
    let mut edition = Edition::default();
    for entry in found.entries {
        edition.file(&entry.name, entry.size, entry.modified);
        let since = entry.modified.and_then(|time| {
            let since = time.duration_since(std::time::UNIX_EPOCH).ok()?;
            Some(since.as_nanos())
        });
        edition.bytes(&since.unwrap_or_default().to_le_bytes());
    }
    Ok(edition.finish().0)
}

/// What is known of a folder or a saved page without reading its files.
pub(crate) fn about(path: &Path) -> Result<SourceAbout> {
    let is_page = path.is_file();
    let found = if is_page {
        walk::page(path)
    } else {
        walk::walk(path)
    };
    let found = found.map_err(|source| Error::reading(path, source))?;
    let articles = found.entries.iter().filter(|entry| entry.kind.is_article());
    let sizes = found.entries.iter().map(|entry| entry.size);
    Ok(SourceAbout {
        title: if is_page {
            path.file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        } else {
            title_of(path)
        },
        articles: Some(articles.count() as u64),
        bytes: sizes.sum(),
        ..SourceAbout::default()
    })
}

impl Source for FolderSource {
    fn heading(&self) -> &SourceHeading {
        &self.heading
    }

    fn articles(&mut self) -> Box<dyn Iterator<Item = Item> + '_> {
        let markdown = |file: &&SourceFile| file.entry.kind == Kind::Markdown;
        let notes = self.files.iter().filter(markdown);
        let notes = Notes::new(
            &self.heading.links,
            notes.map(|file| (file.path.as_str(), &file.entry)),
        );
        let read = move |file: &SourceFile| file.read(&notes);
        Box::new(
            self.skipped
                .iter()
                .cloned()
                .chain(self.files.iter().map(read)),
        )
    }
}

impl SourceFile {
    fn read(&self, notes: &Notes<'_>) -> Item {
        self.try_read(notes)
            .unwrap_or_else(|why| skipped(self.entry.name.clone(), why))
    }

    fn try_read(&self, notes: &Notes<'_>) -> Result<Item, String> {
        let bytes = read_bounded(&self.entry).map_err(|error| unreadable(&error))?;
        match self.entry.kind {
            Kind::Media => Ok(Item::Media {
                path: self.path.clone(),
                mime: media_type(&bytes).ok_or(NO_MEDIA)?,
                bytes,
            }),
            Kind::Markdown => {
                let markdown = as_text(bytes)?;
                let categories = notes::tags(&markdown);
                let body = Body::Markdown(notes.whole(&self.path, markdown));
                Ok(self.article(body, String::new(), categories))
            }
            Kind::Html => {
                let html = html_names::as_text(&bytes);
                let language = html_names::language(&html);
                Ok(self.article(Body::Document(html), language, Vec::new()))
            }
        }
    }

    fn article(&self, body: Body, language: String, categories: Vec<String>) -> Item {
        Item::Article(SourceArticle {
            path: self.path.clone(),
            origin: self.entry.name.clone(),
            body,
            title: self.title.clone(),
            redirects: Vec::new(),
            categories,
            language,
        })
    }
}

/// What is learnt from going through all files once.
struct Survey {
    edition: Edition,
    links: Links,
    languages: Languages,
    paths: HashSet<String>,
}

impl Survey {
    fn new(collection: &str) -> Self {
        Self {
            edition: Edition::default(),
            links: Links::complete(collection),
            languages: Languages::default(),
            paths: HashSet::new(),
        }
    }

    fn look_at(&mut self, entry: Entry) -> Result<SourceFile, (String, String)> {
        let mut look = || -> Result<(String, Option<String>), String> {
            let bytes = read_bounded(&entry).map_err(|error| unreadable(&error))?;
            self.edition
                .file(&entry.name, bytes.len() as u64, entry.modified);
            self.edition.bytes(&bytes);
            match entry.kind {
                Kind::Media => {
                    media_type(&bytes).ok_or(NO_MEDIA)?;
                    self.links.add_media(&entry.name);
                    Ok((entry.name.clone(), None))
                }
                Kind::Markdown => Ok(self.article(&entry.name, &as_text(bytes)?)),
                Kind::Html => Ok(self.page(&entry.name, &html_names::as_text(&bytes))),
            }
        };
        match look() {
            Ok((path, title)) => Ok(SourceFile { entry, path, title }),
            Err(why) => Err((entry.name, why)),
        }
    }

    fn article(&mut self, name: &str, markdown: &str) -> (String, Option<String>) {
        let path = self.unique(without_extension(name));
        let names = Names::of(markdown);
        let stem = path.rsplit('/').next().unwrap_or(&path).to_owned();
        self.links.add_article(&path);
        self.links.add_name(&stem, &path);
        for name in names.title.iter().chain(&names.redirects) {
            self.links.add_name(name, &path);
        }
        self.languages.count(&names.language);
        let title = names.title.is_none().then_some(stem);
        (path, title)
    }

    fn page(&mut self, name: &str, html: &str) -> (String, Option<String>) {
        let path = self.unique(without_extension(name));
        let stem = path.rsplit('/').next().unwrap_or(&path).to_owned();
        self.links.add_article(&path);
        self.links.add_name(&stem, &path);
        let title = html_names::title(html).unwrap_or(stem);
        self.links.add_name(&title, &path);
        self.languages.count(&html_names::language(html));
        (path, Some(title))
    }

    /// `a.md` and `a.markdown` in one folder stay apart.
    fn unique(&mut self, path: &str) -> String {
        let mut unique = path.to_owned();
        let mut number = 2;
        while !self.paths.insert(unique.clone()) {
            unique = format!("{path} ({number})");
            number += 1;
        }
        unique
    }
}

/// Reads a file, but never more than its kind may have: it can have grown since it was listed.
fn read_bounded(entry: &Entry) -> io::Result<Vec<u8>> {
    let bound = entry.kind.bound();
    let mut bytes = Vec::new();
    File::open(&entry.file)?
        .take(bound + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > bound {
        return Err(io::Error::other("it grew while it was read"));
    }
    Ok(bytes)
}

fn as_text(bytes: Vec<u8>) -> Result<String, String> {
    let text = String::from_utf8(bytes).map_err(|error| {
        format!(
            "it is not UTF-8 text: byte {} begins no character",
            error.utf8_error().valid_up_to()
        )
    })?;
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}

fn title_of(path: &Path) -> String {
    // `.` and `..` have no name of their own.
    let whole = path.canonicalize();
    let name = whole.as_deref().unwrap_or(path).file_name();
    name.unwrap_or_default().to_string_lossy().into_owned()
}

fn unreadable(error: &io::Error) -> String {
    format!("it cannot be read: {error}")
}

fn skipped(what: String, why: impl Into<String>) -> Item {
    Item::Skipped {
        what,
        why: why.into(),
    }
}

#[cfg(test)]
mod tests;
