//! Looking through the segments of all indexes that are searched: by all processors, where they are large.

use std::ops::Range;
use std::path::Path;

use rayon::prelude::*;
use tantivy::query::{EnableScoring, Query, TermQuery, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::best::{Bar, Best, Found};
use super::index::guarded;
use super::search::Source;
use super::statistics::{Means, Statistics};
use crate::cancel::Cancel;
use crate::error::IndexError;

/// An article whose title is what was typed scores so many times what it would.
const NAMED: Score = 2.0;
/// Between two looks whether the search goes on, in articles.
const BETWEEN_LOOKS: u32 = 1024;

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
    segments: Vec<(&'a SegmentReader, Score)>,
    weight: Box<dyn Weight>,
    counting: Box<dyn Weight>,
    /// The index knows of how many documents it is true.
    is_counted: bool,
    /// The term of articles whose title is what was typed.
    name: Option<Term>,
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        number: usize,
        source: &'a Source<'_>,
        query: &dyn Query,
        statistics: &Statistics,
        means: &Means,
        name: Option<Term>,
    ) -> tantivy::Result<Self> {
        let searcher = &source.searcher;
        let scoring = EnableScoring::enabled_from_statistics_provider(statistics, searcher);
        let segments = searcher.segment_readers().iter();
        let segments = segments.map(|reader| Ok((reader, slack(reader, means)?)));
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

    /// Its segments, each in so many documents at once and looked through in each of these ways.
    fn shares<'b>(&'b self, at_once: usize, looks: &'b [Look]) -> impl Iterator<Item = Share<'b>> {
        let segments = (0_u32..).zip(&self.segments);
        segments.flat_map(move |(segment, (reader, slack))| {
            let end = reader.max_doc();
            let most = u32::try_from(at_once).unwrap_or(end);
            let starts = (0..end).step_by(at_once);
            starts.flat_map(move |from| {
                looks.iter().map(move |look| Share {
                    asked: self,
                    segment,
                    reader,
                    slack: *slack,
                    documents: from..end.min(from.saturating_add(most)),
                    look: *look,
                })
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
/// to all processors: by segments and, of what is looked at article by article, by so many of these; else
/// counting, unless the index knows the number, is work for one and looking for the best for another.
pub(super) fn collect(
    asked: &[Asked<'_>],
    capacity: usize,
    counting: Counting,
    shared_out: Option<usize>,
    cancel: &Cancel,
) -> Result<(Best, u64), IndexError> {
    let at_once = shared_out.filter(|_| counting == Counting::Along);
    let look = |counting, capacity| Look { counting, capacity };
    let is_counted = asked.iter().all(|asked| asked.is_counted);
    let looks = match counting {
        Counting::Before if shared_out.is_some() && !is_counted => {
            vec![look(Counting::None, capacity), look(Counting::Before, 0)]
        }
        _ => vec![look(counting, capacity)],
    };
    let shares: Vec<Share<'_>> = asked
        .iter()
        .flat_map(|asked| asked.shares(at_once.unwrap_or(usize::MAX), &looks))
        .collect();
    let bar = Bar::default();
    let look_through =
        |share: &Share<'_>| guarded(share.asked.path, || share.look_through(&bar, cancel));
    let found: Result<Vec<(Best, u64)>, IndexError> = if shared_out.is_some() && shares.len() > 1 {
        shares.par_iter().map(look_through).collect()
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

/// Documents of a segment of a collection; all of them, unless they are looked at one by one.
struct Share<'a> {
    asked: &'a Asked<'a>,
    segment: u32,
    reader: &'a SegmentReader,
    slack: Score,
    documents: Range<DocId>,
    look: Look,
}

impl Share<'_> {
    /// The best of what fits, and how many fit.
    fn look_through(&self, bar: &Bar, cancel: &Cancel) -> tantivy::Result<(Best, u64)> {
        let Look { counting, capacity } = self.look;
        let mut best = Best::new(capacity);
        if cancel.is_cancelled() {
            return Ok((best, 0));
        }
        let mut total = 0;
        if counting == Counting::Before {
            total = u64::from(self.asked.counting.count(self.reader)?);
        }
        if capacity == 0 {
            return Ok((best, total));
        }
        let named = self.named()?;
        let found = |score, document| Found::new(score, self.asked.number, self.segment, document);
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
            weight.for_each_pruning(threshold, self.reader, &mut |document, score| {
                if is_cancelled() {
                    return Score::MAX;
                }
                offer(document, score)
            })?;
            return Ok((best, total));
        }
        let mut scorer = weight.scorer(self.reader, 1.0)?;
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

    /// What a block must promise more than, where its documents must score more than that.
    fn lowered(&self, threshold: Score) -> Score {
        if threshold > 0.0 {
            threshold / self.slack
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
        let inverted = self.reader.inverted_index(term.field())?;
        let record = tantivy::schema::IndexRecordOption::Basic;
        let Some(mut postings) = inverted.read_postings(term, record)? else {
            return Ok(found);
        };
        let mut scorer = self.asked.weight.scorer(self.reader, 1.0)?;
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
