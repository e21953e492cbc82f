//! Searching titles, texts, and the person's own marks.

mod asked;
mod marks;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock, Mutex};

use pandect_core::address::Address;
use pandect_core::fold::is_word_character;
use pandect_core::query::{self, Filter, Pattern, Query};
use pandect_search::{
    Cancel, Facet, FullTextIndex, Hit, Hits, SearchLimits, TitleIndex, correct, find_hits,
    search_all, snippet, suggest_all, tally,
};
use pandect_store::CollectionRow;
use rayon::{ThreadPool, ThreadPoolBuilder};

pub(crate) use asked::Asked;

use crate::collections::CollectionTitles;
use crate::dto::{
    FilterCount, Passage, SearchFilters, SearchOptions, SearchResult, SearchResults, Snippet,
    Suggestion,
};
use crate::indexes::{Failed, Index, Opened};
use crate::{Error, Library, Result, locked};

const RESULTS: u32 = 20;
/// Results of one answer, whatever is asked for.
const MOST_RESULTS: u32 = 200;
/// Suggestions of one answer, whatever is asked for.
const MOST_SUGGESTIONS: u32 = 50;
/// Collections, languages or categories that are counted for the person.
const MOST_FILTERS: usize = 12;
/// Words of a query that may be misspelt.
const MOST_CORRECTED: usize = 6;
/// Characters of a snippet.
const SNIPPET: usize = 220;

impl Library {
    /// Titles that fit what was typed so far. A newer call ends the one before it, which fails as
    /// cancelled, and so does a search of texts that is under way: another key was pressed.
    pub fn suggest(&self, text: &str, limit: u32) -> Result<Vec<Suggestion>> {
        let cancel = newest(&self.suggesting);
        locked(&self.searching).cancel();
        let opened = self.open_searched()?;
        let titles: Vec<_> = opened
            .indexes
            .iter()
            .map(|(name, index)| (name.as_str(), &index.titles))
            .collect();
        let limit = usize::try_from(limit.min(MOST_SUGGESTIONS)).unwrap_or(0);
        let hits = suggest_all(&titles, text, limit, &cancel);
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let collection_titles = opened.collection_titles();
        let suggestion = |(collection, hit): (&str, pandect_search::TitleHit)| Suggestion {
            address: Address {
                collection: collection.to_owned(),
                path: hit.path,
                section: None,
            }
            .to_string(),
            title: hit.title,
            collection_title: collection_titles.of(collection),
            collection: collection.to_owned(),
            redirect_from: hit.redirect_from,
            misspelt: hit.tier.is_misspelt(),
        };
        Ok(hits.into_iter().map(suggestion).collect())
    }

    /// Articles whose texts have what is asked for, and the person's marks that have. A newer call
    /// ends the one before it, which fails as cancelled.
    pub fn search(&self, text: &str, options: SearchOptions) -> Result<SearchResults> {
        let cancel = newest(&self.searching);
        let query = narrowed(query::parse(text), &options);
        if let Some(only) = &options.collection {
            self.collection(only)?;
        }
        let opened = self.open_indexes(looked_in(&query, options.collection.as_deref()))?;
        let count = |number: u32| usize::try_from(number).unwrap_or(0);
        let limits = SearchLimits {
            limit: count(options.limit.unwrap_or(RESULTS).min(MOST_RESULTS)),
            offset: count(options.offset.unwrap_or(0)),
            count_all: true,
        };
        let typed = (options.typing == Some(true)).then_some(text);
        let Found {
            hits,
            query,
            damaged,
        } = find(opened.texts(), query, typed, limits, &cancel)?;
        let collection_titles = opened.collection_titles();
        let results = self.results(hits.hits, &query, &collection_titles, &cancel);
        let nothing_has_all = hits.relaxed || hits.total == 0;
        let did_you_mean =
            nothing_has_all.then(|| corrected(text, &query, &opened.indexes, &cancel));
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let marks = if limits.offset == 0 {
            let only = options.collection.as_deref();
            self.search_marks(&query, only, &opened.collections)?
        } else {
            // They were told with the first results.
            Vec::new()
        };
        let damaged = damaged
            .iter()
            .map(|name| Failed::unusable(collection_titles.of(name), false));
        let failed: Vec<_> = opened.failed.into_iter().chain(damaged).collect();
        let ignored = query.ignored.iter().map(ToString::to_string);
        let unknown = unknown_collections(&query, &opened.collections);
        Ok(SearchResults {
            total: hits.total,
            results,
            relaxed: hits.relaxed,
            did_you_mean: did_you_mean.flatten(),
            ignored: ignored
                .chain(unknown)
                .chain(failed.iter().map(not_found))
                .collect(),
            marks,
        })
    }

    /// How many of the articles that fit are of each collection, language and category. A newer call
    /// ends the one before it, which fails as cancelled.
    pub fn search_filters(&self, text: &str, options: SearchOptions) -> Result<SearchFilters> {
        let cancel = newest(&self.counting);
        let typed = query::parse(text);
        let all = self.open_indexes(looked_in(&typed, None))?;
        let titles = all.collection_titles();
        let chosen = match &options.collection {
            Some(name) => &self.open_indexes(looked_in(&typed, Some(name)))?,
            None => &all,
        };
        let counts = |facet: Facet, opened: &Opened, options: &SearchOptions| -> Result<Vec<_>> {
            let query = narrowed(typed.clone(), options);
            Ok(tally(&opened.texts(), &query, facet, &cancel)?)
        };
        let without_collection = SearchOptions {
            collection: None,
            ..options.clone()
        };
        let without_language = SearchOptions {
            language: None,
            ..options.clone()
        };
        let without_category = SearchOptions {
            category: None,
            ..options
        };
        let listed = |counts: Vec<(String, u64)>, title: &dyn Fn(&str) -> String| {
            let listed = counts.into_iter().take(MOST_FILTERS);
            listed
                .map(|(value, count)| FilterCount {
                    title: title(&value),
                    value,
                    count,
                })
                .collect()
        };
        let collections = counts(Facet::Collection, &all, &without_collection)?;
        let languages = counts(Facet::Language, chosen, &without_language)?;
        let categories = counts(Facet::Category, chosen, &without_category)?;
        Ok(SearchFilters {
            collections: listed(collections, &|name| titles.of(name)),
            languages: listed(languages, &str::to_owned),
            categories: listed(categories, &str::to_owned),
        })
    }

    /// Where the words of a query stand in an article.
    pub fn find_hits(&self, address: &str, text: &str) -> Result<Vec<Passage>> {
        let loaded = self.page(&self.resolve(&Self::address(address)?)?.address)?;
        let hits_of = |query: &Query| find_hits(&loaded.page.text, query, &loaded.page.language);
        let query = query::parse(text);
        let mut hits = hits_of(&query);
        // It may have been found while its last word was being typed.
        if let Some(begun) = query.with_last_begun(text) {
            let last = Query {
                required: query.required.last().cloned().into_iter().collect(),
                ..Query::default()
            };
            if hits_of(&last).is_empty() {
                hits = hits_of(&begun);
            }
        }
        Ok(hits
            .into_iter()
            .map(|hit| Passage {
                start: hit.start,
                end: hit.end,
            })
            .collect())
    }

    /// What is shown of hits, by all processors: most of the time goes into reading their texts.
    fn results(
        &self,
        hits: Vec<Hit>,
        query: &Query,
        titles: &CollectionTitles,
        cancel: &Cancel,
    ) -> Vec<SearchResult> {
        let mut shown: Vec<_> = hits.into_iter().map(|hit| (hit, None)).collect();
        let mut waiting: Vec<_> = shown.iter_mut().collect();
        // What takes long is begun first.
        waiting.sort_by_key(|(hit, _)| hit.keeps_text());
        by_readers(|| {
            rayon::scope_fifo(|scope| {
                for (hit, result) in waiting {
                    scope.spawn_fifo(move |_| {
                        if !cancel.is_cancelled() {
                            // An article that cannot be coped with is left out.
                            let show = AssertUnwindSafe(|| self.result(hit, query, titles));
                            *result = catch_unwind(show).ok();
                        }
                    });
                }
            });
        });
        shown.into_iter().filter_map(|(_, result)| result).collect()
    }

    fn result(&self, hit: &Hit, query: &Query, titles: &CollectionTitles) -> SearchResult {
        let address = Address {
            collection: hit.collection.clone(),
            path: hit.path.clone(),
            section: None,
        };
        let kept = hit.snippet(query, SNIPPET);
        let cut = kept.or_else(|| {
            let (text, language) = self.text_at(&address).ok()?;
            Some(snippet(&text, query, &language, SNIPPET))
        });
        SearchResult {
            title: hit.title.clone(),
            address: address.to_string(),
            collection_title: titles.of(&hit.collection),
            collection: hit.collection.clone(),
            // Where the article cannot be read just now, its title is still an answer.
            snippet: snippet_view(cut.unwrap_or_default()),
            score: hit.score,
        }
    }
}

/// What was found, and how.
struct Found {
    hits: Hits,
    /// The query that found it.
    query: Query,
    /// Names of collections whose indexes turned out to be damaged, and were left out.
    damaged: Vec<String>,
}

/// Articles that fit; where nothing does of a text that is still being typed, those that fit its beginning.
fn find(
    mut texts: Vec<(&str, &FullTextIndex)>,
    query: Query,
    typed: Option<&str>,
    limits: SearchLimits,
    cancel: &Cancel,
) -> Result<Found> {
    let mut damaged = Vec::new();
    let mut search = |query: &Query| -> Result<Hits> {
        let error = match search_all(&texts, query, limits, cancel) {
            Ok(hits) => return Ok(hits),
            Err(error) if error.is_mended_by_rebuilding() => error,
            Err(error) => return Err(error.into()),
        };
        tracing::warn!(%error, "a collection is not searched");
        // Scores come from statistics of all, so that which of them it is shows when each is asked alone.
        texts.retain(|one| {
            let is_well = search_all(&[*one], query, limits, cancel).is_ok();
            if !is_well {
                damaged.push(one.0.to_owned());
            }
            is_well
        });
        Ok(search_all(&texts, query, limits, cancel)?)
    };
    let mut hits = search(&query)?;
    let mut query = query;
    if let Some(text) = typed
        && (hits.relaxed || hits.total == 0)
        && let Some(begun) = query.with_last_begun(text)
    {
        let again = search(&begun)?;
        if again.total > 0 && !again.relaxed {
            (hits, query) = (again, begun);
        }
    }
    Ok(Found {
        hits,
        query,
        damaged,
    })
}

/// The collections that are looked in: the one that was chosen beside a query, or those that are searched,
/// and those that it names though they are not.
fn looked_in<'a>(
    query: &'a Query,
    only: Option<&'a str>,
) -> impl Fn(&CollectionRow) -> bool + use<'a> {
    move |row| {
        only.map_or_else(
            || row.searched || query.names_collection(&row.name),
            |only| row.name == only,
        )
    }
}

/// What to say of collections that a query names and nobody has.
fn unknown_collections<'a>(
    query: &'a Query,
    collections: &'a [CollectionRow],
) -> impl Iterator<Item = String> + use<'a> {
    let is_there = |name: &str| {
        let mut rows = collections.iter();
        rows.any(|row| row.name.eq_ignore_ascii_case(name))
    };
    let named = query.collections_named();
    let unknown = named.filter(move |name| !is_there(name));
    unknown.map(|name| format!("No collection has the name `{name}`."))
}

/// A query with the filters that were chosen beside it.
fn narrowed(mut query: Query, options: &SearchOptions) -> Query {
    let excluded = false;
    let language = options.language.clone();
    let category = options.category.clone();
    query
        .filters
        .extend(language.map(|tag| Filter::Language { tag, excluded }));
    query
        .filters
        .extend(category.map(|name| Filter::Category { name, excluded }));
    query
}

/// What was typed, with words that titles have in place of those that none has.
fn corrected(
    text: &str,
    query: &Query,
    indexes: &[(String, Arc<Index>)],
    cancel: &Cancel,
) -> Option<String> {
    let titles: Vec<&TitleIndex> = indexes.iter().map(|(_, index)| &index.titles).collect();
    let mut corrected = text.to_owned();
    // Terms come as they were typed: each is looked for behind the one before.
    let mut behind = 0;
    for term in query.wanted().take(MOST_CORRECTED) {
        let (Pattern::Word(typed) | Pattern::Prefix(typed) | Pattern::Phrase(typed)) =
            &term.pattern;
        let Some(at) = find_word(&corrected, behind, typed) else {
            continue;
        };
        behind = at + typed.len();
        if let Pattern::Word(word) = &term.pattern
            && let Some(meant) = correct(&titles, word, cancel)
        {
            corrected.replace_range(at..behind, &meant);
            behind = at + meant.len();
        }
    }
    (corrected != text).then_some(corrected)
}

/// Where a word stands that is no part of another one, from a place on.
fn find_word(text: &str, from: usize, word: &str) -> Option<usize> {
    let is_free = |(at, _): &(usize, &str)| {
        let (before, after) = (&text[..*at], &text[at + word.len()..]);
        !before.ends_with(is_word_character) && !after.starts_with(is_word_character)
    };
    let found = text.match_indices(word);
    let mut found = found.filter(|(at, _)| *at >= from).filter(is_free);
    found.next().map(|(at, _)| at)
}

/// Lets threads do it that wait for disks, so that searching need not.
pub(crate) fn by_readers(work: impl FnOnce() + Send) {
    static READERS: LazyLock<Option<ThreadPool>> =
        LazyLock::new(|| ThreadPoolBuilder::new().build().ok());
    match &*READERS {
        Some(readers) => readers.install(work),
        None => work(),
    }
}

/// What to say of a collection whose index could not be made anew.
fn not_found(
    Failed {
        title,
        why,
        has_before,
    }: &Failed,
) -> String {
    if *has_before {
        format!("What changed last in {title} is not found: {why}.")
    } else {
        format!("{title} is not searched: {why}.")
    }
}

/// A token for the newest call of a kind; the one before it is told to stop.
fn newest(current: &Mutex<Cancel>) -> Cancel {
    let mut current = locked(current);
    current.cancel();
    *current = Cancel::new();
    current.clone()
}

fn snippet_view(cut: pandect_search::Snippet) -> Snippet {
    let hits = cut
        .hits
        .into_iter()
        .map(|hit| Passage {
            start: hit.start,
            end: hit.end,
        })
        .collect();
    Snippet {
        text: cut.text,
        hits,
    }
}
