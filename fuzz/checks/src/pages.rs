//! Pages: what comes out is on the closed lists, and its text is that of the HTML.

use pandect_core::clean::{Cleaned, clean, clean_again, clean_document, read};
use pandect_core::markdown::{MarkdownArticle, note_html, read_markdown};
use pandect_core::page::{Page, Section};
use pandect_core::text::utf16_length;
use pandect_core::wikitext::{Site, WikitextArticle, read_wikitext};

use crate::judge::{Beside, Verdict, judge, judge_article};
use crate::text;

/// Any HTML is a page, a saved page is one, and what was cleaned stays as it is.
pub fn html(bytes: &[u8]) {
    let source = text(bytes);
    for cleaned in [clean(&source, &Beside), clean_document(&source, &Beside)] {
        holds_cleaned(&cleaned);
        assert_eq!(
            read(cleaned.html.clone()),
            Cleaned {
                diagnostics: Vec::new(),
                ..cleaned.clone()
            }
        );
        let again = clean_again(&cleaned.html);
        holds_cleaned(&again);
        // White space may become other white space.
        let words = |cleaned: &Cleaned| -> Vec<String> {
            cleaned.text.split_whitespace().map(str::to_owned).collect()
        };
        assert_eq!(words(&again), words(&cleaned));
    }
    // What is kept may have been damaged since, and may have figures.
    let Cleaned {
        html,
        text,
        sections,
        ..
    } = clean_again(&source);
    holds(judge_article(&html), &html, &text, &sections);
}

/// Any text is an article in Markdown, and a note.
pub fn markdown(bytes: &[u8]) {
    let source = text(bytes);
    let article = MarkdownArticle {
        title: "T",
        language: "en",
        links: &Beside,
    };
    holds_page(&read_markdown(&source, &article), judge_article);
    let note = judge(&note_html(&source));
    assert_eq!(note.faults, Vec::<String>::new());
}

/// Any text is a page of a wiki.
pub fn wikitext(bytes: &[u8]) {
    let article = WikitextArticle {
        title: "T",
        language: "en",
        site: &Site::new("https://en.tea.example/wiki/"),
        links: &Beside,
    };
    holds_page(&read_wikitext(&text(bytes), &article).page, judge);
}

fn holds_cleaned(cleaned: &Cleaned) {
    let Cleaned { html, text, .. } = cleaned;
    holds(judge(html), html, text, &cleaned.sections);
}

pub(crate) fn holds_page(page: &Page, judge: fn(&str) -> Verdict) {
    let Page { html, text, .. } = page;
    holds(judge(html), html, text, &page.sections);
}

fn holds(verdict: Verdict, html: &str, text: &str, sections: &[Section]) {
    assert_eq!(verdict.faults, Vec::<String>::new());
    assert_eq!(verdict.html, html);
    assert_eq!(verdict.text, text);
    let end = utf16_length(text);
    for section in sections {
        assert!(section.start <= section.end && section.end <= end);
    }
}
