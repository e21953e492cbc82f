use super::*;
use crate::address::Address;

struct Wiki;

impl LinkRules for Wiki {
    fn article(&self, _href: &str) -> Option<Address> {
        None
    }

    fn media(&self, _src: &str) -> Option<Address> {
        None
    }

    fn wiki(&self, target: &str) -> Address {
        let (path, section) = target.split_once('#').unwrap_or((target, ""));
        let address = Address::article("wiki", &path.trim().replace(' ', "_"));
        if section.is_empty() {
            address
        } else {
            Address {
                section: Some(section.to_owned()),
                ..address
            }
        }
    }
}

fn read(source: &str) -> WikitextPage {
    let site = Site::new("https://en.wikipedia.org/wiki/");
    read_wikitext(
        source,
        &WikitextArticle {
            title: "Tea",
            language: "en",
            site: &site,
            links: &Wiki,
        },
    )
}

/// The HTML on one line.
fn html(source: &str) -> String {
    read(source).page.html.replace('\n', "")
}

#[test]
fn emphasis_is_read_as_pairs_of_apostrophes() {
    for (source, expected) in [
        (
            "''a'' '''b''' '''''c'''''",
            "<p><i>a</i> <b>b</b> <i><b>c</b></i></p>",
        ),
        ("'''''a''' b''", "<p><i><b>a</b> b</i></p>"),
        ("'''''a'' b'''", "<p><i><b>a</b></i><b> b</b></p>"),
        ("l'''amour'' x", "<p>l'<i>amour</i> x</p>"),
        ("''open\nnext", "<p><i>open</i> next</p>"),
        ("it''s", "<p>it<i>s</i></p>"),
    ] {
        let shown = read(source).page.html.replace('\n', " ");
        assert_eq!(shown.trim(), expected, "{source}");
    }
}

#[test]
fn links_lead_to_articles_and_take_their_trail() {
    let link = |path: &str, label: &str| {
        format!("<p><a class=\"link\" href=\"pandect://wiki/{path}\">{label}</a></p>")
    };
    for (source, expected) in [
        ("[[green tea]]s", link("green_tea", "green teas")),
        ("[[Tea (drink)|]]", link("Tea_(drink)", "Tea")),
        ("[[Cup#Of tea|''cup'']]", link("Cup#of-tea", "<i>cup</i>")),
        ("[[A&amp;B]]", link("A&amp;B", "A&amp;B")),
        ("[[:Category:Teas]]", link("Category:Teas", "Category:Teas")),
    ] {
        assert_eq!(html(source), expected, "{source}");
    }
    let page = read("x [[Category:Drinks|tea]][[de:Tee]][[File:Cup.jpg|thumb|A [[cup]]]] y");
    assert_eq!(page.page.categories, ["Drinks"]);
    assert_eq!((page.page.text.trim(), page.files), ("x y", 1));
}

#[test]
fn external_links_have_labels_or_hosts() {
    let page =
        read("[https://a.org/b?c=1&amp;d a label] [https://www.b.org/x] see http://c.org/y. (//d)");
    assert_eq!(
        page.page.text.trim(),
        "a label b.org see http://c.org/y. (//d)"
    );
    assert!(
        page.page
            .html
            .contains("href=\"https://a.org/b?c=1&amp;d\""),
        "{}",
        page.page.html
    );
    assert!(page.page.html.contains("href=\"http://c.org/y\""));
}

#[test]
fn lists_nest_by_their_signs() {
    assert_eq!(
        html("* a\n** b\n* c\n# d"),
        "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol><li>d</li></ol>"
    );
    assert_eq!(
        html("; term : meaning\n: more"),
        "<dl><dt>term</dt><dd>meaning</dd><dd>more</dd></dl>"
    );
}

#[test]
fn tables_have_captions_heads_and_spans() {
    let source = "{| class=\"wikitable\"\n|+ Cups\n! Kind !! Size\n|-\n| colspan=2 | [[Mug|big]] || ''x''\n|-\n|\n* one\n* two\n{|\n| inner\n|}\n|}after";
    let shown = html(source);
    assert!(shown.contains("<caption>Cups</caption>"), "{shown}");
    assert!(shown.contains("<th>Kind</th><th>Size</th>"), "{shown}");
    assert!(shown.contains("<td colspan=\"2\"><a class=\"link\" href=\"pandect://wiki/Mug\">big</a></td><td><i>x</i></td>"), "{shown}");
    assert!(shown.contains("<li>one</li><li>two</li>"), "{shown}");
    assert!(shown.contains("<td>inner</td>"), "{shown}");
    assert!(shown.ends_with("<p>after</p>"), "{shown}");
}

#[test]
fn references_are_numbered_and_listed() {
    let page = read(
        "A<ref name=x>First ''one''</ref> b<ref name=\"x\" /> c<ref group=note>N</ref>\n== References ==\n{{reflist}}",
    );
    let text = page.page.text;
    assert!(text.starts_with("A[1] b[1] c[note 1]"), "{text}");
    assert!(text.contains("First one ↑"), "{text}");
    assert!(
        page.page.html.contains("<a href=\"#c-note-0\">[1]</a>"),
        "{}",
        page.page.html
    );
    let listed = read("A<ref name=x />\n<references>\n<ref name=x>Later</ref>\n</references>")
        .page
        .text;
    assert_eq!(listed.matches("[1]").count(), 1, "{listed}");
    assert!(listed.contains("Later"), "{listed}");
}

#[test]
fn templates_are_written_by_rule_or_leave_a_remnant() {
    for (source, text) in [
        ("{{convert|5|km|mi}} off", "5 km off"),
        ("{{lang|fr|thé}}", "thé"),
        ("{{lang-ru|чай}}", "чай"),
        ("{{birth date|2002|6|7}}", "7 June 2002"),
        ("x{{citation needed|date=May 2020}}.", "x."),
        ("{{main|Green tea}}", "Main article: Green tea"),
        ("{{#if:|a|b}}{{#switch:2|1=x|2|3=y}}{{PAGENAME}}", "byTea"),
        (
            "{{coord|39|55|N|116|23|E|display=inline,title}}{{coord|1|N|2|E|display=title}}",
            "39°55′N 116°23′E",
        ),
        ("{{unknown|seen}}", "seen"),
        ("{{{1|default}}} {{outer|{{!}}x}}", "default |x"),
    ] {
        assert_eq!(read(source).page.text.trim(), text, "{source}");
    }
    let page = read("{{Unknown box\n| a = 1\n| b = [[Cup]]\n}}\ntext");
    assert_eq!(page.remnants, 1);
    assert!(
        page.page
            .html
            .contains("<details><summary>Unknown box</summary>"),
        "{}",
        page.page.html
    );
    assert!(page.page.text.contains("b: Cup"), "{}", page.page.text);
}

#[test]
fn boxes_of_facts_become_tables() {
    let page = read(
        "{{Infobox drink\n| name = Tea\n| image = Cup.jpg\n| origin = [[China]]\n| kinds =\n* green\n* black\n}}\nText.",
    );
    let shown = page.page.html.replace('\n', "");
    assert!(shown.contains("class=\"infobox"), "{shown}");
    assert!(shown.contains("<caption>Tea</caption>"), "{shown}");
    assert!(
        shown.contains(
            "<th>Origin</th><td><a class=\"link\" href=\"pandect://wiki/China\">China</a></td>"
        ),
        "{shown}"
    );
    assert!(shown.contains("<li>green</li>"), "{shown}");
    assert!(!shown.contains("Cup.jpg"), "{shown}");
    assert_eq!(page.page.lead, "Text.");
}

#[test]
fn sources_are_written_as_a_bibliography_would() {
    let text = read("{{cite book |last=Okakura |first=Kakuzo |title=The Book of Tea |url=http://x.org/t |year=1906 |publisher=Putnam |isbn=1}}").page.text;
    assert_eq!(
        text.trim(),
        "Okakura, Kakuzo (1906). The Book of Tea. Putnam. ISBN 1."
    );
    let text = read("a{{sfn|Okakura|1906|p=3}}").page.text;
    assert!(text.contains("Okakura 1906, p. 3"), "{text}");
}

#[test]
fn what_is_no_wikitext_is_shown_as_it_stands() {
    assert_eq!(html("<nowiki>[[x]] ''y''</nowiki>"), "<p>[[x]] ''y''</p>");
    assert_eq!(
        html("<pre>\n{{x}} &lt;b>\n</pre>"),
        "<pre>{{x}} &lt;b&gt;</pre>"
    );
    assert_eq!(
        html("a < b <3 <unknown> c"),
        "<p>a &lt; b &lt;3 &lt;unknown&gt; c</p>"
    );
    assert!(html("<math>x^2</math>").contains("<math"));
    assert!(
        html("<syntaxhighlight lang=rust>\nlet x = '''1''';\n</syntaxhighlight>")
            .contains("let x = '''1''';")
    );
    assert_eq!(html("a<!-- {{ -->b __NOTOC__"), "<p>ab</p>");
}

#[test]
fn nothing_of_the_source_runs() {
    let shown = html(
        "<script>alert(1)</script><b onclick=\"x()\">a</b>[javascript:alert(1) b]<div style=\"background:url(x)\">c</div>[[javascript:alert(1)|d]]",
    );
    for bad in ["script", "onclick", "url("] {
        assert!(
            !shown
                .replace("[javascript:alert(1) b]", "")
                .replace("wiki/javascript:alert(1)", "")
                .contains(bad),
            "{bad}: {shown}"
        );
    }
}

#[test]
fn what_is_never_closed_costs_no_more_than_what_is() {
    for unit in [
        "{{a|",
        "[[a|",
        "<ref>",
        "{|\n|",
        "<nowiki>",
        "'''''",
        "]]",
        "}}",
        "[http://a ",
        "{{{",
        "*:#;",
        "{{#if:x|",
        "<!--",
        "== ",
    ] {
        let source = unit.repeat(200_000 / unit.len());
        let page = read(&source);
        assert!(page.page.text.len() <= source.len() * 4, "{unit}");
    }
}

#[test]
fn no_markup_is_left_of_broken_wikitext() {
    for source in [
        "a }} b ]] c",
        "{{a [[b",
        "[[a\n\nb]]",
        "|-\n|}\ntext",
        "{{a|{{b}}",
        "'''''a'",
        "[[File:x.jpg|thumb|[[a]]",
        "''a",
        "<poem>a<ref>b</ref>\nc {{d}}</poem>",
        "a<ref>\n{|\n|b\n|}</ref>",
        "{|\n|a\n{|",
    ] {
        let text = read(source).page.text;
        for left in ["{{", "}}", "[[", "]]", "'''", "{|", "|-", "<ref"] {
            assert!(!text.contains(left), "{source:?} leaves {left}: {text}");
        }
    }
}
