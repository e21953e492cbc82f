//! Articles that are related to one: their texts have much in common, and their links; or links lead between
//! them.

use std::collections::HashSet;

use pandect_core::address::Address;
use pandect_core::page::{LinkTarget, Page};
use pandect_search::{Cancel, Hit, similar};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::crossing::main_language;
use crate::dto::RelatedArticle;
use crate::searching::by_readers;
use crate::{Library, Result};

/// Articles that are told.
const RELATED: usize = 6;
/// Articles with similar texts that are looked at.
const LOOKED_AT: usize = 24;
/// A link from one to the other counts as so much more of the text in common; all links in common as all of it.
const LINKED: f32 = 0.6;

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
        let links = links_of(page);
        // The texts of these are read, some of them from an archive.
        let weigh = |hit: Hit| {
            let there = Address::article(&hit.collection, &hit.path);
            let common = self.common(&address, &links, &there);
            (hit.score * (1.0 + common), there, hit.title)
        };
        let mut weighed = Vec::new();
        by_readers(|| weighed = found.into_par_iter().map(weigh).collect());
        let mut weighed: Vec<(f32, Address, String)> = weighed
            .into_iter()
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

    /// How much two articles have in common by their links.
    fn common(&self, one: &Address, links: &Links<'_>, other: &Address) -> f32 {
        let Ok(loaded) = self.page(other) else {
            // One that cannot be read now has its text in common.
            return 0.0;
        };
        let others = links_of(&loaded.page);
        let linked = links.contains(&place(other)) || others.contains(&place(one));
        let direct = if linked { LINKED } else { 0.0 };
        direct + shared(links, &others)
    }
}

/// Collections and paths of articles.
type Links<'a> = HashSet<(&'a str, &'a str)>;

fn place(address: &Address) -> (&str, &str) {
    (&address.collection, &address.path)
}

/// The articles that a page links to, in whatever section.
fn links_of(page: &Page) -> Links<'_> {
    let targets = page.links.iter().filter_map(|link| match &link.target {
        LinkTarget::Address(address) => Some(place(address)),
        LinkTarget::External(_) => None,
    });
    targets.collect()
}

/// How many of the links of two articles are the same, from none, 0, to all, 1: the cosine of the two sets.
fn shared(one: &Links<'_>, other: &Links<'_>) -> f32 {
    let count = |number: usize| f32::from(u16::try_from(number).unwrap_or(u16::MAX));
    let both = one.intersection(other).count();
    if both == 0 {
        return 0.0;
    }
    count(both) / (count(one.len()) * count(other.len())).sqrt()
}
