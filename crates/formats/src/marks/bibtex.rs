use std::collections::HashMap;
use std::fmt::Write as _;

use super::Export;
use super::dates::write_day;
use super::digest::{ArticleDigest, collections, date_parts};

use pandect_core::fold::fold;

/// Letters of a title that its key has.
const KEY_LENGTH: usize = 40;

/// The cited articles as a BibTeX file: one entry for each, in UTF-8, with an ASCII key.
pub fn bibtex(export: &Export<'_>) -> String {
    let mut keys = Keys::default();
    let mut entries = Vec::new();
    for collection in collections(export) {
        for article in &collection.articles {
            let key = keys.unique(key_of(article));
            entries.push(entry(article, collection.title, &key));
        }
    }
    entries.join("\n")
}

/// The key of an article: the letters of its title that are ASCII once they are folded, and its year.
pub(super) fn key_of(article: &ArticleDigest<'_>) -> String {
    let plain = |text: &str| -> String {
        let folded = fold(text).to_ascii_lowercase();
        let words = folded
            .split(|sign: char| !sign.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty());
        let joined = words.collect::<Vec<_>>().join("-");
        let cut: String = joined.chars().take(KEY_LENGTH).collect();
        cut.trim_matches('-').to_owned()
    };
    let mut key = plain(article.title());
    if key.is_empty() {
        key = plain(&article.address.collection);
    }
    if key.is_empty() {
        key.push_str("article");
    }
    if let Some(year) = date_parts(article.known(|mark| &mark.edition)).first() {
        let _ = write!(key, "-{year}");
    }
    key
}

/// Keys that are given out, each with the number of the last that was made of it.
#[derive(Default)]
pub(super) struct Keys(HashMap<String, u32>);

impl Keys {
    /// The key, with a number where others had it before.
    pub(super) fn unique(&mut self, key: String) -> String {
        let mut number = self.0.get(&key).copied().unwrap_or(0);
        loop {
            number += 1;
            let unique = match number {
                1 => key.clone(),
                number => format!("{key}-{number}"),
            };
            if number == 1 || !self.0.contains_key(&unique) {
                self.0.insert(key, number);
                self.0.entry(unique.clone()).or_insert(1);
                return unique;
            }
        }
    }
}

fn entry(article: &ArticleDigest<'_>, collection: &str, key: &str) -> String {
    // A collection that is not known any more has no title, only its name.
    let kind = match article.known(|mark| &mark.collection_title) {
        "" => "misc",
        _ => "incollection",
    };
    let mut entry = format!("@{kind}{{{key},\n");
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(entry, "  {name} = {{{value}}},");
        }
    };
    let named = |text: &str| match escaped(text) {
        text if text.is_empty() => text,
        // Braces keep its capitals, and a name of several words whole.
        text => format!("{{{text}}}"),
    };
    let edition = article.known(|mark| &mark.edition);
    let year = date_parts(edition).first().map(u16::to_string);
    let license = article.known(|mark| &mark.license);
    let mut notes = Vec::new();
    if !license.is_empty() {
        notes.push(format!("Licence: {}", escaped(license)));
    }
    notes.extend(
        article
            .origin()
            .map(|origin| format!("From {}", escaped(origin))),
    );
    field("author", &named(article.author().unwrap_or_default()));
    field("title", &named(article.title()));
    field("booktitle", &named(collection));
    field("edition", &escaped(edition));
    field("year", &year.unwrap_or_default());
    field("note", &notes.join(". "));
    // Addresses are written as they are; braces, which would end them, are encoded in them.
    field("url", &article.address.to_string());
    field("urldate", &write_day(article.last_marked()));
    field("language", &escaped(article.known(|mark| &mark.language)));
    entry.push_str("}\n");
    entry
}

/// Text in which nothing means something to TeX. Braces are named, because BibTeX counts those behind
/// a backslash too.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for (number, word) in text.split_whitespace().enumerate() {
        if number > 0 {
            escaped.push(' ');
        }
        for sign in word.chars() {
            match sign {
                '\\' => escaped.push_str("\\textbackslash{}"),
                '{' => escaped.push_str("\\textbraceleft{}"),
                '}' => escaped.push_str("\\textbraceright{}"),
                '~' => escaped.push_str("\\textasciitilde{}"),
                '^' => escaped.push_str("\\textasciicircum{}"),
                '"' => escaped.push_str("\\textquotedbl{}"),
                '$' | '&' | '#' | '_' | '%' => {
                    escaped.push('\\');
                    escaped.push(sign);
                }
                control if control.is_control() => {}
                sign => escaped.push(sign),
            }
        }
    }
    escaped
}
