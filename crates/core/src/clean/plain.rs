//! The text of cleaned HTML without parsing it: what the cleaner writes has no surprises.

use std::borrow::Cow;

/// The text of HTML that [`super::clean`] wrote with the present recipe, as [`super::read`] gives it. Of
/// any other string it is some text.
pub fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(&unescaped(before));
        // In attributes the sign that ends a tag is written as an entity.
        let (tag, behind) = tag.split_once('>').unwrap_or((tag, ""));
        let begins_pre = tag == "pre" || tag.starts_with("pre ");
        // A parser drops a newline here.
        rest = match behind.strip_prefix('\n') {
            Some(stripped) if begins_pre => stripped,
            _ => behind,
        };
    }
    text.push_str(&unescaped(rest));
    text
}

/// Text with the three entities that the writer uses in it.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    Cow::Owned(text.replace("&amp;", "&"))
}
