//! Numbers of a chart.

/// Signs for a number that is not known.
const UNKNOWN: [&str; 6] = ["", "-", "–", "—", "?", "…"];

/// A number of a chart, as it is drawn and as it is shown.
#[derive(Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) shown: String,
}

/// Whether a cell says that its number is not known.
pub(super) fn is_unknown(text: &str) -> bool {
    UNKNOWN.contains(&text)
}

impl Number {
    /// Reads a number with a decimal point, and with commas, spaces or nothing between thousands. Only
    /// where nothing stands between them, something is put there.
    pub(super) fn read(text: &str, is_english: bool) -> Option<Self> {
        let (sign, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => ("−", rest),
            None => ("", text),
        };
        let (whole, part) = match digits.split_once('.') {
            Some((whole, part)) => (whole, Some(part)),
            None => (digits, None),
        };
        let all_digits = |text: &str| {
            (1..=18).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let bare = thousands(whole)?;
        if !all_digits(&bare) || !part.is_none_or(all_digits) {
            return None;
        }
        let number = format!("{bare}.{}", part.unwrap_or("0"));
        let value: f64 = number.parse().ok()?;
        let mut shown = sign.to_owned();
        if bare == whole {
            shown.push_str(&grouped(whole, is_english));
        } else {
            shown.push_str(whole);
        }
        if let Some(part) = part {
            shown.push('.');
            shown.push_str(part);
        }
        Some(Self {
            value: if sign.is_empty() { value } else { -value },
            shown,
        })
    }
}

/// The digits of a number without what stands between thousands.
fn thousands(whole: &str) -> Option<String> {
    let is_between = |character: char| matches!(character, ',' | ' ' | '\u{a0}' | '\u{202f}' | '_');
    let mut groups = whole.split(is_between);
    let mut digits = groups.next()?.to_owned();
    let first = digits.len();
    for group in groups {
        if group.len() != 3 || first > 3 {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

/// Digits in groups of three: as English writes them, or parted by a space that does not break,
/// which is read everywhere.
fn grouped(digits: &str, is_english: bool) -> String {
    let (between, least) = if is_english {
        (',', 4)
    } else {
        ('\u{202f}', 5)
    };
    if digits.len() < least {
        return digits.to_owned();
    }
    let mut shown = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(between);
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, is_english: bool) -> Option<String> {
        Number::read(text, is_english).map(|number| number.shown)
    }

    #[test]
    fn numbers_are_shown_as_they_are_read_best() {
        assert_eq!(shown("1407181209", true).unwrap(), "1,407,181,209");
        assert_eq!(
            shown("1407181209", false).unwrap(),
            "1\u{202f}407\u{202f}181\u{202f}209"
        );
        assert_eq!(shown("1234.5", true).unwrap(), "1,234.5");
        assert_eq!(shown("1234", false).unwrap(), "1234");
        assert_eq!(shown("1 234 567", true).unwrap(), "1 234 567");
        assert_eq!(shown("-0.50", true).unwrap(), "−0.50");
        assert!((Number::read("−1,000", true).unwrap().value + 1000.0).abs() < 1e-9);
    }

    #[test]
    fn other_texts_are_none() {
        for text in [
            "",
            "x",
            "1,5",
            "1,23,456",
            "1234,567",
            "1.2.3",
            "1.",
            ".5",
            "--1",
            "1e5",
            "NaN",
            "inf",
            "5 %",
            "１",
            "1234567890123456789",
        ] {
            assert_eq!(shown(text, true), None, "{text}");
        }
    }
}
