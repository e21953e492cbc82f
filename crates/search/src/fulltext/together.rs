//! Counting the articles that have all of several words.
//!
//! Of each article of a window it is noted how many of the words it has, list by list. So no list is searched for
//! what another has, and any range of articles can be counted by itself.

use std::ops::Range;
use std::sync::Arc;

use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, InvertedIndexReader, SegmentReader, Term};

/// So many articles are looked at together: what is noted of them fits into the memory nearest to a processor.
const WINDOW: u16 = 1 << 14;
/// Where the rarest word is in fewer than one of so many articles, it is faster to look for each of these in
/// the lists of the others.
const SPARSE: u32 = 32;

/// The lists of articles that have a word each, in a segment.
pub(super) struct Together {
    /// The rarest word is the first.
    lists: Vec<(Arc<InvertedIndexReader>, TermInfo)>,
}

impl Together {
    /// Nothing where more is asked for than that several words are there, or where that is better looked for
    /// article by article.
    pub(super) fn new(query: &dyn Query, segment: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let words = words_of(query).filter(|_| !segment.has_deletes());
        let Some(words) = words else {
            return Ok(None);
        };
        let mut lists = Vec::with_capacity(words.len());
        for word in words {
            let inverted = segment.inverted_index(word.field())?;
            match inverted.get_term_info(word)? {
                Some(list) if list.doc_freq.saturating_mul(SPARSE) >= segment.max_doc() => {
                    lists.push((inverted, list));
                }
                _ => return Ok(None),
            }
        }
        lists.sort_by_key(|(_, list)| list.doc_freq);
        Ok(Some(Self { lists }))
    }

    /// How many of these articles have all of the words.
    pub(super) fn count(&self, articles: Range<DocId>) -> tantivy::Result<u64> {
        let open = |(inverted, list): &(Arc<InvertedIndexReader>, TermInfo)| {
            inverted.read_block_postings_from_terminfo(list, IndexRecordOption::Basic)
        };
        let lists: std::io::Result<Vec<_>> = self.lists.iter().map(open).collect();
        let mut lists = lists?;
        let [rarest, second, others @ ..] = lists.as_mut_slice() else {
            return Ok(0);
        };
        let wanted = u8::try_from(others.len() + 1).unwrap_or(u8::MAX);
        let mut having = [0_u8; WINDOW as usize];
        let mut count = 0;
        for start in articles.clone().step_by(usize::from(WINDOW)) {
            let window = start..articles.end.min(start.saturating_add(u32::from(WINDOW)));
            having.fill(0);
            each(second, &window, |at| having[at] = 1);
            for list in &mut *others {
                each(list, &window, |at| having[at] += 1);
            }
            each(rarest, &window, |at| {
                count += u64::from(having[at] == wanted);
            });
        }
        Ok(count)
    }
}

/// The words of a query that asks for nothing but that they are all there, if they can be counted in a byte.
fn words_of(query: &dyn Query) -> Option<Vec<&Term>> {
    fn word((occur, clause): &(Occur, Box<dyn Query>)) -> Option<&Term> {
        let word = clause.downcast_ref::<TermQuery>()?;
        (*occur == Occur::Must).then(|| word.term())
    }
    let clauses = query.downcast_ref::<BooleanQuery>()?.clauses();
    let words: Option<Vec<&Term>> = clauses.iter().map(word).collect();
    words.filter(|words| words.len() > 1 && u8::try_from(words.len()).is_ok())
}

/// Gives the place in the window of each of its articles that a list has.
#[inline]
fn each(list: &mut BlockSegmentPostings, window: &Range<DocId>, mut give: impl FnMut(usize)) {
    let mut from = list.seek(window.start);
    loop {
        let block = list.docs();
        let is_within = |article: &DocId| *article < window.end;
        let end = match block.last() {
            None => return,
            Some(last) if is_within(last) => block.len(),
            Some(_) => block.partition_point(is_within),
        };
        for article in block.get(from..end).unwrap_or_default() {
            // The remainder changes nothing. It tells the compiler that the place is in the window.
            give((article - window.start) as usize % usize::from(WINDOW));
        }
        if end < block.len() {
            return;
        }
        list.advance();
        from = 0;
    }
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{Schema, TEXT};
    use tantivy::{Index, TantivyDocument};

    use super::*;

    /// Five windows and a bit.
    const ARTICLES: DocId = 5 * WINDOW as DocId + 1_000;

    const WORDS: [&str; 8] = [
        "even", "third", "middle", "late", "all", "later", "early", "rare",
    ];

    fn has(article: DocId, word: &str) -> bool {
        match word {
            "even" => article.is_multiple_of(2),
            "third" => article.is_multiple_of(3),
            "middle" => (30_000..70_000).contains(&article),
            "late" => article > ARTICLES - 10_000,
            "all" => true,
            // A block of its list ends with the first article of a window.
            "later" => article > 0,
            // Its list ends with a full block.
            "early" => article < 128 * 100,
            _ => article.is_multiple_of(1_000),
        }
    }

    fn query(words: &[&str]) -> BooleanQuery {
        let term = |word: &&str| {
            let term = Term::from_field_text(tantivy::schema::Field::from_field_id(0), word);
            let query = TermQuery::new(term, IndexRecordOption::Basic);
            (Occur::Must, Box::new(query) as Box<dyn Query>)
        };
        BooleanQuery::new(words.iter().map(term).collect())
    }

    fn segment() -> SegmentReader {
        let mut schema = Schema::builder();
        let word = schema.add_text_field("word", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 200 << 20).unwrap();
        for article in 0..ARTICLES {
            let mut document = TantivyDocument::new();
            for text in WORDS {
                if has(article, text) {
                    document.add_text(word, text);
                }
            }
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        assert_eq!(searcher.segment_readers().len(), 1);
        searcher.segment_reader(0).clone()
    }

    #[test]
    fn as_many_are_counted_as_have_all_words() {
        let segment = segment();
        let window = DocId::from(WINDOW);
        let ranges = [
            0..ARTICLES,
            0..1,
            0..window,
            window - 1..window + 1,
            window..3 * window,
            29_999..70_001,
            ARTICLES - 1..ARTICLES,
            7..7,
        ];
        let asked: [&[&str]; 9] = [
            &["even", "third"],
            &["later", "all"],
            &["early", "even"],
            &["third", "early"],
            &["third", "even", "middle"],
            &["middle", "late"],
            &["all", "late", "even", "third"],
            &["all", "all"],
            &["even", "middle", "even"],
        ];
        for words in asked {
            let together = Together::new(&query(words), &segment).unwrap().unwrap();
            for range in ranges.clone() {
                let fits = |article: &DocId| words.iter().all(|word| has(*article, word));
                let expected = range.clone().filter(fits).count() as u64;
                assert_eq!(
                    together.count(range.clone()).unwrap(),
                    expected,
                    "{words:?} in {range:?}"
                );
            }
        }
    }

    #[test]
    fn what_is_better_counted_otherwise_is_left_alone() {
        let segment = segment();
        let is_counted = |query: &dyn Query| Together::new(query, &segment).unwrap().is_some();
        assert!(is_counted(&query(&["even", "all"])));
        assert!(!is_counted(&query(&["even", "rare"])));
        assert!(!is_counted(&query(&["even", "absent"])));
        assert!(!is_counted(&query(&["even"])));
        assert!(!is_counted(&query(&["even"; 256])));
        let all = query(&["even", "all", "third"]);
        let clauses = all.clauses().iter().enumerate().map(|(number, (_, word))| {
            let occur = if number == 2 {
                Occur::MustNot
            } else {
                Occur::Must
            };
            (occur, word.box_clone())
        });
        let without = BooleanQuery::new(clauses.collect());
        assert!(!is_counted(&without));
    }
}
