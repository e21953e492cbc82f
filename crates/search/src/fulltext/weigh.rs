//! Second looks at the best of what was found: at what of it would cost too much for all that fits.

use tantivy::query::{EnableScoring, PhraseQuery, Query as _};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Score, Term};

use super::best::Found;
use super::index::guarded;
use super::search::Source;
use crate::error::IndexError;

/// An article whose title holds all words scores so much more of what it would, times the share that
/// they have of the title.
const TITLED: Score = 0.5;
/// An article where all words stand near their neighbours scores so much more of what it would.
const NEARNESS: Score = 0.6;

/// One that is looked at, and what was counted for it.
type Counted<'a> = (&'a mut Found, f32);

/// Sorts so many of the best anew, when those of each collection have been given other scores. They
/// come in the order of its lists of places, each with something to count.
pub(super) fn weigh(
    sources: &[Source<'_>],
    sorted: &mut [Found],
    reach: usize,
    weigh: impl Fn(&Source<'_>, &mut [Counted<'_>]) -> tantivy::Result<()>,
) -> Result<(), IndexError> {
    let reach = reach.min(sorted.len());
    let looked_at = &mut sorted[..reach];
    if looked_at.is_empty() {
        return Ok(());
    }
    for (number, source) in sources.iter().enumerate() {
        let of_source = looked_at.iter_mut().filter(|found| found.source == number);
        let mut of_source: Vec<_> = of_source.map(|found| (found, 0.0)).collect();
        of_source.sort_unstable_by_key(|(found, _)| found.address);
        guarded(source.index.path(), || weigh(source, &mut of_source))?;
    }
    looked_at.sort_unstable();
    Ok(())
}

/// Lets those score more whose title holds all words, each given by the terms that stand for it.
pub(super) fn weigh_titles(
    source: &Source<'_>,
    words: &[Vec<Term>],
    found: &mut [Counted<'_>],
) -> tantivy::Result<()> {
    for forms in words {
        count_titled(source, forms, found)?;
    }
    let all = to_float(words.len());
    for (found, titled) in found {
        if all > 0.0 && *titled >= all {
            let length = title_length(source, found.address)?;
            found.score *= 1.0 + TITLED * (all / length).min(1.0);
        }
    }
    Ok(())
}

/// Lets those score more in which pairs of words stand near one another.
pub(super) fn weigh_nearness(
    source: &Source<'_>,
    pairs: &[PhraseQuery],
    found: &mut [Counted<'_>],
) -> tantivy::Result<()> {
    for pair in pairs {
        count_near(source, pair, found)?;
    }
    let all = to_float(pairs.len()).max(1.0);
    for (found, near) in found {
        found.score *= 1.0 + NEARNESS * *near / all;
    }
    Ok(())
}

/// Counts a word, in any of its forms, for those that have it in their title.
fn count_titled(
    source: &Source<'_>,
    forms: &[Term],
    found: &mut [Counted<'_>],
) -> tantivy::Result<()> {
    for (segment, reader) in (0_u32..).zip(source.searcher.segment_readers()) {
        let mut of_segment: Vec<_> = found
            .iter_mut()
            .filter(|(found, _)| found.address.segment_ord == segment)
            .map(|(found, titled)| (found.address.doc_id, titled, false))
            .collect();
        if of_segment.is_empty() {
            continue;
        }
        let inverted = reader.inverted_index(source.index.fields.title)?;
        for form in forms {
            let record = IndexRecordOption::Basic;
            let Some(mut postings) = inverted.read_postings(form, record)? else {
                continue;
            };
            for (document, _, has_it) in &mut of_segment {
                *has_it |= postings.doc() <= *document && postings.seek(*document) == *document;
            }
        }
        for (_, titled, has_it) in of_segment {
            *titled += if has_it { 1.0 } else { 0.0 };
        }
    }
    Ok(())
}

/// Words of a title.
fn title_length(source: &Source<'_>, address: DocAddress) -> tantivy::Result<f32> {
    let reader = source.searcher.segment_reader(address.segment_ord);
    let lengths = reader.get_fieldnorms_reader(source.index.fields.title)?;
    Ok(to_float(lengths.fieldnorm(address.doc_id) as usize).max(1.0))
}

/// Few enough to be exact.
fn to_float(number: usize) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

/// Counts a pair of words for those that have them near one another.
fn count_near(
    source: &Source<'_>,
    pair: &PhraseQuery,
    found: &mut [Counted<'_>],
) -> tantivy::Result<()> {
    let weight = pair.weight(EnableScoring::disabled_from_searcher(&source.searcher))?;
    for (segment, reader) in (0_u32..).zip(source.searcher.segment_readers()) {
        let mut of_segment = found
            .iter_mut()
            .filter(|(found, _)| found.address.segment_ord == segment)
            .peekable();
        if of_segment.peek().is_none() {
            continue;
        }
        let mut scorer = weight.scorer(reader, 1.0)?;
        for (found, near) in of_segment {
            let document = found.address.doc_id;
            if scorer.doc() <= document && scorer.seek(document) == document {
                *near += 1.0;
            }
        }
    }
    Ok(())
}
