//! Articles of a large archive, from a cluster not yet unpacked and from one just used, and of an
//! imported collection: to the cleaned page, and with everything beside it.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use pandect_core::address::Address;
use pandect_formats::zim::{Archive, Listed};
use pandect_library::{AddOptions, Library, unwatched};
use serde_json::Value;

use crate::{peer, summary};

/// Articles that are opened of each kind.
const ARTICLES: usize = 400;

pub(crate) fn run(zim: Option<&Path>, theirs: Option<&Value>) -> anyhow::Result<()> {
    let Some(zim) = zim else {
        println!("articles of an archive: not measured, none was given with --zim");
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let library = Library::open(folder.path())?;
    let options = AddOptions::default();
    let begun = Instant::now();
    let added = library.add_collection(zim, options, &mut unwatched)?;
    println!(
        "added an archive of {} articles, its titles to be searched after {:.2} s",
        added.articles,
        begun.elapsed().as_secs_f64()
    );
    let pairs = pairs(zim)?;
    let (mut raw, mut cold, mut warm, mut whole) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let archive = Archive::open(zim)?;
    for (first, second) in &pairs {
        let begun = Instant::now();
        if let Some(content) = archive.find(first)? {
            archive.read(&content)?;
        }
        raw.push(begun.elapsed());
        let (collection, second) = (&added.collection, second.as_str());
        cold.push(page(&library, collection, first)?);
        warm.push(page(&library, collection, second)?);
        whole.push(open(&library, collection, second)?);
    }
    summary::heading();
    let theirs = peer::random_article(theirs);
    summary::beside("raw read, cold cluster", raw, theirs);
    summary::beside("to the cleaned page, cold cluster", cold, theirs);
    summary::print("to the cleaned page, cluster just used", warm);
    summary::print("the rest of the view: marks, links, backlinks", whole);
    Ok(())
}

/// Opens articles of an imported collection, spread over all of it.
pub(crate) fn imported(
    library: &Library,
    collection: &str,
    articles: u64,
    theirs: Option<&Value>,
) -> anyhow::Result<()> {
    let step = (articles / ARTICLES as u64).max(1);
    let mut times = Vec::new();
    for number in 0..articles.min(ARTICLES as u64) {
        let offset = u32::try_from(number * step)?;
        for article in library.list_articles(collection, offset, 1)? {
            let begun = Instant::now();
            library.show_article(&article.address)?;
            times.push(begun.elapsed());
        }
    }
    summary::heading();
    let theirs = peer::random_article(theirs);
    summary::beside("imported: to the cleaned page", times, theirs);
    Ok(())
}

/// Reads and cleans an article.
fn page(library: &Library, collection: &str, path: &str) -> anyhow::Result<Duration> {
    let address = Address::article(collection, path).to_string();
    let begun = Instant::now();
    library.show_article(&address)?;
    Ok(begun.elapsed())
}

/// Opens an article whose page is in memory.
fn open(library: &Library, collection: &str, path: &str) -> anyhow::Result<Duration> {
    let address = Address::article(collection, path).to_string();
    let begun = Instant::now();
    library.open_article(&address)?;
    Ok(begun.elapsed())
}

/// Of clusters spread over the archive, two articles each.
fn pairs(zim: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let archive = Archive::open(zim)?;
    let mut clusters: HashMap<u32, Vec<String>> = HashMap::new();
    for number in archive.numbers() {
        if let Ok(Some(Listed::Article(content))) = archive.listed(number) {
            clusters
                .entry(content.cluster)
                .or_default()
                .push(content.path);
        }
    }
    let mut pairs: Vec<(u32, String, String)> = clusters
        .into_iter()
        .filter_map(|(cluster, mut paths)| {
            let last = paths.pop()?;
            let middle = paths.len() / 2;
            let first = paths.get(middle)?.clone();
            Some((cluster, first, last))
        })
        .collect();
    // Far from one another, so that none is at hand from the one before.
    pairs.sort_by_key(|(cluster, ..)| cluster.wrapping_mul(2_654_435_761));
    pairs.truncate(ARTICLES);
    Ok(pairs
        .into_iter()
        .map(|(_, first, second)| (first, second))
        .collect())
}
