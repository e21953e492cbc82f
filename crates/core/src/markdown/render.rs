//! Markdown to HTML for the cleaner, event by event.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use crate::clean::{FigureParts, LinkRules};
use crate::page::Diagnostic;

use super::citations::Citations;
use super::events::{Events, NO_BLOCK, Parts, is_text, parts, take_title};
use super::figures::{self, Block, Kind};
use super::lines::Lines;
use super::passage::{OpenLink, Passage, WikiLabel, end};
use crate::escape::escaped;
use crate::math::mathml;

/// The most faults of one article that are told.
const MOST_DIAGNOSTICS: usize = 500;

/// The longest label of a citation that is told of when nothing defines it.
const LONGEST_LABEL: usize = 100;

/// Turns the Markdown of one article into HTML.
pub(super) struct Renderer<'a> {
    links: &'a dyn LinkRules,
    pub(super) citations: Citations,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What the figures so far are given; none where figures are not drawn.
    pub(super) figures: Option<FigureParts>,
    /// Whether dates and numbers are written as English writes them.
    pub(super) is_english: bool,
}

/// What a text is.
#[derive(Clone, Copy)]
pub(super) enum Role<'t> {
    /// An article, with the title that its front matter gives.
    Article(Option<&'t str>),
    /// A text without title and lead.
    Note,
}

/// The parts of a text.
pub(super) struct Body {
    /// The text itself.
    pub(super) html: String,
    /// The text of each note that is marked, in the order of first marks.
    pub(super) notes: Vec<String>,
    /// The heading that gives the article its title, where the front matter gives none.
    pub(super) title: Option<String>,
}

impl<'a> Renderer<'a> {
    pub(super) fn new(links: &'a dyn LinkRules, citations: Citations) -> Self {
        Self {
            links,
            citations,
            diagnostics: Vec::new(),
            figures: None,
            is_english: true,
        }
    }

    /// The body of a text, which begins on line `first_line` of its file. A heading that says or
    /// gives the title of an article is left out.
    pub(super) fn body(&mut self, body: &str, first_line: u32, role: Role<'_>) -> Body {
        let definitions = self.citations.definitions();
        let text: Cow<'_, str> = if definitions.is_empty() {
            body.into()
        } else {
            [&definitions, body].concat().into()
        };
        let lines = Lines::new(&text, definitions.len(), first_line);
        let Parts {
            mut events,
            mut notes,
        } = parts(&text, definitions.len());
        let title = match role {
            Role::Article(title) => take_title(&mut events, title),
            Role::Note => None,
        };
        let html = self.write(events, &lines, matches!(role, Role::Article(_)));
        let mut texts = Vec::new();
        // A note may mark further notes, so their number is not known before.
        while let Some(label) = self.citations.note(texts.len()) {
            let (events, _) = notes.remove(&label.to_lowercase()).unwrap_or_default();
            texts.push(self.write(events, &lines, false));
        }
        let mut unused: Vec<(usize, String)> = notes
            .into_iter()
            .map(|(label, (_, offset))| (offset, label))
            .collect();
        unused.sort_unstable();
        for (offset, label) in unused {
            let message = if self.citations.is_source(&label) {
                format!("`{label}` is the id of a source; the note of that name is left out")
            } else {
                format!("nothing refers to the note `{label}`; it is left out")
            };
            self.say(lines.line(offset), message);
        }
        Body {
            html,
            notes: texts,
            title,
        }
    }

    /// Markdown that stands within a line.
    pub(super) fn inline(&mut self, markdown: &str, line: u32) -> String {
        self.inline_after("", markdown, line, false)
    }

    /// Markdown within a line of a figure. Sources are cited as in the text; HTML is text, so that the
    /// figure stays whole.
    pub(super) fn cell(&mut self, markdown: &str, line: u32) -> String {
        let definitions = self.citations.definitions_of(markdown);
        self.inline_after(&definitions, markdown, line, true)
    }

    fn inline_after(
        &mut self,
        definitions: &str,
        markdown: &str,
        line: u32,
        html_is_text: bool,
    ) -> String {
        let markdown = markdown.replace(['\n', '\r'], " ");
        let text = [definitions, NO_BLOCK, &markdown].concat();
        let lines = Lines::new(&text, definitions.len(), line);
        let mut passage = Passage::new(&lines);
        for (event, range) in parts(&text, definitions.len()).events {
            let event = match event {
                Event::InlineHtml(html) | Event::Html(html) if html_is_text => Event::Text(html),
                event => event,
            };
            if !matches!(
                event,
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)
            ) {
                self.event(event, range, &mut passage);
            }
        }
        let html = passage.finish();
        html.strip_prefix(NO_BLOCK).unwrap_or(&html).to_owned()
    }

    /// Tells of a fault, unless so many were told that nobody reads on.
    pub(super) fn say(&mut self, line: u32, message: String) {
        if self.diagnostics.len() < MOST_DIAGNOSTICS {
            self.diagnostics.push(Diagnostic { line, message });
        }
    }

    fn write<'t>(&mut self, events: Events<'t>, lines: &'t Lines<'t>, lead: bool) -> String {
        let mut passage = Passage::new(lines);
        let mut awaits_lead = lead;
        let mut events = events.into_iter().peekable();
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(Tag::Heading { .. }) => awaits_lead = false,
                Event::Start(Tag::Paragraph)
                    if awaits_lead && events.peek().is_some_and(|(first, _)| is_text(first)) =>
                {
                    awaits_lead = false;
                    passage.begin_paragraph("<p class=\"lead\">");
                    continue;
                }
                _ => {}
            }
            self.event(event, range, &mut passage);
        }
        passage.finish()
    }

    fn event<'t>(&mut self, event: Event<'t>, range: Range<usize>, passage: &mut Passage<'t>) {
        if let Some(block) = &mut passage.block {
            match event {
                Event::Text(text) => block.add(&text, passage.lines.line(range.start)),
                _ => self.figure(passage),
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, &range, passage),
            Event::End(tag) => end(tag, passage),
            Event::InlineMath(tex) => self.formula(&tex, false, &range, passage),
            Event::DisplayMath(tex) => self.formula(&tex, true, &range, passage),
            Event::FootnoteReference(label) => {
                let mark = self.citations.mark(&label);
                passage.html(mark);
            }
            Event::Text(text) => {
                if &*text == "[" {
                    self.bracket(&range, passage);
                }
                passage.text(text);
            }
            event => passage.output.push(event),
        }
    }

    fn start<'t>(&mut self, tag: Tag<'t>, range: &Range<usize>, passage: &mut Passage<'t>) {
        match tag {
            Tag::Paragraph => passage.begin_paragraph("<p>"),
            Tag::Heading { level, .. } => {
                self.heading(level as u8, range, passage);
                passage.output.push(Event::Start(tag));
            }
            Tag::Link {
                link_type: LinkType::WikiLink { has_pothole },
                dest_url,
                ..
            } => {
                self.wiki_link(&dest_url, has_pothole, range, passage);
            }
            Tag::Link { .. } => {
                passage.links.push(OpenLink::Markdown);
                passage.inline_depth += 1;
                passage.output.push(Event::Start(tag));
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Image { .. } => {
                passage.inline_depth += 1;
                passage.output.push(Event::Start(tag));
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                if self.figures.is_some()
                    && let Some(kind) = Kind::of(&info)
                {
                    passage.block = Some(Block::new(kind, passage.lines.line(range.start)));
                    return;
                }
                let language = info.split([' ', ',', '{']).next().unwrap_or_default();
                let language = CowStr::from(language.to_lowercase());
                passage
                    .output
                    .push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(
                        language,
                    ))));
            }
            tag => {
                passage.in_cell |= tag == Tag::TableCell;
                passage.output.push(Event::Start(tag));
            }
        }
    }

    /// Writes the block that has ended: as a figure, or as code where it is none.
    fn figure(&mut self, passage: &mut Passage<'_>) {
        let (Some(block), Some(mut parts)) = (passage.block.take(), self.figures.take()) else {
            return;
        };
        match figures::html(&block, self, &mut parts) {
            Some(html) => passage.figure(&html),
            None => passage.code(block.kind.name(), block.text()),
        }
        self.figures = Some(parts);
    }

    fn heading(&mut self, level: u8, range: &Range<usize>, passage: &mut Passage<'_>) {
        let before = std::mem::replace(&mut passage.level, level.max(2));
        let line = || passage.lines.line(range.start);
        if level == 1 {
            let message = "a heading of level 1 is the title; use `##` for sections";
            self.say(line(), message.to_owned());
        } else if level > before + 1 {
            let message = format!("the heading goes from level {before} to level {level}");
            self.say(line(), message);
        }
    }

    fn wiki_link(
        &mut self,
        target: &str,
        has_label: bool,
        range: &Range<usize>,
        passage: &mut Passage<'_>,
    ) {
        let mut name = target.trim();
        if has_label {
            // In a table the bar is written `\|`.
            name = name.strip_suffix('\\').unwrap_or(name).trim_end();
        }
        passage.inline_depth += 1;
        if name.is_empty() || name == "#" {
            self.say(
                passage.lines.line(range.start),
                "a link names no article".to_owned(),
            );
            passage.links.push(OpenLink::Nowhere);
            return;
        }
        let href = if name.starts_with('#') {
            // The cleaner decodes fragments.
            name.replace('%', "%25")
        } else {
            self.links.wiki(name).to_string()
        };
        passage.html(format!("<a href=\"{}\">", escaped(&href)));
        passage.links.push(OpenLink::Wiki);
        passage.wiki_label = if has_label {
            Some(WikiLabel::InsteadOfNothing(name.to_owned()))
        } else {
            name.strip_prefix('#')
                .map(|heading| WikiLabel::Is(heading.to_owned()))
        };
    }

    fn formula(
        &mut self,
        tex: &str,
        display: bool,
        range: &Range<usize>,
        passage: &mut Passage<'_>,
    ) {
        let formula = mathml(tex.trim(), display).unwrap_or_else(|fault| {
            let line = passage.lines.line(range.start);
            self.say(line, format!("the formula cannot be read: {fault}"));
            format!("<code class=\"math-error\">{}</code>", escaped(tex.trim()))
        });
        if !display {
            passage.html(formula);
        } else if passage.in_paragraph && passage.inline_depth == 0 {
            passage.html(format!("</p>\n<div class=\"math\">{formula}</div>\n<p>"));
        } else {
            passage.html(format!("<span class=\"math\">{formula}</span>"));
        }
    }

    /// Tells of what looks like a citation or a wiki link, and is none.
    fn bracket(&mut self, range: &Range<usize>, passage: &Passage<'_>) {
        let Some((before, rest)) = passage.lines.text().split_at_checked(range.end) else {
            return;
        };
        if before.ends_with("\\[") {
            return;
        }
        let line = || passage.lines.line(range.start);
        if let Some(label) = rest.strip_prefix('^') {
            let end = label.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']'));
            if let Some(label) = end.and_then(|end| {
                label
                    .get(end..)?
                    .starts_with(']')
                    .then(|| label.get(..end))
                    .flatten()
            }) && (1..=LONGEST_LABEL).contains(&label.len())
            {
                let message = format!("`[^{label}]` is neither a source nor a note");
                self.say(line(), message);
            }
        } else if rest.starts_with('[') && !rest.starts_with("[]") {
            let message = if passage.in_cell {
                "`[[` begins no link; in a table its bar is written `\\|`"
            } else {
                "`[[` begins no link, since no `]]` ends it"
            };
            self.say(line(), message.to_owned());
        }
    }
}
