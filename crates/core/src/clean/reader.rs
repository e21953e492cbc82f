//! Reads cleaned HTML as the web view will show it: its text, sections, links and pictures.

use std::collections::HashSet;

use html5ever::local_name;

use crate::address::Address;
use crate::page::{Link, LinkTarget, Section};
use crate::text::utf16_length;

use super::attributes::{MEDIA, POSTER};
use super::drawing::is_drawing;
use super::elements::{Kind, Rule, Tag};
use super::lead::Lead;
use super::noise::is_citation;
use super::tree::{Content, NodeId, Tree, Visitor};

/// What cleaned HTML says.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) text: String,
    pub(super) sections: Vec<Section>,
    pub(super) links: Vec<Link>,
    pub(super) media: Vec<Address>,
    pub(super) lead: String,
    /// Whether every element is one of the closed list. Anything else would be a fault of the
    /// writer, and must not be shown.
    pub(super) is_clean: bool,
}

/// Reads the tree of cleaned HTML.
pub(super) fn read(tree: &Tree, size: usize) -> Reading {
    let mut reader = Reader {
        reading: Reading {
            text: String::with_capacity(size),
            is_clean: true,
            ..Reading::default()
        },
        position: 0,
        heading: None,
        citation: None,
        link: None,
        lead: Lead::default(),
        seen_media: HashSet::new(),
    };
    tree.walk(tree.root(), &mut reader);
    let mut reading = reader.reading;
    end_sections(&mut reading.sections, reader.position);
    reading.lead = reader.lead.finish();
    reading
}

struct Reader<'a> {
    reading: Reading,
    /// How much text was read, in UTF-16 code units.
    position: u32,
    heading: Option<NodeId>,
    citation: Option<NodeId>,
    /// The link that is being read: its element, target, and where its text begins.
    link: Option<(NodeId, LinkTarget, usize)>,
    lead: Lead,
    seen_media: HashSet<&'a str>,
}

impl<'a> Reader<'a> {
    fn text(&mut self, text: &str) {
        self.position = self.position.saturating_add(utf16_length(text));
        self.reading.text.push_str(text);
        if self.citation.is_some() {
            return;
        }
        if self.heading.is_some()
            && let Some(section) = self.reading.sections.last_mut()
        {
            section.title.push_str(text);
        }
        self.lead.text(text);
    }

    fn element(&mut self, tree: &'a Tree, node: NodeId, tag: Tag) {
        match tag.kind {
            Kind::Heading(level) => {
                if let Some(anchor) = tree
                    .attribute(node, &local_name!("id"))
                    .and_then(|id| id.strip_prefix("s-"))
                {
                    self.heading = Some(node);
                    self.reading.sections.push(Section {
                        anchor: anchor.to_owned(),
                        level,
                        title: String::new(),
                        start: self.position,
                        end: 0,
                    });
                }
            }
            Kind::Link => {
                let href = tree
                    .attribute(node, &local_name!("href"))
                    .unwrap_or_default();
                if let Some(target) = target(href) {
                    self.link = Some((node, target, self.reading.text.len()));
                }
            }
            Kind::Picture => self.picture(tree, node, MEDIA),
            Kind::Recording => self.picture(tree, node, POSTER),
            _ => {}
        }
        if self.citation.is_none() && tag.name == "sup" && is_citation(tree, node) {
            self.citation = Some(node);
        }
        if !self.lead.is_found() {
            let class = tree
                .attribute(node, &local_name!("class"))
                .unwrap_or_default();
            self.lead.enter(node, tag, class);
        }
    }

    /// The picture that an attribute names.
    fn picture(&mut self, tree: &'a Tree, node: NodeId, name: &str) {
        if let Some(written) = tree.named_attribute(node, name)
            && self.seen_media.insert(written)
            && let Ok(address) = Address::parse(written)
        {
            self.reading.media.push(address);
        }
    }
}

impl<'a> Visitor<'a> for Reader<'a> {
    fn enter(&mut self, tree: &'a Tree, node: NodeId) -> bool {
        match tree.content(node) {
            Content::Text(text) => {
                self.text(text);
                false
            }
            Content::Other => false,
            Content::Element {
                rule: Rule::Write(tag),
                ..
            } => {
                self.element(tree, node, *tag);
                true
            }
            Content::Element { .. } if is_drawing(tree, node) => false,
            Content::Element { .. } => {
                self.reading.is_clean = false;
                true
            }
        }
    }

    fn leave(&mut self, _tree: &'a Tree, node: NodeId) {
        if self.heading == Some(node) {
            self.heading = None;
        }
        if self.citation == Some(node) {
            self.citation = None;
        }
        if self.link.as_ref().is_some_and(|(link, ..)| *link == node)
            && let Some((_, target, start)) = self.link.take()
        {
            let label = self
                .reading
                .text
                .get(start..)
                .unwrap_or_default()
                .to_owned();
            self.reading.links.push(Link { target, label });
        }
        self.lead.leave(node);
    }
}

fn target(href: &str) -> Option<LinkTarget> {
    if href.starts_with('#') {
        return None;
    }
    match Address::parse(href) {
        Ok(address) => Some(LinkTarget::Address(address)),
        Err(_) => Some(LinkTarget::External(href.to_owned())),
    }
}

/// Gives each section its end: the next heading of the same or a higher level, or the page's end.
fn end_sections(sections: &mut [Section], length: u32) {
    // For each level, where the nearest following heading of that or a higher level begins.
    let mut next = [length; 7];
    for section in sections.iter_mut().rev() {
        let level = usize::from(section.level);
        section.end = next.get(level).copied().unwrap_or(length);
        for start in next.iter_mut().skip(level) {
            *start = section.start;
        }
        let title = section.title.trim();
        if title.len() != section.title.len() {
            section.title = title.to_owned();
        }
    }
}
