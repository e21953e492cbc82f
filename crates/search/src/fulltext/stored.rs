//! What is read of a stored document: what a result shows at once, and its packed text only where it is
//! quoted, for tantivy reads bytes one by one.

use tantivy::schema::document::{
    DeserializeError, DocumentDeserialize, DocumentDeserializer, ValueDeserialize,
    ValueDeserializer, ValueType, ValueVisitor,
};

/// All but the packed text, which stands behind the others.
#[derive(Default)]
pub(super) struct Stored {
    pub(super) path: String,
    /// With the marker of its language.
    pub(super) title: String,
    pub(super) keeps_text: bool,
}

impl DocumentDeserialize for Stored {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(
        mut document: D,
    ) -> Result<Self, DeserializeError> {
        let mut stored = Self::default();
        for text in [&mut stored.path, &mut stored.title] {
            if let Some((_, Piece::Text(read))) = document.next_field()? {
                *text = read;
            }
        }
        stored.keeps_text = matches!(document.next_field()?, Some((_, Piece::Packed)));
        Ok(stored)
    }
}

/// The packed text alone; nothing where it is not kept.
#[derive(Default)]
pub(super) struct Packed(pub(super) Vec<u8>);

impl DocumentDeserialize for Packed {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(
        mut document: D,
    ) -> Result<Self, DeserializeError> {
        while let Some((_, BytesOrText(bytes))) = document.next_field()? {
            if let Some(bytes) = bytes {
                return Ok(Self(bytes));
            }
        }
        Ok(Self::default())
    }
}

enum Piece {
    Text(String),
    /// It is not read, and nothing behind it can be.
    Packed,
}

impl ValueDeserialize for Piece {
    fn deserialize<'de, D: ValueDeserializer<'de>>(value: D) -> Result<Self, DeserializeError> {
        match value.deserialize_string() {
            Ok(text) => Ok(Self::Text(text)),
            Err(DeserializeError::TypeMismatch {
                actual: ValueType::Bytes,
                ..
            }) => Ok(Self::Packed),
            Err(error) => Err(error),
        }
    }
}

struct BytesOrText(Option<Vec<u8>>);

impl ValueDeserialize for BytesOrText {
    fn deserialize<'de, D: ValueDeserializer<'de>>(value: D) -> Result<Self, DeserializeError> {
        value.deserialize_any(OfBytes).map(Self)
    }
}

/// Takes bytes, and no texts.
struct OfBytes;

impl ValueVisitor for OfBytes {
    type Value = Option<Vec<u8>>;

    fn visit_string(&self, _: String) -> Result<Self::Value, DeserializeError> {
        Ok(None)
    }

    fn visit_bytes(&self, bytes: Vec<u8>) -> Result<Self::Value, DeserializeError> {
        Ok(Some(bytes))
    }
}
