//! Marks as files of others: where the person says, by the system's dialogs.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use pandect_library::dto::{ErrorView, ExportFormat, ImportProgress, ImportReport, NotebookFilter};
use pandect_library::{Library, Progress};
use rfd::AsyncFileDialog;
use tauri::{Emitter as _, Manager as _, Runtime, State, WebviewWindow};

use crate::blocking::blocking;
use crate::files::{Answer, ask_where};
use crate::shell::Shell;
use crate::window::MAIN;

/// The event that tells the window how far an import is.
const IMPORTING: &str = "importing";
/// An import that is done within this is not told of.
const PATIENCE: Duration = Duration::from_millis(300);
/// The window is told no more often than this.
const PACE: Duration = Duration::from_millis(100);

/// Whether the import of marks is to stop.
#[derive(Default)]
pub(crate) struct Importing(AtomicBool);

impl Importing {
    /// Stops the import that is under way.
    pub(crate) fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Asks where to save marks, and saves them there. Says whether they were.
pub(crate) async fn export_marks<R: Runtime>(
    window: &WebviewWindow<R>,
    shell: State<'_, Shell>,
    format: ExportFormat,
    filter: NotebookFilter,
    ids: Vec<String>,
) -> Result<bool, ErrorView> {
    let name = match format {
        ExportFormat::JsonLd => "notebook.jsonld",
        ExportFormat::Markdown => "notebook.md",
        ExportFormat::Html => "notebook.html",
        ExportFormat::Csv => "notebook.csv",
        ExportFormat::Bibtex => "notebook.bib",
        ExportFormat::CslJson => "notebook.json",
    };
    let pick = move |dialog: AsyncFileDialog| -> Answer {
        let dialog = dialog.set_file_name(name);
        Box::pin(async move { dialog.save_file().await.map(PathBuf::from) })
    };
    let Some(file) = ask_where(window, pick).await? else {
        return Ok(false);
    };
    blocking(shell, move |library| {
        library.save_marks(format, &filter, &ids, &file)
    })
    .await?;
    Ok(true)
}

/// Asks for a file of marks, and reads it; where that takes longer, the window is told how far it is.
pub(crate) async fn import_marks<R: Runtime>(
    window: &WebviewWindow<R>,
    shell: State<'_, Shell>,
) -> Result<Option<ImportReport>, ErrorView> {
    let pick = |dialog: AsyncFileDialog| -> Answer {
        let dialog = dialog
            .add_filter("Marks", &["jsonld", "json", "xml", "txt"])
            .add_filter("All files", &["*"]);
        Box::pin(async move { dialog.pick_file().await.map(PathBuf::from) })
    };
    let Some(file) = ask_where(window, pick).await? else {
        return Ok(None);
    };
    let window = window.clone();
    let import = move |library: &Library| {
        let stopped = window.state::<Importing>();
        stopped.0.store(false, Ordering::Relaxed);
        let mut next = Instant::now() + PATIENCE;
        library.import_marks(&file, &mut |Progress { done, total, .. }| {
            if stopped.0.load(Ordering::Relaxed) {
                return ControlFlow::Break(());
            }
            if Instant::now() >= next {
                next = Instant::now() + PACE;
                tell(&window, done, total);
            }
            ControlFlow::Continue(())
        })
    };
    blocking(shell, import).await.map(Some)
}

fn tell<R: Runtime>(window: &WebviewWindow<R>, done: u64, total: Option<u64>) {
    let total = total.unwrap_or(done);
    let progress = ImportProgress { done, total };
    if window.emit_to(MAIN, IMPORTING, progress).is_err() {
        tracing::warn!("the window does not hear how far the import is");
    }
}
