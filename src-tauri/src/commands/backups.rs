//! Backups.

use pandect_library::dto::{BackupCopy, BackupPreview, Restored};
use tauri::{State, WebviewWindow};

use super::Answer;
use crate::backups;
use crate::blocking::blocking;
use crate::shell::Shell;

#[tauri::command]
pub(crate) async fn save_backup(window: WebviewWindow, shell: State<'_, Shell>) -> Answer<bool> {
    backups::save_backup(&window, shell).await
}

#[tauri::command]
pub(crate) async fn list_copies(shell: State<'_, Shell>) -> Answer<Vec<BackupCopy>> {
    blocking(shell, |library| library.list_copies()).await
}

#[tauri::command]
pub(crate) async fn preview_copy(shell: State<'_, Shell>, name: String) -> Answer<BackupPreview> {
    backups::preview_copy(shell, name).await
}

#[tauri::command]
pub(crate) async fn choose_backup(
    window: WebviewWindow,
    shell: State<'_, Shell>,
) -> Answer<Option<BackupPreview>> {
    backups::choose_backup(&window, shell).await
}

#[tauri::command]
pub(crate) async fn restore_backup(
    shell: State<'_, Shell>,
    id: String,
    merge: bool,
) -> Answer<Restored> {
    backups::restore_backup(shell, id, merge).await
}
