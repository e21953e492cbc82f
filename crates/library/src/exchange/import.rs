//! Marks that come in from files of others. All of a file that can be used comes in, or nothing.

use std::collections::HashMap;
use std::path::Path;

use pandect_core::address::Address;
use pandect_formats::marks::{self, Mark, MarkKind, Place, Source};
use pandect_store::{
    AnnotationId, BookmarkId, ChangeKind, FolderId, NewAnnotationRow, NewBookmarkRow, Placed,
    SectionRow, Writer,
};
use twox_hash::XxHash3_128;

use super::colors::color_of;
use super::target::Target;
use crate::bookmarks::clean_tags;
use crate::dto::{ImportReport, MarksSource, Phase, Placements, Skipped};
use crate::progress::tell;
use crate::{Error, Library, Progress, Result, Watcher};

/// What did not come in is listed up to this number.
const LISTED: usize = 1000;

impl Library {
    /// Reads a file of marks: Web Annotation, Hypothesis, Kiwix or GoldenDict. What was imported before
    /// is not imported again. Stopped by the watcher, which is told of each mark twice (when its place is
    /// looked for and when it is written), nothing of the file comes in.
    pub fn import_marks(&self, file: &Path, watcher: &mut Watcher<'_>) -> Result<ImportReport> {
        let failed = |source| Error::File {
            file: file.to_path_buf(),
            source,
        };
        let size = std::fs::metadata(file).map_err(failed)?.len();
        if size > marks::MAX_BYTES as u64 {
            return Err(marks::Error::TooLarge.into());
        }
        let bytes = std::fs::read(file).map_err(failed)?;
        self.import_marks_from(&bytes, watcher)
    }

    /// As `import_marks`, of the bytes of a file.
    pub fn import_marks_from(
        &self,
        bytes: &[u8],
        watcher: &mut Watcher<'_>,
    ) -> Result<ImportReport> {
        let read = marks::read(bytes)?;
        let mut report = ImportReport {
            source: source_of(read.source),
            annotations: 0,
            bookmarks: 0,
            known: 0,
            placed: Placements::default(),
            skipped: Vec::new(),
            left_out: 0,
        };
        for one in read.skipped {
            leave_out(&mut report, one.what, one.why);
        }
        let mut steps = Steps::new(2 * read.marks.len() as u64, watcher);
        let mut coming = Vec::new();
        for (mark, number) in read.marks.into_iter().zip(1u32..) {
            steps.tell()?;
            let what = mark.id.clone().unwrap_or_else(|| format!("mark {number}"));
            match self.prepare(mark)? {
                Prepared::Comes(one) => coming.push(*one),
                Prepared::Known => report.known += 1,
                Prepared::Skipped(why) => leave_out(&mut report, what, why),
            }
        }
        steps.total = steps.done + coming.len() as u64;
        self.write_all(&coming, steps)?;
        for one in &coming {
            match one {
                Coming::Annotation { .. } => report.annotations += 1,
                Coming::Bookmark { .. } => report.bookmarks += 1,
            }
            count(&mut report.placed, &one.placed().status);
        }
        Ok(report)
    }

    /// Writes all of them in one change, or nothing.
    fn write_all(&self, coming: &[Coming], mut steps: Steps<'_, '_>) -> Result<()> {
        Ok(self.file.change_marks(ChangeKind::Added, |writer| {
            let mut folders = Folders::read(writer)?;
            for one in coming {
                steps.tell().map_err(|_| pandect_store::Error::Cancelled)?;
                one.write(writer, &mut folders)?;
            }
            Ok(())
        })?)
    }

    fn prepare(&self, mark: Mark) -> Result<Prepared> {
        let id = stable_id(&mark);
        if self.knows(&id)? {
            return Ok(Prepared::Known);
        }
        let Some(address) = self.meant(&mark.place)? else {
            return Ok(Prepared::Skipped(nowhere(&mark.place.source)));
        };
        let loaded = match self.find(&address)? {
            Some(found) => self.readable_page(&found.address)?,
            None => None,
        };
        let Some(target) = Target::of(&mark.place, loaded.as_deref()) else {
            return Ok(Prepared::Skipped(
                "its place is outside of the article".to_owned(),
            ));
        };
        let article = match &loaded {
            Some(loaded) => Article {
                address: loaded.address.clone(),
                title: loaded.page.title.clone(),
            },
            None => Article {
                title: match &mark.title {
                    Some(title) => title.clone(),
                    None => address.path.replace('_', " "),
                },
                address,
            },
        };
        if mark.kind == MarkKind::Bookmark && self.is_bookmarked(&article, &target)? {
            return Ok(Prepared::Known);
        }
        Ok(Prepared::Comes(Box::new(Coming::of(
            mark, &id, article, target,
        ))))
    }

    fn knows(&self, id: &str) -> Result<bool> {
        let annotation: Option<AnnotationId> = id.parse().ok();
        let bookmark: Option<BookmarkId> = id.parse().ok();
        Ok(self.file.read(|reader| {
            let annotation = annotation.map_or(Ok(false), |id| reader.knows_annotation(id))?;
            Ok(annotation || bookmark.map_or(Ok(false), |id| reader.knows_bookmark(id))?)
        })?)
    }

    /// Whether an article or a section of it has a bookmark already. Of exact places there may be many.
    fn is_bookmarked(&self, article: &Article, target: &Target) -> Result<bool> {
        if target.passage.is_some() {
            return Ok(false);
        }
        let Address {
            collection, path, ..
        } = &article.address;
        let paths = [path.clone()];
        let rows = self
            .file
            .read(|reader| reader.bookmarks_of(collection, &paths))?;
        let anchor = |section: &Option<SectionRow>| section.as_ref().map(|one| one.anchor.clone());
        Ok(rows
            .iter()
            .any(|row| row.passage.is_none() && anchor(&row.section) == anchor(&target.section)))
    }

    /// The article that a mark of a file is on; of ours, also one that is not here now.
    fn meant(&self, place: &Place) -> Result<Option<Address>> {
        let found = match &place.source {
            Source::Address(address) => Some(address.clone()),
            Source::Web(url) => match self.answer_url(url)? {
                Some(address) => Some(Self::address(&address)?),
                None => None,
            },
            Source::Archive { book, path } => self.in_archive(book, path)?,
            Source::Word(word) => self.titled(word)?,
        };
        Ok(found.map(|address| Address {
            section: None,
            ..address
        }))
    }

    /// A path in an archive that Kiwix names: by its id, its name, or its title and language.
    fn in_archive(&self, book: &marks::Book, path: &str) -> Result<Option<Address>> {
        let same = |one: &str, other: &str| !one.is_empty() && one.eq_ignore_ascii_case(other);
        let mut rows = self.file.read(|reader| reader.collections())?;
        rows.sort_by_key(|row| {
            (
                !same(&book.id, &row.edition),
                !same(&book.name, &row.name),
                !same(&book.title, &row.title),
            )
        });
        let fits = rows.into_iter().filter(|row| {
            same(&book.id, &row.edition)
                || same(&book.name, &row.name)
                || same(&book.title, &row.title)
        });
        // Old archives have a letter for the namespace before each path.
        let bare = path.trim_start_matches('/');
        let within = bare.strip_prefix("A/").unwrap_or(bare);
        for row in fits {
            for path in [bare, within] {
                let address = Address::article(&row.name, path);
                if let Some(found) = self.find(&address)? {
                    return Ok(Some(found.address));
                }
            }
        }
        Ok(None)
    }

    /// The article with a title, of the first collection that has one.
    fn titled(&self, word: &str) -> Result<Option<Address>> {
        for row in self.file.read(|reader| reader.collections())? {
            let address = Address::article(&row.name, &word.trim().replace(' ', "_"));
            if let Ok(Some(found)) = self.find(&address) {
                return Ok(Some(found.address));
            }
        }
        Ok(None)
    }
}

/// Tells a watcher of one mark after the other.
struct Steps<'a, 'b> {
    done: u64,
    total: u64,
    watcher: &'a mut Watcher<'b>,
}

impl<'a, 'b> Steps<'a, 'b> {
    fn new(total: u64, watcher: &'a mut Watcher<'b>) -> Self {
        let done = 0;
        Self {
            done,
            total,
            watcher,
        }
    }

    fn tell(&mut self) -> Result<()> {
        let progress = Progress {
            done: self.done,
            total: Some(self.total),
            phase: Phase::Placing,
        };
        self.done += 1;
        tell(self.watcher, progress)
    }
}

/// What becomes of a mark of a file.
enum Prepared {
    Comes(Box<Coming>),
    Known,
    Skipped(String),
}

/// The article that a mark is on, as it is here or would be.
struct Article {
    address: Address,
    title: String,
}

/// A mark that comes in.
enum Coming {
    Annotation {
        row: NewAnnotationRow,
        placed: Placed,
    },
    Bookmark {
        row: NewBookmarkRow,
        folder: Vec<String>,
        placed: Placed,
    },
}

impl Coming {
    fn of(mark: Mark, id: &str, article: Article, target: Target) -> Self {
        let Target {
            passage,
            section,
            placed,
        } = target;
        let Address {
            collection, path, ..
        } = article.address;
        if mark.kind == MarkKind::Bookmark {
            return Self::Bookmark {
                row: NewBookmarkRow {
                    id: id.parse().ok(),
                    collection,
                    path,
                    article_title: article.title,
                    title: mark.name,
                    section,
                    passage,
                    folder: None,
                    read_later: mark.read_later,
                    tags: clean_tags(&mark.tags),
                    created: mark.created,
                },
                folder: mark.folder,
                placed,
            };
        }
        Self::Annotation {
            row: NewAnnotationRow {
                id: id.parse().ok(),
                color: color_of(&mark, passage.is_some()),
                collection,
                path,
                article_title: article.title,
                passage,
                section,
                style: mark.underline.then(|| "underline".to_owned()),
                note: mark.note,
                tags: clean_tags(&mark.tags),
                created: mark.created,
                modified: mark.modified.or(mark.created),
            },
            placed,
        }
    }

    fn placed(&self) -> &Placed {
        match self {
            Self::Annotation { placed, .. } | Self::Bookmark { placed, .. } => placed,
        }
    }

    fn write(&self, writer: &Writer<'_>, folders: &mut Folders) -> pandect_store::Result<()> {
        match self {
            Self::Annotation { row, placed } => {
                let id = writer.add_annotation(row)?;
                writer.place_annotation(id, &row.path, &row.article_title, placed)
            }
            Self::Bookmark {
                row,
                folder,
                placed,
            } => {
                let row = NewBookmarkRow {
                    folder: folders.at(writer, folder)?,
                    ..row.clone()
                };
                let id = writer.add_bookmark(&row)?;
                writer.place_bookmark(id, &row.path, &row.article_title, placed)
            }
        }
    }
}

/// Folders by their parent and name; those that are not there are made.
struct Folders(HashMap<(Option<FolderId>, String), FolderId>);

impl Folders {
    fn read(writer: &Writer<'_>) -> pandect_store::Result<Self> {
        let rows = writer.folders()?.into_iter();
        Ok(Self(
            rows.map(|row| ((row.parent, row.title), row.id)).collect(),
        ))
    }

    fn at(
        &mut self,
        writer: &Writer<'_>,
        path: &[String],
    ) -> pandect_store::Result<Option<FolderId>> {
        let mut parent = None;
        for name in path
            .iter()
            .map(|name| name.trim())
            .filter(|name| !name.is_empty())
        {
            let key = (parent, name.to_owned());
            let id = match self.0.get(&key) {
                Some(id) => *id,
                None => writer.add_folder(name, parent)?,
            };
            self.0.insert(key, id);
            parent = Some(id);
        }
        Ok(parent)
    }
}

/// The id that a mark has on every computer: its own where that is a UUID, else one made of what it says,
/// so that importing it twice is noticed.
fn stable_id(mark: &Mark) -> String {
    let own = mark.id.as_deref().unwrap_or_default();
    let bare = own.strip_prefix("urn:uuid:").unwrap_or(own);
    if bare.parse::<AnnotationId>().is_ok() {
        return bare.to_owned();
    }
    let said = match own {
        "" => format!(
            "{:?}\n{:?}\n{}\n{:?}\n{:?}",
            mark.place, mark.kind, mark.note, mark.folder, mark.created
        ),
        own => format!("{own}\n{:?}", mark.place.source),
    };
    let mut bytes = XxHash3_128::oneshot(said.as_bytes()).to_be_bytes();
    // Version 8 and the variant of RFC 9562.
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    format!("{:032x}", u128::from_be_bytes(bytes))
}

fn nowhere(source: &Source) -> String {
    match source {
        Source::Address(address) => format!("there is no article at `{address}`"),
        Source::Web(url) => format!("no collection here has the page `{url}`"),
        Source::Archive { book, path } => {
            let name = [&book.title, &book.name, &book.id]
                .into_iter()
                .find(|name| !name.is_empty());
            match name {
                Some(name) => format!("no collection here has `{path}` of `{name}`"),
                None => format!("no collection here has `{path}`"),
            }
        }
        Source::Word(word) => format!("no article here is called `{word}`"),
    }
}

fn leave_out(report: &mut ImportReport, what: String, why: String) {
    report.left_out = report.left_out.saturating_add(1);
    if report.skipped.len() < LISTED {
        report.skipped.push(Skipped { what, why });
    }
}

fn count(placed: &mut Placements, status: &str) {
    match status {
        "exact" => placed.exact += 1,
        "relocated" => placed.relocated += 1,
        "approximate" => placed.approximate += 1,
        _ => placed.orphaned += 1,
    }
}

fn source_of(source: marks::MarksSource) -> MarksSource {
    match source {
        marks::MarksSource::WebAnnotation => MarksSource::WebAnnotation,
        marks::MarksSource::Hypothesis => MarksSource::Hypothesis,
        marks::MarksSource::Kiwix => MarksSource::Kiwix,
        marks::MarksSource::Goldendict => MarksSource::Goldendict,
    }
}
