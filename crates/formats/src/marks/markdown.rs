use std::fmt::Write as _;

use super::dates::write_day;
use super::digest::{ArticleDigest, collections, details, heading, section_path};
use super::plain::markdown_of_text;
use super::{Export, ExportMark};

/// The marks as a document in Markdown to be read: by collection and article, in page order.
pub fn markdown(export: &Export<'_>) -> String {
    let mut text = format!("# {}\n", line(export.title));
    let day = write_day(export.written);
    if !day.is_empty() {
        let _ = write!(text, "\n{day}\n");
    }
    for collection in collections(export) {
        let _ = write!(text, "\n## {}\n", line(collection.title));
        for article in &collection.articles {
            write_article(&mut text, article, collection.title);
        }
    }
    text
}

fn write_article(text: &mut String, article: &ArticleDigest<'_>, collection: &str) {
    let _ = write!(text, "\n### {}\n", line(article.title()));
    let mut section = String::new();
    for mark in &article.marks {
        let path = section_path(mark);
        if path != section && !path.is_empty() {
            let _ = write!(text, "\n#### {}\n", line(&path));
        }
        section = path;
        write_mark(text, mark);
    }
    let mut citation = vec![article.title().to_owned()];
    citation.extend(article.citation(collection));
    let citation: Vec<String> = citation.iter().map(|part| line(part)).collect();
    let _ = write!(text, "\n{}. <{}>\n", citation.join(". "), article.address);
}

fn write_mark(text: &mut String, mark: &ExportMark) {
    if let Some(heading) = heading(mark) {
        let _ = write!(text, "\n**{}**\n", line(&heading));
    }
    // Of the paragraphs of a quote each is one here.
    for (number, paragraph) in paragraphs(&mark.quote).enumerate() {
        text.push_str(if number == 0 { "\n" } else { ">\n" });
        let _ = writeln!(text, "> {}", line(paragraph));
    }
    let note = mark.note.trim_end();
    if !note.trim().is_empty() {
        let _ = write!(text, "\n{}\n", closed(note));
    }
    let details: Vec<String> = details(mark).iter().map(|detail| line(detail)).collect();
    if !details.is_empty() {
        let _ = write!(text, "\n*{}*\n", details.join(" · "));
    }
}

fn paragraphs(quote: &str) -> impl Iterator<Item = &str> {
    quote.lines().filter(|line| !line.trim().is_empty())
}

/// Text on one line, meaning itself.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    markdown_of_text(&words.join(" "))
}

/// A note that ends what it began, so that what stands behind it is no part of it.
fn closed(note: &str) -> String {
    let mut closed = note.to_owned();
    let mut fence: Option<&str> = None;
    for line in note.lines() {
        let line = line.trim_start();
        let run = |sign: char| {
            let length = line.len() - line.trim_start_matches(sign).len();
            line.get(..length).filter(|run| run.len() >= 3)
        };
        let found = run('`').or_else(|| run('~'));
        match (fence, found) {
            (None, found) => fence = found,
            (Some(open), Some(found)) if found.starts_with(open) && line.trim_end() == found => {
                fence = None;
            }
            _ => {}
        }
    }
    if let Some(open) = fence {
        let _ = write!(closed, "\n{open}");
    }
    let begun = note.rfind("<!--");
    if begun.is_some_and(|begun| note.get(begun..).is_some_and(|rest| !rest.contains("-->"))) {
        closed.push_str("\n-->");
    }
    closed
}
