//! Suggesting titles while somebody types, in tiers from exact to misspelt.

use std::collections::HashSet;

use pandect_core::fold::fold;

use super::index::TitleIndex;
use super::slots::{BestTitles, Slot, titles_with};
use super::walk::{self, MAX_PATTERN, Pattern};
use super::{Tier, TitleHit, terms};
use crate::cancel::Cancel;

/// Of what was typed, so many characters count.
const MAX_TYPED: usize = 400;
/// So many of the words typed must be in a title.
const MAX_WORDS: usize = 10;
/// With as many suggestions, spelling is not forgiven.
const ENOUGH: usize = 5;
/// At most so many titles are tested for one set of words, and for one text typed.
const TESTS_A_SET: usize = 10_000;
const TESTS: usize = 15_000;
/// Titles that are compared as a whole for one set of words.
const COMPARED: usize = 1_500;
/// A word alone of fewer letters bears one slip of the keys, even where nothing else is found.
const TWO_SLIPS: usize = 5;
/// Of the titles with a beginning, at most so many are looked at: many may be redirects to one
/// article.
const MAX_SAME: usize = 400;
/// Nodes visited for whole titles.
const VISITS: usize = 200_000;

/// The titles of one collection that fit what was typed, the best first. Cancelled, it gives what
/// it has.
pub fn suggest(index: &TitleIndex, text: &str, limit: usize, cancel: &Cancel) -> Vec<TitleHit> {
    suggest_all(&[("", index)], text, limit, cancel)
        .into_iter()
        .map(|(_, hit)| hit)
        .collect()
}

/// The titles of several collections that fit what was typed, by tier, then by importance, with
/// the names of their collections. Cancelled, it gives what it has.
pub fn suggest_all<'a>(
    collections: &[(&'a str, &TitleIndex)],
    text: &str,
    limit: usize,
    cancel: &Cancel,
) -> Vec<(&'a str, TitleHit)> {
    let counted = text
        .char_indices()
        .nth(MAX_TYPED)
        .map_or(text, |(end, _)| &text[..end]);
    let folded = fold(counted);
    let typed = Typed::new(&folded);
    if limit == 0 || typed.folded.is_empty() {
        return Vec::new();
    }
    let mut searches: Vec<Search<'_>> = collections
        .iter()
        .map(|(_, index)| Search::new(index, limit, cancel))
        .collect();
    let enough = ENOUGH.min(limit);
    for (stage, needed) in [
        (Stage::ExactAndPrefix, limit),
        (Stage::AllWords, limit),
        (Stage::TitleWithOneEdit, enough),
        (Stage::WordWithOneEdit, enough),
        (Stage::TwoEdits, 1),
    ] {
        let found: usize = searches.iter().map(|search| search.found.len()).sum();
        if found >= needed || cancel.is_cancelled() {
            break;
        }
        for search in &mut searches {
            search.run(stage, &typed);
        }
    }
    merge(collections, &searches, limit)
}

fn merge<'a>(
    collections: &[(&'a str, &TitleIndex)],
    searches: &[Search<'_>],
    limit: usize,
) -> Vec<(&'a str, TitleHit)> {
    let mut all: Vec<(&'a str, &TitleIndex, Found, u32)> = Vec::new();
    for ((name, index), search) in collections.iter().zip(searches) {
        all.extend(
            search
                .found
                .iter()
                .map(|found| (*name, *index, *found, index.importance(found.rank))),
        );
    }
    // Stable: among equals the order of the collections, and of each one's own answer.
    all.sort_by_key(|(_, _, found, importance)| (found.tier, std::cmp::Reverse(*importance)));
    all.truncate(limit);
    all.into_iter()
        .map(|(name, index, found, importance)| {
            let (title, path) = index.title_and_path(found.article);
            let redirect_from = (found.rank != found.article).then(|| index.title(found.rank));
            (
                name,
                TitleHit {
                    title,
                    path,
                    redirect_from,
                    tier: found.tier,
                    importance,
                },
            )
        })
        .collect()
}

/// What was typed, made ready once for all collections.
struct Typed<'a> {
    folded: &'a str,
    terms: Vec<&'a str>,
    characters: Vec<char>,
}

impl<'a> Typed<'a> {
    fn new(folded: &'a str) -> Self {
        let mut terms = terms::of_query(folded);
        // The last word counts: it is the one being typed.
        let beyond = terms.len().saturating_sub(MAX_WORDS);
        terms.drain(..beyond);
        Self {
            folded,
            terms,
            characters: folded.chars().collect(),
        }
    }
}

/// How many edits a word bears: one from 4 letters, two from 8; of scripts whose characters are
/// syllables or words, one from 3 and two from 6.
pub(super) fn edits_borne(characters: impl Iterator<Item = char>) -> u8 {
    let (mut count, mut dense) = (0, false);
    for character in characters {
        count += 1;
        dense |= terms::is_dense(character);
    }
    match (count, dense) {
        (8.., false) | (6.., true) => 2,
        (4.., false) | (3.., true) => 1,
        _ => 0,
    }
}

#[derive(Debug, Clone, Copy)]
struct Found {
    rank: u32,
    article: u32,
    tier: Tier,
}

/// What is tried one after the other, in all collections before the next.
#[derive(Debug, Clone, Copy)]
enum Stage {
    ExactAndPrefix,
    AllWords,
    TitleWithOneEdit,
    WordWithOneEdit,
    TwoEdits,
}

/// The search in one collection.
struct Search<'a> {
    index: &'a TitleIndex,
    limit: usize,
    cancel: &'a Cancel,
    found: Vec<Found>,
    seen: HashSet<u32>,
    tests: usize,
}

impl<'a> Search<'a> {
    fn new(index: &'a TitleIndex, limit: usize, cancel: &'a Cancel) -> Self {
        let (found, seen) = (Vec::new(), HashSet::new());
        Self {
            index,
            limit,
            cancel,
            found,
            seen,
            tests: TESTS,
        }
    }

    fn run(&mut self, stage: Stage, typed: &Typed<'_>) {
        match stage {
            Stage::ExactAndPrefix => self.exact_and_prefix(typed),
            Stage::AllWords => self.all_words(typed),
            Stage::TitleWithOneEdit => self.title_with_one_edit(typed),
            Stage::WordWithOneEdit => self.word_with_one_edit(typed),
            Stage::TwoEdits => self.two_edits(typed),
        }
    }

    /// Takes a title unless its article is there already; false when there are enough.
    fn offer(&mut self, rank: u32, tier: Tier) -> bool {
        let article = self.index.article(rank);
        if self.found.len() < self.limit && self.seen.insert(article) {
            self.found.push(Found {
                rank,
                article,
                tier,
            });
        }
        self.found.len() < self.limit
    }

    fn offer_all(&mut self, mut ranks: Vec<u32>, tier: Tier) {
        ranks.sort_unstable();
        for rank in ranks {
            if !self.offer(rank, tier) {
                return;
            }
        }
    }

    fn exact_and_prefix(&mut self, typed: &Typed<'_>) {
        let number = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
        let index = self.index;
        if let Some(value) = index.titles.get(typed.folded) {
            let first = number(value.value());
            self.offer_best(first, first + index.same_titles(first), Tier::Exact);
        }
        if let Some(found) = walk::prefix(&index.titles, typed.folded) {
            let last = number(found.last);
            self.offer_best(
                number(found.first),
                last + index.same_titles(last),
                Tier::Prefix,
            );
        }
    }

    fn offer_best(&mut self, first: u32, end: u32, tier: Tier) {
        for rank in BestTitles::new(self.index, first, end).take(MAX_SAME) {
            if !self.offer(rank, tier) {
                return;
            }
        }
    }

    fn all_words(&mut self, typed: &Typed<'_>) {
        let slots = self.slots(typed);
        let slots: Vec<&Slot> = slots.iter().collect();
        let found = self.matching(&slots);
        self.offer_all(found, Tier::Words);
    }

    fn title_with_one_edit(&mut self, typed: &Typed<'_>) {
        if edits_borne(typed.characters.iter().copied()) == 0
            || typed.characters.len() > MAX_PATTERN
        {
            return;
        }
        let pattern = Pattern {
            characters: &typed.characters,
            edits: 1,
            prefix: false,
            visits: VISITS,
        };
        let mut ranks = Vec::new();
        for found in walk::walk(&self.index.titles, &pattern, self.cancel) {
            let first = u32::try_from(found.first).unwrap_or(u32::MAX);
            let end = first.saturating_add(self.index.same_titles(first));
            ranks.extend(BestTitles::new(self.index, first, end).take(self.limit));
        }
        self.offer_all(ranks, Tier::NearTitle);
    }

    fn word_with_one_edit(&mut self, typed: &Typed<'_>) {
        let slots = self.slots(typed);
        for being_typed in [false, true] {
            let mut ranks = Vec::new();
            for at in misspelt(typed, &slots, being_typed) {
                let near = self.near(typed, at, 1, being_typed);
                ranks.extend(self.matching(&with(&slots, &[(at, &near)])));
            }
            self.offer_all(ranks, Tier::NearWord);
            if self.found.len() >= ENOUGH {
                return;
            }
        }
    }

    fn two_edits(&mut self, typed: &Typed<'_>) {
        let slots = self.slots(typed);
        let near: Vec<Slot> = (0..slots.len())
            .map(|at| self.near(typed, at, 1, false))
            .collect();
        let mut ranks = Vec::new();
        for first in 0..slots.len() {
            for second in first + 1..slots.len() {
                let pair = [(first, &near[first]), (second, &near[second])];
                ranks.extend(self.matching(&with(&slots, &pair)));
            }
        }
        for being_typed in [false, true] {
            if !ranks.is_empty() {
                break;
            }
            for at in misspelt(typed, &slots, being_typed) {
                let far = self.near(typed, at, 2, being_typed);
                ranks.extend(self.matching(&with(&slots, &[(at, &far)])));
            }
        }
        if ranks.is_empty() {
            ranks = self.alike(typed, &slots);
        }
        self.offer_all(ranks, Tier::TwoEdits);
    }

    /// Titles that are within two edits as a whole, whatever words these are in: found by the words that
    /// are right.
    fn alike(&mut self, typed: &Typed<'_>, slots: &[Slot]) -> Vec<u32> {
        let mut ranks = Vec::new();
        if let [term] = typed.terms.as_slice()
            && edits_borne(term.chars()) == 1
            && typed.characters.len() >= TWO_SLIPS
        {
            let far = Slot::near(self.index, term, 2, false, self.cancel);
            ranks.extend(self.within_two(typed, &[&far]));
        }
        for first in 0..slots.len() {
            for second in first..slots.len() {
                let is_right = |at: &usize| *at != first && *at != second;
                let right = (0..slots.len()).filter(is_right);
                let right: Vec<&Slot> = right.map(|at| &slots[at]).collect();
                if !right.is_empty() && ranks.is_empty() {
                    ranks.extend(self.within_two(typed, &right));
                }
            }
        }
        ranks
    }

    fn within_two(&mut self, typed: &Typed<'_>, slots: &[&Slot]) -> Vec<u32> {
        let mut tests = self.tests.min(TESTS_A_SET);
        self.tests -= tests;
        let (index, limit, mut ranks) = (self.index, self.limit, Vec::new());
        let mut compared = 0;
        titles_with(index, slots, &mut tests, self.cancel, |rank| {
            let mut words = 0;
            index.terms_of(rank, |_| {
                words += 1;
                words <= typed.terms.len()
            });
            if words != typed.terms.len() {
                return true;
            }
            compared += 1;
            let title = index.folded_title(rank);
            let length = title.chars().count();
            if length.abs_diff(typed.characters.len()) <= 2
                && strsim::osa_distance(&title, typed.folded) <= 2
            {
                ranks.push(rank);
            }
            ranks.len() < limit && compared < COMPARED
        });
        self.tests += tests;
        ranks
    }

    /// One slot a word: the word itself, for the last one any word that begins so.
    fn slots(&self, typed: &Typed<'_>) -> Vec<Slot> {
        let last = typed.terms.len().saturating_sub(1);
        let slot = |(at, term): (usize, &&str)| {
            if at == last {
                Slot::prefix(self.index, term)
            } else {
                Slot::exact(self.index, term)
            }
        };
        typed.terms.iter().enumerate().map(slot).collect()
    }

    /// Words near one that was typed; none where it is too short for that.
    fn near(&self, typed: &Typed<'_>, at: usize, edits: u8, being_typed: bool) -> Slot {
        let term = typed.terms[at];
        if edits_borne(term.chars()) < edits {
            return Slot::default();
        }
        Slot::near(self.index, term, edits, being_typed, self.cancel)
    }

    /// The first titles with a term for each slot, by rank, whose articles are new.
    fn matching(&mut self, slots: &[&Slot]) -> Vec<u32> {
        let mut tests = self.tests.min(TESTS_A_SET);
        self.tests -= tests;
        let mut ranks = Vec::new();
        let (index, seen) = (self.index, &self.seen);
        let mut articles = HashSet::new();
        titles_with(index, slots, &mut tests, self.cancel, |rank| {
            let article = index.article(rank);
            if !seen.contains(&article) && articles.insert(article) {
                ranks.push(rank);
            }
            ranks.len() < self.limit
        });
        self.tests += tests;
        ranks
    }
}

/// Which words can be the misspelt one: where a word is unknown it is that one, and where two
/// are, no single one helps.
fn misspelt(typed: &Typed<'_>, slots: &[Slot], being_typed: bool) -> Vec<usize> {
    let unknown: Vec<usize> = (0..slots.len())
        .filter(|at| slots[*at].is_empty())
        .take(2)
        .collect();
    let candidates = match unknown.as_slice() {
        [] => (0..slots.len()).collect(),
        [only] => vec![*only],
        _ => Vec::new(),
    };
    let last = typed.terms.len().saturating_sub(1);
    candidates
        .into_iter()
        .filter(|at| !being_typed || *at == last)
        .collect()
}

/// The slots with some of them replaced.
fn with<'a>(slots: &'a [Slot], replaced: &[(usize, &'a Slot)]) -> Vec<&'a Slot> {
    let mut chosen: Vec<&Slot> = slots.iter().collect();
    for (at, slot) in replaced {
        chosen[*at] = slot;
    }
    chosen
}
