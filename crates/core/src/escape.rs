//! Text in the HTML that goes to the cleaner.

use crate::clean::SIGN;

/// Writes `text` so that it means itself, in content or between double quotes.
pub(crate) fn escape(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            // It would stand for a part of a figure.
            SIGN => {}
            character => html.push(character),
        }
    }
}

/// `text` escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    escape(&mut html, text);
    html
}
