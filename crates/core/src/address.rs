//! Addresses: `pandect://<collection>/<path>#<section>` names a place for good.
//!
//! Bookmarks, links, history and deep links hold addresses as text, so writing and reading them
//! must be exact opposites: any path and any section come back as they went in. Reading also takes
//! what a person would type, with nothing percent-encoded.

mod collection_name;
mod percent;

pub use collection_name::{CollectionName, CollectionNameError};

use std::fmt;
use std::str::FromStr;

/// What an address begins with.
pub const SCHEME: &str = "pandect://";

/// A place in a library.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Address {
    /// The collection's stable name.
    pub collection: String,
    /// The article's path in it, not encoded.
    pub path: String,
    /// The anchor of a section.
    pub section: Option<String>,
}

/// Why a text is not an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Another scheme, or none.
    #[error("an address begins with `pandect://`")]
    Scheme,
    /// The part between `//` and `/` is no name of a collection.
    #[error("the address names no valid collection: {0}")]
    Collection(#[from] CollectionNameError),
    /// Nothing stands after the collection.
    #[error("the address names no article")]
    NoPath,
    /// Percent-encoded bytes of the path are not UTF-8.
    #[error("the path of the address is not valid UTF-8 text")]
    PathEncoding,
    /// Percent-encoded bytes of the section are not UTF-8.
    #[error("the section of the address is not valid UTF-8 text")]
    SectionEncoding,
}

impl Address {
    /// The address of a whole article.
    pub fn article(collection: &str, path: &str) -> Self {
        Self {
            collection: collection.to_owned(),
            path: path.to_owned(),
            section: None,
        }
    }

    /// This address with another section, or without one where the anchor is empty.
    #[must_use]
    pub fn with_section(mut self, anchor: &str) -> Self {
        self.section = (!anchor.is_empty()).then(|| anchor.to_owned());
        self
    }

    /// Reads an address, percent-encoded or as a person types it.
    ///
    /// A `%` that no two hexadecimal digits follow stands for itself. An empty section is none.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let rest = strip_scheme(text.trim()).ok_or(AddressError::Scheme)?;
        let (place, section) = match rest.split_once('#') {
            Some((place, section)) => (place, Some(section)),
            None => (rest, None),
        };
        let (collection, path) = place.split_once('/').unwrap_or((place, ""));
        // Systems that pass deep links on may change the case of what they take for a host.
        let collection = CollectionName::new(&collection.to_ascii_lowercase())?;
        if path.is_empty() {
            return Err(AddressError::NoPath);
        }
        let section = match section {
            None | Some("") => None,
            Some(section) => Some(
                percent::decode(section)
                    .ok_or(AddressError::SectionEncoding)?
                    .into_owned(),
            ),
        };
        Ok(Self {
            collection: collection.into(),
            path: percent::decode(path)
                .ok_or(AddressError::PathEncoding)?
                .into_owned(),
            section,
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{SCHEME}{}/", self.collection)?;
        percent::encode(&self.path, formatter)?;
        if let Some(section) = &self.section {
            formatter.write_str("#")?;
            percent::encode(section, formatter)?;
        }
        Ok(())
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        Self::parse(text)
    }
}

/// `text` as UTF-8 with its percent-encoded bytes decoded, as in links of foreign sources; `None`
/// where the bytes are not UTF-8.
pub fn percent_decode(text: &str) -> Option<std::borrow::Cow<'_, str>> {
    percent::decode(text)
}

/// `text` with every byte encoded that does not stand for itself in an address.
pub(crate) fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    // Writing into a string cannot fail.
    let _ = percent::encode(text, &mut encoded);
    encoded
}

fn strip_scheme(text: &str) -> Option<&str> {
    let scheme = text.get(..SCHEME.len())?;
    scheme
        .eq_ignore_ascii_case(SCHEME)
        .then(|| &text[SCHEME.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_written_percent_encoded() {
        let address = Address {
            collection: "wikipedia_en_all".to_owned(),
            path: "Göttingen/A (b), 100% & more?".to_owned(),
            section: Some("早期-history".to_owned()),
        };
        assert_eq!(
            address.to_string(),
            "pandect://wikipedia_en_all/G%C3%B6ttingen/A%20(b),%20100%25%20&%20more%3F\
             #%E6%97%A9%E6%9C%9F-history"
        );
    }

    #[test]
    fn raw_addresses_are_read() {
        let address = Address::parse("  PANDECT://Starter/Göttingen (city)?#Early life ").unwrap();
        assert_eq!(address.collection, "starter");
        assert_eq!(address.path, "Göttingen (city)?");
        assert_eq!(address.section.as_deref(), Some("Early life"));
        assert_eq!(
            Address::parse("pandect://a/100%/x%zz%4").unwrap().path,
            "100%/x%zz%4"
        );
        assert_eq!(Address::parse("pandect://a/b#").unwrap().section, None);
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_reason() {
        let reason = |text: &str| Address::parse(text).unwrap_err();
        assert_eq!(reason("https://a/b"), AddressError::Scheme);
        assert_eq!(reason(""), AddressError::Scheme);
        assert_eq!(reason("pandect:/é/b"), AddressError::Scheme);
        assert_eq!(reason("pandect://a"), AddressError::NoPath);
        assert_eq!(reason("pandect://a/#b"), AddressError::NoPath);
        assert_eq!(reason("pandect://a/%FF"), AddressError::PathEncoding);
        assert_eq!(reason("pandect://a/b#%C3"), AddressError::SectionEncoding);
        assert!(matches!(
            reason("pandect:///b"),
            AddressError::Collection(_)
        ));
        assert!(matches!(
            reason("pandect://con/b"),
            AddressError::Collection(_)
        ));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            collection in "[a-z0-9][a-z0-9._-]{0,63}",
            path in "\\PC{1,40}|[\\x00-\\x7f]{1,40}",
            section in proptest::option::of("\\PC{1,40}|[\\x00-\\x7f]{1,40}"),
        ) {
            prop_assume!(CollectionName::new(&collection).is_ok());
            let address = Address { collection, path, section };
            let written = address.to_string();
            prop_assert!(written.is_ascii());
            prop_assert!(!written.contains(['"', '<', '>', ' ']));
            prop_assert_eq!(Address::parse(&written), Ok(address));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "(pandect://)?\\PC{0,80}") {
            if let Ok(address) = Address::parse(&text) {
                prop_assert_eq!(Address::parse(&address.to_string()), Ok(address));
            }
        }
    }
}
