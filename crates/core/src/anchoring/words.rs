//! Texts as sequences of words, so that what carries no meaning (white space, case, the shape of
//! quotation marks) takes no part in a comparison.
//!
//! This is not Unicode's word segmentation (UAX #29), on purpose: it must be fast, agree with itself
//! from one release to the next, and see each punctuation mark; where it differs does not matter as
//! long as both texts are split alike.

use std::ops::Range;

use super::index::as_usize;
use super::text::offset;

/// A word of a text, and where it stands in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    start: u32,
    end: u32,
    /// Equal for words that are the same when folded.
    pub(super) key: u32,
    /// Equal for words that begin alike: inflections of one word, as a rule.
    pub(super) stem: u32,
    /// A punctuation mark or another sign, not a word proper.
    pub(super) sign: bool,
}

impl Word {
    /// Where it stands.
    pub(super) fn bytes(&self) -> Range<usize> {
        as_usize(self.start)..as_usize(self.end)
    }
}

/// Letters that two inflections of one word must share.
const STEM_LETTERS: u32 = 4;

/// Splits a text into words: runs of letters and digits; every other visible character, and every
/// character of a script that puts no spaces between words, is a word of its own.
pub(super) fn split_words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut open: Option<OpenWord> = None;
    for (at, character) in text.char_indices() {
        let end = offset(at + character.len_utf8());
        match (class_of(character), &mut open) {
            (Class::Space, _) => words.extend(open.take().map(OpenWord::close)),
            (Class::Mark, Some(word)) => word.push(character, end, true),
            (Class::Letter, Some(word)) if word.grows => word.push(character, end, false),
            (Class::Mark, None) if is_invisible(character) => {}
            (class, _) => {
                words.extend(open.take().map(OpenWord::close));
                open = Some(OpenWord::new(
                    offset(at),
                    character,
                    end,
                    class == Class::Letter,
                ));
            }
        }
    }
    words.extend(open.map(OpenWord::close));
    words
}

struct OpenWord {
    start: u32,
    end: u32,
    hash: u32,
    stem: u32,
    letters: u32,
    /// Whether letters that follow belong to this word.
    grows: bool,
    sign: bool,
}

impl OpenWord {
    fn new(start: u32, character: char, end: u32, grows: bool) -> Self {
        let sign = !character.is_alphanumeric();
        let mut word = Self {
            start,
            end,
            hash: 0x811c_9dc5,
            stem: 0,
            letters: 0,
            grows,
            sign,
        };
        word.push(character, end, false);
        word
    }

    fn push(&mut self, character: char, end: u32, mark: bool) {
        self.end = end;
        if mark && is_invisible(character) {
            return;
        }
        if character.is_ascii() {
            self.mix(u32::from(character.to_ascii_lowercase()));
        } else {
            for folded in character.to_lowercase() {
                self.mix(u32::from(plain(folded)));
            }
        }
        if !mark {
            self.letters += 1;
            if self.letters == STEM_LETTERS {
                self.stem = self.hash;
            }
        }
    }

    fn mix(&mut self, value: u32) {
        self.hash = (self.hash.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b1);
    }

    fn close(self) -> Word {
        let key = self.hash ^ (self.hash >> 15);
        let stem = if self.letters > STEM_LETTERS {
            self.stem ^ (self.stem >> 15)
        } else {
            key
        };
        Word {
            start: self.start,
            end: self.end,
            key,
            stem,
            sign: self.sign,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    /// Part of a word that letters before and after it belong to.
    Letter,
    /// Belongs to the character before it.
    Mark,
    /// A word of its own.
    Single,
}

fn class_of(character: char) -> Class {
    if character.is_ascii_alphanumeric() {
        Class::Letter
    } else if character.is_whitespace() || character.is_control() {
        Class::Space
    } else if character.is_ascii() {
        Class::Single
    } else if is_invisible(character) || is_mark(character) {
        Class::Mark
    } else if character.is_alphanumeric() && !is_unspaced(character) {
        Class::Letter
    } else {
        Class::Single
    }
}

/// Characters that show nothing: soft hyphens, joiners, direction and variation marks.
fn is_invisible(character: char) -> bool {
    matches!(
        u32::from(character),
        0xad | 0x61c | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2069
            | 0xfe00..=0xfe0f | 0xfeff | 0xe0000..=0xe0fff
    )
}

/// Marks that belong to the letter or sign before them, of the scripts that have them commonly.
fn is_mark(character: char) -> bool {
    matches!(
        u32::from(character),
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x5bf | 0x5c1..=0x5c2 | 0x610..=0x61a
            | 0x64b..=0x65f | 0x670 | 0x6d6..=0x6dc | 0x93c | 0x94d | 0x9bc | 0x9cd | 0xa3c | 0xa4d
            | 0xabc | 0xacd | 0xb4d | 0xbcd | 0xc4d | 0xccd | 0xd4d | 0xdca | 0xe31 | 0xe34..=0xe3a
            | 0xe47..=0xe4e | 0xeb1 | 0xeb4..=0xebc | 0xec8..=0xecd | 0x1ab0..=0x1aff
            | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0x3099..=0x309a | 0xfe20..=0xfe2f
            | 0x1f3fb..=0x1f3ff
    )
}

/// Letters of scripts that are written without spaces between words.
fn is_unspaced(character: char) -> bool {
    matches!(
        u32::from(character),
        0xe00..=0xfff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x2e80..=0x9fff
            | 0xa000..=0xa4cf | 0xf900..=0xfaff | 0xff66..=0xff9f | 0x1_b000..=0x1_b16f
            | 0x2_0000..=0x3_ffff
    )
}

/// One shape for characters that typesetting alone tells apart.
fn plain(character: char) -> char {
    match character {
        '‘' | '’' | '‚' | '‛' | 'ʼ' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‐'..='―' | '−' => '-',
        'ς' => 'σ',
        'ё' => 'е',
        other => other,
    }
}
