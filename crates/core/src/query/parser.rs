//! Text to tree. One pass over the characters, no way to fail.

use super::{
    Clause, Filter, Ignored, MAX_PHRASE, MAX_TERMS, MAX_WORD, Pattern, Query, Reason, Scope, Term,
};
use crate::fold::is_word_character;

/// Reads a query. Never fails: what cannot be used is listed in [`Query::ignored`].
pub fn parse(text: &str) -> Query {
    let mut parser = Parser {
        rest: text,
        query: Query::default(),
        terms: 0,
        or: Or::None,
    };
    while parser.item() {}
    parser.finish()
}

/// The same reason is told at most so many times.
const MAX_TOLD: usize = 3;
/// An ignored part is shown with at most so many characters.
const MAX_SHOWN: usize = 40;

struct Parser<'a> {
    rest: &'a str,
    query: Query,
    terms: usize,
    or: Or,
}

/// What an `OR` could still join.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Or {
    /// There was none.
    None,
    /// The item before can be joined.
    Possible,
    /// It was said, and the next item is joined to the one before.
    Said,
}

/// What stands before a word or phrase.
struct Signs {
    excluded: bool,
    key: Option<Key>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Title,
    In,
    Language,
    Category,
}

const KEYS: [(&str, Key); 4] = [
    ("title", Key::Title),
    ("in", Key::In),
    ("lang", Key::Language),
    ("category", Key::Category),
];

impl Parser<'_> {
    /// Reads one item; false at the end of the text.
    fn item(&mut self) -> bool {
        self.rest = self.rest.trim_start_matches(is_space);
        if self.rest.is_empty() {
            return false;
        }
        let start = self.rest;
        let signs = self.signs();
        if let Some(quoted) = self.rest.strip_prefix(is_quote) {
            if let Some(end) = quoted.find(is_quote) {
                let phrase = &quoted[..end];
                self.rest = quoted[end..].strip_prefix(is_quote).unwrap_or_default();
                let whole = &start[..start.len() - self.rest.len()];
                self.accept(&signs, whole, phrase, true);
            } else {
                let quote = &self.rest[..self.rest.len() - quoted.len()];
                self.ignore(quote, Reason::UnclosedQuote);
                self.rest = quoted;
            }
            return true;
        }
        let end = self
            .rest
            .find(|one| is_space(one) || is_quote(one))
            .unwrap_or(self.rest.len());
        let word = &self.rest[..end];
        self.rest = &self.rest[end..];
        let whole = &start[..start.len() - self.rest.len()];
        if word == "OR" && signs.key.is_none() && !signs.excluded {
            self.or_said();
        } else {
            self.accept(&signs, whole, word, false);
        }
        true
    }

    /// Takes a minus and a key such as `title:` from the front.
    fn signs(&mut self) -> Signs {
        let mut signs = Signs {
            excluded: false,
            key: None,
        };
        if let Some(rest) = self.rest.strip_prefix(['-', '\u{2212}', '\u{ff0d}'])
            && rest
                .chars()
                .next()
                .is_some_and(|next| is_quote(next) || is_word_character(next))
        {
            signs.excluded = true;
            self.rest = rest;
        }
        for (name, key) in KEYS {
            let (Some(head), Some(tail)) =
                (self.rest.get(..name.len()), self.rest.get(name.len()..))
            else {
                continue;
            };
            if head.eq_ignore_ascii_case(name)
                && let Some(rest) = tail.strip_prefix([':', '\u{ff1a}'])
            {
                signs.key = Some(key);
                self.rest = rest;
                break;
            }
        }
        signs
    }

    fn or_said(&mut self) {
        if self.or == Or::Possible {
            self.or = Or::Said;
        } else {
            self.ignore("OR", Reason::LooseOr);
        }
    }

    fn accept(&mut self, signs: &Signs, whole: &str, value: &str, quoted: bool) {
        if value.is_empty() && signs.key.is_some() {
            return self.refuse(whole, Reason::NoValue);
        }
        if !value.chars().any(is_word_character) {
            return self.refuse(whole, Reason::NoWord);
        }
        let limit = if quoted { MAX_PHRASE } else { MAX_WORD };
        if value.chars().nth(limit).is_some() {
            return self.refuse(whole, Reason::TooLong);
        }
        if signs.key == Some(Key::Language) && !is_language(value) {
            return self.refuse(whole, Reason::NoLanguage);
        }
        if self.terms >= MAX_TERMS {
            return self.refuse(whole, Reason::TooMany);
        }
        self.terms += 1;
        let (value_of, excluded) = (|| value.to_owned(), signs.excluded);
        let (filter, scope) = match signs.key {
            None => (None, Scope::Anywhere),
            Some(Key::Title) => (None, Scope::Title),
            Some(Key::In) => {
                let name = value_of();
                (Some(Filter::Collection { name, excluded }), Scope::Anywhere)
            }
            Some(Key::Language) => {
                let tag = value_of();
                (Some(Filter::Language { tag, excluded }), Scope::Anywhere)
            }
            Some(Key::Category) => {
                let name = value_of();
                (Some(Filter::Category { name, excluded }), Scope::Anywhere)
            }
        };
        if let Some(filter) = filter {
            self.loose_or();
            self.query.filters.push(filter);
            return;
        }
        let pattern = if quoted {
            phrase(value)
        } else {
            self.word(whole, value)
        };
        self.place(Term { scope, pattern }, signs.excluded);
    }

    fn place(&mut self, term: Term, excluded: bool) {
        if excluded {
            self.loose_or();
            self.query.excluded.push(term);
            return;
        }
        let joined = self.or == Or::Said;
        self.or = Or::Possible;
        match self.query.required.last_mut() {
            Some(clause) if joined => clause.alternatives.push(term),
            _ => self.query.required.push(Clause {
                alternatives: vec![term],
            }),
        }
    }

    fn word(&mut self, whole: &str, value: &str) -> Pattern {
        let Some(beginning) = value.strip_suffix('*') else {
            return Pattern::Word(value.to_owned());
        };
        let beginning = beginning.trim_end_matches('*');
        let mut letters = beginning.chars().filter(|one| is_word_character(*one));
        let long_enough = match (letters.next(), letters.next()) {
            (Some(_), Some(_)) => true,
            // One character of Chinese is a word's worth.
            (Some(only), None) => !only.is_ascii(),
            _ => false,
        };
        if long_enough {
            Pattern::Prefix(beginning.to_owned())
        } else {
            self.ignore(whole, Reason::ShortPrefix);
            Pattern::Word(beginning.to_owned())
        }
    }

    fn refuse(&mut self, what: &str, why: Reason) {
        self.ignore(what, why);
        self.loose_or();
    }

    /// What comes now cannot be joined by `OR`.
    fn loose_or(&mut self) {
        if self.or == Or::Said {
            self.ignore("OR", Reason::LooseOr);
        }
        self.or = Or::None;
    }

    fn ignore(&mut self, what: &str, why: Reason) {
        if self
            .query
            .ignored
            .iter()
            .filter(|one| one.why == why)
            .count()
            >= MAX_TOLD
        {
            return;
        }
        let mut shown: String = what.chars().take(MAX_SHOWN).collect();
        if shown.len() < what.len() {
            shown.push('…');
        }
        self.query.ignored.push(Ignored { what: shown, why });
    }

    fn finish(mut self) -> Query {
        self.loose_or();
        if self.query.required.is_empty() && !self.query.excluded.is_empty() {
            let excluded = std::mem::take(&mut self.query.excluded);
            for term in excluded {
                let (Pattern::Word(text) | Pattern::Prefix(text) | Pattern::Phrase(text)) =
                    term.pattern;
                self.ignore(&format!("-{text}"), Reason::OnlyExclusions);
            }
        }
        if self.query.required.is_empty() {
            for filter in self.query.filters.clone() {
                self.ignore(&filter.to_string(), Reason::OnlyFilters);
            }
        }
        self.query
    }
}

fn phrase(value: &str) -> Pattern {
    Pattern::Phrase(
        value
            .split(is_space)
            .filter(|one| !one.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// Whether a text may be a BCP 47 tag, by its primary subtag.
fn is_language(text: &str) -> bool {
    let primary = text.split(['-', '_']).next().unwrap_or(text);
    (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」' | '『' | '』'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn word(text: &str) -> Term {
        Term {
            scope: Scope::Anywhere,
            pattern: Pattern::Word(text.to_owned()),
        }
    }

    fn one(term: Term) -> Clause {
        Clause {
            alternatives: vec![term],
        }
    }

    fn reasons(query: &Query) -> Vec<Reason> {
        query.ignored.iter().map(|ignored| ignored.why).collect()
    }

    #[test]
    fn words_are_joined_by_and() {
        let query = parse("  solar\teclipse ");
        assert_eq!(query.required, [one(word("solar")), one(word("eclipse"))]);
        assert!(query.ignored.is_empty());
    }

    #[test]
    fn languages_and_categories_narrow_the_search() {
        let query = parse("tea lang:de -LANG:fr category:\"Tea houses\" -category:Cafés");
        assert_eq!(query.required, [one(word("tea"))]);
        let language = |tag: &str, excluded| Filter::Language {
            tag: tag.into(),
            excluded,
        };
        let category = |name: &str, excluded| Filter::Category {
            name: name.into(),
            excluded,
        };
        assert_eq!(
            query.filters,
            [
                language("de", false),
                language("fr", true),
                category("Tea houses", false),
                category("Cafés", true)
            ]
        );
        assert_eq!(reasons(&parse("tea category:")), [Reason::NoValue]);
    }

    #[test]
    fn phrases_in_any_quotation_marks() {
        for text in ["\"new  moon\"", "“new moon”", "„new moon“", "«new moon»"] {
            let Pattern::Phrase(phrase) = &parse(text).required[0].alternatives[0].pattern else {
                panic!("{text} is a phrase");
            };
            assert_eq!(phrase, "new moon", "{text}");
        }
    }

    #[test]
    fn an_unclosed_quote_is_told_and_its_words_count() {
        let query = parse("\"new moon");
        assert_eq!(query.required, [one(word("new")), one(word("moon"))]);
        assert_eq!(reasons(&query), [Reason::UnclosedQuote]);
    }

    #[test]
    fn a_minus_excludes_only_directly_before() {
        let query = parse("sun -moon - star well-known -\"red giant\"");
        assert_eq!(
            query.required,
            [one(word("sun")), one(word("star")), one(word("well-known"))]
        );
        let phrase = Term {
            scope: Scope::Anywhere,
            pattern: Pattern::Phrase("red giant".into()),
        };
        assert_eq!(query.excluded, [word("moon"), phrase]);
        assert_eq!(reasons(&query), [Reason::NoWord], "the lone minus");
    }

    #[test]
    fn or_binds_closer_than_and() {
        let query = parse("eclipse solar OR lunar or");
        assert_eq!(query.required.len(), 3);
        assert_eq!(
            query.required[1].alternatives,
            [word("solar"), word("lunar")]
        );
        assert_eq!(query.required[2], one(word("or")));
    }

    #[test]
    fn a_loose_or_is_told() {
        for text in [
            "OR moon",
            "moon OR",
            "moon OR OR sun",
            "moon OR -sun",
            "moon OR in:x",
        ] {
            assert_eq!(reasons(&parse(text)), [Reason::LooseOr], "{text}");
        }
    }

    #[test]
    fn beginnings_titles_and_collections() {
        let query = parse("astro* TITLE:moon title:\"new moon\" in:starter -in:own");
        assert_eq!(
            query.required[0].alternatives[0].pattern,
            Pattern::Prefix("astro".into())
        );
        assert_eq!(query.required[1].alternatives[0].scope, Scope::Title);
        assert_eq!(
            query.required[2].alternatives[0],
            Term {
                scope: Scope::Title,
                pattern: Pattern::Phrase("new moon".into())
            }
        );
        assert!(query.includes_collection("starter"));
        assert!(!query.includes_collection("own") && !query.includes_collection("other"));
        assert!(parse("moon").includes_collection("anything"));
    }

    #[test]
    fn what_cannot_be_used_is_told() {
        let long = "x".repeat(MAX_WORD + 1);
        for (text, reason) in [
            ("a*", Reason::ShortPrefix),
            ("title: ", Reason::NoValue),
            ("&", Reason::NoWord),
            ("\"\"", Reason::NoWord),
            ("-moon", Reason::OnlyExclusions),
            ("category:Tea", Reason::OnlyFilters),
            ("-in:starter", Reason::OnlyFilters),
            ("moon lang:german", Reason::NoLanguage),
            ("moon lang:d", Reason::NoLanguage),
            (long.as_str(), Reason::TooLong),
        ] {
            assert_eq!(reasons(&parse(text)), [reason], "{text}");
        }
        assert!(!parse("京*").is_empty());
    }

    #[test]
    fn the_last_word_may_still_be_being_typed() {
        for (text, last) in [
            ("solar ecl", Some("ecl")),
            ("ecl", Some("ecl")),
            ("tea title:ecl", Some("ecl")),
            ("moon OR ecl", Some("ecl")),
            ("solar ecl ", None),
            ("solar e", None),
            ("tea -tea", None),
            ("tea in:tea", None),
            ("\"solar ecl\"", None),
            ("ecl*", None),
            ("", None),
        ] {
            let query = parse(text);
            let begun = query.with_last_begun(text);
            let term = begun.as_ref().and_then(|begun| begun.wanted().last());
            let expected = last.map(|last| Pattern::Prefix(last.to_owned()));
            assert_eq!(term.map(|term| term.pattern.clone()), expected, "{text}");
            let terms = begun.map(|begun| begun.wanted().count());
            assert!(terms.is_none_or(|count| count == query.wanted().count()));
        }
    }

    #[test]
    fn ten_thousand_words_are_thirty_two() {
        let query = parse(&"word ".repeat(10_000));
        assert_eq!(query.required.len(), MAX_TERMS);
        assert_eq!(query.ignored.len(), MAX_TOLD);
    }

    proptest! {
        #[test]
        fn any_string_is_a_bounded_query(text in any::<String>()) {
            let query = parse(&text);
            let terms = query.wanted().count() + query.excluded.len() + query.filters.len();
            prop_assert!(terms <= MAX_TERMS);
            prop_assert!(query.ignored.len() <= 8 * MAX_TOLD);
        }

        #[test]
        fn operators_in_any_order_are_a_query(text in "([a-b*:\"“ -]|OR |title:|in:|\u{0}){0,60}") {
            let query = parse(&text);
            for clause in &query.required {
                prop_assert!(!clause.alternatives.is_empty());
            }
            prop_assert!(!query.required.is_empty() || query.excluded.is_empty());
        }
    }
}
