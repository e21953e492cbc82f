//! A collection of a thousand articles, and ten thousand marks on it.

use std::fmt::Write as _;
use std::path::Path;

use pandect_library::{AddOptions, Library, unwatched};
use serde_json::json;

const ARTICLES: usize = 1000;
/// Marks of each article but the first.
const MARKS: usize = 10;
/// Marks of the first article.
const MANY: usize = 500;

/// The article that is full of marks.
pub(crate) const FULL: &str = "Article 0";
/// One with the same words and no marks.
pub(crate) const BARE: &str = "Bare article";

/// The address of an article.
pub(crate) fn address(title: &str) -> String {
    format!("pandect://notes/{}", title.replace(' ', "_"))
}

/// Adds an edition; its text is not indexed.
pub(crate) fn add(library: &Library, source: &Path) -> anyhow::Result<pandect_library::AddReport> {
    let options = AddOptions {
        name: Some("notes".to_owned()),
        index: false,
        ..AddOptions::default()
    };
    Ok(library.add_collection(source, options, &mut unwatched)?)
}

/// What a mark quotes: each stands once in its article.
fn quote(article: usize, number: usize) -> String {
    format!("the passage number {number} of article {article}")
}

/// An edition whose articles begin otherwise than those of another, so that every mark is elsewhere.
pub(crate) fn write_edition(file: &Path, name: &str) -> anyhow::Result<()> {
    let mut lines = String::new();
    for article in 0..ARTICLES {
        write_article(&mut lines, &format!("Article {article}"), article, name)?;
    }
    write_article(&mut lines, BARE, 0, name)?;
    Ok(std::fs::write(file, lines)?)
}

fn write_article(
    lines: &mut String,
    title: &str,
    article: usize,
    name: &str,
) -> anyhow::Result<()> {
    let mut text = format!("This is the {name} edition of an article.\n\n");
    for number in 0..count(article) {
        let quote = quote(article, number);
        write!(
            text,
            "Some words come before it, here is {quote}, and a few more words come after it.\n\n"
        )?;
    }
    // A way from the full article to the bare one, and back.
    write!(text, "See [[{FULL}]] and [[{BARE}]].")?;
    let line = json!({ "title": title, "markdown": text });
    Ok(writeln!(lines, "{line}")?)
}

fn count(article: usize) -> usize {
    if article == 0 { MANY } else { MARKS }
}

/// All marks, as a file of Web Annotations.
pub(crate) fn marks() -> String {
    let mut items = Vec::new();
    for article in 0..ARTICLES {
        for number in 0..count(article) {
            items.push(json!({
                "@context": "http://www.w3.org/ns/anno.jsonld",
                "id": format!("urn:example:{article}-{number}"),
                "type": "Annotation",
                "body": [
                    { "type": "TextualBody", "value": format!("A word, a note {number}."), "purpose": "commenting" },
                    { "type": "TextualBody", "value": format!("tag {}", number % 12), "purpose": "tagging" },
                ],
                "target": {
                    "source": format!("pandect://notes/Article_{article}"),
                    "selector": { "type": "TextQuoteSelector", "exact": quote(article, number) },
                },
            }));
        }
    }
    serde_json::Value::from(items).to_string()
}
