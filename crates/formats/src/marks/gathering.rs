//! What is found in a file, within bounds and each only once.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use super::{
    Error, MAX_BYTES, MAX_MARKS, MAX_NAME, MAX_NOTE, MAX_QUOTE, MAX_TAGS, Mark, MarksSource, Read,
    Skipped, Source,
};

/// No address, no context of a quote and no list of headings or folders is longer.
const MAX_ADDRESS: usize = 10_000;
const MAX_CONTEXT: usize = 10_000;
const MAX_NESTED: usize = 100;
/// Bytes of all marks: a file may say something once that counts for many of them.
const MAX_HELD: usize = 2 * MAX_BYTES;
/// Characters of an id that say which entry is meant.
const MAX_WHAT: usize = 200;

/// Takes marks one after the other.
#[derive(Default)]
pub(super) struct Gathering {
    marks: Vec<Mark>,
    skipped: Vec<Skipped>,
    entries: usize,
    /// What is held of all marks, about.
    bytes: usize,
    by_id: HashMap<String, usize>,
    /// Marks without an id by their hash.
    by_hash: HashMap<u64, usize>,
    hasher: RandomState,
}

impl Gathering {
    /// Begins an entry; its number, counted from 1.
    pub(super) fn next_entry(&mut self) -> Result<usize, Error> {
        if self.entries >= MAX_MARKS {
            return Err(Error::TooMany);
        }
        self.entries += 1;
        Ok(self.entries)
    }

    /// Takes a mark. An identical one that was taken before stands for it.
    pub(super) fn keep(&mut self, what: &str, mut mark: Mark) -> Result<(), Error> {
        let mut seen = std::collections::HashSet::new();
        mark.tags
            .retain(|tag| !tag.is_empty() && seen.insert(tag.clone()));
        if let Err(why) = check(&mark) {
            self.skip(what, why);
            return Ok(());
        }
        self.bytes += bytes_of(&mark);
        if self.bytes > MAX_HELD {
            return Err(Error::TooMuch);
        }
        let at = self.marks.len();
        let before = match &mark.id {
            Some(id) => self.by_id.get(id).copied(),
            None => self.by_hash.get(&self.hasher.hash_one(&mark)).copied(),
        };
        if let Some(before) = before {
            let is_same = self.marks.get(before) == Some(&mark);
            if !is_same && mark.id.is_some() {
                self.skip(what, "another entry of the file has the same id");
            }
            if is_same || mark.id.is_some() {
                return Ok(());
            }
        }
        match &mark.id {
            Some(id) => self.by_id.insert(id.clone(), at),
            None => self.by_hash.insert(self.hasher.hash_one(&mark), at),
        };
        self.marks.push(mark);
        Ok(())
    }

    /// Notes an entry that cannot be used.
    pub(super) fn skip(&mut self, what: &str, why: impl Into<String>) {
        self.skipped.push(Skipped {
            what: shown(what),
            why: why.into(),
        });
    }

    /// The mark with this id.
    pub(super) fn by_id(&mut self, id: &str) -> Option<&mut Mark> {
        self.marks.get_mut(*self.by_id.get(id)?)
    }

    /// Whether nothing was taken and nothing skipped.
    pub(super) fn is_empty(&self) -> bool {
        self.marks.is_empty() && self.skipped.is_empty()
    }

    pub(super) fn finish(self, source: MarksSource) -> Read {
        Read {
            source,
            marks: self.marks,
            skipped: self.skipped,
        }
    }
}

/// Whether a text has more characters than that.
pub(super) fn is_longer(text: &str, characters: usize) -> bool {
    // No character has less than one byte.
    text.len() > characters && text.chars().nth(characters).is_some()
}

/// Which entry is meant, on one short line.
fn shown(what: &str) -> String {
    let plain = what.chars().map(|character| match character {
        control if control.is_control() => ' ',
        character => character,
    });
    let mut short: String = plain.take(MAX_WHAT + 1).collect();
    if is_longer(&short, MAX_WHAT) {
        short.pop();
        short.push('…');
    }
    short
}

/// The bytes of what may be long in a mark.
fn bytes_of(mark: &Mark) -> usize {
    let place = &mark.place;
    let quote = place.quote.iter();
    let quote = quote.map(|quote| quote.exact.len() + quote.prefix.len() + quote.suffix.len());
    let lists = [&mark.tags, &mark.folder, &place.headings];
    let names = lists.into_iter().flatten().map(String::len);
    let others = [&mark.id, &mark.title, &mark.name, &place.opening];
    let others = others.into_iter().flatten().map(String::len);
    mark.note.len() + quote.chain(names).chain(others).sum::<usize>()
}

/// What is wrong with a mark: something in it is larger than anybody would make it.
fn check(mark: &Mark) -> Result<(), String> {
    let bounded = |what: &str, text: &str, bound: usize| {
        if is_longer(text, bound) {
            return Err(format!("{what} is longer than {bound} characters"));
        }
        Ok(())
    };
    let names = |what: &str, names: &[String], bound: usize| {
        if names.len() > bound {
            return Err(format!("it has more than {bound} {what}"));
        }
        names
            .iter()
            .try_for_each(|name| bounded(&format!("one of its {what}"), name, MAX_NAME))
    };
    let place = &mark.place;
    if let Some(quote) = &place.quote {
        bounded("its quote", &quote.exact, MAX_QUOTE)?;
        bounded("the text before its quote", &quote.prefix, MAX_CONTEXT)?;
        bounded("the text behind its quote", &quote.suffix, MAX_CONTEXT)?;
    }
    bounded("its note", &mark.note, MAX_NOTE)?;
    names("tags", &mark.tags, MAX_TAGS)?;
    names("folders", &mark.folder, MAX_NESTED)?;
    names("headings", &place.headings, MAX_NESTED)?;
    for (what, text) in [
        ("its id", &mark.id),
        ("its title", &mark.title),
        ("its name", &mark.name),
        ("its colour", &mark.color),
        ("the anchor of its section", &place.section),
        ("the beginning of its section", &place.opening),
        ("the hash of its text", &place.text_hash),
    ] {
        bounded(what, text.as_deref().unwrap_or_default(), MAX_NAME)?;
    }
    let address = match &place.source {
        Source::Address(address) => &address.path,
        Source::Web(address) => address,
        Source::Archive { path, .. } => path,
        Source::Word(word) => return bounded("the word", word, MAX_NAME),
    };
    bounded("its address", address, MAX_ADDRESS)
}
