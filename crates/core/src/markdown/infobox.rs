//! The box of facts beside an article.

use super::events::plain;
use super::front_matter::Infobox;
use super::render::Renderer;
use crate::escape::{escape, escaped};

/// `infobox` as HTML for the cleaner.
pub(super) fn html(infobox: &Infobox, renderer: &mut Renderer<'_>) -> String {
    let mut html = String::from("<aside class=\"infobox\">\n<table>\n");
    if let Some(title) = &infobox.title {
        html.push_str("<caption>");
        html.push_str(&renderer.inline(&title.text, title.line));
        html.push_str("</caption>\n");
    }
    html.push_str("<tbody>\n");
    if infobox.image.is_some() || infobox.caption.is_some() {
        html.push_str("<tr><td colspan=\"2\">");
        let caption = infobox
            .caption
            .as_ref()
            .map(|caption| renderer.inline(&caption.text, caption.line));
        if let Some(image) = &infobox.image {
            let alt = infobox.caption.as_ref().map(|caption| plain(&caption.text));
            html.push_str("<img src=\"");
            escape(&mut html, image);
            html.push_str("\" alt=\"");
            escape(&mut html, &alt.unwrap_or_default());
            html.push_str("\">");
        }
        if let Some(caption) = caption {
            html.push_str("<div class=\"caption\">");
            html.push_str(&caption);
            html.push_str("</div>");
        }
        html.push_str("</td></tr>\n");
    }
    for (label, values) in &infobox.rows {
        html.push_str("<tr><th scope=\"row\">");
        html.push_str(&escaped(label));
        html.push_str("</th><td>");
        for (number, value) in values.iter().enumerate() {
            if number > 0 {
                html.push_str("<br>");
            }
            html.push_str(&renderer.inline(&value.text, value.line));
        }
        html.push_str("</td></tr>\n");
    }
    html.push_str("</tbody>\n</table>\n</aside>\n");
    html
}
