//! Places that a person chooses for a mark: an article, a section of it, or a passage.

use std::sync::Arc;

use pandect_core::address::Address;
use pandect_store::{PassageRow, SectionRow};

use crate::annotations::passage_row;
use crate::bookmarks::section_row;
use crate::dto::Passage;
use crate::pages::LoadedPage;
use crate::{Library, Result};

/// A chosen place, as marks keep it; without passage and section the whole article.
pub(crate) struct ChosenPlace {
    pub(crate) loaded: Arc<LoadedPage>,
    pub(crate) passage: Option<PassageRow>,
    pub(crate) section: Option<SectionRow>,
}

impl Library {
    /// The place that an address names, or a passage chosen in the text with that hash.
    pub(crate) fn chosen_place(
        &self,
        address: &Address,
        passage: Option<Passage>,
        text_hash: Option<&str>,
    ) -> Result<ChosenPlace> {
        let found = self.resolve(address)?.address;
        let loaded = self.page(&found)?;
        let passage = passage
            .map(|passage| passage_row(&loaded, passage, text_hash))
            .transpose()?;
        let section = match (&passage, &found.section) {
            (None, Some(anchor)) => Some(section_row(&loaded, anchor)?),
            _ => None,
        };
        Ok(ChosenPlace {
            loaded,
            passage,
            section,
        })
    }
}
