//! A first look at a page: its headings with their anchors, and what its ids stand for.
//!
//! Links within a page may point forward, so this comes before anything is written.

use std::collections::HashMap;

use html5ever::local_name;

use super::anchor::Anchors;
use super::elements::{Kind, Rule, Tag};
use super::noise::{is_citation, is_noise};
use super::tree::{Content, NodeId, Tree, Visitor};

/// The longest id that is kept.
const LONGEST_ID: usize = 256;

/// What an id of the source stands for.
#[derive(Debug, Clone, Copy)]
enum Target {
    /// The heading with this number.
    Heading(usize),
    /// An element.
    Element(NodeId),
}

/// The headings and ids of a page.
#[derive(Debug, Default)]
pub(super) struct Survey<'a> {
    ids: HashMap<&'a str, Target>,
    anchors: Vec<String>,
    by_node: HashMap<NodeId, usize>,
    by_anchor: HashMap<String, usize>,
}

/// Where a link within the page leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// To the section with this anchor.
    Section(&'a str),
    /// To the element with this id.
    Element(&'a str),
}

impl<'a> Survey<'a> {
    pub(super) fn of(tree: &'a Tree) -> Self {
        let mut surveyor = Surveyor::default();
        tree.walk(tree.root(), &mut surveyor);
        let mut names = Anchors::default();
        let mut survey = Self {
            ids: surveyor.ids,
            anchors: Vec::with_capacity(surveyor.headings.len()),
            by_node: HashMap::with_capacity(surveyor.headings.len()),
            by_anchor: HashMap::with_capacity(surveyor.headings.len()),
        };
        for (number, (node, text)) in surveyor.headings.into_iter().enumerate() {
            let anchor = names.give(&text);
            survey.by_node.insert(node, number);
            survey.by_anchor.insert(anchor.clone(), number);
            survey.anchors.push(anchor);
        }
        survey
    }

    /// The anchor of the heading `node`, if it is one that has a section.
    pub(super) fn anchor(&self, node: NodeId) -> Option<&str> {
        self.by_node
            .get(&node)
            .and_then(|number| self.anchors.get(*number))
            .map(|anchor| &**anchor)
    }

    /// Whether `node` is the one element that bears this id.
    pub(super) fn bears(&self, node: NodeId, id: &str) -> bool {
        matches!(self.ids.get(id), Some(Target::Element(bearer)) if *bearer == node)
    }

    /// Where the fragment of a link leads.
    pub(super) fn place<'b>(&'b self, fragment: &'b str) -> Option<Place<'b>> {
        let heading = |number: usize| self.anchors.get(number).map(|anchor| &**anchor);
        match self.ids.get(fragment) {
            Some(Target::Heading(number)) => heading(*number).map(Place::Section),
            Some(Target::Element(_)) => Some(Place::Element(fragment)),
            None => {
                let anchor = super::anchor::section_anchor(fragment);
                self.by_anchor
                    .get(&anchor)
                    .and_then(|number| heading(*number))
                    .map(Place::Section)
            }
        }
    }
}

#[derive(Debug, Default)]
struct Surveyor<'a> {
    ids: HashMap<&'a str, Target>,
    headings: Vec<(NodeId, String)>,
    /// The heading that the walk is in.
    heading: Option<NodeId>,
}

impl<'a> Visitor<'a> for Surveyor<'a> {
    fn enter(&mut self, tree: &'a Tree, node: NodeId) -> bool {
        let rule = match tree.content(node) {
            Content::Element { rule, .. } => *rule,
            Content::Text(text) => {
                if self.heading.is_some()
                    && let Some((_, heading)) = self.headings.last_mut()
                {
                    heading.push_str(text);
                }
                return false;
            }
            Content::Other => return false,
        };
        let is_recording = matches!(
            rule,
            Rule::Write(Tag {
                kind: Kind::Recording,
                ..
            })
        );
        if rule == Rule::Drop
            || is_noise(tree, node)
            || (self.heading.is_some() && is_citation(tree, node))
        {
            return false;
        }
        if let Rule::Write(Tag {
            kind: Kind::Heading(_),
            ..
        }) = rule
            && self.heading.is_none()
        {
            self.heading = Some(node);
            self.headings.push((node, String::new()));
        }
        if let Some(id) = source_id(tree, node) {
            let target = match self.heading {
                Some(_) => Target::Heading(self.headings.len() - 1),
                None => Target::Element(node),
            };
            self.ids.entry(id).or_insert(target);
        }
        !is_recording
    }

    fn leave(&mut self, _tree: &'a Tree, node: NodeId) {
        if self.heading == Some(node) {
            self.heading = None;
        }
    }
}

/// The id that an element bears in the source; the name of an old anchor counts as one.
pub(super) fn source_id(tree: &Tree, node: NodeId) -> Option<&str> {
    let id = tree
        .attribute(node, &local_name!("id"))
        .or_else(|| match tree.rule(node) {
            Some(Rule::Write(tag)) if tag.kind == Kind::Link => {
                tree.attribute(node, &local_name!("name"))
            }
            _ => None,
        })?;
    let usable = !id.is_empty()
        && id.len() <= LONGEST_ID
        && !id.contains(|character: char| character.is_whitespace() || character.is_control());
    usable.then_some(id)
}
