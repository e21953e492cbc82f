//! The direction in which languages are written.

use crate::page::Direction;

/// Languages that are written from right to left unless their tag names another script.
const RIGHT_TO_LEFT: [&str; 26] = [
    "ar", "arc", "arz", "azb", "bal", "bcc", "bqi", "ckb", "dv", "fa", "glk", "he", "iw", "khw",
    "ks", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi", "ji",
];

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 10] = [
    "arab", "aran", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg", "mand", "samr",
];

/// The direction of a language with this BCP 47 tag.
pub fn direction_of(tag: &str) -> Direction {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    // A script has four letters; nothing else in a tag that stands before regions has.
    let script =
        parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let is_among = |list: &[&str], tag: &str| list.iter().any(|one| one.eq_ignore_ascii_case(tag));
    let right_to_left = match script {
        Some(script) => is_among(&RIGHT_TO_LEFT_SCRIPTS, script),
        None => is_among(&RIGHT_TO_LEFT, language),
    };
    if right_to_left {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    }
}

/// Whether a language with this tag is English; one that is not known counts as such.
pub(super) fn is_english(tag: &str) -> bool {
    let language = tag.split('-').next().unwrap_or_default();
    language.is_empty() || language.eq_ignore_ascii_case("en")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_decide_over_languages() {
        for tag in [
            "ar",
            "fa-IR",
            "HE",
            "ku-Arab",
            "pa-Arab-PK",
            "dv",
            "az-Arab",
        ] {
            assert_eq!(direction_of(tag), Direction::RightToLeft, "{tag}");
        }
        for tag in ["", "en", "ku", "ar-Latn", "sd-Deva", "zh-Hant", "aa"] {
            assert_eq!(direction_of(tag), Direction::LeftToRight, "{tag}");
        }
    }
}
