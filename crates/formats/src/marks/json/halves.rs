//! Characters that were cut in two.

use std::borrow::Cow;

/// JSON without halves of characters. What counts in UTF-16, as browsers do, may have cut one in two
/// where it cut off the text around a quote; the half becomes U+FFFD.
pub(super) fn mended(text: &str) -> Cow<'_, str> {
    let mut halves = Vec::new();
    let mut rest = text;
    let mut at = 0;
    // The place of a first half, and where it ends.
    let mut begun: Option<(usize, usize)> = None;
    while let Some(found) = rest.find('\\') {
        let escape = at + found;
        let length = if rest.get(found + 1..found + 2) == Some("u") {
            6
        } else {
            2
        };
        let code = text
            .get(escape + 2..escape + length)
            .and_then(|digits| u16::from_str_radix(digits, 16).ok());
        let is_second = matches!(code, Some(0xdc00..=0xdfff));
        let before = begun.take();
        match before {
            Some((_, end)) if is_second && end == escape => {}
            _ => {
                halves.extend(before.map(|(start, _)| start));
                halves.extend(is_second.then_some(escape));
            }
        }
        if matches!(code, Some(0xd800..=0xdbff)) {
            begun = Some((escape, escape + length));
        }
        at = escape + length;
        rest = text.get(at..).unwrap_or_default();
    }
    halves.extend(begun.map(|(start, _)| start));
    if halves.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut mended = String::with_capacity(text.len());
    let mut kept = 0;
    for half in halves {
        mended.push_str(text.get(kept..half).unwrap_or_default());
        mended.push_str("\\ufffd");
        kept = half + 6;
    }
    mended.push_str(text.get(kept..).unwrap_or_default());
    Cow::Owned(mended)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn halves_of_characters_are_mended() {
        for (text, expected) in [
            (r#""\ud83e\udd16""#, r#""\ud83e\udd16""#),
            (r#""a\uD83E""#, r#""a\ufffd""#),
            (r#""\udd16 b""#, r#""\ufffd b""#),
            (r#""\ud83e\ud83e\udd16""#, r#""\ufffd\ud83e\udd16""#),
            (r#""\ud83e\n\udd16""#, r#""\ufffd\n\ufffd""#),
            (r#""\\ud83e""#, r#""\\ud83e""#),
            (r#""\"#, r#""\"#),
            (r#""\u"#, r#""\u"#),
            (r#""\u早"#, r#""\u早"#),
            (r#""\早""#, r#""\早""#),
        ] {
            assert_eq!(mended(text), expected);
        }
    }

    proptest! {
        #[test]
        fn texts_with_halves_are_read(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "\\ud800", "\\udbff", "\\uDC00", "\\udfff", "\\u0041", "\\\\", "\\n", "u", "d800", "é",
                ]),
                0..12,
            ),
        ) {
            let text = ["\"", &parts.concat(), "\""].concat();
            prop_assert!(serde_json::from_str::<String>(&mended(&text)).is_ok(), "{}", text);
        }
    }
}
