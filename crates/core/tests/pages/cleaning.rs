//! The string that the cleaner writes is the tree that it meant.

use pandect_core::clean::{clean, text_of};
use proptest::prelude::*;

use crate::judge::{Beside, judge};

/// Pieces that trees of sources go wrong with.
const PIECES: [&str; 118] = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i id=a>",
    "</i>",
    "<a href=x>",
    "<a name=y>",
    "</a>",
    "<div>",
    "</div>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th align=left>",
    "<tbody>",
    "<thead>",
    "<tfoot>",
    "<caption>",
    "</caption>",
    "<colgroup>",
    "<col>",
    "<ul>",
    "</ul>",
    "<ol>",
    "<li>",
    "</li>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<pre>",
    "<pre>\n",
    "<pre>\n\n",
    "</pre>",
    "<h1>",
    "<h2>",
    "</h2>",
    "<h3 id=z>",
    "</h3>",
    "<br>",
    "</br>",
    "<hr>",
    "<img src=i alt=t>",
    "<span class=cite>",
    "</span>",
    "<code class=language-x>",
    "</code>",
    "<blockquote>",
    "</blockquote>",
    "<details>",
    "<summary>",
    "</details>",
    "<figure>",
    "<figcaption>",
    "</figure>",
    "<aside class=infobox>",
    "</aside>",
    "<marquee>",
    "</marquee>",
    "<object>",
    "</object>",
    "<applet>",
    "<button>",
    "</button>",
    "<form>",
    "</form>",
    "<select>",
    "<option>",
    "</select>",
    "<input type=checkbox>",
    "<textarea>",
    "</textarea>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<noscript>",
    "</noscript>",
    "<template>",
    "</template>",
    "<title>",
    "</title>",
    "<svg>",
    "</svg>",
    "<foreignObject>",
    "<desc>",
    "<math>",
    "</math>",
    "<mi>",
    "</mi>",
    "<mtext>",
    "</mtext>",
    "<mfrac>",
    "<mglyph>",
    "<annotation-xml encoding=text/html>",
    "</annotation-xml>",
    "<semantics>",
    "<ruby>",
    "<rt>",
    "<nobr>",
    "<font color=red>",
    "</font>",
    "<!-- x -->",
    "<![CDATA[ x ]]>",
    "<?x>",
    "&#13;",
    "&#0;",
    "&lt;",
    "&nbsp;",
    "\0",
    "\n",
    "  ",
    "a b",
    "字𝒜\u{301}",
];

fn sources() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => "[<>&\"'/=! a-z\\x00-\\x1f-]{0,12}",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn check(source: &str) -> Result<(), TestCaseError> {
    let cleaned = clean(source, &Beside);
    let verdict = judge(&cleaned.html);
    prop_assert_eq!(&verdict.faults, &Vec::<String>::new(), "{}", cleaned.html);
    prop_assert_eq!(&verdict.html, &cleaned.html, "the parser moved something");
    prop_assert_eq!(&verdict.text, &cleaned.text);
    prop_assert_eq!(&text_of(&cleaned.html), &cleaned.text);
    let length = u32::try_from(cleaned.text.encode_utf16().count()).unwrap();
    let mut before = 0;
    for section in &cleaned.sections {
        prop_assert!(before <= section.start && section.start <= section.end);
        prop_assert!(section.end <= length);
        before = section.start;
    }
    prop_assert!(cleaned.lead.chars().count() <= 600);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn cleaned_html_parses_to_the_tree_that_was_meant(source in sources()) {
        check(&source)?;
    }
}

proptest! {
    #[test]
    fn any_text_is_cleaned(source in "\\PC{0,300}") {
        check(&source)?;
    }
}
