//! Turns the tree of a source into cleaned HTML.

use html5ever::{LocalName, local_name};

use crate::address::Address;

use super::attributes::{self, MEDIA, POSTER};
use super::classes::{CLASSES, is_figure};
use super::drawing::{Drawing, FigureParts};
use super::elements::{Kind, Rule, Tag};
use super::folding;
use super::href::{Destination, destination, picture};
use super::noise::is_noise;
use super::recording;
use super::survey::{Place, Survey, source_id};
use super::tree::{Content, NodeId, Tree, Visitor};
use super::writer::Writer;
use super::{LinkRules, NoLinks};

/// The longest text of a picture that is kept.
const LONGEST_ALT: usize = 1_000;

static NO_PARTS: FigureParts = FigureParts::NONE;

const SPAN: Tag = Tag {
    name: "span",
    kind: Kind::Inline,
};

/// What is to be done when the content of an element has been seen.
#[derive(Debug, Clone, Copy)]
enum Ending {
    /// Its end tag is written.
    Close,
    /// Its end tag is written, and that of what was opened around it.
    CloseBoth,
    /// Its end tag is written, and it was a fold.
    Unfold,
    /// Its end tag is written, and it was a figure of ours.
    CloseFigure,
    /// What follows begins a line.
    BreakLine,
    /// Nothing.
    Nothing,
}

/// Sees a source's tree and writes it.
pub(super) struct Cleaner<'a> {
    survey: Survey<'a>,
    links: &'a dyn LinkRules,
    /// What the figures of the page are given; those of a source have none.
    parts: &'a FigureParts,
    writer: Writer,
    endings: Vec<Ending>,
    /// Room for the classes of one element.
    classes: String,
    /// Whether what is cleaned was cleaned before, by an older recipe.
    again: bool,
    /// The title of the navigation box that is being written: it stands above the fold already.
    fold_title: Option<NodeId>,
    in_fold: bool,
    /// How many figures of ours are open: nothing is drawn outside.
    figures: usize,
}

impl<'a> Cleaner<'a> {
    /// Cleans `tree`; `size` is the length of its source.
    pub(super) fn clean(
        tree: &'a Tree,
        size: usize,
        links: &'a dyn LinkRules,
        parts: &'a FigureParts,
    ) -> Writer {
        let mut cleaner = Self::new(Survey::of(tree), size, links);
        cleaner.parts = parts;
        cleaner.run(tree)
    }

    /// Cleans the tree of HTML that an older recipe cleaned: what that named is kept.
    pub(super) fn clean_again(tree: &'a Tree, size: usize) -> Writer {
        let mut cleaner = Self::new(Survey::of(tree), size, &NoLinks);
        cleaner.again = true;
        cleaner.run(tree)
    }

    /// Cleans `tree` without ids and without links to them.
    pub(super) fn clean_without_ids(
        tree: &'a Tree,
        size: usize,
        links: &'a dyn LinkRules,
    ) -> Writer {
        Self::new(Survey::default(), size, links).run(tree)
    }

    fn new(survey: Survey<'a>, size: usize, links: &'a dyn LinkRules) -> Self {
        Self {
            survey,
            links,
            parts: &NO_PARTS,
            writer: Writer::new(size + size / 8),
            endings: Vec::with_capacity(64),
            classes: String::new(),
            again: false,
            fold_title: None,
            in_fold: false,
            figures: 0,
        }
    }

    fn run(mut self, tree: &'a Tree) -> Writer {
        tree.walk(tree.root(), &mut self);
        self.writer
    }

    fn element(&mut self, tree: &Tree, node: NodeId, rule: Rule) -> Option<Ending> {
        if is_noise(tree, node) || self.fold_title == Some(node) {
            return None;
        }
        match rule {
            Rule::Drop => {
                if self.again
                    && self.figures > 0
                    && let Some(drawing) = Drawing::read(tree, node)
                {
                    self.writer.drawing(&drawing);
                }
                None
            }
            Rule::Field => {
                self.field(tree, node);
                None
            }
            Rule::First => Some(Ending::Nothing),
            Rule::Unwrap { block } => {
                if block {
                    self.writer.break_line();
                    return Some(Ending::BreakLine);
                }
                Some(Ending::Nothing)
            }
            Rule::Write(tag) => self.written_element(tree, node, tag),
        }
    }

    fn written_element(&mut self, tree: &Tree, node: NodeId, tag: Tag) -> Option<Ending> {
        match tag.kind {
            Kind::Picture => {
                self.picture(tree, node, tag);
                return None;
            }
            Kind::Recording => {
                self.recording(tree, node, tag);
                return None;
            }
            Kind::Link => return Some(self.link(tree, node, tag)),
            Kind::Math => self.separate_in_formula(tree, node),
            Kind::Heading(_) if shows_nothing(tree, node, false) => return Some(Ending::BreakLine),
            Kind::Paragraph if shows_nothing(tree, node, true) && !self.bears_id(tree, node) => {
                return Some(Ending::BreakLine);
            }
            _ => {}
        }
        if !self.writer.takes(tag) {
            if tag.kind.is_block() {
                self.writer.break_line();
                return Some(Ending::BreakLine);
            }
            return Some(Ending::Nothing);
        }
        if let Some(ending) = self.fold(tree, node, tag) {
            return Some(ending);
        }
        if tag == SPAN && !self.says_something(tree, node, tag) {
            return Some(Ending::Nothing);
        }
        if tag.name == "div"
            && holds_blocks_alone(tree, node)
            && !self.says_something(tree, node, tag)
        {
            self.writer.break_line();
            return Some(Ending::BreakLine);
        }
        self.writer.begin(tag);
        self.common_attributes(tree, node, tag);
        self.writer.end_start_tag(tag);
        if is_figure(&self.classes) {
            self.figures += 1;
            return Some(Ending::CloseFigure);
        }
        if self.figures > 0
            && let Some(drawing) = self.parts.drawing(tree, node)
        {
            self.writer.drawing(drawing);
        }
        let is_void = matches!(tag.kind, Kind::LineBreak | Kind::WordBreak | Kind::Rule);
        (!is_void).then_some(Ending::Close)
    }

    /// Writes the id, the classes and the attributes that stand for themselves.
    fn common_attributes(&mut self, tree: &Tree, node: NodeId, tag: Tag) {
        self.id(tree, node);
        let (mut class, mut align, mut style) = ("", "", "");
        for attribute in tree.attributes(node) {
            match attribute.name.local {
                local_name!("class") => class = &attribute.value,
                local_name!("align") => align = &attribute.value,
                local_name!("style") => style = &attribute.value,
                _ => {}
            }
        }
        self.classes.clear();
        self.add_classes(tag, class, align, style);
        if !self.classes.is_empty() {
            self.writer.attribute("class", &self.classes);
        }
        for attribute in tree.attributes(node) {
            if let Some(written) = attributes::written(tag, &attribute.name.local, &attribute.value)
            {
                self.writer.attribute(written.name, written.value);
            }
        }
    }

    fn add_classes(&mut self, tag: Tag, class: &str, align: &str, style: &str) {
        attributes::classes(tag, class, align, style, &mut self.classes);
        if let Some(class) = self.parts.class(class)
            && self.classes.is_empty()
        {
            self.classes.push_str(class);
        }
        if !self.again {
            return;
        }
        for class in class.split(' ').filter(|class| CLASSES.contains(class)) {
            attributes::add_class(&mut self.classes, class);
        }
    }

    fn id(&mut self, tree: &Tree, node: NodeId) {
        if let Some(anchor) = self.survey.anchor(node) {
            self.writer.attribute("id", &format!("s-{anchor}"));
        } else if let Some(id) = source_id(tree, node)
            && self.survey.bears(node, id)
            && !self.writer.in_formula()
        {
            self.writer.attribute("id", &format!("c-{id}"));
        }
    }

    fn link(&mut self, tree: &Tree, node: NodeId, tag: Tag) -> Ending {
        if !self.writer.takes(tag) {
            return Ending::Nothing;
        }
        let href = tree
            .attribute(node, &local_name!("href"))
            .unwrap_or_default();
        let (class, href, outside) = match destination(href, self.links) {
            Destination::Inside(address) => ("link", address.to_string(), false),
            Destination::Outside(url) => ("external", url, true),
            Destination::Here(fragment) => match self.survey.place(&fragment) {
                Some(Place::Section(anchor)) => ("", format!("#s-{anchor}"), false),
                Some(Place::Element(id)) => ("", format!("#c-{id}"), false),
                None => return self.place_of_link(tree, node),
            },
            Destination::Nowhere => return self.place_of_link(tree, node),
        };
        self.writer.begin(tag);
        self.id(tree, node);
        let source_class = tree
            .attribute(node, &local_name!("class"))
            .unwrap_or_default();
        class.clone_into(&mut self.classes);
        self.add_classes(tag, source_class, "", "");
        if !self.classes.is_empty() {
            self.writer.attribute("class", &self.classes);
        }
        self.writer.attribute("href", &href);
        if outside {
            self.writer.attribute("rel", "noreferrer noopener");
        }
        for attribute in tree.attributes(node) {
            if let Some(written) = attributes::written(tag, &attribute.name.local, &attribute.value)
            {
                self.writer.attribute(written.name, written.value);
            }
        }
        self.writer.end_start_tag(tag);
        Ending::Close
    }

    /// A link that leads nowhere may still be a place that links lead to.
    fn place_of_link(&mut self, tree: &Tree, node: NodeId) -> Ending {
        if !self.bears_id(tree, node) || !self.writer.takes(SPAN) {
            return Ending::Nothing;
        }
        self.writer.begin(SPAN);
        self.id(tree, node);
        self.writer.end_start_tag(SPAN);
        Ending::Close
    }

    fn picture(&mut self, tree: &Tree, node: NodeId, tag: Tag) {
        let alt = tree
            .attribute(node, &local_name!("alt"))
            .unwrap_or_default()
            .trim();
        let alt = alt
            .get(..alt.floor_char_boundary(LONGEST_ALT))
            .unwrap_or_default();
        let address = self.media(tree, node, &local_name!("src"), MEDIA);
        if let Some(address) = address
            && self.writer.takes(tag)
        {
            self.writer.begin(tag);
            self.writer.attribute(MEDIA, &address.to_string());
            self.writer.attribute("alt", alt);
            self.common_attributes(tree, node, tag);
            self.writer.end_start_tag(tag);
        } else if !alt.is_empty() && self.writer.takes(SPAN) {
            self.writer.begin(SPAN);
            self.writer.attribute("class", "picture-missing");
            self.writer.end_start_tag(SPAN);
            self.writer.text(alt);
            self.writer.close();
        }
    }

    /// The address that an attribute names in a source, or one of ours in what was cleaned before.
    fn media(&self, tree: &Tree, node: NodeId, source: &LocalName, ours: &str) -> Option<Address> {
        if self.again
            && let Some(address) = tree.named_attribute(node, ours)
        {
            return Address::parse(address).ok();
        }
        picture(tree.attribute(node, source)?, self.links)
    }

    /// A sound or a film is played from its address; what stands in it is for those who cannot.
    fn recording(&mut self, tree: &Tree, node: NodeId, tag: Tag) {
        let address = recording::sources(tree, node)
            .find_map(|source| self.media(tree, source, &local_name!("src"), MEDIA));
        let Some(address) = address.filter(|_| self.writer.takes(tag)) else {
            return;
        };
        let is_sound = recording::is_sound(tree, node, &address);
        let poster = self.media(tree, node, &local_name!("poster"), POSTER);
        self.writer.begin(tag);
        self.id(tree, node);
        self.writer
            .attribute("class", if is_sound { "sound" } else { "film" });
        self.writer.attribute(MEDIA, &address.to_string());
        if let Some(poster) = poster.filter(|_| !is_sound) {
            self.writer.attribute(POSTER, &poster.to_string());
        }
        self.writer.end_start_tag(tag);
    }

    /// A navigation box is folded under its title: it is opened by who wants to go on from here.
    fn fold(&mut self, tree: &Tree, node: NodeId, tag: Tag) -> Option<Ending> {
        if self.in_fold || !folding::is_navigation(tree, node, tag) {
            return None;
        }
        let title = folding::title(tree, node)?;
        self.writer.begin(folding::DETAILS);
        self.id(tree, node);
        self.writer.attribute("class", "navbox");
        self.writer.end_start_tag(folding::DETAILS);
        self.writer.begin(folding::SUMMARY);
        self.writer.end_start_tag(folding::SUMMARY);
        self.writer.text(&title.text);
        self.writer.close();
        self.in_fold = true;
        self.fold_title = title.element;
        if tag.kind != Kind::Table {
            return Some(Ending::Unfold);
        }
        self.writer.begin(tag);
        self.writer.end_start_tag(tag);
        Some(Ending::CloseBoth)
    }

    /// The check box of a task list is written as text; other fields are not.
    fn field(&mut self, tree: &Tree, node: NodeId) {
        let is_check_box = tree
            .attribute(node, &local_name!("type"))
            .is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        if !is_check_box || !self.writer.takes(SPAN) {
            return;
        }
        let (state, sign) = match tree.attribute(node, &local_name!("checked")) {
            Some(_) => ("done", "☑"),
            None => ("open", "☐"),
        };
        self.writer.begin(SPAN);
        self.writer.attribute("class", &format!("task {state}"));
        self.writer.attribute("role", "img");
        self.writer.attribute("aria-label", state);
        self.writer.end_start_tag(SPAN);
        self.writer.text(sign);
        self.writer.close();
    }

    fn bears_id(&self, tree: &Tree, node: NodeId) -> bool {
        source_id(tree, node).is_some_and(|id| self.survey.bears(node, id))
    }

    /// Whether an element would keep any attribute; some without are not worth their tags.
    fn says_something(&mut self, tree: &Tree, node: NodeId, tag: Tag) -> bool {
        self.bears_id(tree, node)
            || tree
                .attributes(node)
                .iter()
                .any(|attribute| match attribute.name.local {
                    local_name!("class") => {
                        self.classes.clear();
                        self.add_classes(tag, &attribute.value, "", "");
                        !self.classes.is_empty()
                    }
                    _ => {
                        attributes::written(tag, &attribute.name.local, &attribute.value).is_some()
                    }
                })
    }

    /// The parts of a fraction, the bounds of a sum and the cells of a matrix stand apart in a
    /// formula; so do they in its text.
    fn separate_in_formula(&mut self, tree: &Tree, node: NodeId) {
        let parent = tree.parent(node).and_then(|parent| tree.rule(parent));
        let Some(Rule::Write(Tag {
            name,
            kind: Kind::Math,
        })) = parent
        else {
            return;
        };
        let apart = matches!(
            name,
            "mfrac" | "munder" | "mover" | "munderover" | "mtable" | "mtr"
        );
        if apart && self.writer.in_formula() && tree.previous_element(node).is_some() {
            self.writer.space_in_formula();
        }
    }
}

impl<'a> Visitor<'a> for Cleaner<'_> {
    fn enter(&mut self, tree: &'a Tree, node: NodeId) -> bool {
        let rule = match tree.content(node) {
            Content::Element { rule, .. } => *rule,
            Content::Text(text) => {
                self.writer.text(text);
                return false;
            }
            Content::Other => return false,
        };
        let is_alternative = tree.parent(node).and_then(|parent| tree.rule(parent))
            == Some(Rule::First)
            && tree.previous_element(node).is_some();
        if is_alternative {
            return false;
        }
        match self.element(tree, node, rule) {
            Some(ending) => {
                self.endings.push(ending);
                true
            }
            None => false,
        }
    }

    fn leave(&mut self, _tree: &'a Tree, _node: NodeId) {
        match self.endings.pop() {
            Some(Ending::Close) => self.writer.close(),
            Some(Ending::CloseFigure) => {
                self.writer.close();
                self.figures -= 1;
            }
            Some(ending @ (Ending::CloseBoth | Ending::Unfold)) => {
                if matches!(ending, Ending::CloseBoth) {
                    self.writer.close();
                }
                self.writer.close();
                (self.in_fold, self.fold_title) = (false, None);
            }
            Some(Ending::BreakLine) => self.writer.break_line(),
            Some(Ending::Nothing) | None => {}
        }
    }
}

/// Whether nothing in `node` shows text or, where those count, pictures.
fn shows_nothing(tree: &Tree, node: NodeId, pictures_count: bool) -> bool {
    struct Look {
        nothing: bool,
        pictures_count: bool,
    }
    impl<'a> Visitor<'a> for Look {
        fn enter(&mut self, tree: &'a Tree, node: NodeId) -> bool {
            match tree.content(node) {
                Content::Text(text) => {
                    self.nothing &= text.trim().is_empty();
                    false
                }
                Content::Element { rule, .. } => {
                    let is_picture = matches!(
                        rule,
                        Rule::Field
                            | Rule::Write(Tag {
                                kind: Kind::Picture | Kind::Recording,
                                ..
                            })
                    );
                    self.nothing &= !(is_picture && self.pictures_count);
                    self.nothing && *rule != Rule::Drop && !is_noise(tree, node)
                }
                Content::Other => false,
            }
        }
        fn leave(&mut self, _: &'a Tree, _: NodeId) {}
    }
    let mut look = Look {
        nothing: true,
        pictures_count,
    };
    tree.walk(node, &mut look);
    look.nothing
}

/// Whether nothing stands directly in `node` but blocks, so that they stand as well without it.
fn holds_blocks_alone(tree: &Tree, node: NodeId) -> bool {
    let mut child = tree.first_child(node);
    while let Some(node) = child {
        let is_block = match tree.content(node) {
            Content::Text(text) => text.trim().is_empty(),
            Content::Other => true,
            Content::Element { rule, .. } => match rule {
                Rule::Write(tag) => tag.kind.is_block(),
                Rule::Unwrap { block } => *block,
                Rule::Drop => true,
                Rule::First | Rule::Field => false,
            },
        };
        if !is_block {
            return false;
        }
        child = tree.next_sibling(node);
    }
    true
}
