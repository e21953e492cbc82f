//! An organisation: bodies as a list in which each stands under the one that it belongs to, with
//! lines from one to the other.

use super::super::render::Renderer;
use super::sheet::{Row, Sheet};
use crate::clean::{Drawing, FigureParts, Length, Shape};

/// The deepest that bodies stand under one another, so that there is room for the last.
const DEEPEST: usize = 8;

/// Where the line to a body stands: behind the padding that `figures.css` gives the body and its
/// card, in the middle of its first line of text.
const MIDDLE: Length = Length::em(150);
const STEM: Length = Length::em(60);
const WIDTH: Length = Length::em(160);

/// Writes the list of an organisation.
pub(super) fn write(
    sheet: &Sheet,
    renderer: &mut Renderer<'_>,
    parts: &mut FigureParts,
    html: &mut String,
) {
    let depths = depths(&sheet.rows, renderer);
    let mut open = 0;
    for (number, (row, &depth)) in sheet.rows.iter().zip(&depths).enumerate() {
        if number > 0 && depth < open {
            html.push_str(&"</li></ul>".repeat(open - depth - 1));
        }
        if depth >= open {
            html.push_str("<ul>");
        } else {
            html.push_str("</li>");
        }
        open = depth + 1;
        html.push_str("<li");
        if depth > 0 {
            let rest = depths.get(number + 1..).unwrap_or_default();
            let next = rest.iter().find(|other| **other <= depth);
            html.push_str(&parts.add(None, Some(branch(next != Some(&depth)))));
        }
        html.push('>');
        body(row, renderer, html);
    }
    html.push_str(&"</li></ul>".repeat(open));
    html.push('\n');
}

/// How deep each body stands. What is indented further than the body above it is part of that.
fn depths(rows: &[Row], renderer: &mut Renderer<'_>) -> Vec<usize> {
    let mut indents: Vec<usize> = Vec::new();
    let mut depths = Vec::with_capacity(rows.len());
    for row in rows {
        while indents.last().is_some_and(|indent| *indent >= row.indent) {
            indents.pop();
        }
        indents.push(row.indent);
        let depth = indents.len() - 1;
        if depth >= DEEPEST {
            let message = format!("bodies stand at most {DEEPEST} deep; this one stands higher");
            renderer.say(row.line, message);
        }
        depths.push(depth.min(DEEPEST - 1));
    }
    depths
}

fn branch(is_last: bool) -> Drawing {
    let bottom = if is_last { MIDDLE } else { Length::WHOLE };
    Drawing {
        width: WIDTH,
        height: Length::WHOLE,
        shapes: vec![
            Shape::Line([STEM, Length::ZERO, STEM, bottom]),
            Shape::Line([STEM, MIDDLE, Length::WHOLE, MIDDLE]),
        ],
    }
}

fn body(row: &Row, renderer: &mut Renderer<'_>, html: &mut String) {
    html.push_str("<div><b>");
    html.push_str(&renderer.cell(row.cell(0), row.line));
    html.push_str("</b>");
    for detail in row.cells.iter().skip(1) {
        html.push_str("<div>");
        html.push_str(&renderer.cell(detail, row.line));
        html.push_str("</div>");
    }
    html.push_str("</div>");
}
