//! Importing a source: speed, peak memory, size on disk, and how much markup is left in the pages.

use std::path::{Path, PathBuf};
use std::time::Instant;

use pandect_library::{AddOptions, Library, unwatched};
use serde_json::Value;

use crate::archives;
use crate::process::peak_memory;

/// Markup of wikis and of Markdown that no reader should see outside of code and formulas.
const MARKUP: [&str; 8] = ["{{", "}}", "[[", "]]", "'''", "{|", "|-", "<ref"];
/// Pages that are looked at, and pages that are named.
const LOOKED_AT: u32 = 20_000;
const NAMED: usize = 5;

pub(crate) fn run(sources: &[PathBuf], theirs: Option<&Value>) -> anyhow::Result<()> {
    if sources.is_empty() {
        println!("imports: not measured, no source was given with --source");
    }
    sources
        .iter()
        .try_for_each(|source| measure(source, theirs))
}

fn measure(source: &Path, theirs: Option<&Value>) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let library = Library::open(folder.path())?;
    let options = |index| AddOptions {
        index,
        ..AddOptions::default()
    };
    let begun = Instant::now();
    let report = library.add_collection(source, options(false), &mut unwatched)?;
    let seconds = begun.elapsed().as_secs_f64();
    let megabytes = to_float(report.bytes) / 1e6;
    let file = folder
        .path()
        .join("collections")
        .join(format!("{}.db", report.collection));
    let size = to_float(file.metadata().map_or(0, |metadata| metadata.len())) / 1e6;
    let name = source.file_name().unwrap_or_default().to_string_lossy();
    println!(
        "import of {name}: {} articles, {megabytes:.1} MB of text in {seconds:.2} s: {:.1} MB/s, {:.0} articles/s; \
         {size:.1} MB on disk ({:.2} of the text); peak memory of the process {} MB",
        report.articles,
        megabytes / seconds,
        to_float(report.articles) / seconds,
        size / megabytes,
        peak_memory(),
    );
    println!(
        "  left out {}, remnants {}, pictures not in it {}",
        report.left_out, report.remnants, report.files
    );
    let begun = Instant::now();
    library.index_collection(&report.collection, &mut unwatched)?;
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "  index: {seconds:.2} s, {:.1} MB/s; peak memory {} MB",
        megabytes / seconds,
        peak_memory()
    );
    archives::imported(&library, &report.collection, report.articles, theirs)?;
    leftovers(&library, &report.collection)
}

/// How many pages show markup.
fn leftovers(library: &Library, collection: &str) -> anyhow::Result<()> {
    let (mut looked_at, mut found) = (0_u32, Vec::new());
    while looked_at < LOOKED_AT {
        let articles = library.list_articles(collection, looked_at, 500)?;
        if articles.is_empty() {
            break;
        }
        for article in articles {
            looked_at += 1;
            let page = library.open_article(&article.address)?;
            let text = without_code(&page.html);
            if let Some(markup) = MARKUP.iter().find(|markup| text.contains(**markup)) {
                let at = text.find(markup).unwrap_or(0);
                let from = text.floor_char_boundary(at.saturating_sub(60));
                let to = text.ceil_char_boundary((at + 60).min(text.len()));
                let near = text.get(from..to).unwrap_or_default().replace('\n', " ");
                found.push(format!("{}: …{near}…", article.title));
            }
        }
    }
    let share = 100.0 * to_float(found.len() as u64) / f64::from(looked_at.max(1));
    println!(
        "  pages with markup left: {} of {looked_at} ({share:.1}%)",
        found.len()
    );
    for page in found.iter().take(NAMED) {
        println!("    {page}");
    }
    Ok(())
}

/// Text of a page outside code and formulas.
fn without_code(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let name = tag.split(['>', ' ']).next().unwrap_or_default();
        let end = match name {
            "pre" | "code" | "math" | "kbd" | "samp" => format!("</{name}>"),
            _ => ">".to_owned(),
        };
        rest = tag.split_once(end.as_str()).map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

pub(crate) fn to_float(number: u64) -> f64 {
    f64::from(u32::try_from(number / 1_000).unwrap_or(u32::MAX)) * 1e3
        + f64::from(u32::try_from(number % 1_000).unwrap_or(0))
}
