//! Any text is an article.

use pandect_core::markdown::{MarkdownArticle, OwnLinks, note_html, read_markdown};
use proptest::prelude::*;

use crate::judge::{judge, judge_article};

/// Pieces of Markdown, front matter and HTML.
const PIECES: [&str; 119] = [
    "---\n",
    "title: T\n",
    "hatnote: a\n",
    "infobox:\n",
    "  rows:\n",
    "    a: b\n",
    "sources:\n",
    "  - id: s\n",
    "    text: t\n",
    "  - x\n",
    "redirects: [a, b]\n",
    "language: fa\n",
    "key: [\n",
    "...\n",
    "# A\n",
    "## B\n",
    "#### C\n",
    "A\n===\n",
    "B\n---\n",
    "\n",
    "\n\n",
    "    ",
    "- ",
    "- [ ] ",
    "- [x] ",
    "1. ",
    "> ",
    "```\n",
    "```x\n",
    "~~~\n",
    "```timeline\n",
    "```chart\n",
    "```organisation\n",
    "title: T\n",
    "year: 2025\n",
    "source: s [^s]\n",
    "unit: u\n",
    "columns: a | b | c\n",
    "scale: each\n",
    "2001-06-15 | x\n",
    "2003–2004 | [[A|b]] | c\n",
    "1999 | y\n",
    "A | 1 | -2.5\n",
    "B | 1,000 | –\n",
    "C | x\n",
    "Body\n",
    "  Part | d\n",
    "    - Part\n",
    " | ",
    "</td></tr></table>",
    "</figure>",
    "<figure class=figure-chart>",
    "<svg class=figure-drawing aria-hidden=true width=1em height=1em>",
    "</svg>",
    "<div title='",
    "<b class='\u{80}0'>",
    "\u{80}1",
    "| a | b |\n",
    "|---|:-:|\n",
    "|",
    "\\|",
    "[[",
    "]]",
    "[[A]]",
    "[[A|b]]",
    "[[A#B|c]]",
    "[[#B]]",
    "![[p.png]]",
    "[[ ]]",
    "[^s]",
    "[^n]",
    "[^n]: note ",
    "[^S]",
    "[^",
    "]",
    "[",
    "(",
    ")",
    "[a](b)",
    "![a](b)",
    "[a]: b\n",
    "<",
    ">",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<script>",
    "<!--",
    "-->",
    "<table>",
    "<p>",
    "$",
    "$$",
    "$x^2$",
    "$$\\frac{a}{b}$$",
    "\\frac",
    "{",
    "}",
    "^",
    "_",
    "\\begin{matrix}",
    "&",
    "&amp;",
    "&#0;",
    "*",
    "**",
    "~~",
    "`",
    "\\",
    "\t",
    "\r\n",
    "\r",
    "\0",
    "\u{feff}",
    "‖",
    "a",
    "é字",
    " ",
];

fn sources() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => "[-\\[\\]<>&#*_`$|^\\\\{}a-z0-9 \\n:\"']{0,12}",
    ];
    let pieces = proptest::collection::vec(piece, 0..50).prop_map(|pieces| pieces.concat());
    prop_oneof![
        pieces.clone(),
        pieces.prop_map(|body| format!("---\n{body}"))
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_an_article(source in sources()) {
        let links = OwnLinks { collection: "own" };
        let article = MarkdownArticle { title: "T", language: "en", links: &links };
        let page = read_markdown(&source, &article);
        let has_figures = ["timeline", "chart", "organisation"].iter().any(|kind| source.contains(kind));
        let verdict = if has_figures { judge_article(&page.html) } else { judge(&page.html) };
        prop_assert_eq!(&verdict.faults, &Vec::<String>::new());
        prop_assert_eq!(&verdict.html, &page.html);
        prop_assert_eq!(&verdict.text, &page.text);
        let lines = u32::try_from(source.split('\n').count()).unwrap();
        for diagnostic in &page.diagnostics {
            prop_assert!(diagnostic.line <= lines, "{:?} of {}", diagnostic, lines);
        }
    }

    #[test]
    fn any_text_is_a_note(source in sources()) {
        let html = note_html(&source);
        let verdict = judge(&html);
        prop_assert_eq!(&verdict.faults, &Vec::<String>::new());
        prop_assert_eq!(&verdict.html, &html);
        prop_assert!(!html.contains(" id=\""));
    }
}
