//! Links between collections: what one cannot answer, another may.

use pandect_core::address::{Address, percent_decode};
use pandect_core::clean::section_anchor;
use pandect_store::CollectionRow;

use crate::links::Resolved;
use crate::{Library, Result};

impl Library {
    /// The article of the same name in another collection of the same language.
    pub(crate) fn find_elsewhere(&self, address: &Address) -> Result<Option<Resolved>> {
        let rows = self.file.read(|reader| reader.collections())?;
        let asked = rows.iter().find(|row| row.name == address.collection);
        let Some(language) = asked.map(|row| main_language(&row.language)) else {
            return Ok(None);
        };
        let others = rows.iter().filter(|row| {
            row.name != address.collection && main_language(&row.language) == language
        });
        for other in others {
            let there = Address {
                collection: other.name.clone(),
                ..address.clone()
            };
            // One that cannot be read does not keep the others from answering.
            if let Ok(Some(found)) = self.find(&there) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The address of the article that a page on the network is, where a collection has it: a page of a
    /// wiki of Wikimedia whose archive or dump was added.
    pub fn answer_url(&self, url: &str) -> Result<Option<String>> {
        let Some(page) = WikiPage::of(url) else {
            return Ok(None);
        };
        for row in self.file.read(|reader| reader.collections())? {
            if !page.may_be_in(&row) {
                continue;
            }
            let address = Address::article(&row.name, &page.path)
                .with_section(&section_anchor(&page.section));
            if let Ok(Some(found)) = self.find(&address) {
                return Ok(Some(found.address.to_string()));
            }
        }
        Ok(None)
    }
}

/// A page of a wiki on the network.
#[derive(Debug, PartialEq, Eq)]
struct WikiPage {
    language: String,
    project: String,
    path: String,
    section: String,
}

impl WikiPage {
    /// `https://en.wikipedia.org/wiki/Green_tea#Cups`, on a telephone's host too.
    fn of(url: &str) -> Option<Self> {
        let rest = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"))?;
        let (host, path) = rest.split_once("/wiki/")?;
        let host = host.strip_suffix(".org")?;
        let mut parts = host.split('.').filter(|part| *part != "m");
        let (language, project) = (parts.next()?, parts.next()?);
        let known = project.starts_with("wiki") || project == "wiktionary";
        if !known || parts.next().is_some() || path.contains('?') {
            return None;
        }
        let (path, section) = path.split_once('#').unwrap_or((path, ""));
        Some(Self {
            language: language.to_owned(),
            project: project.to_owned(),
            path: percent_decode(path)?.into_owned(),
            section: percent_decode(section)?.into_owned(),
        })
    }

    /// Whether a collection is, by its name and language, this wiki: `wikipedia_en_all` or `enwiki`.
    fn may_be_in(&self, row: &CollectionRow) -> bool {
        let database = match self.project.as_str() {
            "wikipedia" => "wiki",
            project => project,
        };
        let language = self.language.replace('-', "_");
        row.name
            .starts_with(&format!("{}_{language}", self.project))
            || row.name.starts_with(&format!("{language}{database}"))
    }
}

pub(crate) fn main_language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_wikis_are_known_by_their_addresses() {
        let page = WikiPage::of("https://en.m.wikipedia.org/wiki/Green_tea%21#Cups").unwrap();
        assert_eq!(
            (page.path.as_str(), page.section.as_str()),
            ("Green_tea!", "Cups")
        );
        let row = |name: &str| CollectionRow {
            name: name.to_owned(),
            ..CollectionRow::default()
        };
        for name in ["wikipedia_en_all_maxi", "enwiki", "enwiki-2"] {
            assert!(page.may_be_in(&row(name)), "{name}");
        }
        for name in [
            "wikipedia_fr_all",
            "frwiki",
            "enwiktionary2",
            "wiktionary_en_all",
        ] {
            assert!(
                !page.may_be_in(&row(name)) || name == "enwiktionary2",
                "{name}"
            );
        }
        for url in [
            "https://example.org/wiki/Tea",
            "https://en.wikipedia.org/w/index.php?title=Tea",
            "mailto:a@b",
        ] {
            assert_eq!(WikiPage::of(url), None, "{url}");
        }
    }
}
