//! How a passage is marked: classes and their style sheet, or our own word for it.

use serde_json::Value;

use super::UNDERLINE;
use crate::marks::json::{each, literal, text_of, texts_of};

/// Classes and bytes of a style sheet that are looked at.
const MAX_CLASSES: usize = 16;
const MAX_SHEET: usize = 10_000;

/// Our colours, with those that they have in a light window.
pub(super) const OURS: [(&str, &str); 5] = [
    ("amber", "#fbe3a1"),
    ("green", "#c8ebc4"),
    ("blue", "#c5e1f9"),
    ("rose", "#fbd0dc"),
    ("violet", "#e2d3f8"),
];

/// Colours that CSS gives a name.
const NAMED: &str = " aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond \
    blueviolet brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson \
    cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta \
    darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray \
    darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick \
    floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray greenyellow grey honeydew \
    hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue \
    lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon \
    lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen \
    linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen \
    mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose \
    moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen \
    paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red \
    rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue \
    slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise wheat white \
    whitesmoke yellow yellowgreen ";

/// The colour of an annotation's target, and whether it is underlined.
pub(super) fn style(entry: &Value, target: &Value) -> (Option<String>, bool) {
    let classes = texts_of(target, "styleClass");
    let classes = classes.iter().flat_map(|class| class.split_whitespace());
    let classes: Vec<&str> = classes.take(MAX_CLASSES).collect();
    let sheets = each(entry.get("stylesheet"));
    let sheet = sheets.iter().find_map(|sheet| match sheet {
        Value::Object(_) => text_of(sheet, "value"),
        _ => literal(sheet),
    });
    let sheet = sheet.unwrap_or_default();
    let sheet = sheet
        .get(..sheet.floor_char_boundary(MAX_SHEET))
        .unwrap_or_default();
    let own = text_of(entry, "pandect:color").and_then(color);
    let found = || classes.iter().find_map(|class| class_color(class, sheet));
    let is_underlined = classes.contains(&UNDERLINE)
        || classes.iter().any(|class| {
            let lines =
                declarations(sheet, class).filter(|(name, _)| name.starts_with("text-decoration"));
            lines
                .into_iter()
                .any(|(_, value)| value.contains(UNDERLINE))
        });
    (own.or_else(found), is_underlined)
}

/// Whether it is one of our colours.
pub(super) fn is_ours(color: &str) -> bool {
    OURS.iter().any(|(name, _)| *name == color)
}

/// A colour as CSS writes it; none where it is something else.
pub(super) fn color(text: &str) -> Option<String> {
    let color = text.trim().to_ascii_lowercase();
    let is_hex = color.strip_prefix('#').is_some_and(|digits| {
        [3, 4, 6, 8].contains(&digits.len())
            && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    });
    let is_function = [
        "rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab(", "lab(", "lch(",
    ]
    .iter()
    .any(|name| color.starts_with(name))
        && color.ends_with(')')
        && color.len() <= 80
        && color
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"(),.%/ -".contains(&byte));
    let is_named = color.bytes().all(|byte| byte.is_ascii_alphabetic())
        && (is_ours(&color) || NAMED.contains(&format!(" {color} ")));
    (is_hex || is_function || is_named).then_some(color)
}

fn class_color(class: &str, sheet: &str) -> Option<String> {
    if is_ours(class) {
        return Some(class.to_owned());
    }
    let mut declared = declarations(sheet, class).filter_map(|(name, value)| {
        let is_color = matches!(
            name,
            "background-color"
                | "background"
                | "text-decoration-color"
                | "border-bottom-color"
                | "color"
        );
        is_color.then(|| color(value)).flatten()
    });
    declared.next().or_else(|| color(class))
}

/// What a style sheet declares for a class: names and values.
fn declarations<'s>(sheet: &'s str, class: &str) -> impl Iterator<Item = (&'s str, &'s str)> {
    let selector = format!(".{class}");
    let rules = sheet.split('}').filter_map(|rule| rule.rsplit_once('{'));
    let rules = rules.filter(move |(selectors, _)| {
        let mut selectors = selectors.split(',').map(str::trim);
        selectors.any(|one| one == selector || one.ends_with(&selector))
    });
    rules
        .flat_map(|(_, declarations)| declarations.split(';'))
        .filter_map(|declaration| declaration.split_once(':'))
        .map(|(name, value)| (name.trim(), value.trim()))
}
