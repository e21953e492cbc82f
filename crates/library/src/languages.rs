//! In which languages the articles of a collection are.

use std::collections::BTreeMap;

/// How many articles are in each language.
#[derive(Debug, Default)]
pub(crate) struct Languages(BTreeMap<String, u64>);

impl Languages {
    /// Counts an article; one whose language nobody knows does not count.
    pub(crate) fn count(&mut self, language: &str) {
        if language.is_empty() {
            return;
        }
        match self.0.get_mut(language) {
            Some(count) => *count += 1,
            None => {
                self.0.insert(language.to_owned(), 1);
            }
        }
    }

    /// The language of most articles; empty where none is known.
    pub(crate) fn main(&self) -> &str {
        let most = self.0.iter().max_by_key(|(_, count)| **count);
        most.map_or("", |(language, _)| language)
    }
}
