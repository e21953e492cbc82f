//! `reanchor`: places passages in texts that have changed. Lines of JSON come in,
//! `{id, text, selector: {exact, prefix, suffix, start, end}}`, and lines of JSON go out,
//! `{id, status, start, end}`; positions are Unicode code points.

use std::io::{BufRead, Write};

use anyhow::Result;
use pandect_core::anchoring::{AnchorText, PassageSelector, Status, place};
use pandect_library::dto::ErrorCode;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

#[derive(Deserialize)]
struct Case {
    id: serde_json::Value,
    text: String,
    selector: Selector,
}

#[derive(Deserialize)]
struct Selector {
    exact: String,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    suffix: String,
    #[serde(default)]
    start: u32,
    #[serde(default)]
    end: u32,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    status: Status,
    start: Option<u32>,
    end: Option<u32>,
}

pub(super) fn reanchor(input: impl BufRead, output: &mut impl Write) -> Result<()> {
    let mut cases = input
        .lines()
        .zip(1_u64..)
        .filter_map(|(line, number)| match line {
            Ok(line) if line.trim().is_empty() => None,
            Ok(line) => Some(parse(&line, number)),
            Err(error) => Some(Err(error.into())),
        });
    let mut pending = cases.next().transpose()?;
    while let Some(first) = pending {
        // A text is prepared once for all the passages in a row that are wanted in it.
        let text = AnchorText::new(&first.text, &[], None);
        answer(&first, &text, output)?;
        loop {
            pending = cases.next().transpose()?;
            match &pending {
                Some(case) if case.text == first.text => answer(case, &text, output)?,
                _ => break,
            }
        }
    }
    Ok(())
}

fn parse(line: &str, number: u64) -> Result<Case> {
    Ok(serde_json::from_str(line).map_err(|error| {
        Failure::new(ErrorCode::InvalidInput, format!("line {number} is not a case: {error}"))
            .hint("A line is {\"id\", \"text\", \"selector\": {\"exact\", \"prefix\", \"suffix\", \"start\", \"end\"}}.")
    })?)
}

fn answer(case: &Case, text: &AnchorText<'_>, output: &mut impl Write) -> Result<()> {
    let selector = &case.selector;
    // The old text is not here to count in; the new one is the best guess at its characters.
    let placement = place(
        &PassageSelector {
            start: to_units(&case.text, selector.start),
            end: to_units(&case.text, selector.end),
            exact: selector.exact.clone(),
            prefix: selector.prefix.clone(),
            suffix: selector.suffix.clone(),
            headings: Vec::new(),
            text_hash: None,
        },
        text,
    );
    let range = placement
        .range
        .filter(|_| placement.status != Status::Orphaned);
    let answer = Answer {
        id: &case.id,
        status: placement.status,
        start: range
            .as_ref()
            .map(|range| to_points(&case.text, range.start)),
        end: range.as_ref().map(|range| to_points(&case.text, range.end)),
    };
    serde_json::to_writer(&mut *output, &answer)?;
    writeln!(output)?;
    // Who asks one case at a time waits for its answer.
    Ok(output.flush()?)
}

/// A position in code points as one in UTF-16 code units. Beyond the text both count alike.
fn to_units(text: &str, points: u32) -> u32 {
    let mut left = points;
    let mut units = 0;
    for character in text.chars() {
        if left == 0 {
            break;
        }
        left -= 1;
        units += if character.len_utf16() == 2 { 2 } else { 1 };
    }
    left.saturating_add(units)
}

/// A position in UTF-16 code units as one in code points; inside a character: its start.
fn to_points(text: &str, units: u32) -> u32 {
    let mut passed = 0_u32;
    let mut points = 0;
    for character in text.chars() {
        passed += if character.len_utf16() == 2 { 2 } else { 1 };
        if passed > units {
            break;
        }
        points += 1;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(input: &str) -> Result<String> {
        let mut output = Vec::new();
        reanchor(input.as_bytes(), &mut output)?;
        Ok(String::from_utf8(output)?)
    }

    #[test]
    fn positions_are_code_points() {
        let text = "😀 one two 😀";
        assert_eq!(
            [0, 1, 2, 9, 10, 12].map(|at| to_units(text, at)),
            [0, 2, 3, 10, 11, 14]
        );
        assert_eq!(
            [0, 1, 2, 3, 12, 13].map(|at| to_points(text, at)),
            [0, 0, 1, 2, 10, 11]
        );
    }

    #[test]
    fn each_case_has_its_answer() {
        let text = "😀😀 The first sentence stands here. The second one follows it, much longer.";
        let case = |id: &str, exact: &str, start: u32, end: u32| {
            serde_json::json!({"id": id, "text": text, "selector":
                {"exact": exact, "prefix": "", "suffix": "", "start": start, "end": end}})
        };
        let input = format!(
            "{}\n\n{}\n",
            case("a", "The first sentence stands here.", 3, 34),
            case("b", "Zebras eat no quinces on Tuesdays, ever", 5, 44)
        );
        let answers: Vec<serde_json::Value> = run(&input)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(answers.len(), 2);
        assert_ne!(answers[0]["status"], "orphaned");
        assert_eq!(
            (&answers[0]["start"], &answers[0]["end"]),
            (&3.into(), &34.into())
        );
        let orphan =
            serde_json::json!({"id": "b", "status": "orphaned", "start": null, "end": null});
        assert_eq!(answers[1], orphan);
    }

    #[test]
    fn a_malformed_line_is_named() {
        for bad in [
            "{",
            "{}",
            "{\"id\":1,\"text\":\"\",\"selector\":{\"exact\":\"\",\"start\":-1}}",
        ] {
            let error = run(&format!("\n{bad}\n")).unwrap_err().to_string();
            assert!(error.starts_with("line 2 is not a case: "), "{error}");
        }
    }
}
