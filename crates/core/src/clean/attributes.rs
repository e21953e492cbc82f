//! The closed list of attributes, and what their values may be.

use html5ever::{LocalName, local_name};

use super::classes::{class_of, is_code_language};
use super::drawing;
use super::elements::{Kind, Tag};

/// Where cleaned HTML names a picture, a sound or a film.
pub(super) const MEDIA: &str = "data-media";

/// Where it names the picture that stands for a film.
pub(super) const POSTER: &str = "data-poster";

/// The largest picture in either direction, in pixels.
const LARGEST_PICTURE: u32 = 10_000;

/// The most columns or rows that a cell spans.
const LARGEST_SPAN: u32 = 1_000;

/// Whether the cleaner or the parser looks at an attribute of this name; all others are let go
/// before a tree is built.
pub(super) fn is_wanted(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("href")
            | local_name!("class")
            | local_name!("id")
            | local_name!("name")
            | local_name!("style")
            | local_name!("hidden")
            | local_name!("lang")
            | local_name!("dir")
            | local_name!("src")
            | local_name!("poster")
            | local_name!("alt")
            | local_name!("width")
            | local_name!("height")
            | local_name!("colspan")
            | local_name!("rowspan")
            | local_name!("scope")
            | local_name!("align")
            | local_name!("start")
            | local_name!("reversed")
            | local_name!("type")
            | local_name!("value")
            | local_name!("checked")
            | local_name!("datetime")
            | local_name!("title")
            | local_name!("open")
            | local_name!("role")
            // The parser asks for these.
            | local_name!("encoding")
            | local_name!("color")
            | local_name!("face")
            | local_name!("size")
    ) || is_formula_attribute(name)
        || matches!(&**name, MEDIA | POSTER)
        || drawing::is_attribute(name)
}

fn is_formula_attribute(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("accent")
            | local_name!("accentunder")
            | local_name!("bevelled")
            | local_name!("close")
            | local_name!("columnalign")
            | local_name!("columnlines")
            | local_name!("columnspacing")
            | local_name!("columnspan")
            | local_name!("depth")
            | local_name!("display")
            | local_name!("displaystyle")
            | local_name!("fence")
            | local_name!("form")
            | local_name!("frame")
            | local_name!("largeop")
            | local_name!("linethickness")
            | local_name!("lspace")
            | local_name!("mathvariant")
            | local_name!("maxsize")
            | local_name!("minsize")
            | local_name!("movablelimits")
            | local_name!("notation")
            | local_name!("open")
            | local_name!("rowalign")
            | local_name!("rowlines")
            | local_name!("rowspacing")
            | local_name!("rowspan")
            | local_name!("rspace")
            | local_name!("scriptlevel")
            | local_name!("separator")
            | local_name!("separators")
            | local_name!("stretchy")
            | local_name!("symmetric")
    )
}

/// An attribute as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Written<'a> {
    pub(super) name: &'a str,
    pub(super) value: &'a str,
}

/// What becomes of an attribute of `tag` that stands for itself: everything but ids, classes,
/// links and pictures, which depend on more than themselves.
pub(super) fn written<'a>(tag: Tag, name: &'a LocalName, value: &'a str) -> Option<Written<'a>> {
    if matches!(tag.kind, Kind::Math | Kind::Formula) {
        return formula_attribute(name, value);
    }
    let value = value.trim();
    let kept = match (name, tag.name) {
        (&local_name!("lang"), _) => is_language(value).then_some(value),
        (&local_name!("dir"), _) => one_of(value, &["ltr", "rtl", "auto"]),
        (&local_name!("colspan") | &local_name!("rowspan"), "td" | "th") => {
            number(value, LARGEST_SPAN).then_some(value)
        }
        (&local_name!("scope"), "th" | "td") => {
            one_of(value, &["col", "row", "colgroup", "rowgroup"])
        }
        (&local_name!("start"), "ol") | (&local_name!("value"), "li") => {
            let digits = value.strip_prefix('-').unwrap_or(value);
            number(digits, 1_000_000_000).then_some(value)
        }
        (&local_name!("reversed"), "ol") | (&local_name!("open"), "details") => Some(""),
        (&local_name!("type"), "ol") => ["1", "a", "A", "i", "I"]
            .into_iter()
            .find(|kind| *kind == value),
        (&local_name!("datetime"), "time" | "del" | "ins") => is_moment(value).then_some(value),
        (&local_name!("title"), "abbr" | "dfn") => (value.len() <= 500).then_some(value),
        (&local_name!("width") | &local_name!("height"), "img") => pixels(value),
        _ => None,
    }?;
    Some(Written { name, value: kept })
}

/// The classes that `tag` gets from the attributes `class`, `align` and `style` of its source,
/// separated by spaces.
pub(super) fn classes(tag: Tag, class: &str, align: &str, style: &str, written: &mut String) {
    let mut add = |class: &str| add_class(written, class);
    for class in class.split_ascii_whitespace() {
        if tag.name == "code" && is_code_language(class) {
            add(class);
        } else if let Some(class) = class_of(class)
            && tag.kind != Kind::Math
        {
            add(class);
        }
    }
    let is_math_cell = tag.name == "mtd";
    if !(tag.kind == Kind::Cell || is_math_cell) {
        return;
    }
    if let Some(class) = alignment(align) {
        add(class);
    }
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.split_once(':') else {
            continue;
        };
        let class = match property.trim() {
            "text-align" => alignment(value.trim()),
            "border-top" if is_math_cell => Some("rule-top"),
            "border-right" if is_math_cell => Some("rule-right"),
            "border-bottom" if is_math_cell => Some("rule-bottom"),
            "border-left" if is_math_cell => Some("rule-left"),
            _ => None,
        };
        if let Some(class) = class {
            add(class);
        }
    }
}

/// Adds a class to those that are separated by spaces, unless it is among them.
pub(super) fn add_class(written: &mut String, class: &str) {
    if !written.split(' ').any(|before| before == class) {
        if !written.is_empty() {
            written.push(' ');
        }
        written.push_str(class);
    }
}

fn alignment(value: &str) -> Option<&'static str> {
    [
        ("left", "align-left"),
        ("center", "align-center"),
        ("right", "align-right"),
    ]
    .into_iter()
    .find(|(name, _)| value.eq_ignore_ascii_case(name))
    .map(|(_, class)| class)
}

fn formula_attribute<'a>(name: &'a LocalName, value: &'a str) -> Option<Written<'a>> {
    let kept = match *name {
        local_name!("dir") => one_of(value, &["ltr", "rtl"])?,
        local_name!("display") => one_of(value, &["block", "inline"])?,
        local_name!("columnspan") | local_name!("rowspan") => {
            number(value, LARGEST_SPAN).then_some(value)?
        }
        local_name!("scriptlevel") => {
            number(value.trim_start_matches(['+', '-']), 9).then_some(value)?
        }
        local_name!("lspace")
        | local_name!("rspace")
        | local_name!("minsize")
        | local_name!("maxsize")
        | local_name!("width")
        | local_name!("height")
        | local_name!("depth")
        | local_name!("linethickness")
        | local_name!("columnspacing")
        | local_name!("rowspacing") => value
            .split_ascii_whitespace()
            .all(is_small_length)
            .then_some(value)
            .filter(|value| value.len() <= 100)?,
        local_name!("open") | local_name!("close") | local_name!("separators") => {
            (value.chars().count() <= 4).then_some(value)?
        }
        _ if is_formula_attribute(name) => is_words(value).then_some(value)?,
        _ => return None,
    };
    Some(Written { name, value: kept })
}

/// Whether a length is so small that what it moves or sizes stays about its place.
fn is_small_length(value: &str) -> bool {
    if matches!(value, "thin" | "medium" | "thick" | "infinity") || value.ends_with("mathspace") {
        return is_words(value);
    }
    let unit_at = value
        .find(|character: char| character.is_ascii_alphabetic() || character == '%')
        .unwrap_or(value.len());
    let (amount, unit) = value.split_at(unit_at);
    let largest = match unit {
        "em" | "ex" | "lh" | "" => 40.0,
        "px" | "pt" | "mu" => 400.0,
        "%" => 300.0,
        _ => return false,
    };
    // Outward a picture of a formula may grow, backward it may only lean on its neighbour.
    amount
        .parse::<f32>()
        .is_ok_and(|amount| amount <= largest && amount >= -largest / 20.0)
}

fn is_words(value: &str) -> bool {
    value.len() <= 80
        && value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b" -".contains(&byte))
}

fn one_of(value: &str, allowed: &[&'static str]) -> Option<&'static str> {
    allowed
        .iter()
        .copied()
        .find(|allowed| value.eq_ignore_ascii_case(allowed))
}

fn number(value: &str, largest: u32) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit())
        && value.parse::<u32>().is_ok_and(|number| number <= largest)
}

fn pixels(value: &str) -> Option<&str> {
    let digits = value.strip_suffix("px").unwrap_or(value);
    number(digits, LARGEST_PICTURE).then_some(digits)
}

/// Whether `value` has the form of a BCP 47 tag.
pub(crate) fn is_language(value: &str) -> bool {
    value.len() <= 35
        && value.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

fn is_moment(value: &str) -> bool {
    (1..=40).contains(&value.len())
        && value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-:+. ".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_formulas_are_bounded() {
        for length in [
            "2em",
            "-0.1667em",
            "0",
            "100%",
            "thin",
            "verythinmathspace",
            ".5ex",
        ] {
            assert!(is_small_length(length), "{length}");
        }
        for length in [
            "-9999px",
            "999em",
            "1e9em",
            "calc(1px)",
            "NaN",
            "inf",
            "10vw",
            "-100%",
        ] {
            assert!(!is_small_length(length), "{length}");
        }
    }

    #[test]
    fn languages_have_the_form_of_a_tag() {
        assert!(is_language("en") && is_language("zh-Hant-TW") && is_language("x-y"));
        assert!(
            !is_language("") && !is_language("en_GB") && !is_language("en\"") && !is_language("-")
        );
    }
}
