//! A folder of Markdown files, with folders in it and pictures beside them.

mod names;
mod walk;

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use crate::edition::Edition;
use crate::links::without_extension;
use crate::pictures;
use crate::source::majority;
use crate::{Body, Error, Item, Links, Result, Source, SourceArticle};
use names::Names;
use walk::{Entry, Kind};

/// A folder of Markdown.
pub(crate) struct MarkdownFolder {
    title: String,
    language: String,
    edition_id: String,
    edition_label: String,
    links: Arc<Links>,
    files: Vec<SourceFile>,
    skipped: Vec<Item>,
}

/// A file that becomes an article or a picture.
struct SourceFile {
    entry: Entry,
    /// Its path in the collection.
    path: String,
    /// The title that stands for one that the file does not name itself.
    title: Option<String>,
}

impl MarkdownFolder {
    pub(crate) fn open(path: &Path, collection: &str) -> Result<Self> {
        let found = walk::walk(path).map_err(|source| Error::reading(path, source))?;
        let mut folder = Self {
            title: title_of(path),
            language: String::new(),
            edition_id: String::new(),
            edition_label: String::new(),
            links: Arc::default(),
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
        if !folder
            .files
            .iter()
            .any(|file| file.entry.kind == Kind::Article)
        {
            return Err(Error::Empty {
                path: path.to_owned(),
            });
        }
        folder.language = majority(survey.languages);
        folder.links = Arc::new(survey.links);
        (folder.edition_id, folder.edition_label) = survey.edition.finish();
        Ok(folder)
    }
}

impl Source for MarkdownFolder {
    fn title(&self) -> &str {
        &self.title
    }

    fn language(&self) -> &str {
        &self.language
    }

    fn edition_id(&self) -> &str {
        &self.edition_id
    }

    fn edition_label(&self) -> &str {
        &self.edition_label
    }

    fn links(&self) -> Arc<Links> {
        Arc::clone(&self.links)
    }

    fn articles(&mut self) -> Box<dyn Iterator<Item = Item> + '_> {
        Box::new(
            self.skipped
                .iter()
                .cloned()
                .chain(self.files.iter().map(SourceFile::read)),
        )
    }
}

impl SourceFile {
    fn read(&self) -> Item {
        self.try_read()
            .unwrap_or_else(|why| skipped(self.entry.name.clone(), why))
    }

    fn try_read(&self) -> Result<Item, String> {
        let bytes = read_bounded(&self.entry).map_err(|error| unreadable(&error))?;
        match self.entry.kind {
            Kind::Picture(format) => {
                pictures::check(format, &bytes)?;
                Ok(Item::Media {
                    path: self.path.clone(),
                    mime: format.mime(),
                    bytes,
                })
            }
            Kind::Article => Ok(Item::Article(SourceArticle {
                path: self.path.clone(),
                origin: self.entry.name.clone(),
                body: Body::Markdown(as_text(bytes)?),
                title: self.title.clone(),
                redirects: Vec::new(),
                categories: Vec::new(),
                language: String::new(),
            })),
        }
    }
}

/// What is learnt from going through all files once.
struct Survey {
    edition: Edition,
    links: Links,
    languages: Vec<String>,
    paths: HashSet<String>,
}

impl Survey {
    fn new(collection: &str) -> Self {
        Self {
            edition: Edition::default(),
            links: Links::complete(collection),
            languages: Vec::new(),
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
                Kind::Picture(format) => {
                    pictures::check(format, &bytes)?;
                    self.links.add_media(&entry.name);
                    Ok((entry.name.clone(), None))
                }
                Kind::Article => Ok(self.article(&entry.name, &as_text(bytes)?)),
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
        self.languages.push(names.language);
        let title = names.title.is_none().then_some(stem);
        (path, title)
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
