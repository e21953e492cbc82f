//! What a saved page says of itself, read without parsing all of it.

use pandect_core::text::decode_entities;

/// Bytes in which the head of a page is looked for.
const HEAD: usize = 64 << 10;

/// The text of a page, in the encoding that it names: by its first bytes, in its head, else UTF-8, and
/// where it is not that, what most pages were in before.
pub(super) fn as_text(bytes: &[u8]) -> String {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        let text = bytes.get(length..).unwrap_or_default();
        return encoding.decode_without_bom_handling(text).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let named = head.split("charset=").nth(1).map(|rest| {
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c));
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
    });
    let encoding = named
        .and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()))
        .unwrap_or(encoding_rs::WINDOWS_1252);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The title, without the name of the site that often follows it.
pub(super) fn title(html: &str) -> Option<String> {
    let element = inside(html, "title").or_else(|| inside(html, "h1"))?;
    let mut text = String::new();
    for (number, part) in element.split('<').enumerate() {
        let part = if number == 0 {
            part
        } else {
            part.split_once('>').map_or("", |(_, rest)| rest)
        };
        text.push_str(part);
    }
    let text = decode_entities(&text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let title = words.join(" ");
    (!title.is_empty()).then_some(title)
}

/// The language of the page; empty where it does not say.
pub(super) fn language(html: &str) -> String {
    let Some(tag) = tag(html, "html") else {
        return String::new();
    };
    for name in [" lang=", " xml:lang="] {
        let Some(at) = tag.to_ascii_lowercase().find(name) else {
            continue;
        };
        let value = tag.get(at + name.len()..).unwrap_or_default();
        let value = value.trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        return value
            .get(..end.unwrap_or(value.len()))
            .unwrap_or_default()
            .to_owned();
    }
    String::new()
}

/// What stands in the first element of this name.
fn inside<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let start = begin(html, name)?;
    let rest = html.get(start..)?;
    let rest = rest.get(rest.find('>')? + 1..)?;
    let near = rest.get(..rest.floor_char_boundary(HEAD))?;
    let end = near.to_ascii_lowercase().find(&format!("</{name}"))?;
    near.get(..end)
}

fn tag<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let rest = html.get(begin(html, name)?..)?;
    rest.get(..rest.find('>')?)
}

fn begin(html: &str, name: &str) -> Option<usize> {
    let head = html
        .get(..html.floor_char_boundary(HEAD))?
        .to_ascii_lowercase();
    let wanted = format!("<{name}");
    let mut from = 0;
    while let Some(found) = head.get(from..)?.find(&wanted) {
        let at = from + found;
        let after = head.as_bytes().get(at + wanted.len());
        if after.is_none_or(|byte| !byte.is_ascii_alphanumeric()) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_its_title_and_language() {
        let page = "<!DOCTYPE html><HTML class=x LANG=\"fr-CA\"><head><titles>no</titles>\
            <Title>\n Le th&amp;é <b>vert</b>\n</Title></head>";
        assert_eq!(title(page).as_deref(), Some("Le th&é vert"));
        assert_eq!(language(page), "fr-CA");
        assert_eq!(
            title("<html><body><h1 id=a>Only <i>this</i></h1>").as_deref(),
            Some("Only this")
        );
        assert_eq!((title("<p>x"), language("<p>x").as_str()), (None, ""));
    }

    #[test]
    fn encodings_are_told_by_marks_names_and_form() {
        let (cyrillic, ..) = encoding_rs::WINDOWS_1251.encode("<meta charset=windows-1251>чай");
        assert!(as_text(&cyrillic).ends_with("чай"));
        let utf16: Vec<u8> = [0xfe, 0xff]
            .into_iter()
            .chain("чай".encode_utf16().flat_map(u16::to_be_bytes))
            .collect();
        assert_eq!(as_text(&utf16), "чай");
        assert_eq!(
            as_text("<meta charset=latin1>чай".as_bytes()),
            "<meta charset=latin1>чай"
        );
        assert_eq!(as_text(b"th\xe9"), "thé");
    }
}
