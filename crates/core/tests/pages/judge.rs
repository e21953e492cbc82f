//! Judges cleaned HTML with another tree and other lists than the cleaner's own.

use std::fmt::Write;

use html5ever::tendril::TendrilSink;
use html5ever::tokenizer::TokenizerOpts;
use html5ever::{ParseOpts, QualName, local_name, ns, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use pandect_core::address::Address;
use pandect_core::clean::{CLASSES, LinkRules};

const HTML: &str = "http://www.w3.org/1999/xhtml";
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

const SVG: &str = "http://www.w3.org/2000/svg";

/// What figures are drawn with, and nothing that could hold text, a name or a link.
const SVG_ELEMENTS: &str = "svg line rect circle";

const SVG_ATTRIBUTES: &str = "aria-hidden class cx cy height r width x x1 x2 y y1 y2";

const HTML_ELEMENTS: &str = "a abbr address aside b bdi bdo blockquote br caption cite code dd del \
    details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q \
    rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th thead time \
    tr u ul var video wbr";

const MATHML_ELEMENTS: &str = "math menclose mfenced mfrac mi mmultiscripts mn mo mover mpadded \
    mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr \
    munder munderover none";

const HTML_ATTRIBUTES: &str = "alt aria-label class colspan data-media data-poster datetime dir height href id \
    lang open rel reversed role rowspan scope start title type value width";

const MATHML_ATTRIBUTES: &str = "accent accentunder bevelled class close columnalign columnlines \
    columnspacing columnspan depth dir display displaystyle fence form frame height largeop \
    linethickness lspace mathvariant maxsize minsize movablelimits notation open rowalign rowlines \
    rowspacing rowspan rspace scriptlevel separator separators stretchy symmetric width";

/// Rules under which every relative link and picture has an address.
pub(crate) struct Beside;

impl LinkRules for Beside {
    fn article(&self, href: &str) -> Option<Address> {
        Some(Address::article("test", href))
    }

    fn media(&self, src: &str) -> Option<Address> {
        Some(Address::article("test", src))
    }

    fn wiki(&self, target: &str) -> Address {
        Address::article("test", target)
    }
}

/// What a parser makes of a string.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    /// The text content.
    pub(crate) text: String,
    /// The tree written out again.
    pub(crate) html: String,
    /// What is on no list.
    pub(crate) faults: Vec<String>,
    /// How many drawings there are in figures.
    pub(crate) drawings: usize,
    /// How many figures of ours are open.
    figures: usize,
}

/// Parses `html` as the content of a `div` and judges everything in it.
pub(crate) fn judge(html: &str) -> Verdict {
    let mut verdict = judge_article(html);
    if verdict.drawings > 0 {
        verdict.faults.push("a drawing that is not ours".to_owned());
    }
    verdict
}

/// As [`judge`], of an article in Markdown, which may have figures.
pub(crate) fn judge_article(html: &str) -> Verdict {
    let options = ParseOpts {
        tokenizer: TokenizerOpts {
            discard_bom: false,
            ..TokenizerOpts::default()
        },
        ..ParseOpts::default()
    };
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let dom = parse_fragment(RcDom::default(), options, context, Vec::new(), true).one(html);
    let mut verdict = Verdict::default();
    let root = dom.document.children.borrow()[0].clone();
    for child in root.children.borrow().iter() {
        verdict.node(child, None);
    }
    verdict
}

impl Verdict {
    fn node(&mut self, node: &Handle, parent: Option<&str>) {
        match &node.data {
            NodeData::Text { contents } => {
                let text = contents.borrow();
                self.text.push_str(&text);
                self.html.push_str(
                    &text
                        .replace('&', "&amp;")
                        .replace('<', "&lt;")
                        .replace('>', "&gt;"),
                );
            }
            NodeData::Element { name, attrs, .. } => {
                let is_figure = is_figure(&attrs.borrow());
                self.figures += usize::from(is_figure);
                self.start(name, &attrs.borrow());
                let local = &*name.local;
                let children = node.children.borrow();
                if local == "pre"
                    && let Some(NodeData::Text { contents }) =
                        children.first().map(|child| &child.data)
                    && contents.borrow().starts_with('\n')
                {
                    self.html.push('\n');
                }
                for child in children.iter() {
                    self.node(child, Some(local));
                }
                if !matches!(local, "br" | "hr" | "img" | "wbr") {
                    write!(self.html, "</{local}>").unwrap();
                }
                self.figures -= usize::from(is_figure);
                if local == "br" && parent == Some("table") {
                    self.faults.push("a break between rows".to_owned());
                }
            }
            _ => self
                .faults
                .push("a node that is neither element nor text".to_owned()),
        }
    }

    fn start(&mut self, name: &QualName, attributes: &[html5ever::Attribute]) {
        let (elements, allowed) = match &*name.ns {
            HTML => (HTML_ELEMENTS, HTML_ATTRIBUTES),
            MATHML => (MATHML_ELEMENTS, MATHML_ATTRIBUTES),
            SVG if self.figures > 0 => {
                self.drawings += usize::from(&*name.local == "svg");
                (SVG_ELEMENTS, SVG_ATTRIBUTES)
            }
            other => {
                self.faults.push(format!("namespace {other}"));
                return;
            }
        };
        let local = &*name.local;
        if !elements
            .split_ascii_whitespace()
            .any(|element| element == local)
        {
            self.faults.push(format!("element {local}"));
        }
        write!(self.html, "<{local}").unwrap();
        for attribute in attributes {
            let (key, value) = (&*attribute.name.local, &*attribute.value);
            let escaped = value
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
                .replace('"', "&quot;");
            write!(self.html, " {key}=\"{escaped}\"").unwrap();
            if !allowed.split_ascii_whitespace().any(|name| name == key) {
                self.faults.push(format!("attribute {key} of {local}"));
            }
            if let Some(fault) = fault_of_value(local, key, value) {
                self.faults.push(fault);
            }
        }
        self.html.push('>');
    }
}

fn is_figure(attributes: &[html5ever::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        &*attribute.name.local == "class"
            && matches!(
                &*attribute.value,
                "figure-chart" | "figure-organisation" | "figure-timeline"
            )
    })
}

fn fault_of_value(element: &str, key: &str, value: &str) -> Option<String> {
    let fine = match key {
        "href" => {
            element == "a"
                && ["pandect://", "http://", "https://", "mailto:", "#s-", "#c-"]
                    .iter()
                    .any(|start| value.starts_with(start))
        }
        "data-media" => matches!(element, "img" | "video") && Address::parse(value).is_ok(),
        "data-poster" => element == "video" && Address::parse(value).is_ok(),
        "id" => value.starts_with("s-") || value.starts_with("c-"),
        "class" => value.split(' ').all(|class| {
            CLASSES.contains(&class)
                || (element == "code"
                    && class.strip_prefix("language-").is_some_and(|language| {
                        !language.contains(|character: char| {
                            !character.is_ascii_lowercase()
                                && !character.is_ascii_digit()
                                && !"+-".contains(character)
                        })
                    }))
        }),
        "role" => value == "img",
        "aria-hidden" => value == "true",
        "x" | "y" | "x1" | "y1" | "x2" | "y2" | "cx" | "cy" | "r" => {
            let number = value.strip_suffix('%').or(value.strip_suffix("em"));
            number.is_some_and(|number| number.parse::<f64>().is_ok_and(|number| number >= 0.0))
        }
        "rel" => value == "noreferrer noopener",
        "dir" => matches!(value, "ltr" | "rtl" | "auto"),
        _ => true,
    };
    (!fine).then(|| format!("{key}=\"{value}\" of {element}"))
}
