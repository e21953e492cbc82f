//! Reads HTML that is written exactly as the writer writes it, without a parser's tables: several times
//! as fast, which is what opening an article takes.
//!
//! What it gives is the tree that a parser makes, or nothing: whatever the writer would not have written
//! is left to the parser.

use std::borrow::Cow;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};

use super::elements::{Kind, Rule, Tag, rule_of};
use super::nesting::Nesting;
use super::tree::{Planting, Tree};
use super::writer::any_byte;

/// The tree of HTML that the writer wrote; nothing where it could not have.
pub(super) fn tree(html: &str) -> Option<Tree> {
    let mut reader = Reader {
        rest: html,
        nesting: Nesting::default(),
        planting: Planting::new(html.len()),
    };
    loop {
        reader.text()?;
        if reader.rest.is_empty() {
            break;
        }
        reader.tag()?;
    }
    (reader.nesting.depth() == 0).then(|| reader.planting.finish())
}

struct Reader<'a> {
    rest: &'a str,
    nesting: Nesting,
    planting: Planting,
}

impl<'a> Reader<'a> {
    /// Text up to the next tag.
    fn text(&mut self) -> Option<()> {
        let end = self.rest.find('<').unwrap_or(self.rest.len());
        let text = self.take(end)?;
        if text.is_empty() {
            return Some(());
        }
        let text = meant(text, false)?;
        let is_space = |text: &str| text.bytes().all(|byte| matches!(byte, b' ' | b'\n'));
        if self.nesting.in_table_structure() && !is_space(&text) {
            return None;
        }
        self.planting.text(&text);
        Some(())
    }

    fn tag(&mut self) -> Option<()> {
        self.pass("<")?;
        if self.rest.starts_with('/') {
            self.end_tag()
        } else {
            self.start_tag()
        }
    }

    fn end_tag(&mut self) -> Option<()> {
        self.pass("/")?;
        let tag = self.nesting.close()?;
        self.pass(tag.name)?;
        self.pass(">")?;
        self.planting.close();
        Some(())
    }

    fn start_tag(&mut self) -> Option<()> {
        let name = self.name()?;
        let name = QualName::new(None, self.namespace(name), LocalName::from(name));
        let rule = rule_of(&name);
        let Rule::Write(tag) = rule else { return None };
        // Others are written under another name.
        if *name.local != *tag.name || !self.nesting.takes(tag) {
            return None;
        }
        let attributes = self.attributes()?;
        self.planting.open(name, rule, attributes);
        match tag.kind {
            Kind::LineBreak | Kind::Picture | Kind::Rule | Kind::WordBreak => self.planting.close(),
            Kind::Recording => {
                self.pass("</video>")?;
                self.planting.close();
            }
            _ => self.enter(tag),
        }
        Some(())
    }

    fn enter(&mut self, tag: Tag) {
        self.nesting.open(tag);
        // A parser drops a newline here.
        if tag.kind == Kind::Preformatted
            && let Some(rest) = self.rest.strip_prefix('\n')
        {
            self.rest = rest;
        }
    }

    fn namespace(&self, name: &str) -> html5ever::Namespace {
        if self.nesting.in_formula() || name == "math" {
            ns!(mathml)
        } else {
            ns!(html)
        }
    }

    /// Attributes up to the end of the start tag, and that end.
    fn attributes(&mut self) -> Option<Vec<Attribute>> {
        let mut attributes: Vec<Attribute> = Vec::new();
        while self.pass(" ").is_some() {
            let name = LocalName::from(self.name()?);
            self.pass("=\"")?;
            let end = self.rest.find('"')?;
            let value = meant(self.take(end)?, true)?;
            self.pass("\"")?;
            if attributes.iter().any(|other| other.name.local == name) {
                return None;
            }
            attributes.push(Attribute {
                name: QualName::new(None, ns!(), name),
                value: StrTendril::from_slice(&value),
            });
        }
        self.pass(">")?;
        Some(attributes)
    }

    /// A name in small letters, digits and hyphens.
    fn name(&mut self) -> Option<&'a str> {
        let is_of_name =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let end = self.rest.bytes().position(|byte| !is_of_name(byte))?;
        let name = self.take(end)?;
        name.starts_with(|first: char| first.is_ascii_lowercase())
            .then_some(name)
    }

    fn pass(&mut self, what: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(what)?;
        Some(())
    }

    fn take(&mut self, length: usize) -> Option<&'a str> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }
}

/// What written text or, between quotes, a written value means; nothing where the writer would have written
/// that otherwise.
fn meant(written: &str, quoted: bool) -> Option<Cow<'_, str>> {
    let is_strange = |byte: u8| match byte {
        b'\0' | b'\r' | b'<' | b'>' => true,
        b'\n' | b'\t' => quoted,
        _ => false,
    };
    if any_byte(written, is_strange) {
        return None;
    }
    if !written.contains('&') {
        return Some(Cow::Borrowed(written));
    }
    let mut meant = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, entity)) = rest.split_once('&') {
        meant.push_str(before);
        let (name, behind) = entity.split_once(';')?;
        meant.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" if quoted => '"',
            _ => return None,
        });
        rest = behind;
    }
    meant.push_str(rest);
    Some(Cow::Owned(meant))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::parse::parse_any;
    use super::super::tree::{Content, NodeId, Visitor};
    use super::super::{NoLinks, clean};
    use super::*;

    /// A tree as text, each node with all that is known of it.
    #[derive(Default)]
    struct Told(String);

    impl<'a> Visitor<'a> for Told {
        fn enter(&mut self, tree: &'a Tree, node: NodeId) -> bool {
            let content = match tree.content(node) {
                Content::Other => "(other".to_owned(),
                Content::Text(text) => format!("(text {:?}", &**text),
                Content::Element {
                    name,
                    rule,
                    attributes,
                } => {
                    let attributes = attributes.iter().map(|attribute| {
                        let name = &attribute.name;
                        format!(" {}:{}={:?}", name.ns, name.local, &*attribute.value)
                    });
                    format!(
                        "({name} {rule:?}{}",
                        attributes.collect::<Vec<_>>().concat()
                    )
                }
            };
            self.0.push_str(&content);
            true
        }

        fn leave(&mut self, _tree: &'a Tree, _node: NodeId) {
            self.0.push(')');
        }
    }

    fn told(tree: &Tree) -> String {
        let mut told = Told::default();
        tree.walk(tree.root(), &mut told);
        told.0
    }

    #[test]
    fn what_is_cleaned_is_read_as_a_parser_reads_it() {
        for source in [
            "",
            "text &amp; &lt;b&gt; \u{feff}",
            "<p>a<br>b <a href=\"https://a.test/?a=1&amp;b=2\" title=x>c</a><img src=a.png alt=x></p>",
            "<pre>\n\n  a\n</pre><ul><li>a<ul><li>b</ul><li>c</ul><hr>",
            "<table><caption>c</caption><tr><th>a<td><p>b</table>",
            "<math><mtext>a<mi>b</mi></mtext><mi><mo>c</mo></mi></math>",
            "<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math><ruby>a<rp>(<rt>b<rp>)</ruby>",
            "<h2>a</h2><dl><dt>a<dd>b</dl><details><summary>a</summary>b</details>",
        ] {
            let html = clean(source, &NoLinks).html;
            let tree = tree(&html).unwrap();
            assert_eq!(told(&tree), told(&parse_any(&html)), "{html}");
        }
    }

    #[test]
    fn what_the_writer_would_not_write_is_left_to_the_parser() {
        for html in [
            "<p>",
            "</p>",
            "<p></b>",
            "<P>a</P>",
            "<p >a</p>",
            "<p class>a</p>",
            "<p class=a>b</p>",
            "<p class='a'>b</p>",
            "<p id=\"a\" id=\"b\">c</p>",
            "<p><p>a</p></p>",
            "<b>a</b",
            "a > b",
            "a & b",
            "&nbsp;",
            "&quot;",
            "<!-- a -->",
            "<script>a</script>",
            "<svg></svg>",
            "<h1>a</h1>",
            "<table>a</table>",
            "<table><tr></tr></table>",
            "<br/>",
            "<br></br>",
            "<video>a</video>",
            "<mi>a</mi>",
            "<math><mtext><mi>a</mi></mtext></math>",
            "a\r",
            "a\0",
            "<i title=\"a\nb\">c</i>",
            "<i title=\"a>b\">c</i>",
        ] {
            assert!(tree(html).is_none(), "{html}");
        }
    }

    /// Pieces of which the writer makes its pages, and some that it does not.
    const PIECES: &[&str] = &[
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<i class=\"a\">",
        "</i>",
        "<a href=\"b\">",
        "</a>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<dl>",
        "</dl>",
        "<dt>",
        "</dt>",
        "<dd>",
        "</dd>",
        "<table>",
        "</table>",
        "<tbody>",
        "</tbody>",
        "<thead>",
        "</thead>",
        "<caption>",
        "</caption>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th>",
        "</th>",
        "<div>",
        "</div>",
        "<h2 id=\"s-a\">",
        "</h2>",
        "<h3>",
        "</h3>",
        "<pre>",
        "</pre>",
        "<br>",
        "<hr>",
        "<wbr>",
        "<img alt=\"c\">",
        "<video></video>",
        "<math>",
        "</math>",
        "<mi>",
        "</mi>",
        "<mtext>",
        "</mtext>",
        "<ruby>",
        "</ruby>",
        "<rt>",
        "</rt>",
        "<rp>",
        "</rp>",
        "<address>",
        "</address>",
        "<details>",
        "</details>",
        "<summary>",
        "</summary>",
        "<blockquote>",
        "</blockquote>",
        "<span>",
        "</span>",
        "<code>",
        "</code>",
        "<section>",
        "</section>",
        "a",
        " ",
        "\n",
        "&amp;",
        "&lt;",
        "字",
    ];

    /// Pieces of formulas: what stands in some of their elements is HTML again.
    const FORMULAS: &[&str] = &[
        "<math>", "<mi>", "<mo>", "<mtext>", "<mrow>", "<mfrac>", "<mspace>", "<mstyle>", "<p>",
        "<b>", "a", " ",
    ];

    fn pages() -> impl Strategy<Value = String> {
        prop_oneof![4 => pages_of(PIECES), 1 => pages_of(FORMULAS)]
    }

    /// Pieces, and what closes the element that stands open then.
    fn pages_of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            2 => proptest::sample::select(pieces).prop_map(Some),
            1 => Just(None),
        ];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| {
            let (mut page, mut open) = (String::new(), Vec::new());
            let close = |page: &mut String, name: &str| {
                page.push_str(&["</", name, ">"].concat());
            };
            for piece in pieces {
                let Some(piece) = piece else {
                    if let Some(name) = open.pop() {
                        close(&mut page, name);
                    }
                    continue;
                };
                page.push_str(piece);
                let name = piece
                    .trim_matches(['<', '>'])
                    .split(' ')
                    .next()
                    .unwrap_or_default();
                let is_void =
                    ["br", "hr", "wbr", "img"].contains(&name) || piece.ends_with("</video>");
                if piece.starts_with('<') && !piece.starts_with("</") && !is_void {
                    open.push(name);
                }
            }
            while let Some(name) = open.pop() {
                close(&mut page, name);
            }
            page
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(6_000))]

        #[test]
        fn what_it_reads_a_parser_reads_the_same(page in pages()) {
            if let Some(tree) = tree(&page) {
                prop_assert_eq!(told(&tree), told(&parse_any(&page)));
            }
        }

        #[test]
        fn it_reads_whatever_is_cleaned(page in pages()) {
            let html = clean(&page, &NoLinks).html;
            let tree = tree(&html);
            prop_assert!(tree.is_some(), "{}", html);
            prop_assert_eq!(tree.map(|tree| told(&tree)), Some(told(&parse_any(&html))));
        }

        #[test]
        fn it_reads_no_other_text_otherwise(page in "[<>/&;a-c\"= \n]{0,100}") {
            if let Some(tree) = tree(&page) {
                prop_assert_eq!(told(&tree), told(&parse_any(&page)));
            }
        }
    }
}
