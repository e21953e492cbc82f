//! The W3C's Web Annotation Data Model (<https://www.w3.org/TR/annotation-model/>), as JSON-LD.
//!
//! What the model has no word for stands under `pandect:`, a vocabulary that the file's context
//! declares, so that others may pass it over and nothing is lost between libraries.

mod bodies;
mod colors;
mod read;
mod selectors;
mod write;

pub(super) use read::{is_annotation, marks, source_of, targets};
pub use write::web_annotation;

pub(super) use selectors::{Selected, select};

/// The context of the model.
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// Our vocabulary.
const VOCABULARY: &str = "https://github.com/pandect/pandect/ns#";
/// What a fragment of an address of ours means: the id of an element, as in HTML.
const HTML_FRAGMENT: &str = "http://tools.ietf.org/rfc/rfc3236";
/// The class of passages that are underlined.
const UNDERLINE: &str = "underline";
