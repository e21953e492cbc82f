//! Finding titles on each key press, in a list as long as that of a whole Wikipedia.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use pandect_search::{Cancel, TitleEntry, TitleIndex, TitleIndexBuilder, suggest};

use crate::imports::to_float;
use crate::process::peak_memory;
use crate::summary::{self, Times};

/// Titles that are typed.
const TYPED: usize = 1_500;

pub(crate) fn run(list: Option<&Path>) -> anyhow::Result<()> {
    let Some(list) = list else {
        println!("titles: not measured, no list was given with --titles");
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let (file, typed) = (folder.path().join("titles"), folder.path().join("typed"));
    let begun = Instant::now();
    let wanted = build(list, &file)?;
    println!(
        "titles indexed in {:.1} s, {:.0} MB on disk; peak memory {} MB",
        begun.elapsed().as_secs_f64(),
        to_float(file.metadata()?.len()) / 1e6,
        peak_memory()
    );
    std::fs::write(&typed, wanted.join("\n"))?;
    // In a process of its own, which has the memory of nothing else.
    let mut program = Command::new(std::env::current_exe()?);
    let status = program
        .arg("titles-opened")
        .args([&file, &typed])
        .status()?;
    anyhow::ensure!(status.success(), "the titles were not searched");
    Ok(())
}

/// Searches an index by the titles in a file, one a line.
pub(crate) fn run_opened(file: &Path, typed: &Path) -> anyhow::Result<()> {
    let wanted = std::fs::read_to_string(typed)?;
    let wanted: Vec<String> = wanted.lines().map(str::to_owned).collect();
    let index = TitleIndex::open(file)?;
    cold(&index, &wanted);
    summary::heading();
    keys(&index, &wanted);
    any_order(&index, &wanted);
    for edits in [1, 2] {
        misspelt(&index, &wanted, edits);
    }
    println!(
        "peak memory of searching, with what was read of the index: {} MB",
        peak_memory()
    );
    Ok(())
}

/// Indexes the list; gives titles out of all of it, those that one would type.
fn build(list: &Path, file: &Path) -> anyhow::Result<Vec<String>> {
    let mut builder = TitleIndexBuilder::new(file, b"bench");
    let (mut wanted, mut number) = (Vec::new(), 0_u32);
    let mut chance = fastrand::Rng::with_seed(11);
    for line in BufReader::new(std::fs::File::open(list)?).lines() {
        let title = line?.replace('_', " ");
        if title.is_empty() {
            continue;
        }
        // Few matter much, most hardly: as links in a wiki are.
        let importance = 1_000_000 / (1 + chance.u32(0..1_000_000));
        builder.add(&TitleEntry {
            title: &title,
            path: &title,
            redirect_to: None,
            importance,
        })?;
        number += 1;
        let place = chance.usize(0..usize::try_from(number)?);
        if wanted.len() < TYPED {
            wanted.push(title);
        } else if let Some(other) = wanted.get_mut(place) {
            *other = title;
        }
    }
    builder.finish(&Cancel::new())?;
    Ok(wanted)
}

/// The first key presses after opening.
fn cold(index: &TitleIndex, wanted: &[String]) {
    let mut times = Times::default();
    for title in wanted.iter().take(5) {
        let typed: String = title.chars().take(4).collect();
        let begun = Instant::now();
        std::hint::black_box(suggest(index, &typed, 10, &Cancel::new()));
        times.push(begun.elapsed());
    }
    println!("the first five key presses:");
    summary::print("  just opened", times);
}

fn keys(index: &TitleIndex, wanted: &[String]) {
    for (name, from, to) in [
        ("1 to 3 letters", 1, 3),
        ("4 to 6 letters", 4, 6),
        ("7 to 9 letters", 7, 9),
        ("10 letters and more", 10, 40),
    ] {
        let mut times = Times::default();
        for title in wanted {
            let length = title.chars().count();
            for typed in (from..=to.min(length)).map(|end| title.chars().take(end)) {
                let typed: String = typed.collect();
                times.push(timed(index, &typed).0);
            }
        }
        summary::print(&format!("each key press, {name}"), times);
    }
}

fn any_order(index: &TitleIndex, wanted: &[String]) {
    let mut times = Times::default();
    for title in wanted {
        let mut words: Vec<&str> = title.split_whitespace().collect();
        if words.len() > 1 {
            words.reverse();
            times.push(timed(index, &words.join(" ")).0);
        }
    }
    summary::print("words in another order", times);
}

fn misspelt(index: &TitleIndex, wanted: &[String], edits: usize) {
    let mut chance = fastrand::Rng::with_seed(7);
    let long_enough = |title: &&String| title.chars().count() >= 4 + 4 * edits;
    let (mut times, mut found, mut all) = (Times::default(), 0_u32, 0_u32);
    for title in wanted.iter().filter(long_enough) {
        let mut typed: Vec<char> = title.chars().collect();
        for _ in 0..edits {
            edit(&mut typed, &mut chance);
        }
        let typed: String = typed.into_iter().collect();
        let (time, titles) = timed(index, &typed);
        times.push(time);
        all += 1;
        found += u32::from(titles.iter().take(5).any(|other| other == title));
    }
    summary::print(&format!("{edits} slips of the keys"), times);
    println!(
        "  the wanted title is among the first five: {:.3} of {all}",
        f64::from(found) / f64::from(all.max(1))
    );
}

/// A letter left out, doubled, swapped with the next, or another one.
fn edit(typed: &mut Vec<char>, chance: &mut fastrand::Rng) {
    let letters: Vec<usize> = (0..typed.len())
        .filter(|at| typed.get(*at).is_some_and(|one| one.is_alphabetic()))
        .collect();
    let Some(at) = chance.choice(&letters).copied() else {
        return;
    };
    match chance.u8(0..4) {
        0 => drop(typed.remove(at)),
        1 => typed.insert(at, chance.lowercase()),
        2 if at + 1 < typed.len() => typed.swap(at, at + 1),
        _ => typed[at] = chance.lowercase(),
    }
}

fn timed(index: &TitleIndex, typed: &str) -> (std::time::Duration, Vec<String>) {
    let begun = Instant::now();
    let found = suggest(index, typed, 10, &Cancel::new());
    let time = begun.elapsed();
    (time, found.into_iter().map(|hit| hit.title).collect())
}
