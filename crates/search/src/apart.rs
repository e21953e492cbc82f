//! Words that were typed without a space and stand apart in texts: `東京首都`, `New-York`.

use std::borrow::Cow;
use std::collections::HashSet;

use pandect_core::query::{Clause, MAX_TERMS, Pattern, Query, Term};

use crate::analysis::parts;

/// The same query with its words taken apart, where one of them is several. What was quoted, excluded, or
/// joined by `OR` stays as it is.
pub(crate) fn apart(query: &Query) -> Option<Query> {
    let required: Vec<Clause> = query
        .required
        .iter()
        .flat_map(taken_apart)
        .take(MAX_TERMS)
        .collect();
    (required != query.required).then(|| Query {
        required,
        ..query.clone()
    })
}

/// The query as it stands in a text: with its words taken apart, unless each of them stands there whole.
pub(crate) fn as_found(query: &Query, whole: impl FnOnce() -> HashSet<usize>) -> Cow<'_, Query> {
    let Some(apart) = apart(query) else {
        return Cow::Borrowed(query);
    };
    if whole().len() == query.wanted().count() {
        Cow::Borrowed(query)
    } else {
        Cow::Owned(apart)
    }
}

fn taken_apart(clause: &Clause) -> Vec<Clause> {
    let [term] = clause.alternatives.as_slice() else {
        return vec![clause.clone()];
    };
    let Pattern::Word(word) = &term.pattern else {
        return vec![clause.clone()];
    };
    let parts = parts(word);
    if parts.len() < 2 {
        return vec![clause.clone()];
    }
    let part = |part: &str| Clause {
        alternatives: vec![Term {
            scope: term.scope,
            pattern: Pattern::Word(part.to_owned()),
        }],
    };
    parts.into_iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use pandect_core::query::parse;

    use super::*;

    #[test]
    fn words_of_several_parts_are_taken_apart() {
        for (text, expected) in [
            ("東京首都", "東京 首都"),
            ("北京大学图书馆 借书", "北京 大学 图书 馆 借书"),
            ("ภาษาไทย", "ภาษา ไทย"),
            (
                "New-York title:well-known",
                "New York title:well title:known",
            ),
            ("DNA复制", "DNA 复制"),
        ] {
            let apart = apart(&parse(text));
            assert_eq!(apart, Some(parse(expected)), "{text}");
        }
    }

    #[test]
    fn everything_else_stays() {
        for text in [
            "tea",
            "\"new-york\"",
            "ab* -well-known",
            "well-known OR other",
            "",
            "'",
        ] {
            assert_eq!(apart(&parse(text)), None, "{text}");
        }
        let many = "東京首都".repeat(50);
        let parts = apart(&parse(&many)).unwrap().required.len();
        assert!(parts <= MAX_TERMS);
    }
}
