//! The notebook: all marks, the trash, and marks as files of others.

use pandect_library::dto::{
    ExportFormat, ImportReport, MarksChange, Notebook, NotebookFilter, Trashed,
};
use tauri::{State, WebviewWindow};

use super::Answer;
use crate::blocking::blocking;
use crate::marks_files::{self, Importing};
use crate::shell::Shell;

#[tauri::command]
pub(crate) async fn notebook(
    shell: State<'_, Shell>,
    filter: NotebookFilter,
    offset: u32,
    limit: u32,
) -> Answer<Notebook> {
    blocking(shell, move |library| {
        library.notebook(&filter, offset, limit)
    })
    .await
}

#[tauri::command]
pub(crate) async fn change_marks(
    shell: State<'_, Shell>,
    ids: Vec<String>,
    change: MarksChange,
) -> Answer<u32> {
    blocking(shell, move |library| library.change_marks(&ids, &change)).await
}

#[tauri::command]
pub(crate) async fn delete_marks(shell: State<'_, Shell>, ids: Vec<String>) -> Answer<u32> {
    blocking(shell, move |library| library.delete_marks(&ids)).await
}

#[tauri::command]
pub(crate) async fn list_trash(shell: State<'_, Shell>) -> Answer<Vec<Trashed>> {
    blocking(shell, |library| library.list_trash()).await
}

#[tauri::command]
pub(crate) async fn restore_marks(shell: State<'_, Shell>, ids: Vec<String>) -> Answer<u32> {
    blocking(shell, move |library| library.restore_marks(&ids)).await
}

#[tauri::command]
pub(crate) async fn empty_trash(shell: State<'_, Shell>, ids: Vec<String>) -> Answer<u32> {
    blocking(shell, move |library| library.empty_trash(&ids)).await
}

#[tauri::command]
pub(crate) async fn export_marks(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    format: ExportFormat,
    filter: NotebookFilter,
    ids: Vec<String>,
) -> Answer<bool> {
    marks_files::export_marks(&window, shell, format, filter, ids).await
}

#[tauri::command]
pub(crate) async fn import_marks(
    window: WebviewWindow,
    shell: State<'_, Shell>,
) -> Answer<Option<ImportReport>> {
    marks_files::import_marks(&window, shell).await
}

#[tauri::command]
pub(crate) async fn stop_import(importing: State<'_, Importing>) -> Answer<()> {
    importing.stop();
    Ok(())
}
