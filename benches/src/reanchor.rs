//! Re-anchoring real passages in later revisions of their documents, judged against a word-level diff.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::time::Instant;

use anyhow::Context as _;
use pandect_core::anchoring::{AnchorText, PassageSelector, Status, place};
use serde::Deserialize;

use crate::summary;

/// An answer is right when it overlaps the expected place by this share of their union.
const OVERLAP: f64 = 0.5;

#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Case(Case),
    Text { text_id: u64, text: String },
}

#[derive(Deserialize)]
struct Case {
    exact: String,
    prefix: String,
    suffix: String,
    start: u32,
    end: u32,
    text_id: u64,
    expect: Option<Place>,
}

#[derive(Deserialize)]
struct Place {
    start: u32,
    end: u32,
}

pub(crate) fn run() -> anyhow::Result<()> {
    let Some(cases) = std::env::var_os("PANDECT_CASES") else {
        println!("re-anchoring: not measured, PANDECT_CASES names no folder with cases");
        return Ok(());
    };
    for name in ["book", "reference"] {
        measure(
            &Path::new(&cases)
                .join("reanchor")
                .join(name)
                .with_extension("jsonl"),
        )?;
    }
    Ok(())
}

fn measure(file: &Path) -> anyhow::Result<()> {
    let lines = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let (mut texts, mut times) = (HashMap::new(), Vec::new());
    let mut tally: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let (mut alive, mut found) = (0u32, 0u32);
    for line in lines.lines() {
        match serde_json::from_str(line)? {
            Line::Text { text_id, text } => {
                texts.insert(text_id, text);
            }
            Line::Case(case) => {
                let text = texts
                    .get(&case.text_id)
                    .context("a case without its text")?;
                let selector = selector(&case);
                let begun = Instant::now();
                let placed = place(&selector, &AnchorText::new(text, &[], None));
                times.push(begun.elapsed());
                let right = judge(text, placed.range.as_ref(), case.expect.as_ref());
                alive += u32::from(case.expect.is_some());
                found += u32::from(right && case.expect.is_some());
                let row = tally.entry(word(placed.status)).or_default();
                if right { row.0 += 1 } else { row.1 += 1 }
            }
        }
    }
    println!("{}", file.file_stem().unwrap_or_default().to_string_lossy());
    for (status, (right, wrong)) in &tally {
        println!("  {status:12} right {right:5}  wrong {wrong:5}");
    }
    println!(
        "  found and right {:.4} of {alive} that survive",
        f64::from(found) / f64::from(alive.max(1))
    );
    summary::heading();
    summary::print("place a passage, its text prepared once each", times);
    Ok(())
}

/// The cases count in code points; their texts hold few characters beyond the first plane, but some.
fn selector(case: &Case) -> PassageSelector {
    PassageSelector {
        start: case.start,
        end: case.end,
        exact: case.exact.clone(),
        prefix: case.prefix.clone(),
        suffix: case.suffix.clone(),
        headings: Vec::new(),
        text_hash: None,
    }
}

fn judge(text: &str, found: Option<&std::ops::Range<u32>>, expected: Option<&Place>) -> bool {
    match (found, expected) {
        (None, None) => true,
        (Some(found), Some(expected)) => {
            let (start, end) = (code_points(text, found.start), code_points(text, found.end));
            let over = end
                .min(expected.end)
                .saturating_sub(start.max(expected.start));
            let union = end
                .max(expected.end)
                .saturating_sub(start.min(expected.start));
            f64::from(over) >= OVERLAP * f64::from(union.max(1))
        }
        _ => false,
    }
}

/// A position in UTF-16 code units as one in code points.
fn code_points(text: &str, units: u32) -> u32 {
    let (mut seen, mut points) = (0, 0);
    for character in text.chars() {
        if seen >= units {
            break;
        }
        seen += if character.len_utf16() == 2 { 2 } else { 1 };
        points += 1;
    }
    points
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Exact => "exact",
        Status::Relocated => "relocated",
        Status::Approximate => "approximate",
        Status::Orphaned => "orphaned",
    }
}
