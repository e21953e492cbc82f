//! Anchors: the names of sections within their article.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The most characters that an anchor is made of.
const LONGEST: usize = 120;

/// The anchor that a heading gives: lower case, letters and digits of any script, everything
/// between them one hyphen where there was a space, and nothing else. Empty where the heading has
/// neither letters nor digits.
///
/// The anchor of an anchor is the anchor itself, and that of `Early_life` is that of `Early life`,
/// so fragments of foreign links find the sections that they mean.
pub fn section_anchor(heading: &str) -> String {
    let composed: Cow<'_, str> = if is_nfc(heading) {
        heading.into()
    } else {
        heading.nfc().collect::<String>().into()
    };
    let mut anchor = String::with_capacity(composed.len());
    let mut length = 0;
    let mut separated = false;
    for character in composed.chars().flat_map(char::to_lowercase) {
        // A mark belongs to a letter before it. Composing puts marks in another order: if one could
        // stand first, another could come to stand there.
        let is_kept = if is_combining_mark(character) {
            !anchor.is_empty()
        } else {
            character.is_alphanumeric()
        };
        if is_kept {
            if separated && !anchor.is_empty() {
                anchor.push('-');
                length += 1;
            }
            separated = false;
            if length >= LONGEST {
                break;
            }
            anchor.push(character);
            length += 1;
        } else if character.is_whitespace() || matches!(character, '-' | '_' | '–' | '—' | '/')
        {
            separated = true;
        }
    }
    while anchor.ends_with('-') {
        anchor.pop();
    }
    // What was left out may have kept marks apart that now stand together.
    if is_nfc(&anchor) {
        anchor
    } else {
        anchor.nfc().collect()
    }
}

/// Gives every heading of a page an anchor of its own.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    taken: HashSet<String>,
    counts: HashMap<String, u32>,
}

impl Anchors {
    /// The anchor for a heading with this text.
    pub(super) fn give(&mut self, heading: &str) -> String {
        let mut base = section_anchor(heading);
        if base.is_empty() {
            "section".clone_into(&mut base);
        }
        if self.taken.insert(base.clone()) {
            return base;
        }
        let count = self.counts.entry(base.clone()).or_insert(1);
        loop {
            *count = count.saturating_add(1);
            let anchor = format!("{base}-{count}");
            if self.taken.insert(anchor.clone()) {
                return anchor;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn anchors_keep_letters_of_any_script() {
        assert_eq!(
            section_anchor("History and structure"),
            "history-and-structure"
        );
        assert_eq!(
            section_anchor("  Early_life – 1900–1914 "),
            "early-life-1900-1914"
        );
        assert_eq!(section_anchor("C++ (language)"), "c-language");
        assert_eq!(section_anchor("Città & Ä"), "città-ä");
        assert_eq!(section_anchor("早期 历史"), "早期-历史");
        assert_eq!(section_anchor("हिन्दी"), "हिन्दी");
        assert_eq!(section_anchor("e\u{301}t"), "ét");
        assert_eq!(section_anchor("?!"), "");
        assert_eq!(section_anchor("\u{10a0d}:\u{d4d}"), "");
    }

    #[test]
    fn anchors_are_unique() {
        let mut anchors = Anchors::default();
        let given: Vec<String> = ["A", "a", "A-2", "a", "!", "?"]
            .iter()
            .map(|heading| anchors.give(heading))
            .collect();
        assert_eq!(given, ["a", "a-2", "a-2-2", "a-3", "section", "section-2"]);
    }

    proptest! {
        #[test]
        fn the_anchor_of_an_anchor_is_itself(heading in "\\PC{0,200}") {
            let anchor = section_anchor(&heading);
            prop_assert_eq!(section_anchor(&anchor), anchor);
        }
    }
}
