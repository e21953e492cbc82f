use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ErrorView;

/// What a long work is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum Phase {
    /// Reading and cleaning articles.
    Reading,
    /// Reading titles.
    Titles,
    /// Indexing texts.
    Indexing,
    /// Merging the parts of an index.
    Merging,
    /// Verifying what is there.
    Verifying,
    /// Finding the places of marks.
    Placing,
}

/// A long work that a host began, as the window shows it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Job {
    /// Its id, for as long as the program runs.
    pub id: u32,
    /// What kind of work it is.
    pub kind: JobKind,
    /// What it works on: the name of a file or collection.
    pub subject: String,
    /// How it stands.
    pub state: JobState,
    /// What it does, once it has begun.
    pub phase: Option<Phase>,
    /// Articles done in this phase.
    #[ts(type = "number")]
    pub done: u64,
    /// Articles in all, where that is known.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
    /// Articles a second in this phase, once that can be said.
    pub rate: Option<f64>,
    /// Seconds until this phase ends, where that can be said.
    pub seconds_left: Option<f64>,
    /// What is to be added, as far as it is known before.
    pub summary: Option<SourceSummary>,
    /// What became of what was added.
    pub report: Option<AddReport>,
    /// What verifying found; empty where all is well.
    pub problems: Vec<String>,
    /// Why it failed, where it did.
    pub error: Option<ErrorView>,
    /// Whether it waits because its source is looked at first.
    #[serde(skip)]
    pub(crate) looked_at: bool,
}

impl Job {
    /// Whether its source is still being looked at: it has no summary yet.
    pub(crate) fn is_looked_at(&self) -> bool {
        self.looked_at && self.summary.is_none()
    }
}

/// Kinds of long work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum JobKind {
    /// Adding a source.
    Add,
    /// Making an index.
    Index,
    /// Making an index anew that cannot be used.
    Mend,
    /// Verifying a collection.
    Verify,
}

/// How a long work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum JobState {
    /// `summary` says what would be added; the person decides.
    Proposed,
    /// Another one comes first.
    Waiting,
    /// Under way.
    Running,
    /// Waits for the person.
    Paused,
    /// Done.
    Done,
    /// Failed; `error` says why.
    Failed,
    /// Stopped by the person.
    Stopped,
}

/// What is known of a source before it is added.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct SourceSummary {
    /// What it is.
    pub kind: SourceKind,
    /// Title of the collection that it becomes.
    pub title: String,
    /// BCP 47 language tag, possibly empty.
    pub language: String,
    /// The licence that it names, possibly empty.
    pub license: String,
    /// Label of the edition.
    pub edition: String,
    /// Articles in it, where that is known.
    #[ts(type = "number | null")]
    pub articles: Option<u64>,
    /// Bytes of the source.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Bytes that it will take beside that, roughly.
    #[ts(type = "number")]
    pub disk_bytes: u64,
    /// Seconds that making its index will take, roughly.
    pub index_seconds: f64,
    /// Title of the collection that it is a newer edition of.
    pub replaces: Option<String>,
    /// The collection that is there in another form of the same archive.
    pub other_form: Option<OtherForm>,
    /// What of it cannot be shown.
    pub note: Option<String>,
}

/// An archive that is there in another form: with all pictures, with none, with leads alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct OtherForm {
    /// Title of the collection that is there.
    pub title: String,
    /// Its form; empty where the archive names none.
    pub has: String,
    /// The form of the archive that would be added.
    pub brings: String,
    /// The name under which it can be added beside the one that is there.
    #[serde(skip)]
    #[ts(skip)]
    pub beside: String,
}

/// Kinds of source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum SourceKind {
    /// A ZIM archive.
    Archive,
    /// A dump of a wiki.
    Dump,
    /// A folder of Markdown.
    Markdown,
    /// Saved web pages.
    Html,
    /// JSON lines.
    Lines,
}

/// What became of a source that was added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct AddReport {
    /// Name of the collection.
    pub collection: String,
    /// Articles in it.
    #[ts(type = "number")]
    pub articles: u64,
    /// What was left out or is wrong in the source, and why: the first thousand.
    pub skipped: Vec<Skipped>,
    /// All that was left out or is wrong.
    #[ts(type = "number")]
    pub left_out: u64,
    /// Templates of a wiki that are shown as remnants.
    #[ts(type = "number")]
    pub remnants: u64,
    /// Pictures that the source names and does not have.
    #[ts(type = "number")]
    pub files: u64,
    /// Bytes of the articles as they stand in the source.
    #[ts(type = "number")]
    pub bytes: u64,
    /// What became of the marks that were made in an earlier edition.
    pub marks: Placements,
    /// How long it took.
    pub seconds: f64,
}

/// What became of the marks of a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Placements {
    /// Verbatim at the stored place.
    #[ts(type = "number")]
    pub exact: u64,
    /// Elsewhere or reworded, and sure.
    #[ts(type = "number")]
    pub relocated: u64,
    /// The best candidate; they ask to be confirmed.
    #[ts(type = "number")]
    pub approximate: u64,
    /// No place for them; those of articles that are gone are among them.
    #[ts(type = "number")]
    pub orphaned: u64,
    /// Articles with marks that are not there any more.
    #[ts(type = "number")]
    pub articles_gone: u64,
}

/// Something that was left out of a collection, or is wrong in its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Skipped {
    /// Which file, line or article.
    pub what: String,
    /// Why.
    pub why: String,
}
