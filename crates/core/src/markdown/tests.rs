use proptest::prelude::*;

use super::*;
use crate::address::Address;
use crate::page::{Direction, LinkTarget};

const LINKS: OwnLinks<'_> = OwnLinks { collection: "own" };

fn page(source: &str) -> Page {
    read_markdown(
        source,
        &MarkdownArticle {
            title: "Default",
            language: "en",
            links: &LINKS,
        },
    )
}

fn html(source: &str) -> String {
    page(source).html
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
fn front_matter_says_what_the_article_is() {
    let page = page(
        "---\ntitle: Göttingen\nredirects: [Gottingen, Goettingen]\ntags: City\nlanguage: de\n\
         unknown: x\n---\nText.\n",
    );
    assert_eq!(page.title, "Göttingen");
    assert_eq!(page.redirects, ["Gottingen", "Goettingen"]);
    assert_eq!(page.categories, ["City"]);
    assert_eq!(
        (&*page.language, page.direction),
        ("de", Direction::LeftToRight)
    );
    assert_eq!(page.text, "Text.");
    assert_eq!(page.diagnostics, []);
}

#[test]
fn the_direction_follows_from_the_language_unless_it_is_said() {
    assert_eq!(
        page("---\nlang: fa\n---\n").direction,
        Direction::RightToLeft
    );
    assert_eq!(
        page("---\nlang: fa\ndirection: ltr\n---\n").direction,
        Direction::LeftToRight
    );
    assert_eq!(
        page("---\ndirection: rtl\n---\n").direction,
        Direction::RightToLeft
    );
}

#[test]
fn faults_of_front_matter_are_told_and_the_rest_is_read() {
    let source = "---\ntitle: T\nhatnote: [[X]]\nlanguage: en_GB\nredirects:\n  a: b\n---\nText.";
    assert_eq!(
        told(source),
        [
            "3: `hatnote` should be a text; put quotation marks around it if it begins with a \
             bracket or contains a colon",
            "4: `language` should be a language tag such as `en` or `pt-BR`",
            "6: `redirects` should be a text or a list of texts",
        ]
    );
    let broken = page("---\ntitle: T\nhatnote: a: b: c\ncategories: [x]\n---\nText.");
    assert_eq!((&*broken.title, &*broken.text), ("T", "Text."));
    assert_eq!(broken.categories, ["x"]);
    assert_eq!(broken.diagnostics.len(), 1);
    assert_eq!(broken.diagnostics[0].line, 3, "{:?}", broken.diagnostics);
}

#[test]
fn hyphens_that_nothing_closes_are_a_rule() {
    let page = page("---\ntext: x\n");
    assert_eq!(page.html, "<hr><p class=\"lead\">text: x</p>");
    assert_eq!(page.title, "Default");
}

#[test]
fn the_title_is_taken_from_where_it_is_said() {
    assert_eq!(page("# A *b* `c`\n\nText.").title, "A b c");
    assert_eq!(html("# A\n\nText."), "<p class=\"lead\">Text.</p>");
    assert_eq!(
        html("---\ntitle: A\n---\n# A\n\nText."),
        "<p class=\"lead\">Text.</p>"
    );
    assert!(html("---\ntitle: A\n---\nx\n\n# A").contains("<h2 id=\"s-a\">A</h2>"));
    assert_eq!(page("Text.").title, "Default");
}

#[test]
fn headings_that_skip_a_level_are_told() {
    assert_eq!(
        told("## A\n\n#### B\n\n### C\n"),
        ["3: the heading goes from level 2 to level 4"]
    );
    assert_eq!(
        told("---\ntitle: T\n---\n\n### A"),
        ["5: the heading goes from level 1 to level 3"]
    );
    assert_eq!(
        told("# A\n\n# B"),
        ["3: a heading of level 1 is the title; use `##` for sections"]
    );
}

#[test]
fn wiki_links_lead_to_articles_and_sections() {
    let page =
        page("[[Shanghai Five]] [[A|*b* c]] [[A#Early life|d]] [[#Here|e]] [[#Here]]\n\n## Here\n");
    assert_eq!(
        page.html,
        "<p class=\"lead\"><a class=\"link\" href=\"pandect://own/Shanghai_Five\">Shanghai Five</a> \
         <a class=\"link\" href=\"pandect://own/A\"><em>b</em> c</a> \
         <a class=\"link\" href=\"pandect://own/A#early-life\">d</a> \
         <a href=\"#s-here\">e</a> <a href=\"#s-here\">Here</a></p>\n<h2 id=\"s-here\">Here</h2>"
    );
    assert_eq!(
        page.links[2].target,
        LinkTarget::Address(Address::article("own", "A").with_section("early-life"))
    );
}

#[test]
fn wiki_links_stand_in_tables_too() {
    let source = "| a | b |\n|---|--:|\n| [[A\\|b]] | [[C]] |\n";
    assert!(
        html(source).contains("<a class=\"link\" href=\"pandect://own/A\">b</a>"),
        "{}",
        html(source)
    );
    assert!(html(source).contains("<td class=\"align-right\">"));
    assert_eq!(
        told("| a |\n|---|\n| [[A|b]] |\n"),
        ["3: `[[` begins no link; in a table its bar is written `\\|`"]
    );
}

#[test]
fn what_is_no_wiki_link_is_told() {
    assert_eq!(told("a\n[[ ]]"), ["2: a link names no article"]);
    assert_eq!(
        told("a [[b\n"),
        ["1: `[[` begins no link, since no `]]` ends it"]
    );
    assert_eq!(told("a \\[[b]] `[[c` x[0]"), Vec::<String>::new());
}

#[test]
fn sources_are_numbered_as_they_are_cited() {
    let page = page(
        "---\nsources:\n  - id: one\n    text: First, *1*.\n  - Second.\n  - id: two\n    text: Third.\n\
         ---\nA.[^two][^one] B.[^Two]\n",
    );
    assert_eq!(
        page.html,
        "<p class=\"lead\">A.<sup id=\"c-cite-two-1\" class=\"cite\"><a href=\"#c-src-two\">[1]</a></sup>\
         <sup id=\"c-cite-one-1\" class=\"cite\"><a href=\"#c-src-one\">[2]</a></sup> \
         B.<sup id=\"c-cite-two-2\" class=\"cite\"><a href=\"#c-src-two\">[1]</a></sup></p>\n\
         <h2 id=\"s-sources\">Sources</h2>\n\
         <ol class=\"sources\"><li id=\"c-src-two\">Third. \
         <a class=\"backlink\" href=\"#c-cite-two-1\">↑1</a> \
         <a class=\"backlink\" href=\"#c-cite-two-2\">↑2</a></li>\n\
         <li id=\"c-src-one\">First, <em>1</em>. \
         <a class=\"backlink\" href=\"#c-cite-one-1\">↑</a></li>\n\
         <li>Second.</li></ol>"
    );
    assert_eq!(page.diagnostics, []);
    assert_eq!(page.lead, "A. B.");
}

#[test]
fn notes_have_letters_and_stand_before_the_sources() {
    let page = page(
        "---\nsources: [{id: s, text: S.}]\n---\nA.[^x] B.[^s]\n\n[^x]: Note, *with* [^y] and [^s].\n\n\
         [^y]: Inner.\n\n    Second paragraph.\n",
    );
    assert!(
        page.text
            .starts_with("A.[a] B.[1]\nNotes\nNote, with [b] and [1]. ↑\nInner.\n"),
        "{}",
        page.text
    );
    assert!(
        page.text.contains("Second paragraph. ↑\nSources\nS. ↑1 ↑2"),
        "{}",
        page.text
    );
    assert_eq!(page.diagnostics, []);
}

#[test]
fn marks_that_stand_for_nothing_are_told_and_shown() {
    assert_eq!(
        told("---\ntitle: T\n---\n\nA.[^x]\n"),
        ["5: `[^x]` is neither a source nor a note"]
    );
    assert_eq!(page("A.[^x]").text, "A.[^x]");
    assert_eq!(
        told("A.\n\n[^x]: y\n"),
        ["3: nothing refers to the note `x`; it is left out"]
    );
    assert_eq!(told("A \\[^x] `[^y]` [^ z]"), Vec::<String>::new());
}

#[test]
fn indented_code_may_begin_an_article_with_sources() {
    let source = "---\nsources: [{id: s, text: S.}]\n---\n\n    code\n\nA.[^s] $x^$\n";
    assert!(
        html(source).starts_with("<pre><code>code\n</code></pre>"),
        "{}",
        html(source)
    );
    assert!(
        told(source)[0].starts_with("7: the formula"),
        "{:?}",
        told(source)
    );
}

#[test]
fn infobox_and_hatnote_come_before_the_lead() {
    let page = page(
        "---\nhatnote: For *others*, see [[B]].\ninfobox:\n  title: T\n  image: a.png\n  \
         caption: A.\n  rows:\n    Born: 1. May 1900\n    Seat: [\"[[C]]\", D]\n---\n**Text**.",
    );
    assert_eq!(
        page.html,
        "<aside class=\"infobox\"><table><caption>T</caption>\n<tbody>\
         <tr><td colspan=\"2\"><img data-media=\"pandect://own/a.png\" alt=\"A.\">\
         <div class=\"caption\">A.</div></td></tr>\n\
         <tr><th scope=\"row\">Born</th>\n<td>1. May 1900</td></tr>\n\
         <tr><th scope=\"row\">Seat</th>\n<td><a class=\"link\" href=\"pandect://own/C\">C</a><br>\nD</td></tr>\
         </tbody></table></aside>\n\
         <p class=\"hatnote\">For <em>others</em>, see <a class=\"link\" href=\"pandect://own/B\">B</a>.</p>\n\
         <p class=\"lead\"><strong>Text</strong>.</p>"
    );
    assert_eq!(page.lead, "Text.");
    assert_eq!(page.media, [Address::article("own", "a.png")]);
}

#[test]
fn formulas_stand_in_the_line_or_alone() {
    assert_eq!(
        html("a $x^2$ b\n\n$$\nx\n$$\n\nc $$y$$ d"),
        "<p class=\"lead\">a <math><msup><mi>x</mi><mn>2</mn></msup></math> b</p>\n\
         <div class=\"math\"><math display=\"block\"><mi>x</mi></math></div>\n\
         <p>c</p>\n<div class=\"math\"><math display=\"block\"><mi>y</mi></math></div>\n<p>d</p>"
    );
    assert_eq!(
        html("$\\foo<b>$"),
        "<p class=\"lead\"><code class=\"math-error\">\\foo&lt;b&gt;</code></p>"
    );
    assert_eq!(
        told("a\n$\\foo$"),
        ["2: the formula cannot be read: unknown command \"\\foo\""]
    );
    assert!(
        html("$\\begin{cases} a & b \\\\ c & d \\end{cases}$")
            .contains("<mtd class=\"align-left\">")
    );
    assert_eq!(
        html("It costs $5 and $10."),
        "<p class=\"lead\">It costs $5 and $10.</p>"
    );
}

#[test]
fn the_rest_of_markdown_is_understood() {
    assert_eq!(
        html("~~a~~ <kbd onclick=x>b</kbd>"),
        "<p class=\"lead\"><del>a</del> <kbd>b</kbd></p>"
    );
    assert_eq!(
        html("- [x] a\n- [ ] b\n"),
        "<ul><li><span class=\"task done\" role=\"img\" aria-label=\"done\">☑</span> a</li>\n\
         <li><span class=\"task open\" role=\"img\" aria-label=\"open\">☐</span> b</li></ul>"
    );
    assert_eq!(
        html("```Python {x}\na\n```"),
        "<pre><code class=\"language-python\">a\n</code></pre>"
    );
    assert_eq!(
        html("[a](B.md#C_d) ![e](f.png) <https://x.y>"),
        "<p class=\"lead\"><a class=\"link\" href=\"pandect://own/B#c-d\">a</a> \
         <img data-media=\"pandect://own/f.png\" alt=\"e\"> \
         <a class=\"external\" href=\"https://x.y\" rel=\"noreferrer noopener\">https://x.y</a></p>"
    );
    assert_eq!(html("\"a\" -- {#b}"), "<p class=\"lead\">\"a\" -- {#b}</p>");
}

#[test]
fn notes_of_a_person_have_no_ids() {
    assert_eq!(
        note_html(
            "# A\n\nb [[C d]] <a id=x href=pandect://starter/E#f>g</a> <i onclick=x>h</i>[^1]\n\n[^1]: i"
        ),
        "<h2>A</h2>\n<p>b <a class=\"link\" href=\"pandect://own/C_d\">C d</a> \
         <a class=\"link\" href=\"pandect://starter/E#f\">g</a> <i>h</i><sup class=\"cite\">[a]</sup></p>\n\
         <ol class=\"notes\" type=\"a\"><li><p>i ↑</p></li></ol>"
    );
    assert!(note_html_in("[[A]]", "starter").contains("pandect://starter/A"));
}

proptest! {
    #[test]
    fn plain_notes_are_what_reading_them_would_make(
        note in r"[\pLa-c]([\pL\pMa-z0-9 ,.;?!:\-&<*_'\n]|  ){0,40}",
        letters in "[a-zA-Zäßж][a-zäßж0-9 ,.;?!]{0,60}",
    ) {
        for note in [note, letters] {
            prop_assert_eq!(note_html(&note), read_note(&note, OWN_COLLECTION));
        }
    }
}

#[test]
fn everything_is_bounded() {
    let long = format!("---\ntitle: T\nx: {}\n---\nText.", "a".repeat(300_000));
    assert_eq!(
        told(&long),
        ["1: the front matter is longer than 256 KB and is not read"]
    );
    assert!(told(&format!("${}$", "x".repeat(20_000)))[0].contains("longer than 10,000 bytes"));
    let quotes = ">".repeat(10_000) + "x";
    assert_eq!(page(&quotes).text, "x");
}
