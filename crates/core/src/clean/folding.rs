//! Navigation boxes, which are folded under their titles.

use html5ever::local_name;

use super::classes::class_of;
use super::elements::{Kind, Tag};
use super::noise::is_noise;
use super::tree::{Content, NodeId, Tree, Visitor};

pub(super) const DETAILS: Tag = Tag {
    name: "details",
    kind: Kind::Block,
};

pub(super) const SUMMARY: Tag = Tag {
    name: "summary",
    kind: Kind::Block,
};

/// The longest title, in bytes.
const LONGEST_TITLE: usize = 300;

/// The title of a navigation box.
pub(super) struct Title {
    pub(super) text: String,
    /// The element that says nothing else, and so need not be written in the box again.
    pub(super) element: Option<NodeId>,
}

/// Whether an element is the whole of a navigation box.
pub(super) fn is_navigation(tree: &Tree, node: NodeId, tag: Tag) -> bool {
    matches!(tag.name, "div" | "table" | "aside" | "section")
        && tree
            .attribute(node, &local_name!("class"))
            .is_some_and(|classes| {
                let mut classes = classes.split_ascii_whitespace();
                classes.any(|class| class_of(class) == Some("navbox"))
            })
}

/// The title of a navigation box: what its first heading cell, caption or title element says. A box
/// without one stays open.
pub(super) fn title(tree: &Tree, node: NodeId) -> Option<Title> {
    let mut search = TitleSearch::default();
    tree.walk(node, &mut search);
    let element = search.found?;
    let text = search.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.get(..text.floor_char_boundary(LONGEST_TITLE))?;
    (!text.is_empty()).then(|| Title {
        text: text.to_owned(),
        // Its links are worth keeping where they stand.
        element: (!search.has_link).then_some(element),
    })
}

#[derive(Default)]
struct TitleSearch {
    found: Option<NodeId>,
    ended: bool,
    has_link: bool,
    text: String,
}

impl<'a> Visitor<'a> for TitleSearch {
    fn enter(&mut self, tree: &'a Tree, node: NodeId) -> bool {
        if self.ended {
            return false;
        }
        match tree.content(node) {
            Content::Text(text) => {
                if self.found.is_some() {
                    self.text.push_str(text);
                }
                false
            }
            Content::Other => false,
            Content::Element { name, .. } => {
                if is_noise(tree, node) {
                    return false;
                }
                if self.found.is_some() {
                    self.has_link |= *name == local_name!("a");
                } else if is_title(tree, node) {
                    self.found = Some(node);
                }
                true
            }
        }
    }

    fn leave(&mut self, _tree: &'a Tree, node: NodeId) {
        self.ended |= self.found == Some(node);
    }
}

fn is_title(tree: &Tree, node: NodeId) -> bool {
    let named = tree
        .attribute(node, &local_name!("class"))
        .is_some_and(|class| class.contains("navbox-title"));
    named
        || matches!(
            tree.name(node),
            Some(&(local_name!("th") | local_name!("caption")))
        )
}
