//! Where redirects lead in the end.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use super::build::{PathOf, TitleIndexBuilder, folded_title};
use super::index::hyphenated;

/// The article that each redirect which is kept leads to; both by the number of their entries.
pub(crate) type Targets = HashMap<u32, u32>;

/// A chain of redirects is followed for so many steps.
const MAX_STEPS: usize = 8;

/// Follows every redirect. Those that lead nowhere, or whose folded title is that of their target,
/// have no place in the answer.
pub(crate) fn targets(builder: &TitleIndexBuilder) -> Targets {
    if builder.entries.iter().all(|entry| entry.redirect.is_none()) {
        return Targets::new();
    }
    let paths = Paths::new(builder);
    let mut targets = Targets::new();
    for (number, entry) in (0_u32..).zip(&builder.entries) {
        let mut next = entry.redirect;
        let mut found = None;
        for _ in 0..MAX_STEPS {
            let Some(path) = next else { break };
            found = paths.entry(builder.paths.get(path.get()));
            next = found.and_then(|found| builder.entries[found as usize].redirect);
        }
        let Some(article) = found.filter(|_| next.is_none()) else {
            continue;
        };
        let title = |number| folded_title(builder.titles.get(number));
        if title(number) != title(article) {
            targets.insert(number, article);
        }
    }
    targets
}

/// Entries by path: hashes, sorted, so that millions take little room.
struct Paths<'a> {
    builder: &'a TitleIndexBuilder,
    hasher: RandomState,
    hashes: Vec<(u64, u32)>,
}

impl<'a> Paths<'a> {
    fn new(builder: &'a TitleIndexBuilder) -> Self {
        let hasher = RandomState::new();
        let mut hashes: Vec<(u64, u32)> = (0..builder.titles.len())
            .map(|number| (hasher.hash_one(path_of(builder, number)), number))
            .collect();
        hashes.sort_unstable();
        Self {
            builder,
            hasher,
            hashes,
        }
    }

    /// The entry at a path; an article rather than a redirect where both are there.
    fn entry(&self, path: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(path);
        let start = self.hashes.partition_point(|(other, _)| *other < hash);
        let same = self.hashes[start..]
            .iter()
            .take_while(|(other, _)| *other == hash);
        same.map(|(_, number)| *number)
            .filter(|number| path_of(self.builder, *number) == path)
            .min_by_key(|number| self.builder.entries[*number as usize].redirect.is_some())
    }
}

fn path_of(builder: &TitleIndexBuilder, number: u32) -> String {
    let title = builder.titles.get(number);
    match builder.entries[number as usize].path {
        PathOf::Underscored => title.replace(' ', "_"),
        PathOf::AsTitle => title.to_owned(),
        PathOf::Hyphenated => hyphenated(&folded_title(title)),
        PathOf::Own(own) => builder.paths.get(own).to_owned(),
    }
}
