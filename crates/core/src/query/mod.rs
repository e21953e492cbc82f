//! Queries: what somebody typed, as a tree. Any text is a query; what could not be used is told.
//!
//! | typed | meaning |
//! |---|---|
//! | `solar eclipse` | both words |
//! | `"solar eclipse"` | the words in this order, side by side |
//! | `solar OR lunar` | either; binds closer than the space, so `eclipse solar OR lunar` asks for `eclipse` |
//! | `-moon`, `-"new moon"` | without it; the minus stands directly before |
//! | `astro*` | words that begin so |
//! | `title:moon`, `title:"new moon"` | in the title |
//! | `in:starter`, `-in:starter` | only in this collection, in all but this one |
//! | `lang:de`, `-lang:de` | only in this language, in all but this one |
//! | `category:Tea`, `-category:"Tea houses"` | only of this category, not of it |
//!
//! Words are kept as typed: folding, stemming and segmenting belong to the index, which knows the
//! language.

mod parser;

use std::fmt;

pub use parser::parse;

/// Words, phrases and filters together are at most so many; the rest is ignored.
pub const MAX_TERMS: usize = 32;
/// A word is at most so many characters.
pub const MAX_WORD: usize = 256;
/// A phrase is at most so many characters.
pub const MAX_PHRASE: usize = 1024;

/// What somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// All of these are wanted.
    pub required: Vec<Clause>,
    /// None of these is.
    pub excluded: Vec<Term>,
    /// Where to look.
    pub filters: Vec<Filter>,
    /// What was not used, in its order.
    pub ignored: Vec<Ignored>,
}

impl Query {
    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.required.is_empty()
    }

    /// Whether a collection is searched at all.
    pub fn includes_collection(&self, name: &str) -> bool {
        let is_excluded = self.filters.iter().any(|filter| {
            matches!(filter, Filter::Collection { name: other, excluded: true }
                if other.eq_ignore_ascii_case(name))
        });
        let names_none = self.collections_named().next().is_none();
        !is_excluded && (names_none || self.names_collection(name))
    }

    /// Whether a collection is named as one to look in.
    pub fn names_collection(&self, name: &str) -> bool {
        self.collections_named()
            .any(|other| other.eq_ignore_ascii_case(name))
    }

    /// The collections that are named as those to look in.
    pub fn collections_named(&self) -> impl Iterator<Item = &str> {
        self.filters.iter().filter_map(|filter| match filter {
            Filter::Collection {
                name,
                excluded: false,
            } => Some(name.as_str()),
            _ => None,
        })
    }

    /// The same query with its last word as a beginning, where `text`, of which it was read, ends with that
    /// word: it may still be being typed.
    pub fn with_last_begun(&self, text: &str) -> Option<Self> {
        let mut begun = self.clone();
        let last = begun.required.last_mut()?.alternatives.last_mut()?;
        let Pattern::Word(word) = &last.pattern else {
            return None;
        };
        let before = text.strip_suffix(word.as_str())?;
        let stands_last = match last.scope {
            Scope::Anywhere => before.is_empty() || before.ends_with(char::is_whitespace),
            Scope::Title => before.ends_with([':', '\u{ff1a}']),
        };
        if !stands_last || word.chars().nth(1).is_none() {
            return None;
        }
        last.pattern = Pattern::Prefix(word.clone());
        Some(begun)
    }

    /// Every term that is wanted, alternatives included.
    pub fn wanted(&self) -> impl Iterator<Item = &Term> {
        self.required
            .iter()
            .flat_map(|clause| clause.alternatives.iter())
    }
}

/// One thing that is wanted: any of its alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// At least one.
    pub alternatives: Vec<Term>,
}

/// A word, beginning or phrase, and where it is to stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Where it is to stand.
    pub scope: Scope,
    /// What is to stand there.
    pub pattern: Pattern,
}

/// The part of an article that a term is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The title or the text.
    Anywhere,
    /// The title.
    Title,
}

/// What a term looks for, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// A word, in any of its forms. What looks like one may be several in the index's language.
    Word(String),
    /// Words that begin so.
    Prefix(String),
    /// Words side by side, in this order.
    Phrase(String),
}

/// What narrows the places searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// By collection.
    Collection {
        /// The collection's name.
        name: String,
        /// Everywhere but there.
        excluded: bool,
    },
    /// By language.
    Language {
        /// A BCP 47 tag, of which the first part counts.
        tag: String,
        /// Every language but that.
        excluded: bool,
    },
    /// By category.
    Category {
        /// The category's name, in any case.
        name: String,
        /// What is not of it.
        excluded: bool,
    },
}

impl fmt::Display for Filter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (key, value, excluded) = match self {
            Self::Collection { name, excluded } => ("in", name, excluded),
            Self::Language { tag, excluded } => ("lang", tag, excluded),
            Self::Category { name, excluded } => ("category", name, excluded),
        };
        let minus = if *excluded { "-" } else { "" };
        write!(formatter, "{minus}{key}:{value}")
    }
}

/// A part of a query that was not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// The part, shortened.
    pub what: String,
    /// Why it was not.
    pub why: Reason,
}

impl fmt::Display for Ignored {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` was left out: {}", self.what, self.why)
    }
}

/// Why a part of a query was not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// It has no letter and no digit.
    NoWord,
    /// A word or phrase is too long.
    TooLong,
    /// There are too many words.
    TooMany,
    /// The quotation mark is not closed; the words count one by one.
    UnclosedQuote,
    /// `OR` does not stand between two words or phrases.
    LooseOr,
    /// A beginning of one letter fits too much; it counts as a word.
    ShortPrefix,
    /// Nothing follows the colon.
    NoValue,
    /// Only words to leave out were given, and none to look for.
    OnlyExclusions,
    /// Only places to look in were given, and no word to look for.
    OnlyFilters,
    /// It is no tag of a language.
    NoLanguage,
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoWord => "there is no letter or digit in it",
            Self::TooLong => "it is too long",
            Self::TooMany => "a search takes at most 32 words",
            Self::UnclosedQuote => "the closing quotation mark is missing",
            Self::LooseOr => "OR stands between two words or phrases",
            Self::ShortPrefix => "a beginning needs two letters",
            Self::NoValue => "nothing follows the colon",
            Self::OnlyExclusions => "there is nothing to look for besides",
            Self::OnlyFilters => "it says where to look, and a word to look for is missing",
            Self::NoLanguage => "a language is written in two or three letters, as `de` is",
        })
    }
}
