//! Settings, the place where the window was, and what Help tells.

use pandect_core::page::RECIPE;
use pandect_store::{AnnotationQuery, LIBRARY_SCHEMA, PlaceRow};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::dto::{About, LastPlace, ReadingPlace, Settings};
use crate::{Library, Result};

const SETTINGS: &str = "settings";
const LAST_PLACE: &str = "last-place";

impl Library {
    /// What the person chose, with the defaults for what was never chosen.
    pub fn settings(&self) -> Result<Settings> {
        Ok(self.kept(SETTINGS)?.unwrap_or_default())
    }

    /// Keeps what the person chose.
    pub fn save_settings(&self, settings: &Settings) -> Result<()> {
        self.keep(SETTINGS, settings)
    }

    /// Where the window was.
    pub fn last_place(&self) -> Result<Option<LastPlace>> {
        self.kept(LAST_PLACE)
    }

    /// Keeps where the window is.
    pub fn save_last_place(&self, place: &LastPlace) -> Result<()> {
        self.keep(LAST_PLACE, place)
    }

    /// Keeps where the person is in an article, unless no history is kept.
    pub fn save_place(&self, address: &str, place: ReadingPlace) -> Result<()> {
        if !self.settings()?.keep_history {
            return Ok(());
        }
        let at = self.resolve(&Self::address(address)?)?.address;
        let row = PlaceRow {
            position: place.position,
            shift: place.offset,
            read: place.read.clamp(0.0, 1.0),
        };
        Ok(self
            .file
            .write(|writer| writer.set_place(&at.collection, &at.path, row))?)
    }

    /// What Help tells of the program. The licences are the host's to add.
    pub fn about(&self) -> Result<About> {
        Ok(About {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            data_folder: self.folder.display().to_string(),
            licences: String::new(),
            diagnostics: self.diagnostics()?,
        })
    }

    fn diagnostics(&self) -> Result<String> {
        let mut lines = vec![
            format!(
                "Pandect {} on {} {}",
                env!("CARGO_PKG_VERSION"),
                std::env::consts::OS,
                std::env::consts::ARCH
            ),
            format!("library schema {LIBRARY_SCHEMA}, recipe {RECIPE}"),
        ];
        // Names of collections may tell what somebody reads: they are numbered here.
        for (number, collection) in self.list_collections()?.iter().enumerate() {
            lines.push(format!(
                "collection {}: {:?}, {} articles, {} bytes, index {:?}",
                number + 1,
                collection.kind,
                collection.articles,
                collection.bytes,
                collection.index
            ));
        }
        let (bookmarks, annotations) = self.file.read(|reader| {
            let annotations = reader.annotations(&AnnotationQuery::default())?;
            Ok((reader.bookmarks()?.len(), annotations.len()))
        })?;
        lines.push(format!("{bookmarks} bookmarks, {annotations} annotations"));
        Ok(lines.join("\n"))
    }

    fn kept<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>> {
        let json = self.file.read(|reader| reader.setting(key))?;
        Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
    }

    fn keep<T: Serialize>(&self, key: &str, value: &T) -> Result<()> {
        let json = serde_json::to_string(value)?;
        Ok(self.file.write(|writer| writer.set_setting(key, &json))?)
    }
}
