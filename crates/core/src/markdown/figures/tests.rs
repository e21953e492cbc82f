use super::super::{MarkdownArticle, OwnLinks, note_html, read_markdown};
use crate::page::Page;

fn page_in(language: &str, source: &str) -> Page {
    let links = OwnLinks { collection: "own" };
    read_markdown(
        source,
        &MarkdownArticle {
            title: "T",
            language,
            links: &links,
        },
    )
}

fn page(source: &str) -> Page {
    page_in("en", source)
}

/// The diagnostics as `line: message`.
fn told(source: &str) -> Vec<String> {
    page(source)
        .diagnostics
        .into_iter()
        .map(|diagnostic| format!("{}: {}", diagnostic.line, diagnostic.message))
        .collect()
}

#[test]
fn the_text_of_a_figure_is_said_once() {
    let page = page("```chart\ntitle: T\nyear: 2020\nA | 1\nB | 2\n```\n");
    assert_eq!(page.text, "T\n2020\nA\n1\nB\n2");
    assert_eq!(page.html.matches("<svg").count(), 2);
    assert_eq!(page.lead, "");
}

#[test]
fn bars_are_as_long_as_their_numbers_are_large() {
    let html = page("```chart\ntitle: T\nA | 200\nB | 50\nC | 0\nD | 0.01\nE | –\n```\n").html;
    for width in ["100%", "25%", "0%", "0.6%"] {
        let bar = format!("<rect x=\"0%\" y=\"0%\" width=\"{width}\" height=\"100%\">");
        assert!(html.contains(&bar), "{width}: {html}");
    }
    assert_eq!(html.matches("<rect").count(), 4);
}

#[test]
fn bars_below_zero_go_the_other_way() {
    let html = page("```chart\ntitle: T\nA | 30\nB | -10\n```\n").html;
    assert!(
        html.contains("<rect x=\"25%\" y=\"0%\" width=\"75%\""),
        "{html}"
    );
    assert!(
        html.contains("<rect x=\"0%\" y=\"0%\" width=\"25%\""),
        "{html}"
    );
    assert!(html.contains("<line x1=\"25%\""), "{html}");
}

#[test]
fn columns_share_a_scale_unless_each_has_its_own() {
    let rows = "A | 10 | 1000\nB | 5 | 500\n```\n";
    let one = page(&format!("```chart\ntitle: T\n{rows}")).html;
    assert!(one.contains("width=\"1%\" height=\"100%\""), "{one}");
    let each = page(&format!("```chart\ntitle: T\nscale: each\n{rows}")).html;
    assert_eq!(each.matches("width=\"50%\" height=\"100%\"").count(), 2);
}

#[test]
fn faults_are_told_where_they_are() {
    assert_eq!(
        told("Text.\n\n```timeline\nfoo: x\n2001 | a\nspring | b\n1999 | c\nd\n```\n"),
        [
            "3: a figure needs a `title:`",
            "4: `foo` is no key of a timeline; its keys are title, year, source",
            "6: `spring` is no date; write 2001, 2001-06 or 2001-06-15",
            "7: `1999` lies before the entry above it",
            "8: an entry of a timeline is written `… | …`",
        ]
    );
    assert_eq!(
        told("```chart\ntitle: T\nscale: log\nA | many\n```\n"),
        [
            "3: `scale` is `one` for all columns, or `each` has its own",
            "4: `many` is no number; write 1234.5 or 1,234.5",
        ]
    );
    let deep: Vec<String> = (0..10).map(|depth| " ".repeat(depth) + "a\n").collect();
    let deep = deep.concat();
    assert_eq!(
        told(&format!("```organisation\ntitle: T\n{deep}```\n")).len(),
        2
    );
}

#[test]
fn what_is_wrong_is_shown_without_a_drawing() {
    let page = page("```chart\ntitle: T\nA | many\nB | 2\n```\n");
    assert_eq!(page.text, "T\nA\nmany\nB\n2");
    assert_eq!(page.html.matches("<svg").count(), 1);
}

#[test]
fn a_block_without_entries_or_with_too_many_is_code() {
    let empty = "```chart\ntitle: T\n```\n";
    assert_eq!(
        page(empty).html,
        "<pre><code class=\"language-chart\">title: T\n</code></pre>"
    );
    assert_eq!(
        told(empty),
        ["1: the chart has no entries; it is shown as it is written"]
    );
    let many = format!("```timeline\n{}```\n", "2001 | a\n".repeat(201));
    assert!(page(&many).html.starts_with("<pre>"));
    assert!(told(&many)[0].contains("more than 200"));
}

#[test]
fn wide_charts_are_code_and_take_no_room() {
    let wide = format!(
        "```chart\ntitle: T\nA {}\n{}```\n",
        "| 1 ".repeat(50_000),
        "B | 1\n".repeat(199)
    );
    assert!(page(&wide).html.starts_with("<pre>"));
    let cites = format!("```chart\ntitle: {}\nA | 1\n```\n", "[^".repeat(50_000));
    assert!(page(&cites).html.starts_with("<figure"));
}

#[test]
fn notes_and_other_blocks_stay_code() {
    assert!(note_html("```chart\ntitle: T\nA | 1\n```\n").starts_with("<pre>"));
    assert!(page("```charts\nA | 1\n```\n").html.starts_with("<pre>"));
    assert!(page("    A | 1\n").html.starts_with("<pre>"));
}

#[test]
fn html_in_a_figure_is_text() {
    let page = page("```organisation\ntitle: T\nA <b>b</b></figure> | <svg>\n```\n");
    assert_eq!(page.text, "T\nA <b>b</b></figure>\n<svg>");
}

#[test]
fn sources_are_cited_in_figures() {
    let page = page(
        "---\nsources: [{id: s, text: S.}]\n---\nA.\n\n```chart\ntitle: T\nsource: B[^s] [^t]\n\
         A | 1\n```\n",
    );
    assert!(page.text.contains("T\nB[1] [^t]\nA\n1"), "{}", page.text);
    assert_eq!(page.diagnostics.len(), 1, "{:?}", page.diagnostics);
}

#[test]
fn dates_and_numbers_follow_the_language() {
    let source =
        "```timeline\ntitle: T\n2001-06-15 | a\n```\n\n```chart\ntitle: T\nA | 12345\n```\n";
    let english = page_in("en-GB", source).text;
    assert!(english.contains("15 June 2001") && english.contains("12,345"));
    let persian = page_in("fa", source);
    assert!(persian.text.contains("2001-06-15") && persian.text.contains("12\u{202f}345"));
    assert!(
        persian
            .html
            .contains("<time datetime=\"2001-06-15\" dir=\"ltr\">")
    );
}

#[test]
fn time_that_passes_is_drawn() {
    let html = page("```timeline\ntitle: T\n2000 | a\n2001 | b\n2011 | c\n```\n").html;
    let rooms: Vec<&str> = html
        .split("width=\"0%\" height=\"")
        .skip(1)
        .filter_map(|rest| rest.split("em").next())
        .collect();
    assert_eq!(rooms, ["0.3", "3"], "{html}");
}

#[test]
fn bodies_stand_under_what_they_are_part_of() {
    let html = page("```organisation\ntitle: T\nA\n  B\n    C\n  D\nE\n```\n").html;
    let names: String = html
        .replace("<ul>", "(")
        .replace("</ul>", ")")
        .split("<figcaption>")
        .nth(1)
        .unwrap_or_default()
        .chars()
        .filter(|character| "()ABCDE".contains(*character))
        .collect();
    assert_eq!(names, "(A(B(C)D)E)", "{html}");
}
