//! `backup`, `restore`.

use std::path::Path;

use anyhow::Result;
use pandect_library::Library;
use pandect_library::dto::{BackupPreview, Difference};
use serde_json::json;

use crate::arguments::Restore;
use crate::output::Output;

pub(super) fn backup(library: &Library, file: &Path, output: &mut Output) -> Result<()> {
    library.back_up(file)?;
    let bytes = std::fs::metadata(file)?.len();
    if output.is_json() {
        return output.json(&json!({ "file": file, "bytes": bytes }));
    }
    output.line(format_args!(
        "backup written to {} ({bytes} bytes)",
        file.display()
    ))
}

pub(super) fn restore(library: &Library, wanted: &Restore, output: &mut Output) -> Result<()> {
    if wanted.dry_run {
        let preview = library.preview_backup(&wanted.file)?;
        if output.is_json() {
            return output.json(&preview);
        }
        return tell(&preview, output);
    }
    let restored = library.restore_backup(&wanted.file, wanted.merge)?;
    if output.is_json() {
        return output.json(&restored);
    }
    tell(&restored.preview, output)?;
    if restored.versions > 0 {
        output.line(format_args!(
            "{} notes were written on both sides: the later text is shown, the other is a version of it",
            restored.versions
        ))?;
    }
    let done = if restored.merged {
        "merged"
    } else {
        "restored"
    };
    output.line(format_args!(
        "{done}; what was here before is kept as backups/{} in the data folder",
        restored.kept
    ))
}

fn tell(preview: &BackupPreview, output: &mut Output) -> Result<()> {
    let rows = [
        ("annotations", preview.annotations),
        ("bookmarks", preview.bookmarks),
        ("folders", preview.folders),
        ("cards", preview.cards),
        ("articles", preview.articles),
    ];
    for (what, difference) in rows {
        let Difference {
            same,
            different,
            here,
            there,
        } = difference;
        output.line(format_args!(
            "{what}: {same} the same, {different} different, {here} only here, {there} only in the backup"
        ))?;
    }
    Ok(())
}
