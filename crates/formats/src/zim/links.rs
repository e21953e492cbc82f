//! Where the links of an archive's pages lead.

use pandect_core::address::Address;
use pandect_core::clean::LinkRules;

use super::OLD_SPACES;
use crate::links::{decode, path_of_title, resolve, split_section};

/// The links of one page of an archive.
#[derive(Debug, Clone)]
pub struct PageLinks {
    collection: String,
    path: String,
    /// In old archives, a page's path begins with the letter of its name space as far as links go.
    space: Option<char>,
}

impl PageLinks {
    pub(super) fn new(collection: &str, path: &str, has_one_space: bool) -> Self {
        Self {
            collection: collection.to_owned(),
            path: path.to_owned(),
            space: (!has_one_space).then_some('A'),
        }
    }

    /// The name space and path that a reference names, without query and section.
    fn place(&self, reference: &str) -> Option<(Option<char>, String)> {
        let target = reference.split(['?', '#']).next().unwrap_or_default();
        let Some(space) = self.space else {
            return Some((None, resolve(folder(&self.path), target)?));
        };
        let here = format!("{space}/{}", self.path);
        // Old archives may name a path from the top.
        let (from, target) = match target.strip_prefix('/') {
            Some(rest) => ("", rest),
            None => (folder(&here), target),
        };
        let whole = resolve(from, target)?;
        let (letter, path) = whole.split_once('/')?;
        let letter = letter.chars().next().filter(|_| letter.len() == 1)?;
        let known = u8::try_from(letter).is_ok_and(|letter| OLD_SPACES.contains(&letter));
        (known && !path.is_empty()).then(|| (Some(letter), path.to_owned()))
    }

    fn address(&self, path: String, section: Option<String>) -> Address {
        Address {
            collection: self.collection.clone(),
            path,
            section,
        }
    }
}

impl LinkRules for PageLinks {
    fn article(&self, href: &str) -> Option<Address> {
        let (target, section) = split_section(href);
        let section = section
            .and_then(decode)
            .filter(|section| !section.is_empty());
        if target.is_empty() {
            return Some(self.address(self.path.clone(), Some(section?)));
        }
        match self.place(target)? {
            // Files stand in a name space of their own, and old archives have pictures there too.
            (None | Some('A' | 'I'), path) => Some(self.address(path, section)),
            _ => None,
        }
    }

    fn media(&self, source: &str) -> Option<Address> {
        let (_, path) = self.place(source)?;
        Some(self.address(path, None))
    }

    fn wiki(&self, target: &str) -> Address {
        let (name, section) = split_section(target);
        self.address(path_of_title(name), section.map(str::to_owned))
    }
}

/// The folder that a path is in, with a slash at its end; empty at the top.
fn folder(path: &str) -> &str {
    path.rfind('/')
        .and_then(|slash| path.get(..=slash))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(links: &PageLinks, href: &str) -> (Option<String>, Option<String>) {
        let show = |address: Option<Address>| address.map(|address| address.to_string());
        (show(links.article(href)), show(links.media(href)))
    }

    #[test]
    fn new_archives_have_one_name_space() {
        let links = PageLinks::new("wiki", "Asia/Beijing", true);
        let address = |path: &str| Some(format!("pandect://wiki/{path}"));
        for (href, expected) in [
            ("./Gate", "Asia/Gate"),
            ("../A/Tea", "A/Tea"),
            ("Gate?x=1", "Asia/Gate"),
            ("Wiki%3AHelp", "Asia/Wiki:Help"),
        ] {
            let found = paths(&links, href);
            assert_eq!(found, (address(expected), address(expected)), "{href}");
        }
        let section = links.article("#Early%20life").unwrap();
        assert_eq!(section.section.as_deref(), Some("Early life"));
        for href in [
            "../../x",
            "/x",
            "//host/x",
            "https://x.org",
            "javascript:x",
            "",
        ] {
            assert_eq!(paths(&links, href), (None, None), "{href}");
        }
    }

    #[test]
    fn old_archives_lose_the_letter_of_the_name_space() {
        let links = PageLinks::new("wiki", "Ray_Charles.html", false);
        assert_eq!(
            paths(&links, "Georgia.html#x").0.as_deref(),
            Some("pandect://wiki/Georgia.html#x")
        );
        assert_eq!(
            paths(&links, "../I/m/ray.pdf").0.as_deref(),
            Some("pandect://wiki/m/ray.pdf"),
            "a file can be handed on"
        );
        assert_eq!(
            paths(&links, "../I/m/ray.jpg").1.as_deref(),
            Some("pandect://wiki/m/ray.jpg")
        );
        assert_eq!(
            paths(&links, "/A/Georgia.html").0.as_deref(),
            Some("pandect://wiki/Georgia.html")
        );
        for href in ["../M/Title", "../../A/x", "../X/fulltext", "../A"] {
            assert_eq!(paths(&links, href), (None, None), "{href}");
        }
    }
}
