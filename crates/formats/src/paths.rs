//! Paths that stay apart.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Keeps paths apart that are given more than once.
#[derive(Default)]
pub(crate) struct Paths {
    /// Hashes, not paths: millions of them fit into memory, and one that meets another by chance
    /// only gives an article a number that it did not need.
    seen: HashSet<u64>,
}

impl Paths {
    /// The path, with a number where it was given before.
    pub(crate) fn unique(&mut self, path: String) -> String {
        if self.seen.insert(hash(&path)) {
            return path;
        }
        let mut number = 2_u64;
        loop {
            let numbered = format!("{path} ({number})");
            if self.seen.insert(hash(&numbered)) {
                return numbered;
            }
            number += 1;
        }
    }
}

fn hash(path: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    hasher.finish()
}
