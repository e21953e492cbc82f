//! How addresses find articles: by path, through redirects, by title.

use pandect_core::address::Address;
use pandect_core::fold::fold;
use pandect_core::page::{LinkTarget, Page};
use pandect_store::CollectionKind;

use crate::{Error, Library, Result};

/// Where an address leads.
#[derive(Debug, Clone)]
pub(crate) struct Resolved {
    pub(crate) address: Address,
    /// The redirect that led there.
    pub(crate) redirected_from: Option<String>,
}

/// The form in which names are compared: folded, with `_` for spaces as in paths.
pub(crate) fn folded_name(name: &str) -> String {
    fold(&name.replace('_', " "))
}

/// Every folded name that leads to an article.
pub(crate) fn names(path: &str, page: &Page) -> Vec<(String, Option<String>)> {
    let mut names = vec![(folded_name(path), None), (folded_name(&page.title), None)];
    names.extend(
        page.redirects
            .iter()
            .map(|redirect| (folded_name(redirect), Some(redirect.clone()))),
    );
    names
}

/// Collection and folded path of each article that a page links to.
pub(crate) fn targets(page: &Page) -> Vec<(String, String)> {
    let inside = page.links.iter().filter_map(|link| match &link.target {
        LinkTarget::Address(address) => {
            Some((address.collection.clone(), folded_name(&address.path)))
        }
        LinkTarget::External(_) => None,
    });
    let mut targets: Vec<_> = inside.collect();
    targets.sort();
    targets.dedup();
    targets
}

impl Library {
    /// Reads an address that a host hands in.
    pub(crate) fn address(text: &str) -> Result<Address> {
        Address::parse(text).map_err(|error| {
            Error::invalid(
                format!("`{text}` is not an address: {error}"),
                "An address looks like `pandect://collection/path#section`.",
            )
        })
    }

    /// Finds the article of an address: at its path, else through a redirect, else by title, else in
    /// another collection of the same language.
    pub(crate) fn resolve(&self, address: &Address) -> Result<Resolved> {
        self.collection(&address.collection)?;
        let found = match self.find(address)? {
            None => self.find_elsewhere(address)?,
            found => found,
        };
        found.ok_or_else(|| Error::ArticleMissing(address.to_string()))
    }

    pub(crate) fn find(&self, address: &Address) -> Result<Option<Resolved>> {
        let name = &address.collection;
        let Some(collection) = self.file.read(|reader| reader.collection(name))? else {
            return Ok(None);
        };
        let folded = folded_name(&address.path);
        let found = match collection.kind {
            CollectionKind::Own => self
                .file
                .read(|reader| reader.articles_named(name, &folded))?,
            CollectionKind::Imported => {
                self.collection_file(&collection)?.articles_named(&folded)?
            }
            CollectionKind::Archive => return self.find_in_archive(&collection, address),
        };
        let best = found
            .iter()
            .find(|(path, ..)| *path == address.path)
            .or(found.first());
        Ok(best.map(|(path, _, redirect)| Resolved {
            address: Address {
                path: path.clone(),
                ..address.clone()
            },
            redirected_from: redirect.clone(),
        }))
    }
}
