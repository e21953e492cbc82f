//! A chart: a row for each entry, with its numbers and a bar for each.

use super::super::render::Renderer;
use super::number::{Number, is_unknown};
use super::sheet::{Row, Sheet, cells};
use crate::clean::{Drawing, FigureParts, Length, Shape};
use crate::escape::escaped;

/// The most numbers of one entry: more do not fit beside one another.
pub(super) const MOST_SERIES: usize = 4;

/// The shortest bar, in hundredths of a per cent: little is not nothing.
const SHORTEST: u32 = 60;

const BAR_HEIGHT: Length = Length::em(55);

/// What the whole width of a column stands for.
#[derive(Debug, Clone, Copy)]
struct Scale {
    least: f64,
    most: f64,
}

impl Scale {
    const NOTHING: Self = Self {
        least: 0.0,
        most: 0.0,
    };

    fn with(self, value: f64) -> Self {
        Self {
            least: self.least.min(value),
            most: self.most.max(value),
        }
    }

    fn and(self, other: Self) -> Self {
        self.with(other.least).with(other.most)
    }

    /// Where `value` stands in the width, in hundredths of a per cent.
    fn place(self, value: f64) -> u32 {
        let width = self.most - self.least;
        if width <= 0.0 {
            return 0;
        }
        let share = ((value - self.least) / width).clamp(0.0, 1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it lies between 0 and 10,000"
        )]
        let place = (share * 10_000.0).round() as u32;
        place
    }
}

/// Writes the table of a chart.
pub(super) fn write(
    sheet: &Sheet,
    renderer: &mut Renderer<'_>,
    parts: &mut FigureParts,
    html: &mut String,
) {
    let columns = columns(sheet);
    let series = series(sheet);
    let numbers: Vec<Vec<Option<Number>>> = sheet
        .rows
        .iter()
        .map(|row| numbers(row, series, renderer))
        .collect();
    let scales = scales(sheet, &numbers, series, renderer);
    html.push_str("<table>\n");
    if let Some(text) = sheet.value("columns") {
        head(&columns, series, text.line, renderer, html);
    }
    html.push_str("<tbody>\n");
    for (row, numbers) in sheet.rows.iter().zip(&numbers) {
        html.push_str("<tr><th scope=\"row\">");
        html.push_str(&renderer.cell(row.cell(0), row.line));
        html.push_str("</th>");
        for (column, (number, scale)) in numbers.iter().zip(&scales).enumerate() {
            let bar = number.as_ref().map(|number| bar(number.value, *scale));
            let text = match number {
                Some(number) => number.shown.as_str(),
                None if row.cell(column + 1).is_empty() => "–",
                None => row.cell(column + 1),
            };
            html.push_str("<td");
            if let Some(bar) = bar {
                html.push_str(&parts.add(None, Some(bar)));
            }
            html.push('>');
            if renderer.is_english {
                html.push_str(&escaped(text));
            } else {
                // The sign stays before its number in text that reads from right to left.
                html.push_str("<span dir=\"ltr\">");
                html.push_str(&escaped(text));
                html.push_str("</span>");
            }
            html.push_str("</td>");
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
}

/// How many numbers the longest entry has.
pub(super) fn series(sheet: &Sheet) -> usize {
    let rows = sheet.rows.iter().map(|row| row.cells.len());
    let longest = rows.chain([columns(sheet).len()]).max();
    longest.unwrap_or(0).saturating_sub(1)
}

fn columns(sheet: &Sheet) -> Vec<String> {
    let columns = sheet.value("columns").map(|text| cells(&text.text));
    columns.unwrap_or_default()
}

fn numbers(row: &Row, series: usize, renderer: &mut Renderer<'_>) -> Vec<Option<Number>> {
    (1..=series)
        .map(|column| {
            let text = row.cell(column);
            let number = Number::read(text, renderer.is_english);
            if number.is_none() && !is_unknown(text) {
                let message = format!("`{text}` is no number; write 1234.5 or 1,234.5");
                renderer.say(row.line, message);
            }
            number
        })
        .collect()
}

/// What the bars of each column are measured by: all by one scale, or each column by its own, as
/// numbers of different kinds are.
fn scales(
    sheet: &Sheet,
    numbers: &[Vec<Option<Number>>],
    series: usize,
    renderer: &mut Renderer<'_>,
) -> Vec<Scale> {
    let each: Vec<Scale> = (0..series)
        .map(|column| {
            let column = numbers.iter().filter_map(|row| row.get(column)?.as_ref());
            column.fold(Scale::NOTHING, |scale, number| scale.with(number.value))
        })
        .collect();
    match sheet.value("scale") {
        Some(text) if text.text == "each" => return each,
        Some(text) if text.text != "one" => {
            let message = "`scale` is `one` for all columns, or `each` has its own".to_owned();
            renderer.say(text.line, message);
        }
        _ => {}
    }
    let one = each.into_iter().fold(Scale::NOTHING, Scale::and);
    vec![one; series]
}

fn bar(value: f64, scale: Scale) -> Drawing {
    let (zero, place) = (scale.place(0.0), scale.place(value));
    let shortest = if value == 0.0 { 0 } else { SHORTEST };
    let width = zero.abs_diff(place).max(shortest);
    let start = if value < 0.0 {
        zero.saturating_sub(width)
    } else {
        zero.min(10_000 - width)
    };
    let mut shapes = vec![Shape::Bar([
        Length::percent(start),
        Length::ZERO,
        Length::percent(width),
        Length::WHOLE,
    ])];
    if scale.least < 0.0 {
        let zero = Length::percent(zero);
        shapes.push(Shape::Line([zero, Length::ZERO, zero, Length::WHOLE]));
    }
    Drawing {
        width: Length::WHOLE,
        height: BAR_HEIGHT,
        shapes,
    }
}

fn head(
    columns: &[String],
    series: usize,
    line: u32,
    renderer: &mut Renderer<'_>,
    html: &mut String,
) {
    html.push_str("<thead><tr>");
    for number in 0..=series {
        html.push_str("<th scope=\"col\">");
        if let Some(column) = columns.get(number) {
            html.push_str(&renderer.cell(column, line));
        }
        html.push_str("</th>");
    }
    html.push_str("</tr></thead>\n");
}
