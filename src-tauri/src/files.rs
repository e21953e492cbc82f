//! Choosing what to add, and where to save. Paths come from the system's dialogs, from what is dropped on the window and
//! from the command line, and never from the page.

use std::path::PathBuf;

use pandect_library::dto::ErrorView;
use pandect_library::jobs::Jobs;
use rfd::AsyncFileDialog;
use tauri::{AppHandle, Manager, Runtime, State, WebviewWindow};
use tokio::sync::oneshot;

use crate::blocking::blocking;
use crate::opening::defect;
use crate::shell::Shell;

/// Endings of what is read; what a file is, is told by its content.
const ENDINGS: [&str; 10] = [
    "zim", "zimaa", "xml", "bz2", "gz", "zst", "jsonl", "ndjson", "html", "htm",
];

/// Asks for a file, and proposes to add it.
pub(crate) fn ask_for_file<R: Runtime>(window: &WebviewWindow<R>) -> tauri::Result<()> {
    ask(window, pick_file)
}

/// Asks where the file of an archive is now, and reads it there.
pub(crate) async fn locate<R: Runtime>(
    window: &WebviewWindow<R>,
    shell: State<'_, Shell>,
    collection: String,
) -> Result<(), ErrorView> {
    match ask_where(window, pick_file).await? {
        Some(file) => {
            blocking(shell, move |library| {
                library.locate_archive(&collection, &file)
            })
            .await
        }
        None => Ok(()),
    }
}

/// Asks where to save a copy of something beside the articles, and saves it there. Says whether it was.
pub(crate) async fn save_media<R: Runtime>(
    window: &WebviewWindow<R>,
    shell: State<'_, Shell>,
    address: String,
) -> Result<bool, ErrorView> {
    let asked = address.clone();
    let about = blocking(shell.clone(), move |library| library.media_about(&asked)).await?;
    let pick = move |dialog: AsyncFileDialog| -> Answer {
        let dialog = dialog.set_file_name(about.name);
        Box::pin(async move { dialog.save_file().await.map(PathBuf::from) })
    };
    match ask_where(window, pick).await? {
        Some(file) => {
            blocking(shell, move |library| library.save_media(&address, &file)).await?;
            Ok(true)
        }
        None => Ok(false),
    }
}

pub(crate) async fn ask_where<R: Runtime>(
    window: &WebviewWindow<R>,
    pick: impl FnOnce(AsyncFileDialog) -> Answer + Send + 'static,
) -> Result<Option<PathBuf>, ErrorView> {
    let (sender, receiver) = oneshot::channel();
    let parent = window.clone();
    let asked = window.run_on_main_thread(move || {
        let answer = pick(AsyncFileDialog::new().set_parent(&parent));
        tauri::async_runtime::spawn(async move {
            // Nobody waits any more where the window is gone.
            let _ = sender.send(answer.await);
        });
    });
    asked.map_err(crate::window::failure)?;
    receiver
        .await
        .map_err(|_| defect("the dialog gave no answer"))
}

fn pick_file(dialog: AsyncFileDialog) -> Answer {
    let dialog = dialog
        .add_filter("Encyclopedias", &ENDINGS)
        .add_filter("All files", &["*"]);
    Box::pin(async move { dialog.pick_file().await.map(PathBuf::from) })
}

/// Asks for a folder, and proposes to add it.
pub(crate) fn ask_for_folder<R: Runtime>(window: &WebviewWindow<R>) -> tauri::Result<()> {
    ask(window, |dialog| {
        Box::pin(async move { dialog.pick_folder().await.map(PathBuf::from) })
    })
}

/// Proposes to add what is at these paths.
pub(crate) fn add<R: Runtime>(app: &AppHandle<R>, paths: impl IntoIterator<Item = PathBuf>) {
    for path in paths {
        app.state::<Jobs>().propose(path);
    }
}

/// What a dialog answers.
pub(crate) type Answer = std::pin::Pin<Box<dyn Future<Output = Option<PathBuf>> + Send>>;

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
