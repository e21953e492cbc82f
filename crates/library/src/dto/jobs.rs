use serde::Serialize;
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
}

/// A long work that a host began, as the window shows it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Job {
    /// Its id, for as long as the program runs.
    pub id: u32,
    /// What it works on: the name of a file or collection.
    pub subject: String,
    /// How it stands.
    pub state: JobState,
    /// What it does, once it has begun.
    pub phase: Option<Phase>,
    /// Articles done.
    #[ts(type = "number")]
    pub done: u64,
    /// Articles in all, where that is known.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
    /// What was left out, and why.
    pub skipped: Vec<SkippedView>,
    /// Why it failed, where it did.
    pub error: Option<ErrorView>,
}

/// How a long work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum JobState {
    /// Another one comes first.
    Waiting,
    /// Under way.
    Running,
    /// Done.
    Done,
    /// Failed; `error` says why.
    Failed,
    /// Stopped by the person.
    Stopped,
}

/// Something that was left out of a collection.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct SkippedView {
    /// Which file, line or article.
    pub what: String,
    /// Why.
    pub why: String,
}
