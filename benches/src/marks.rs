//! Ten thousand marks: the notebook, an article that is full of them, and placing all of them in a newer
//! edition.

use std::time::Instant;

use pandect_library::dto::{ExportFormat, NotebookFilter, NotebookOrder};
use pandect_library::{Library, unwatched};

use crate::marked::{FULL, add, address, marks, write_edition};
use crate::summary;

const ROUNDS: usize = 30;

pub(crate) fn run() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let source = folder.path().join("notes.jsonl");
    write_edition(&source, "first")?;
    let plain = Library::open(&folder.path().join("plain"))?;
    let marked = Library::open(&folder.path().join("marked"))?;
    for library in [&plain, &marked] {
        add(library, &source)?;
    }
    let begun = Instant::now();
    let report = marked.import_marks_from(marks().as_bytes(), &mut unwatched)?;
    println!(
        "{} annotations imported in {:.1} s, {} of them exact",
        report.annotations,
        begun.elapsed().as_secs_f64(),
        report.placed.exact
    );
    summary::heading();
    notebook(&marked)?;
    for (name, library) in [("without marks", &plain), ("with 500 marks", &marked)] {
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            library.open_article(&address(FULL))?;
            times.push(begun.elapsed());
        }
        summary::print(&format!("open an article {name}"), times);
    }
    let begun = Instant::now();
    let text = marked.export_marks(ExportFormat::JsonLd, &NotebookFilter::default(), &[])?;
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "all written as Web Annotations: {seconds:.1} s, {} bytes",
        text.len()
    );
    write_edition(&source, "second")?;
    let mut seconds = Vec::new();
    for library in [&plain, &marked] {
        let begun = Instant::now();
        let report = add(library, &source)?;
        seconds.push(begun.elapsed().as_secs_f64());
        println!("a newer edition: {:?}", report.marks);
    }
    println!("a newer edition without and with marks to place, in seconds: {seconds:.1?}");
    Ok(())
}

fn notebook(library: &Library) -> anyhow::Result<()> {
    for (name, filter) in [
        ("the notebook by date", NotebookFilter::default()),
        (
            "the notebook by article",
            NotebookFilter {
                order: Some(NotebookOrder::Article),
                ..NotebookFilter::default()
            },
        ),
        (
            "the notebook narrowed by words",
            NotebookFilter {
                text: Some("word note 7".to_owned()),
                ..NotebookFilter::default()
            },
        ),
    ] {
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            library.notebook(&filter, 0, 50)?;
            times.push(begun.elapsed());
        }
        summary::print(name, times);
    }
    Ok(())
}
