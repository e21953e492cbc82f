//! ZIM archives: adding one, and reading it where it is.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::time::Instant;

use pandect_core::address::{Address, CollectionName};
use pandect_core::clean::{clean, without_title};
use pandect_core::language::Languages;
use pandect_core::page::Page;
use pandect_formats::zim::{Archive, Content, Damage};
use pandect_store::{CollectionKind, CollectionRow};

use crate::collections::AddOptions;
use crate::dto::{AddReport, OtherForm};
use crate::links::Resolved;
use crate::pages::page_of;
use crate::progress::Watcher;
use crate::{Error, Library, Result};

/// Opened archives by the name of their collections, with the edition that each is.
pub(crate) type Archives = RwLock<HashMap<String, (String, Arc<Archive>)>>;

/// Articles that are asked for their language where an archive does not say its own.
const SAMPLES: u64 = 24;

impl Library {
    /// The archive of a collection.
    pub(crate) fn archive(&self, row: &CollectionRow) -> Result<Arc<Archive>> {
        let held = self.archives.read().ok().and_then(|archives| {
            let (edition, archive) = archives.get(&row.name)?;
            (*edition == row.edition).then(|| Arc::clone(archive))
        });
        if let Some(archive) = held {
            return Ok(archive);
        }
        let file = PathBuf::from(&row.location);
        if !file.exists() {
            return Err(Error::ArchiveMissing(file));
        }
        let archive = Arc::new(open(&file)?);
        if archive.uuid() != row.edition {
            return Err(Error::ArchiveChanged(file));
        }
        self.hold_archive(row, Arc::clone(&archive));
        Ok(archive)
    }

    fn hold_archive(&self, row: &CollectionRow, archive: Arc<Archive>) {
        if let Ok(mut archives) = self.archives.write() {
            archives.insert(row.name.clone(), (row.edition.clone(), archive));
        }
    }

    /// Adds an archive, or a newer edition in place of the one before. The file stays where it is;
    /// its titles can be searched when this returns, and where that is wished, its texts.
    pub(crate) fn add_archive(
        &self,
        path: &Path,
        options: &AddOptions,
        watcher: &mut Watcher<'_>,
    ) -> Result<AddReport> {
        let begun = Instant::now();
        let file = path.canonicalize().map_err(|source| Error::File {
            file: path.to_owned(),
            source,
        })?;
        let archive = Arc::new(open(&file)?);
        let row = self.archive_row(&file, &archive, options)?;
        let _lock = self.lock(&row.name)?;
        self.hold_archive(&row, Arc::clone(&archive));
        // Stopped before its titles are there, it is not added; stopped later, it can be read.
        self.index_titles(&row, watcher)?;
        self.file.write(|writer| writer.set_collection(&row))?;
        self.forget_opened(&row.name);
        self.hold_archive(&row, Arc::clone(&archive));
        let marks = self.place_marks(&row.name, watcher)?;
        if options.index {
            self.index_now(&row, watcher)?;
        }
        self.keep_report(AddReport {
            articles: archive.article_count(),
            skipped: Vec::new(),
            left_out: 0,
            remnants: 0,
            files: 0,
            bytes: archive.size(),
            marks,
            seconds: begun.elapsed().as_secs_f64(),
            collection: row.name,
        })
    }

    /// The article that an address names in an archive, redirects followed.
    pub(crate) fn find_in_archive(
        &self,
        row: &CollectionRow,
        address: &Address,
    ) -> Result<Option<Resolved>> {
        let archive = self.archive(row)?;
        let path = &address.path;
        // Archives write spaces as they are or as underscores.
        for spelt in [path.clone(), path.replace(' ', "_"), path.replace('_', " ")] {
            let found = archive
                .find(&spelt)
                .map_err(|damage| damaged(row, damage))?;
            if let Some(content) = found.filter(Content::is_article) {
                return Ok(Some(Resolved {
                    address: Address {
                        path: content.path,
                        ..address.clone()
                    },
                    redirected_from: content.redirected_from.map(|path| path.replace('_', " ")),
                }));
            }
        }
        Ok(None)
    }

    /// The page of the article that is at this very path of an archive.
    pub(crate) fn archive_page(&self, row: &CollectionRow, path: &str) -> Result<Option<Page>> {
        let archive = self.archive(row)?;
        let content = archive.find(path).map_err(|damage| damaged(row, damage))?;
        let Some(content) = content.filter(|content| content.is_article() && content.path == path)
        else {
            return Ok(None);
        };
        let page = read_page(row, &archive, &content).map_err(|damage| damaged(row, damage))?;
        Ok(Some(page))
    }

    pub(crate) fn archive_row(
        &self,
        file: &Path,
        archive: &Archive,
        options: &AddOptions,
    ) -> Result<CollectionRow> {
        let about = archive.about();
        if archive.by_title(0, 100).is_empty() {
            return Err(Error::invalid(
                format!("`{}` has no article", file.display()),
                "Archives of pictures or files alone cannot be read here.",
            ));
        }
        let suggested = if about.name.is_empty() {
            without_date(&file.file_stem().unwrap_or_default().to_string_lossy()).to_owned()
        } else {
            about.name.clone()
        };
        let mut name = crate::collections::collection_name(&suggested, options.name.as_deref())?;
        if let Some(other) = self.other_form(&name, archive)? {
            let is_there = |name: &str| self.file.read(|reader| reader.collection(name));
            if options.name.is_none() && is_there(&other.beside)?.is_some() {
                name = other.beside;
            } else if !options.replace {
                return Err(Error::invalid(
                    format!("`{name}` is there in another form of the same archive"),
                    "Give it a name of its own with `--name`, or replace the other with `--replace`.",
                ));
            }
        }
        self.refuse_other_kind(&name)?;
        let location = location(file)?;
        let title = if about.title.is_empty() {
            &name
        } else {
            &about.title
        };
        let mut row = CollectionRow {
            kind: CollectionKind::Archive,
            title: title.clone(),
            language: about.language.clone(),
            edition: archive.uuid(),
            edition_label: about.date.clone(),
            location: location.to_owned(),
            license: about.license.clone(),
            name,
            ..CollectionRow::default()
        };
        if row.language.is_empty() {
            row.language = detected_language(&row, archive);
        }
        Ok(row)
    }

    /// The archive of this name that is there in another form. Of one whose file is gone nobody can
    /// tell which form it was.
    pub(crate) fn other_form(&self, name: &str, archive: &Archive) -> Result<Option<OtherForm>> {
        let brings = &archive.about().flavour;
        let Some(row) = self.file.read(|reader| reader.collection(name))? else {
            return Ok(None);
        };
        let held = match row.kind {
            CollectionKind::Archive => self.archive(&row).ok(),
            CollectionKind::Own | CollectionKind::Imported => None,
        };
        let other = held.filter(|held| held.about().flavour != *brings);
        Ok(other.map(|held| OtherForm {
            title: row.title,
            has: held.about().flavour.clone(),
            brings: brings.clone(),
            beside: beside(name, brings),
        }))
    }

    /// A collection of another kind is not taken for an older edition.
    fn refuse_other_kind(&self, name: &str) -> Result<()> {
        let what = match self.file.read(|reader| reader.collection(name))? {
            Some(row) if row.kind == CollectionKind::Own => "a collection of your own",
            Some(row) if row.kind == CollectionKind::Imported => "a collection that is no archive",
            _ => return Ok(()),
        };
        Err(Error::invalid(
            format!("`{name}` is the name of {what}"),
            "Choose another name with `--name`, or remove that collection first.",
        ))
    }
}

/// The name of a collection in a form that stands beside another one.
fn beside(name: &str, form: &str) -> String {
    let form = if form.is_empty() { "whole" } else { form };
    CollectionName::from_text(&format!("{name}_{form}"))
        .as_str()
        .to_owned()
}

/// A collection whose archive is at another place.
pub(crate) fn located(row: CollectionRow, file: &Path) -> Result<CollectionRow> {
    let file = file.canonicalize().map_err(|source| Error::File {
        file: file.to_owned(),
        source,
    })?;
    let location = location(&file)?.to_owned();
    Ok(CollectionRow { location, ..row })
}

fn location(file: &Path) -> Result<&str> {
    file.to_str().ok_or_else(|| {
        Error::invalid(
            format!("`{}` has a name that is no text", file.display()),
            "Give the file and its folders names of letters and digits.",
        )
    })
}

/// The page of an archive's article.
pub(crate) fn read_page(
    row: &CollectionRow,
    archive: &Archive,
    content: &Content,
) -> Result<Page, Damage> {
    let bytes = archive.read(content)?;
    let html = String::from_utf8_lossy(&bytes);
    let title = content.title.replace('_', " ");
    let links = archive.links(&row.name, &content.path);
    let read = without_title(clean(&html, &links), &title);
    Ok(page_of(read, title, &row.language))
}

/// The language that most of an archive's articles seem to be in, where it does not say.
fn detected_language(row: &CollectionRow, archive: &Archive) -> String {
    let mut languages = Languages::default();
    for sample in 0..SAMPLES {
        let offset = archive.article_count() * sample / SAMPLES;
        for content in archive.by_title(offset, 1) {
            if let Ok(page) = read_page(row, archive, &content) {
                languages.count(&page.language);
            }
        }
    }
    languages.main().to_owned()
}

pub(crate) fn damaged(row: &CollectionRow, damage: Damage) -> Error {
    Error::Archive {
        file: PathBuf::from(&row.location),
        damage,
    }
}

pub(crate) fn open(file: &Path) -> Result<Archive> {
    Archive::open(file).map_err(|damage| Error::Archive {
        file: file.to_owned(),
        damage,
    })
}

/// A file's name without the month that archives carry at its end: `wiki_en_2026-05`.
fn without_date(stem: &str) -> &str {
    let Some((name, date)) = stem.rsplit_once('_') else {
        return stem;
    };
    let is_month = date.len() == 7
        && date.bytes().enumerate().all(|(at, byte)| match at {
            4 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if is_month && !name.is_empty() {
        name
    } else {
        stem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_is_no_part_of_a_name() {
        for (stem, name) in [
            ("wikipedia_en_all_2026-05", "wikipedia_en_all"),
            ("wiki_2026-5", "wiki_2026-5"),
            ("wiki-en", "wiki-en"),
            ("_2026-05", "_2026-05"),
        ] {
            assert_eq!(without_date(stem), name);
        }
    }
}
