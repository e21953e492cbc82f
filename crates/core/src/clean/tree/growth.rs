//! A tree while the HTML parser builds it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};

use super::{Content, Node, NodeId, Tree};
use crate::clean::elements::rule_of;

/// An element as the parser knows it: its place, and its name beside it so that asking for the
/// name borrows nothing.
#[derive(Debug, Clone)]
pub(in crate::clean) struct Handle {
    id: NodeId,
    name: QualName,
    /// An `annotation-xml` whose content is HTML.
    holds_html: bool,
}

/// A tree while the parser builds it.
#[derive(Debug)]
pub(in crate::clean) struct Growth {
    nodes: RefCell<Vec<Node>>,
    elements: Cell<usize>,
}

impl Growth {
    /// A tree for a source of this length.
    pub(in crate::clean) fn new(size: usize) -> Self {
        let nodes = Vec::with_capacity((size / 24).clamp(16, 100_000));
        let growth = Self {
            nodes: RefCell::new(nodes),
            elements: Cell::new(0),
        };
        growth.add(Content::Other);
        growth
    }

    /// How many elements were made so far.
    pub(in crate::clean) fn elements(&self) -> usize {
        self.elements.get()
    }

    /// How many nodes were made so far.
    pub(in crate::clean) fn len(&self) -> usize {
        self.nodes.borrow().len()
    }

    fn add(&self, content: Content) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node::new(content));
        NodeId::at(nodes.len() - 1)
    }

    /// Hangs `child` into the tree as the last child of `parent`, or before one of its children.
    fn hang(&self, parent: NodeId, before: Option<NodeId>, child: NodeOrText<Handle>) {
        let previous = match before {
            Some(sibling) => self.with(sibling, |node| node.previous),
            None => self.with(parent, |node| node.last),
        };
        let child = match child {
            NodeOrText::AppendNode(handle) => handle.id,
            NodeOrText::AppendText(text) => {
                if let Some(previous) = previous
                    && self.extend_text(previous, &text)
                {
                    return;
                }
                self.add(Content::Text(text))
            }
        };
        self.detach(child);
        // Detaching may have changed what stands before the place.
        let previous = match before {
            Some(sibling) => self.with(sibling, |node| node.previous),
            None => self.with(parent, |node| node.last),
        };
        self.change(child, |node| {
            node.parent = Some(parent);
            node.previous = previous;
            node.next = before;
        });
        match previous {
            Some(previous) => self.change(previous, |node| node.next = Some(child)),
            None => self.change(parent, |node| node.first = Some(child)),
        }
        match before {
            Some(before) => self.change(before, |node| node.previous = Some(child)),
            None => self.change(parent, |node| node.last = Some(child)),
        }
    }

    fn extend_text(&self, id: NodeId, more: &StrTendril) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        match nodes.get_mut(id.index()).map(|node| &mut node.content) {
            Some(Content::Text(text)) => {
                text.push_tendril(more);
                true
            }
            _ => false,
        }
    }

    fn detach(&self, id: NodeId) {
        let (parent, previous, next) =
            self.with_all(id, |node| (node.parent, node.previous, node.next));
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => self.change(previous, |node| node.next = next),
            None => self.change(parent, |node| node.first = next),
        }
        match next {
            Some(next) => self.change(next, |node| node.previous = previous),
            None => self.change(parent, |node| node.last = previous),
        }
        self.change(id, |node| {
            (node.parent, node.previous, node.next) = (None, None, None);
        });
    }

    fn with(&self, id: NodeId, read: impl Fn(&Node) -> Option<NodeId>) -> Option<NodeId> {
        self.nodes.borrow().get(id.index()).and_then(read)
    }

    fn with_all<T: Default>(&self, id: NodeId, read: impl Fn(&Node) -> T) -> T {
        self.nodes
            .borrow()
            .get(id.index())
            .map(read)
            .unwrap_or_default()
    }

    fn change(&self, id: NodeId, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.borrow_mut().get_mut(id.index()) {
            change(node);
        }
    }
}

impl TreeSink for Growth {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Tree {
        Tree {
            nodes: self.nodes.into_inner(),
            root: None,
        }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        nameless(NodeId::ROOT)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        &target.name
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Handle {
        self.elements.set(self.elements.get() + 1);
        let content = Content::Element {
            name: name.local.clone(),
            rule: rule_of(&name),
            attributes,
        };
        Handle {
            id: self.add(content),
            name,
            holds_html: flags.mathml_annotation_xml_integration_point,
        }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        nameless(self.add(Content::Other))
    }

    fn create_pi(&self, _target: StrTendril, data: StrTendril) -> Handle {
        self.create_comment(data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.hang(parent.id, None, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous_element: &Handle,
        child: NodeOrText<Handle>,
    ) {
        match self.with(element.id, |node| node.parent) {
            Some(parent) => self.hang(parent, Some(element.id), child),
            None => self.hang(previous_element.id, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        // Templates are dropped with all they hold, so their content may hang anywhere in them.
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let Some(parent) = self.with(sibling.id, |node| node.parent) {
            self.hang(parent, Some(sibling.id), child);
        }
    }

    fn add_attrs_if_missing(&self, _target: &Handle, _attributes: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        // One by one: each child is moved as often as elements are misnested, which the bound on
        // nesting keeps small.
        while let Some(child) = self.with(node.id, |node| node.first) {
            self.detach(child);
            self.hang(new_parent.id, None, NodeOrText::AppendNode(nameless(child)));
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        handle.holds_html
    }
}

/// A node that is no element, or is not asked for its name.
fn nameless(id: NodeId) -> Handle {
    Handle {
        id,
        name: QualName::new(None, ns!(), LocalName::from("")),
        holds_html: false,
    }
}
