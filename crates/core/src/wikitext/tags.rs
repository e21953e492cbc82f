//! Tags in wikitext: those of HTML that it allows, and those of extensions.

/// What becomes of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// An element of HTML; whether it stands on lines of its own.
    Element {
        /// Whether it does.
        block: bool,
    },
    /// Its content is no wikitext, and is not shown.
    Hidden,
    /// Its content is no wikitext: shown as it stands.
    Verbatim,
    /// A formula.
    Formula,
    /// A row of pictures.
    Gallery,
    /// A reference.
    Reference,
    /// The list of references.
    References,
    /// The tag goes, what is in it stays.
    Transparent,
    /// No tag: a less-than sign.
    Unknown,
}

pub(super) fn meaning(name: &str) -> Meaning {
    match name {
        "ref" => Meaning::Reference,
        "references" => Meaning::References,
        "nowiki" | "pre" | "syntaxhighlight" | "source" => Meaning::Verbatim,
        "math" | "ce" | "chem" => Meaning::Formula,
        "gallery" => Meaning::Gallery,
        "templatestyles" | "timeline" | "score" | "graph" | "mapframe" | "maplink" | "imagemap"
        | "inputbox" | "categorytree" | "hiero" | "includeonly" | "templatedata" | "script"
        | "style" | "dynamicpagelist" | "charinsert" => Meaning::Hidden,
        "noinclude" | "onlyinclude" | "section" | "indicator" | "poem" | "langconvert"
        | "phonos" | "html" | "body" | "nomobile" => Meaning::Transparent,
        "blockquote" | "div" | "center" | "table" | "caption" | "thead" | "tbody" | "tfoot"
        | "tr" | "td" | "th" | "ul" | "ol" | "li" | "dl" | "dt" | "dd" | "p" | "hr" | "h1"
        | "h2" | "h3" | "h4" | "h5" | "h6" => Meaning::Element { block: true },
        "abbr" | "b" | "bdi" | "bdo" | "big" | "br" | "cite" | "code" | "data" | "del" | "dfn"
        | "em" | "font" | "i" | "ins" | "kbd" | "mark" | "q" | "rb" | "rp" | "rt" | "rtc"
        | "ruby" | "s" | "samp" | "small" | "span" | "strike" | "strong" | "sub" | "sup"
        | "time" | "tt" | "u" | "var" | "wbr" => Meaning::Element { block: false },
        _ => Meaning::Unknown,
    }
}

/// A tag as it stands in the source.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// In small letters.
    pub(super) name: String,
    pub(super) attributes: &'a str,
    pub(super) closing: bool,
    /// Whether it ends with `/>`.
    pub(super) empty: bool,
    /// Bytes from `<` to `>`.
    pub(super) length: usize,
}

/// No tag is longer, in bytes.
const LONGEST: usize = 4_096;

impl<'a> Tag<'a> {
    /// The tag that `text` begins with.
    pub(super) fn at_start(text: &'a str) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let closing = inner.starts_with('/');
        let named = inner.strip_prefix('/').unwrap_or(inner);
        let end_of_name = named
            .find(|character: char| !character.is_ascii_alphanumeric())
            .unwrap_or(named.len());
        let name = named.get(..end_of_name)?;
        if !name.starts_with(|first: char| first.is_ascii_alphabetic()) || name.len() > 20 {
            return None;
        }
        let rest = named.get(end_of_name..)?;
        let window = rest.get(..rest.floor_char_boundary(LONGEST))?;
        let end = window.find(['>', '<'])?;
        if !rest.get(end..)?.starts_with('>') {
            return None;
        }
        let attributes = rest.get(..end)?.trim();
        let (attributes, empty) = match attributes.strip_suffix('/') {
            Some(attributes) => (attributes.trim_end(), true),
            None => (attributes, false),
        };
        Some(Self {
            name: name.to_ascii_lowercase(),
            attributes,
            closing,
            empty,
            length: text.len() - rest.len() + end + 1,
        })
    }

    /// The value of an attribute; empty where there is none.
    pub(super) fn attribute(&self, name: &str) -> &'a str {
        attribute(self.attributes, name)
    }
}

/// The value of the attribute with this name among `attributes`; empty where there is none.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> &'a str {
    let mut rest = attributes;
    while let Some((before, after)) = rest.split_once('=') {
        let found = before
            .trim_end()
            .rsplit([' ', '\t', '\n', '"', '\''])
            .next();
        let after = after.trim_start();
        let (value, next) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = after.get(1..).unwrap_or_default();
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            _ => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
        };
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return value.trim();
        }
        rest = next;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_from_their_beginning() {
        let tag = Tag::at_start("<ref name=\"a b\" group = x />y").unwrap();
        assert_eq!(
            (tag.name.as_str(), tag.closing, tag.empty),
            ("ref", false, true)
        );
        assert_eq!(
            (tag.attribute("name"), tag.attribute("group")),
            ("a b", "x")
        );
        assert_eq!(tag.length, "<ref name=\"a b\" group = x />".len());
        assert!(Tag::at_start("</DIV>").is_some_and(|tag| tag.closing && tag.name == "div"));
        for text in ["< b>", "<3", "<b", "<b <i>", "<>", "<!-- -->"] {
            assert_eq!(Tag::at_start(text), None, "{text}");
        }
    }
}
