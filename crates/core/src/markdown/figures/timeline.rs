//! A timeline: a line from the first entry to the last, with a dot for each. The later an entry
//! follows the one before, the longer is the line between them.

use super::super::render::Renderer;
use super::date::{Date, period};
use super::sheet::{Row, Sheet};
use crate::clean::{Drawing, FigureParts, Length, Shape};
use crate::escape::escaped;

/// How much longer the line becomes for the time that passes, in hundredths of the text's size: for
/// each entry, and at most.
const TIME_FOR_ENTRY: i64 = 110;
const TIME_AT_MOST: i64 = 2_000;

/// Where the dot stands below the top of its row: in the middle of the first line of text, behind
/// the padding that `figures.css` gives the cells.
const DOT: u32 = 110;
const DOT_RADIUS: u32 = 34;
const MIDDLE: Length = Length::em(50);

/// Writes the table of a timeline.
pub(super) fn write(
    sheet: &Sheet,
    renderer: &mut Renderer<'_>,
    parts: &mut FigureParts,
    html: &mut String,
) {
    let moments: Vec<Option<i64>> = sheet.rows.iter().map(|row| moment(row, renderer)).collect();
    let gaps = gaps(&moments, sheet, renderer);
    html.push_str("<table>\n<tbody>\n");
    let last = sheet.rows.len().saturating_sub(1);
    for (number, (row, gap)) in sheet.rows.iter().zip(gaps).enumerate() {
        let spine = spine(gap, number == 0, number == last);
        html.push_str("<tr><th scope=\"row\"");
        html.push_str(&parts.add(None, Some(spine)));
        html.push('>');
        html.push_str(&date_html(row.cell(0), renderer.is_english));
        html.push_str("</th><td");
        if gap > 0 {
            html.push_str(&parts.add(None, Some(room(gap))));
        }
        html.push('>');
        html.push_str(&renderer.cell(row.cell(1), row.line));
        for detail in row.cells.iter().skip(2) {
            html.push_str("<div>");
            html.push_str(&renderer.cell(detail, row.line));
            html.push_str("</div>");
        }
        html.push_str("</td></tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
}

fn moment(row: &Row, renderer: &mut Renderer<'_>) -> Option<i64> {
    let text = row.cell(0);
    let start = period(text).map_or(text, |(start, _)| start);
    let date = Date::read(start);
    let is_fine = date.is_some()
        && period(text).is_none_or(|(_, end)| end.is_empty() || Date::read(end).is_some());
    if !is_fine {
        let message = format!("`{text}` is no date; write 2001, 2001-06 or 2001-06-15");
        renderer.say(row.line, message);
    }
    date.map(Date::moment)
}

/// How much longer the line becomes before each entry.
fn gaps(moments: &[Option<i64>], sheet: &Sheet, renderer: &mut Renderer<'_>) -> Vec<u32> {
    let mut passed = Vec::with_capacity(moments.len());
    let mut before: Option<i64> = None;
    for (moment, row) in moments.iter().zip(&sheet.rows) {
        let time = match (before, moment) {
            (Some(before), Some(moment)) if *moment < before => {
                let message = format!("`{}` lies before the entry above it", row.cell(0));
                renderer.say(row.line, message);
                0
            }
            (Some(before), Some(moment)) => moment - before,
            _ => 0,
        };
        passed.push(time);
        before = moment.or(before);
    }
    let whole: i64 = passed.iter().sum();
    let entries = i64::try_from(moments.len()).unwrap_or(i64::MAX);
    let room = TIME_FOR_ENTRY.saturating_mul(entries).min(TIME_AT_MOST);
    passed
        .into_iter()
        .map(|time| u32::try_from(time * room / whole.max(1)).unwrap_or(0))
        .collect()
}

fn spine(gap: u32, is_first: bool, is_last: bool) -> Drawing {
    let dot = Length::em(DOT + gap);
    let top = if is_first { dot } else { Length::ZERO };
    let bottom = if is_last { dot } else { Length::WHOLE };
    Drawing {
        width: Length::em(100),
        height: Length::WHOLE,
        shapes: vec![
            Shape::Line([MIDDLE, top, MIDDLE, bottom]),
            Shape::Dot([MIDDLE, dot, Length::em(DOT_RADIUS)]),
        ],
    }
}

/// An empty drawing that holds a row open.
fn room(gap: u32) -> Drawing {
    Drawing {
        width: Length::ZERO,
        height: Length::em(gap),
        shapes: Vec::new(),
    }
}

/// A date or a period as it is shown: as English writes it, or as it was written.
fn date_html(text: &str, is_english: bool) -> String {
    match period(text) {
        Some((start, end)) => {
            let end = if end.is_empty() {
                String::new()
            } else {
                one_date(end, is_english)
            };
            format!("{}–{end}", one_date(start, is_english))
        }
        None => one_date(text, is_english),
    }
}

fn one_date(text: &str, is_english: bool) -> String {
    let date = Date::read(text);
    let shown = date
        .filter(|_| is_english)
        .and_then(Date::in_english)
        .unwrap_or_else(|| text.to_owned());
    match date.and_then(Date::for_machines) {
        // The parts of a date in digits keep their order in text that reads from right to left.
        Some(machine) if is_english => {
            format!("<time datetime=\"{machine}\">{}</time>", escaped(&shown))
        }
        Some(machine) => {
            format!(
                "<time datetime=\"{machine}\" dir=\"ltr\">{}</time>",
                escaped(&shown)
            )
        }
        None => escaped(&shown),
    }
}
