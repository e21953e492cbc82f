use csv::{Terminator, WriterBuilder};

use super::dates::write_time;
use super::digest::section_path;
use super::{Export, ExportMark, MarkKind};

const HEADER: [&str; 24] = [
    "id",
    "kind",
    "article",
    "collection",
    "edition",
    "license",
    "source",
    "language",
    "address",
    "section",
    "quote",
    "prefix",
    "suffix",
    "start",
    "end",
    "note",
    "tags",
    "color",
    "label",
    "style",
    "status",
    "folder",
    "created",
    "modified",
];

/// The marks as a table of comma-separated values (RFC 4180): a header, then one row for each.
/// Positions are in Unicode code points, times in UTC. A cell that a spreadsheet would run as a formula
/// has an apostrophe before it.
pub fn csv(export: &Export<'_>) -> String {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing into memory does not fail, and all rows have as many cells.
    let _ = writer.write_record(HEADER);
    for mark in export.marks {
        let _ = writer.write_record(row(mark).map(harmless));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn row(mark: &ExportMark) -> [String; 24] {
    let position = |end: bool| {
        let position = mark.position.as_ref();
        let number = position.map(|range| if end { range.end } else { range.start });
        number.map(|number| number.to_string()).unwrap_or_default()
    };
    let kind = match (mark.kind, mark.read_later) {
        (MarkKind::Annotation, _) => "annotation",
        (MarkKind::Bookmark, false) => "bookmark",
        (MarkKind::Bookmark, true) => "read later",
    };
    let style = match (mark.underline, &mark.color) {
        (true, _) => "underline",
        (false, Some(_)) => "highlight",
        (false, None) => "",
    };
    let label = mark.color_label.as_ref().or(mark.name.as_ref());
    [
        mark.id.clone(),
        kind.to_owned(),
        mark.article_title.clone(),
        mark.collection_title.clone(),
        mark.edition.clone(),
        mark.license.clone(),
        mark.source.clone(),
        mark.language.clone(),
        mark.address.to_string(),
        section_path(mark),
        mark.quote.clone(),
        mark.prefix.clone(),
        mark.suffix.clone(),
        position(false),
        position(true),
        mark.note.clone(),
        mark.tags.join(", "),
        mark.color.clone().unwrap_or_default(),
        label.cloned().unwrap_or_default(),
        style.to_owned(),
        mark.status.clone(),
        mark.folder.join(" / "),
        write_time(mark.created).unwrap_or_default(),
        write_time(mark.modified).unwrap_or_default(),
    ]
}

/// A cell that no spreadsheet takes for a formula. Some look behind white space, and take wide signs
/// for their narrow kin.
fn harmless(cell: String) -> String {
    let begins = cell.trim_start().chars().next();
    let is_formula = matches!(
        begins,
        Some(
            '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}' | '\u{2212}'
        )
    );
    if is_formula || cell.starts_with(['\t', '\r']) {
        format!("'{cell}")
    } else {
        cell
    }
}
