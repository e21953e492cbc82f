//! Text measured as the DOM measures it.

/// The length of `text` in UTF-16 code units; texts beyond what 32 bits count are as long as that.
pub fn utf16_length(text: &str) -> u32 {
    let length = if text.is_ascii() {
        text.len()
    } else {
        text.chars().map(char::len_utf16).sum()
    };
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// `text` with its character references resolved: those with numbers, and the few names that stand
/// for what markup would take for its own.
pub fn decode_entities(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        let found = after
            .split_once(';')
            .filter(|(name, _)| name.len() <= 8)
            .and_then(|(name, after)| Some((entity(name)?, after)));
        if let Some((character, after)) = found {
            decoded.push(character);
            rest = after;
        } else {
            decoded.push('&');
            rest = after;
        }
    }
    decoded.push_str(rest);
    decoded
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).filter(|character| !character.is_control());
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "minus" => '−',
        "times" => '×',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_resolved_once() {
        assert_eq!(
            decode_entities("a &amp;lt; &#x41;&#66; & &unknown; &#1;"),
            "a &lt; AB & &unknown; &#1;"
        );
    }

    #[test]
    fn length_is_counted_in_code_units() {
        assert_eq!(utf16_length("abc"), 3);
        assert_eq!(utf16_length("aé字"), 3);
        assert_eq!(utf16_length("𝒜"), 2);
    }
}
