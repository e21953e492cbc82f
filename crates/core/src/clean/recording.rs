//! Sounds and films of a source.

use html5ever::local_name;

use super::tree::{NodeId, Tree};
use crate::address::Address;

/// How many sources of one recording are looked at.
const MOST_SOURCES: usize = 16;

/// Endings of files that sound and show nothing.
const SOUNDS: [&str; 9] = [
    "aac", "flac", "m4a", "mid", "mp3", "oga", "ogg", "opus", "wav",
];

/// The elements that name where a recording is, the element itself first.
pub(super) fn sources(tree: &Tree, node: NodeId) -> impl Iterator<Item = NodeId> {
    let children = std::iter::successors(tree.first_child(node), |child| tree.next_sibling(*child));
    let named = children.filter(|child| tree.name(*child) == Some(&local_name!("source")));
    std::iter::once(node).chain(named.take(MOST_SOURCES))
}

/// Whether a recording only sounds: by its element, by the class that it was given before, or by
/// the ending of its file.
pub(super) fn is_sound(tree: &Tree, node: NodeId, address: &Address) -> bool {
    let class = tree.attribute(node, &local_name!("class"));
    let (_, ending) = address.path.rsplit_once('.').unwrap_or_default();
    tree.name(node) == Some(&local_name!("audio"))
        || class == Some("sound")
        || SOUNDS
            .iter()
            .any(|sound| ending.eq_ignore_ascii_case(sound))
}
