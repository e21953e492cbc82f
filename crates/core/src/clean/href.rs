//! Where a link of a source leads.

use std::borrow::Cow;

use crate::address::{Address, SCHEME, percent_decode};

use super::LinkRules;
use super::anchor::section_anchor;

/// The longest URL that is kept as a link.
const LONGEST_URL: usize = 4096;

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination<'a> {
    /// An article of a collection.
    Inside(Address),
    /// A place on the network.
    Outside(String),
    /// An element of this page, by its decoded id.
    Here(Cow<'a, str>),
    /// Nowhere that a link may lead.
    Nowhere,
}

/// Where `href` of a source leads.
pub(super) fn destination<'a>(href: &'a str, links: &dyn LinkRules) -> Destination<'a> {
    let href = trim(href);
    if let Some(fragment) = href.strip_prefix('#') {
        return match percent_decode(fragment) {
            Some(id) if !id.is_empty() => Destination::Here(id),
            _ => Destination::Nowhere,
        };
    }
    // Parsers of URLs skip these characters wherever they stand.
    let href: Cow<'_, str> = if href.contains(['\t', '\n', '\r']) {
        Cow::Owned(href.replace(['\t', '\n', '\r'], ""))
    } else {
        Cow::Borrowed(href)
    };
    if href.is_empty() || href.len() > LONGEST_URL || href.contains(char::is_control) {
        return Destination::Nowhere;
    }
    match scheme(&href) {
        Some("pandect") => Address::parse(&href).map_or(Destination::Nowhere, inside),
        Some(scheme) => outside(&href, scheme),
        None if href.starts_with("//") => outside(&format!("https:{href}"), "https"),
        None => links.article(&href).map_or(Destination::Nowhere, inside),
    }
}

/// The address of a picture; pictures outside the library have none.
pub(super) fn picture(source: &str, links: &dyn LinkRules) -> Option<Address> {
    let source = trim(source);
    if source.is_empty() || source.len() > LONGEST_URL || source.starts_with("//") {
        return None;
    }
    match scheme(source) {
        Some("pandect") => Address::parse(source).ok(),
        Some(_) => None,
        None => links.media(source),
    }
}

fn inside<'a>(address: Address) -> Destination<'a> {
    let anchor = address
        .section
        .as_deref()
        .map(section_anchor)
        .unwrap_or_default();
    Destination::Inside(address.with_section(&anchor))
}

fn outside<'a>(href: &str, scheme: &str) -> Destination<'a> {
    let rest = href.split_once(':').map_or("", |(_, rest)| rest);
    let names_a_place = match scheme {
        "http" | "https" => rest
            .strip_prefix("//")
            .is_some_and(|place| !place.is_empty() && !place.starts_with('/')),
        "mailto" => !rest.is_empty(),
        _ => false,
    };
    if names_a_place {
        Destination::Outside(format!("{scheme}:{rest}"))
    } else {
        Destination::Nowhere
    }
}

/// The scheme of `href` if it is one that means something to us, `other` for any other scheme.
fn scheme(href: &str) -> Option<&'static str> {
    let end = href.find([':', '/', '?', '#'])?;
    let (scheme, rest) = href.split_at(end);
    if !rest.starts_with(':') {
        return None;
    }
    let known = ["http", "https", "mailto"];
    if let Some(known) = known
        .into_iter()
        .find(|known| scheme.eq_ignore_ascii_case(known))
    {
        return Some(known);
    }
    if href
        .get(..SCHEME.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(SCHEME))
    {
        return Some("pandect");
    }
    // `Mission (film): the music` is a path, though it has a colon.
    let mut bytes = scheme.bytes();
    let is_scheme = bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then_some("other")
}

fn trim(href: &str) -> &str {
    href.trim_matches(|character: char| character <= ' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::NoLinks;

    fn outside_url(href: &str) -> Option<String> {
        match destination(href, &NoLinks) {
            Destination::Outside(url) => Some(url),
            _ => None,
        }
    }

    #[test]
    fn only_three_schemes_lead_outside() {
        assert_eq!(
            outside_url(" HTTPS://a.b/c?d#e\n"),
            Some("https://a.b/c?d#e".to_owned())
        );
        assert_eq!(outside_url("ht\ntp://a"), Some("http://a".to_owned()));
        assert_eq!(outside_url("//a.b/c"), Some("https://a.b/c".to_owned()));
        assert_eq!(outside_url("mailto:a@b"), Some("mailto:a@b".to_owned()));
        for href in [
            "javascript:alert(1)",
            "\u{1}java\tscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "http:",
            "http:///x",
            "http:\\\\a",
            "https:a",
            "vbscript:x",
            "blob:https://a/b",
        ] {
            assert_eq!(
                destination(href, &NoLinks),
                Destination::Nowhere,
                "{href:?}"
            );
        }
    }

    #[test]
    fn addresses_lead_inside_with_a_normal_anchor() {
        assert_eq!(
            destination("pandect://a/B#Early_life", &NoLinks),
            Destination::Inside(Address::article("a", "B").with_section("early-life"))
        );
        assert_eq!(
            destination("pandect://con/B", &NoLinks),
            Destination::Nowhere
        );
    }

    #[test]
    fn fragments_lead_into_the_page() {
        assert_eq!(
            destination("#a%20b", &NoLinks),
            Destination::Here("a b".into())
        );
        assert_eq!(destination("#", &NoLinks), Destination::Nowhere);
    }
}
