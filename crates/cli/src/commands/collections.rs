//! `add`, `collections`, `remove`, `index`, `verify`, `list`.

use anyhow::Result;
use pandect_library::dto::{CollectionKind, ErrorCode, IndexState};
use pandect_library::{AddOptions, Library};
use serde::Serialize;

use crate::arguments::Add;
use crate::failure::Failure;
use crate::meter::metered;
use crate::output::{Output, Table, count};

/// Articles that are listed at a time.
const PAGE: u32 = 1_000;

pub(super) fn add(library: &Library, add: &Add, output: &mut Output) -> Result<()> {
    let options = AddOptions {
        name: add.name.clone(),
        index: !add.no_index,
        replace: add.replace,
    };
    let report = metered(!output.is_json(), |watcher| {
        library.add_collection(&add.path, options, watcher)
    })?;
    if output.is_json() {
        return output.json(&report);
    }
    output.line(format_args!(
        "added {} as {} in {:.1} s",
        count(report.articles, "article"),
        report.collection,
        report.seconds
    ))?;
    for skipped in &report.skipped {
        output.line(format_args!("skipped {}: {}", skipped.what, skipped.why))?;
    }
    let more = report.left_out.saturating_sub(report.skipped.len() as u64);
    if more > 0 {
        output.line(format_args!("skipped {more} more"))?;
    }
    if report.remnants > 0 {
        let templates = count(report.remnants, "template");
        output.line(format_args!("{templates} shown as remnants"))?;
    }
    if report.files > 0 {
        let pictures = count(report.files, "picture");
        output.line(format_args!(
            "{pictures} named that the source does not have"
        ))?;
    }
    Ok(())
}

pub(super) fn collections(library: &Library, output: &mut Output) -> Result<()> {
    let collections = library.list_collections()?;
    if output.is_json() {
        return output.json(&collections);
    }
    let head = [
        "NAME", "KIND", "LANGUAGE", "EDITION", "ARTICLES", "INDEX", "TITLE",
    ];
    let mut table = Table::new(head);
    for collection in collections {
        table.row([
            collection.name,
            kind(collection.kind).to_owned(),
            collection.language,
            collection.edition,
            collection.articles.to_string(),
            index_state(collection.index).to_owned(),
            collection.title,
        ]);
    }
    table.write(output)
}

pub(super) fn remove(library: &Library, name: &str, output: &mut Output) -> Result<()> {
    library.remove_collection(name)?;
    done(
        output,
        &Done {
            removed: Some(name),
            indexed: None,
        },
        &format!("removed {name}"),
    )
}

pub(super) fn index(library: &Library, name: &str, output: &mut Output) -> Result<()> {
    metered(!output.is_json(), |watcher| {
        library.index_collection(name, watcher)
    })?;
    done(
        output,
        &Done {
            removed: None,
            indexed: Some(name),
        },
        &format!("indexed {name}"),
    )
}

/// What a command without a result of its own did.
#[derive(Serialize)]
struct Done<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    removed: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    indexed: Option<&'a str>,
}

fn done(output: &mut Output, value: &Done<'_>, line: &str) -> Result<()> {
    if output.is_json() {
        output.json(value)
    } else {
        output.line(line)
    }
}

pub(super) fn verify(library: &Library, name: Option<&str>, output: &mut Output) -> Result<()> {
    #[derive(Serialize)]
    struct Row {
        name: String,
        ok: bool,
        problems: Vec<String>,
    }
    let verified = metered(!output.is_json(), |watcher| library.verify(name, watcher))?;
    let rows: Vec<Row> = verified
        .into_iter()
        .map(|one| Row {
            name: one.name,
            ok: one.ok,
            problems: one.problems,
        })
        .collect();
    if output.is_json() {
        output.json(&rows)?;
    } else {
        for row in &rows {
            output.line(format_args!(
                "{}  {}",
                if row.ok { "ok " } else { "BAD" },
                row.name
            ))?;
            for problem in &row.problems {
                output.line(format_args!("     {problem}"))?;
            }
        }
    }
    let bad: Vec<&str> = rows
        .iter()
        .filter(|row| !row.ok)
        .map(|row| row.name.as_str())
        .collect();
    if bad.is_empty() {
        return Ok(());
    }
    output.finish()?;
    let message = format!("not everything is whole: {}", bad.join(", "));
    Err(Failure::new(ErrorCode::Damaged, message).into())
}

pub(super) fn list(library: &Library, name: &str, output: &mut Output) -> Result<()> {
    let mut written = 0;
    loop {
        let articles = library.list_articles(name, written, PAGE)?;
        let Ok(found @ 1..) = u32::try_from(articles.len()) else {
            break;
        };
        for article in articles {
            if output.is_json() {
                output.array_item(&article, written == 0)?;
            } else {
                output.line(format_args!("{}  {}", article.address, article.title))?;
            }
            written += 1;
        }
        if found < PAGE {
            break;
        }
    }
    if output.is_json() {
        output.array_end(written == 0)?;
    }
    Ok(())
}

fn kind(kind: CollectionKind) -> &'static str {
    match kind {
        CollectionKind::Own => "own",
        CollectionKind::Imported => "imported",
        CollectionKind::Archive => "archive",
    }
}

fn index_state(state: IndexState) -> &'static str {
    match state {
        IndexState::Ready => "ready",
        IndexState::Titles => "titles",
        IndexState::Missing => "missing",
        IndexState::Stale => "stale",
    }
}
