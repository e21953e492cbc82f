//! History.

use pandect_core::address::Address;

use crate::dto::Visit;
use crate::{Error, Library, Result};

impl Library {
    /// The last visits, newest first, each article once.
    pub fn list_visits(&self, limit: u32) -> Result<Vec<Visit>> {
        let titles = self.collection_titles()?;
        let rows = self.file.read(|reader| reader.visits(limit))?;
        let visit = |row: pandect_store::VisitRow| Visit {
            id: row.id.to_string(),
            collection_title: titles.of(&row.collection),
            address: Address {
                collection: row.collection,
                path: row.path,
                section: None,
            }
            .to_string(),
            title: row.title,
            time: row.time,
        };
        Ok(rows.into_iter().map(visit).collect())
    }

    /// Keeps a visit, unless the person keeps no history.
    pub fn add_visit(&self, address: &str) -> Result<()> {
        if !self.settings()?.keep_history {
            return Ok(());
        }
        let resolved = self.resolve(&Self::address(address)?)?;
        let page = self.page(&resolved.address)?;
        let Address {
            collection, path, ..
        } = &page.address;
        Ok(self
            .file
            .write(|writer| writer.add_visit(collection, path, &page.page.title))?)
    }

    /// Forgets all visits to the article of this one.
    pub fn delete_visit(&self, id: &str) -> Result<()> {
        let id = id.parse().map_err(|_| Error::MarkMissing)?;
        Ok(self.file.write(|writer| writer.delete_visit(id))?)
    }

    /// Forgets all visits and where the person was in each article.
    pub fn clear_visits(&self) -> Result<()> {
        Ok(self.file.write(|writer| writer.clear_visits())?)
    }
}
