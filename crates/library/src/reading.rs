//! Opening, previewing and listing articles.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use pandect_core::address::Address;
use pandect_core::page::{Direction, LinkTarget, Section};
use pandect_formats::zim::Content;
use pandect_store::{CollectionKind as StoredKind, CollectionRow};
use serde::Serialize;

use crate::dto::{
    ArticleLink, ArticleView, FrontPage, Preview, ReadingPlace, SectionView, TextDirection,
};
use crate::links::{Resolved, folded_name};
use crate::pages::LoadedPage;
use crate::{Error, Library, Result};

/// Entries of the front page.
const RECENT: u32 = 6;
const NOTES: u32 = 4;
/// How often chance may hit upon nothing.
const TRIES: usize = 20;
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// An article as the command line shows it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    /// Where it is, after redirects.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Cleaned HTML.
    pub html: String,
    /// Canonical plain text.
    pub text: String,
    /// Markdown, of own articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub markdown: Option<String>,
    /// Headings.
    pub sections: Vec<SectionView>,
    /// Addresses and URLs that it links to, in order.
    pub links: Vec<String>,
}

/// Addresses of links of a page that lead to no article, as they stand in its HTML.
#[derive(Default)]
struct LinkEnds {
    missing: Vec<String>,
    files: Vec<String>,
}

impl Library {
    /// An article with everything that stands beside it. Its marks are placed anew where the text
    /// changed since they were.
    pub fn open_article(&self, address: &str) -> Result<ArticleView> {
        let Resolved {
            address,
            redirected_from,
        } = self.resolve(&Self::address(address)?)?;
        let loaded = self.page(&address)?;
        let page = &loaded.page;
        let annotations = self.annotations_on(&loaded)?;
        let bookmarks = self.bookmarks_on(&loaded)?;
        let place = self
            .file
            .read(|reader| reader.place(&address.collection, &address.path))?;
        let collection = self.collection(&address.collection)?;
        let source = Path::new(&collection.location).file_name();
        let ends = self.link_ends(&loaded)?;
        Ok(ArticleView {
            address: address.to_string(),
            source: source.unwrap_or_default().to_string_lossy().into_owned(),
            collection_title: collection.title,
            edition: collection.edition_label,
            license: collection.license,
            title: page.title.clone(),
            redirected_from,
            html: page.html.clone(),
            text_hash: format!("{:016x}", loaded.hash.0),
            language: page.language.clone(),
            direction: direction(page.direction),
            sections: page.sections.iter().map(section_view).collect(),
            missing: ends.missing,
            files: ends.files,
            backlinks: self.backlinks(&loaded)?,
            categories: page.categories.clone(),
            words: loaded.word_count(),
            modified: loaded.modified,
            bookmarks,
            annotations,
            place: place.map(|row| ReadingPlace {
                position: row.position,
                offset: row.shift,
                read: row.read,
            }),
            collection: address.collection,
        })
    }

    /// An article as the command line shows it.
    pub fn show_article(&self, address: &str) -> Result<Shown> {
        let address = self.resolve(&Self::address(address)?)?.address;
        let loaded = self.page(&address)?;
        let link = |link: &pandect_core::page::Link| match &link.target {
            LinkTarget::Address(address) => address.to_string(),
            LinkTarget::External(url) => url.clone(),
        };
        Ok(Shown {
            address: address.to_string(),
            title: loaded.page.title.clone(),
            html: loaded.page.html.clone(),
            text: loaded.page.text.clone(),
            markdown: loaded.markdown.clone(),
            sections: loaded.page.sections.iter().map(section_view).collect(),
            links: loaded.page.links.iter().map(link).collect(),
        })
    }

    /// What the card over a link shows.
    pub fn preview_article(&self, address: &str) -> Result<Preview> {
        let address = self.resolve(&Self::address(address)?)?.address;
        let loaded = self.page(&address)?;
        let page = &loaded.page;
        let section = address.section.as_ref().and_then(|anchor| {
            page.sections
                .iter()
                .find(|section| section.anchor == *anchor)
        });
        Ok(Preview {
            title: page.title.clone(),
            section_title: section.map(|section| section.title.clone()),
            lead: section.map_or_else(
                || page.lead.clone(),
                |section| section_lead(&loaded, section),
            ),
            collection_title: self.collection_titles()?.of(&address.collection),
            language: page.language.clone(),
            direction: direction(page.direction),
            picture: page.media.first().map(ToString::to_string),
            address: address.to_string(),
        })
    }

    /// The address of some article, every article being as likely as any other.
    pub fn random_article(&self) -> Result<String> {
        let collections = self.list_collections()?;
        let all: u64 = collections
            .iter()
            .map(|collection| collection.articles)
            .sum();
        let mut address = None;
        // An archive may count what is no article: then another one is asked for.
        for _ in 0..TRIES {
            if address.is_some() || all == 0 {
                break;
            }
            address = self.nth_article(fastrand::u64(0..all))?;
        }
        address.ok_or_else(|| Error::ArticleMissing("pandect://".to_owned()))
    }

    /// What the front page shows.
    pub fn front_page(&self) -> Result<FrontPage> {
        let collections = self.list_collections()?;
        let all: u64 = collections
            .iter()
            .map(|collection| collection.articles)
            .sum();
        let today = u64::try_from(self.now() / DAY).unwrap_or(0);
        // A large odd factor spreads neighbouring days over the whole library.
        let chosen = today.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 16;
        let address = if all == 0 {
            None
        } else {
            self.nth_article(chosen % all)?
        };
        Ok(FrontPage {
            recent: self.list_visits(RECENT)?,
            notes: self.latest_notes(NOTES)?,
            read_later: self.to_read(RECENT)?,
            due_cards: self.due_cards()?,
            collections,
            // One that cannot be read takes nothing else away.
            article_of_the_day: address.and_then(|address| self.preview_article(&address).ok()),
        })
    }

    /// Articles of a collection by title.
    pub fn list_articles(
        &self,
        collection: &str,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<ArticleLink>> {
        let row = self.collection(collection)?;
        let found = match row.kind {
            StoredKind::Own => self
                .file
                .read(|reader| reader.list_articles(collection, offset, limit))?,
            StoredKind::Imported => self.collection_file(&row)?.list_articles(offset, limit)?,
            StoredKind::Archive => {
                let limit = usize::try_from(limit).unwrap_or(usize::MAX);
                let listed = self.archive(&row)?.by_title(u64::from(offset), limit);
                let named = |content: Content| (content.path, content.title.replace('_', " "));
                listed.into_iter().map(named).collect()
            }
        };
        Ok(found
            .into_iter()
            .map(|(path, title)| link_to(collection, path, title))
            .collect())
    }

    fn nth_article(&self, mut number: u64) -> Result<Option<String>> {
        for collection in self.list_collections()? {
            if number < collection.articles {
                let offset = u32::try_from(number).unwrap_or(u32::MAX);
                let found = self.list_articles(&collection.name, offset, 1)?;
                return Ok(found.into_iter().next().map(|link| link.address));
            }
            number -= collection.articles;
        }
        Ok(None)
    }

    /// Which links of a page lead to nothing, and which to files.
    fn link_ends(&self, loaded: &LoadedPage) -> Result<LinkEnds> {
        let mut wanted: BTreeMap<&str, Vec<&Address>> = BTreeMap::new();
        for link in &loaded.page.links {
            if let LinkTarget::Address(address) = &link.target {
                let collection = wanted.entry(&address.collection).or_default();
                collection.push(address);
            }
        }
        let mut ends = LinkEnds::default();
        for (collection, addresses) in wanted {
            let row = self.file.read(|reader| reader.collection(collection))?;
            for address in self.absent(row.as_ref(), addresses)? {
                let is_file = match &row {
                    Some(row) => self.is_file(row, address)?,
                    None => false,
                };
                if is_file {
                    ends.files.push(address.to_string());
                } else if self.find_elsewhere(address)?.is_none() {
                    ends.missing.push(address.to_string());
                }
            }
        }
        for list in [&mut ends.missing, &mut ends.files] {
            list.sort_unstable();
            list.dedup();
        }
        Ok(ends)
    }

    /// Which addresses lead to no article of their collection: one question for all of them.
    fn absent<'a>(
        &self,
        row: Option<&CollectionRow>,
        addresses: Vec<&'a Address>,
    ) -> Result<Vec<&'a Address>> {
        let names = || -> Vec<String> {
            let folded = addresses.iter().map(|address| folded_name(&address.path));
            folded.collect()
        };
        let present = match row {
            None => HashSet::new(),
            Some(row) if row.kind == StoredKind::Own => self
                .file
                .read(|reader| reader.names_present(&row.name, &names()))?,
            Some(row) if row.kind == StoredKind::Imported => {
                self.collection_file(row)?.names_present(&names())?
            }
            Some(row) => {
                let mut found = HashSet::new();
                for address in &addresses {
                    if self.find_in_archive(row, address)?.is_some() {
                        found.insert(folded_name(&address.path));
                    }
                }
                found
            }
        };
        let is_absent = |address: &&Address| !present.contains(&folded_name(&address.path));
        Ok(addresses.into_iter().filter(is_absent).collect())
    }

    /// Articles of all collections that link to a page, under any of its names.
    fn backlinks(&self, loaded: &LoadedPage) -> Result<Vec<ArticleLink>> {
        let Address {
            collection, path, ..
        } = &loaded.address;
        let mut names = vec![folded_name(path), folded_name(&loaded.page.title)];
        names.extend(
            loaded
                .page
                .redirects
                .iter()
                .map(|redirect| folded_name(redirect)),
        );
        let own = self
            .file
            .read(|reader| reader.backlinks(collection, &names))?;
        let mut links: Vec<_> = own
            .into_iter()
            .map(|(from, path, title)| link_to(&from, path, title))
            .collect();
        for row in self.file.read(|reader| reader.collections())? {
            if row.kind == StoredKind::Imported {
                let found = self.collection_file(&row)?.backlinks(collection, &names)?;
                links.extend(
                    found
                        .into_iter()
                        .map(|(path, title)| link_to(&row.name, path, title)),
                );
            }
        }
        let own = loaded.address.to_string();
        links.retain(|link| link.address != own);
        Ok(links)
    }
}

pub(crate) fn link_to(collection: &str, path: String, title: String) -> ArticleLink {
    let address = Address {
        collection: collection.to_owned(),
        path,
        section: None,
    };
    ArticleLink {
        title,
        address: address.to_string(),
    }
}

fn section_view(section: &Section) -> SectionView {
    SectionView {
        anchor: section.anchor.clone(),
        level: section.level,
        title: section.title.clone(),
        start: section.start,
        end: section.end,
    }
}

/// The first lines of a section behind its heading.
fn section_lead(loaded: &LoadedPage, section: &Section) -> String {
    let text = loaded.words_at(section.start, section.end).trim_start();
    let body = text
        .strip_prefix(section.title.as_str())
        .unwrap_or(text)
        .trim_start();
    let first = body
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    first.chars().take(600).collect()
}

pub(crate) fn direction(direction: Direction) -> TextDirection {
    match direction {
        Direction::LeftToRight => TextDirection::Ltr,
        Direction::RightToLeft => TextDirection::Rtl,
    }
}
