//! From text to terms: words, lower case, stems by language, no diacritics. Texts, queries, and the
//! marking of hits all go through here, so that what finds a passage also marks it.

mod language;
mod memo;
mod words;

use frostem::Stemmer;
use pandect_core::fold::{fold_word, is_apostrophe, is_invisible};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

pub(crate) use language::{Language, primary_subtag};
pub(crate) use memo::Memo;
pub(crate) use words::{Purpose, Words, is_paired, parts};

/// A term has at most so many bytes; longer words are cut.
const MAX_TERM: usize = 200;

/// How the words of one language become terms.
#[derive(Clone)]
pub(crate) struct Analyzer {
    language: Language,
    stemmer: Option<Stemmer>,
}

impl Analyzer {
    pub(crate) fn new(language: Language) -> Self {
        Self {
            language,
            stemmer: language.stemmer(),
        }
    }

    pub(crate) fn language(&self) -> Language {
        self.language
    }

    pub(crate) fn words<'t>(&self, text: &'t str, purpose: Purpose) -> Words<'t> {
        Words::new(text, self.language.elides(), purpose)
    }

    /// Writes the term of a word.
    pub(crate) fn term(&self, word: &str, out: &mut String) {
        self.lower(word, out);
        if let Some(stemmer) = &self.stemmer {
            let stem = stemmer.stem(out);
            if *stem != **out {
                let stem = stem.into_owned();
                if !stem.is_empty() {
                    *out = stem;
                }
            }
        }
        finish(out);
    }

    /// Writes a word as it would be without a stem: what a beginning is compared with.
    pub(crate) fn beginning(&self, word: &str, out: &mut String) {
        self.lower(word, out);
        finish(out);
    }

    #[expect(
        clippy::unused_self,
        reason = "languages may differ in case one day, as Turkish does"
    )]
    fn lower(&self, word: &str, out: &mut String) {
        out.clear();
        let word = &word[..word.floor_char_boundary(MAX_TERM)];
        if word.is_ascii() {
            out.push_str(word);
            out.make_ascii_lowercase();
            return;
        }
        let visible = word
            .chars()
            .filter(|one| !is_invisible(*one))
            .flat_map(char::to_lowercase);
        let visible = visible.map(|one| if is_apostrophe(one) { '\'' } else { one });
        // Stemmers want letters and their marks in one character.
        if is_nfkc_quick(word.chars()) == IsNormalized::Yes {
            out.extend(visible);
        } else {
            out.extend(visible.nfkc());
        }
    }
}

fn finish(out: &mut String) {
    if !out.is_ascii() {
        *out = fold_word(out);
    }
    if out.contains('\'') {
        out.retain(|one| one != '\'');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(language: &str, text: &str) -> Vec<String> {
        let analyzer = Analyzer::new(Language::of(language));
        let term = |range| {
            let mut out = String::new();
            analyzer.term(&text[range], &mut out);
            out
        };
        analyzer.words(text, Purpose::Text).map(term).collect()
    }

    #[test]
    fn forms_of_a_word_are_one_term() {
        for (language, one, other) in [
            ("en", "organisation", "Organisations"),
            ("en", "Schindler's", "schindler"),
            ("en", "naïve", "naive"),
            ("de", "Häuser", "hauser"),
            ("de", "Straßen", "STRASSEN"),
            ("fr", "études", "etude"),
            ("ru", "книгами", "книга"),
            ("ru", "ёлки", "елка"),
            ("ar", "الكتاب", "كتاب"),
            ("fa", "کتاب‌ها", "كتاب"),
            ("hi", "लड़के", "लड़का"),
            ("es", "canciones", "cancion"),
            ("", "Ångström", "angstrom"),
            ("en", "e\u{301}tude", "étude"),
        ] {
            assert_eq!(
                terms(language, one),
                terms(language, other),
                "{language}: {one} {other}"
            );
        }
    }

    #[test]
    fn languages_without_stemmer_keep_endings() {
        assert_ne!(terms("", "organisation"), terms("", "organisations"));
    }

    #[test]
    fn long_words_are_cut() {
        let word = "ж".repeat(5000);
        assert!(terms("ru", &word)[0].len() <= MAX_TERM);
    }
}
