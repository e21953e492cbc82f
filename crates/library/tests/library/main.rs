//! The facade on real data folders: the starter encyclopedia, and collections made here.
#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, in its helpers too"
)]

#[path = "../../../formats/src/zim/maker.rs"]
mod archive;
mod archives;
mod backups;
mod browsing;
mod collections;
mod continuing;
mod dumps;
mod editions;
mod exchange;
mod jobs;
mod marks;
mod media;
mod notebook;
mod reading;
mod searching;
mod starter;
mod study;

use std::path::{Path, PathBuf};

use pandect_library::{AddOptions, AddReport, Library, unwatched};

/// A library in a folder that goes away with it.
struct TestLibrary {
    library: Library,
    folder: tempfile::TempDir,
}

impl TestLibrary {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            library: Library::open(&folder.path().join("data")).unwrap(),
            folder,
        }
    }

    /// The same data folder, opened anew.
    fn reopened(self) -> Self {
        let Self { library, folder } = self;
        drop(library);
        Self {
            library: Library::open(&folder.path().join("data")).unwrap(),
            folder,
        }
    }

    /// The library, and what keeps its folder.
    fn into_parts(self) -> (Library, tempfile::TempDir) {
        (self.library, self.folder)
    }

    /// Writes Markdown files into a folder and adds it as the collection `notes`.
    fn add_notes(&self, files: &[(&str, &str)]) -> AddReport {
        self.add(&self.write_notes(files))
    }

    /// Writes a folder of notes, in place of the one before.
    fn write_notes(&self, files: &[(&str, &str)]) -> PathBuf {
        let source = self.folder.path().join("notes");
        if source.exists() {
            std::fs::remove_dir_all(&source).unwrap();
        }
        std::fs::create_dir(&source).unwrap();
        for (name, text) in files {
            let file = source.join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        source
    }

    fn add(&self, source: &Path) -> AddReport {
        let options = AddOptions {
            name: None,
            index: true,
            ..AddOptions::default()
        };
        self.library
            .add_collection(source, options, &mut unwatched)
            .unwrap()
    }
}

const SECRETARIAT: &str = "pandect://starter/SCO_Secretariat";
