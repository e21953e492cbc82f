//! Marks as files of others.

use std::collections::HashMap;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use pandect_core::address::Address;
use pandect_core::markdown::note_html;
use pandect_formats::marks::{self, Export, ExportMark, MarkKind};
use pandect_store::{
    AnnotationRow, BookmarkRow, CollectionRow, FolderId, FolderRow, MarkId, PassageRow, Placed,
    SectionRow,
};

use crate::collections::CollectionTitles;
use crate::dto::{ColorNames, ExportFormat, NotebookFilter};
use crate::notebook::named;
use crate::pages::LoadedPage;
use crate::{Error, Library, Result};

/// Folders within folders that are told; beyond, the library would have to be damaged.
const DEPTH: usize = 64;

impl Library {
    /// The marks of these ids, or with none all that fit, as text in a form that others read.
    pub fn export_marks(
        &self,
        format: ExportFormat,
        filter: &NotebookFilter,
        ids: &[String],
    ) -> Result<String> {
        self.written(format, &self.marks_wanted(filter, ids)?)
    }

    /// Writes such a text into a file, which is there whole or not at all; gives back how many marks
    /// are in it.
    pub fn save_marks(
        &self,
        format: ExportFormat,
        filter: &NotebookFilter,
        ids: &[String],
        to: &Path,
    ) -> Result<u32> {
        let wanted = self.marks_wanted(filter, ids)?;
        let text = self.written(format, &wanted)?;
        let folder = match to.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let write = || {
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(text.as_bytes())?;
            file.as_file().sync_all()?;
            file.persist(to).map_err(|error| error.error)
        };
        write().map_err(|source| Error::File {
            file: to.to_path_buf(),
            source,
        })?;
        Ok(u32::try_from(wanted.len()).unwrap_or(u32::MAX))
    }

    fn written(&self, format: ExportFormat, wanted: &[MarkId]) -> Result<String> {
        let mut exporter = Exporter::new(self)?;
        let marks = wanted
            .iter()
            .map(|id| exporter.mark(*id))
            .collect::<Result<Vec<_>>>()?;
        let export = Export {
            id: &pandect_store::fresh_id(),
            title: "Notebook",
            language: "en",
            written: self.now(),
            marks: &marks,
        };
        Ok(match format {
            ExportFormat::JsonLd => marks::web_annotation(&export),
            ExportFormat::Markdown => marks::markdown(&export),
            ExportFormat::Html => marks::html(&export),
            ExportFormat::Csv => marks::csv(&export),
            ExportFormat::Bibtex => marks::bibtex(&export),
            ExportFormat::CslJson => marks::csl_json(&export),
        })
    }
}

/// What an article is from.
#[derive(Debug, Clone, Default)]
pub(super) struct Publication {
    title: String,
    edition: String,
    pub(super) license: String,
    language: String,
}

impl Publication {
    pub(super) fn of(row: CollectionRow) -> Self {
        Self {
            title: row.title,
            edition: row.edition_label,
            license: row.license,
            language: row.language,
        }
    }

    /// `Wikipedia, 2026-05`, or the title alone.
    pub(super) fn title_with_edition(&self) -> String {
        match self.edition.as_str() {
            "" => self.title.clone(),
            edition => format!("{}, {edition}", self.title),
        }
    }

    /// A mark on one of its articles.
    pub(super) fn mark(&self, mark: ExportMark) -> ExportMark {
        let language = match mark.language.as_str() {
            "" => self.language.clone(),
            _ => mark.language.clone(),
        };
        ExportMark {
            collection_title: self.title.clone(),
            edition: self.edition.clone(),
            license: self.license.clone(),
            language,
            ..mark
        }
    }
}

/// Marks on their way out, with what is read once for many of them.
struct Exporter<'l> {
    library: &'l Library,
    publications: HashMap<String, Publication>,
    titles: CollectionTitles,
    colors: ColorNames,
    folders: Vec<FolderRow>,
    /// The article read last; marks come by article.
    page: Option<(Address, Option<Arc<LoadedPage>>)>,
}

impl<'l> Exporter<'l> {
    fn new(library: &'l Library) -> Result<Self> {
        let (rows, folders) = library
            .file
            .read(|reader| Ok((reader.collections()?, reader.folders()?)))?;
        let publications = rows
            .into_iter()
            .map(|row| (row.name.clone(), Publication::of(row)))
            .collect();
        Ok(Self {
            library,
            publications,
            titles: library.collection_titles()?,
            colors: library.settings()?.color_names,
            folders,
            page: None,
        })
    }

    fn mark(&mut self, id: MarkId) -> Result<ExportMark> {
        match id {
            MarkId::Annotation(id) => {
                let row = self.library.file.read(|reader| reader.annotation(id))?;
                self.annotation(row)
            }
            MarkId::Bookmark(id) => {
                let row = self.library.file.read(|reader| reader.bookmark(id))?;
                self.bookmark(row)
            }
        }
    }

    fn annotation(&mut self, row: AnnotationRow) -> Result<ExportMark> {
        let mut mark = ExportMark {
            id: row.id.to_string(),
            kind: MarkKind::Annotation,
            address: Address::article(&row.collection, &row.path),
            article_title: row.article_title,
            note_html: note_html(&row.note),
            note: row.note,
            tags: row.tags,
            color_label: row.color.as_deref().map(|name| named(&self.colors, name)),
            color: row.color,
            underline: row.style == "underline",
            status: row.placed.status.clone(),
            created: row.created,
            modified: row.modified,
            ..ExportMark::default()
        };
        self.tell_place(&mut mark, (row.passage, row.section), row.placed)?;
        Ok(self.published(mark))
    }

    fn bookmark(&mut self, row: BookmarkRow) -> Result<ExportMark> {
        let mut mark = ExportMark {
            id: row.id.to_string(),
            kind: MarkKind::Bookmark,
            address: Address::article(&row.collection, &row.path),
            name: row.title,
            article_title: row.article_title,
            tags: row.tags,
            status: row.placed.status.clone(),
            read_later: row.read_later,
            folder: self.folder_path(row.folder),
            created: row.created,
            modified: row.modified,
            ..ExportMark::default()
        };
        self.tell_place(&mut mark, (row.passage, row.section), row.placed)?;
        Ok(self.published(mark))
    }

    /// Says of a mark what was chosen, and where that is now.
    fn tell_place(
        &mut self,
        mark: &mut ExportMark,
        chosen: (Option<PassageRow>, Option<SectionRow>),
        placed: Placed,
    ) -> Result<()> {
        match chosen {
            (Some(passage), _) => {
                let page = self.page(&mark.address)?;
                let found = placed_in(page.as_deref(), placed.range, placed.text_hash);
                if let Some((page, (start, end))) = found {
                    let text = &page.page.text;
                    mark.position = Some(points(text, start)..points(text, end));
                    if mark.kind == MarkKind::Annotation {
                        mark.address.section = page.anchor_at(start);
                        let same = passage.text_hash == Some(page.hash.0) && passage.start == start;
                        mark.text_hash = same.then(|| format!("{:016x}", page.hash.0));
                    }
                }
                mark.headings = passage.headings;
                (mark.quote, mark.prefix, mark.suffix) =
                    (passage.exact, passage.prefix, passage.suffix);
            }
            (None, Some(section)) => {
                mark.address.section = placed.anchor.or(Some(section.anchor));
                mark.headings = section.headings;
                mark.ordinal = Some(section.ordinal);
                mark.opening = Some(section.opening);
            }
            (None, None) => {}
        }
        Ok(())
    }

    fn published(&self, mark: ExportMark) -> ExportMark {
        let name = &mark.address.collection;
        match self.publications.get(name) {
            Some(publication) => publication.mark(mark),
            None => ExportMark {
                collection_title: self.titles.of(name),
                ..mark
            },
        }
    }

    /// The page of an article, where it can be read now.
    fn page(&mut self, place: &Address) -> Result<Option<Arc<LoadedPage>>> {
        if let Some((held, page)) = &self.page
            && held == place
        {
            return Ok(page.clone());
        }
        let page = self.library.readable_page(place)?;
        self.page = Some((place.clone(), page.clone()));
        Ok(page)
    }

    fn folder_path(&self, folder: Option<FolderId>) -> Vec<String> {
        let mut names = Vec::new();
        let mut next = folder;
        while let Some(row) = next.and_then(|id| self.folders.iter().find(|row| row.id == id)) {
            names.push(row.title.clone());
            next = row.parent.filter(|_| names.len() < DEPTH);
        }
        names.reverse();
        names
    }
}

/// Where a mark is in a page, if it was placed in this very text.
fn placed_in(
    page: Option<&LoadedPage>,
    range: Option<(u32, u32)>,
    hash: Option<u64>,
) -> Option<(&LoadedPage, (u32, u32))> {
    let page = page.filter(|page| hash == Some(page.hash.0))?;
    Some((page, range?))
}

/// Unicode code points before a position in UTF-16 code units.
fn points(text: &str, position: u32) -> u32 {
    let before = crate::pages::slice(text, 0, position);
    u32::try_from(before.chars().count()).unwrap_or(u32::MAX)
}
