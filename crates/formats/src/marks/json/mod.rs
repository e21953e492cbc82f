//! Files of marks in JSON: where the entries are in them, and what an entry says.
//!
//! Entries are handed over one at a time while the file is read, so that no more than one of them is
//! held as JSON, and of that one no more than [`MAX_VALUES`] values.

mod halves;
mod values;

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{Error, MAX_MARKS};
use halves::mended;
pub(super) use values::{bare, each, has_term, has_type, id_of, literal, text_of, texts_of};

/// Values of which an entry is made, at most.
const MAX_VALUES: usize = 100_000;
/// Fields that hold entries: of the W3C's collections and pages, of JSON-LD, of Hypothesis' exports,
/// and of what its API answers.
const LISTS: [&str; 5] = ["items", "first", "@graph", "annotations", "rows"];
/// Fields with which a collection names a part of it that may stand elsewhere.
const PARTS: [&str; 2] = ["first", "next"];

/// What takes the entries of a file.
pub(super) trait Entries {
    /// Takes an entry, or what stands where one should.
    fn entry(&mut self, entry: &Value) -> Result<(), Error>;
    /// Takes an entry that has more than [`MAX_VALUES`] values.
    fn too_large(&mut self, beginning: &Value) -> Result<(), Error>;
    /// Takes a list of entries, as what it says beside them and the names of its lists.
    fn list(&mut self, about: &Value, lists: &[&'static str]);
    /// Takes the address of a page that belongs to the file and is not in it.
    fn missing_page(&mut self, address: &str) -> Result<(), Error>;
}

/// Hands over every entry of a file.
pub(super) fn read_entries(text: &str, entries: &mut dyn Entries) -> Result<(), Error> {
    let mut walk = Walk {
        entries,
        refusal: None,
        parts: Vec::new(),
        seen: HashSet::new(),
    };
    let text = mended(text);
    let mut json = serde_json::Deserializer::from_str(&text);
    let read = Place(&mut walk)
        .deserialize(&mut json)
        .and_then(|()| json.end());
    if let Some(refusal) = walk.refusal {
        return Err(refusal);
    }
    read.map_err(|error| Error::Damaged {
        why: error.to_string(),
    })?;
    for part in walk.parts {
        if walk.seen.insert(part.clone()) {
            walk.entries.missing_page(&part)?;
        }
    }
    Ok(())
}

struct Walk<'a> {
    entries: &'a mut dyn Entries,
    /// Why the file is refused, where it is no matter of its JSON.
    refusal: Option<Error>,
    /// Addresses of pages that belong to a collection.
    parts: Vec<String>,
    /// Ids of the lists that are in the file.
    seen: HashSet<String>,
}

impl Walk<'_> {
    /// Notes the address of a page that belongs to the file.
    fn belongs<E: serde::de::Error>(&mut self, address: &str) -> Result<(), E> {
        if self.parts.len() >= MAX_MARKS {
            return self.hand_over(|_| Err(Error::TooMany));
        }
        self.parts.push(address.to_owned());
        Ok(())
    }

    fn hand_over<E: serde::de::Error>(
        &mut self,
        take: impl FnOnce(&mut dyn Entries) -> Result<(), Error>,
    ) -> Result<(), E> {
        take(self.entries).map_err(|refusal| {
            self.refusal = Some(refusal);
            E::custom("the file is refused")
        })
    }
}

/// Where an entry or a list of entries may stand.
struct Place<'w, 'a>(&'w mut Walk<'a>);

impl<'de> DeserializeSeed<'de> for Place<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

/// What stands where an entry should and is no object.
macro_rules! scalars {
    ($($visit:ident: $kind:ty),*) => {
        $(fn $visit<E: serde::de::Error>(self, value: $kind) -> Result<(), E> {
            self.0.hand_over(|entries| entries.entry(&Value::from(value)))
        })*
    };
}

impl<'de> Visitor<'de> for Place<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("annotations")
    }

    scalars!(visit_bool: bool, visit_u64: u64, visit_i64: i64, visit_f64: f64, visit_str: &str);

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Place(&mut *self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let Self(walk) = self;
        let mut fields = Map::new();
        let mut lists = Vec::new();
        let mut left = MAX_VALUES;
        while let Some(name) = object.next_key::<String>()? {
            if let Some(list) = LISTS.iter().find(|list| **list == name) {
                lists.push(*list);
                if PARTS.contains(list) {
                    object.next_value_seed(Part(&mut *walk))?;
                } else {
                    object.next_value_seed(Place(&mut *walk))?;
                }
                continue;
            }
            let value = object.next_value_seed(Bounded(&mut left))?;
            if PARTS.contains(&name.as_str())
                && let Some(address) = id_of(&value)
            {
                walk.belongs(address)?;
            }
            fields.insert(name, value);
        }
        let fields = Value::Object(fields);
        let is_list = ["AnnotationCollection", "AnnotationPage"]
            .iter()
            .any(|list| has_type(&fields, list));
        if !lists.is_empty() || is_list {
            if let Some(id) = id_of(&fields)
                && walk.seen.len() < MAX_MARKS
            {
                walk.seen.insert(id.to_owned());
            }
            walk.entries.list(&fields, &lists);
            if fields.get("target").is_none() {
                return Ok(());
            }
        }
        walk.hand_over(|entries| match left {
            0 => entries.too_large(&fields),
            _ => entries.entry(&fields),
        })
    }
}

/// Where a page of a collection may stand, or its address.
struct Part<'w, 'a>(&'w mut Walk<'a>);

impl<'de> DeserializeSeed<'de> for Part<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a page of annotations")
    }

    fn visit_str<E: serde::de::Error>(self, address: &str) -> Result<(), E> {
        self.0.belongs(address)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        Place(self.0).visit_seq(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        Place(self.0).visit_map(object)
    }
}

/// A value of an entry, as long as the entry may have more of them; what is beyond is null.
struct Bounded<'w>(&'w mut usize);

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        *self.0 = self.0.saturating_sub(1);
        if *self.0 == 0 {
            return json.deserialize_any(IgnoredAny).map(|_| Value::Null);
        }
        json.deserialize_any(self)
    }
}

/// A value without parts.
macro_rules! values {
    ($($visit:ident: $kind:ty),*) => {
        $(fn $visit<E>(self, value: $kind) -> Result<Value, E> {
            Ok(Value::from(value))
        })*
    };
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    values!(visit_bool: bool, visit_u64: u64, visit_i64: i64, visit_f64: f64, visit_str: &str, visit_string: String);

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(Bounded(&mut *self.0))? {
            // Nothing is gained by counting out what is too large.
            if *self.0 > 0 {
                values.push(value);
            }
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            let value = object.next_value_seed(Bounded(&mut *self.0))?;
            if *self.0 > 0 {
                fields.insert(name, value);
            }
        }
        Ok(Value::Object(fields))
    }
}
