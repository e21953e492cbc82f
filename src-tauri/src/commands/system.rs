//! The program and the system around it.

use pandect_library::dto::About;
use tauri::{AppHandle, State, WebviewWindow};

use super::Answer;
use crate::blocking::blocking;
use crate::shell::Shell;
use crate::{about, outside, paper, window};

#[tauri::command]
pub(crate) async fn about(shell: State<'_, Shell>) -> Answer<About> {
    blocking(shell, |library| library.about())
        .await
        .map(about::complete)
}

#[tauri::command]
pub(crate) async fn open_external(url: String) -> Answer<()> {
    outside::open_url(&url)
}

#[tauri::command]
pub(crate) async fn open_data_folder(shell: State<'_, Shell>) -> Answer<()> {
    outside::open_folder(shell.data_folder()?)
}

#[tauri::command]
pub(crate) async fn set_window_title(window: WebviewWindow, title: String) -> Answer<()> {
    // The page names itself when it first shows something.
    window::reveal(&window);
    window.set_title(&title).map_err(window::failure)
}

#[tauri::command]
pub(crate) async fn set_paper(
    window: WebviewWindow,
    color: (u8, u8, u8),
    follows: bool,
) -> Answer<()> {
    paper::keep(&window, color, follows).map_err(window::failure)
}

#[tauri::command]
pub(crate) async fn toggle_fullscreen(window: WebviewWindow) -> Answer<()> {
    let fullscreen = window.is_fullscreen().map_err(window::failure)?;
    window.set_fullscreen(!fullscreen).map_err(window::failure)
}

#[tauri::command]
pub(crate) async fn print_page(window: WebviewWindow) -> Answer<()> {
    window.print().map_err(window::failure)
}

#[tauri::command]
pub(crate) async fn quit(app: AppHandle) -> Answer<()> {
    app.exit(0);
    Ok(())
}

#[tauri::command]
pub(crate) async fn start_address(shell: State<'_, Shell>) -> Answer<Option<String>> {
    Ok(shell.take_start_address())
}
