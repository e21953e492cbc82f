//! How a person keeps their collections: titles, order, groups, where an archive is.

use std::path::{Path, PathBuf};

use pandect_store::CollectionKind;

use crate::archives::located;
use crate::{Error, Library, Result};

/// No title or name of a group is longer, in characters.
const LONGEST: usize = 200;

impl Library {
    /// Calls a collection by another title; by its own again where that is empty.
    pub fn rename_collection(&self, name: &str, title: &str) -> Result<()> {
        self.collection(name)?;
        let title = one_line(title);
        Ok(self
            .file
            .write(|writer| writer.rename_collection(name, &title))?)
    }

    /// Puts a collection into a group of that name; into none where that is empty.
    pub fn set_collection_shelf(&self, name: &str, shelf: &str) -> Result<()> {
        self.collection(name)?;
        let shelf = one_line(shelf);
        Ok(self
            .file
            .write(|writer| writer.set_collection_shelf(name, &shelf))?)
    }

    /// Says whether searches of everything search a collection.
    pub fn set_collection_searched(&self, name: &str, searched: bool) -> Result<()> {
        self.collection(name)?;
        Ok(self
            .file
            .write(|writer| writer.set_collection_searched(name, searched))?)
    }

    /// Puts a collection before another one in the list, or behind all.
    pub fn move_collection(&self, name: &str, before: Option<&str>) -> Result<()> {
        self.collection(name)?;
        Ok(self
            .file
            .write(|writer| writer.move_collection(name, before))?)
    }

    /// The folder in which a collection's file is.
    pub fn place_of(&self, name: &str) -> Result<PathBuf> {
        let row = self.collection(name)?;
        let file = match row.kind {
            CollectionKind::Own => self.folder.join("library.db"),
            CollectionKind::Imported => self.collection_path(name),
            CollectionKind::Archive => PathBuf::from(row.location),
        };
        Ok(file.parent().unwrap_or(&self.folder).to_path_buf())
    }

    /// Says where the file of an archive is now. It must be the very edition that was added.
    pub fn locate_archive(&self, name: &str, file: &Path) -> Result<()> {
        let row = self.collection(name)?;
        if row.kind != CollectionKind::Archive {
            return Err(Error::invalid(
                format!("`{name}` is no archive"),
                "Only the files of archives stay where they are.",
            ));
        }
        let located = located(row, file)?;
        // Opened anew, it is told by its id whether it is the same.
        self.forget_opened(name);
        self.archive(&located)?;
        self.file
            .write(|writer| writer.set_collection_location(name, &located.location))?;
        Ok(())
    }
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect()
}
