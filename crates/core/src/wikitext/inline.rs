//! What stands within a line: emphasis and external links.

use std::fmt::Write as _;

use super::kept::{self, Kept};
use crate::escape::escaped;

/// A line of wikitext without templates and links as HTML.
pub(super) fn html(text: &str, kept: &mut Kept) -> String {
    let text = external_links(text, kept);
    let lines: Vec<String> = text.split('\n').map(emphasis).collect();
    lines.join("\n")
}

const SCHEMES: [&str; 4] = ["http://", "https://", "//", "mailto:"];

/// `[https://example.org label]` and bare addresses as links.
fn external_links(text: &str, kept: &mut Kept) -> String {
    if !text.contains("//") && !text.contains("mailto:") {
        return without_magic_words(text);
    }
    let text = without_magic_words(text);
    let mut html = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = next_link(rest) {
        let (before, from) = rest.split_at(at);
        html.push_str(before);
        let (link, after) = if let Some(inner) = from.strip_prefix('[') {
            bracketed(inner, kept).unwrap_or_else(|| ("[".to_owned(), inner))
        } else {
            bare(from, kept)
        };
        html.push_str(&link);
        rest = after;
    }
    html.push_str(rest);
    html
}

/// Where the next link begins, in brackets or without.
fn next_link(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text.get(from..)?.find(['[', 'h']) {
        let at = from + found;
        let here = text.get(at..)?;
        let is_bracket = here.strip_prefix('[').is_some_and(begins_with_scheme);
        let after_letter = text
            .get(..at)
            .is_some_and(|before| before.ends_with(char::is_alphanumeric));
        let is_bare =
            !after_letter && (here.starts_with("http://") || here.starts_with("https://"));
        if is_bracket || is_bare {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

fn begins_with_scheme(text: &str) -> bool {
    SCHEMES.iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// A link whose bracket is passed already, and what is behind it.
fn bracketed<'a>(inner: &'a str, kept: &mut Kept) -> Option<(String, &'a str)> {
    let line = inner.split('\n').next()?;
    let end = line.find(']')?;
    let content = line.get(..end)?;
    let after = inner.get(end + 1..)?;
    let split = content
        .find([' ', '\t', kept::BEGIN])
        .unwrap_or(content.len());
    let (url, label) = content.split_at(split);
    let label = label.trim();
    let label = if label.is_empty() { host(url) } else { label };
    let begin = kept.inline(format!("<a href=\"{}\">", url_attribute(url)));
    let end = kept.inline("</a>");
    Some((format!("{begin}{label}{end}"), after))
}

/// A bare address, and what is behind it.
fn bare<'a>(from: &'a str, kept: &mut Kept) -> (String, &'a str) {
    let end = from.find(|character: char| {
        character.is_whitespace()
            || matches!(
                character,
                '<' | '>' | '"' | '[' | ']' | '{' | '}' | '|' | kept::BEGIN
            )
    });
    let url = from.get(..end.unwrap_or(from.len())).unwrap_or_default();
    let url = url.split("''").next().unwrap_or_default();
    let mut url = url.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    if !url.contains('(') {
        url = url.trim_end_matches(')');
    }
    let after = from.get(url.len()..).unwrap_or_default();
    let link = kept.inline(format!(
        "<a href=\"{}\">{}</a>",
        url_attribute(url),
        escaped(url)
    ));
    (link, after)
}

fn url_attribute(url: &str) -> String {
    escaped(&url.replace("&amp;", "&"))
}

fn host(url: &str) -> &str {
    let host = url.split_once("//").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or(host);
    host.strip_prefix("www.").unwrap_or(host)
}

/// `text` without `__TOC__` and the like.
fn without_magic_words(text: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("__") {
        left.push_str(before);
        let word = after.split("__").next().unwrap_or_default();
        let is_word = (3..=30).contains(&word.len())
            && after
                .get(word.len()..)
                .is_some_and(|end| end.starts_with("__"))
            && word.chars().all(|letter| {
                letter.is_uppercase() || !letter.is_ascii() && letter.is_alphabetic()
            });
        rest = if is_word {
            after.get(word.len() + 2..).unwrap_or_default()
        } else {
            left.push_str("__");
            after
        };
    }
    left.push_str(rest);
    left
}

/// Two, three and five apostrophes as italic, bold and both, each line for itself
/// (<https://www.mediawiki.org/wiki/Help:Formatting>).
fn emphasis(line: &str) -> String {
    if !line.contains("''") {
        return line.to_owned();
    }
    let mut parts = runs(line);
    balance(&mut parts);
    let mut html = String::with_capacity(line.len() + 32);
    let mut open: Vec<&str> = Vec::new();
    for part in parts {
        match part {
            Part::Text(text) => html.push_str(&text),
            Part::Quotes(2) => toggle(&mut html, &mut open, "i"),
            Part::Quotes(3) => toggle(&mut html, &mut open, "b"),
            Part::Quotes(_) => {
                // What was opened last is closed first.
                let (first, second) = if open.last() == Some(&"b") {
                    ("b", "i")
                } else {
                    ("i", "b")
                };
                toggle(&mut html, &mut open, first);
                toggle(&mut html, &mut open, second);
            }
        }
    }
    for name in open.iter().rev() {
        let _ = write!(html, "</{name}>");
    }
    html
}

enum Part {
    Text(String),
    /// Two, three or five apostrophes.
    Quotes(usize),
}

fn runs(line: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("''") {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let after = from.trim_start_matches('\'');
        let count = from.len() - after.len();
        let quotes = match count {
            2 | 3 | 5 => count,
            4 => 3,
            _ => 5,
        };
        if count == 4 {
            text.push('\'');
        }
        parts.push(Part::Text(std::mem::take(&mut text)));
        parts.push(Part::Quotes(quotes));
        rest = after;
    }
    text.push_str(rest);
    parts.push(Part::Text(text));
    parts
}

/// Where neither bold nor italic come in pairs, one of three apostrophes is a letter and the others
/// are italic: `l'''amour''`.
fn balance(parts: &mut [Part]) {
    let count = |wanted: usize| {
        let quotes = parts
            .iter()
            .filter(|part| matches!(part, Part::Quotes(found) if *found == wanted || *found == 5));
        quotes.count()
    };
    if count(2) % 2 == 0 || count(3) % 2 == 0 {
        return;
    }
    let after_letter = parts.windows(2).position(|pair| {
        matches!(pair, [Part::Text(text), Part::Quotes(3)] if text.ends_with(char::is_alphanumeric))
    });
    let any = || {
        parts
            .windows(2)
            .position(|pair| matches!(pair, [Part::Text(_), Part::Quotes(3)]))
    };
    if let Some(at) = after_letter.or_else(any)
        && let Some([Part::Text(text), Part::Quotes(quotes)]) = parts.get_mut(at..at + 2)
    {
        text.push('\'');
        *quotes = 2;
    }
}

/// Opens an element, or closes it; one that was opened in it meanwhile is opened again.
fn toggle(html: &mut String, open: &mut Vec<&'static str>, name: &'static str) {
    let Some(at) = open.iter().position(|known| *known == name) else {
        open.push(name);
        let _ = write!(html, "<{name}>");
        return;
    };
    let inner = open.split_off(at);
    for closed in inner.iter().rev() {
        let _ = write!(html, "</{closed}>");
    }
    for again in inner.into_iter().skip(1) {
        open.push(again);
        let _ = write!(html, "<{again}>");
    }
}
