//! Where the links of a source's articles lead.

use std::collections::HashMap;
use std::sync::Arc;

use pandect_core::address::{Address, percent_decode};
use pandect_core::clean::LinkRules;

/// What the links of one source can lead to.
#[derive(Debug, Clone, Default)]
pub struct Links {
    collection: String,
    /// Whether the articles below are all that there are.
    complete: bool,
    articles: HashMap<String, String>,
    names: HashMap<String, String>,
    media: HashMap<String, String>,
    /// Pictures by their names alone, as notes that were taken along from elsewhere name them.
    media_names: HashMap<String, String>,
}

impl Links {
    /// Links of a source whose articles are not known beforehand: every name may be one.
    pub(crate) fn open(collection: &str) -> Self {
        Self {
            collection: collection.to_owned(),
            ..Self::default()
        }
    }

    /// Links of a source whose articles and pictures are all told.
    pub(crate) fn complete(collection: &str) -> Self {
        Self {
            complete: true,
            ..Self::open(collection)
        }
    }

    /// Tells of an article. The first of several that differ only in case is the one meant where
    /// the case does not decide.
    pub(crate) fn add_article(&mut self, path: &str) {
        self.articles.insert(path.to_owned(), path.to_owned());
        self.articles
            .entry(fold(path))
            .or_insert_with(|| path.to_owned());
    }

    /// Tells of a name under which an article is known. The first article keeps it.
    pub(crate) fn add_name(&mut self, name: &str, path: &str) {
        self.names
            .entry(fold(name))
            .or_insert_with(|| path.to_owned());
    }

    /// Tells of a picture.
    pub(crate) fn add_media(&mut self, path: &str) {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.media_names
            .entry(fold(name))
            .or_insert_with(|| path.to_owned());
        self.media.insert(path.to_owned(), path.to_owned());
        self.media
            .entry(fold(path))
            .or_insert_with(|| path.to_owned());
    }

    /// The links of one article.
    pub fn of(self: &Arc<Self>, path: &str) -> ArticleLinks {
        ArticleLinks {
            links: Arc::clone(self),
            path: path.to_owned(),
        }
    }

    fn address(&self, path: &str, section: Option<String>) -> Address {
        Address {
            collection: self.collection.clone(),
            path: path.to_owned(),
            section,
        }
    }

    fn find_media(&self, path: &str) -> Option<&str> {
        let found = self
            .media
            .get(path)
            .or_else(|| self.media.get(&fold(path)))?;
        Some(found)
    }

    fn find_article(&self, path: &str) -> Option<&str> {
        let found = self
            .articles
            .get(path)
            .or_else(|| self.articles.get(&fold(path)))?;
        Some(found)
    }
}

/// The links of one article: what stands in it, resolved from where it stands.
#[derive(Debug, Clone)]
pub struct ArticleLinks {
    links: Arc<Links>,
    path: String,
}

impl LinkRules for ArticleLinks {
    /// The article that a relative link leads to, existing or missing, or the file that is kept beside
    /// them. `None`: it leads to neither, or out of the collection.
    fn article(&self, href: &str) -> Option<Address> {
        let (target, section) = split_section(href);
        let section = section
            .and_then(decode)
            .filter(|section| !section.is_empty());
        let target = target.split('?').next().unwrap_or_default();
        if target.is_empty() {
            return Some(self.links.address(&self.path, Some(section?)));
        }
        let named = self.resolve(target)?;
        let path = without_extension(&named);
        let found = [
            path,
            &format!("{path}/index"),
            &format!("{path}/readme"),
            &named,
        ]
        .into_iter()
        .find_map(|path| self.links.find_article(path));
        if let Some(found) = found {
            return Some(self.links.address(found, section));
        }
        if let Some(file) = self.links.find_media(&named) {
            return Some(self.links.address(file, None));
        }
        let last = named.rsplit('/').next().unwrap_or(&named);
        let other_file = self.links.complete && path == named && last.contains('.');
        (!other_file).then(|| self.links.address(path, section))
    }

    /// The picture that a relative source names, where the collection has it; one that is named
    /// without a folder may be in any.
    fn media(&self, source: &str) -> Option<Address> {
        let (target, _) = split_section(source);
        let target = target.split('?').next().unwrap_or_default();
        let path = self.resolve(target)?;
        let anywhere = || {
            let name = decode(target).filter(|name| !name.contains('/'))?;
            self.links.media_names.get(&fold(&name))
        };
        let found = self
            .links
            .find_media(&path)
            .or_else(|| anywhere().map(String::as_str))?;
        Some(self.links.address(found, None))
    }

    /// The article that a wiki link names: by path, file name or title, in any case; else the
    /// address that it would have.
    fn wiki(&self, target: &str) -> Address {
        let (name, section) = split_section(target);
        let section = section.map(str::trim).filter(|section| !section.is_empty());
        let section = section.map(str::to_owned);
        let name = name.trim();
        let wanted = without_extension(name);
        let beside = format!("{}{wanted}", self.folder());
        let found = self
            .links
            .find_article(wanted)
            .or_else(|| self.links.find_article(&beside))
            .or_else(|| [wanted, name].into_iter().find_map(|name| self.named(name)));
        let path = found.map_or_else(|| path_of_title(wanted), str::to_owned);
        self.links
            .address(if path.is_empty() { &self.path } else { &path }, section)
    }
}

impl ArticleLinks {
    fn named(&self, name: &str) -> Option<&str> {
        self.links.names.get(&fold(name)).map(String::as_str)
    }

    /// The folder that the article is in, with a slash at its end; empty at the top.
    fn folder(&self) -> &str {
        self.path
            .rfind('/')
            .and_then(|slash| self.path.get(..=slash))
            .unwrap_or_default()
    }

    /// The path in the collection that a relative reference names. Nothing leads out of it: no
    /// scheme, no host, no root, no drive, no step above the top, before decoding or after.
    fn resolve(&self, reference: &str) -> Option<String> {
        let decoded = decode(reference)?;
        if has_scheme(&decoded) && self.links.complete {
            return None;
        }
        resolve(self.folder(), reference)
    }
}

/// The path that a relative reference names, seen from a folder. Nothing leads out of the top: no
/// scheme, no host, no root, no step above it, before decoding or after.
pub(crate) fn resolve(folder: &str, reference: &str) -> Option<String> {
    let decoded = decode(reference)?;
    if decoded.is_empty() || decoded.starts_with('/') || has_scheme(reference) {
        return None;
    }
    if decoded.contains(|character: char| character == '\\' || character.is_control()) {
        return None;
    }
    let mut segments: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for segment in decoded.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    (!segments.is_empty()).then(|| segments.join("/"))
}

/// The path that an article of this title has where its source gives none.
pub fn path_of_title(title: &str) -> String {
    let spaced = title.trim().replace(char::is_whitespace, "_");
    let segments = spaced
        .split('/')
        .filter(|segment| !matches!(*segment, "" | "." | ".."));
    segments.collect::<Vec<_>>().join("/")
}

/// A path without its extension, where that is one of Markdown or of web pages.
pub(crate) fn without_extension(path: &str) -> &str {
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    let article = ["md", "markdown", "html", "htm", "xhtml"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known));
    if article && !stem.is_empty() && !stem.ends_with('/') {
        stem
    } else {
        path
    }
}

/// Names are the same in any case, and with underscores for spaces.
fn fold(name: &str) -> String {
    name.to_lowercase().replace('_', " ")
}

pub(crate) fn split_section(reference: &str) -> (&str, Option<&str>) {
    match reference.split_once('#') {
        Some((target, section)) => (target, Some(section)),
        None => (reference, None),
    }
}

pub(crate) fn decode(text: &str) -> Option<String> {
    Some(percent_decode(text)?.into_owned())
}

/// Whether a reference begins with a scheme, or with a drive letter.
fn has_scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else {
        return false;
    };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> ArticleLinks {
        let mut links = Links::complete("notes");
        for path in [
            "index",
            "Asia/Beijing",
            "Asia/index",
            "SCO Secretariat",
            "v1.2",
        ] {
            links.add_article(path);
            links.add_name(path.rsplit('/').next().unwrap(), path);
        }
        links.add_name("Capital of China", "Asia/Beijing");
        links.add_media("Asia/Gate.png");
        links.add_media("papers/Gate.pdf");
        Arc::new(links).of("Asia/Beijing")
    }

    fn path(address: Option<Address>) -> Option<String> {
        let address = address?;
        assert_eq!(address.collection, "notes");
        Some(match address.section {
            Some(section) => format!("{}#{section}", address.path),
            None => address.path,
        })
    }

    #[test]
    fn relative_links_are_resolved_from_the_article() {
        let links = folder();
        for (href, expected) in [
            ("../index.md", "index"),
            ("../SCO%20Secretariat.md#history", "SCO Secretariat#history"),
            ("../sco_secretariat", "SCO Secretariat"),
            ("beijing.MARKDOWN", "Asia/Beijing"),
            ("./../Asia/", "Asia/index"),
            ("../v1.2.md", "v1.2"),
            ("../v1.2", "v1.2"),
            ("#climate", "Asia/Beijing#climate"),
            ("Missing.md", "Asia/Missing"),
            ("Missing", "Asia/Missing"),
            ("Beijing.md?plain=1", "Asia/Beijing"),
            ("../papers/gate.pdf", "papers/Gate.pdf"),
            ("Gate.png", "Asia/Gate.png"),
        ] {
            assert_eq!(
                path(links.article(href)).as_deref(),
                Some(expected),
                "{href}"
            );
        }
    }

    #[test]
    fn nothing_leads_out_of_the_collection() {
        let links = folder();
        for href in [
            "",
            "#",
            "..",
            "../..",
            "../../etc/passwd",
            "%2e%2e/%2e%2e/passwd",
            "..%2f..%2fpasswd",
            "/etc/passwd",
            "%2fetc/passwd",
            "//host/share",
            "\\\\host\\share",
            "..\\..\\secret",
            "..%5c..%5csecret",
            "C:/secret.md",
            "C%3A/secret.md",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https://example.org/",
            "nul%00.md",
            "bad%ff.md",
            "paper.pdf",
        ] {
            assert_eq!(links.article(href), None, "{href}");
            assert_eq!(links.media(href), None, "{href}");
        }
    }

    #[test]
    fn pictures_are_found_in_any_case_and_only_where_they_are() {
        let links = folder();
        assert_eq!(
            path(links.media("gate.png")).as_deref(),
            Some("Asia/Gate.png")
        );
        assert_eq!(
            path(links.media("../asia/Gate.png")).as_deref(),
            Some("Asia/Gate.png")
        );
        assert_eq!(
            links.media("../Gate.png"),
            None,
            "a folder that is named counts"
        );
        let mut elsewhere = Links::complete("notes");
        elsewhere.add_media("attachments/Gate of Heaven.png");
        let elsewhere = Arc::new(elsewhere).of("Asia/Beijing");
        assert_eq!(
            path(elsewhere.media("gate%20of%20heaven.png")).as_deref(),
            Some("attachments/Gate of Heaven.png")
        );
        assert_eq!(elsewhere.media("Asia/Gate of Heaven.png"), None);
    }

    #[test]
    fn wiki_links_go_by_path_file_name_and_title() {
        let links = folder();
        for (target, expected) in [
            ("asia/beijing", "Asia/Beijing"),
            ("Beijing.md", "Asia/Beijing"),
            ("BEIJING", "Asia/Beijing"),
            ("capital of China#Climate", "Asia/Beijing#Climate"),
            ("sco secretariat", "SCO Secretariat"),
            ("Not written yet", "Not_written_yet"),
            ("../../etc/passwd", "etc/passwd"),
            ("..", "Asia/Beijing"),
            ("#Climate", "Asia/Beijing#Climate"),
        ] {
            assert_eq!(
                path(Some(links.wiki(target))).as_deref(),
                Some(expected),
                "{target}"
            );
        }
    }

    #[test]
    fn a_source_that_is_not_known_beforehand_takes_every_name() {
        let links = Arc::new(Links::open("notes")).of("Beijing");
        assert_eq!(path(links.article("Node.js")).as_deref(), Some("Node.js"));
        assert_eq!(
            path(links.article("Wiki%3AHelp")).as_deref(),
            Some("Wiki:Help")
        );
        assert_eq!(
            path(Some(links.wiki("Node.js"))).as_deref(),
            Some("Node.js")
        );
        assert_eq!(links.article("../x"), None);
        assert_eq!(links.media("x.png"), None);
    }
}
