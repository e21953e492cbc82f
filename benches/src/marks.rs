//! Ten thousand marks: the notebook, an article that is full of them, and placing all of them in a newer
//! edition.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use pandect_library::dto::{ExportFormat, NotebookFilter, NotebookOrder};
use pandect_library::{AddOptions, Library, unwatched};
use serde_json::json;

use crate::summary;

const ARTICLES: usize = 1000;
/// Marks of each article but the first.
const MARKS: usize = 10;
/// Marks of the first article.
const MANY: usize = 500;
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
    let report = marked.import_marks_from(marks().as_bytes())?;
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
            library.open_article("pandect://notes/Article_0")?;
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

fn add(library: &Library, source: &Path) -> anyhow::Result<pandect_library::AddReport> {
    let options = AddOptions {
        name: Some("notes".to_owned()),
        index: false,
        ..AddOptions::default()
    };
    Ok(library.add_collection(source, options, &mut unwatched)?)
}

/// What a mark quotes: each stands once in its article.
fn quote(article: usize, number: usize) -> String {
    format!("the passage number {number} of article {article}")
}

/// An edition whose articles begin otherwise than those of another, so that every mark is elsewhere.
fn write_edition(file: &Path, name: &str) -> anyhow::Result<()> {
    let mut lines = String::new();
    for article in 0..ARTICLES {
        let mut text = format!("This is the {name} edition of an article.\n\n");
        for number in 0..count(article) {
            let quote = quote(article, number);
            write!(
                text,
                "Some words come before it, here is {quote}, and a few more words come after it.\n\n"
            )?;
        }
        let line = json!({ "title": format!("Article {article}"), "text": text });
        writeln!(lines, "{line}")?;
    }
    Ok(std::fs::write(file, lines)?)
}

fn count(article: usize) -> usize {
    if article == 0 { MANY } else { MARKS }
}

fn marks() -> String {
    let mut items = Vec::new();
    for article in 0..ARTICLES {
        for number in 0..count(article) {
            items.push(json!({
                "@context": "http://www.w3.org/ns/anno.jsonld",
                "id": format!("urn:example:{article}-{number}"),
                "type": "Annotation",
                "body": [
                    { "type": "TextualBody", "value": format!("A word, a note {number}."), "purpose": "commenting" },
                    { "type": "TextualBody", "value": format!("tag {}", number % 12), "purpose": "tagging" },
                ],
                "target": {
                    "source": format!("pandect://notes/Article_{article}"),
                    "selector": { "type": "TextQuoteSelector", "exact": quote(article, number) },
                },
            }));
        }
    }
    serde_json::Value::from(items).to_string()
}
