//! Finding a query's words in a text, one pass, most words dismissed by their first letter.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pandect_core::fold::fold_word;
use pandect_core::query::{Pattern, Query, Scope};

use crate::analysis::{Analyzer, Language, Purpose};
use crate::apart::as_found;

/// A place where something that was asked for stands.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// Which of the things asked for.
    pub(super) wanted: usize,
}

/// What a query looks for in texts of one language.
pub(super) struct Matcher {
    analyzer: Analyzer,
    words: HashMap<String, usize>,
    beginnings: Vec<(String, usize)>,
    phrases: Vec<(Vec<String>, usize)>,
    /// Folded first letters of all of them; none where a stem may begin otherwise than its word.
    initials: Option<HashSet<char>>,
    /// How many things are asked for.
    pub(super) wanted: usize,
}

/// A phrase of which some words stand before the current one.
struct Begun {
    phrase: usize,
    met: usize,
    start: usize,
}

impl Matcher {
    /// Looks for a query as it stands in a text: for the parts of a word where not all words stand there
    /// whole.
    pub(super) fn in_text(text: &str, query: &Query, language: Language) -> Self {
        let standing = || {
            let mut found = HashSet::new();
            let whole = Self::new(query, language);
            whole.scan(text, |hit| {
                found.insert(hit.wanted);
                found.len() < whole.wanted
            });
            found
        };
        Self::new(&as_found(query, standing), language)
    }

    fn new(query: &Query, language: Language) -> Self {
        let analyzer = Analyzer::new(language);
        let mut matcher = Self {
            initials: analyzer.language().keeps_beginnings().then(HashSet::new),
            analyzer,
            words: HashMap::new(),
            beginnings: Vec::new(),
            phrases: Vec::new(),
            wanted: 0,
        };
        for term in query.wanted().filter(|term| term.scope == Scope::Anywhere) {
            match &term.pattern {
                Pattern::Word(text) | Pattern::Phrase(text) => matcher.want(text),
                Pattern::Prefix(text) => matcher.want_beginning(text),
            }
            matcher.wanted += 1;
        }
        matcher
    }

    fn want(&mut self, text: &str) {
        let terms: Vec<String> = self
            .analyzer
            .words(text, Purpose::Query)
            .map(|word| {
                let mut term = String::new();
                self.analyzer.term(&text[word], &mut term);
                term
            })
            .collect();
        for term in &terms {
            self.note_initial(term);
        }
        match terms.as_slice() {
            [] => {}
            [only] => {
                if only.chars().nth(1).is_none() {
                    // A lone Chinese character stands at the beginning of pairs.
                    self.beginnings.push((only.clone(), self.wanted));
                }
                self.words.insert(only.clone(), self.wanted);
            }
            _ => self.phrases.push((terms, self.wanted)),
        }
    }

    fn want_beginning(&mut self, text: &str) {
        self.want(text);
        let Some(last) = self.analyzer.words(text, Purpose::Query).last() else {
            return;
        };
        let mut written = String::new();
        self.analyzer.beginning(&text[last], &mut written);
        self.note_initial(&written);
        self.beginnings.push((written, self.wanted));
    }

    fn note_initial(&mut self, term: &str) {
        if let (Some(initials), Some(first)) = (&mut self.initials, term.chars().next()) {
            initials.insert(first);
        }
    }

    /// Calls `each` with what is found, by the places where it ends, until it says to stop.
    pub(super) fn scan(&self, text: &str, mut each: impl FnMut(Found) -> bool) {
        if self.wanted == 0 {
            return;
        }
        let mut known = HashMap::new();
        let mut begun: Vec<Begun> = Vec::new();
        let mut term = String::new();
        for word in self.analyzer.words(text, Purpose::Text) {
            let raw = &text[word.clone()];
            if !self.may_fit(raw, &mut known) {
                begun.clear();
                continue;
            }
            self.analyzer.term(raw, &mut term);
            if let Some((start, wanted)) = self.phrase_end(&term, word.start, &mut begun)
                && !each(Found {
                    range: start..word.end,
                    wanted,
                })
            {
                return;
            }
            if let Some((length, wanted)) = self.word(&mut term, raw)
                && !each(Found {
                    range: word.start..word.start + length,
                    wanted,
                })
            {
                return;
            }
        }
    }

    /// Whether the first letter of a word leaves hope.
    fn may_fit(&self, raw: &str, known: &mut HashMap<char, bool>) -> bool {
        let (Some(initials), Some(first)) = (&self.initials, raw.chars().next()) else {
            return true;
        };
        if first.is_ascii() {
            return initials.contains(&first.to_ascii_lowercase());
        }
        *known.entry(first).or_insert_with(|| {
            let folded = fold_word(first.encode_utf8(&mut [0; 4]));
            folded
                .chars()
                .next()
                .is_none_or(|folded| initials.contains(&folded))
        })
    }

    /// Whether a word is asked for, how many bytes of it, and as what.
    fn word(&self, term: &mut String, raw: &str) -> Option<(usize, usize)> {
        if let Some(wanted) = self.words.get(term.as_str()) {
            return Some((raw.len(), *wanted));
        }
        if self.beginnings.is_empty() {
            return None;
        }
        self.analyzer.beginning(raw, term);
        let (beginning, wanted) = self
            .beginnings
            .iter()
            .find(|(beginning, _)| term.starts_with(beginning.as_str()))?;
        let lone = raw
            .chars()
            .next()
            .filter(|_| beginning.chars().nth(1).is_none());
        let length = match lone {
            // Of a Chinese pair only the character itself; of `a*` nothing comes here.
            Some(first) if !first.is_ascii() => first.len_utf8(),
            _ => raw.len(),
        };
        Some((length, *wanted))
    }

    /// Goes on with the phrases that were begun; gives the start of one that ends here.
    fn phrase_end(
        &self,
        term: &str,
        start: usize,
        begun: &mut Vec<Begun>,
    ) -> Option<(usize, usize)> {
        if self.phrases.is_empty() {
            return None;
        }
        let mut ended: Option<(usize, usize)> = None;
        begun.retain_mut(|one| {
            let (words, wanted) = &self.phrases[one.phrase];
            if words.get(one.met).is_none_or(|word| word != term) {
                return false;
            }
            one.met += 1;
            if one.met == words.len() {
                let earliest = ended.map_or(one.start, |(other, _)| other.min(one.start));
                ended = Some((earliest, *wanted));
                return false;
            }
            true
        });
        for (phrase, (words, _)) in self.phrases.iter().enumerate() {
            if words[0] == term {
                begun.push(Begun {
                    phrase,
                    met: 1,
                    start,
                });
            }
        }
        ended
    }
}
