//! What the index of an archive is made of: its titles, and its texts cluster by cluster.

use std::collections::HashMap;

use pandect_core::page::Page;
use pandect_formats::zim::{Archive, Listed};
use pandect_search::{Document, TitleEntry, TitleIndexBuilder};
use pandect_store::CollectionRow;

use super::making::{Texts, importance};
use crate::archives::{damaged, read_page};
use crate::dto::Phase;
use crate::pipeline::in_order;
use crate::progress::{Progress, Watcher, tell};
use crate::{Library, Result};

/// Articles that one worker takes at once; they are mostly of one cluster.
const SHARE: usize = 32;
/// Bytes that a share is reckoned at: few are read ahead of the index.
const SHARE_WEIGHT: usize = 16 << 20;
/// After so many entries it is told how many articles were found.
const OFTEN: u32 = 1_000;

/// An article of an archive, as far as indexing knows it before reading it.
struct Found {
    cluster: u32,
    number: u32,
    /// Redirects that lead to it: much-sought articles have many.
    importance: u32,
}

impl Library {
    /// The titles and redirects of an archive.
    pub(super) fn archive_titles(
        &self,
        row: &CollectionRow,
        titles: &mut TitleIndexBuilder,
        watcher: &mut Watcher<'_>,
    ) -> Result<()> {
        let archive = self.archive(row)?;
        let mut told = |done| {
            let (total, phase) = (Some(archive.article_count()), Phase::Titles);
            tell(watcher, Progress { done, total, phase })
        };
        find_articles(&archive, Some(titles), &mut told)?;
        Ok(())
    }

    /// The texts of an archive, made by all processors. Each cluster is unpacked once.
    pub(super) fn archive_texts(
        &self,
        row: &CollectionRow,
        texts: &mut Texts<'_, '_>,
    ) -> Result<()> {
        let archive = self.archive(row)?;
        texts.total = archive.article_count();
        let before = texts.reached();
        let mut found = find_articles(&archive, None, &mut |_| texts.tell(before))?;
        found.sort_unstable_by_key(|article| (article.cluster, article.number));
        texts.total = found.len() as u64;
        let behind = usize::try_from(before).map_or(found.len(), |at| at.min(found.len()));
        // How much a share weighs is known when its cluster is unpacked.
        let shares = found[behind..].chunks(SHARE);
        let read_share = |share: &[Found]| -> Vec<Option<Made>> {
            share
                .iter()
                .map(|article| read(row, &archive, article))
                .collect()
        };
        let mut place = before;
        in_order(
            shares.map(|share| (share, SHARE_WEIGHT)),
            |share| (share.len() as u64, read_share(share)),
            |made| {
                let Some((articles, made)) = made else {
                    tracing::warn!("a share of the articles is not indexed");
                    place += SHARE as u64;
                    return Ok(());
                };
                for made in made.iter().flatten() {
                    texts.add(&made.document())?;
                }
                place += articles;
                texts.reach(place)
            },
        )
    }
}

/// An article, ready to be indexed.
struct Made {
    path: String,
    page: Page,
    importance: u32,
}

impl Made {
    fn document(&self) -> Document<'_> {
        Document {
            path: &self.path,
            title: &self.page.title,
            text: &self.page.text,
            language: &self.page.language,
            categories: &self.page.categories,
            importance: self.importance,
        }
    }
}

/// One article; one that is damaged is left out.
fn read(row: &CollectionRow, archive: &Archive, article: &Found) -> Option<Made> {
    let content = archive.content(article.number).ok()??;
    match read_page(row, archive, &content) {
        Ok(page) => Some(Made {
            path: content.path,
            page,
            importance: article.importance,
        }),
        Err(damage) => {
            tracing::warn!(error = %damaged(row, damage), "an article is not indexed");
            None
        }
    }
}

/// Goes through the articles and redirects of an archive, and tells the index of titles of them; `told`
/// hears now and then how many articles there were.
fn find_articles(
    archive: &Archive,
    mut titles: Option<&mut TitleIndexBuilder>,
    told: &mut dyn FnMut(u64) -> Result<()>,
) -> Result<Vec<Found>> {
    let redirects = count_redirects(archive);
    // How long an article is, its cluster would have to be unpacked for.
    let weigh = |number: u32| importance(redirects.get(&number).copied().unwrap_or(0), 0);
    let mut found = Vec::new();
    for number in archive.numbers() {
        // An entry that cannot be read is told of by `verify`; the others are found.
        match archive.listed(number) {
            Ok(Some(Listed::Article(content))) => {
                let importance = weigh(number);
                if let Some(titles) = &mut titles {
                    titles.add(&TitleEntry {
                        title: &content.title.replace('_', " "),
                        path: &content.path,
                        redirect_to: None,
                        importance,
                    })?;
                }
                found.push(Found {
                    cluster: content.cluster,
                    number,
                    importance,
                });
            }
            Ok(Some(Listed::Redirect { path, title, to })) => {
                if let Some(titles) = &mut titles
                    && let Ok(Some(content)) = archive.content(to)
                    && content.is_article()
                {
                    titles.add(&TitleEntry {
                        title: &title.replace('_', " "),
                        path: &path,
                        redirect_to: Some(&content.path),
                        importance: weigh(content.number),
                    })?;
                }
            }
            Ok(None) | Err(_) => {}
        }
        if number % OFTEN == 0 {
            told(found.len() as u64)?;
        }
    }
    Ok(found)
}

fn count_redirects(archive: &Archive) -> HashMap<u32, u32> {
    let mut counts = HashMap::new();
    for number in archive.numbers() {
        if let Ok(Some(Listed::Redirect { to, .. })) = archive.listed(number) {
            *counts.entry(to).or_insert(0) += 1;
        }
    }
    counts
}
