//! Looking through the segments of all indexes that are searched: by all processors, where they are large.

use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use tantivy::query::{EnableScoring, Query, TermQuery, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::best::{Bar, Best, Found};
use super::index::guarded;
use super::search::Source;
use super::statistics::{Means, Statistics};
use super::together::Together;
use crate::cancel::Cancel;
use crate::error::IndexError;

/// An article whose title is what was typed scores so many times what it would.
const NAMED: Score = 2.0;
/// Between two looks whether the search goes on, in articles.
const BETWEEN_LOOKS: u32 = 1024;
/// Counting an article by the words that it has takes so much less than looking at it.
const EASIER: usize = 4;

/// How what fits is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counting {
    /// Not at all.
    None,
    /// Before the best are looked for, which passes over many.
    Before,
    /// While the best are looked for, article by article.
    Along,
}

/// What is asked of a collection.
pub(super) struct Asked<'a> {
    number: usize,
    path: &'a Path,
    segments: Vec<Segment<'a>>,
    weight: Box<dyn Weight>,
    counting: Box<dyn Weight>,
    /// The index knows of how many documents it is true.
    is_counted: bool,
    /// The term of articles whose title is what was typed.
    name: Option<Term>,
}

/// A segment of a collection.
struct Segment<'a> {
    reader: &'a SegmentReader,
    slack: Score,
    /// Where what fits is counted by its words.
    together: Option<Together>,
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        number: usize,
        source: &'a Source<'_>,
        query: &dyn Query,
        statistics: &Statistics,
        means: &Means,
        name: Option<Term>,
        counting: Counting,
    ) -> tantivy::Result<Self> {
        let searcher = &source.searcher;
        let scoring = EnableScoring::enabled_from_statistics_provider(statistics, searcher);
        let segment = |reader| {
            Ok(Segment {
                reader,
                slack: slack(reader, means)?,
                together: match counting {
                    Counting::Before => Together::new(query, reader)?,
                    Counting::None | Counting::Along => None,
                },
            })
        };
        let segments = searcher.segment_readers().iter().map(segment);
        Ok(Self {
            number,
            path: source.index.path(),
            segments: segments.collect::<tantivy::Result<_>>()?,
            weight: query.weight(scoring)?,
            counting: query.weight(EnableScoring::disabled_from_searcher(searcher))?,
            is_counted: query.is::<TermQuery>(),
            name,
        })
    }

    /// What there is to look through, in pieces.
    fn shares(&self, look: Look) -> impl Iterator<Item = Share<'_>> {
        let segments = (0_u32..).zip(&self.segments);
        segments.flat_map(move |(number, segment)| {
            look.pieces(segment).map(move |documents| Share {
                asked: self,
                number,
                segment,
                documents,
                look,
            })
        })
    }
}

/// How documents are looked through.
#[derive(Debug, Clone, Copy)]
struct Look {
    counting: Counting,
    /// So many of the best are wanted.
    capacity: usize,
    /// So many articles that are looked at one by one are work for one processor.
    at_once: usize,
}

impl Look {
    /// The documents of a segment that are looked through by the same processor.
    fn pieces(self, segment: &Segment<'_>) -> impl Iterator<Item = Range<DocId>> + use<> {
        let end = segment.reader.max_doc();
        let at_once = match self.counting {
            Counting::Along => self.at_once,
            Counting::Before if self.capacity == 0 && segment.together.is_some() => {
                self.at_once.saturating_mul(EASIER)
            }
            Counting::Before | Counting::None => usize::MAX,
        };
        let most = DocId::try_from(at_once).unwrap_or(end);
        let starts = (0..end).step_by(at_once);
        starts.map(move |from| from..end.min(from.saturating_add(most)))
    }
}

/// How many times as much as its block promises a document of a segment may score.
///
/// What a block promises was reckoned with the mean length of the segment's documents, and is scored with that
/// of all that are searched: the document that was the best of its block by the one may not be by the other.
/// By BM25, the scores of two documents cannot differ by more than the ratio of the means.
fn slack(reader: &SegmentReader, means: &Means) -> tantivy::Result<Score> {
    let mut slack: Score = 1.0;
    for (field, all) in means {
        let words = reader.inverted_index(*field)?.total_num_tokens();
        slack = slack.max(ratio((words, u64::from(reader.max_doc())), *all));
    }
    Ok(slack)
}

/// How many times as large one of two fractions is as the other: 1 where they are equal, else rounded up.
fn ratio(one: (u64, u64), other: (u64, u64)) -> Score {
    let product = |one: u64, other: u64| u128::from(one) * u128::from(other);
    let (one, other) = (product(one.0, other.1), product(one.1, other.0));
    let (less, more) = (one.min(other), one.max(other));
    // Where there are no words, nothing is promised.
    if less == more || less == 0 {
        return 1.0;
    }
    // In parts of 65,536.
    let parts = (more.saturating_mul(1 << 16) / less).saturating_add(1);
    let (whole, part) = (u16::try_from(parts >> 16), u16::try_from(parts & 0xffff));
    match (whole, part) {
        (Ok(whole), Ok(part)) => Score::from(whole) + Score::from(part) / 65_536.0,
        _ => Score::INFINITY,
    }
}

/// The best of all that was asked for, at most so many, and how many fit. Where that is much it is shared out
/// to all processors: by segments, and what is looked at article by article, or counted by words, by so many
/// articles. Looking for the best is begun before counting: a piece of it takes longest.
pub(super) fn collect(
    asked: &[Asked<'_>],
    capacity: usize,
    counting: Counting,
    shared_out: Option<usize>,
    cancel: &Cancel,
) -> Result<(Best, u64), IndexError> {
    let at_once = shared_out.unwrap_or(usize::MAX);
    let look = |counting, capacity| Look {
        counting,
        capacity,
        at_once,
    };
    let is_counted = asked.iter().all(|asked| asked.is_counted);
    let looks = match counting {
        Counting::Before if shared_out.is_some() && !is_counted => {
            vec![look(Counting::None, capacity), look(Counting::Before, 0)]
        }
        _ => vec![look(counting, capacity)],
    };
    let shares = looks
        .iter()
        .flat_map(|look| asked.iter().flat_map(|asked| asked.shares(*look)));
    let shares: Vec<Share<'_>> = shares.collect();
    let bar = Bar::default();
    let look_through =
        |share: &Share<'_>| guarded(share.asked.path, || share.look_through(&bar, cancel));
    let found: Result<Vec<(Best, u64)>, IndexError> = if shared_out.is_some() {
        by_all(&shares, look_through).into_iter().collect()
    } else {
        shares.iter().map(look_through).collect()
    };
    let found = found?;
    if cancel.is_cancelled() {
        return Err(IndexError::Cancelled);
    }
    let (mut best, mut total) = (Best::new(capacity), 0);
    for (best_of_share, total_of_share) in found {
        best.join(best_of_share);
        total += total_of_share;
    }
    Ok((best, total))
}

/// What becomes of each of these, in no order: this thread and those of other processors take one after the
/// other. This one begins at once, while it takes a while to wake the others.
fn by_all<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(all.len()));
    let take = || {
        while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            let result = work(one);
            done.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(result);
        }
    };
    let helpers = all
        .len()
        .min(rayon::current_num_threads())
        .saturating_sub(1);
    rayon::in_place_scope(|scope| {
        for _ in 0..helpers {
            scope.spawn(|_| take());
        }
        take();
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Documents of a segment of a collection; all of them, unless they are looked at one by one or counted by
/// their words.
struct Share<'a> {
    asked: &'a Asked<'a>,
    number: u32,
    segment: &'a Segment<'a>,
    documents: Range<DocId>,
    look: Look,
}

impl Share<'_> {
    /// The best of what fits, and how many fit.
    fn look_through(&self, bar: &Bar, cancel: &Cancel) -> tantivy::Result<(Best, u64)> {
        let Look {
            counting, capacity, ..
        } = self.look;
        let mut best = Best::new(capacity);
        if cancel.is_cancelled() {
            return Ok((best, 0));
        }
        let mut total = 0;
        if counting == Counting::Before {
            total = self.count()?;
        }
        if capacity == 0 {
            return Ok((best, total));
        }
        let named = self.named()?;
        let found = |score, document| Found::new(score, self.asked.number, self.number, document);
        for (document, score) in &named {
            best.offer(found(score * NAMED, *document));
        }
        let mut offer = |document, score| {
            if named.iter().all(|(other, _)| *other != document) {
                best.offer(found(score, document));
                bar.raise(best.threshold());
            }
            self.lowered(best.threshold().max(bar.threshold()))
        };
        let mut seen = 0_u32;
        let mut is_cancelled = || {
            seen = seen.wrapping_add(1);
            seen.is_multiple_of(BETWEEN_LOOKS) && cancel.is_cancelled()
        };
        let weight = &self.asked.weight;
        if counting != Counting::Along {
            let threshold = self.lowered(bar.threshold());
            weight.for_each_pruning(threshold, self.segment.reader, &mut |document, score| {
                if is_cancelled() {
                    return Score::MAX;
                }
                offer(document, score)
            })?;
            return Ok((best, total));
        }
        let mut scorer = weight.scorer(self.segment.reader, 1.0)?;
        if scorer.doc() < self.documents.start {
            scorer.seek(self.documents.start);
        }
        while scorer.doc() < self.documents.end && !is_cancelled() {
            total += 1;
            offer(scorer.doc(), scorer.score());
            scorer.advance();
        }
        Ok((best, total))
    }

    /// How many documents fit.
    fn count(&self) -> tantivy::Result<u64> {
        match &self.segment.together {
            Some(together) => together.count(self.documents.clone()),
            None => Ok(u64::from(self.asked.counting.count(self.segment.reader)?)),
        }
    }

    /// What a block must promise more than, where its documents must score more than that.
    fn lowered(&self, threshold: Score) -> Score {
        if threshold > 0.0 {
            threshold / self.segment.slack
        } else {
            threshold
        }
    }

    /// Articles that fit and whose title is what was typed, with their scores.
    fn named(&self) -> tantivy::Result<Vec<(DocId, Score)>> {
        let mut found = Vec::new();
        let Some(term) = &self.asked.name else {
            return Ok(found);
        };
        let inverted = self.segment.reader.inverted_index(term.field())?;
        let record = tantivy::schema::IndexRecordOption::Basic;
        let Some(mut postings) = inverted.read_postings(term, record)? else {
            return Ok(found);
        };
        let mut scorer = self.asked.weight.scorer(self.segment.reader, 1.0)?;
        while postings.doc() != TERMINATED {
            let document = postings.doc();
            let is_asked_for = self.documents.contains(&document);
            if is_asked_for && scorer.doc() <= document && scorer.seek(document) == document {
                found.push((document, scorer.score()));
            }
            postings.advance();
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_compare_by_their_ratio() {
        let near = |ratio: Score, expected: Score| {
            assert!(ratio >= expected && ratio < expected * 1.0001, "{ratio}");
        };
        assert!(ratio((3, 2), (6, 4)) <= 1.0);
        near(ratio((3, 1), (2, 1)), 1.5);
        near(ratio((2, 1), (3, 1)), 1.5);
        near(ratio((1_000_000_000, 7), (1_000_001_000, 7)), 1.000_001);
        assert!(ratio((0, 1), (1, 1)) <= 1.0);
        assert!(ratio((u64::MAX, 1), (1, u64::MAX)).is_infinite());
    }
}
