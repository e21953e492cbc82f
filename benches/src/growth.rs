//! What searching takes in a larger collection than another, by the same queries, in turns.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::Context as _;
use pandect_search::{Document, FullTextIndex, FullTextWriter, IndexManifest, WriterOptions};
use serde::Deserialize;

use crate::imports::to_float;
use crate::process::{peak_memory, processor_seconds};
use crate::search::{Asked, COUNTED, Questions, size, time};
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
    for (what, count_all) in COUNTED {
        // What is asked for is brought into memory.
        ask(&smaller, &larger, &asked, count_all, 1)?;
        for (class, (few, many)) in ask(&smaller, &larger, &asked, count_all, ROUNDS)? {
            summary::beside_times(&format!("{what}: {class}"), few, "in the larger", many);
        }
    }
    Ok(())
}

/// Asks both in turns; gives the times of both, by class.
fn ask<'a>(
    smaller: &FullTextIndex,
    larger: &FullTextIndex,
    asked: &'a [Asked],
    count_all: bool,
    rounds: usize,
) -> anyhow::Result<BTreeMap<&'a str, (Times, Times)>> {
    let mut classes: BTreeMap<&str, (Times, Times)> = BTreeMap::new();
    let times = |index| -> anyhow::Result<Times> {
        let times = asked.iter().map(|asked| time(index, asked, count_all));
        times.collect()
    };
    for _ in 0..rounds {
        let (few, many) = (times(smaller)?, times(larger)?);
        for ((asked, few), many) in asked.iter().zip(few).zip(many) {
            let all = (asked.class != PHRASE).then_some("all but phrases");
            for class in all.into_iter().chain([asked.class.as_str()]) {
                let (smaller, larger) = classes.entry(class).or_default();
                smaller.push(few);
                larger.push(many);
            }
        }
    }
    Ok(classes)
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
