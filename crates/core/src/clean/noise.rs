//! Parts of foreign pages that are no content: what is hidden, and the instruments of their sites.

use html5ever::local_name;

use super::classes::{class_of, is_instrument};
use super::tree::{NodeId, Tree};

/// Whether an element is left out with its content.
pub(super) fn is_noise(tree: &Tree, node: NodeId) -> bool {
    let mut class = "";
    let mut hidden = false;
    for attribute in tree.attributes(node) {
        match attribute.name.local {
            local_name!("class") => class = &attribute.value,
            local_name!("hidden") => hidden = true,
            local_name!("style") => hidden |= hides(&attribute.value),
            _ => {}
        }
    }
    if class.is_empty() {
        return hidden;
    }
    // MediaWiki hides its formulas behind pictures of them; the formulas are what we show.
    if class.contains("mwe-math-mathml") {
        return false;
    }
    hidden
        || class.split_ascii_whitespace().any(is_instrument)
        || (class.contains("mwe-math-fallback-image") && follows_formula(tree, node))
}

/// Whether a style keeps its element from being seen.
fn hides(style: &str) -> bool {
    style.split(';').any(|declaration| {
        declaration
            .split_once(':')
            .is_some_and(|(property, value)| {
                property.trim().eq_ignore_ascii_case("display")
                    && value
                        .trim()
                        .get(..4)
                        .is_some_and(|start| start.eq_ignore_ascii_case("none"))
            })
    })
}

fn follows_formula(tree: &Tree, node: NodeId) -> bool {
    tree.previous_element(node)
        .and_then(|before| {
            tree.attribute(before, &local_name!("class"))
                .map(|class| (before, class))
        })
        .is_some_and(|(before, class)| {
            class.contains("mwe-math-mathml") && tree.first_child(before).is_some()
        })
}

/// Whether an element is the mark of a citation, which is no part of a heading or a preview.
pub(super) fn is_citation(tree: &Tree, node: NodeId) -> bool {
    tree.attribute(node, &local_name!("class"))
        .is_some_and(|class| {
            class
                .split_ascii_whitespace()
                .any(|class| class_of(class) == Some("cite"))
        })
}
