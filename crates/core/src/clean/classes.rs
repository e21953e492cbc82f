//! The closed list of classes.

/// Every class that cleaned HTML can bear, besides `language-…` on code.
pub const CLASSES: [&str; 35] = [
    "align-center",
    "align-left",
    "align-right",
    "backlink",
    "caption",
    "cite",
    "done",
    "external",
    "figure-chart",
    "figure-drawing",
    "figure-organisation",
    "figure-timeline",
    "film",
    "gallery",
    "hatnote",
    "infobox",
    "lead",
    "link",
    "math",
    "math-error",
    "navbox",
    "notes",
    "open",
    "picture-missing",
    "quote",
    "rule-bottom",
    "rule-left",
    "rule-right",
    "rule-top",
    "side",
    "sound",
    "sources",
    "task",
    "thumb",
    "wide",
];

/// The class of ours that a class of a source stands for.
///
/// Classes that only the cleaner gives (`link`, `external`, `task`, those of figures) are not among
/// them: content cannot claim to be what it is not.
pub(super) fn class_of(source: &str) -> Option<&'static str> {
    Some(match source {
        "backlink" | "mw-cite-backlink" => "backlink",
        "caption" | "thumbcaption" | "gallerytext" | "infobox-caption" => "caption",
        "cite" | "reference" => "cite",
        "gallery" => "gallery",
        "hatnote" | "dablink" | "rellink" => "hatnote",
        "infobox" | "infobox_v2" | "infobox_v3" | "taxobox" | "biota" => "infobox",
        "lead" => "lead",
        "math" => "math",
        "math-error" => "math-error",
        "navbox" | "vertical-navbox" => "navbox",
        "notes" => "notes",
        "quote" | "quotebox" => "quote",
        "sidebar" => "side",
        "sources" | "references" => "sources",
        "thumb" => "thumb",
        "align-left" => "align-left",
        "align-right" | "tright" | "floatright" => "align-right",
        "align-center" => "align-center",
        _ => return None,
    })
}

/// Whether a class is that of a figure of ours.
pub(super) fn is_figure(class: &str) -> bool {
    matches!(
        class,
        "figure-chart" | "figure-organisation" | "figure-timeline"
    )
}

/// Whether an element of this class is an instrument of its site and no content.
pub(super) fn is_instrument(class: &str) -> bool {
    matches!(
        class,
        "mw-editsection"
            | "mw-editsection-like"
            | "mw-jump-link"
            | "mw-empty-elt"
            | "mw-indicators"
            | "navbar"
            | "noprint"
            | "sortkey"
            | "toc"
    )
}

/// Whether `class` names the language of a block of code.
pub(super) fn is_code_language(class: &str) -> bool {
    class.strip_prefix("language-").is_some_and(|language| {
        (1..=20).contains(&language.len())
            && language.bytes().all(|byte| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+-".contains(&byte)
            })
    })
}
