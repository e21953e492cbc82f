//! Backups: saved and chosen by the system's dialogs, and made by themselves once a day.

use std::path::PathBuf;
use std::time::Duration;

use pandect_library::dto::{BackupPreview, ErrorView, Restored};
use rfd::AsyncFileDialog;
use tauri::{Runtime, State, WebviewWindow};

use crate::blocking::blocking;
use crate::files::{Answer, ask_where};
use crate::opening::{Opening, defect};
use crate::shell::Shell;

/// How long after the start the copy of the day is looked after first: the window comes first.
const FIRST: Duration = Duration::from_secs(20);
/// How often it is looked after then.
const INTERVAL: Duration = Duration::from_hours(1);

/// Asks where to save a backup, and saves it there. Says whether it was.
pub(crate) async fn save_backup<R: Runtime>(
    window: &WebviewWindow<R>,
    shell: State<'_, Shell>,
) -> Result<bool, ErrorView> {
    let pick = |dialog: AsyncFileDialog| -> Answer {
        let dialog = dialog.set_file_name("pandect-backup.db");
        Box::pin(async move { dialog.save_file().await.map(PathBuf::from) })
    };
    let Some(file) = ask_where(window, pick).await? else {
        return Ok(false);
    };
    blocking(shell, move |library| library.back_up(&file)).await?;
    Ok(true)
}

/// What restoring a copy that Pandect made by itself would change.
pub(crate) async fn preview_copy(
    shell: State<'_, Shell>,
    name: String,
) -> Result<BackupPreview, ErrorView> {
    let file = blocking(shell.clone(), move |library| library.copy_file(&name)).await?;
    preview(shell, file).await
}

/// Asks for a backup, and tells what restoring it would change.
pub(crate) async fn choose_backup<R: Runtime>(
    window: &WebviewWindow<R>,
    shell: State<'_, Shell>,
) -> Result<Option<BackupPreview>, ErrorView> {
    let pick = |dialog: AsyncFileDialog| -> Answer {
        let dialog = dialog
            .add_filter("Backups", &["db"])
            .add_filter("All files", &["*"]);
        Box::pin(async move { dialog.pick_file().await.map(PathBuf::from) })
    };
    let Some(file) = ask_where(window, pick).await? else {
        return Ok(None);
    };
    preview(shell, file).await.map(Some)
}

/// Restores or merges the backup that was previewed under this id.
pub(crate) async fn restore_backup(
    shell: State<'_, Shell>,
    id: String,
    merge: bool,
) -> Result<Restored, ErrorView> {
    let file = shell
        .previewed(&id)
        .ok_or_else(|| defect("another backup was looked at since"))?;
    blocking(shell, move |library| library.restore_backup(&file, merge)).await
}

/// Begins to make the copy of each day, as soon as the window is there.
pub(crate) fn begin(opening: Opening) {
    let keep = move || {
        std::thread::sleep(FIRST);
        let Ok(library) = opening.wait() else { return };
        loop {
            if let Err(error) = library.copy_daily() {
                tracing::warn!(%error, "the copy of the day was not made");
            }
            std::thread::sleep(INTERVAL);
        }
    };
    if std::thread::Builder::new()
        .name("daily-copy".to_owned())
        .spawn(keep)
        .is_err()
    {
        tracing::warn!("no daily copies will be made");
    }
}

async fn preview(shell: State<'_, Shell>, file: PathBuf) -> Result<BackupPreview, ErrorView> {
    let read = file.clone();
    let preview = blocking(shell.clone(), move |library| library.preview_backup(&read)).await?;
    shell.keep_previewed(&preview.id, file);
    Ok(preview)
}
