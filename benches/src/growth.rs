//! What searching takes in a larger collection than another, by the same queries, in turns.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use anyhow::Context as _;
use pandect_core::query;
use pandect_search::{
    Cancel, Document, FullTextIndex, FullTextWriter, IndexManifest, SearchLimits, WriterOptions,
    search_all,
};
use serde::Deserialize;

use crate::imports::{peak_memory, to_float};
use crate::search::{Asked, Questions, processor_seconds, size};
use crate::summary::{self, Times};

/// So often all queries are asked of both.
const ROUNDS: usize = 20;
/// Phrases are told apart.
const PHRASE: &str = "phrase";

/// An article as a line of JSON.
#[derive(Deserialize)]
struct Line {
    title: String,
    text: String,
}

/// Indexes two files of JSON lines and searches both.
pub(crate) fn run(smaller: &Path, larger: &Path, queries: &Path) -> anyhow::Result<()> {
    let asked = Questions::read(queries)?.queries;
    let folder = tempfile::tempdir()?;
    let smaller = index(smaller, &folder.path().join("smaller"))?;
    let larger = index(larger, &folder.path().join("larger"))?;
    summary::heading();
    for (what, count_all) in [("top 20", false), ("top 20 and exact total", true)] {
        let mut classes: BTreeMap<&str, (Times, Times)> = BTreeMap::new();
        for round in 0..=ROUNDS {
            let (few, many) = (
                times(&smaller, &asked, count_all)?,
                times(&larger, &asked, count_all)?,
            );
            // The first round only brings what is asked for into memory.
            for (asked, (few, many)) in asked.iter().zip(few.into_iter().zip(many)) {
                let all = (asked.class != PHRASE).then_some("all but phrases");
                for class in all.into_iter().chain([asked.class.as_str()]) {
                    if round > 0 {
                        let (smaller, larger) = classes.entry(class).or_default();
                        smaller.push(few);
                        larger.push(many);
                    }
                }
            }
        }
        for (class, (few, many)) in classes {
            summary::beside_larger(&format!("{what}: {class}"), few, many);
        }
    }
    Ok(())
}

/// Makes the index of a file of JSON lines, and tells what that took.
fn index(source: &Path, place: &Path) -> anyhow::Result<FullTextIndex> {
    let before = processor_seconds();
    let manifest = IndexManifest::new("bench", "1", "en", 1);
    let mut writer = FullTextWriter::begin(place, manifest, &WriterOptions::default())?;
    let (mut articles, mut bytes) = (0_u64, 0);
    for line in BufReader::new(File::open(source)?).lines() {
        let Line { title, text } = serde_json::from_str(&line?).context("no line of JSON")?;
        writer.add(&Document {
            path: &title.replace(' ', "_"),
            title: &title,
            text: &text,
            ..Document::default()
        })?;
        articles += 1;
        bytes += text.len() as u64;
    }
    writer.finish(articles, &mut |_, _| ControlFlow::Continue(()), || ())?;
    let (megabytes, seconds) = (to_float(bytes) / 1e6, processor_seconds() - before);
    println!(
        "{articles} articles, {megabytes:.0} MB: index {:.0} MB, {:.3} of the text; {:.3} s of the processors a megabyte, \
         reading included; peak memory {} MB",
        to_float(size(place)) / 1e6,
        to_float(size(place)) / to_float(bytes),
        seconds / megabytes,
        peak_memory(),
    );
    Ok(FullTextIndex::open(place)?)
}

fn times(index: &FullTextIndex, asked: &[Asked], count_all: bool) -> anyhow::Result<Times> {
    let limits = SearchLimits {
        count_all,
        ..SearchLimits::default()
    };
    let time = |asked: &Asked| {
        let query = query::parse(&asked.q);
        let begun = Instant::now();
        search_all(&[("bench", index)], &query, limits, &Cancel::new())?;
        Ok(begun.elapsed())
    };
    asked.iter().map(time).collect()
}
