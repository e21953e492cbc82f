//! Placing all marks of a collection, after its edition changed or it came or went.

use pandect_core::address::Address;

use crate::dto::{Phase, Placements};
use crate::{Error, Library, Progress, Result, Watcher};

impl Library {
    /// Places every mark of a collection in its present edition. The article of a mark is found at its
    /// path, through redirects, or by the title that it had. Where the watcher wants no more, all marks
    /// still go to their articles, but their places there are looked for when these are opened.
    pub fn place_marks(&self, collection: &str, watcher: &mut Watcher<'_>) -> Result<Placements> {
        let (mut gone, mut stopped) = (0, false);
        let marked = self
            .file
            .read(|reader| reader.marked_articles(collection))?;
        let (total, phase) = (Some(marked.len() as u64), Phase::Placing);
        for ((path, title), done) in marked.into_iter().zip(0..) {
            let progress = Progress { done, total, phase };
            stopped = stopped || watcher(progress).is_break();
            let found = match self.find(&at(collection, &path))? {
                Some(found) => Some(found),
                None => self.find(&at(collection, &title.replace(' ', "_")))?,
            };
            let Some(found) = found else {
                gone += 1;
                self.file
                    .write(|writer| writer.orphan_marks(collection, Some(&path)))?;
                continue;
            };
            if found.address.path != path {
                let to = &found.address.path;
                self.file
                    .write(|writer| writer.move_marks(collection, &path, to))?;
            }
            if stopped {
                continue;
            }
            let loaded = match self.page(&found.address) {
                Ok(loaded) => loaded,
                // Marks on a damaged article keep their places; those on others are placed.
                Err(Error::Archive { .. }) => continue,
                Err(error) => return Err(error),
            };
            self.annotations_on(&loaded)?;
            self.bookmarks_on(&loaded)?;
        }
        let counts = self.file.read(|reader| reader.count_statuses(collection))?;
        Ok(Placements {
            exact: counts.exact,
            relocated: counts.relocated,
            approximate: counts.approximate,
            orphaned: counts.orphaned,
            articles_gone: gone,
        })
    }
}

fn at(collection: &str, path: &str) -> Address {
    Address {
        collection: collection.to_owned(),
        path: path.to_owned(),
        section: None,
    }
}
