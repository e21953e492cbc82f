use serde::Serialize;
use ts_rs::TS;

/// A copy of the library file that Pandect made of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct BackupCopy {
    /// Its name.
    pub name: String,
    /// When it was made.
    #[ts(type = "number")]
    pub made: i64,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// What a backup holds beside what is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct BackupPreview {
    /// What `restoreBackup` takes.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// When it was changed last.
    #[ts(type = "number")]
    pub changed: i64,
    /// Annotations.
    pub annotations: Difference,
    /// Bookmarks.
    pub bookmarks: Difference,
    /// Folders of bookmarks.
    pub folders: Difference,
    /// Cards to study.
    pub cards: Difference,
    /// Articles that the person wrote or edited.
    pub articles: Difference,
}

/// How things here and things in a backup differ. Deleted ones do not count as being there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Difference {
    /// The same on both sides.
    pub same: u32,
    /// On both sides, and different.
    pub different: u32,
    /// Only here: restoring takes them away, merging keeps them.
    pub here: u32,
    /// Only in the backup: both bring them.
    pub there: u32,
}

/// What restoring or merging did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Restored {
    /// How both sides differed before.
    pub preview: BackupPreview,
    /// Whether both sides were merged.
    pub merged: bool,
    /// Notes that were written on both sides: the later one is shown, the other is a version of it.
    pub versions: u32,
    /// Name of the copy of what was here before.
    pub kept: String,
}
