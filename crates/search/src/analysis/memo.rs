//! Terms that were made lately. Texts have the same words again and again, and the stem of one takes longer than
//! all else that becomes of it until it is in an index.

use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

use super::{Analyzer, Language};

/// So many words are kept, each in the place that its hash gives it.
const WORDS: usize = 1 << 14;
/// Longer words are rare, in bytes.
const LONGEST: usize = 40;

/// The words that came last, with their terms.
#[derive(Clone, Default)]
pub(crate) struct Memo {
    /// Empty until the first word comes.
    kept: Vec<Kept>,
    hasher: BuildHasherDefault<DefaultHasher>,
}

#[derive(Clone, Default)]
struct Kept {
    language: Language,
    word: String,
    term: String,
}

impl Memo {
    /// Writes the term of a word, as [`Analyzer::term`] does.
    pub(crate) fn term(&mut self, analyzer: &Analyzer, word: &str, out: &mut String) {
        if word.len() > LONGEST {
            analyzer.term(word, out);
            return;
        }
        if self.kept.is_empty() {
            self.kept.resize_with(WORDS, Kept::default);
        }
        let hash = self.hasher.hash_one(word);
        let place = usize::try_from(hash % WORDS as u64).unwrap_or(0);
        let Some(kept) = self.kept.get_mut(place) else {
            return;
        };
        if kept.word != word || kept.language != analyzer.language {
            kept.language = analyzer.language;
            word.clone_into(&mut kept.word);
            analyzer.term(word, &mut kept.term);
        }
        out.clone_from(&kept.term);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn assert_same(memo: &mut Memo, language: &str, word: &str) {
        let analyzer = Analyzer::new(Language::of(language));
        let (mut expected, mut found) = (String::new(), "before".to_owned());
        analyzer.term(word, &mut expected);
        memo.term(&analyzer, word, &mut found);
        assert_eq!(found, expected, "{language}: {word}");
    }

    #[test]
    fn each_language_has_its_own_terms() {
        let mut memo = Memo::default();
        for language in ["en", "de", "", "en", "fr", "de"] {
            for word in ["", "Formen", "nations", "Häuser", "Häuser", "études"] {
                assert_same(&mut memo, language, word);
            }
        }
    }

    #[test]
    fn more_words_than_are_kept_have_their_terms() {
        let mut memo = Memo::default();
        for _ in 0..2 {
            for number in 0..2 * WORDS {
                assert_same(&mut memo, "en", &format!("{number}walkings"));
            }
        }
    }

    proptest! {
        #[test]
        fn any_words_have_their_terms(words in prop::collection::vec(("en|ru|ar|", ".{0,50}"), 0..40)) {
            let mut memo = Memo::default();
            for (language, word) in words.iter().chain(&words) {
                assert_same(&mut memo, language, word);
            }
        }
    }
}
