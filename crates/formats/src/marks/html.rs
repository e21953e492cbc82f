use std::fmt::Write as _;

use pandect_core::language::direction_of;
use pandect_core::page::Direction;

use super::dates::write_day;
use super::digest::{ArticleDigest, collections, details, heading, section_path};
use super::plain::html_of_text as escaped;
use super::{Export, ExportMark};

const STYLE: &str = include_str!("digest.css");

/// The marks as a complete HTML document to be read: by collection and article, in page order. Notes
/// are taken as they are in [`ExportMark::note_html`], which must be cleaned; everything else is
/// escaped. The document loads nothing.
pub fn html(export: &Export<'_>) -> String {
    let title = escaped(export.title);
    let mut html = format!(
        "<!DOCTYPE html>\n<html{}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n",
        language(export.language)
    );
    write_time(&mut html, export.written);
    html.push_str("</header>\n<main>\n");
    for collection in collections(export) {
        let _ = writeln!(html, "<section>\n<h2>{}</h2>", escaped(collection.title));
        for article in &collection.articles {
            write_article(&mut html, article, collection.title);
        }
        html.push_str("</section>\n");
    }
    html.push_str("</main>\n</body>\n</html>\n");
    html
}

/// The attributes of an element whose text is in a language.
fn language(tag: &str) -> String {
    if tag.is_empty() {
        return String::new();
    }
    let direction = match direction_of(tag) {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    };
    format!(" lang=\"{}\" dir=\"{direction}\"", escaped(tag))
}

fn write_time(html: &mut String, milliseconds: i64) {
    let day = write_day(milliseconds);
    if !day.is_empty() {
        let _ = writeln!(html, "<p><time datetime=\"{day}\">{day}</time></p>");
    }
}

fn write_article(html: &mut String, article: &ArticleDigest<'_>, collection: &str) {
    let attributes = language(article.known(|mark| &mark.language));
    let title = escaped(article.title());
    let _ = writeln!(html, "<article>\n<h3{attributes}>{title}</h3>");
    let mut section = String::new();
    for mark in &article.marks {
        let path = section_path(mark);
        if path != section && !path.is_empty() {
            let _ = writeln!(html, "<h4{attributes}>{}</h4>", escaped(&path));
        }
        section = path;
        write_mark(html, mark, &attributes);
    }
    let address = escaped(&article.address.to_string());
    let citation: Vec<String> = article
        .citation(collection)
        .iter()
        .map(|part| escaped(part))
        .collect();
    let _ = writeln!(
        html,
        "<p class=\"citation\"><cite{attributes}>{title}</cite>. {}. <a href=\"{address}\">{address}</a></p>\n</article>",
        citation.join(". ")
    );
}

fn write_mark(html: &mut String, mark: &ExportMark, attributes: &str) {
    // Classes are ours or none: what else a colour may be is said in words.
    let color = mark.color.as_deref().unwrap_or_default();
    let color = ["amber", "green", "blue", "rose", "violet"]
        .into_iter()
        .find(|ours| *ours == color)
        .unwrap_or("plain");
    let underline = if mark.underline { " underline" } else { "" };
    let _ = writeln!(html, "<div class=\"mark {color}{underline}\">");
    if let Some(heading) = heading(mark) {
        let _ = writeln!(html, "<p class=\"what\">{}</p>", escaped(&heading));
    }
    if !mark.quote.is_empty() {
        let quote = escaped(mark.quote.trim_matches('\n'));
        let _ = writeln!(
            html,
            "<blockquote{attributes}><span>{quote}</span></blockquote>"
        );
    }
    if !mark.note_html.is_empty() {
        let _ = writeln!(
            html,
            "<div class=\"note\" dir=\"auto\">{}</div>",
            mark.note_html
        );
    }
    let details = details(mark);
    if !details.is_empty() {
        let details = escaped(&details.join(" · "));
        let _ = writeln!(html, "<p class=\"details\">{details}</p>");
    }
    html.push_str("</div>\n");
}
