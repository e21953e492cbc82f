//! The folder of an index: its titles, its full text, and how both come into being whole.
//!
//! `index/<collection>@<edition>/` (or `index/library/`) holds `titles.index` and `text/`. Each is
//! written beside its place and renamed when it is complete, and each says what it was made from:
//! whatever stops the work, the old one stays or there is none. Titles come first.

use std::fs;
use std::path::{Path, PathBuf};

use crate::atomic;
use crate::cancel::Cancel;
use crate::error::IndexError;
use crate::fulltext::{Document, FullTextIndex, FullTextWriter, WriterOptions};
use crate::manifest::IndexManifest;
use crate::titles::{TitleEntry, TitleIndex, TitleIndexBuilder};

const TITLES: &str = "titles.index";
const TEXT: &str = "text";

/// The indexes of a collection, open.
#[derive(Debug)]
pub struct IndexFolder {
    path: PathBuf,
    manifest: IndexManifest,
    /// Its titles.
    pub titles: TitleIndex,
    /// Its full text; none while that is still being built, or where it was not wanted.
    pub text: Option<FullTextIndex>,
}

impl IndexFolder {
    /// Where the index of a collection stands below the folder of all indexes.
    pub fn place(root: &Path, manifest: &IndexManifest) -> PathBuf {
        let mut name = file_name(&manifest.collection);
        if !manifest.edition.is_empty() {
            name.push('@');
            name.push_str(&file_name(&manifest.edition));
        }
        root.join(name)
    }

    /// Opens the index that was made from what the manifest says (the counter of changes aside).
    /// An error that [`IndexError::is_mended_by_rebuilding`] asks for [`Self::build`].
    pub fn open(root: &Path, expected: &IndexManifest) -> Result<Self, IndexError> {
        let path = Self::place(root, expected);
        let titles = TitleIndex::open(&path.join(TITLES))?;
        let mut manifest = IndexManifest::from_bytes(titles.path(), titles.stamp())?;
        expected.check(titles.path(), &manifest)?;
        let text = match FullTextIndex::open(&path.join(TEXT)) {
            Ok(text) => {
                let found = text.manifest()?;
                expected.check(text.path(), &found)?;
                manifest.changes = manifest.changes.min(found.changes);
                Some(text)
            }
            Err(IndexError::Missing { .. }) => None,
            Err(error) => return Err(error),
        };
        Ok(Self {
            path,
            manifest,
            titles,
            text,
        })
    }

    /// Begins to build an index; without full text where no options for it are given. What stands
    /// in its place stays until the new one is complete; close it before [`IndexBuild::finish`].
    pub fn build(
        root: &Path,
        manifest: IndexManifest,
        text: Option<&WriterOptions>,
    ) -> Result<IndexBuild, IndexError> {
        let path = Self::place(root, &manifest);
        let failed = |error| IndexError::io(&path, error);
        fs::create_dir_all(&path).map_err(failed)?;
        let unfinished = atomic::unfinished(&path.join(TEXT));
        atomic::remove(&unfinished).map_err(failed)?;
        let text = match text {
            Some(options) => Some(FullTextWriter::create(
                &unfinished,
                manifest.clone(),
                options,
            )?),
            None => None,
        };
        let titles = TitleIndexBuilder::new(&path.join(TITLES), manifest.to_json().as_bytes());
        Ok(IndexBuild {
            path,
            unfinished,
            manifest,
            titles: Some(titles),
            text,
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The counter of the changes that both titles and text have taken in.
    pub fn changes(&self) -> u64 {
        self.manifest.changes
    }

    /// Its size on disk.
    pub fn bytes(&self) -> u64 {
        size(&self.path)
    }

    /// Reads all of it and compares checksums.
    pub fn verify(&self) -> Result<(), IndexError> {
        TitleIndex::open(self.titles.path())?;
        self.text.as_ref().map_or(Ok(()), FullTextIndex::verify)
    }

    /// Lets a living index catch up: takes documents out by their paths, puts others in, and makes
    /// the titles anew from all that there now are, which is cheap for as many as one person
    /// writes.
    pub fn update(
        &mut self,
        deletes: &[&str],
        adds: &[Document<'_>],
        titles: &[TitleEntry<'_>],
        changes: u64,
    ) -> Result<(), IndexError> {
        if let Some(text) = &self.text {
            text.update(deletes, adds, changes)?;
        }
        self.manifest.changes = changes;
        let place = self.path.join(TITLES);
        let mut builder = TitleIndexBuilder::new(&place, self.manifest.to_json().as_bytes());
        for title in titles {
            builder.add(title)?;
        }
        builder.finish(&Cancel::new())?;
        self.titles = TitleIndex::open(&place)?;
        Ok(())
    }

    /// Removes the index that belongs to the manifest.
    pub fn remove(root: &Path, manifest: &IndexManifest) -> Result<(), IndexError> {
        let path = Self::place(root, manifest);
        atomic::remove(&path).map_err(|error| IndexError::io(&path, error))
    }

    /// Removes the indexes of all editions of a collection but this one.
    pub fn remove_other_editions(root: &Path, manifest: &IndexManifest) -> Result<(), IndexError> {
        let kept = Self::place(root, manifest);
        let begins = format!("{}@", file_name(&manifest.collection));
        let failed = |error| IndexError::io(root, error);
        for entry in fs::read_dir(root).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with(&begins) && path != kept {
                atomic::remove(&path).map_err(failed)?;
            }
        }
        Ok(())
    }
}

/// An index that is being built. Dropped before it is finished, it leaves what was there before.
pub struct IndexBuild {
    path: PathBuf,
    unfinished: PathBuf,
    manifest: IndexManifest,
    titles: Option<TitleIndexBuilder>,
    text: Option<FullTextWriter>,
}

impl IndexBuild {
    /// Adds a title or redirect.
    pub fn add_title(&mut self, entry: &TitleEntry<'_>) -> Result<(), IndexError> {
        self.titles
            .as_mut()
            .map_or(Ok(()), |titles| titles.add(entry))
    }

    /// Adds the text of an article, where full text is wanted.
    pub fn add_document(&mut self, document: &Document<'_>) -> Result<(), IndexError> {
        self.text.as_mut().map_or(Ok(()), |text| text.add(document))
    }

    /// Puts the titles in their place, so that they can be searched while the text is indexed.
    /// Titles added later are not taken.
    pub fn publish_titles(&mut self, cancel: &Cancel) -> Result<(), IndexError> {
        match self.titles.take() {
            Some(titles) => titles.finish(cancel).map(drop),
            None => Ok(()),
        }
    }

    /// Notes the counter of changes that a living index is built up to; before anything else.
    pub fn set_changes(&mut self, changes: u64) {
        self.manifest.changes = changes;
        let stamp = self.manifest.to_json();
        if let Some(titles) = &mut self.titles {
            titles.set_stamp(stamp.as_bytes());
        }
        if let Some(text) = &mut self.text {
            text.set_changes(changes);
        }
    }

    /// Completes the index, puts it in its place, and opens it.
    pub fn finish(mut self, cancel: &Cancel) -> Result<IndexFolder, IndexError> {
        self.publish_titles(cancel)?;
        if let Some(text) = self.text.take() {
            if cancel.is_cancelled() {
                drop(text);
                return Err(IndexError::Cancelled);
            }
            text.finish()?;
            self.publish_text()
                .map_err(|error| IndexError::io(&self.path, error))?;
        }
        let root = self.path.parent().unwrap_or(&self.path);
        IndexFolder::open(root, &self.manifest)
    }

    fn publish_text(&self) -> std::io::Result<()> {
        let place = self.path.join(TEXT);
        let old = self.path.join("text.old");
        atomic::remove(&old)?;
        if place.exists() {
            fs::rename(&place, &old)?;
        }
        atomic::publish(&self.unfinished, &place)?;
        atomic::remove(&old)
    }
}

impl Drop for IndexBuild {
    fn drop(&mut self) {
        // The writer has files open, and must be gone before them.
        self.text = None;
        if let Err(error) = atomic::remove(&self.unfinished) {
            tracing::warn!(path = %self.unfinished.display(), %error, "an unfinished index stays");
        }
    }
}

/// A name as a file's, on every system. Two names may become one: the manifest tells them apart.
fn file_name(name: &str) -> String {
    let safe = |one: char| one.is_ascii_alphanumeric() || matches!(one, '-' | '_' | '.');
    let mut written: String = name
        .chars()
        .take(100)
        .map(|one| if safe(one) { one } else { '_' })
        .collect();
    if written.starts_with('.') || written.is_empty() {
        written.insert(0, '_');
    }
    written
}

fn size(path: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(path) else {
        return 0;
    };
    let sizes = entries.flatten().map(|entry| match entry.metadata() {
        Ok(found) if found.is_dir() => size(&entry.path()),
        Ok(found) => found.len(),
        Err(_) => 0,
    });
    sizes.sum()
}

#[cfg(test)]
mod tests {
    use pandect_core::query::parse;

    use super::*;
    use crate::fulltext::{SearchLimits, search_all};

    fn manifest(edition: &str) -> IndexManifest {
        IndexManifest::new("starter", edition, "en", 3)
    }

    fn title(title: &str) -> TitleEntry<'_> {
        TitleEntry {
            title,
            path: title,
            redirect_to: None,
            importance: 1,
        }
    }

    fn document<'a>(path: &'a str, text: &'a str) -> Document<'a> {
        Document {
            path,
            title: path,
            text,
            ..Document::default()
        }
    }

    fn build(root: &Path, manifest: IndexManifest, word: &str) -> IndexFolder {
        let options = WriterOptions::default();
        let mut build = IndexFolder::build(root, manifest, Some(&options)).unwrap();
        build.add_title(&title("Sun")).unwrap();
        build.add_document(&document("Sun", word)).unwrap();
        build.finish(&Cancel::new()).unwrap()
    }

    fn total(folder: &IndexFolder, query: &str) -> u64 {
        let text = folder.text.as_ref().unwrap();
        let limits = SearchLimits::default();
        search_all(&[("starter", text)], &parse(query), limits, &Cancel::new())
            .unwrap()
            .total
    }

    fn names(path: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn an_index_is_built_opened_and_replaced() {
        let root = tempfile::tempdir().unwrap();
        let first = build(root.path(), manifest("2024:a"), "star");
        assert_eq!(names(root.path()), ["starter@2024_a"]);
        assert_eq!(names(first.path()), ["text", "titles.index"]);
        assert_eq!((total(&first, "star"), first.titles.len()), (1, 1));
        assert!(first.bytes() > 0 && first.verify().is_ok());
        drop(first);

        let second = build(root.path(), manifest("2024:a"), "planet");
        assert_eq!((total(&second, "star"), total(&second, "planet")), (0, 1));
        assert_eq!(names(second.path()), ["text", "titles.index"]);
    }

    #[test]
    fn another_edition_recipe_or_language_is_found_out() {
        let root = tempfile::tempdir().unwrap();
        drop(build(root.path(), manifest("2024:a"), "star"));
        let refused = |expected: &IndexManifest| {
            IndexFolder::open(root.path(), expected)
                .is_err_and(|error| matches!(error, IndexError::Mismatch { .. }))
        };
        assert!(
            refused(&manifest("2024_a")),
            "the same folder, another edition"
        );
        assert!(refused(&IndexManifest {
            recipe: 4,
            ..manifest("2024:a")
        }));
        assert!(refused(&IndexManifest {
            format: 0,
            ..manifest("2024:a")
        }));
        assert!(refused(&IndexManifest {
            language: "de".into(),
            ..manifest("2024:a")
        }));
        assert!(IndexFolder::open(root.path(), &manifest("2024:a")).is_ok());
        let missing = IndexFolder::open(root.path(), &manifest("2025"));
        assert!(matches!(missing, Err(IndexError::Missing { .. })));
    }

    #[test]
    fn an_abandoned_build_leaves_what_was_there() {
        let root = tempfile::tempdir().unwrap();
        drop(build(root.path(), manifest("1"), "star"));
        let options = WriterOptions::default();
        let mut abandoned = IndexFolder::build(root.path(), manifest("1"), Some(&options)).unwrap();
        abandoned.add_document(&document("Sun", "planet")).unwrap();
        drop(abandoned);
        let folder = IndexFolder::open(root.path(), &manifest("1")).unwrap();
        assert_eq!(total(&folder, "star"), 1);
        assert_eq!(names(folder.path()), ["text", "titles.index"]);

        let cancel = Cancel::new();
        cancel.cancel();
        let build = IndexFolder::build(root.path(), manifest("1"), Some(&options)).unwrap();
        assert!(matches!(build.finish(&cancel), Err(IndexError::Cancelled)));
        assert_eq!(names(folder.path()), ["text", "titles.index"]);
    }

    #[test]
    fn titles_can_be_searched_before_the_text() {
        let root = tempfile::tempdir().unwrap();
        let options = WriterOptions::default();
        let mut build = IndexFolder::build(root.path(), manifest("1"), Some(&options)).unwrap();
        build.add_title(&title("Sun")).unwrap();
        build.publish_titles(&Cancel::new()).unwrap();
        let early = IndexFolder::open(root.path(), &manifest("1")).unwrap();
        assert_eq!(early.titles.suggest("sun", 5, &Cancel::new()).len(), 1);
        assert!(early.text.is_none());
        build.add_document(&document("Sun", "star")).unwrap();
        assert_eq!(total(&build.finish(&Cancel::new()).unwrap(), "star"), 1);
    }

    #[test]
    fn a_living_index_keeps_its_counter() {
        let root = tempfile::tempdir().unwrap();
        let manifest = IndexManifest::new("library", "", "en", 1);
        let options = WriterOptions::default();
        let mut build = IndexFolder::build(root.path(), manifest.clone(), Some(&options)).unwrap();
        build.set_changes(5);
        let mut folder = build.finish(&Cancel::new()).unwrap();
        assert_eq!(
            (folder.changes(), names(root.path())),
            (5, vec!["library".to_owned()])
        );
        folder
            .update(&[], &[document("Moon", "dark")], &[title("Moon")], 9)
            .unwrap();
        assert_eq!(
            (
                folder.changes(),
                total(&folder, "dark"),
                folder.titles.len()
            ),
            (9, 1, 1)
        );
        let again = IndexFolder::open(root.path(), &manifest).unwrap();
        assert_eq!((again.changes(), again.titles.len()), (9, 1));
    }

    #[test]
    fn old_editions_are_removed() {
        let root = tempfile::tempdir().unwrap();
        for edition in ["1", "2"] {
            drop(build(root.path(), manifest(edition), "star"));
        }
        IndexFolder::remove_other_editions(root.path(), &manifest("2")).unwrap();
        assert_eq!(names(root.path()), ["starter@2"]);
        IndexFolder::remove(root.path(), &manifest("2")).unwrap();
        IndexFolder::remove(root.path(), &manifest("2")).unwrap();
        assert!(names(root.path()).is_empty());
    }
}
