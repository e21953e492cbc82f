//! What a wiki says of itself.

use std::collections::HashMap;

/// Numbers of the namespaces that mean something to a page.
const FILE: i32 = 6;
const MEDIA: i32 = -2;
const CATEGORY: i32 = 14;
const TEMPLATE: i32 = 10;

/// A wiki: the names of its namespaces, and where it is on the network.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    namespaces: HashMap<String, i32>,
    /// Such as `https://en.wikipedia.org/wiki/`; empty where it is not known.
    base: String,
}

impl Site {
    /// A wiki whose pages have their addresses on the network below `base`, which ends with a slash.
    pub fn new(base: &str) -> Self {
        let mut site = Self {
            base: base.to_owned(),
            ..Self::default()
        };
        // Every wiki knows the English names, whatever its own are.
        for (number, name) in [
            (MEDIA, "Media"),
            (-1, "Special"),
            (FILE, "File"),
            (FILE, "Image"),
            (TEMPLATE, "Template"),
            (CATEGORY, "Category"),
        ] {
            site.add_namespace(number, name);
        }
        site
    }

    /// Tells of a namespace.
    pub fn add_namespace(&mut self, number: i32, name: &str) {
        if !name.is_empty() {
            self.namespaces.insert(folded(name), number);
        }
    }

    /// The number of the namespace that a title begins with, and the rest of it.
    fn split<'a>(&self, title: &'a str) -> (Option<i32>, &'a str) {
        let Some((prefix, rest)) = title.split_once(':') else {
            return (None, title);
        };
        match self.namespaces.get(&folded(prefix)) {
            Some(number) => (Some(*number), rest.trim()),
            None => (None, title),
        }
    }

    /// What a link's target is.
    pub(super) fn target<'a>(&self, written: &'a str) -> Target<'a> {
        let written = written.trim();
        let (named, written) = match written.strip_prefix(':') {
            Some(rest) => (true, rest.trim()),
            None => (false, written),
        };
        match self.split(written) {
            (Some(FILE | MEDIA), _) if !named => return Target::File,
            (Some(FILE | MEDIA), _) => return Target::Nothing,
            (Some(CATEGORY), name) if !named => return Target::Category(name),
            _ => {}
        }
        let Some((prefix, title)) = written.split_once(':') else {
            return Target::Article(written);
        };
        let (prefix, title) = (prefix.trim(), title.trim());
        match elsewhere(prefix) {
            Some(Elsewhere::Language) if named => Target::Outside(self.in_language(prefix, title)),
            Some(Elsewhere::Language) => Target::Translation,
            Some(Elsewhere::Project(project)) => Target::Outside(self.in_project(project, title)),
            None => Target::Article(written),
        }
    }

    /// The name of a template without its namespace, in small letters.
    pub(super) fn template_name(&self, written: &str) -> String {
        let written = written.trim().trim_start_matches(':');
        let name = match self.split(written) {
            (Some(TEMPLATE), name) => name,
            _ => written,
        };
        folded(name)
    }

    fn in_language(&self, language: &str, title: &str) -> String {
        let project = self.project().unwrap_or("wikipedia");
        page_url(&format!("{language}.{project}.org"), title)
    }

    fn in_project(&self, project: &str, title: &str) -> String {
        let host = match project {
            "commons" | "species" | "meta" => format!("{project}.wikimedia.org"),
            "wikidata" | "mediawiki" => format!("www.{project}.org"),
            _ => format!("{}.{project}.org", self.language()),
        };
        page_url(&host, title)
    }

    /// `wikipedia` of `https://en.wikipedia.org/wiki/`.
    fn project(&self) -> Option<&str> {
        let host = self.host()?;
        let project = host.strip_suffix(".org")?.split('.').next_back()?;
        PROJECTS
            .iter()
            .any(|(_, known)| *known == project)
            .then_some(project)
    }

    /// `en` of `https://en.wikipedia.org/wiki/`.
    fn language(&self) -> &str {
        let first = self.host().and_then(|host| host.split('.').next());
        first.filter(|part| is_language(part)).unwrap_or("en")
    }

    fn host(&self) -> Option<&str> {
        self.base.split_once("//")?.1.split('/').next()
    }
}

/// What a link leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// An article of the wiki, perhaps a section of it.
    Article(&'a str),
    /// The page is in this category.
    Category(&'a str),
    /// A picture or another file stands here.
    File,
    /// The same article in another language: nothing of the text.
    Translation,
    /// A page of another wiki.
    Outside(String),
    /// Nothing that can be led to.
    Nothing,
}

enum Elsewhere {
    Language,
    Project(&'static str),
}

/// Prefixes of links to the sister projects (<https://meta.wikimedia.org/wiki/Help:Interwiki_linking>).
const PROJECTS: [(&str, &str); 23] = [
    ("w", "wikipedia"),
    ("wikipedia", "wikipedia"),
    ("wikt", "wiktionary"),
    ("wiktionary", "wiktionary"),
    ("s", "wikisource"),
    ("wikisource", "wikisource"),
    ("q", "wikiquote"),
    ("wikiquote", "wikiquote"),
    ("b", "wikibooks"),
    ("wikibooks", "wikibooks"),
    ("n", "wikinews"),
    ("wikinews", "wikinews"),
    ("v", "wikiversity"),
    ("wikiversity", "wikiversity"),
    ("voy", "wikivoyage"),
    ("wikivoyage", "wikivoyage"),
    ("c", "commons"),
    ("commons", "commons"),
    ("species", "species"),
    ("wikispecies", "species"),
    ("m", "meta"),
    ("d", "wikidata"),
    ("mw", "mediawiki"),
];

fn elsewhere(prefix: &str) -> Option<Elsewhere> {
    if let Some((_, project)) = PROJECTS.iter().find(|(known, _)| *known == prefix) {
        return Some(Elsewhere::Project(project));
    }
    is_language(prefix).then_some(Elsewhere::Language)
}

/// Whether a prefix has the form of a language's code. Titles begin with capitals.
fn is_language(prefix: &str) -> bool {
    let mut parts = prefix.split('-');
    let first = parts.next().unwrap_or_default();
    let small = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase());
    prefix == "simple"
        || ((2..=3).contains(&first.len())
            && small(first)
            && parts.all(|part| (2..=8).contains(&part.len()) && small(part)))
}

fn page_url(host: &str, title: &str) -> String {
    let (title, section) = title.split_once('#').unwrap_or((title, ""));
    let encode = |text: &str| {
        let text = text.replace(' ', "_");
        crate::address::percent_encode(&text)
    };
    let mut url = format!("https://{host}/wiki/{}", encode(title));
    if !section.is_empty() {
        url.push('#');
        url.push_str(&encode(section));
    }
    url
}

fn folded(name: &str) -> String {
    let spaced = name.trim().replace('_', " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_told_by_their_prefixes() {
        let mut site = Site::new("https://bg.wikipedia.org/wiki/");
        site.add_namespace(14, "Категория");
        let outside = |url: &str| Target::Outside(url.to_owned());
        for (written, target) in [
            ("Tea", Target::Article("Tea")),
            (
                "Mission: Impossible",
                Target::Article("Mission: Impossible"),
            ),
            ("Категория:Чай", Target::Category("Чай")),
            ("category: Tea ", Target::Category("Tea")),
            (":Category:Tea", Target::Article("Category:Tea")),
            ("image:Cup.jpg", Target::File),
            (":File:Cup.jpg", Target::Nothing),
            ("de:Tee", Target::Translation),
            ("zh-min-nan:Tê", Target::Translation),
            (":de:Tee", outside("https://de.wikipedia.org/wiki/Tee")),
            ("wikt:tea", outside("https://bg.wiktionary.org/wiki/tea")),
            (
                "commons:Green tea#Cups",
                outside("https://commons.wikimedia.org/wiki/Green_tea#Cups"),
            ),
        ] {
            assert_eq!(site.target(written), target, "{written}");
        }
    }
}
