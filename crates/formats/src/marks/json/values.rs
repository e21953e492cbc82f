//! What fields of JSON-LD say, in whichever of its ways they say it.

use serde_json::Value;

/// The values of a field that may have one or several; JSON-LD's lists and sets among them.
pub(crate) fn each(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(values)) => values,
        Some(Value::Object(fields)) if fields.contains_key("@list") => each(fields.get("@list")),
        Some(Value::Object(fields)) if fields.contains_key("@set") => each(fields.get("@set")),
        Some(value) => std::slice::from_ref(value),
    }
}

/// A field's text; of several its first.
pub(crate) fn text_of<'v>(object: &'v Value, name: &str) -> Option<&'v str> {
    each(object.get(name)).iter().find_map(literal)
}

/// All texts of a field.
pub(crate) fn texts_of(object: &Value, name: &str) -> Vec<String> {
    let texts = each(object.get(name)).iter().filter_map(literal);
    texts.map(str::to_owned).collect()
}

/// A text, or JSON-LD's literal.
pub(crate) fn literal(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Object(fields) => fields.get("@value")?.as_str(),
        _ => None,
    }
}

/// The IRI that a value is, or that the object has.
pub(crate) fn id_of(value: &Value) -> Option<&str> {
    let id = match value {
        Value::String(id) => Some(id.as_str()),
        Value::Object(_) => text_of(value, "id").or_else(|| text_of(value, "@id")),
        _ => None,
    };
    id.map(str::trim).filter(|id| !id.is_empty())
}

/// Whether one of the values of a field is this term of the Web Annotation vocabulary.
pub(crate) fn has_term(object: &Value, names: &[&str], term: &str) -> bool {
    let values = names.iter().flat_map(|name| each(object.get(*name)));
    values.filter_map(id_of).any(|value| bare(value) == term)
}

/// Whether an object has this type.
pub(crate) fn has_type(object: &Value, name: &str) -> bool {
    has_term(object, &["type", "@type"], name)
}

/// A term without the prefix of its vocabulary.
pub(crate) fn bare(term: &str) -> &str {
    [
        "oa:",
        "as:",
        "http://www.w3.org/ns/oa#",
        "https://www.w3.org/ns/oa#",
    ]
    .iter()
    .find_map(|prefix| term.strip_prefix(prefix))
    .unwrap_or(term)
}
