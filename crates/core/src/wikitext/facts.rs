//! Templates that are a box of facts.

use std::fmt::Write as _;

use super::Reading;
use super::kept;
use super::pieces::Arguments;
use crate::escape::escaped;

/// From so many named values on a template of any name is taken for a box of facts.
const MANY: usize = 6;
/// No more rows are shown.
const ROWS: usize = 80;

/// A box of facts as a table beside the text.
pub(super) fn of_template(
    name: &str,
    given: &Arguments,
    reading: &mut Reading<'_>,
) -> Option<String> {
    let named = name.starts_with("infobox")
        || name.ends_with("infobox")
        || name.ends_with("box") && given.count_named() >= MANY
        || name.starts_with("инфокутия")
        || given.count_named() >= MANY && given.positional().next().is_none();
    if !named {
        return None;
    }
    let title = given.first_of(&[
        "name",
        "title",
        "conventional_long_name",
        "official_name",
        "име",
        "nombre",
        "nom",
    ]);
    let title = if title.is_empty() {
        reading.article.title
    } else {
        title
    };
    let rows: Vec<(String, &str)> = rows(given, title).take(ROWS).collect();
    if rows.is_empty() {
        return Some(String::new());
    }
    let mut text = format!("\n{{| class=\"infobox\"\n|+ {}\n", title.replace('\n', " "));
    for (label, value) in rows {
        let value = value.trim();
        // Lists in a value begin on lines of their own.
        let gap = if value.starts_with(['*', '#', ':', ';', '{']) {
            "\n"
        } else {
            " "
        };
        let _ = writeln!(text, "|-\n! {label}\n|{gap}{value}");
    }
    text.push_str("|}\n");
    Some(text)
}

/// Label and value of what says something in words.
fn rows<'a>(given: &'a Arguments, title: &'a str) -> impl Iterator<Item = (String, &'a str)> {
    given.all_named().filter_map(move |(name, value)| {
        let bare = kept::without(value);
        let says_nothing = bare.trim().is_empty() && !value.contains(kept::BEGIN);
        if says_nothing || value == title || is_form(name) || is_file(bare.trim()) {
            return None;
        }
        Some((label(name, given)?, value))
    })
}

/// What names of the looks of a box have in them.
const OF_FORM: [&str; 22] = [
    "image",
    "img",
    "photo",
    "picture",
    "logo",
    "caption",
    "map",
    "alt",
    "size",
    "width",
    "color",
    "colour",
    "style",
    "class",
    "flag",
    "coat",
    "signature",
    "pushpin",
    "latd",
    "longd",
    "footnote",
    "display",
];

/// Names of what concerns the looks of a box.
fn is_form(name: &str) -> bool {
    let name = name.to_lowercase();
    OF_FORM.iter().any(|part| name.contains(part))
        || matches!(
            name.as_str(),
            "name" | "title" | "child" | "embed" | "module" | "box_width" | "module2" | "border"
        )
        || name.len() > 60
}

fn is_file(value: &str) -> bool {
    let extension = value.rsplit('.').next().unwrap_or_default();
    [
        "jpg", "jpeg", "png", "svg", "gif", "webp", "ogg", "ogv", "tif",
    ]
    .iter()
    .any(|known| extension.eq_ignore_ascii_case(known))
}

/// A name as words; the label that belongs to a numbered value.
fn label(name: &str, given: &Arguments) -> Option<String> {
    for (value, label) in [("data", "label"), ("info", "name"), ("_info", "_name")] {
        if let Some(number) = name.strip_prefix(value) {
            let labelled = given.named(&format!("{label}{number}"));
            if !labelled.is_empty() {
                return Some(labelled.to_owned());
            }
        }
    }
    if let Some(stem) = name
        .strip_suffix("_info")
        .filter(|_| name.starts_with("blank"))
    {
        let labelled = given.named(&format!("{stem}_name"));
        return (!labelled.is_empty()).then(|| labelled.to_owned());
    }
    if (name.starts_with("label") || name.starts_with("blank_name")) && name.len() < 12 {
        return None;
    }
    let words = kept::without(name).replace('_', " ");
    let words = words.trim();
    let mut letters = words.chars();
    let first = letters.next()?;
    Some(escaped(&format!(
        "{}{}",
        first.to_uppercase(),
        letters.as_str()
    )))
}
