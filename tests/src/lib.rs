//! What the flows in `it/` stand on. The command line's own tests are in `crates/cli/tests`, those
//! of the window in `tests/window`.

use std::fs;
use std::path::PathBuf;

use pandect_library::{AddOptions, AddReport, Error, Library, unwatched};
use tempfile::TempDir;

/// A data folder that several hosts open, as the window and the command line do.
#[derive(Debug)]
pub struct SharedFolder {
    root: TempDir,
}

impl SharedFolder {
    /// An empty one.
    ///
    /// # Errors
    /// When no temporary folder can be made.
    pub fn new() -> std::io::Result<Self> {
        Ok(Self {
            root: TempDir::new()?,
        })
    }

    /// Opens the library in it, as one more host.
    pub fn host(&self) -> Result<Library, Error> {
        Library::open(&self.root.path().join("data"))
    }

    /// Writes a Markdown file of a folder that can be added.
    pub fn write(&self, name: &str, markdown: &str) -> std::io::Result<()> {
        let file = self.notes().join(name);
        fs::create_dir_all(file.parent().unwrap_or(&file))?;
        fs::write(file, markdown)
    }

    /// Adds that folder as `notes`, or brings it up to date.
    pub fn add(&self, host: &Library) -> Result<AddReport, Error> {
        let options = AddOptions {
            name: Some("notes".to_owned()),
            index: true,
            ..AddOptions::default()
        };
        host.add_collection(&self.notes(), options, &mut unwatched)
    }

    fn notes(&self) -> PathBuf {
        self.root.path().join("notes")
    }
}
