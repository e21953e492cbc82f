//! `export`, `import-annotations`.

use std::path::Path;

use anyhow::Result;
use pandect_library::Library;
use pandect_library::dto::{self, NotebookFilter};
use serde_json::json;

use crate::arguments::Export;
use crate::meter::metered;
use crate::output::Output;

pub(super) fn export(library: &Library, wanted: &Export, output: &mut Output) -> Result<()> {
    let filter = NotebookFilter {
        address: wanted.address.clone(),
        collection: wanted.collection.clone(),
        color: wanted.color.map(dto::Color::from),
        tag: wanted.tag.clone(),
        ..NotebookFilter::default()
    };
    let format = wanted.format.into();
    let Some(file) = &wanted.output else {
        return output.content(&library.export_marks(format, &filter, &[])?);
    };
    let marks = library.save_marks(format, &filter, &[], file)?;
    if output.is_json() {
        return output.json(&json!({ "file": file, "marks": marks }));
    }
    output.line(format_args!("{marks} marks written to {}", file.display()))
}

pub(super) fn import(library: &Library, file: &Path, output: &mut Output) -> Result<()> {
    let report = metered(!output.is_json(), |watcher| {
        library.import_marks(file, watcher)
    })?;
    if output.is_json() {
        return output.json(&report);
    }
    output.line(format_args!(
        "{} annotations and {} bookmarks imported, {} were here already",
        report.annotations, report.bookmarks, report.known
    ))?;
    let unsure = report.placed.approximate + report.placed.orphaned;
    if unsure > 0 {
        output.line(format_args!(
            "{unsure} of them have no sure place: {} approximate, {} orphaned",
            report.placed.approximate, report.placed.orphaned
        ))?;
    }
    if report.left_out > 0 {
        output.line(format_args!("{} left out:", report.left_out))?;
    }
    for one in &report.skipped {
        output.line(format_args!("     {}: {}", one.what, one.why))?;
    }
    Ok(())
}
