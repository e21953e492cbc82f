//! Pages, read from where their articles are kept, the last ones held in memory.

use std::collections::VecDeque;
use std::sync::Arc;

use pandect_core::address::Address;
use pandect_core::anchoring::{AnchorText, SectionSpan, SectionText, TextHash};
use pandect_core::clean::{self, Cleaned};
use pandect_core::language::{direction_of, named_or_detected};
use pandect_core::markdown::{MarkdownArticle, OwnLinks, read_markdown};
use pandect_core::page::{Direction, Page, RECIPE};
use pandect_store::{CollectionFile, CollectionKind, CollectionPage, CollectionRow};
use twox_hash::XxHash3_64;

use crate::{Error, Library, Result, locked};

/// Pages held in memory.
const HELD: usize = 64;
/// Characters of a section that its target keeps (design: "section target").
const OPENING: usize = 200;

/// A page with what the facade knows of it.
#[derive(Debug)]
pub(crate) struct LoadedPage {
    pub(crate) address: Address,
    pub(crate) page: Page,
    pub(crate) hash: TextHash,
    /// Markdown, of own articles.
    pub(crate) markdown: Option<String>,
    /// When an own article was last changed.
    pub(crate) modified: Option<i64>,
    version: String,
}

impl LoadedPage {
    /// The text, prepared for placing passages.
    pub(crate) fn anchor_text(&self) -> AnchorText<'_> {
        let spans: Vec<SectionSpan> = self
            .section_paths()
            .into_iter()
            .zip(&self.page.sections)
            .map(|(headings, section)| SectionSpan {
                start: section.start,
                headings,
            })
            .collect();
        AnchorText::new(&self.page.text, &spans, Some(self.hash))
    }

    /// The sections, for placing section targets.
    pub(crate) fn section_texts(&self) -> Vec<SectionText> {
        self.section_paths()
            .into_iter()
            .zip(&self.page.sections)
            .map(|(headings, section)| SectionText {
                anchor: section.anchor.clone(),
                headings,
                opening: opening(slice(&self.page.text, section.start, section.end)),
            })
            .collect()
    }

    /// The paths under which marks of the article may be kept: its own, and those of its redirects.
    pub(crate) fn paths(&self) -> Vec<String> {
        let redirects = self.page.redirects.iter();
        let redirects = redirects.map(|redirect| redirect.replace(' ', "_"));
        std::iter::once(self.address.path.clone())
            .chain(redirects)
            .collect()
    }

    /// How many words its text has, as a reader counts them.
    pub(crate) fn word_count(&self) -> u32 {
        count_words(&self.page.text)
    }

    /// The words of a stretch of the text.
    pub(crate) fn words_at(&self, start: u32, end: u32) -> &str {
        slice(&self.page.text, start, end)
    }

    /// The anchor of the section that a position is in; none before the first heading.
    pub(crate) fn anchor_at(&self, position: u32) -> Option<String> {
        let sections = self.page.sections.iter();
        sections
            .rev()
            .find(|section| section.start <= position && position < section.end)
            .map(|section| section.anchor.clone())
    }

    /// Of each section, its heading and those above it.
    fn section_paths(&self) -> Vec<Vec<String>> {
        let mut above: Vec<(u8, String)> = Vec::new();
        let mut paths = Vec::with_capacity(self.page.sections.len());
        for section in &self.page.sections {
            above.retain(|(level, _)| *level < section.level);
            above.push((section.level, section.title.clone()));
            paths.push(above.iter().map(|(_, title)| title.clone()).collect());
        }
        paths
    }
}

/// The pages read last.
#[derive(Debug, Default)]
pub(crate) struct PageCache(VecDeque<Arc<LoadedPage>>);

impl PageCache {
    fn get(&mut self, address: &Address, version: &str) -> Option<Arc<LoadedPage>> {
        let at = self.0.iter().position(|held| {
            held.address.collection == address.collection
                && held.address.path == address.path
                && held.version == version
        })?;
        let page = self.0.remove(at)?;
        self.0.push_front(Arc::clone(&page));
        Some(page)
    }

    fn put(&mut self, page: &Arc<LoadedPage>) {
        self.0.push_front(Arc::clone(page));
        self.0.truncate(HELD);
    }
}

impl Library {
    /// The page of an article, where it can be read now.
    pub(crate) fn readable_page(&self, address: &Address) -> Result<Option<Arc<LoadedPage>>> {
        match self.page(address) {
            Ok(loaded) => Ok(Some(loaded)),
            Err(
                Error::ArticleMissing(_)
                | Error::CollectionMissing(_)
                | Error::ArchiveMissing(_)
                | Error::ArchiveChanged(_)
                | Error::Archive { .. },
            ) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The page of an article that is at this very path.
    pub(crate) fn page(&self, address: &Address) -> Result<Arc<LoadedPage>> {
        let name = &address.collection;
        let collection = self.file.read(|reader| reader.collection(name))?;
        let collection = collection.ok_or_else(|| Error::CollectionMissing(name.clone()))?;
        let missing = || Error::ArticleMissing(address.to_string());
        if collection.kind == CollectionKind::Own {
            let article = self
                .file
                .read(|reader| reader.article(name, &address.path))?;
            let article = article.ok_or_else(missing)?;
            let version = article.revision.to_string();
            return self.held(address, version, |loaded| {
                loaded.page = own_page(name, &address.path, &article.source, &collection.language);
                loaded.markdown = Some(article.source);
                loaded.modified = Some(article.modified);
                Ok(())
            });
        }
        if collection.kind == CollectionKind::Archive {
            return self.held(address, collection.edition.clone(), |loaded| {
                let page = self.archive_page(&collection, &address.path)?;
                loaded.page = page.ok_or_else(missing)?;
                Ok(())
            });
        }
        let file = self.collection_file(&collection)?;
        self.held(address, collection.edition.clone(), |loaded| {
            let stored = file.article(&address.path)?.ok_or_else(missing)?;
            loaded.page = imported_page(stored, file.redirects(&address.path)?);
            Ok(())
        })
    }

    /// The text of the article at this very place, and its language: without making its page where that is
    /// not in memory and need not be.
    pub(crate) fn text_at(&self, address: &Address) -> Result<(String, String)> {
        let row = self.collection(&address.collection)?;
        if row.kind == CollectionKind::Imported
            && let Some(stored) = self.collection_file(&row)?.article(&address.path)?
            && stored.recipe == RECIPE
        {
            return Ok((clean::text_of(&stored.html), stored.language));
        }
        let loaded = self.page(address)?;
        Ok((loaded.page.text.clone(), loaded.page.language.clone()))
    }

    /// The file of an imported collection.
    pub(crate) fn collection_file(
        &self,
        collection: &CollectionRow,
    ) -> Result<Arc<CollectionFile>> {
        let key = (collection.name.clone(), collection.edition.clone());
        let opened = self
            .opened
            .read()
            .ok()
            .and_then(|opened| opened.get(&key).cloned());
        if let Some(file) = opened {
            return Ok(file);
        }
        let file = Arc::new(CollectionFile::open(
            &self.collection_path(&collection.name),
        )?);
        if let Ok(mut opened) = self.opened.write() {
            opened.retain(|(name, _), _| *name != collection.name);
            opened.insert(key, Arc::clone(&file));
        }
        Ok(file)
    }

    fn held(
        &self,
        address: &Address,
        version: String,
        read: impl FnOnce(&mut LoadedPage) -> Result<()>,
    ) -> Result<Arc<LoadedPage>> {
        if let Some(page) = locked(&self.pages).get(address, &version) {
            return Ok(page);
        }
        let mut loaded = LoadedPage {
            address: Address {
                section: None,
                ..address.clone()
            },
            page: Page::default(),
            hash: TextHash(0),
            markdown: None,
            modified: None,
            version,
        };
        read(&mut loaded)?;
        loaded.hash = TextHash(XxHash3_64::oneshot(loaded.page.text.as_bytes()));
        let loaded = Arc::new(loaded);
        locked(&self.pages).put(&loaded);
        Ok(loaded)
    }
}

/// The page of an own article.
pub(crate) fn own_page(collection: &str, path: &str, source: &str, language: &str) -> Page {
    let links = OwnLinks { collection };
    let title = path.replace('_', " ");
    let article = MarkdownArticle {
        title: &title,
        language,
        links: &links,
    };
    read_markdown(source, &article)
}

/// A page of cleaned HTML; its direction is that of its language.
pub(crate) fn page_of(read: Cleaned, title: String, language: &str) -> Page {
    let language = named_or_detected(language, &read.text);
    Page {
        direction: direction_of(language),
        title,
        language: language.to_owned(),
        html: read.html,
        text: read.text,
        sections: read.sections,
        links: read.links,
        media: read.media,
        lead: read.lead,
        diagnostics: read.diagnostics,
        ..Page::default()
    }
}

/// Words of a text, as a reader counts them.
pub(crate) fn count_words(text: &str) -> u32 {
    u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX)
}

/// The page of an article of an imported collection.
pub(crate) fn imported_page(stored: CollectionPage, redirects: Vec<String>) -> Page {
    // A body of an older recipe is cleaned again, so that a mended cleaner reaches it.
    let read = if stored.recipe == RECIPE {
        clean::read(stored.html)
    } else {
        clean::clean_again(&stored.html)
    };
    Page {
        redirects,
        direction: if stored.right_to_left {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        },
        categories: stored.categories,
        ..page_of(read, stored.title, &stored.language)
    }
}

/// What indexing wants of an article of an imported collection.
pub(crate) fn imported_text(stored: CollectionPage) -> Page {
    if stored.recipe != RECIPE {
        return imported_page(stored, Vec::new());
    }
    Page {
        text: clean::text_of(&stored.html),
        title: stored.title,
        language: stored.language,
        categories: stored.categories,
        ..Page::default()
    }
}

fn opening(section: &str) -> String {
    section.chars().take(OPENING).collect()
}

/// The part of a text between two positions in UTF-16 code units; one inside a surrogate pair means
/// the character it is in.
pub(crate) fn slice(text: &str, start: u32, end: u32) -> &str {
    let (mut units, mut from, mut to) = (0u32, text.len(), text.len());
    for (at, character) in text.char_indices() {
        if units >= start && from == text.len() {
            from = at;
        }
        if units >= end {
            to = at;
            break;
        }
        units = units.saturating_add(u32::try_from(character.len_utf16()).unwrap_or(2));
    }
    text.get(from..to.max(from)).unwrap_or_default()
}
