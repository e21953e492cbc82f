//! Ways into a page that others have found.

use pandect_core::clean::{clean, clean_again, read};
use pandect_core::markdown::{MarkdownArticle, note_html, read_markdown};

use crate::judge::{Beside, judge, judge_article};

const VECTORS: &[&str] = &[
    // Scripts and handlers.
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.y/z.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script>alert(1)//",
    "<script x>alert(1)</script 1=2>",
    "<<script>alert(1);//<</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x:x onerror=\"alert(1)\"",
    "<img/src='x'/onerror=alert(1)>",
    "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">",
    "<body onload=alert(1)>",
    "<div onmouseover='alert(1)' style='position:fixed;inset:0'>x</div>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<video src=javascript:alert(1) poster=javascript:alert(1) autoplay>x</video>",
    "<video src=x data-media=javascript:alert(1) data-poster=//x.y/z><script>alert(1)</script></video>",
    "<video src=x><video src=y></video></video>",
    "<img data-media=javascript:alert(1) src=x>",
    "<table class=navbox><tr><th><script>alert(1)</script><img src=x onerror=alert(1)>T</table>",
    "<p><div class=navbox><p><table><caption>T<details class=navbox><summary>x",
    "<marquee onstart=alert(1)>x</marquee>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)><option>x</select>",
    "<keygen autofocus onfocus=alert(1)>",
    "<p onpointerenter=alert(1) tabindex=1 contenteditable accesskey=x autofocus>x",
    "<xss onclick=alert(1) style=display:block>x</xss>",
    // URLs.
    "<a href=javascript:alert(1)>x</a>",
    "<a href=' \u{1} javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='vbscript:x'>x</a><a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='feed:javascript:alert(1)'>x</a><a href='view-source:x'>x</a>",
    "<a href='file:///etc/passwd'>x</a><a href='blob:https://a/b'>x</a>",
    "<a href='tauri://localhost/'>x</a><a href='ipc://localhost/x'>x</a>",
    "<a href='pandect://con/x'>x</a><a href='pandect:javascript:alert(1)'>x</a>",
    "<a href=https://x.y target=_top ping=//x.y download>x</a>",
    "<a xlink:href=javascript:alert(1)>x</a>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<isindex action=javascript:alert(1) type=image>",
    "<img src=javascript:alert(1)><img lowsrc=x dynsrc=y srcset='//x.y/z 2x' sizes=1px>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'><img src=//x.y/z.png>",
    "<table background=javascript:alert(1)><td background=//x.y/z>x</table>",
    "<blockquote cite=javascript:alert(1)>x</blockquote><q cite=x>y</q>",
    // What loads or moves the page.
    "<base href=//x.y/><a href=z>x</a>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//x.y/z.css><link rel=prefetch href=//x.y>",
    "<iframe src=javascript:alert(1)></iframe><iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)></object><embed src=//x.y/z>",
    "<applet code=x><param name=a value=b></applet>",
    "<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>",
    "<portal src=//x.y></portal><fencedframe src=//x.y></fencedframe>",
    "<style>@import '//x.y/z';</style><style>body{background:url(//x.y)}",
    "<div style='background:url(//x.y);behavior:url(x);-moz-binding:url(x)'>x</div>",
    "<map name=m><area href=javascript:alert(1)></map><img usemap=#m src=x>",
    // Foreign content.
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><script href=data:,alert(1) />",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /><a id=x>y</a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x>#x'/></svg>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>",
    "<svg><set attributeName=onmouseover to=alert(1)></svg>",
    "<math href=javascript:alert(1)>x</math>",
    "<math><mi xlink:href=javascript:alert(1) href=javascript:alert(1)>x</mi></math>",
    "<math><maction actiontype=statusline#http://x.y xlink:href=javascript:alert(1)>x</maction>",
    "<math><annotation-xml encoding=text/html><script>alert(1)</script></annotation-xml></math>",
    "<math><mpadded width=99999px height=9999em voffset=-500px lspace=-9999px><mi>x</mi>",
    // Parsed once one way and once another.
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<svg><p><style><g title=\"</style><img src=x onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><![CDATA[</style><img title=\"]]&gt;&lt;/mglyph&gt;&lt;img src onerror=alert(1)&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<noembed><img title=\"</noembed><img src=x onerror=alert(1)>\"></noembed>",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
    "<listing>&lt;img onerror=\"alert(1)\" src=1&gt;</listing>",
    "<template><img src=x onerror=alert(1)></template><template><template></template>",
    "<div><template shadowrootmode=open><img src=x onerror=alert(1)></template></div>",
    "<select><template><style><!--</style><a rel=\"--></style></template></select><img src=x onerror=alert(1)>\">",
    "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
    "<title><img title=\"</title><img src=x onerror=alert(1)>\"></title>",
    "<!--><img src=x onerror=alert(1)>--><!-- --!><img src=x onerror=alert(1)> -->",
    "<!-->--><![CDATA[><img src=x onerror=alert(1)>]]><?x ><img src=x onerror=alert(1)>?>",
    "<![if <iframe/onload=alert(1)//]><img src=x>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<a href=\"`<img src=x onerror=alert(1)>\">x</a><img alt=\"``onerror=alert(1)\" src=x>",
    "<p title='\"><img src=x onerror=alert(1)>'>x</p><abbr title='\"><script>alert(1)</script>'>y</abbr>",
    "<img alt='</span><script>alert(1)</script>' src=//x>",
    "<pre>\n\r\n<code class='language-x\" onclick=alert(1)'>x</code></pre>",
    "\u{0}<scr\u{0}ipt>alert(1)</scr\u{0}ipt>",
    "<img src=x\u{c}onerror=alert(1)><img\u{b}src=x onerror=alert(1)>",
    "<a href=\u{feff}javascript:alert(1)>x</a><a href=\u{3000}javascript:alert(1)>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;&#60;img src=x onerror=alert(1)&#62;",
    "<table><tr><td><form><table><tr><img src=x onerror=alert(1)></form><td><script>x",
    "<a><p><a><p><a><table><a><tr><a><td><a href=javascript:alert(1)>x",
    "<h2 id=s-x><h3 id=\"c-\"><a id=s-x href=#s-x>x",
    // Names and ids that stand for something in the document.
    "<img name=getElementById src=x><img id=body src=x><form name=querySelector><input name=attributes>",
    "<a id=page href=x>x</a><a id=page name=url>y</a><p id=__proto__>z<p id=constructor>w",
    "<article id=page>x</article><div id=app class='toolbar search-box' role=dialog aria-modal=true>y</div>",
    "<dialog open>Enter your password</dialog><div popover id=p>x</div><p is=x-y slot=z part=w>x",
    "<span class='task done link external picture-missing'>x</span>",
];

#[test]
fn nothing_hostile_passes() {
    for vector in VECTORS {
        for source in [
            (*vector).to_owned(),
            format!("<p>before {vector} after"),
            format!("<table><tr><td>{vector}</table>"),
            format!("<math><mtext>{vector}"),
            format!("<svg><desc>{vector}"),
            vector.to_uppercase(),
        ] {
            let cleaned = clean(&source, &Beside);
            let verdict = judge(&cleaned.html);
            assert!(
                verdict.faults.is_empty(),
                "{source}\n{}\n{:?}",
                cleaned.html,
                verdict.faults
            );
            assert_eq!(verdict.html, cleaned.html, "{source}");
            assert_eq!(verdict.text, cleaned.text, "{source}");
        }
    }
}

#[test]
fn ids_cannot_stand_for_parts_of_the_application() {
    let cleaned = clean(
        "<a id=page href=x>x</a><form name=page></form><p id=page>y</p>",
        &Beside,
    );
    assert!(cleaned.html.contains("id=\"c-page\""));
    assert_eq!(
        cleaned.html.matches("page\"").count(),
        1,
        "{}",
        cleaned.html
    );
}

#[test]
fn content_cannot_claim_the_classes_of_the_cleaner() {
    let cleaned = clean(
        "<p class='task done link external picture-missing open'>x</p>",
        &Beside,
    );
    assert_eq!(cleaned.html, "<p>x</p>");
}

/// A drawing as we write it.
const DRAWING: &str = "<svg class=\"figure-drawing\" aria-hidden=\"true\" width=\"100%\" \
    height=\"1em\"><rect x=\"0%\" y=\"0%\" width=\"50%\" height=\"100%\"></rect></svg>";

/// Ways to pass for a part of a figure, for whoever knows how parts are signed.
const FORGED: &[&str] = &[
    "<p class='\u{80}0'>x</p>",
    "<td class='&#128;1'>x",
    "<p class='&#x80;1'>x</p>",
    "<table><tr><td class=\u{80}1>x</table>",
    "<p class='figure-chart figure-drawing'>x</p>",
    "<figure class=figure-chart><svg><rect width=1 /></svg></figure>",
    "<div title='\n\n' class='\u{80}1' x='>",
    "<div\n\nclass=\u{80}1 &#x80;\n\n>",
    "`\u{80}1` &#128;1 \\\u{80}1",
    "[\u{80}1](x '\u{80}1') ![\u{80}1](y '\u{80}1') $\u{80}1$",
    "<svg><foreignObject><figure class=figure-chart><p>x",
];

fn article(source: &str) -> String {
    let article = MarkdownArticle {
        title: "T",
        language: "en",
        links: &Beside,
    };
    read_markdown(source, &article).html
}

#[test]
fn content_brings_no_drawing() {
    let figure = "```chart\ntitle: T\nA | 1\nB | 2\n```\n";
    let ours = judge_article(&article(figure)).drawings;
    assert_eq!(ours, 2);
    for forged in FORGED.iter().chain([&DRAWING]) {
        for source in [
            (*forged).to_owned(),
            format!("<figure class=\"figure-chart\">{forged}{DRAWING}</figure>"),
            format!("before {forged} after {DRAWING}"),
        ] {
            assert_eq!(
                judge(&clean(&source, &Beside).html).faults,
                [""; 0],
                "{source}"
            );
            assert_eq!(judge(&note_html(&source)).faults, [""; 0], "{source}");
            assert_eq!(judge(&article(&source)).faults, [""; 0], "{source}");
            // Beside figures that are ours, nothing is drawn that is not.
            for whole in [
                format!("{source}\n\n{figure}"),
                format!("{figure}\n{source}"),
            ] {
                let verdict = judge_article(&article(&whole));
                assert_eq!(verdict.faults, [""; 0], "{whole}");
                assert!(verdict.drawings <= ours, "{whole}");
            }
            let label = source.replace('\n', " ");
            let verdict = judge_article(&article(&format!(
                "```chart\ntitle: {label}\nsource: {label}\n{label} | 1\nB | 2\n```\n"
            )));
            assert_eq!(verdict.faults, [""; 0], "{label}");
            assert!(verdict.drawings <= ours, "{label}");
        }
    }
}

#[test]
fn front_matter_brings_no_drawing() {
    let source = "---\ntitle: T\nhatnote: \"<b class='\\x801'>x</b>\"\ninfobox:\n  \
                  title: \"<b class='\\x801'>\"\n  rows:\n    \"<td class='\\x801'>\": \
                  \"<b class='\\x801'>x</b>\"\nsources:\n  - id: s\n    text: \"<b class='\\x801'>x\"\n\
                  ---\n\n```chart\ntitle: T\nA | 1\nB | 2\n```\n";
    let verdict = judge_article(&article(source));
    assert_eq!(verdict.faults, [""; 0]);
    assert_eq!(verdict.drawings, 2);
}

#[test]
fn drawings_are_kept_with_the_page_and_others_refused() {
    let html = article("```chart\ntitle: T\nA | 1\nB | 2\n```\n");
    assert!(html.contains("<svg"));
    let kept = read(html.clone());
    assert_eq!(kept.html, html);
    assert_eq!(clean_again(&html).html, html);
    assert_eq!(clean_again(&html).text, kept.text);
    for changed in [
        html.replacen("<rect ", "<rect fill=\"red\" ", 1),
        html.replacen("</svg>", "<text>x</text></svg>", 1),
        html.replacen("<svg ", "<svg onload=\"alert(1)\" ", 1),
    ] {
        let again = clean_again(&changed);
        assert_eq!(judge_article(&again.html).faults, [""; 0], "{changed}");
        let read = read(changed.clone());
        assert_eq!(judge(&read.html).faults, [""; 0], "{changed}");
    }
}
