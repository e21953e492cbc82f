//! Searching titles, texts, and the person's own marks.

use std::sync::Mutex;

use pandect_core::address::Address;
use pandect_core::fold::fold;
use pandect_core::query::{self, Query};
use pandect_search::{Cancel, SearchLimits, find_hits, search_all, snippet, suggest_all};

use crate::dto::{
    Annotation, AnnotationFilter, Bookmark, MarkHit, MarkHitKind, Passage, SearchOptions,
    SearchResult, SearchResults, Snippet, Suggestion,
};
use crate::{Error, Library, Result, locked};

const RESULTS: u32 = 20;
/// Results of one answer, whatever is asked for.
const MOST_RESULTS: u32 = 200;
/// Suggestions of one answer, whatever is asked for.
const MOST_SUGGESTIONS: u32 = 50;
/// Marks of one answer.
const MARKS: usize = 20;
/// Characters of a snippet.
const SNIPPET: usize = 220;

impl Library {
    /// Titles that fit what was typed so far. A newer call ends the one before it, which fails as
    /// cancelled.
    pub fn suggest(&self, text: &str, limit: u32) -> Result<Vec<Suggestion>> {
        let cancel = newest(&self.suggesting);
        let indexes = self.open_indexes(None)?;
        let titles: Vec<_> = indexes
            .iter()
            .map(|(name, index)| (name.as_str(), &index.titles))
            .collect();
        let limit = usize::try_from(limit.min(MOST_SUGGESTIONS)).unwrap_or(0);
        let hits = suggest_all(&titles, text, limit, &cancel);
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let names = self.collection_titles()?;
        let suggestion = |(collection, hit): (&str, pandect_search::TitleHit)| Suggestion {
            address: Address {
                collection: collection.to_owned(),
                path: hit.path,
                section: None,
            }
            .to_string(),
            title: hit.title,
            collection_title: names.of(collection),
            collection: collection.to_owned(),
            redirect_from: hit.redirect_from,
        };
        Ok(hits.into_iter().map(suggestion).collect())
    }

    /// Articles whose texts have what is asked for, and the person's marks that have. A newer call
    /// ends the one before it, which fails as cancelled.
    pub fn search(&self, text: &str, options: SearchOptions) -> Result<SearchResults> {
        let cancel = newest(&self.searching);
        let query = query::parse(text);
        if let Some(only) = &options.collection {
            self.collection(only)?;
        }
        let indexes = self.open_indexes(options.collection.as_deref())?;
        let texts: Vec<_> = indexes
            .iter()
            .filter_map(|(name, index)| Some((name.as_str(), index.text.as_ref()?)))
            .collect();
        let count = |number: u32| usize::try_from(number).unwrap_or(0);
        let limits = SearchLimits {
            limit: count(options.limit.unwrap_or(RESULTS).min(MOST_RESULTS)),
            offset: count(options.offset.unwrap_or(0)),
        };
        let hits = search_all(&texts, &query, limits, &cancel)?;
        let results = hits
            .hits
            .into_iter()
            .map(|hit| self.result(hit, &query))
            .collect::<Result<Vec<_>>>()?;
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        Ok(SearchResults {
            total: hits.total,
            results,
            relaxed: hits.relaxed,
            ignored: query.ignored.iter().map(ToString::to_string).collect(),
            marks: self.search_marks(text, &query)?,
        })
    }

    /// Where the words of a query stand in an article.
    pub fn find_hits(&self, address: &str, text: &str) -> Result<Vec<Passage>> {
        let loaded = self.page(&self.resolve(&Self::address(address)?)?.address)?;
        let hits = find_hits(
            &loaded.page.text,
            &query::parse(text),
            &loaded.page.language,
        );
        Ok(hits
            .into_iter()
            .map(|hit| Passage {
                start: hit.start,
                end: hit.end,
            })
            .collect())
    }

    fn result(&self, hit: pandect_search::Hit, query: &Query) -> Result<SearchResult> {
        let address = Address {
            collection: hit.collection.clone(),
            path: hit.path,
            section: None,
        };
        // Where the article cannot be read just now, its title is still an answer.
        let cut = self.page(&address).map_or_else(
            |_| pandect_search::Snippet::default(),
            |loaded| snippet(&loaded.page.text, query, &loaded.page.language, SNIPPET),
        );
        Ok(SearchResult {
            title: hit.title,
            address: address.to_string(),
            collection_title: self.collection_titles()?.of(&hit.collection),
            collection: hit.collection,
            snippet: snippet_view(cut),
            score: hit.score,
        })
    }

    /// The person's annotations and bookmarks that have all the words.
    fn search_marks(&self, text: &str, query: &Query) -> Result<Vec<MarkHit>> {
        if fold(text).trim().is_empty() {
            return Ok(Vec::new());
        }
        let filter = AnnotationFilter {
            text: Some(text.to_owned()),
            ..AnnotationFilter::default()
        };
        let notes = self.list_annotations(filter)?;
        let mut hits: Vec<_> = notes
            .into_iter()
            .take(MARKS)
            .map(|annotation| annotation_hit(annotation, query))
            .collect();
        let folded = fold(text);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let fits = |bookmark: &Bookmark| {
            let all = fold(&format!("{} {}", bookmark.title, bookmark.tags.join(" ")));
            words.iter().all(|word| all.contains(word))
        };
        let bookmarks = self.list_bookmarks()?.bookmarks;
        hits.extend(
            bookmarks
                .into_iter()
                .filter(fits)
                .take(MARKS)
                .map(|bookmark| bookmark_hit(bookmark, query)),
        );
        Ok(hits)
    }
}

/// A token for the newest call of a kind; the one before it is told to stop.
fn newest(current: &Mutex<Cancel>) -> Cancel {
    let mut current = locked(current);
    current.cancel();
    *current = Cancel::new();
    current.clone()
}

fn annotation_hit(annotation: Annotation, query: &Query) -> MarkHit {
    let words = if annotation.note.is_empty() {
        &annotation.quote
    } else {
        &annotation.note
    };
    MarkHit {
        kind: MarkHitKind::Annotation,
        snippet: snippet_view(snippet(words, query, "", SNIPPET)),
        id: annotation.id,
        address: annotation.address,
        title: annotation.title,
    }
}

fn bookmark_hit(bookmark: Bookmark, query: &Query) -> MarkHit {
    MarkHit {
        kind: MarkHitKind::Bookmark,
        snippet: snippet_view(snippet(&bookmark.tags.join(", "), query, "", SNIPPET)),
        id: bookmark.id,
        address: bookmark.address,
        title: bookmark.title,
    }
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
