//! `suggest` and `search`.

use anyhow::Result;
use pandect_library::Library;
use pandect_library::dto::{
    MarkHit, MarkHitKind, Passage, SearchOptions, SearchResult, SearchResults, Snippet,
};
use serde::Serialize;

use crate::arguments::Search;
use crate::output::{Output, count, one_line};

pub(super) fn suggest(
    library: &Library,
    prefix: &str,
    limit: u32,
    output: &mut Output,
) -> Result<()> {
    let suggestions = library.suggest(prefix, limit)?;
    if output.is_json() {
        return output.json(&suggestions);
    }
    for (number, suggestion) in (1..).zip(&suggestions) {
        match &suggestion.redirect_from {
            Some(from) => {
                output.line(format_args!(
                    "{number:>3}. {} (from {from})",
                    suggestion.title
                ))?;
            }
            None => output.line(format_args!("{number:>3}. {}", suggestion.title))?,
        }
        output.line(format_args!("     {}", suggestion.address))?;
    }
    Ok(())
}

pub(super) fn search(library: &Library, search: &Search, output: &mut Output) -> Result<()> {
    let options = SearchOptions {
        collection: search.collection.clone(),
        limit: Some(search.limit),
        offset: Some(search.offset),
        ..SearchOptions::default()
    };
    let found = library.search(&search.query, options)?;
    if output.is_json() {
        return output.json(&Answer::of(&found));
    }
    output.line(count(found.total, "article"))?;
    if found.relaxed {
        output.line("No article has all the words; these have some.")?;
    }
    if let Some(meant) = &found.did_you_mean {
        output.line(format_args!("Did you mean: {meant}"))?;
    }
    for ignored in &found.ignored {
        output.line(ignored)?;
    }
    for (number, result) in (search.offset.saturating_add(1)..).zip(&found.results) {
        output.line("")?;
        output.line(format_args!("{number:>3}. {}", result.title))?;
        output.line(format_args!("     {}", result.address))?;
        output.line(format_args!("     {}", one_line(&result.snippet)))?;
    }
    if !found.marks.is_empty() {
        output.line("")?;
        output.line("Your notes and bookmarks:")?;
    }
    for mark in &found.marks {
        output.line(format_args!("  {}  {}", kind(mark.kind), mark.title))?;
        output.line(format_args!("     {}", mark.address))?;
        output.line(format_args!("     {}", one_line(&mark.snippet)))?;
    }
    Ok(())
}

/// An answer for scripts: snippets are plain strings, and hits count in code points, as most
/// languages do.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    total: u64,
    relaxed: bool,
    did_you_mean: Option<&'a str>,
    ignored: &'a [String],
    results: Vec<Row<'a>>,
    marks: Vec<MarkRow<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    title: &'a str,
    address: &'a str,
    collection: &'a str,
    collection_title: &'a str,
    snippet: &'a str,
    hits: Vec<Passage>,
    score: f32,
}

#[derive(Serialize)]
struct MarkRow<'a> {
    kind: MarkHitKind,
    id: &'a str,
    title: &'a str,
    address: &'a str,
    snippet: &'a str,
    hits: Vec<Passage>,
}

impl<'a> Answer<'a> {
    fn of(found: &'a SearchResults) -> Self {
        Self {
            total: found.total,
            relaxed: found.relaxed,
            did_you_mean: found.did_you_mean.as_deref(),
            ignored: &found.ignored,
            results: found.results.iter().map(Row::of).collect(),
            marks: found.marks.iter().map(MarkRow::of).collect(),
        }
    }
}

impl<'a> Row<'a> {
    fn of(result: &'a SearchResult) -> Self {
        Self {
            title: &result.title,
            address: &result.address,
            collection: &result.collection,
            collection_title: &result.collection_title,
            snippet: &result.snippet.text,
            hits: in_code_points(&result.snippet),
            score: result.score,
        }
    }
}

impl<'a> MarkRow<'a> {
    fn of(mark: &'a MarkHit) -> Self {
        Self {
            kind: mark.kind,
            id: &mark.id,
            title: &mark.title,
            address: &mark.address,
            snippet: &mark.snippet.text,
            hits: in_code_points(&mark.snippet),
        }
    }
}

fn kind(kind: MarkHitKind) -> &'static str {
    match kind {
        MarkHitKind::Bookmark => "bookmark",
        MarkHitKind::Annotation => "note",
    }
}

fn in_code_points(snippet: &Snippet) -> Vec<Passage> {
    let point = |position: u32| {
        let mut units = 0;
        let before = |character: &char| {
            units += character.len_utf16();
            units <= position as usize
        };
        u32::try_from(snippet.text.chars().take_while(before).count()).unwrap_or(u32::MAX)
    };
    let hits = snippet.hits.iter();
    hits.map(|hit| Passage {
        start: point(hit.start),
        end: point(hit.end),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_count_in_code_points() {
        let hits = vec![Passage { start: 0, end: 2 }, Passage { start: 3, end: 6 }];
        let snippet = Snippet {
            text: "😀 one".to_owned(),
            hits,
        };
        let expected = [Passage { start: 0, end: 1 }, Passage { start: 2, end: 5 }];
        assert_eq!(in_code_points(&snippet), expected);
    }
}
