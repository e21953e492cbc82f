//! Languages that are analysed in a way of their own.

use frostem::{Algorithm, Stemmer};

/// A language by what is done with its words. Those without a stemmer are all one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Language(u8);

/// Primary subtags and their stemmers. The place in this list is written into indexes only while
/// they are made, never kept.
const STEMMED: [(&str, Algorithm); 38] = [
    ("ar", Algorithm::Arabic),
    ("ca", Algorithm::Catalan),
    ("cs", Algorithm::Czech),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("eo", Algorithm::Esperanto),
    ("es", Algorithm::Spanish),
    ("et", Algorithm::Estonian),
    ("eu", Algorithm::Basque),
    ("fa", Algorithm::Persian),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("ga", Algorithm::Irish),
    ("hi", Algorithm::Hindi),
    ("hu", Algorithm::Hungarian),
    ("hy", Algorithm::Armenian),
    ("id", Algorithm::Indonesian),
    ("it", Algorithm::Italian),
    ("lt", Algorithm::Lithuanian),
    ("nb", Algorithm::Norwegian),
    ("ne", Algorithm::Nepali),
    ("nl", Algorithm::Dutch),
    ("nn", Algorithm::Norwegian),
    ("no", Algorithm::Norwegian),
    ("pl", Algorithm::Polish),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sr", Algorithm::Serbian),
    ("st", Algorithm::Sesotho),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
    ("yi", Algorithm::Yiddish),
    ("simple", Algorithm::English),
    ("sco", Algorithm::English),
];

/// Languages that write `l'`, `dell'` and their like before a word.
const ELIDING: [&str; 4] = ["ca", "fr", "it", "oc"];

/// The first of the characters that mark a language; private use, so no text has a meaning there.
const FIRST_MARKER: u32 = 0xf_0000;

impl Language {
    /// The language of a BCP 47 tag, or of an ISO 639-3 code as archives have it.
    pub(crate) fn of(tag: &str) -> Self {
        let primary = primary_subtag(tag);
        let place = STEMMED
            .iter()
            .position(|(code, _)| *code == primary)
            .or_else(|| {
                // `eng`, `deu`, `ger`: three letters, which the stemmers know as aliases.
                let algorithm =
                    (primary.len() == 3).then(|| Algorithm::from_name(&primary).ok())??;
                STEMMED.iter().position(|(_, other)| *other == algorithm)
            });
        Self(
            place
                .and_then(|place| u8::try_from(place + 1).ok())
                .unwrap_or(0),
        )
    }

    fn entry(self) -> Option<&'static (&'static str, Algorithm)> {
        usize::from(self.0)
            .checked_sub(1)
            .and_then(|place| STEMMED.get(place))
    }

    /// What takes the endings off its words.
    pub(crate) fn stemmer(self) -> Option<Stemmer> {
        self.entry().map(|(_, algorithm)| Stemmer::new(*algorithm))
    }

    pub(crate) fn elides(self) -> bool {
        self.entry().is_some_and(|(code, _)| ELIDING.contains(code))
    }

    /// Whether stems begin as their words do: a stemmer that only takes off endings.
    pub(crate) fn keeps_beginnings(self) -> bool {
        !self.entry().is_some_and(|(_, algorithm)| {
            matches!(
                algorithm,
                Algorithm::Arabic
                    | Algorithm::Indonesian
                    | Algorithm::Irish
                    | Algorithm::Sesotho
                    | Algorithm::Serbian
                    | Algorithm::Yiddish
            )
        })
    }

    /// A character that tells the language of the text behind it.
    pub(crate) fn marker(self) -> char {
        char::from_u32(FIRST_MARKER + u32::from(self.0)).unwrap_or('\u{f0000}')
    }

    /// Reads a marker.
    pub(crate) fn from_marker(marker: char) -> Option<Self> {
        let place = u32::from(marker).checked_sub(FIRST_MARKER)?;
        u8::try_from(place)
            .ok()
            .filter(|place| usize::from(*place) <= STEMMED.len())
            .map(Self)
    }
}

/// The language alone of a tag such as `pt-BR`, in lower case.
pub(crate) fn primary_subtag(tag: &str) -> String {
    tag.split(['-', '_'])
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_codes_name_languages() {
        assert_eq!(Language::of("en"), Language::of("en-GB"));
        assert_eq!(Language::of("eng"), Language::of("en"));
        assert_eq!(Language::of("deu"), Language::of("DE"));
        assert_ne!(Language::of("de"), Language::of("en"));
        assert_eq!(Language::of("tlh"), Language::default());
        assert_eq!(Language::of(""), Language::default());
        assert_eq!(
            Language::of("porter"),
            Language::default(),
            "no language, though a stemmer"
        );
    }

    #[test]
    fn markers_come_back() {
        for (code, _) in STEMMED {
            let language = Language::of(code);
            assert_eq!(
                Language::from_marker(language.marker()),
                Some(language),
                "{code}"
            );
        }
        assert_eq!(Language::from_marker('a'), None);
        assert_eq!(Language::from_marker('\u{f00ff}'), None);
    }
}
