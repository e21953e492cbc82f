//! History.

use pandect_library::dto::Visit;
use tauri::State;

use super::Answer;
use crate::blocking::blocking;
use crate::shell::Shell;

#[tauri::command]
pub(crate) async fn list_visits(shell: State<'_, Shell>, limit: u32) -> Answer<Vec<Visit>> {
    blocking(shell, move |library| library.list_visits(limit)).await
}

#[tauri::command]
pub(crate) async fn add_visit(shell: State<'_, Shell>, address: String) -> Answer<()> {
    blocking(shell, move |library| library.add_visit(&address)).await
}

#[tauri::command]
pub(crate) async fn delete_visit(shell: State<'_, Shell>, id: String) -> Answer<()> {
    blocking(shell, move |library| library.delete_visit(&id)).await
}

#[tauri::command]
pub(crate) async fn clear_visits(shell: State<'_, Shell>) -> Answer<()> {
    blocking(shell, |library| library.clear_visits()).await
}
