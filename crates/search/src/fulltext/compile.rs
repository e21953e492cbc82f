//! From what somebody asked to what tantivy runs. Nothing that was typed is parsed again here.

use pandect_core::fold::fold;
use pandect_core::query::{Clause, Filter, Pattern, Query, Scope, Term};
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, FuzzyTermQuery, Occur, PhraseQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::excluded::Excluded;
use super::schema::Fields;
use crate::analysis::{Analyzer, Language, Purpose, is_paired, primary_subtag};

/// From so many words on, it counts how near they stand to one another.
pub(super) const MANY_WORDS: usize = 3;
/// Words between two that are near.
const NEAR: u32 = 8;

type Boxed = Box<dyn tantivy::query::Query>;

/// What an article must be of, and what not.
#[derive(Default)]
struct Narrowed {
    within: Vec<Boxed>,
    without: Vec<Boxed>,
}

/// Makes queries for one index.
pub(super) struct Compiler {
    fields: Fields,
    analyzers: Vec<Analyzer>,
}

impl Compiler {
    pub(super) fn new(fields: Fields, languages: &[Language]) -> Self {
        Self {
            fields,
            analyzers: languages.iter().copied().map(Analyzer::new).collect(),
        }
    }

    /// Articles with all that is wanted. Nothing where a part of it is no word in any language.
    pub(super) fn all(&self, query: &Query) -> Option<Boxed> {
        let clauses: Vec<Vec<Boxed>> = query
            .required
            .iter()
            .map(|clause| self.clause(clause))
            .filter(|leaves| !leaves.is_empty())
            .collect();
        self.limited(
            query,
            Occur::Must,
            clauses.into_iter().map(any_of).collect(),
        )
    }

    /// Articles with any of what is wanted.
    pub(super) fn any(&self, query: &Query) -> Option<Boxed> {
        let leaves = query
            .required
            .iter()
            .flat_map(|clause| self.clause(clause))
            .collect();
        self.limited(query, Occur::Should, leaves)
    }

    /// For each two neighbouring words of a query of many: that they stand near one another, in this order.
    pub(super) fn neighbours(&self, query: &Query) -> Vec<PhraseQuery> {
        let Some(analyzer) = self.analyzers.first() else {
            return Vec::new();
        };
        let term = |clause: &Clause| -> Option<tantivy::Term> {
            let word = plain_word(clause)?;
            let mut written = String::new();
            let range = analyzer.words(word, Purpose::Query).next()?;
            analyzer.term(&word[range], &mut written);
            Some(tantivy::Term::from_field_text(self.fields.text, &written))
        };
        let terms: Vec<_> = query.required.iter().filter_map(term).collect();
        if terms.len() < MANY_WORDS {
            return Vec::new();
        }
        let pairs = terms.windows(2).filter(|pair| pair[0] != pair[1]);
        pairs
            .map(|pair| {
                let mut near = PhraseQuery::new(pair.to_vec());
                near.set_slop(NEAR);
                near
            })
            .collect()
    }

    /// Of each word that was typed, the terms that stand for it in titles; nothing where anything else
    /// than plain words was, or a word that is several.
    pub(super) fn title_words(&self, query: &Query) -> Vec<Vec<tantivy::Term>> {
        let terms = |clause: &Clause| -> Option<Vec<tantivy::Term>> {
            let word = plain_word(clause)?;
            let single = |terms: Vec<String>| <[String; 1]>::try_from(terms).ok();
            let terms = self.forms(word).into_iter().map(single);
            let named =
                |[term]: [String; 1]| tantivy::Term::from_field_text(self.fields.title, &term);
            terms.map(|terms| terms.map(named)).collect()
        };
        let words: Option<Vec<_>> = query.required.iter().map(terms).collect();
        let mut words = words.unwrap_or_default();
        // `&` is no word in any language.
        words.retain(|terms| !terms.is_empty());
        words
    }

    /// The term of articles whose title is what was typed.
    pub(super) fn name(&self, query: &Query) -> Option<tantivy::Term> {
        let mut words = Vec::new();
        for clause in &query.required {
            match clause.alternatives.as_slice() {
                [
                    Term {
                        scope: Scope::Anywhere,
                        pattern: Pattern::Word(word),
                    },
                ] => {
                    words.push(word.as_str());
                }
                [
                    Term {
                        scope: Scope::Anywhere,
                        pattern: Pattern::Phrase(phrase),
                    },
                ] => {
                    words.push(phrase.as_str());
                }
                _ => return None,
            }
        }
        Some(tantivy::Term::from_field_text(
            self.fields.name,
            &fold(&words.join(" ")),
        ))
    }

    fn limited(&self, query: &Query, occur: Occur, mut wanted: Vec<Boxed>) -> Option<Boxed> {
        let Narrowed {
            within,
            mut without,
        } = self.narrowed(query);
        without.extend(query.excluded.iter().flat_map(|term| self.term(term)));
        if without.is_empty() && within.is_empty() && wanted.len() <= 1 {
            return wanted.pop();
        }
        if wanted.is_empty() {
            return None;
        }
        if without.is_empty() && within.is_empty() {
            let clauses = wanted.into_iter().map(|one| (occur, one)).collect();
            return Some(Box::new(BooleanQuery::new(clauses)));
        }
        // What is wanted in a query of its own, so that one of several is still asked for.
        let positive = wanted.into_iter().map(|one| (occur, one)).collect();
        let mut clauses: Vec<(Occur, Boxed)> =
            vec![(Occur::Must, Box::new(BooleanQuery::new(positive)))];
        let forbidden = |one| (Occur::MustNot, Box::new(Excluded(one)) as Boxed);
        // Where an article stands says nothing of how well it fits.
        let unscored = |one| {
            (
                Occur::Must,
                Box::new(ConstScoreQuery::new(one, 0.0)) as Boxed,
            )
        };
        clauses.extend(within.into_iter().map(unscored));
        clauses.extend(without.into_iter().map(forbidden));
        Some(Box::new(BooleanQuery::new(clauses)))
    }

    /// What the filters by language and category ask for. Any of several languages will do; of several
    /// categories an article must have all.
    fn narrowed(&self, query: &Query) -> Narrowed {
        let exact = |field, text: &str| -> Boxed {
            let term = tantivy::Term::from_field_text(field, text);
            Box::new(TermQuery::new(term, IndexRecordOption::Basic))
        };
        let (mut languages, mut narrowed) = (Vec::new(), Narrowed::default());
        for filter in &query.filters {
            let (leaf, excluded) = match filter {
                Filter::Collection { .. } => continue,
                Filter::Language { tag, excluded } => {
                    let tag = primary_subtag(&tag.to_lowercase());
                    let leaf = exact(self.fields.language, &tag);
                    if !excluded {
                        languages.push(leaf);
                        continue;
                    }
                    (leaf, excluded)
                }
                Filter::Category { name, excluded } => {
                    (exact(self.fields.category, &fold(name)), excluded)
                }
            };
            if *excluded {
                narrowed.without.push(leaf);
            } else {
                narrowed.within.push(leaf);
            }
        }
        if !languages.is_empty() {
            narrowed.within.push(any_of(languages));
        }
        narrowed
    }

    fn clause(&self, clause: &Clause) -> Vec<Boxed> {
        clause
            .alternatives
            .iter()
            .flat_map(|term| self.term(term))
            .collect()
    }

    /// What may stand for a term: one leaf for each form that its languages give it.
    fn term(&self, term: &Term) -> Vec<Boxed> {
        let field = match term.scope {
            Scope::Anywhere => self.fields.text,
            Scope::Title => self.fields.title,
        };
        match &term.pattern {
            Pattern::Word(text) | Pattern::Phrase(text) => self.words(field, text),
            Pattern::Prefix(text) => self.beginnings(field, text),
        }
    }

    fn words(&self, field: Field, text: &str) -> Vec<Boxed> {
        let mut leaves: Vec<Boxed> = Vec::new();
        for terms in self.forms(text) {
            if let [only] = terms.as_slice() {
                if is_lone_character(only) {
                    leaves.push(beginning(field, only));
                } else {
                    leaves.push(word(field, only));
                }
            } else {
                let terms = terms
                    .iter()
                    .map(|term| tantivy::Term::from_field_text(field, term));
                leaves.push(Box::new(PhraseQuery::new(terms.collect())));
            }
        }
        leaves
    }

    fn beginnings(&self, field: Field, text: &str) -> Vec<Boxed> {
        let mut leaves: Vec<Boxed> = Vec::new();
        let mut begun: Vec<String> = Vec::new();
        for analyzer in &self.analyzers {
            let Some(last) = analyzer.words(text, Purpose::Query).last() else {
                continue;
            };
            let mut written = String::new();
            analyzer.beginning(&text[last.clone()], &mut written);
            if !begun.contains(&written) {
                begun.push(written);
            }
        }
        let Some(cut) = self.analyzers.first().and_then(|analyzer| {
            analyzer
                .words(text, Purpose::Query)
                .last()
                .map(|last| last.start)
        }) else {
            return leaves;
        };
        // Of `New-Yor*` only the last word is begun; the others stand before it.
        let before: Vec<Boxed> = self.words(field, &text[..cut]);
        leaves.extend(begun.iter().map(|written| beginning(field, written)));
        // A whole word with a star: its stem may be shorter than what was typed.
        leaves.extend(self.words(field, &text[cut..]));
        if before.is_empty() {
            return leaves;
        }
        let clauses = vec![(Occur::Must, any_of(before)), (Occur::Must, any_of(leaves))];
        vec![Box::new(BooleanQuery::new(clauses))]
    }

    /// The terms of a text in each language, without repetition.
    fn forms(&self, text: &str) -> Vec<Vec<String>> {
        let mut forms: Vec<Vec<String>> = Vec::new();
        for analyzer in &self.analyzers {
            let mut terms = Vec::new();
            for range in analyzer.words(text, Purpose::Query) {
                let mut term = String::new();
                analyzer.term(&text[range], &mut term);
                terms.push(term);
            }
            if !terms.is_empty() && !forms.contains(&terms) {
                forms.push(terms);
            }
        }
        forms
    }
}

/// The word that a clause asks for, where it asks for nothing but one, anywhere.
fn plain_word(clause: &Clause) -> Option<&str> {
    match clause.alternatives.as_slice() {
        [
            Term {
                scope: Scope::Anywhere,
                pattern: Pattern::Word(word),
            },
        ] => Some(word),
        _ => None,
    }
}

/// A single Chinese or Japanese character: in texts it stands at the beginning of pairs.
fn is_lone_character(term: &str) -> bool {
    let mut characters = term.chars();
    characters.next().is_some_and(is_paired) && characters.next().is_none()
}

fn word(field: Field, term: &str) -> Boxed {
    let term = tantivy::Term::from_field_text(field, term);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

fn beginning(field: Field, term: &str) -> Boxed {
    let term = tantivy::Term::from_field_text(field, term);
    Box::new(FuzzyTermQuery::new_prefix(term, 0, false))
}

fn any_of(mut leaves: Vec<Boxed>) -> Boxed {
    if leaves.len() == 1
        && let Some(only) = leaves.pop()
    {
        return only;
    }
    Box::new(BooleanQuery::union(leaves))
}
