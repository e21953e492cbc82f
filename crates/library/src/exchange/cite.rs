//! How an article is cited.

use pandect_core::address::Address;
use pandect_formats::marks::{self, Export, ExportMark};

use super::export::Publication;
use crate::dto::Citation;
use crate::{Library, Result};

impl Library {
    /// How an article is cited: as a line of text, and as an entry for BibTeX.
    pub fn citation(&self, address: &str) -> Result<Citation> {
        let address = self.resolve(&Self::address(address)?)?.address;
        let loaded = self.page(&address)?;
        let publication = Publication::of(self.collection(&address.collection)?);
        let now = self.now();
        let place = Address {
            section: None,
            ..address
        };
        let parts = [
            loaded.page.title.clone(),
            publication.title_with_edition(),
            publication.license.clone(),
            place.to_string(),
        ];
        let told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let mark = publication.mark(ExportMark {
            address: place,
            article_title: loaded.page.title.clone(),
            language: loaded.page.language.clone(),
            created: now,
            modified: now,
            ..ExportMark::default()
        });
        let export = Export {
            id: "",
            title: "",
            language: "",
            written: now,
            marks: &[mark],
        };
        Ok(Citation {
            text: told.join(". "),
            bibtex: marks::bibtex(&export),
        })
    }
}
