//! What the index of an imported collection is made of.

use pandect_core::page::Page;
use pandect_search::{Document, TitleIndexBuilder};
use pandect_store::{CollectionFile, CollectionPage, CollectionRow};

use super::making::{Incoming, Texts, add_titles};
use crate::dto::Phase;
use crate::pages::imported_text;
use crate::pipeline::in_order;
use crate::progress::{Progress, Watcher, tell};
use crate::{Library, Result};

/// Titles that are read from a collection file at once.
const TITLES_AT_ONCE: u32 = 1_000;
/// Bodies that are read from a collection file at once.
const BODIES_AT_ONCE: u32 = 64;

impl Library {
    /// The titles and redirects of an imported collection.
    pub(super) fn imported_titles(
        &self,
        row: &CollectionRow,
        titles: &mut TitleIndexBuilder,
        watcher: &mut Watcher<'_>,
    ) -> Result<()> {
        let file = self.collection_file(row)?;
        let incoming = Incoming::of(file.incoming_links(&row.name)?);
        let (total, phase) = (Some(file.count_articles()?), Phase::Titles);
        let (mut done, mut behind) = (0, 0);
        loop {
            let articles = file.names_behind(behind, TITLES_AT_ONCE)?;
            if articles.is_empty() {
                return Ok(());
            }
            done += articles.len() as u64;
            for article in articles {
                behind = article.number;
                let (path, title) = (&article.path, &article.title);
                let importance = incoming.weigh(path, article.bytes);
                add_titles(titles, path, title, &article.redirects, importance)?;
            }
            tell(watcher, Progress { done, total, phase })?;
        }
    }

    /// The texts of an imported collection as they were added, made by all processors.
    pub(super) fn imported_texts(
        &self,
        row: &CollectionRow,
        texts: &mut Texts<'_, '_>,
    ) -> Result<()> {
        let file = self.collection_file(row)?;
        let incoming = Incoming::of(file.incoming_links(&row.name)?);
        texts.total = file.count_articles()?;
        let articles = InOrder {
            file: &file,
            behind: i64::try_from(texts.reached()).unwrap_or(i64::MAX),
            ready: Vec::new().into_iter(),
        };
        let weighed = articles.map(|article| {
            let weight = article.as_ref().map_or(0, |(_, page)| page.html.len());
            (article, weight)
        });
        let make = |article: Result<(i64, CollectionPage)>| {
            let (number, stored) = article?;
            let path = stored.path.clone();
            Ok((number, path, imported_text(stored)))
        };
        in_order(
            weighed,
            make,
            |made: Option<Result<(i64, String, Page)>>| {
                let Some(made) = made else {
                    tracing::warn!("an article is not indexed");
                    return Ok(());
                };
                let (number, path, page) = made?;
                texts.add(&Document {
                    path: &path,
                    title: &page.title,
                    text: &page.text,
                    language: &page.language,
                    categories: &page.categories,
                    importance: incoming.weigh(&path, page.text.len() as u64),
                })?;
                texts.reach(number.unsigned_abs())
            },
        )
    }
}

/// The articles of an imported collection as they were added, some at a time.
struct InOrder<'a> {
    file: &'a CollectionFile,
    behind: i64,
    ready: std::vec::IntoIter<(i64, CollectionPage)>,
}

impl Iterator for InOrder<'_> {
    type Item = Result<(i64, CollectionPage)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ready.as_slice().is_empty() {
            match self.file.articles_behind(self.behind, BODIES_AT_ONCE) {
                Ok(articles) => self.ready = articles.into_iter(),
                Err(error) => return Some(Err(error.into())),
            }
        }
        let (number, page) = self.ready.next()?;
        self.behind = number;
        Some(Ok((number, page)))
    }
}
