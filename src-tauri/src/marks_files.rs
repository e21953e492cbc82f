//! Marks as files of others: where the person says, by the system's dialogs.

use std::path::PathBuf;

use pandect_library::dto::{ErrorView, ExportFormat, ImportReport, NotebookFilter};
use rfd::AsyncFileDialog;
use tauri::{Runtime, State, WebviewWindow};

use crate::blocking::blocking;
use crate::files::{Answer, ask_where};
use crate::shell::Shell;

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

/// Asks for a file of marks, and reads it.
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
    blocking(shell, move |library| library.import_marks(&file))
        .await
        .map(Some)
}
