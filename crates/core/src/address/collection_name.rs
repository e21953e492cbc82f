//! Names of collections, which are also names of files on every system.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most characters that a name has.
const LONGEST: usize = 64;

/// Endings of the files that collections come in, which say nothing about the collection.
const FILE_ENDINGS: [&str; 11] = [
    "zim", "zimaa", "xml", "bz2", "gz", "zst", "jsonl", "md", "html", "htm", "db",
];

/// File names that Windows keeps for devices, whatever extension follows them.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The stable name of a collection: `[a-z0-9][a-z0-9._-]{0,63}`, and no reserved Windows file name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CollectionName(String);

/// Why a text is not the name of a collection.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CollectionNameError {
    /// The text is empty.
    #[error("the name is empty")]
    Empty,
    /// The text has more than 64 characters.
    #[error("`{0}` is longer than 64 characters")]
    TooLong(String),
    /// A character is outside the set.
    #[error(
        "`{0}` has other characters than lower-case letters a to z, digits, `.`, `_` and `-`, \
         or does not begin with a letter or digit"
    )]
    Characters(String),
    /// Windows keeps the name for a device.
    #[error("`{0}` is a name that Windows reserves")]
    Reserved(String),
}

impl CollectionName {
    /// Takes `text` as a name, if it is one.
    pub fn new(text: &str) -> Result<Self, CollectionNameError> {
        let Some(first) = text.bytes().next() else {
            return Err(CollectionNameError::Empty);
        };
        if text.chars().count() > LONGEST {
            return Err(CollectionNameError::TooLong(text.to_owned()));
        }
        if !first.is_ascii_alphanumeric() || !text.bytes().all(is_name_byte) {
            return Err(CollectionNameError::Characters(text.to_owned()));
        }
        if is_reserved(text) {
            return Err(CollectionNameError::Reserved(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }

    /// Makes a valid name from any text, as a rule the name of a file.
    ///
    /// The same text gives the same name, and different texts in scripts other than Latin give
    /// different names as well.
    pub fn from_text(text: &str) -> Self {
        let file = text
            .rsplit(['/', '\\'])
            .find(|part| !part.is_empty())
            .unwrap_or_default();
        let mut name = String::new();
        for character in without_endings(file)
            .nfkd()
            .filter(|&character| !is_combining_mark(character))
        {
            for lower in character.to_lowercase() {
                match u8::try_from(lower) {
                    Ok(byte) if is_name_byte(byte) => name.push(lower),
                    _ if name.ends_with('_') => {}
                    _ => name.push('_'),
                }
            }
        }
        let name = name.trim_start_matches(['.', '_', '-']);
        let end = name.len().min(LONGEST - 1);
        // The name is ASCII here, so every index is a border between characters.
        let name = name
            .get(..end)
            .unwrap_or(name)
            .trim_end_matches(['.', '_', '-']);
        if name.is_empty() {
            return Self(format!("collection-{:08x}", fingerprint(file)));
        }
        if is_reserved(name) {
            let (stem, extension) = name.split_at(name.find('.').unwrap_or(name.len()));
            return Self(format!("{stem}_{extension}"));
        }
        Self(name.to_owned())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CollectionName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<CollectionName> for String {
    fn from(name: CollectionName) -> Self {
        name.0
    }
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte)
}

fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    RESERVED.contains(&stem)
}

fn without_endings(file: &str) -> &str {
    let mut rest = file;
    while let Some((stem, ending)) = rest.rsplit_once('.')
        && !stem.is_empty()
        && FILE_ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    {
        rest = stem;
    }
    rest
}

/// The 32-bit FNV-1a hash.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_checked() {
        assert!(CollectionName::new("wikipedia_en_all").is_ok());
        assert!(CollectionName::new("0.a-b_c").is_ok());
        assert!(CollectionName::new(&"a".repeat(64)).is_ok());
        assert_eq!(CollectionName::new(""), Err(CollectionNameError::Empty));
        let refused = |text: &str| CollectionName::new(text).unwrap_err();
        assert!(matches!(
            refused(&"a".repeat(65)),
            CollectionNameError::TooLong(_)
        ));
        for text in ["A", "-a", "a b", "a/b", "é", "_a", "a\0"] {
            assert!(
                matches!(refused(text), CollectionNameError::Characters(_)),
                "{text}"
            );
        }
        for text in ["con", "nul.db", "com1", "lpt9.a.b", "aux"] {
            assert!(
                matches!(refused(text), CollectionNameError::Reserved(_)),
                "{text}"
            );
        }
    }

    #[test]
    fn names_are_made_from_file_names() {
        let made = |text: &str| CollectionName::from_text(text).to_string();
        assert_eq!(
            made("wikipedia_en_all_2024-01.zim"),
            "wikipedia_en_all_2024-01"
        );
        assert_eq!(made("/home/me/Café Noir.xml.bz2"), "cafe_noir");
        assert_eq!(made("C:\\notes\\Meine Notizen\\"), "meine_notizen");
        assert_eq!(made("con"), "con_");
        assert_eq!(made("NUL.tar"), "nul_.tar");
        assert_eq!(made("..."), made("..."));
        assert!(made("维基百科").starts_with("collection-"));
        assert_ne!(made("维基百科"), made("百度百科"));
    }

    proptest! {
        #[test]
        fn every_text_gives_a_valid_name(text in "\\PC{0,120}|(con|nul|com1)[.a-z]{0,4}") {
            let name = CollectionName::from_text(&text);
            prop_assert_eq!(CollectionName::new(name.as_str()), Ok(name));
        }
    }
}
