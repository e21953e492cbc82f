//! Browsing a collection: by letter, by category, from its own main page.

use std::collections::BTreeMap;

use pandect_core::address::Address;
use pandect_store::CollectionKind;

use crate::archives::damaged;
use crate::dto::{ArticleLink, Category, Initial};
use crate::reading::link_to;
use crate::{Library, Result};

/// Letters are listed so far.
const MOST_INITIALS: usize = 400;
/// Articles of an own collection that are gone through for their categories.
const MOST_OWN: u32 = 10_000;

impl Library {
    /// The letters that the titles of a collection begin with, in the order of the titles.
    pub fn list_initials(&self, collection: &str) -> Result<Vec<Initial>> {
        let row = self.collection(collection)?;
        let counted = match row.kind {
            CollectionKind::Own => self.file.read(|reader| reader.initials(collection))?,
            CollectionKind::Imported => self.collection_file(&row)?.initials()?,
            CollectionKind::Archive => {
                let mut initials = self.archive(&row)?.initials();
                initials.truncate(MOST_INITIALS);
                return Ok(initials
                    .into_iter()
                    .map(|(initial, offset)| Initial { initial, offset })
                    .collect());
            }
        };
        let mut offset = 0;
        let initials = counted.into_iter().map(|(initial, count)| {
            let before = offset;
            offset += count;
            Initial {
                initial,
                offset: before,
            }
        });
        Ok(initials.take(MOST_INITIALS).collect())
    }

    /// The categories of a collection, by name. Archives name none.
    pub fn list_categories(
        &self,
        collection: &str,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<Category>> {
        let row = self.collection(collection)?;
        let found = match row.kind {
            CollectionKind::Imported => self.collection_file(&row)?.categories(offset, limit)?,
            CollectionKind::Archive => Vec::new(),
            CollectionKind::Own => {
                let all = self.own_categories(collection)?.into_iter();
                all.map(|(name, articles)| {
                    (name, u32::try_from(articles.len()).unwrap_or(u32::MAX))
                })
                .skip(usize::try_from(offset).unwrap_or(usize::MAX))
                .take(usize::try_from(limit).unwrap_or(usize::MAX))
                .collect()
            }
        };
        Ok(found
            .into_iter()
            .map(|(name, articles)| Category { name, articles })
            .collect())
    }

    /// The articles of a category, by title.
    pub fn list_category(
        &self,
        collection: &str,
        category: &str,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<ArticleLink>> {
        let row = self.collection(collection)?;
        match row.kind {
            CollectionKind::Imported => {
                let file = self.collection_file(&row)?;
                let found = file.articles_in(category, offset, limit)?;
                let links = found.into_iter();
                Ok(links
                    .map(|(path, title)| link_to(collection, path, title))
                    .collect())
            }
            CollectionKind::Archive => Ok(Vec::new()),
            CollectionKind::Own => {
                let mut all = self.own_categories(collection)?;
                let links = all.remove(category).unwrap_or_default().into_iter();
                Ok(links
                    .skip(usize::try_from(offset).unwrap_or(usize::MAX))
                    .take(usize::try_from(limit).unwrap_or(usize::MAX))
                    .collect())
            }
        }
    }

    /// The address of the page that a collection opens with, where it has one of its own.
    pub fn collection_page(&self, collection: &str) -> Result<Option<String>> {
        let row = self.collection(collection)?;
        if row.kind != CollectionKind::Archive {
            let called = row.title.replace(' ', "_");
            for path in ["Main_Page", "index", "README", called.as_str()] {
                if let Some(found) = self.find(&Address::article(collection, path))? {
                    return Ok(Some(found.address.to_string()));
                }
            }
            return Ok(None);
        }
        let archive = self.archive(&row)?;
        let main = archive
            .main_page()
            .map_err(|damage| damaged(&row, damage))?;
        let main = main.filter(pandect_formats::zim::Content::is_article);
        Ok(main.map(|content| Address::article(collection, &content.path).to_string()))
    }

    fn own_categories(&self, collection: &str) -> Result<BTreeMap<String, Vec<ArticleLink>>> {
        let mut categories: BTreeMap<String, Vec<ArticleLink>> = BTreeMap::new();
        for article in self.list_articles(collection, 0, MOST_OWN)? {
            let loaded = self.page(&Self::address(&article.address)?)?;
            for category in &loaded.page.categories {
                let articles = categories.entry(category.clone()).or_default();
                articles.push(article.clone());
            }
        }
        Ok(categories)
    }
}
