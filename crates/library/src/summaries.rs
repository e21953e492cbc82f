//! What a source is, before it is added.

use std::path::Path;

use pandect_formats::SourceKind as Format;
use pandect_formats::zim::Archive;

use crate::dto::{IndexEstimate, SourceKind, SourceSummary};
use crate::{AddOptions, Library, Result, archives};

/// What indexes and imported files take, in hundredths of the source, as measured on wiki-like text:
/// the index of an archive, of what it has packed; an import with its index from packed and from plain sources.
const INDEX_OF_ARCHIVE: u64 = 140;
const OF_PACKED: u64 = 350;
/// What the index of an imported collection takes, in hundredths of its file.
const INDEX_OF_IMPORTED: u64 = 90;
const OF_PLAIN: u64 = 110;

/// Bytes of plain and of packed sources whose texts one processor indexes in a second, as measured there.
const PLAIN: f64 = 12e6;
const PACKED: f64 = 3.2e6;
/// The same of the file of an imported collection.
const IMPORTED: f64 = 5.8e6;
/// What merging takes by one processor, of what indexing takes by one.
const MERGING: f64 = 0.25;

impl Library {
    /// What would be added from a path.
    pub fn summarize(&self, source: &Path) -> Result<SourceSummary> {
        let format = pandect_formats::detect(source)?;
        if format == Format::Zim {
            return self.summarize_archive(source);
        }
        let called = pandect_formats::name(source, format);
        let name = crate::collections::collection_name(&called, None)?;
        let about = pandect_formats::about(source, format)?;
        let share = if about.packed { OF_PACKED } else { OF_PLAIN };
        let before = self.file.read(|reader| reader.collection(&name))?;
        Ok(SourceSummary {
            kind: match format {
                Format::MediaWiki => SourceKind::Dump,
                Format::MarkdownFolder => SourceKind::Markdown,
                Format::HtmlPages => SourceKind::Html,
                Format::JsonLines => SourceKind::Lines,
                Format::Zim => SourceKind::Archive,
            },
            title: about.title,
            language: about.language,
            license: String::new(),
            edition: about.edition,
            articles: about.articles,
            bytes: about.bytes,
            disk_bytes: about.bytes / 100 * share,
            index_seconds: seconds(about.bytes, if about.packed { PACKED } else { PLAIN }),
            replaces: before.map(|row| row.title),
            other_form: None,
            note: None,
        })
    }

    fn summarize_archive(&self, source: &Path) -> Result<SourceSummary> {
        let archive = archives::open(source)?;
        // The person is asked about another form; that is no failure.
        let options = AddOptions {
            replace: true,
            ..AddOptions::default()
        };
        let row = self.archive_row(source, &archive, &options)?;
        let other_form = self.other_form(&row.name, &archive)?;
        let before = self.file.read(|reader| reader.collection(&row.name))?;
        let about = archive.about();
        let note = about.scripted.then(|| {
            "Its pages are built by scripts, which are not run here. What they write themselves cannot be shown."
                .to_owned()
        });
        let takes = estimate_of_archive(&archive);
        Ok(SourceSummary {
            kind: SourceKind::Archive,
            title: row.title,
            language: row.language,
            license: row.license,
            edition: row.edition_label,
            articles: Some(archive.article_count()),
            bytes: archive.size(),
            disk_bytes: takes.disk_bytes,
            index_seconds: takes.seconds,
            replaces: before
                .filter(|row| row.edition != archive.uuid() && other_form.is_none())
                .map(|row| row.title),
            other_form,
            note,
        })
    }
}

/// What making an archive searchable takes.
pub(crate) fn estimate_of_archive(archive: &Archive) -> IndexEstimate {
    let bytes = archive.packed_bytes();
    IndexEstimate {
        disk_bytes: bytes / 100 * INDEX_OF_ARCHIVE,
        seconds: seconds(bytes, PACKED),
    }
}

/// What making an imported collection searchable takes, whose file has so many bytes.
pub(crate) fn estimate_of_imported(bytes: u64) -> IndexEstimate {
    IndexEstimate {
        disk_bytes: bytes * INDEX_OF_IMPORTED / 100,
        seconds: seconds(bytes, IMPORTED),
    }
}

/// How long indexing so many bytes takes by all processors, at so many a second by each, and merging by one.
fn seconds(bytes: u64, rate: f64) -> f64 {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let processors = f64::from(u32::try_from(processors).unwrap_or(u32::MAX));
    // Sizes beyond some petabytes need not be exact.
    let megabytes = f64::from(u32::try_from(bytes >> 20).unwrap_or(u32::MAX));
    megabytes * 1_048_576.0 / rate * (1.0 / processors + MERGING)
}
