use super::*;
use crate::page::LinkTarget;

/// Rules of a source whose articles and pictures lie beside each other.
struct Beside;

impl LinkRules for Beside {
    fn article(&self, href: &str) -> Option<Address> {
        let (path, section) = href.split_once('#').unwrap_or((href, ""));
        Some(Address::article("test", path).with_section(section))
    }

    fn media(&self, src: &str) -> Option<Address> {
        Some(Address::article("test", src))
    }

    fn wiki(&self, target: &str) -> Address {
        Address::article("test", target)
    }
}

fn html(source: &str) -> String {
    clean(source, &Beside).html
}

fn text(source: &str) -> String {
    clean(source, &Beside).text
}

#[test]
fn unknown_elements_lose_their_tags_and_keep_their_text() {
    assert_eq!(
        html("<p>a <blink>b</blink> <x-y>c</x-y></p>"),
        "<p>a b c</p>"
    );
    assert_eq!(html("<article><p>a</article>b"), "<p>a</p>\nb");
    assert_eq!(
        html("<font color=red>a</font><big>b</big><tt>c</tt>"),
        "ab<code>c</code>"
    );
}

#[test]
fn active_elements_go_with_their_content() {
    for source in [
        "<script>x</script>",
        "<style>x</style>",
        "<template><p>x</p></template>",
        "<noscript><p>x</p></noscript>",
        "<iframe>x</iframe>",
        "<object><p>x</p></object>",
        "<select><option>x</select>",
        "<button>x</button>",
        "<textarea>x</textarea>",
        "<svg><text>x</text></svg>",
        "<title>x</title>",
        "<input value=x>",
        "<meta content=x>",
        "<plaintext>x",
    ] {
        assert_eq!(html(&format!("<p>a</p>{source}")), "<p>a</p>", "{source}");
    }
}

#[test]
fn white_space_reads_well() {
    assert_eq!(text("<p>one \n two</p><p> three</p>"), "one two\nthree");
    assert_eq!(
        text("<ul><li>a</li><li>b<ul><li>c</ul></ul>d"),
        "a\nb\nc\nd"
    );
    assert_eq!(
        text("<table><tr><th>a<th>b<tr><td>c<td>d</table>"),
        "a\nb\nc\nd",
        "words of neighbouring cells stay apart"
    );
    assert_eq!(text("a<br>b<br><br>c"), "a\nb\n\nc");
    assert_eq!(text("a <b> b </b> c"), "a b c");
    assert_eq!(text("a<b> b</b>c"), "a bc");
    assert_eq!(
        text("a\u{a0} b"),
        "a\u{a0} b",
        "a no-break space is no white space"
    );
    assert_eq!(
        html("<p>a <a href=b>b</a></p>"),
        "<p>a <a class=\"link\" href=\"pandect://test/b\">b</a></p>"
    );
}

#[test]
fn pictures_leave_no_lines_in_the_text() {
    assert_eq!(text("<p><img src=a></p><p>b</p>"), "b");
    assert_eq!(
        html("<p><img src=a alt></p>b"),
        "<p><img data-media=\"pandect://test/a\" alt=\"\"></p>b"
    );
}

#[test]
fn what_says_nothing_is_not_worth_its_tags() {
    assert_eq!(html("<p></p><p> </p><p id=a></p>"), "<p id=\"c-a\"></p>");
    assert_eq!(
        html("<div><div><p>a</p></div> <p>b</p></div>"),
        "<p>a</p>\n<p>b</p>"
    );
    assert_eq!(
        html("<div>a</div><div>b</div>"),
        "<div>a</div>\n<div>b</div>"
    );
    assert_eq!(
        html("<div id=x><p>a</div><span>b</span>"),
        "<div id=\"c-x\"><p>a</p></div>\nb"
    );
}

#[test]
fn preformatted_text_is_kept_as_it_is() {
    assert_eq!(text("<pre>a  b\n c</pre>d"), "a  b\n c\nd");
    assert_eq!(html("<pre>\n\na</pre>"), "<pre>\n\na</pre>");
    assert_eq!(text("<pre>\n\na</pre>"), "\na");
    assert_eq!(text("<pre>\na\n</pre>b"), "a\nb");
    assert_eq!(text("<pre>a<br>b</pre>"), "ab");
    assert_eq!(
        html("<pre><code class='language-c++ evil'>\n a</code></pre>"),
        "<pre><code class=\"language-c++\">\n a</code></pre>"
    );
}

#[test]
fn headings_become_sections() {
    let cleaned = clean(
        "<h1>Top</h1><p>x</p><h3 id=sub>Sub &amp; more</h3><p>𝒜</p><h2>Top</h2><h2> </h2>y",
        &Beside,
    );
    assert_eq!(
        cleaned.html,
        "<h2 id=\"s-top\">Top</h2>\n<p>x</p>\n<h3 id=\"s-sub-more\">Sub &amp; more</h3>\n<p>𝒜</p>\n\
         <h2 id=\"s-top-2\">Top</h2>\ny"
    );
    let seen: Vec<(&str, u8, &str, u32, u32)> = cleaned
        .sections
        .iter()
        .map(|section| {
            (
                &*section.anchor,
                section.level,
                &*section.title,
                section.start,
                section.end,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("top", 2, "Top", 0, 20),
            ("sub-more", 3, "Sub & more", 6, 20),
            ("top-2", 2, "Top", 20, 25)
        ]
    );
}

#[test]
fn marks_and_instruments_are_no_part_of_an_anchor() {
    let cleaned = clean(
        "<h2>Life<sup class=reference><a href='#n'>[1]</a></sup>\
         <span class=mw-editsection>[edit]</span></h2><p id=n>note",
        &Beside,
    );
    assert_eq!(cleaned.sections[0].anchor, "life");
    assert_eq!(cleaned.sections[0].title, "Life");
    assert_eq!(
        cleaned.html,
        "<h2 id=\"s-life\">Life<sup class=\"cite\"><a href=\"#c-n\">[1]</a></sup></h2>\n\
         <p id=\"c-n\">note</p>"
    );
}

#[test]
fn links_lead_inside_outside_or_nowhere() {
    let cleaned = clean(
        "<a href='B c#D_e'>in</a> <a href='https://x.y/?a=b&c' target=_blank>out</a> \
         <a href='javascript:alert(1)'>bad</a> <a href='#nothing'>none</a>",
        &Beside,
    );
    assert_eq!(
        cleaned.html,
        "<a class=\"link\" href=\"pandect://test/B%20c#d-e\">in</a> \
         <a class=\"external\" href=\"https://x.y/?a=b&amp;c\" rel=\"noreferrer noopener\">out</a> \
         bad none"
    );
    assert_eq!(
        cleaned.links,
        [
            Link {
                target: LinkTarget::Address(Address::article("test", "B c").with_section("d-e")),
                label: "in".to_owned()
            },
            Link {
                target: LinkTarget::External("https://x.y/?a=b&c".to_owned()),
                label: "out".to_owned()
            },
        ]
    );
}

#[test]
fn links_within_a_page_find_the_ids_as_they_are_written() {
    assert_eq!(
        html(
            "<a href='#Early_life'>a</a> <a href='#x'>b</a> <a href='#y'>c</a> \
             <h2><span id=Early_life>Early life</span></h2><p id=x>p<p id=x>q<a name=y></a>"
        ),
        "<a href=\"#s-early-life\">a</a> <a href=\"#c-x\">b</a> <a href=\"#c-y\">c</a>\n\
         <h2 id=\"s-early-life\">Early life</h2>\n<p id=\"c-x\">p</p>\n<p>q<span id=\"c-y\"></span></p>"
    );
}

#[test]
fn pictures_have_addresses_and_no_source() {
    let cleaned = clean(
        "<img src='a b.png' alt='A' width=300px height=20000 srcset='x 2x' onerror=x>\
         <img src='https://x/y.png' alt='remote'><img src='data:image/png,x'><img src='a b.png'>",
        &Beside,
    );
    assert_eq!(
        cleaned.html,
        "<img data-media=\"pandect://test/a%20b.png\" alt=\"A\" width=\"300\">\
         <span class=\"picture-missing\">remote</span>\
         <img data-media=\"pandect://test/a%20b.png\" alt=\"\">"
    );
    assert_eq!(cleaned.media, [Address::article("test", "a b.png")]);
}

#[test]
fn check_boxes_of_task_lists_become_text() {
    assert_eq!(
        html("<ul><li><input type=checkbox checked disabled> a<li><input type=checkbox> b</ul>"),
        "<ul><li><span class=\"task done\" role=\"img\" aria-label=\"done\">☑</span> a</li>\n\
         <li><span class=\"task open\" role=\"img\" aria-label=\"open\">☐</span> b</li></ul>"
    );
}

#[test]
fn attributes_come_from_a_closed_list() {
    assert_eq!(
        html(
            "<table border=1 class='wikitable infobox'><tr><td colspan=2 rowspan=99999 align=RIGHT \
             style='color:red; text-align: center' onclick=x>a<th scope=col nowrap>b</table>"
        ),
        "<table class=\"infobox\"><tbody><tr><td class=\"align-right align-center\" colspan=\"2\">a</td>\n\
         <th scope=\"col\">b</th></tr></tbody></table>"
    );
    assert_eq!(
        html("<ol start=3 reversed type=a><li value=-5 lang=de dir=RTL>x</ol>"),
        "<ol start=\"3\" reversed=\"\" type=\"a\"><li value=\"-5\" lang=\"de\" dir=\"rtl\">x</li></ol>"
    );
    assert_eq!(
        html("<abbr title='a\"b'>x</abbr><q cite=y>z</q>"),
        "<abbr title=\"a&quot;b\">x</abbr><q>z</q>"
    );
    assert_eq!(
        html("<details open><summary>a</summary>b</details>"),
        "<details open=\"\"><summary>a</summary>\nb</details>"
    );
}

#[test]
fn formulas_keep_their_presentation_alone() {
    assert_eq!(
        html(
            "<math display=block href=x><semantics><mrow><mfrac><mi>a</mi> <mn>2</mn></mfrac>\
             <mo stretchy=false onclick=x>(</mo><mspace width='-999em'/></mrow>\
             <annotation encoding='application/x-tex'>x</annotation>\
             <annotation-xml encoding='text/html'><b>y</b></annotation-xml></semantics></math>"
        ),
        "<math display=\"block\"><mrow><mfrac><mi>a</mi> <mn>2</mn></mfrac>\
         <mo stretchy=\"false\">(</mo><mspace></mspace></mrow></math>"
    );
    assert_eq!(
        html("<math><mtext>a<b>c</b></mtext><maction>x</maction></math>"),
        "<math><mtext>ac</mtext></math>"
    );
}

#[test]
fn hidden_parts_are_left_out_but_not_the_formulas_of_mediawiki() {
    assert_eq!(
        html("<p>a<span style='display:none'>b</span><i hidden>c</i></p>"),
        "<p>a</p>"
    );
    assert_eq!(
        html(
            "<span><span class='mwe-math-mathml-inline' style='display: none;'><math><mi>x</mi></math>\
             </span><img src=x.svg class='mwe-math-fallback-image-inline' alt=x></span>"
        ),
        "<math><mi>x</mi></math>"
    );
}

#[test]
fn the_lead_is_the_first_paragraph_of_the_text_itself() {
    let lead = |source: &str| clean(source, &Beside).lead;
    assert_eq!(
        lead(
            "<p class=hatnote>For</p><table><tr><td><p>box</p></table><p> </p>\
             <p>The <b>lead</b><sup class=cite>[1]</sup> is<br>here.</p><p>Not</p>"
        ),
        "The lead is here."
    );
    assert_eq!(lead("<h2>Head</h2><ul><li>item</ul>"), "item");
    assert_eq!(lead(""), "");
}

#[test]
fn deep_nesting_is_flattened_and_said() {
    let source = "<div dir=ltr>".repeat(100_000) + "x";
    let cleaned = clean(&source, &Beside);
    assert_eq!(cleaned.text, "x");
    assert!(cleaned.html.matches("<div").count() <= writer::DEEPEST);
    assert!(
        cleaned.diagnostics[0].message.contains("nested too deep"),
        "{:?}",
        cleaned.diagnostics
    );
    let table = "<table><tr><td>".repeat(20_000) + "x";
    assert_eq!(clean(&table, &Beside).text, "x");
}

#[test]
fn sources_that_would_grow_without_bound_are_cut() {
    let numbered = |count: u32, write: fn(u32) -> String| -> String {
        (0..count)
            .flat_map(|number| write(number).chars().collect::<Vec<_>>())
            .collect()
    };
    let mut source = numbered(100, |number| format!("<p><b id=x{number}>"));
    source.push_str(&"<p>x".repeat(20_000));
    let cleaned = clean(&source, &Beside);
    assert!(
        cleaned
            .diagnostics
            .iter()
            .any(|said| said.message.contains("too many elements"))
    );
    let attributes = numbered(60_000, |number| format!(" a{number:x}"));
    assert_eq!(
        clean(&format!("<p{attributes}>x</p>"), &Beside).html,
        "<p>x</p>"
    );
}

#[test]
fn a_byte_order_mark_is_no_text() {
    assert_eq!(text("\u{feff}a"), "a");
    assert_eq!(text("\u{feff}\u{feff}a"), "\u{feff}a");
}

#[test]
fn a_heading_that_says_the_title_again_goes() {
    let page = |html: &str| without_title(clean(html, &NoLinks), "Ray Charles");
    let once = page("<div><a id=top></a><h1>Ray  CHARLES</h1><p>A singer.</p><h2>Life</h2></div>");
    assert_eq!(once.text.trim(), "A singer.\nLife");
    assert_eq!(once.sections.len(), 1);
    assert_eq!(once.lead, "A singer.");
    for other in [
        "<h1>Ray Charles discography</h1><p>Albums.</p>",
        "<p>Before.</p><h2>Ray Charles</h2><p>Behind.</p>",
        "<p>No heading.</p>",
    ] {
        let whole = clean(other, &NoLinks);
        assert_eq!(page(other), whole, "{other}");
    }
}

#[test]
fn of_a_saved_page_the_text_is_found() {
    let words = "The leaves are plucked in spring and dried at once. ".repeat(8);
    let around = "<header class=site-header>Site</header><nav><a href=x>Home</a></nav>";
    for body in [
        format!(
            "{around}<main><h1>Tea</h1><p>{words}</p><nav>inner</nav></main><footer>Foot</footer>"
        ),
        format!(
            "{around}<div id=content><p>{words}</p><div class=\"share x\">Share</div></div><div>Ads ads</div>"
        ),
        format!("{around}<article><p>{words}</p></article>"),
        format!("{around}<div class=menu>Menu</div><p>{words}</p>"),
    ] {
        let text = clean_document(&body, &NoLinks).text;
        assert!(text.contains("plucked"), "{body}");
        for left in ["Site", "Home", "inner", "Foot", "Share", "Menu"] {
            assert!(!text.contains(left), "{left} in {text}");
        }
    }
    let short = clean_document("<main>x</main><p>All of the page.</p>", &NoLinks).text;
    assert!(
        short.contains("All of the page."),
        "what is called main and says nothing is not all"
    );
    let inside = clean_document(
        &format!("<body class=content><p>{words}</p><script>x</script>"),
        &NoLinks,
    );
    assert!(!inside.html.contains("script"));
}

#[test]
fn sounds_and_films_are_named_and_nothing_else() {
    assert_eq!(
        html("<p>a <audio controls autoplay src=a.ogg onplay=x>none<em>x</em></audio> b</p>"),
        "<p>a <video class=\"sound\" data-media=\"pandect://test/a.ogg\"></video> b</p>"
    );
    assert_eq!(
        html(
            "<video poster=p.jpg width=9999><source src=https://x/y.webm><source src=f.webm>\
             <track src=t.vtt><p>none</p></video>"
        ),
        "<video class=\"film\" data-media=\"pandect://test/f.webm\" data-poster=\"pandect://test/p.jpg\"></video>"
    );
    assert_eq!(
        html("<video src=x.oga></video>"),
        "<video class=\"sound\" data-media=\"pandect://test/x.oga\"></video>"
    );
    assert_eq!(html("a<video src=https://x/y.webm></video>"), "a");
    let cleaned = clean("<video src=f.webm poster=p.jpg></video><h2>A</h2>", &Beside);
    assert_eq!(cleaned.media, [Address::article("test", "p.jpg")]);
    assert_eq!(cleaned.text, "A");
}

#[test]
fn navigation_boxes_are_folded_under_their_titles() {
    assert_eq!(
        html(
            "<div class=navbox><table class=x><tr><th class=navbox-title>Central\n Asia</th></tr>\
             <tr><td><a href=b>b</a></td></tr></table></div>"
        ),
        "<details class=\"navbox\"><summary>Central Asia</summary>\n<table><tbody><tr></tr>\
         <tr><td><a class=\"link\" href=\"pandect://test/b\">b</a></td></tr></tbody></table></details>"
    );
    let linked = "<table class=navbox><tr><th><a href=a>A</a></th></tr><tr><td>b</td></tr></table>";
    assert_eq!(
        text(linked),
        "A\nA\nb",
        "the links of a title stay where they are"
    );
    assert!(html(linked).starts_with("<details class=\"navbox\"><summary>A</summary>\n<table>"));
    let without_title = "<div class=navbox><p>b</p></div>";
    assert_eq!(
        html(without_title),
        "<div class=\"navbox\"><p>b</p></div>",
        "what has no title stays open"
    );
    let nested = "<div class=navbox><table><tr><th>A<tr><td><div class=navbox><table><tr><th>B</table></div></table></div>";
    assert_eq!(html(nested).matches("<details").count(), 1);
}

#[test]
fn what_an_older_recipe_cleaned_is_cleaned_again_without_loss() {
    let source = "<h2 id=x>Early life</h2><p class=lead>a <a href=\"b#c\">b</a> <a href=https://x.org/>c</a> \
                  <a href=#x>d</a> <sup id=r class=reference><a href=#n>1</a></sup></p>\
                  <figure class=thumb><img src=a.png alt=A width=20><figcaption>c</figcaption></figure>\
                  <input type=checkbox checked> <video src=f.webm poster=p.png></video> <img alt=gone>\
                  <ol class=references><li id=n>n</ol><pre>\n\n x</pre><table class=infobox><tr><th>T<td>U</table>";
    let once = clean(source, &Beside);
    let again = clean_again(&once.html);
    assert_eq!(again.text, once.text);
    assert_eq!(again.media, once.media);
    assert_eq!(again.links, once.links);
    assert_eq!(again.sections, once.sections);
    for kept in [
        "class=\"external\"",
        "class=\"task done\"",
        "class=\"picture-missing\"",
        "class=\"film\"",
        "class=\"infobox\"",
        "href=\"#s-early-life\"",
    ] {
        assert!(again.html.contains(kept), "{kept} in {}", again.html);
    }
    let targets = |html: &str| html.matches("href=\"#c-").count();
    assert_eq!(targets(&again.html), targets(&once.html));
}
