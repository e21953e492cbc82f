//! Searching the full text and the titles of an archive, and the page of results as the window gets
//! it, beside libzim where its answers are given.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use pandect_core::query;
use pandect_library::dto::SearchOptions;
use pandect_library::{AddOptions, Library, unwatched};
use pandect_search::{Cancel, FullTextIndex, SearchLimits, TitleIndex, search_all, suggest};
use serde::Deserialize;
use serde_json::Value;

use crate::imports::to_float;
use crate::kiwix::Server;
use crate::process::{peak_memory, processor_seconds};
use crate::summary::{self, Times};

/// Searches for the best, without and with counting all that fit.
pub(crate) const COUNTED: [(&str, bool); 2] = [("top 20", false), ("top 20 and exact total", true)];

/// What is asked, as `queries.py` of the peer's tools writes it.
#[derive(Deserialize)]
pub(crate) struct Questions {
    pub(crate) queries: Vec<Asked>,
    prefixes: Vec<String>,
    /// A title, and how somebody misspells it.
    typos: Vec<(String, String)>,
    /// Some words, and the title of the article that they are from.
    known_items: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    pub(crate) class: String,
    pub(crate) q: String,
}

impl Questions {
    pub(crate) fn read(file: &Path) -> anyhow::Result<Self> {
        Ok(serde_json::from_slice(&std::fs::read(file)?)?)
    }
}

pub(crate) fn run(
    zim: &Path,
    queries: &Path,
    theirs: Option<&Value>,
    source: Option<&Path>,
) -> anyhow::Result<()> {
    let asked = Questions::read(queries)?;
    let folder = tempfile::tempdir()?;
    let library = Library::open(folder.path())?;
    let (name, indexes) = build(&library, folder.path(), zim)?;
    let text = FullTextIndex::open(&indexes.join("text"))?;
    let titles = TitleIndex::open(&indexes.join("titles"))?;

    summary::heading();
    full_text(&text, &asked.queries, theirs)?;
    let kiwix = Server::start(zim)?;
    pages(&library, "of an archive", &asked.queries, kiwix.as_ref())?;
    title_keys(&titles, &asked, theirs);
    known_items(&text, &name, &asked.known_items, theirs);
    if let Some(source) = source {
        let folder = tempfile::tempdir()?;
        let library = Library::open(folder.path())?;
        let options = AddOptions {
            index: true,
            ..AddOptions::default()
        };
        library.add_collection(source, options, &mut unwatched)?;
        let of = "of an imported collection";
        pages(&library, of, &asked.queries, kiwix.as_ref())?;
    }
    Ok(())
}

/// Adds the archive and makes its index.
fn build(library: &Library, folder: &Path, zim: &Path) -> anyhow::Result<(String, PathBuf)> {
    let options = AddOptions::default();
    let begun = Instant::now();
    let added = library.add_collection(zim, options, &mut unwatched)?;
    let titles = begun.elapsed().as_secs_f64();
    let (begun, before) = (Instant::now(), processor_seconds());
    library.index_collection(&added.collection, &mut unwatched)?;
    let (seconds, processor) = (begun.elapsed().as_secs_f64(), processor_seconds() - before);
    let prefix = format!("{}@", added.collection);
    let indexes = std::fs::read_dir(folder.join("index"))?
        .flatten()
        .find(|entry| entry.file_name().to_string_lossy().starts_with(&prefix))
        .context("there is no index")?
        .path();
    println!(
        "{} articles: titles to be searched after {titles:.2} s; full text after {seconds:.1} s more, \
         {processor:.0} s of the processors, {:.1} MB of index; peak memory {} MB",
        added.articles,
        to_float(size(&indexes.join("text"))) / 1e6,
        peak_memory(),
    );
    Ok((added.collection, indexes))
}

fn full_text(
    text: &FullTextIndex,
    queries: &[Asked],
    theirs: Option<&Value>,
) -> anyhow::Result<()> {
    for (what, count_all) in COUNTED {
        for asked in queries {
            time(text, asked, count_all)?;
        }
        let mut classes: BTreeMap<&str, Times> = BTreeMap::new();
        for asked in queries {
            let time = time(text, asked, count_all)?;
            classes.entry(&asked.class).or_default().push(time);
            classes.entry("all").or_default().push(time);
        }
        for (class, times) in classes {
            let peer = theirs.map(|theirs| &theirs["full_text_top20_with_estimate"][class]);
            summary::beside(&format!("{what}: {class}"), times, peer);
        }
    }
    Ok(())
}

/// What the best of an index take for a query, all that fit counted or not.
pub(crate) fn time(
    index: &FullTextIndex,
    asked: &Asked,
    count_all: bool,
) -> anyhow::Result<Duration> {
    let query = query::parse(&asked.q);
    let limits = SearchLimits {
        count_all,
        ..SearchLimits::default()
    };
    let begun = Instant::now();
    let found = search_all(&[("bench", index)], &query, limits, &Cancel::new())?;
    let time = begun.elapsed();
    std::hint::black_box(found);
    Ok(time)
}

/// The page of results as the window gets it: snippets, marks, two collections.
fn pages(
    library: &Library,
    of: &str,
    queries: &[Asked],
    kiwix: Option<&Server>,
) -> anyhow::Result<()> {
    for what in ["first time", "again"] {
        let mut times = Times::default();
        for asked in queries {
            let begun = Instant::now();
            library.search(&asked.q, SearchOptions::default())?;
            times.push(begun.elapsed());
        }
        let name = format!("page of results {of}, {what}");
        match kiwix {
            Some(kiwix) => {
                let theirs = kiwix.pages(queries.iter().map(|asked| asked.q.as_str()))?;
                summary::beside_times(&name, times, "kiwix-serve", theirs);
            }
            None => summary::print(&name, times),
        }
    }
    Ok(())
}

fn title_keys(titles: &TitleIndex, asked: &Questions, theirs: Option<&Value>) {
    let time = |text: &str, limit: usize| -> (Duration, Vec<String>) {
        let begun = Instant::now();
        let found = suggest(titles, text, limit, &Cancel::new());
        (
            begun.elapsed(),
            found.into_iter().map(|hit| hit.title).collect(),
        )
    };
    let keys = asked.prefixes.iter().map(|typed| time(typed, 10).0);
    summary::beside(
        "titles, each key",
        keys.collect(),
        theirs.map(|t| &t["suggest"]),
    );
    let (mut times, mut found) = (Times::default(), 0);
    for (title, misspelt) in &asked.typos {
        let (taken, titles) = time(misspelt, 5);
        times.push(taken);
        found += usize::from(titles.contains(title));
    }
    summary::beside("titles misspelt", times, theirs.map(|t| &t["typos"]));
    let ours = share(found, asked.typos.len());
    println!(
        "  the wanted title is among the first five: {ours:.3}; libzim: {}",
        theirs.map_or(&Value::Null, |t| &t["typos"]["wanted_in_first_5"])
    );
}

fn known_items(
    text: &FullTextIndex,
    name: &str,
    items: &[(String, String)],
    theirs: Option<&Value>,
) {
    let (mut first, mut reciprocal) = (0, 0.0);
    for (words, title) in items {
        let limits = SearchLimits {
            limit: 10,
            offset: 0,
            count_all: false,
        };
        let found = search_all(
            &[(name, text)],
            &query::parse(words),
            limits,
            &Cancel::new(),
        );
        let hits = found.map(|found| found.hits).unwrap_or_default();
        let same = |hit: &pandect_search::Hit| hit.title.replace('_', " ") == *title;
        if let Some(at) = hits.iter().position(same) {
            first += usize::from(at == 0);
            reciprocal += 1.0 / to_float(at as u64 + 1);
        }
    }
    println!(
        "known items: first {:.3}, mean reciprocal rank {:.3}; libzim: {}",
        share(first, items.len()),
        reciprocal / to_float(items.len().max(1) as u64),
        theirs.map_or(&Value::Null, |t| &t["known_items"])
    );
}

fn share(part: usize, whole: usize) -> f64 {
    to_float(part as u64) / to_float(whole.max(1) as u64)
}

/// Bytes of the files in a folder.
pub(crate) fn size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(data) if data.is_dir() => size(&entry.path()),
            Ok(data) => data.len(),
            Err(_) => 0,
        })
        .sum()
}
