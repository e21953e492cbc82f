//! The words of a text, as byte ranges.
//!
//! Words are runs of letters, digits and their signs (as in Unicode's word boundaries), with what
//! belongs inside them: apostrophes between letters, points and commas between digits, invisible
//! joiners, and the signs of `C++` and `C#`. Unlike there, `example.com` and `snake_case` are two
//! words each, so that either half finds them.
//!
//! Scripts without spaces come in two kinds. Chinese and Japanese runs are cut into pairs of
//! neighbouring characters, and a search for a run is a search for its pairs side by side: any part
//! of a text finds it, however a dictionary would have cut it. Thai, Lao, Khmer and Burmese are
//! cut by dictionary (ICU4X).

use std::ops::Range;
use std::sync::OnceLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use pandect_core::fold::{fold_word, is_apostrophe, is_elision, is_invisible, is_word_character};

/// Whose words are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A text's: the last character of a Chinese run is a word too, so that it can be found alone.
    Text,
    /// A query's.
    Query,
}

/// The words of a text in its order. Ranges of Chinese pairs overlap.
#[derive(Debug, Clone)]
pub(crate) struct Words<'t> {
    text: &'t str,
    at: usize,
    elides: bool,
    purpose: Purpose,
    /// Words of the run before `at`, the next one last.
    pending: Vec<Range<usize>>,
}

/// How a character takes part in words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    /// Of a script cut into pairs.
    Pairs,
    /// Of a script cut by dictionary.
    Dictionary,
    Other,
}

impl<'t> Words<'t> {
    pub(crate) fn new(text: &'t str, elides: bool, purpose: Purpose) -> Self {
        Self {
            text,
            at: 0,
            elides,
            purpose,
            pending: Vec::new(),
        }
    }

    fn character(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at)? {
            byte if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text.get(at..)?.chars().next(),
        }
    }

    fn kind_at(&self, at: usize) -> Kind {
        self.character(at).map_or(Kind::Other, kind)
    }

    /// Moves to the next character of a word; false at the end.
    fn find_start(&mut self) -> Option<Kind> {
        loop {
            let character = self.character(self.at)?;
            match kind(character) {
                Kind::Other => self.at += character.len_utf8(),
                found => return Some(found),
            }
        }
    }

    fn run_of(&mut self, wanted: Kind) -> Range<usize> {
        let start = self.at;
        while let Some(character) = self.character(self.at) {
            if kind(character) != wanted {
                break;
            }
            self.at += character.len_utf8();
        }
        start..self.at
    }

    fn word(&mut self) -> Range<usize> {
        let start = self.at;
        let mut before = ' ';
        while let Some(character) = self.character(self.at) {
            let next = self.at + character.len_utf8();
            let inside = match kind(character) {
                Kind::Word => true,
                Kind::Other => self.joins(start, before, character, next),
                Kind::Pairs | Kind::Dictionary => false,
            };
            if !inside {
                break;
            }
            before = character;
            self.at = next;
        }
        self.take_signs(start);
        start..self.at
    }

    /// Whether a character that is no letter goes on with the word before it.
    fn joins(&self, start: usize, before: char, character: char, next: usize) -> bool {
        if self.kind_at(next) != Kind::Word {
            return false;
        }
        match character {
            '.' | ',' => {
                before.is_ascii_digit()
                    && self
                        .character(next)
                        .is_some_and(|after| after.is_ascii_digit())
            }
            sign if is_apostrophe(sign) => {
                !(self.elides && is_elision(&fold_word(&self.text[start..self.at])))
            }
            other => is_invisible(other),
        }
    }

    /// The signs of `C++` and `C#`.
    fn take_signs(&mut self, start: usize) {
        let rest = &self.text.as_bytes()[self.at..];
        let signs = rest
            .iter()
            .take_while(|byte| matches!(byte, b'+' | b'#'))
            .count();
        let begins_with_letter = self.character(start).is_some_and(char::is_alphabetic);
        if (1..=2).contains(&signs)
            && begins_with_letter
            && self.kind_at(self.at + signs) == Kind::Other
        {
            self.at += signs;
        }
    }

    fn cut_pairs(&mut self, run: &Range<usize>) {
        let mut bounds: Vec<usize> = self.text[run.clone()]
            .char_indices()
            .map(|(at, _)| run.start + at)
            .collect();
        bounds.push(run.end);
        let pairs = bounds.windows(3).map(|window| window[0]..window[2]);
        self.pending.extend(pairs);
        if self.purpose == Purpose::Text || self.pending.is_empty() {
            self.pending.push(bounds[bounds.len() - 2]..run.end);
        }
        self.pending.reverse();
    }

    fn cut_by_dictionary(&mut self, run: &Range<usize>) {
        let text = &self.text[run.clone()];
        let mut start = 0;
        for end in segmenter().segment_str(text) {
            if text
                .get(start..end)
                .is_some_and(|word| word.chars().any(is_word_character))
            {
                self.pending.push(run.start + start..run.start + end);
            }
            start = end;
        }
        self.pending.reverse();
    }
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            if let Some(word) = self.pending.pop() {
                return Some(word);
            }
            match self.find_start()? {
                Kind::Pairs => {
                    let run = self.run_of(Kind::Pairs);
                    self.cut_pairs(&run);
                }
                Kind::Dictionary => {
                    let run = self.run_of(Kind::Dictionary);
                    self.cut_by_dictionary(&run);
                }
                Kind::Word | Kind::Other => return Some(self.word()),
            }
        }
    }
}

/// The words that a text is made of, each once where it stands: those of scripts without spaces as a
/// dictionary cuts them.
pub(crate) fn parts(text: &str) -> Vec<&str> {
    let mut words = Words::new(text, false, Purpose::Query);
    let mut parts = Vec::new();
    while let Some(found) = words.find_start() {
        let run = match found {
            Kind::Pairs | Kind::Dictionary => {
                let run = words.run_of(found);
                words.cut_by_dictionary(&run);
                parts.extend(words.pending.drain(..).rev());
                continue;
            }
            Kind::Word | Kind::Other => words.word(),
        };
        parts.push(run);
    }
    parts.into_iter().map(|part| &text[part]).collect()
}

/// Whether words of the character's script are cut into pairs.
pub(crate) fn is_paired(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3fffd}')
}

fn kind(character: char) -> Kind {
    if character.is_ascii() {
        return if character.is_ascii_alphanumeric() {
            Kind::Word
        } else {
            Kind::Other
        };
    }
    match character {
        // Digits of these scripts are words of their own and need no dictionary.
        '\u{e50}'..='\u{e59}'
        | '\u{ed0}'..='\u{ed9}'
        | '\u{1040}'..='\u{1049}'
        | '\u{17e0}'..='\u{17e9}' => Kind::Word,
        '\u{e01}'..='\u{e3a}'
        | '\u{e40}'..='\u{e4e}'
        | '\u{e81}'..='\u{ece}'
        | '\u{edc}'..='\u{edf}'
        | '\u{1000}'..='\u{103f}'
        | '\u{1050}'..='\u{109f}'
        | '\u{a9e0}'..='\u{a9fe}'
        | '\u{aa60}'..='\u{aa7f}'
        | '\u{1780}'..='\u{17d3}' => Kind::Dictionary,
        other if is_paired(other) => Kind::Pairs,
        other if is_word_character(other) && !is_invisible(other) => Kind::Word,
        _ => Kind::Other,
    }
}

fn segmenter() -> &'static WordSegmenterBorrowed<'static> {
    static SEGMENTER: OnceLock<WordSegmenterBorrowed<'static>> = OnceLock::new();
    SEGMENTER.get_or_init(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<&str> {
        Words::new(text, false, Purpose::Text)
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn words_of_scripts_with_spaces() {
        for (text, expected) in [
            ("Hello, world!", vec!["Hello", "world"]),
            ("it's O’Brien's 'quote'", vec!["it's", "O’Brien's", "quote"]),
            (
                "well-known snake_case example.com",
                vec!["well", "known", "snake", "case", "example", "com"],
            ),
            ("3.14 1,000,000 1.", vec!["3.14", "1,000,000", "1"]),
            ("C++, C# and a+b", vec!["C++", "C#", "and", "a", "b"]),
            (
                "soft\u{ad}hyphen می\u{200c}خواهم",
                vec!["soft\u{ad}hyphen", "می\u{200c}خواهم"],
            ),
            ("हिन्दी भाषा", vec!["हिन्दी", "भाषा"]),
            ("한국어 위키백과", vec!["한국어", "위키백과"]),
            ("", vec![]),
            ("--- ...", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn elided_articles_are_words_where_they_are_used() {
        let text = "l'homme aujourd'hui";
        let french: Vec<&str> = Words::new(text, true, Purpose::Text)
            .map(|range| &text[range])
            .collect();
        assert_eq!(french, ["l", "homme", "aujourd'hui"]);
        assert_eq!(words(text), ["l'homme", "aujourd'hui"]);
    }

    #[test]
    fn chinese_comes_in_pairs() {
        assert_eq!(words("DNA复制中"), ["DNA", "复制", "制中", "中"]);
        let query = |text| Words::new(text, false, Purpose::Query).count();
        assert_eq!((query("复制中"), query("中")), (2, 1));
    }

    #[test]
    fn scripts_without_spaces_are_cut_by_dictionary() {
        for (text, word) in [
            ("ภาษาไทยเป็นภาษา", "ภาษา"),
            ("ພາສາລາວເປັນພາສາ", "ພາສາ"),
            ("ភាសាជាភាសា", "ភាសា"),
            ("ဘာသာစကားသည်ဘာသာစကားဖြစ်သည်", "ဘာသာစကား"),
        ] {
            let found = words(text);
            let often = found.iter().filter(|other| **other == word).count();
            assert!(often == 2 && found.len() >= 3, "{found:?}");
        }
    }

    proptest! {
        #[test]
        fn words_stand_in_the_text(text in "([a-z'.,+# ]|\\PC|ไทย|语){0,40}", elides: bool) {
            let mut last = 0;
            for range in Words::new(&text, elides, Purpose::Text) {
                prop_assert!(range.start >= last, "starts rise");
                prop_assert!(!range.is_empty());
                prop_assert!(text.get(range.clone()).is_some(), "between characters");
                last = range.start;
            }
        }
    }
}
