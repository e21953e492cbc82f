//! Choosing what to add. Paths come from the system's dialogs, from what is dropped on the window and
//! from the command line, and never from the page.

use std::path::PathBuf;

use rfd::AsyncFileDialog;
use tauri::{AppHandle, Manager, Runtime, WebviewWindow};

use crate::jobs::{Jobs, Task};

/// Asks for a file, and adds it.
pub(crate) fn ask_for_file<R: Runtime>(window: &WebviewWindow<R>) -> tauri::Result<()> {
    ask(window, |dialog| {
        let dialog = dialog
            .add_filter("Encyclopedias", &["zim", "zimaa", "jsonl", "ndjson"])
            .add_filter("All files", &["*"]);
        Box::pin(async move { dialog.pick_file().await.map(PathBuf::from) })
    })
}

/// Asks for a folder, and adds it.
pub(crate) fn ask_for_folder<R: Runtime>(window: &WebviewWindow<R>) -> tauri::Result<()> {
    ask(window, |dialog| {
        Box::pin(async move { dialog.pick_folder().await.map(PathBuf::from) })
    })
}

/// Adds what is at these paths.
pub(crate) fn add<R: Runtime>(app: &AppHandle<R>, paths: impl IntoIterator<Item = PathBuf>) {
    for path in paths {
        app.state::<Jobs>().add(Task::Add(path));
    }
}

type Answer = std::pin::Pin<Box<dyn Future<Output = Option<PathBuf>> + Send>>;

/// Dialogs begin on the main thread, and are waited for elsewhere.
fn ask<R: Runtime>(
    window: &WebviewWindow<R>,
    open: impl FnOnce(AsyncFileDialog) -> Answer + Send + 'static,
) -> tauri::Result<()> {
    let parent = window.clone();
    window.run_on_main_thread(move || {
        let answer = open(AsyncFileDialog::new().set_parent(&parent));
        tauri::async_runtime::spawn(async move {
            add(parent.app_handle(), answer.await);
        });
    })
}
