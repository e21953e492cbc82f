//! The tree that the HTML parser builds: nodes in one vector, named by their index.

mod growth;

use std::num::NonZeroU32;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};

use super::elements::Rule;

pub(super) use growth::{Growth, Handle};

/// A node's place in its tree, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct NodeId(NonZeroU32);

impl NodeId {
    const ROOT: Self = Self(NonZeroU32::MIN);

    fn at(index: usize) -> Self {
        let index = u32::try_from(index).unwrap_or(u32::MAX - 1);
        Self(NonZeroU32::MIN.saturating_add(index))
    }

    fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Content {
    /// The document, or anything else that neither shows text nor is an element.
    Other,
    /// An element.
    Element {
        /// What it is called in the source.
        name: LocalName,
        /// What becomes of it.
        rule: Rule,
        /// Its attributes, as far as the cleaner may want them.
        attributes: Vec<Attribute>,
    },
    /// Text.
    Text(StrTendril),
}

#[derive(Debug)]
struct Node {
    parent: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
    content: Content,
}

impl Node {
    fn new(content: Content) -> Self {
        Self {
            parent: None,
            previous: None,
            next: None,
            first: None,
            last: None,
            content,
        }
    }
}

/// A parsed fragment, to be read.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    root: Option<NodeId>,
}

impl Tree {
    /// The element that holds the fragment's content.
    pub(super) fn root(&self) -> NodeId {
        // The parser puts the content of a fragment into an `html` element of its own.
        self.root
            .or_else(|| self.first_child(NodeId::ROOT))
            .unwrap_or(NodeId::ROOT)
    }

    /// Takes another element for the whole.
    pub(super) fn set_root(&mut self, id: NodeId) {
        self.root = Some(id);
    }

    /// Leaves an element out, with what is in it.
    pub(super) fn cut(&mut self, id: NodeId) {
        if let Some(node) = self.nodes.get_mut(id.index()) {
            node.content = Content::Other;
        }
    }

    /// What an element is called in the source.
    pub(super) fn name(&self, id: NodeId) -> Option<&LocalName> {
        match self.content(id) {
            Content::Element { name, .. } => Some(name),
            Content::Text(_) | Content::Other => None,
        }
    }

    pub(super) fn content(&self, id: NodeId) -> &Content {
        self.nodes
            .get(id.index())
            .map_or(&Content::Other, |node| &node.content)
    }

    pub(super) fn rule(&self, id: NodeId) -> Option<Rule> {
        match self.content(id) {
            Content::Element { rule, .. } => Some(*rule),
            Content::Text(_) | Content::Other => None,
        }
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id.index())?.parent
    }

    pub(super) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id.index())?.first
    }

    pub(super) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id.index())?.next
    }

    /// The nearest sibling before `id` that is an element.
    pub(super) fn previous_element(&self, id: NodeId) -> Option<NodeId> {
        let mut before = self.nodes.get(id.index())?.previous;
        while let Some(node) = before {
            if let Content::Element { .. } = self.content(node) {
                return before;
            }
            before = self.nodes.get(node.index())?.previous;
        }
        None
    }

    pub(super) fn attributes(&self, id: NodeId) -> &[Attribute] {
        match self.content(id) {
            Content::Element { attributes, .. } => attributes,
            Content::Text(_) | Content::Other => &[],
        }
    }

    pub(super) fn attribute(&self, id: NodeId, name: &LocalName) -> Option<&str> {
        self.attributes(id)
            .iter()
            .find(|attribute| attribute.name.local == *name && attribute.name.ns == ns!())
            .map(|attribute| &*attribute.value)
    }

    /// An attribute whose name is none of HTML's own.
    pub(super) fn named_attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        self.attributes(id)
            .iter()
            .find(|attribute| *attribute.name.local == *name)
            .map(|attribute| &*attribute.value)
    }

    /// Visits everything below `root` in document order without recursion. `enter` says whether
    /// the children of a node are wanted; `leave` is called for each node whose children were.
    pub(super) fn walk<'a, V: Visitor<'a>>(&'a self, root: NodeId, visitor: &mut V) {
        let Some(mut node) = self.first_child(root) else {
            return;
        };
        loop {
            if visitor.enter(self, node) {
                if let Some(child) = self.first_child(node) {
                    node = child;
                    continue;
                }
                visitor.leave(self, node);
            }
            while self.next_sibling(node).is_none() {
                match self.parent(node) {
                    Some(parent) if parent != root => {
                        visitor.leave(self, parent);
                        node = parent;
                    }
                    _ => return,
                }
            }
            match self.next_sibling(node) {
                Some(next) => node = next,
                None => return,
            }
        }
    }
}

/// Makes a tree whose elements come in order, each closed before its parent.
#[derive(Debug)]
pub(super) struct Planting {
    nodes: Vec<Node>,
    open: NodeId,
}

impl Planting {
    /// A tree for a source of this length.
    pub(super) fn new(size: usize) -> Self {
        let mut nodes = Vec::with_capacity((size / 24).clamp(16, 100_000));
        // What the parser makes as well: the document, and the element that holds the content.
        for _ in 0..2 {
            nodes.push(Node::new(Content::Other));
        }
        let mut planting = Self {
            nodes,
            open: NodeId::ROOT,
        };
        planting.hang(NodeId::at(1));
        planting.open = NodeId::at(1);
        planting
    }

    /// Opens an element in the one that is open.
    pub(super) fn open(&mut self, name: QualName, rule: Rule, attributes: Vec<Attribute>) {
        let name = name.local;
        self.open = self.add(Content::Element {
            name,
            rule,
            attributes,
        });
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        let parent = self
            .nodes
            .get(self.open.index())
            .and_then(|node| node.parent);
        self.open = parent.unwrap_or(NodeId::ROOT);
    }

    /// Adds text to the element that is open.
    pub(super) fn text(&mut self, text: &str) {
        self.add(Content::Text(StrTendril::from_slice(text)));
    }

    /// The whole.
    pub(super) fn finish(self) -> Tree {
        Tree {
            nodes: self.nodes,
            root: None,
        }
    }

    fn add(&mut self, content: Content) -> NodeId {
        self.nodes.push(Node::new(content));
        let id = NodeId::at(self.nodes.len() - 1);
        self.hang(id);
        id
    }

    /// Hangs a node into the tree as the last child of what is open.
    fn hang(&mut self, id: NodeId) {
        let parent = self.open;
        let last = self.nodes.get_mut(parent.index()).and_then(|parent| {
            parent.first.get_or_insert(id);
            parent.last.replace(id)
        });
        if let Some(last) = last
            && let Some(last) = self.nodes.get_mut(last.index())
        {
            last.next = Some(id);
        }
        if let Some(node) = self.nodes.get_mut(id.index()) {
            node.parent = Some(parent);
            node.previous = last;
        }
    }
}

/// Sees the nodes of a tree in document order.
pub(super) trait Visitor<'a> {
    /// Comes to a node; says whether to go into it.
    fn enter(&mut self, tree: &'a Tree, node: NodeId) -> bool;
    /// Has seen all children of a node that it went into.
    fn leave(&mut self, tree: &'a Tree, node: NodeId);
}
