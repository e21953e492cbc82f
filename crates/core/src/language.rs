//! Languages: their tags, the direction in which they are written, and which one a text is in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::page::Direction;

/// How many articles are in each language.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Languages(BTreeMap<String, u64>);

impl Languages {
    /// Counts an article; one whose language nobody knows does not count.
    pub fn count(&mut self, language: &str) {
        if language.is_empty() {
            return;
        }
        match self.0.get_mut(language) {
            Some(count) => *count += 1,
            None => {
                self.0.insert(language.to_owned(), 1);
            }
        }
    }

    /// The language of most articles; empty where none is known.
    pub fn main(&self) -> &str {
        let most = self.0.iter().max_by_key(|(_, count)| **count);
        most.map_or("", |(language, _)| language)
    }
}

/// Languages that are written from right to left unless their tag names another script.
const RIGHT_TO_LEFT: [&str; 26] = [
    "ar", "arc", "arz", "azb", "bal", "bcc", "bqi", "ckb", "dv", "fa", "glk", "he", "iw", "khw",
    "ks", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi", "ji",
];

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 10] = [
    "arab", "aran", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg", "mand", "samr",
];

/// Bytes of a text that its language is told by: at least so many, lest a word or two decide, and no
/// more than so many.
const LEAST: usize = 150;
const MOST: usize = 500;

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

/// The BCP 47 tag of a language that is named by an ISO 639-3 code: the two letters of ISO 639-1
/// where it has them, and the code itself elsewhere.
pub fn tag_of_code(code: &str) -> &str {
    let short = SHORT.iter().find(|(long, _)| *long == code);
    short.map_or(code, |(_, short)| short)
}

/// The tag of the language that most of a text's beginning is in, by its groups of three letters
/// (Cavnar and Trenkle 1994); empty where the text is too short or too mixed to tell.
pub fn detect(text: &str) -> &'static str {
    let beginning = beginning(text);
    if beginning.trim().len() < LEAST {
        return "";
    }
    let found = whatlang::detect(beginning).filter(whatlang::Info::is_reliable);
    found.map_or("", |found| tag_of_code(found.lang().code()))
}

/// The language that is named, or the one that the text is in where none is.
pub fn named_or_detected<'a>(named: &'a str, text: &str) -> &'a str {
    if named.is_empty() {
        detect(text)
    } else {
        named
    }
}

fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(MOST)).unwrap_or(text)
}

/// Whether a language with this tag is English; one that is not known counts as such.
pub(crate) fn is_english(tag: &str) -> bool {
    let language = tag.split('-').next().unwrap_or_default();
    language.is_empty() || language.eq_ignore_ascii_case("en")
}

/// ISO 639-3 codes of languages that have a two-letter code (ISO 639-1): those of the larger
/// Wikipedias, and those that can be detected.
const SHORT: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bos", "bs"),
    ("bre", "br"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("eus", "eu"),
    ("fas", "fa"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("gle", "ga"),
    ("glg", "gl"),
    ("guj", "gu"),
    ("hbs", "sh"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("isl", "is"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("kaz", "kk"),
    ("khm", "km"),
    ("kir", "ky"),
    ("kor", "ko"),
    ("kur", "ku"),
    ("lao", "lo"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("ltz", "lb"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mon", "mn"),
    ("msa", "ms"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nno", "nn"),
    ("nob", "nb"),
    ("nor", "no"),
    ("oci", "oc"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("pus", "ps"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("san", "sa"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("snd", "sd"),
    ("som", "so"),
    ("spa", "es"),
    ("sqi", "sq"),
    ("srp", "sr"),
    ("swa", "sw"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tat", "tt"),
    ("tel", "te"),
    ("tgk", "tg"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("uig", "ug"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("yor", "yo"),
    ("zho", "zh"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    #[test]
    fn codes_become_the_shortest_tags() {
        assert_eq!(tag_of_code("deu"), "de");
        assert_eq!(tag_of_code("cmn"), "zh");
        assert_eq!(tag_of_code("nds"), "nds");
        for language in whatlang::Lang::all() {
            assert_eq!(tag_of_code(language.code()).len(), 2, "{language:?}");
        }
    }

    #[test]
    fn texts_tell_their_language() {
        let texts = [
            (
                "de",
                "Die Leuchttürme der Küste wurden im neunzehnten Jahrhundert gebaut, als der Handel \
                 über das Meer wuchs und viele Schiffe in den flachen Gewässern verloren gingen.",
            ),
            (
                "ru",
                "Секретариат Шанхайской организации сотрудничества находится в Пекине и является \
                 её главным постоянно действующим исполнительным органом.",
            ),
            (
                "fa",
                "دبیرخانه سازمان همکاری شانگهای در پکن قرار دارد و نهاد اجرایی دائمی این سازمان است. \
                 این سازمان در سال دو هزار و یک تأسیس شد و اعضای آن بیشتر شده‌اند.",
            ),
            (
                "zh",
                "上海合作组织秘书处设在北京，是该组织的常设行政机构，负责为组织框架内的活动提供组织和技术保障，\
                 并参与研究和落实组织的各项文件，秘书长由国家元首会议任命，任期三年。",
            ),
            (
                "hi",
                "शंघाई सहयोग संगठन का सचिवालय बीजिंग में स्थित है और यह संगठन का मुख्य स्थायी कार्यकारी निकाय है।",
            ),
        ];
        for (language, text) in texts {
            assert_eq!(detect(text), language, "{text}");
        }
    }

    #[test]
    fn too_little_or_too_mixed_a_text_tells_none() {
        for text in [
            "",
            "Bonjour",
            "12 345 678",
            &"9.81 m/s² = 32 ".repeat(40),
            &"\u{0}".repeat(900),
        ] {
            assert_eq!(detect(text), "", "{text}");
        }
        assert_eq!(named_or_detected("sv", "12"), "sv");
    }

    proptest! {
        #[test]
        fn any_text_has_an_answer(text in any::<String>(), times in 0_usize..80) {
            let tag = detect(&text.repeat(times));
            prop_assert!(tag.len() <= 3);
        }
    }
}
