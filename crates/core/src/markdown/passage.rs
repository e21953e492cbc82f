//! HTML that is being made of the events of a text.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd, html};

use super::figures::Block;
use super::lines::Lines;
use crate::clean::SIGN;

/// What is known while events are written.
pub(super) struct Passage<'t> {
    pub(super) lines: &'t Lines<'t>,
    pub(super) output: Vec<Event<'t>>,
    /// What was written before the events of `output`.
    html: String,
    /// The block of a figure that has begun.
    pub(super) block: Option<Block>,
    pub(super) links: Vec<OpenLink>,
    /// What the text of the wiki link that has just begun becomes.
    pub(super) wiki_label: Option<WikiLabel>,
    /// The level of the last heading.
    pub(super) level: u8,
    pub(super) in_paragraph: bool,
    pub(super) in_cell: bool,
    /// How many elements within the line are open.
    pub(super) inline_depth: usize,
}

pub(super) enum OpenLink {
    Markdown,
    Wiki,
    Nowhere,
}

pub(super) enum WikiLabel {
    Is(String),
    InsteadOfNothing(String),
}

impl<'t> Passage<'t> {
    pub(super) fn new(lines: &'t Lines<'t>) -> Self {
        Self {
            lines,
            output: Vec::new(),
            html: String::new(),
            block: None,
            links: Vec::new(),
            wiki_label: None,
            level: 1,
            in_paragraph: false,
            in_cell: false,
            inline_depth: 0,
        }
    }

    pub(super) fn html(&mut self, html: String) {
        self.output.push(Event::InlineHtml(html.into()));
    }

    pub(super) fn text(&mut self, text: CowStr<'t>) {
        let text = match self.wiki_label.take() {
            Some(WikiLabel::Is(label)) => label.into(),
            Some(WikiLabel::InsteadOfNothing(label)) if text.is_empty() => label.into(),
            _ => text,
        };
        self.output.push(Event::Text(text));
    }

    pub(super) fn begin_paragraph(&mut self, tag: &'static str) {
        self.in_paragraph = true;
        self.inline_depth = 0;
        self.output.push(Event::Html(tag.into()));
    }

    /// Writes a figure, whose parts are signed.
    pub(super) fn figure(&mut self, html: &str) {
        self.write_out();
        self.html.push_str(html);
    }

    /// Writes a block of code.
    pub(super) fn code(&mut self, language: &'static str, text: &str) {
        let tag = Tag::CodeBlock(CodeBlockKind::Fenced(language.into()));
        let end = tag.to_end();
        self.output.push(Event::Start(tag));
        self.output.push(Event::Text(text.to_owned().into()));
        self.output.push(Event::End(end));
    }

    /// The whole as HTML.
    pub(super) fn finish(mut self) -> String {
        self.write_out();
        self.html
    }

    /// Writes the events so far. Nothing in them may pass for a part of a figure.
    fn write_out(&mut self) {
        let start = self.html.len();
        self.html.reserve(self.output.len() * 24);
        html::push_html(&mut self.html, self.output.drain(..));
        let is_signed = self.html.get(start..).is_some_and(|new| new.contains(SIGN));
        if is_signed {
            let new = self.html.split_off(start).replace(SIGN, "");
            self.html.push_str(&new);
        }
    }
}

/// Writes the end of an element.
pub(super) fn end(tag: TagEnd, passage: &mut Passage<'_>) {
    match tag {
        TagEnd::Paragraph => {
            passage.in_paragraph = false;
            passage.output.push(Event::Html("</p>\n".into()));
            return;
        }
        TagEnd::Link => {
            passage.inline_depth = passage.inline_depth.saturating_sub(1);
            match passage.links.pop() {
                Some(OpenLink::Wiki) => return passage.html("</a>".to_owned()),
                Some(OpenLink::Nowhere) => return,
                Some(OpenLink::Markdown) | None => {}
            }
        }
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Image => {
            passage.inline_depth = passage.inline_depth.saturating_sub(1);
        }
        TagEnd::TableCell => passage.in_cell = false,
        _ => {}
    }
    passage.output.push(Event::End(tag));
}
