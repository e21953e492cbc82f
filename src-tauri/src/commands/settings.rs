//! Settings, and where the window was.

use pandect_library::dto::{LastPlace, ReadingPlace, Settings};
use tauri::State;

use super::Answer;
use crate::blocking::blocking;
use crate::shell::Shell;

#[tauri::command]
pub(crate) async fn settings(shell: State<'_, Shell>) -> Answer<Settings> {
    blocking(shell, |library| library.settings()).await
}

#[tauri::command]
pub(crate) async fn save_settings(shell: State<'_, Shell>, settings: Settings) -> Answer<()> {
    blocking(shell, move |library| library.save_settings(&settings)).await
}

#[tauri::command]
pub(crate) async fn last_place(shell: State<'_, Shell>) -> Answer<Option<LastPlace>> {
    blocking(shell, |library| library.last_place()).await
}

#[tauri::command]
pub(crate) async fn save_last_place(shell: State<'_, Shell>, place: LastPlace) -> Answer<()> {
    blocking(shell, move |library| library.save_last_place(&place)).await
}

#[tauri::command]
pub(crate) async fn save_place(
    shell: State<'_, Shell>,
    address: String,
    place: ReadingPlace,
) -> Answer<()> {
    blocking(shell, move |library| library.save_place(&address, place)).await
}
