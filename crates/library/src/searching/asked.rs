//! A query, as it is asked of the person's marks.

use pandect_core::fold::fold;
use pandect_core::query::{Pattern, Query, Scope, Term};
use pandect_store::MarkRow;

/// What a mark must have, and what not. Marks are short and of any language: a word fits wherever it is
/// written, in the middle of another one too. What is excluded is whole words.
pub(crate) struct Asked {
    /// Of each of these one.
    required: Vec<Vec<Wanted>>,
    excluded: Vec<Wanted>,
}

struct Wanted {
    scope: Scope,
    folded: String,
}

impl Asked {
    pub(crate) fn of(query: &Query) -> Self {
        let required = query.required.iter().map(|clause| {
            let wanted = clause.alternatives.iter().map(Wanted::of);
            wanted.filter(|wanted| !wanted.folded.is_empty()).collect()
        });
        Self {
            required: required.filter(|any: &Vec<_>| !any.is_empty()).collect(),
            excluded: query.excluded.iter().map(Wanted::of).collect(),
        }
    }

    /// Whether nothing is asked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.required.is_empty()
    }

    /// Whether a mark has it, by its words, its tags, and the title of its article.
    pub(crate) fn fits(&self, row: &MarkRow) -> bool {
        if self.is_empty() {
            return true;
        }
        let title = format!(" {} ", fold(&row.article_title));
        let mut all = format!("{}\n{}", row.article_title, row.words);
        for tag in &row.tags {
            all.push('\n');
            all.push_str(tag);
        }
        let all = format!(" {} ", fold(&all));
        let place = |wanted: &Wanted| match wanted.scope {
            Scope::Title => &title,
            Scope::Anywhere => &all,
        };
        let stands = |wanted: &Wanted| place(wanted).contains(&wanted.folded);
        let stands_whole =
            |wanted: &Wanted| place(wanted).contains(&format!(" {} ", wanted.folded));
        self.required.iter().all(|any| any.iter().any(stands))
            && !self.excluded.iter().any(stands_whole)
    }
}

impl Wanted {
    fn of(term: &Term) -> Self {
        let (Pattern::Word(text) | Pattern::Prefix(text) | Pattern::Phrase(text)) = &term.pattern;
        Self {
            scope: term.scope,
            folded: fold(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use pandect_core::query::parse;
    use pandect_store::{MarkId, fresh_id};

    use super::*;

    fn mark(title: &str, words: &str, tags: &[&str]) -> MarkRow {
        MarkRow {
            id: MarkId::Bookmark(fresh_id().parse().unwrap()),
            collection: "notes".into(),
            path: "a".into(),
            article_title: title.into(),
            words: words.into(),
            noted: false,
            color: None,
            read_later: false,
            status: "exact".into(),
            tags: tags.iter().map(|tag| (*tag).into()).collect(),
            created: 0,
            position: -1,
        }
    }

    #[test]
    fn operators_mean_of_marks_what_they_mean_of_articles() {
        let row = mark(
            "Tea (drink)",
            "Häuser, well-known\nfor green leaves",
            &["to read"],
        );
        for (text, fits) in [
            ("", true),
            ("&", true),
            ("TEA hauser", true),
            ("leav", true),
            ("leaves tea", true),
            ("leaves coffee", false),
            ("coffee OR tea green", true),
            ("\"green leaves\"", true),
            ("\"leaves green\"", false),
            ("leaves -green", false),
            ("leaves -gre", true),
            ("leaves -\"to read\"", false),
            ("title:tea", true),
            ("title:leaves", false),
            ("gree*", true),
            ("well-known", true),
            ("read", true),
        ] {
            assert_eq!(Asked::of(&parse(text)).fits(&row), fits, "{text}");
        }
    }
}
