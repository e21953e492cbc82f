//! Links of articles that are written in Pandect.

use crate::address::{Address, percent_decode};
use crate::clean::LinkRules;

/// The rules of a collection whose articles are found by their titles.
#[derive(Debug, Clone, Copy)]
pub struct OwnLinks<'a> {
    /// The collection's name.
    pub collection: &'a str,
}

/// The path of an article with this title: spaces are written as `_`.
pub fn path_of_title(title: &str) -> String {
    let mut path = String::with_capacity(title.len());
    for word in title.split_whitespace() {
        if !path.is_empty() {
            path.push('_');
        }
        path.push_str(word);
    }
    path
}

impl LinkRules for OwnLinks<'_> {
    fn article(&self, href: &str) -> Option<Address> {
        let (path, section) = href.split_once('#').unwrap_or((href, ""));
        let path = percent_decode(path.strip_prefix("./").unwrap_or(path))?;
        let path = path.strip_suffix(".md").unwrap_or(&path);
        let section = percent_decode(section)?;
        (!path.is_empty())
            .then(|| Address::article(self.collection, &path_of_title(path)).with_section(&section))
    }

    fn media(&self, src: &str) -> Option<Address> {
        let path = percent_decode(src.strip_prefix("./").unwrap_or(src))?;
        (!path.is_empty()).then(|| Address::article(self.collection, &path))
    }

    fn wiki(&self, target: &str) -> Address {
        let (title, heading) = target.split_once('#').unwrap_or((target, ""));
        Address::article(self.collection, &path_of_title(title)).with_section(heading.trim())
    }
}
