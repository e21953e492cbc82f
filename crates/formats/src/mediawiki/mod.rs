//! XML dumps of MediaWiki (<https://www.mediawiki.org/wiki/Help:Export>), compressed or not.

mod about;
mod page;
mod pages;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pandect_core::wikitext::Site;

use crate::edition::Edition;
use crate::links::path_of_title;
use crate::paths::Paths;
use crate::{
    Body, Error, Item, Links, Result, Source, SourceAbout, SourceArticle, SourceHeading, unpack,
};
use about::About;
use page::DumpPage;
use pages::{Found, Pages};

/// No page is longer, in bytes of XML.
const LONGEST_PAGE: u64 = 64 << 20;
/// Nothing longer stands before the first page.
const LONGEST_HEAD: u64 = 1 << 20;
/// Of larger files the edition's hash takes samples.
const HASHED_WHOLE: u64 = 256 << 20;
const SAMPLES: u64 = 256;
const SAMPLE: u64 = 64 << 10;

/// Namespaces whose pages are no articles: talk has odd numbers, and these.
const NO_ARTICLES: [i32; 13] = [2, 6, 8, 10, 14, 118, 710, 828, 1198, 2300, 2302, 2600, 446];

/// A dump of a wiki.
pub(crate) struct MediaWikiDump {
    file: PathBuf,
    heading: SourceHeading,
    site: Arc<Site>,
}

/// Whether a file is a dump, compressed or not.
pub(crate) fn is_dump(path: &Path) -> bool {
    let head = unpack::open(path).and_then(|file| Pages::new(file, LONGEST_PAGE).head(1 << 16));
    head.is_ok_and(|head| about::read(&head).is_some())
}

/// What the wiki of a dump calls itself, such as `enwiki`; empty where it does not say.
pub(crate) fn name(path: &Path) -> String {
    let head =
        unpack::open(path).and_then(|file| Pages::new(file, LONGEST_PAGE).head(LONGEST_HEAD));
    let about = head.ok().and_then(|head| about::read(&head));
    about.unwrap_or_default().database
}

/// What is known of a dump from its head.
pub(crate) fn about(path: &Path, bytes: u64) -> Result<SourceAbout> {
    let failed = |source| Error::reading(path, source);
    let mut pages = Pages::new(unpack::open(path).map_err(failed)?, LONGEST_PAGE);
    let head = pages.head(LONGEST_HEAD).map_err(failed)?;
    let about = about::read(&head).unwrap_or_default();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    Ok(SourceAbout {
        title: title(&about, &stem),
        language: about.language,
        edition: date_in(&stem).unwrap_or_default(),
        articles: None,
        bytes,
        packed: path.extension().is_none_or(|extension| extension != "xml"),
    })
}

fn title(about: &About, stem: &str) -> String {
    if about.name.is_empty() {
        stem.trim_end_matches(".xml").to_owned()
    } else {
        about.name.clone()
    }
}

impl MediaWikiDump {
    pub(crate) fn open(path: &Path, collection: &str) -> Result<Self> {
        let failed = |source| Error::reading(path, source);
        let mut pages = Pages::new(unpack::open(path).map_err(failed)?, LONGEST_PAGE);
        let head = pages.head(LONGEST_HEAD).map_err(failed)?;
        let about: About = about::read(&head).unwrap_or_default();
        let (edition_id, label) = edition(path).map_err(failed)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let title = title(&about, &stem);
        let source = Self {
            file: path.to_owned(),
            heading: SourceHeading {
                title,
                language: about.language,
                edition_id,
                edition_label: date_in(&stem).unwrap_or(label),
                links: Arc::new(Links::open(collection)),
            },
            site: Arc::new(about.site),
        };
        let found = source
            .items()
            .map_err(failed)?
            .any(|item| matches!(item, Item::Article(_)));
        if found {
            Ok(source)
        } else {
            Err(Error::Empty {
                path: path.to_owned(),
            })
        }
    }

    fn items(&self) -> io::Result<Items<Box<dyn BufRead>>> {
        Ok(Items {
            pages: Pages::new(unpack::open(&self.file)?, LONGEST_PAGE),
            site: Arc::clone(&self.site),
            paths: Paths::default(),
            left_out: BTreeMap::new(),
            finished: false,
        })
    }
}

impl Source for MediaWikiDump {
    fn heading(&self) -> &SourceHeading {
        &self.heading
    }

    fn articles(&mut self) -> Box<dyn Iterator<Item = Item> + '_> {
        match self.items() {
            Ok(items) => Box::new(items),
            Err(error) => Box::new(std::iter::once(Item::Skipped {
                what: self.file.to_string_lossy().into_owned(),
                why: format!("it cannot be read: {error}"),
            })),
        }
    }
}

struct Items<R> {
    pages: Pages<R>,
    site: Arc<Site>,
    paths: Paths,
    /// Pages that are no articles, by why they are none.
    left_out: BTreeMap<String, u64>,
    finished: bool,
}

impl<R: BufRead> Iterator for Items<R> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.finished {
            let Some(found) = self.pages.next_page() else {
                self.finished = true;
                break;
            };
            let page = match found {
                Found::Page(xml) => page::read(&xml).map_err(|why| (title_in(&xml), why)),
                Found::TooLong(start) => Err((
                    title_in(&start),
                    format!("the page is longer than {} MB", LONGEST_PAGE >> 20),
                )),
                Found::BrokenOff(rest, why) => {
                    let why = why.map_or_else(
                        || "the dump ends within this page".to_owned(),
                        |why| format!("the dump cannot be read any further: {why}"),
                    );
                    Err((title_in(&rest), why))
                }
            };
            match page.map(|page| self.item(page)) {
                Ok(Some(item)) => return Some(item),
                Ok(None) => {}
                Err((what, why)) => return Some(Item::Skipped { what, why }),
            }
        }
        let (what, count) = self.left_out.pop_first()?;
        let why = if count == 1 {
            "1 page is no article".to_owned()
        } else {
            format!("{count} pages are no articles")
        };
        Some(Item::Skipped { what, why })
    }
}

impl<R> Items<R> {
    /// The page as an item; nothing where it is no article.
    fn item(&mut self, page: DumpPage) -> Option<Item> {
        let title = page.title.trim().to_owned();
        if page.namespace % 2 != 0 || NO_ARTICLES.contains(&page.namespace) {
            let (prefix, _) = title.split_once(':').unwrap_or((&title, ""));
            *self.left_out.entry(format!("{prefix}:…")).or_default() += 1;
            return None;
        }
        if !matches!(page.model.as_str(), "" | "wikitext") {
            *self.left_out.entry(page.model).or_default() += 1;
            return None;
        }
        if let Some(target) = page.redirect {
            let target = target.split('#').next().unwrap_or_default();
            return Some(Item::Redirect {
                from: title,
                to: path_of_title(target),
            });
        }
        let path = path_of_title(&title);
        if path.is_empty() {
            return Some(Item::Skipped {
                what: title,
                why: "the title makes no path".to_owned(),
            });
        }
        Some(Item::Article(SourceArticle {
            path: self.paths.unique(path),
            origin: title.clone(),
            body: Body::Wikitext {
                text: page.text,
                site: Arc::clone(&self.site),
            },
            title: Some(title),
            redirects: Vec::new(),
            categories: Vec::new(),
            language: String::new(),
        }))
    }
}

/// `text` with the entities of XML resolved.
fn decoded(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), |text| text.into_owned())
}

/// The title of a page whose XML cannot be read.
fn title_in(xml: &str) -> String {
    let title = xml.split_once("<title>").map(|(_, rest)| rest);
    let title = title.and_then(|rest| rest.split('<').next());
    title.map_or_else(|| "a page".to_owned(), decoded)
}

/// The date in a dump's name: `enwiki-20240101-pages-articles`.
fn date_in(stem: &str) -> Option<String> {
    let date = stem.split(['-', '_', '.']).find(|part| {
        part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit()) && part.starts_with("20")
    })?;
    Some(format!(
        "{}-{}-{}",
        date.get(..4)?,
        date.get(4..6)?,
        date.get(6..)?
    ))
}

/// Hash and date of a dump; of one that takes long to read, the hash is that of samples.
fn edition(path: &Path) -> io::Result<(String, String)> {
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    let mut edition = Edition::default();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    edition.file(&name, metadata.len(), metadata.modified().ok());
    let mut buffer = Vec::new();
    if metadata.len() <= HASHED_WHOLE {
        loop {
            buffer.clear();
            if (&mut file).take(1 << 20).read_to_end(&mut buffer)? == 0 {
                return Ok(edition.finish());
            }
            edition.bytes(&buffer);
        }
    }
    for sample in 0..SAMPLES {
        let last = metadata.len() - SAMPLE;
        file.seek(SeekFrom::Start(last / (SAMPLES - 1) * sample))?;
        buffer.clear();
        (&mut file).take(SAMPLE).read_to_end(&mut buffer)?;
        edition.bytes(&buffer);
    }
    Ok(edition.finish())
}

#[cfg(test)]
mod tests;
