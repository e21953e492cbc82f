//! What an index was made from, so that one that does not match is found.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::IndexError;

/// The number of the index's own making: analysis, fields, weights. Raising it rebuilds.
pub const INDEX_FORMAT: u32 = 2;

/// What an index belongs to. Kept inside the index itself, so that both change in one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexManifest {
    /// [`INDEX_FORMAT`] when it was made.
    pub format: u32,
    /// Recipe of the pages that it was made from.
    pub recipe: u32,
    /// Name of the collection.
    pub collection: String,
    /// Id of the edition; empty for the library's own.
    pub edition: String,
    /// BCP 47 tag of the language of documents that do not say theirs.
    pub language: String,
}

impl IndexManifest {
    /// For an index that is made now.
    pub fn new(collection: &str, edition: &str, language: &str, recipe: u32) -> Self {
        Self {
            format: INDEX_FORMAT,
            recipe,
            collection: collection.to_owned(),
            edition: edition.to_owned(),
            language: language.to_owned(),
        }
    }

    /// Complains unless `found` was made from the same by the same.
    pub(crate) fn check(&self, path: &Path, found: &Self) -> Result<(), IndexError> {
        if self == found {
            return Ok(());
        }
        Err(IndexError::Mismatch {
            path: path.to_owned(),
            found: found.to_string(),
            expected: self.to_string(),
        })
    }

    pub(crate) fn from_bytes(path: &Path, bytes: &[u8]) -> Result<Self, IndexError> {
        serde_json::from_slice(bytes).map_err(|error| {
            IndexError::damaged(path, format!("it does not say what it is: {error}"))
        })
    }
}

impl fmt::Display for IndexManifest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{}@{}` (language `{}`, recipe {}, format {})",
            self.collection, self.edition, self.language, self.recipe, self.format
        )
    }
}
