//! Figures: fenced blocks of data that are shown as a timeline, a chart or an organisation.
//!
//! What a figure says is HTML like any other, a table or a list; the text of the page has it once,
//! and it can be marked, found and heard. What is drawn beside it are shapes without text that the
//! cleaner puts in ([`crate::clean::FigureParts`]).

mod chart;
mod date;
mod number;
mod organisation;
mod sheet;
mod timeline;

use super::render::Renderer;
use crate::clean::FigureParts;

use sheet::{Sheet, Text};

/// The most entries of a figure. More are a table, and are written as one.
const MOST_ENTRIES: usize = 200;

/// The longest text of one entry that fits a figure, in characters.
const LONGEST_TEXT: usize = 300;

/// What a fenced block becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What happened, one date after the other.
    Timeline,
    /// Bars for numbers.
    Chart,
    /// Bodies and what they are part of.
    Organisation,
}

impl Kind {
    /// The kind that the first word behind a fence names.
    pub(super) fn of(info: &str) -> Option<Self> {
        Some(match info.split_whitespace().next()? {
            "timeline" => Self::Timeline,
            "chart" => Self::Chart,
            "organisation" | "organization" => Self::Organisation,
            _ => return None,
        })
    }

    /// The word behind the fence.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Timeline => "timeline",
            Self::Chart => "chart",
            Self::Organisation => "organisation",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Timeline => "figure-timeline",
            Self::Chart => "figure-chart",
            Self::Organisation => "figure-organisation",
        }
    }

    /// What may be said before the entries.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Timeline | Self::Organisation => &["title", "year", "source"],
            Self::Chart => &["title", "year", "source", "unit", "columns", "scale"],
        }
    }
}

/// A fenced block, line by line.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: Kind,
    /// The line of the fence.
    pub(super) line: u32,
    text: String,
    lines: Vec<u32>,
}

impl Block {
    pub(super) fn new(kind: Kind, line: u32) -> Self {
        Self {
            kind,
            line,
            text: String::new(),
            lines: Vec::new(),
        }
    }

    /// Adds text that begins on `line` of the file.
    pub(super) fn add(&mut self, text: &str, line: u32) {
        for (after, part) in (0..).zip(text.split_inclusive('\n')) {
            if self.text.is_empty() || self.text.ends_with('\n') {
                self.lines.push(line.saturating_add(after));
            }
            self.text.push_str(part);
        }
    }

    /// The whole text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The lines, each with its number in the file.
    fn lines(&self) -> impl Iterator<Item = (u32, &str)> {
        self.lines.iter().copied().zip(self.text.lines())
    }
}

/// The figure that a block describes, as HTML for the cleaner. What is wrong is told; a block that
/// is no figure at all is none.
pub(super) fn html(
    block: &Block,
    renderer: &mut Renderer<'_>,
    parts: &mut FigureParts,
) -> Option<String> {
    let sheet = Sheet::read(block);
    for (line, fault) in &sheet.faults {
        renderer.say(*line, fault.clone());
    }
    if let Some(fault) = unfit(block.kind, &sheet) {
        renderer.say(block.line, format!("{fault}; it is shown as it is written"));
        return None;
    }
    if sheet.value("title").is_none() {
        renderer.say(block.line, "a figure needs a `title:`".to_owned());
    }
    let mut html = String::from("<figure");
    html.push_str(&parts.add(Some(block.kind.class()), None));
    html.push_str(">\n");
    caption(&sheet, renderer, &mut html);
    match block.kind {
        Kind::Timeline => timeline::write(&sheet, renderer, parts, &mut html),
        Kind::Chart => chart::write(&sheet, renderer, parts, &mut html),
        Kind::Organisation => organisation::write(&sheet, renderer, parts, &mut html),
    }
    html.push_str("</figure>\n");
    Some(html)
}

/// Why a block makes no figure.
fn unfit(kind: Kind, sheet: &Sheet) -> Option<String> {
    let name = kind.name();
    if sheet.rows.is_empty() {
        Some(format!("the {name} has no entries"))
    } else if sheet.rows.len() > MOST_ENTRIES {
        Some(format!("the {name} has more than {MOST_ENTRIES} entries"))
    } else if kind == Kind::Chart && chart::series(sheet) > chart::MOST_SERIES {
        let most = chart::MOST_SERIES;
        Some(format!(
            "an entry of the chart has more than {most} numbers"
        ))
    } else {
        None
    }
}

/// What the figure is, and below it in what unit, of which year and from where.
fn caption(sheet: &Sheet, renderer: &mut Renderer<'_>, html: &mut String) {
    let about: Vec<&Text> = ["unit", "year", "source"]
        .into_iter()
        .filter_map(|key| sheet.value(key))
        .collect();
    if about.is_empty() && sheet.value("title").is_none() {
        return;
    }
    html.push_str("<figcaption>");
    if let Some(title) = sheet.value("title") {
        html.push_str("<b>");
        html.push_str(&renderer.cell(&title.text, title.line));
        html.push_str("</b>");
    }
    if !about.is_empty() {
        html.push_str("<div>");
        for (number, text) in about.into_iter().enumerate() {
            if number > 0 {
                html.push_str(" · ");
            }
            html.push_str(&renderer.cell(&text.text, text.line));
        }
        html.push_str("</div>");
    }
    html.push_str("</figcaption>\n");
}

#[cfg(test)]
mod tests;
