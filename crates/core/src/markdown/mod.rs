//! Articles and notes written in Markdown.
//!
//! CommonMark with tables, footnotes, task lists, formulas in TeX, wiki links and front matter.
//! Markdown becomes HTML here, and every HTML, what the author wrote and what was made, goes through
//! the one cleaner; so nothing in this module has to be trusted for safety.

mod citations;

mod events;
mod figures;
mod front_matter;
mod infobox;
mod lines;
mod links;
mod passage;

mod render;
mod yaml;

pub use links::{OwnLinks, path_of_title};

use crate::clean::{self, Cleaned, FigureParts, LinkRules};
use crate::language;
use crate::page::{Diagnostic, Page};

use citations::Citations;
use front_matter::FrontMatter;
use render::{Body, Renderer, Role};

/// The collection that a person's own articles are in, and to which links of notes lead.
const OWN_COLLECTION: &str = "own";

/// An article's surroundings, which its Markdown does not say.
#[derive(Clone, Copy)]
pub struct MarkdownArticle<'a> {
    /// The title if the article does not say one.
    pub title: &'a str,
    /// The language if the article does not say one; empty where it is not known.
    pub language: &'a str,
    /// What the links of the article lead to.
    pub links: &'a dyn LinkRules,
}

/// Reads an article. Faults in it are told in the page's diagnostics; the rest is shown.
pub fn read_markdown(source: &str, article: &MarkdownArticle<'_>) -> Page {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let (front_matter, body, body_line) = front_matter::split(source);
    let mut diagnostics = Vec::new();
    let mut about = match front_matter {
        Some(text) => front_matter::read(text, &mut diagnostics),
        None => FrontMatter::default(),
    };
    let (citations, twice) = Citations::new(std::mem::take(&mut about.sources));
    for (line, id) in twice {
        let message = format!("two sources have the id `{id}`");
        diagnostics.push(Diagnostic { line, message });
    }

    let mut renderer = Renderer::new(article.links, citations);
    renderer.diagnostics = diagnostics;
    let language = about.language.take();
    let language = language.as_deref().unwrap_or(article.language);
    renderer.figures = Some(FigureParts::default());
    renderer.is_english = language::is_english(language);
    let (html, title) = article_html(&about, body, body_line, &mut renderer);
    let Cleaned {
        html,
        text,
        sections,
        links,
        media,
        lead,
        diagnostics: cleaning,
    } = clean::clean_figures(&html, article.links, &renderer.figures.unwrap_or_default());
    let mut diagnostics = renderer.diagnostics;
    diagnostics.sort_by_key(|diagnostic| diagnostic.line);
    diagnostics.extend(cleaning);

    let language = language::named_or_detected(language, &text);
    let direction = about
        .direction
        .unwrap_or_else(|| language::direction_of(language));
    Page {
        title: about
            .title
            .or(title)
            .unwrap_or_else(|| article.title.to_owned()),
        language: language.to_owned(),
        direction,
        html,
        text,
        sections,
        links,
        media,
        lead,
        redirects: about.redirects,
        categories: about.categories,
        diagnostics,
    }
}

/// A person's note as cleaned HTML without ids, to be shown beside an article. Wiki links lead to
/// the person's own articles.
pub fn note_html(markdown: &str) -> String {
    note_html_in(markdown, OWN_COLLECTION)
}

/// As [`note_html`], with wiki links that lead to articles of `collection`.
pub fn note_html_in(markdown: &str, collection: &str) -> String {
    if is_plain(markdown) {
        format!("<p>{markdown}</p>")
    } else {
        read_note(markdown, collection)
    }
}

fn read_note(markdown: &str, collection: &str) -> String {
    let links = OwnLinks { collection };
    let mut renderer = Renderer::new(&links, Citations::default());
    let Body {
        mut html, notes, ..
    } = renderer.body(markdown, 1, Role::Note);
    html.push_str(&renderer.citations.notes_list(&notes));
    clean::clean_without_ids(&html, &links)
}

/// Whether a note is one line of words: nothing in it means anything in Markdown or HTML. Most notes
/// are, and an article may have hundreds of them.
fn is_plain(note: &str) -> bool {
    let is_spaced = !note.ends_with(' ') && !note.contains("  ");
    let is_plain = |letter: char| {
        letter.is_alphabetic() || letter.is_ascii_digit() || " ,.;?!".contains(letter)
    };
    note.starts_with(char::is_alphabetic) && is_spaced && note.chars().all(is_plain)
}

/// The HTML of an article for the cleaner, and the title that the body gives it.
fn article_html(
    about: &FrontMatter,
    body: &str,
    body_line: u32,
    renderer: &mut Renderer<'_>,
) -> (String, Option<String>) {
    let mut html = String::with_capacity(body.len() * 2);
    if let Some(infobox) = &about.infobox {
        html.push_str(&infobox::html(infobox, renderer));
    }
    for hatnote in &about.hatnotes {
        html.push_str("<p class=\"hatnote\">");
        html.push_str(&renderer.inline(&hatnote.text, hatnote.line));
        html.push_str("</p>\n");
    }
    let Body {
        html: text,
        notes,
        title,
    } = renderer.body(body, body_line, Role::Article(about.title.as_deref()));
    html.push_str(&text);
    if !notes.is_empty() {
        html.push_str("<h2>Notes</h2>\n");
        html.push_str(&renderer.citations.notes_list(&notes));
    }
    let sources = renderer.citations.listed();
    if !sources.is_empty() {
        html.push_str("<h2>Sources</h2>\n<ol class=\"sources\">\n");
        for (source, number) in sources {
            let text = renderer.inline(&source.text, source.line);
            html.push_str(&renderer.citations.source_html(number, &text));
        }
        html.push_str("</ol>\n");
    }
    (html, title)
}

#[cfg(test)]
mod tests;
