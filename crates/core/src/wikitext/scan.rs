//! The first pass: comments, tags, templates and links.
//!
//! What is open stands on a stack, so that no depth of nesting costs more than the next.

use super::kept::{self, Kept};
use super::pieces::{Arguments, Piece};
use super::references::Marking;
use super::site::Target;
use super::tags::{Meaning, Tag, meaning};
use super::{Reading, templates};
use crate::escape::escaped;
use crate::math::mathml;

/// Templates and links that may stand in one another; deeper ones are taken apart.
const DEEPEST: usize = 100;

/// How far before its end the beginning of an external link is looked for, in bytes.
const LONGEST_LABEL: usize = 2_000;

/// The text without comments, tags, templates and links: what became of them stands in their place,
/// finished as marks, or as wikitext.
pub(super) fn scan(source: &str, reading: &mut Reading<'_>) -> String {
    let source = source.replace("\r\n", "\n");
    let source: String = source
        .chars()
        .filter(|character| !character.is_control() || matches!(character, '\n' | '\t'))
        .collect();
    let mut scanner = Scanner {
        source: &source,
        at: 0,
        open: vec![Open::new(Kind::Text)],
        never_closed: Vec::new(),
        reading,
    };
    scanner.run();
    scanner.finish()
}

struct Scanner<'s, 'r, 'a> {
    source: &'s str,
    at: usize,
    open: Vec<Open<'s>>,
    /// Names of tags that are not closed any more before the end.
    never_closed: Vec<String>,
    reading: &'r mut Reading<'a>,
}

/// Something that was opened and is not closed yet.
struct Open<'s> {
    kind: Kind<'s>,
    pieces: Vec<Piece>,
    piece: Piece,
}

#[derive(Clone, PartialEq, Eq)]
enum Kind<'s> {
    /// The page.
    Text,
    /// `{{`
    Template,
    /// `{{{`
    Parameter,
    /// `[[`
    Link,
    /// `<ref>` with these attributes.
    Reference(&'s str),
    /// `<references>`
    References(&'s str),
    /// `<poem>`
    Poem,
}

impl Open<'_> {
    fn new(kind: Kind<'_>) -> Open<'_> {
        Open {
            kind,
            pieces: Vec::new(),
            piece: Piece::default(),
        }
    }

    fn has_pieces(&self) -> bool {
        matches!(self.kind, Kind::Template | Kind::Parameter | Kind::Link)
    }

    /// All of it, as it was written between its brackets.
    fn text(mut self) -> String {
        self.pieces.push(self.piece);
        let texts: Vec<String> = self.pieces.into_iter().map(|piece| piece.text).collect();
        texts.join("|")
    }
}

impl<'s> Scanner<'s, '_, '_> {
    fn run(&mut self) {
        let signs = ['<', '{', '}', '[', ']', '|', '=', '\n'];
        loop {
            let rest = self.rest();
            let Some(next) = rest.find(signs) else {
                let rest = rest.to_owned();
                self.push(&rest);
                return;
            };
            let before = rest.get(..next).unwrap_or_default().to_owned();
            self.push(&before);
            self.at += next;
            self.sign();
        }
    }

    /// What stands at one of the signs.
    fn sign(&mut self) {
        let rest = self.rest();
        match rest.as_bytes() {
            [b'<', ..] => self.angle(),
            [b'{', b'{', b'{', b'{', b'{', ..] => self.begin(Kind::Template, 2),
            [b'{', b'{', b'{', ..] => self.begin(Kind::Parameter, 3),
            [b'{', b'{', ..] => self.begin(Kind::Template, 2),
            [b'[', b'[', ..] => self.begin(Kind::Link, 2),
            [b'}', b'}', ..] => self.braces(),
            [b']', b']', ..] => self.brackets(),
            [b'|', ..] => self.pipe(),
            [b'=', ..] => self.equals(),
            [b'\n', b'\n', ..] => self.paragraph(),
            _ => self.take(1),
        }
    }

    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Text that means itself.
    fn push(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.piece.text.push_str(text);
        }
    }

    /// Takes the next bytes as text.
    fn take(&mut self, length: usize) {
        let text = self.rest().get(..length).unwrap_or_default().to_owned();
        self.push(&text);
        self.at += length;
    }

    fn begin(&mut self, kind: Kind<'s>, length: usize) {
        self.at += length;
        if self.open.len() < DEEPEST {
            self.open.push(Open::new(kind));
        }
    }

    fn top(&self) -> Option<&Kind<'_>> {
        self.open.last().map(|open| &open.kind)
    }

    fn pipe(&mut self) {
        match self.open.last_mut() {
            Some(open) if open.has_pieces() => {
                let piece = std::mem::take(&mut open.piece);
                open.pieces.push(piece);
                self.at += 1;
            }
            _ => self.take(1),
        }
    }

    fn equals(&mut self) {
        if let Some(open) = self.open.last_mut()
            && open.kind == Kind::Template
            && open.piece.equals.is_none()
            && !open.pieces.is_empty()
        {
            open.piece.equals = Some(open.piece.text.len());
        }
        self.take(1);
    }

    /// A link goes over no empty line.
    fn paragraph(&mut self) {
        if self.top() == Some(&Kind::Link) && !self.names_file() {
            self.take_apart();
        }
        self.take(1);
    }

    fn names_file(&self) -> bool {
        let Some(open) = self.open.last() else {
            return false;
        };
        let target = open.pieces.first().unwrap_or(&open.piece);
        self.reading.article.site.target(&target.text) == Target::File
    }

    fn braces(&mut self) {
        let three = self.rest().starts_with("}}}");
        match self.top() {
            Some(Kind::Parameter) if three => {
                self.at += 3;
                // Nothing fills in a parameter of a page; its default stands.
                if let Some(open) = self.open.pop() {
                    let default = open.pieces.get(1).map(|piece| piece.text.clone());
                    let last = (open.pieces.len() == 1).then_some(open.piece.text);
                    self.push(&last.or(default).unwrap_or_default());
                }
            }
            Some(Kind::Template | Kind::Parameter) => {
                self.at += 2;
                if let Some(open) = self.open.pop() {
                    self.template(open);
                }
            }
            // A link that was not closed within a template.
            Some(Kind::Link) if self.is_open(&Kind::Template) => self.take_apart(),
            _ => self.at += 2,
        }
    }

    fn is_open(&self, kind: &Kind<'_>) -> bool {
        self.open.iter().any(|open| open.kind == *kind)
    }

    fn brackets(&mut self) {
        match self.top() {
            Some(Kind::Link) => {
                self.at += 2;
                if let Some(open) = self.open.pop() {
                    self.link(open);
                }
            }
            // The end of an external link, with another bracket behind it.
            _ if self.rest().starts_with("]]") && self.open_external() => self.take(1),
            _ => self.at += 2,
        }
    }

    /// Whether a single bracket is open on the line.
    fn open_external(&self) -> bool {
        let Some(open) = self.open.last() else {
            return false;
        };
        let text = &open.piece.text;
        let near = text.ceil_char_boundary(text.len().saturating_sub(LONGEST_LABEL));
        let line = text.get(near..).and_then(|text| text.rsplit('\n').next());
        let line = line.unwrap_or_default();
        line.rfind('[') > line.rfind(']')
    }

    /// What was opened last is no template and no link: its content is text of what it stands in.
    fn take_apart(&mut self) {
        if self.open.len() > 1
            && let Some(open) = self.open.pop()
        {
            self.push(&open.text());
        }
    }

    fn template(&mut self, mut open: Open<'_>) {
        open.pieces.push(open.piece);
        let mut pieces = open.pieces.into_iter();
        let name = pieces.next().unwrap_or_default().text;
        let pieces: Vec<Piece> = pieces.collect();
        let arguments = Arguments::of(&pieces);
        let text = templates::expand(&name, &arguments, &pieces, self.reading);
        self.push(&text);
    }

    fn link(&mut self, mut open: Open<'_>) {
        open.pieces.push(open.piece);
        let mut pieces = open.pieces.into_iter();
        let target = kept::without(&pieces.next().unwrap_or_default().text);
        let label: Vec<String> = pieces.map(|piece| piece.text).collect();
        let label = (!label.is_empty()).then(|| label.join("|"));
        let site = self.reading.article.site;
        match site.target(&target) {
            Target::File => self.reading.files += 1,
            Target::Category(name) => self.reading.categories.push(name.to_owned()),
            Target::Translation => {}
            Target::Nothing => self.push(&label.unwrap_or_default()),
            Target::Outside(url) => {
                let label = label.unwrap_or_else(|| target.trim_start_matches(':').to_owned());
                let link = self.reading.link_to(&url, &label);
                self.push(&link);
            }
            Target::Article(title) if title.contains('\n') || title.is_empty() => {
                let text = label.map_or(target.clone(), |label| format!("{target}|{label}"));
                self.push(&text);
            }
            Target::Article(title) => {
                let label = match label {
                    Some(label) if label.trim().is_empty() => without_qualifier(title).to_owned(),
                    Some(label) => label,
                    None => title.to_owned(),
                };
                let trail = self.trail();
                let title = decoded(title);
                let link = self.reading.link(&title, &format!("{label}{trail}"));
                self.push(&link);
            }
        }
    }

    /// The letters that stand right after a link belong to it.
    fn trail(&mut self) -> String {
        let rest = self.rest();
        let end = rest.find(|character: char| !character.is_lowercase());
        let trail = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let trail = trail.to_owned();
        self.at += trail.len();
        trail
    }

    fn angle(&mut self) {
        let rest = self.rest();
        if let Some(comment) = rest.strip_prefix("<!--") {
            let end = comment.find("-->").map_or(comment.len(), |end| end + 3);
            self.at += "<!--".len() + end;
            // A comment alone on its line takes the line with it.
            let alone = self
                .open
                .last()
                .is_none_or(|open| open.piece.text.is_empty() || open.piece.text.ends_with('\n'));
            if alone && self.rest().starts_with('\n') && self.open.len() == 1 {
                self.at += 1;
            }
            return;
        }
        // The tag borrows from the source alone, which outlives every change of the scanner.
        let source: &'s str = self.source;
        let Some(tag) = source.get(self.at..).and_then(Tag::at_start) else {
            self.at += 1;
            let sign = self.reading.kept.inline("&lt;");
            self.push(&sign);
            return;
        };
        self.at += tag.length;
        match meaning(&tag.name) {
            Meaning::Element { block } => self.element(&tag, block),
            Meaning::Transparent => self.transparent(&tag),
            Meaning::Reference => self.reference(&tag),
            Meaning::References => self.references(&tag),
            Meaning::Unknown => {
                self.at -= tag.length - 1;
                let sign = self.reading.kept.inline("&lt;");
                self.push(&sign);
            }
            raw => self.raw(&tag, raw),
        }
    }

    fn element(&mut self, tag: &Tag<'s>, block: bool) {
        let name = match tag.name.as_str() {
            "font" | "big" | "data" | "rb" | "rtc" => "span",
            name => name,
        };
        let html = match (name, tag.closing) {
            ("br" | "hr" | "wbr", _) => format!("<{name}>"),
            (_, true) => format!("</{name}>"),
            _ if tag.empty && !block => format!("<{name}></{name}>"),
            _ => format!("<{name} {}>", tag.attributes.replace('\n', " ")),
        };
        let kept = &mut self.reading.kept;
        let mark = if block {
            kept.block(html)
        } else {
            kept.inline(html)
        };
        self.push(&mark);
    }

    /// A poem keeps its lines; of other tags of this kind only the content stays.
    fn transparent(&mut self, tag: &Tag<'s>) {
        if tag.name != "poem" || tag.empty {
            return;
        }
        if tag.closing {
            if let Some(open) = self.open.pop_if(|open| open.kind == Kind::Poem) {
                let lines = open.text().trim().replace('\n', "<br>");
                let poem = self
                    .reading
                    .enclosed("<blockquote>", &lines, "</blockquote>");
                self.push(&poem);
            }
        } else if self.open.len() < DEEPEST && self.is_closed("poem") {
            self.open.push(Open::new(Kind::Poem));
        }
    }

    /// The text up to the closing tag, which is passed; nothing where there is none.
    fn until_closed(&mut self, name: &str) -> Option<String> {
        if self.never_closed.iter().any(|never| never == name) {
            return None;
        }
        let rest = self.rest();
        let Some((end, length)) = closing(rest, name) else {
            self.never_closed.push(name.to_owned());
            return None;
        };
        let content = rest.get(..end)?.to_owned();
        self.at += end + length;
        Some(content)
    }

    /// A tag whose content is no wikitext.
    fn raw(&mut self, tag: &Tag<'s>, meaning: Meaning) {
        if tag.closing || tag.empty {
            return;
        }
        let Some(content) = self.until_closed(&tag.name) else {
            return;
        };
        let mark = match meaning {
            Meaning::Verbatim => verbatim(&mut self.reading.kept, tag, &content),
            Meaning::Formula => formula(&mut self.reading.kept, tag, &content),
            Meaning::Gallery => {
                let files = content.lines().filter(|line| !line.trim().is_empty());
                self.reading.files += u32::try_from(files.count()).unwrap_or(u32::MAX);
                return;
            }
            _ => {
                if matches!(
                    tag.name.as_str(),
                    "timeline" | "score" | "graph" | "imagemap"
                ) {
                    self.reading.files += 1;
                }
                return;
            }
        };
        self.push(&mark);
    }

    fn reference(&mut self, tag: &Tag<'s>) {
        if tag.closing {
            while self.open.len() > 1 && !matches!(self.top(), Some(Kind::Reference(_))) {
                if !self
                    .open
                    .iter()
                    .any(|open| matches!(open.kind, Kind::Reference(_)))
                {
                    return;
                }
                self.take_apart();
            }
            if let Some(open) = self
                .open
                .pop_if(|open| matches!(open.kind, Kind::Reference(_)))
            {
                let attributes = match open.kind {
                    Kind::Reference(attributes) => attributes.to_owned(),
                    _ => String::new(),
                };
                self.mark_reference(&attributes, &open.text());
            }
        } else if tag.empty {
            self.mark_reference(tag.attributes, "");
        } else if self.open.len() < DEEPEST && self.is_closed("ref") {
            self.open.push(Open::new(Kind::Reference(tag.attributes)));
        }
    }

    /// Whether a closing tag of this name follows somewhere.
    fn is_closed(&mut self, name: &str) -> bool {
        if self.never_closed.iter().any(|never| never == name) {
            return false;
        }
        let found = closing(self.rest(), name).is_some();
        if !found {
            self.never_closed.push(name.to_owned());
        }
        found
    }

    fn mark_reference(&mut self, attributes: &str, text: &str) {
        let listed = self.open.iter().any(|open| match open.kind {
            Kind::References(_) => true,
            Kind::Template => {
                let name = open.pieces.first().map_or("", |piece| piece.text.as_str());
                templates::lists_references(&self.reading.article.site.template_name(name))
            }
            _ => false,
        });
        let marking = if listed {
            Marking::Defined
        } else {
            Marking::Used
        };
        let name = super::tags::attribute(attributes, "name").to_owned();
        let group = super::tags::attribute(attributes, "group").to_owned();
        let Reading {
            references, kept, ..
        } = &mut *self.reading;
        let mark = references.mark(&name, &group, text, marking, kept);
        self.push(&mark);
    }

    fn references(&mut self, tag: &Tag<'s>) {
        if tag.closing {
            if let Some(open) = self
                .open
                .pop_if(|open| matches!(open.kind, Kind::References(_)))
            {
                let group = match open.kind {
                    Kind::References(attributes) => super::tags::attribute(attributes, "group"),
                    _ => "",
                };
                let mark = self.reading.references.list(group, &mut self.reading.kept);
                self.push(&mark);
            }
            return;
        }
        if !tag.empty && self.open.len() < DEEPEST && self.is_closed("references") {
            self.open.push(Open::new(Kind::References(tag.attributes)));
            return;
        }
        let group = tag.attribute("group");
        let mark = self.reading.references.list(group, &mut self.reading.kept);
        self.push(&mark);
    }

    fn finish(mut self) -> String {
        while self.open.len() > 1 {
            self.take_apart();
        }
        self.open.pop().map(Open::text).unwrap_or_default()
    }
}

/// Where the closing tag of this name begins, and its length.
fn closing(text: &str, name: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let found = from + text.get(from..)?.find("</")?;
        let after = text.get(found + 2..)?;
        let is_name = after
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name));
        if is_name {
            let rest = after.get(name.len()..)?;
            let spaces = rest.len() - rest.trim_start().len();
            if rest.trim_start().starts_with('>') {
                return Some((found, 2 + name.len() + spaces + 1));
            }
        }
        from = found + 2;
    }
}

fn verbatim(kept: &mut Kept, tag: &Tag<'_>, content: &str) -> String {
    let text = escaped(content);
    // Entities of `nowiki` and `pre` are still entities.
    let with_entities = text.replace("&amp;", "&");
    match tag.name.as_str() {
        "nowiki" => kept.inline(with_entities),
        "pre" => kept.block(format!(
            "<pre>{}</pre>",
            with_entities.trim_start_matches('\n')
        )),
        _ => {
            let language = escaped(tag.attribute("lang"));
            let code = format!(
                "<code class=\"language-{language}\">{}</code>",
                text.trim_matches('\n')
            );
            let within_line =
                tag.attributes.contains("inline") || tag.attribute("enclose") == "none";
            if within_line {
                kept.inline(code)
            } else {
                kept.block(format!("<pre>{code}</pre>"))
            }
        }
    }
}

fn formula(kept: &mut Kept, tag: &Tag<'_>, content: &str) -> String {
    let tex = crate::text::decode_entities(content.trim());
    let tex = if tag.name == "math" {
        tex
    } else {
        format!("\\ce{{{tex}}}")
    };
    let display = tag.attribute("display") == "block";
    match mathml(&tex, display) {
        Ok(formula) if display => kept.block(format!("<div class=\"math\">{formula}</div>")),
        Ok(formula) => kept.inline(format!("<span class=\"math\">{formula}</span>")),
        Err(_) => kept.inline(format!(
            "<code class=\"math-error\">{}</code>",
            escaped(&tex)
        )),
    }
}

/// `Mercury` of `Mercury (planet)`, and of `Help:Mercury`.
fn without_qualifier(title: &str) -> &str {
    let name = title.rsplit_once(':').map_or(title, |(_, name)| name);
    let name = name.split_once(" (").map_or(name, |(name, _)| name);
    name.split_once(", ").map_or(name, |(name, _)| name)
}

/// Titles of links may be written as in addresses on the network.
fn decoded(title: &str) -> String {
    let title = crate::text::decode_entities(title);
    match crate::address::percent_decode(&title) {
        Some(decoded) if !decoded.contains(char::is_control) => decoded.into_owned(),
        _ => title,
    }
}
