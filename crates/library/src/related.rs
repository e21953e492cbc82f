//! Articles that are related to one: their texts have much in common, and links lead between them.

use std::collections::HashSet;

use pandect_core::address::Address;
use pandect_core::page::LinkTarget;
use pandect_search::{Cancel, similar};

use crate::crossing::main_language;
use crate::dto::RelatedArticle;
use crate::{Library, Result};

/// Articles that are told.
const RELATED: usize = 6;
/// Articles with similar texts that are looked at.
const LOOKED_AT: usize = 40;
/// A link from one to the other counts as so much more in common.
const LINKED: f32 = 1.6;

impl Library {
    /// Articles that are related to the one at an address, the best first.
    pub fn related_articles(&self, address: &str) -> Result<Vec<RelatedArticle>> {
        let address = self.resolve(&Self::address(address)?)?.address;
        let loaded = self.page(&address)?;
        let language = main_language(&loaded.page.language);
        let opened = self.open_searched()?;
        let titles = opened.collection_titles();
        // Of another language a text has little in common, whatever it speaks of.
        let is_like = |name: &str| {
            let row = opened.collections.iter().find(|row| row.name == name);
            row.is_some_and(|row| {
                main_language(&row.language) == language || row.name == address.collection
            })
        };
        let mut texts = opened.texts();
        texts.retain(|(name, _)| is_like(name));
        let page = &loaded.page;
        let found = similar(
            &texts,
            &page.text,
            &page.language,
            LOOKED_AT,
            &Cancel::new(),
        )?;
        let linked: HashSet<&Address> = page
            .links
            .iter()
            .filter_map(|link| match &link.target {
                LinkTarget::Address(address) => Some(address),
                LinkTarget::External(_) => None,
            })
            .collect();
        let mut weighed: Vec<(f32, Address, String)> = found
            .into_iter()
            .map(|hit| {
                let there = Address::article(&hit.collection, &hit.path);
                let link = if linked.contains(&there) { LINKED } else { 1.0 };
                (hit.score * link, there, hit.title)
            })
            .filter(|(_, there, title)| {
                (&there.collection, &there.path) != (&address.collection, &address.path)
                    && *title != page.title
            })
            .collect();
        weighed.sort_by(|one, other| other.0.total_cmp(&one.0));
        let related = weighed.into_iter().take(RELATED);
        Ok(related
            .map(|(_, there, title)| RelatedArticle {
                title,
                collection_title: titles.of(&there.collection),
                address: there.to_string(),
            })
            .collect())
    }
}
