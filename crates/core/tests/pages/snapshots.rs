//! Whole articles, compared with what they gave before.
//!
//! With `PANDECT_UPDATE_SNAPSHOTS` set, the expected files are written instead of compared: read the
//! difference before keeping it, and raise the recipe where stored pages change.

use std::fmt::Write;
use std::path::PathBuf;

use pandect_core::clean::clean;
use pandect_core::markdown::{MarkdownArticle, OwnLinks, read_markdown};

use crate::judge::{judge, judge_article};

const LINKS: OwnLinks<'_> = OwnLinks { collection: "test" };

#[test]
fn a_markdown_article() {
    let source = include_str!("fixtures/river.md");
    let article = MarkdownArticle {
        title: "river",
        language: "",
        links: &LINKS,
    };
    let page = read_markdown(source, &article);
    assert_eq!(page.diagnostics, []);
    let mut shown = format!(
        "{} ({}, {:?})\nredirects: {:?}\ncategories: {:?}\nlead: {}\n",
        page.title, page.language, page.direction, page.redirects, page.categories, page.lead
    );
    for section in &page.sections {
        let (start, end) = (section.start, section.end);
        writeln!(
            shown,
            "{start}–{end} h{} {} #{}",
            section.level, section.title, section.anchor
        )
        .unwrap();
    }
    write!(shown, "\n{}\n\n{}\n", page.html, page.text).unwrap();
    compare("river.expected", &shown);
    assert_clean(&page.html, &page.text);
}

#[test]
fn an_article_with_figures() {
    let article = MarkdownArticle {
        title: "figures",
        language: "",
        links: &LINKS,
    };
    let page = read_markdown(include_str!("fixtures/figures.md"), &article);
    assert_eq!(page.diagnostics, []);
    compare(
        "figures.expected",
        &format!("{}\n\n{}\n", page.html, page.text),
    );
    let verdict = judge_article(&page.html);
    assert_eq!(verdict.faults, Vec::<String>::new());
    assert_eq!(verdict.html, page.html);
    assert_eq!(verdict.text, page.text);
}

#[test]
fn a_page_of_a_wiki() {
    let cleaned = clean(include_str!("fixtures/encyclopedia.html"), &LINKS);
    let shown = format!(
        "lead: {}\n\n{}\n\n{}\n",
        cleaned.lead, cleaned.html, cleaned.text
    );
    compare("encyclopedia.expected", &shown);
    assert_clean(&cleaned.html, &cleaned.text);
}

fn assert_clean(html: &str, text: &str) {
    let verdict = judge(html);
    assert_eq!(verdict.faults, Vec::<String>::new());
    assert_eq!(verdict.html, html);
    assert_eq!(verdict.text, text);
}

fn compare(name: &str, shown: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages/fixtures");
    let file = folder.join(name);
    if std::env::var_os("PANDECT_UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&file, shown).unwrap();
    }
    // Git may have changed the ends of lines.
    let expected = std::fs::read_to_string(&file)
        .unwrap()
        .replace("\r\n", "\n");
    assert_eq!(shown, expected, "{name}");
}
