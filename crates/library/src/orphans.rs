//! Places that an orphaned annotation may belong to: in articles that speak of what it speaks of.

use pandect_core::address::Address;
use pandect_core::anchoring::{PassageSelector, Status, place};
use pandect_search::{Cancel, similar};

use crate::annotations::{annotation_id, selector};
use crate::dto::{Passage, PlaceSuggestion};
use crate::{Library, Result};

/// Places that are told.
const TOLD: usize = 5;
/// Articles that are looked at.
const LOOKED_AT: usize = 12;

impl Library {
    /// Places that an annotation on a passage may belong to, likeliest first.
    pub fn suggest_places(&self, id: &str) -> Result<Vec<PlaceSuggestion>> {
        let id = annotation_id(id)?;
        let row = self.file.read(|reader| reader.annotation(id))?;
        let Some(passage) = &row.passage else {
            return Ok(Vec::new());
        };
        // Where it stood says nothing of another article.
        let sought = PassageSelector {
            start: 0,
            end: 0,
            headings: Vec::new(),
            text_hash: None,
            ..selector(passage)
        };
        let mut found = Vec::new();
        for address in self.articles_like(&passage.prefix, &passage.exact, &passage.suffix, &row)? {
            // One that cannot be read takes nothing else away.
            let Ok(loaded) = self.page(&address) else {
                continue;
            };
            let placement = place(&sought, &loaded.anchor_text());
            let Some(range) = placement.range else {
                continue;
            };
            found.push((
                placement.status != Status::Exact,
                placement.status == Status::Approximate,
                loaded,
                Passage {
                    start: range.start,
                    end: range.end,
                },
            ));
        }
        found.sort_by_key(|(reworded, unsure, ..)| (*unsure, *reworded));
        let titles = self.collection_titles()?;
        let told = found.into_iter().take(TOLD);
        Ok(told
            .map(|(_, _, loaded, passage)| PlaceSuggestion {
                address: Address {
                    section: None,
                    ..loaded.address.clone()
                }
                .to_string(),
                title: loaded.page.title.clone(),
                collection_title: titles.of(&loaded.address.collection),
                wording: loaded.words_at(passage.start, passage.end).to_owned(),
                text_hash: format!("{:016x}", loaded.hash.0),
                passage,
            })
            .collect())
    }

    /// The article that a mark was on, where it is there, and those whose texts have the most in common
    /// with its words.
    fn articles_like(
        &self,
        prefix: &str,
        quote: &str,
        suffix: &str,
        row: &pandect_store::AnnotationRow,
    ) -> Result<Vec<Address>> {
        let own = Address::article(&row.collection, &row.path);
        let mut articles: Vec<Address> = self
            .find(&own)?
            .into_iter()
            .map(|found| found.address)
            .collect();
        let language = self
            .file
            .read(|reader| reader.collection(&row.collection))?
            .map_or_else(String::new, |collection| collection.language);
        let opened = self.open_searched()?;
        let words = format!("{prefix} {quote} {quote} {suffix}");
        let like = similar(
            &opened.texts(),
            &words,
            &language,
            LOOKED_AT,
            &Cancel::new(),
        )?;
        for hit in like {
            let there = Address::article(&hit.collection, &hit.path);
            if !articles.contains(&there) {
                articles.push(there);
            }
        }
        Ok(articles)
    }
}
