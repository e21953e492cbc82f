//! Any text is an article and a note.

#![no_main]

#[path = "../../tests/pages/judge.rs"]
mod judge;

use judge::{Beside, judge, judge_article};
use libfuzzer_sys::fuzz_target;
use pandect_core::markdown::{MarkdownArticle, note_html, read_markdown};

fuzz_target!(|source: &str| {
    let article = MarkdownArticle {
        title: "T",
        language: "en",
        links: &Beside,
    };
    let page = read_markdown(source, &article);
    let verdict = judge_article(&page.html);
    assert_eq!(verdict.faults, Vec::<String>::new());
    assert_eq!(verdict.html, page.html);
    assert_eq!(verdict.text, page.text);
    assert_eq!(judge(&note_html(source)).faults, Vec::<String>::new());
});
