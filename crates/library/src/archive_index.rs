//! Making the index of an archive: its titles first, its texts cluster by cluster.

use std::collections::HashMap;
use std::path::Path;

use pandect_core::page::{Page, RECIPE};
use pandect_formats::zim::{Archive, Listed};
use pandect_search::{
    Cancel, Document, FullTextWriter, IndexManifest, TitleEntry, TitleIndexBuilder,
};
use pandect_store::CollectionRow;

use crate::archives::{damaged, read_page};
use crate::dto::Phase;
use crate::pipeline::in_order;
use crate::progress::{Progress, Watcher, tell};
use crate::{Library, Result};

/// Articles that one worker takes at once; they are mostly of one cluster.
const SHARE: usize = 32;
/// Bytes that a share is reckoned at: few are read ahead of the index.
const SHARE_WEIGHT: usize = 16 << 20;

/// An article of an archive, as far as indexing knows it before reading it.
struct Found {
    cluster: u32,
    number: u32,
    /// Redirects that lead to it: much-sought articles have many.
    importance: u32,
}

impl Library {
    /// Makes the title index of an archive in a folder.
    pub(crate) fn fill_archive_titles(
        &self,
        row: &CollectionRow,
        folder: &Path,
        watcher: &mut Watcher<'_>,
    ) -> Result<()> {
        let archive = self.archive(row)?;
        let mut titles = TitleIndexBuilder::new(&folder.join("titles"), row.edition.as_bytes());
        find_articles(&archive, Some(&mut titles), watcher)?;
        titles.finish(&Cancel::new())?;
        Ok(())
    }

    /// Makes the full-text index of an archive in a folder.
    pub(crate) fn fill_archive_text(
        &self,
        row: &CollectionRow,
        folder: &Path,
        watcher: &mut Watcher<'_>,
    ) -> Result<()> {
        let archive = self.archive(row)?;
        let mut found = find_articles(&archive, None, watcher)?;
        // Each cluster is unpacked once.
        found.sort_unstable_by_key(|article| (article.cluster, article.number));
        let manifest = IndexManifest::new(&row.name, &row.edition, &row.language, RECIPE);
        let mut writer =
            FullTextWriter::create(&folder.join("text"), manifest, &self.writer_options())?;
        fill_text(row, &archive, &found, &mut writer, watcher)?;
        Ok(writer.finish()?)
    }
}

/// Goes through the articles and redirects of an archive, and tells the index of titles of them.
fn find_articles(
    archive: &Archive,
    mut titles: Option<&mut TitleIndexBuilder>,
    watcher: &mut Watcher<'_>,
) -> Result<Vec<Found>> {
    let importance = count_redirects(archive);
    let weigh = |number: u32| importance.get(&number).copied().unwrap_or(0);
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
        if number % 1000 == 0 {
            let done = found.len() as u64;
            let (total, phase) = (None, Phase::Titles);
            tell(watcher, Progress { done, total, phase })?;
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

/// Several threads read and clean, this one hands what they made to the index.
fn fill_text(
    row: &CollectionRow,
    archive: &Archive,
    found: &[Found],
    writer: &mut FullTextWriter,
    watcher: &mut Watcher<'_>,
) -> Result<()> {
    // How much a share weighs is known when its cluster is unpacked.
    let shares = found.chunks(SHARE).map(|share| (share, SHARE_WEIGHT));
    let read_share = |share: &[Found]| -> Vec<(String, Page, u32)> {
        let pages = share.iter().map(|article| read(row, archive, article));
        pages.flatten().collect()
    };
    let mut done = 0;
    in_order(shares, read_share, |pages| {
        let Some(pages) = pages else {
            tracing::warn!("a share of the articles is not indexed");
            return Ok(());
        };
        for (path, page, importance) in pages {
            writer.add(&Document {
                path: &path,
                title: &page.title,
                text: &page.text,
                language: &page.language,
                categories: &page.categories,
                importance,
            })?;
            done += 1;
            let (total, phase) = (Some(found.len() as u64), Phase::Indexing);
            tell(watcher, Progress { done, total, phase })?;
        }
        Ok(())
    })
}

/// One article, ready to be indexed; one that is damaged is left out.
fn read(row: &CollectionRow, archive: &Archive, article: &Found) -> Option<(String, Page, u32)> {
    let content = archive.content(article.number).ok()??;
    match read_page(row, archive, &content) {
        Ok(page) => Some((content.path, page, article.importance)),
        Err(damage) => {
            tracing::warn!(error = %damaged(row, damage), "an article is not indexed");
            None
        }
    }
}
