//! Parsing of HTML fragments, bounded in depth, time and memory.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{Tracer, TreeSink, create_element};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, QualName, local_name, ns};

use super::attributes::is_wanted;
use super::canonical;
use super::tree::{Growth, Handle, Tree};

/// The most elements that may be open or waiting to be opened again while parsing.
const DEEPEST: usize = 256;

/// The most attributes that are read of one tag: the tokenizer compares each with all before it.
const MOST_ATTRIBUTES: usize = 1_000;

/// Sources below this length cannot make the tokenizer slow with one tag.
const ATTRIBUTES_MATTER_FROM: usize = 64 * 1024;

/// The most nodes of one page, whatever its length.
const MOST_NODES: usize = 4_000_000;

/// A source, parsed.
pub(super) struct Parsed {
    pub(super) tree: Tree,
    /// Elements were nested so deep that the inner ones were left out.
    pub(super) too_deep: bool,
    /// There were so many elements that the rest was left out.
    pub(super) too_many: bool,
}

/// Parses any text as the content of a `div`.
pub(super) fn parse_source(source: &str) -> Parsed {
    let source = limit_attributes(source);
    let builder = builder(source.len());
    let guard = Guard {
        builder,
        checked_at: Cell::new(0),
        depth_then: Cell::new(0),
        left_out: RefCell::default(),
        // Well-formed text has fewer nodes than a quarter of its bytes; what misnested elements
        // make beyond that would grow with the square of the source.
        most_nodes: (source.len() / 2 + 10_000).min(MOST_NODES),
        too_deep: Cell::new(false),
        too_many: Cell::new(false),
    };
    let guard = tokenize(guard, &source);
    Parsed {
        too_deep: guard.too_deep.get(),
        too_many: guard.too_many.get(),
        tree: guard.builder.sink.finish(),
    }
}

/// Parses cleaned HTML as the web view will.
pub(super) fn parse_cleaned(html: &str) -> Tree {
    canonical::tree(html).unwrap_or_else(|| parse_any(html))
}

/// Parses any HTML as the web view will.
pub(super) fn parse_any(html: &str) -> Tree {
    tokenize(builder(html.len()), html).sink.finish()
}

fn builder(size: usize) -> TreeBuilder<Handle, Growth> {
    let growth = Growth::new(size);
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let context = create_element(&growth, context, Vec::new());
    // The options say that scripting is on, as it is in the web view.
    TreeBuilder::new_for_fragment(growth, context, None, TreeBuilderOpts::default())
}

fn tokenize<S: TokenSink>(sink: S, text: &str) -> S {
    let options = TokenizerOpts {
        discard_bom: false,
        ..TokenizerOpts::default()
    };
    let tokenizer = Tokenizer::new(sink, options);
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    // The tokenizer stops at scripts, which nothing here runs.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink
}

/// Stands between tokenizer and tree builder, and lets through what can be built in linear time.
struct Guard {
    builder: TreeBuilder<Handle, Growth>,
    /// How many elements there were when the depth was last measured, and the depth then.
    checked_at: Cell<usize>,
    depth_then: Cell<usize>,
    /// Start tags that were left out, for their end tags to be left out too.
    left_out: RefCell<Vec<(LocalName, usize)>>,
    most_nodes: usize,
    too_deep: Cell<bool>,
    too_many: Cell<bool>,
}

impl Guard {
    /// Whether a start tag goes to the builder.
    fn lets_in(&self, tag: &mut Tag) -> bool {
        tag.attrs
            .retain(|attribute| is_wanted(&attribute.name.local));
        if !self.is_full() || is_childless(&tag.name) || self.begins_raw_text(tag) {
            return true;
        }
        self.too_deep.set(true);
        let mut left_out = self.left_out.borrow_mut();
        if let Some((_, count)) = left_out.iter_mut().find(|(name, _)| *name == tag.name) {
            *count += 1;
        } else if left_out.len() < DEEPEST {
            // Names beyond these mean nothing to the parser.
            left_out.push((tag.name.clone(), 1));
        }
        false
    }

    /// Whether an end tag goes to the builder.
    fn lets_out(&self, tag: &Tag) -> bool {
        let mut left_out = self.left_out.borrow_mut();
        match left_out
            .iter_mut()
            .find(|(name, count)| *name == tag.name && *count > 0)
        {
            Some((_, count)) => {
                *count -= 1;
                false
            }
            None => true,
        }
    }

    fn is_full(&self) -> bool {
        let elements = self.builder.sink.elements();
        // Every open element was made once, so between two measurements the depth is known well
        // enough from the number of elements.
        let at_most = self.depth_then.get() + (elements - self.checked_at.get());
        if at_most < DEEPEST {
            return false;
        }
        let count = Count(Cell::new(0));
        self.builder.trace_handles(&count);
        self.checked_at.set(elements);
        self.depth_then.set(count.0.get());
        if count.0.get() < DEEPEST / 2 {
            self.left_out.borrow_mut().clear();
        }
        count.0.get() >= DEEPEST
    }

    /// Whether what follows the tag is not markup: then the tokenizer must hear of it.
    fn begins_raw_text(&self, tag: &Tag) -> bool {
        matches!(
            tag.name,
            local_name!("script")
                | local_name!("style")
                | local_name!("textarea")
                | local_name!("title")
                | local_name!("xmp")
                | local_name!("iframe")
                | local_name!("noembed")
                | local_name!("noframes")
                | local_name!("noscript")
        ) && !self
            .builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, mut token: Token, line: u64) -> TokenSinkResult<Handle> {
        if self.too_many.get() && token != Token::EOFToken {
            return TokenSinkResult::Continue;
        }
        let passes = match &mut token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.lets_in(tag),
            Token::TagToken(tag) => self.lets_out(tag),
            Token::CommentToken(_) | Token::DoctypeToken(_) | Token::ParseError(_) => false,
            Token::CharacterTokens(_) | Token::NullCharacterToken | Token::EOFToken => true,
        };
        if !passes {
            return TokenSinkResult::Continue;
        }
        let result = self.builder.process_token(token, line);
        if self.builder.sink.len() > self.most_nodes {
            self.too_many.set(true);
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Counts what the builder holds: open elements and those that it would open again.
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = Handle;

    fn trace_handle(&self, _: &Handle) {
        self.0.set(self.0.get() + 1);
    }
}

fn is_childless(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("br")
            | local_name!("img")
            | local_name!("hr")
            | local_name!("wbr")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("base")
    )
}

/// The source without the attributes of a tag beyond the first thousand.
///
/// This reads tags as the tokenizer does, but takes everything that looks like one for a tag. At
/// worst a comment or script that looks like a tag with a thousand attributes is shortened.
fn limit_attributes(source: &str) -> Cow<'_, str> {
    if source.len() < ATTRIBUTES_MATTER_FROM {
        return Cow::Borrowed(source);
    }
    let mut kept = String::new();
    let mut kept_to = 0;
    let mut from = 0;
    while let Some(tag) = source
        .get(from..)
        .and_then(|rest| rest.find('<'))
        .map(|at| from + at)
    {
        let Some((surplus, end)) = surplus_attributes(source.as_bytes(), tag + 1) else {
            from = tag + 1;
            continue;
        };
        if let Some(surplus) = surplus {
            kept.push_str(source.get(kept_to..surplus).unwrap_or_default());
            kept_to = end;
        }
        from = end;
    }
    if kept_to == 0 {
        return Cow::Borrowed(source);
    }
    kept.push_str(source.get(kept_to..).unwrap_or_default());
    Cow::Owned(kept)
}

/// Where the attributes beyond the limit begin, if there are any, and where the tag ends whose
/// name begins at `at`; `None` where no tag begins.
fn surplus_attributes(bytes: &[u8], at: usize) -> Option<(Option<usize>, usize)> {
    let byte = |at: usize| bytes.get(at).copied();
    let skip = |mut at: usize, stop: fn(u8) -> bool| {
        while byte(at).is_some_and(|byte| !stop(byte)) {
            at += 1;
        }
        at
    };
    let name = if byte(at) == Some(b'/') { at + 1 } else { at };
    if !byte(name)?.is_ascii_alphabetic() {
        return None;
    }
    let mut at = skip(name, |byte| is_space(byte) || matches!(byte, b'/' | b'>'));
    let mut count = 0;
    let mut surplus = None;
    loop {
        at = skip(at, |byte| !is_space(byte) && byte != b'/');
        match byte(at) {
            None | Some(b'>') => return Some((surplus, at)),
            Some(_) => {}
        }
        count += 1;
        if count > MOST_ATTRIBUTES && surplus.is_none() {
            surplus = Some(at);
        }
        at = skip(at + 1, |byte| {
            is_space(byte) || matches!(byte, b'/' | b'>' | b'=')
        });
        let value = skip(at, |byte| !is_space(byte));
        if byte(value) != Some(b'=') {
            continue;
        }
        at = skip(value + 1, |byte| !is_space(byte));
        at = match byte(at) {
            Some(b'"') => skip(at + 1, |byte| byte == b'"') + 1,
            Some(b'\'') => skip(at + 1, |byte| byte == b'\'') + 1,
            _ => skip(at, |byte| is_space(byte) || byte == b'>'),
        };
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c' | b'\r')
}
