//! What the Markdown parser says of a text.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// What is understood beyond CommonMark.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_WIKILINKS);

/// Stands before inline Markdown so that nothing in it begins a block; `1. May` is a date there.
pub(super) const NO_BLOCK: &str = "‖";

/// Events, each with its place in the text.
pub(super) type Events<'t> = Vec<(Event<'t>, Range<usize>)>;

/// The events of a text, those of its notes apart.
pub(super) struct Parts<'t> {
    pub(super) events: Events<'t>,
    /// By their labels in lower case, with the place of each.
    pub(super) notes: HashMap<String, (Events<'t>, usize)>,
}

/// Parses `text`, of which what stands before `start` is not wanted.
pub(super) fn parts(text: &str, start: usize) -> Parts<'_> {
    let mut parts = Parts {
        events: Vec::new(),
        notes: HashMap::new(),
    };
    let mut note: Option<(String, Events<'_>, usize)> = None;
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        if range.start < start {
            continue;
        }
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                note = Some((label.to_lowercase(), Vec::new(), range.start));
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some((label, events, place)) = note.take() {
                    parts.notes.entry(label).or_insert((events, place));
                }
            }
            event => match &mut note {
                Some((_, events, _)) => events.push((event, range)),
                None => parts.events.push((event, range)),
            },
        }
    }
    parts
}

/// What inline Markdown says without its markup.
pub(super) fn plain(markdown: &str) -> String {
    let text = [NO_BLOCK, &markdown.replace(['\n', '\r'], " ")].concat();
    let plain = plain_text(&parts(&text, 0).events);
    plain.strip_prefix(NO_BLOCK).unwrap_or(&plain).to_owned()
}

fn plain_text(events: &[(Event<'_>, Range<usize>)]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(part) | Event::Code(part) | Event::InlineMath(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Takes out the heading that gives the title, and gives its text if `title` is not known. A known
/// title is taken out only where it is said again at the very beginning.
pub(super) fn take_title(events: &mut Events<'_>, title: Option<&str>) -> Option<String> {
    let is_start = |event: &Event<'_>| {
        matches!(
            event,
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            })
        )
    };
    let start = events.iter().position(|(event, _)| is_start(event))?;
    let length = events
        .get(start..)?
        .iter()
        .position(|(event, _)| matches!(event, Event::End(TagEnd::Heading(_))))?;
    let text = plain_text(events.get(start..start + length)?);
    let text = text.trim();
    let is_title = match title {
        Some(title) => start == 0 && title == text,
        None => !text.is_empty(),
    };
    if !is_title {
        return None;
    }
    events.drain(start..=start + length);
    title.is_none().then(|| text.to_owned())
}

/// Whether a paragraph that begins with `event` has text.
pub(super) fn is_text(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
    )
}
