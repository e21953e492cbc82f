//! The closed list of elements: what each element of a source becomes.

use html5ever::{QualName, local_name, ns};

/// An element that is written, under a name of the closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

/// How an element takes part in the layout of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A block.
    Block,
    /// A paragraph, which cannot hold blocks.
    Paragraph,
    /// A heading of this level, 2 to 6.
    Heading(u8),
    /// A list item or an entry of a definition list.
    Item,
    /// Preformatted text.
    Preformatted,
    /// A table.
    Table,
    /// A caption or a group of rows.
    TableSection,
    /// A row.
    Row,
    /// A cell.
    Cell,
    /// A rule across the column: a block without content.
    Rule,
    /// A forced line break.
    LineBreak,
    /// A place where a long word may be broken.
    WordBreak,
    /// An element within a line.
    Inline,
    /// The reading of a word beside it.
    RubyText,
    /// A link.
    Link,
    /// A picture.
    Picture,
    /// A sound or a film.
    Recording,
    /// An element of a formula.
    Math,
    /// A formula.
    Formula,
}

impl Kind {
    /// Whether the element stands on lines of its own.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::LineBreak
                | Self::WordBreak
                | Self::Inline
                | Self::RubyText
                | Self::Link
                | Self::Picture
                | Self::Recording
                | Self::Math
                | Self::Formula
        )
    }

    /// Whether only certain elements, and no text, may be its children.
    pub(super) fn is_table_structure(self, name: &str) -> bool {
        match self {
            Self::Table | Self::Row => true,
            Self::TableSection => name != "caption",
            _ => false,
        }
    }
}

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// It is written.
    Write(Tag),
    /// Its content is written without it; where it is a block, on lines of its own.
    Unwrap {
        /// Whether it is a block.
        block: bool,
    },
    /// Only the first element in it counts (`semantics`).
    First,
    /// A form's field: a check box of a task list, or nothing.
    Field,
    /// It is left out with its content.
    Drop,
}

/// The rule for an element of this name.
pub(super) fn rule_of(name: &QualName) -> Rule {
    match name.ns {
        ns!(html) => html_rule(name),
        ns!(mathml) => math_rule(name),
        _ => Rule::Drop,
    }
}

const fn write(name: &'static str, kind: Kind) -> Rule {
    Rule::Write(Tag { name, kind })
}

fn html_rule(name: &QualName) -> Rule {
    match name.local {
        local_name!("p") => write("p", Kind::Paragraph),
        local_name!("a") => write("a", Kind::Link),
        local_name!("br") => write("br", Kind::LineBreak),
        local_name!("img") => write("img", Kind::Picture),
        // An element for sound has no room in the window until it plays.
        local_name!("video") | local_name!("audio") => write("video", Kind::Recording),
        local_name!("span") => write("span", Kind::Inline),
        local_name!("b") => write("b", Kind::Inline),
        local_name!("i") => write("i", Kind::Inline),
        local_name!("sup") => write("sup", Kind::Inline),
        local_name!("em") => write("em", Kind::Inline),
        local_name!("strong") => write("strong", Kind::Inline),
        local_name!("code") | local_name!("tt") => write("code", Kind::Inline),
        local_name!("abbr") | local_name!("acronym") => write("abbr", Kind::Inline),
        local_name!("bdi") => write("bdi", Kind::Inline),
        local_name!("bdo") => write("bdo", Kind::Inline),
        local_name!("cite") => write("cite", Kind::Inline),
        local_name!("del") => write("del", Kind::Inline),
        local_name!("dfn") => write("dfn", Kind::Inline),
        local_name!("ins") => write("ins", Kind::Inline),
        local_name!("kbd") => write("kbd", Kind::Inline),
        local_name!("mark") => write("mark", Kind::Inline),
        local_name!("q") => write("q", Kind::Inline),
        local_name!("rp") => write("rp", Kind::RubyText),
        local_name!("rt") => write("rt", Kind::RubyText),
        local_name!("ruby") => write("ruby", Kind::Inline),
        local_name!("s") | local_name!("strike") => write("s", Kind::Inline),
        local_name!("samp") => write("samp", Kind::Inline),
        local_name!("small") => write("small", Kind::Inline),
        local_name!("sub") => write("sub", Kind::Inline),
        local_name!("time") => write("time", Kind::Inline),
        local_name!("u") => write("u", Kind::Inline),
        local_name!("var") => write("var", Kind::Inline),
        local_name!("wbr") => write("wbr", Kind::WordBreak),
        _ => html_block_rule(name),
    }
}

fn html_block_rule(name: &QualName) -> Rule {
    match name.local {
        local_name!("li") => write("li", Kind::Item),
        local_name!("td") => write("td", Kind::Cell),
        local_name!("tr") => write("tr", Kind::Row),
        local_name!("div") => write("div", Kind::Block),
        local_name!("th") => write("th", Kind::Cell),
        local_name!("ul") | local_name!("menu") | local_name!("dir") => write("ul", Kind::Block),
        local_name!("ol") => write("ol", Kind::Block),
        local_name!("h1") | local_name!("h2") => write("h2", Kind::Heading(2)),
        local_name!("h3") => write("h3", Kind::Heading(3)),
        local_name!("h4") => write("h4", Kind::Heading(4)),
        local_name!("h5") => write("h5", Kind::Heading(5)),
        local_name!("h6") => write("h6", Kind::Heading(6)),
        local_name!("table") => write("table", Kind::Table),
        local_name!("caption") => write("caption", Kind::TableSection),
        local_name!("thead") => write("thead", Kind::TableSection),
        local_name!("tbody") => write("tbody", Kind::TableSection),
        local_name!("tfoot") => write("tfoot", Kind::TableSection),
        local_name!("blockquote") => write("blockquote", Kind::Block),
        local_name!("pre") | local_name!("listing") | local_name!("xmp") => {
            write("pre", Kind::Preformatted)
        }
        local_name!("hr") => write("hr", Kind::Rule),
        local_name!("dl") => write("dl", Kind::Block),
        local_name!("dt") => write("dt", Kind::Item),
        local_name!("dd") => write("dd", Kind::Item),
        local_name!("section") => write("section", Kind::Block),
        local_name!("aside") => write("aside", Kind::Block),
        local_name!("figure") => write("figure", Kind::Block),
        local_name!("figcaption") => write("figcaption", Kind::Block),
        local_name!("details") => write("details", Kind::Block),
        local_name!("summary") => write("summary", Kind::Block),
        local_name!("address") => write("address", Kind::Block),
        _ => other_rule(name),
    }
}

/// Elements that are never written.
fn other_rule(name: &QualName) -> Rule {
    match name.local {
        local_name!("input") => Rule::Field,
        local_name!("script")
        | local_name!("style")
        | local_name!("template")
        | local_name!("noscript")
        | local_name!("noframes")
        | local_name!("noembed")
        | local_name!("iframe")
        | local_name!("frame")
        | local_name!("frameset")
        | local_name!("object")
        | local_name!("applet")
        | local_name!("embed")
        | local_name!("param")
        | local_name!("select")
        | local_name!("option")
        | local_name!("optgroup")
        | local_name!("datalist")
        | local_name!("button")
        | local_name!("textarea")
        | local_name!("keygen")
        | local_name!("meter")
        | local_name!("progress")
        | local_name!("output")
        | local_name!("plaintext")
        | local_name!("link")
        | local_name!("meta")
        | local_name!("base")
        | local_name!("basefont")
        | local_name!("bgsound")
        | local_name!("title")
        | local_name!("head")
        | local_name!("source")
        | local_name!("track")
        | local_name!("canvas")
        | local_name!("map")
        | local_name!("area")
        | local_name!("colgroup")
        | local_name!("col")
        | local_name!("dialog") => Rule::Drop,
        local_name!("article")
        | local_name!("main")
        | local_name!("header")
        | local_name!("footer")
        | local_name!("nav")
        | local_name!("hgroup")
        | local_name!("search")
        | local_name!("center")
        | local_name!("form")
        | local_name!("fieldset")
        | local_name!("legend")
        | local_name!("body")
        | local_name!("html") => Rule::Unwrap { block: true },
        _ => Rule::Unwrap { block: false },
    }
}

fn math_rule(name: &QualName) -> Rule {
    let written = match name.local {
        local_name!("math") => return write("math", Kind::Formula),
        local_name!("mi") => "mi",
        local_name!("mo") => "mo",
        local_name!("mn") => "mn",
        local_name!("mrow") | local_name!("merror") => "mrow",
        local_name!("ms") => "ms",
        local_name!("mtext") => "mtext",
        local_name!("mspace") => "mspace",
        local_name!("mfrac") => "mfrac",
        local_name!("msqrt") => "msqrt",
        local_name!("mroot") => "mroot",
        local_name!("msub") => "msub",
        local_name!("msup") => "msup",
        local_name!("msubsup") => "msubsup",
        local_name!("munder") => "munder",
        local_name!("mover") => "mover",
        local_name!("munderover") => "munderover",
        local_name!("mmultiscripts") => "mmultiscripts",
        local_name!("mprescripts") => "mprescripts",
        local_name!("none") => "none",
        local_name!("mtable") => "mtable",
        local_name!("mtr") | local_name!("mlabeledtr") => "mtr",
        local_name!("mtd") => "mtd",
        local_name!("mstyle") => "mstyle",
        local_name!("mpadded") => "mpadded",
        local_name!("mphantom") => "mphantom",
        local_name!("menclose") => "menclose",
        local_name!("mfenced") => "mfenced",
        local_name!("semantics") => return Rule::First,
        _ => return Rule::Drop,
    };
    write(written, Kind::Math)
}
