//! The starter encyclopedia as an editor would read it: whole, connected, sourced, said once.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use pandect_core::fold::fold;
use pandect_core::markdown::{MarkdownArticle, OwnLinks, read_markdown};
use pandect_core::page::{LinkTarget, Page};

const STARTER: OwnLinks<'static> = OwnLinks {
    collection: "starter",
};
/// Articles about the program itself; they need no sources.
const HANDBOOK: &str = "Handbook";
/// Shorter lines, and those that are no sentences, may stand in several articles: names, dates, rows
/// of facts.
const LONG: usize = 60;

struct Encyclopedia {
    articles: BTreeMap<String, Page>,
    /// Every title and redirect, folded, and the title that it leads to.
    names: HashMap<String, String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../articles")
}

impl Encyclopedia {
    fn read() -> Self {
        let mut encyclopedia = Self {
            articles: BTreeMap::new(),
            names: HashMap::new(),
        };
        for entry in std::fs::read_dir(folder()).unwrap() {
            let file = entry.unwrap().path();
            let source = std::fs::read_to_string(&file).unwrap();
            let article = MarkdownArticle {
                title: "",
                language: "",
                links: &STARTER,
            };
            let page = read_markdown(&source, &article);
            let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
            assert_eq!(stem, slug(&page.title), "the file of {}", page.title);
            encyclopedia.articles.insert(page.title.clone(), page);
        }
        for (title, page) in &encyclopedia.articles {
            for name in page.redirects.iter().chain([title]) {
                let other = encyclopedia.names.insert(fold(name), title.clone());
                assert_eq!(other, None, "`{name}` leads to {title}, and elsewhere");
            }
        }
        encyclopedia
    }

    /// The article that a path leads to.
    fn at(&self, path: &str) -> Option<&Page> {
        let title = self.names.get(&fold(&path.replace('_', " ")))?;
        self.articles.get(title)
    }

    /// Of each article, the titles that it links to.
    fn links(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut links = BTreeMap::new();
        for (title, page) in &self.articles {
            let to: BTreeSet<&str> = targets(page)
                .filter_map(|(path, _)| self.at(path))
                .map(|target| target.title.as_str())
                .filter(|target| target != title)
                .collect();
            links.insert(title.as_str(), to);
        }
        links
    }
}

fn targets(page: &Page) -> impl Iterator<Item = (&str, Option<&str>)> {
    page.links.iter().filter_map(|link| match &link.target {
        LinkTarget::Address(address) => Some((address.path.as_str(), address.section.as_deref())),
        LinkTarget::External(_) => None,
    })
}

fn slug(title: &str) -> String {
    let plain = fold(title);
    let words = plain.split(|character: char| !character.is_ascii_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

fn is_handbook(page: &Page) -> bool {
    page.categories.iter().any(|category| category == HANDBOOK)
}

#[test]
fn there_are_at_least_fifty_articles_about_the_organisation() {
    let encyclopedia = Encyclopedia::read();
    let about = encyclopedia
        .articles
        .values()
        .filter(|page| !is_handbook(page));
    assert!(about.count() >= 50);
}

#[test]
fn every_article_has_lead_categories_sources_and_sound_headings() {
    let encyclopedia = Encyclopedia::read();
    for (title, page) in &encyclopedia.articles {
        assert!(
            page.diagnostics.is_empty(),
            "{title}: {:?}",
            page.diagnostics
        );
        assert!(
            page.lead.chars().count() >= 80,
            "{title} has no lead: {}",
            page.lead
        );
        assert!(!page.categories.is_empty(), "{title} has no category");
        for category in &page.categories {
            let name = encyclopedia.names.get(&fold(category));
            assert_eq!(
                name, None,
                "the category `{category}` of {title} is an article too"
            );
        }
        let mut level = 1;
        let mut anchors = HashSet::new();
        for section in &page.sections {
            assert!(
                section.level <= level + 1,
                "{title}: `{}` skips a level",
                section.title
            );
            level = section.level;
            assert!(
                anchors.insert(&section.anchor),
                "{title}: `{}` twice",
                section.anchor
            );
        }
        let has = |wanted: &str| page.sections.iter().any(|section| section.title == wanted);
        assert!(has("See also"), "{title} has no See also");
        assert!(
            has("Sources") || is_handbook(page),
            "{title} has no sources"
        );
    }
}

#[test]
fn links_lead_somewhere_and_no_article_stands_alone() {
    let encyclopedia = Encyclopedia::read();
    for (title, page) in &encyclopedia.articles {
        for (path, section) in targets(page) {
            let target = encyclopedia
                .at(path)
                .unwrap_or_else(|| panic!("{title} links to `{path}`, which is not there"));
            let found = section
                .is_none_or(|section| target.sections.iter().any(|one| one.anchor == section));
            assert!(
                found,
                "{title} links to a section of `{path}` that is not there: {section:?}"
            );
        }
    }
    let links = encyclopedia.links();
    for (title, to) in &links {
        assert!(to.len() >= 2, "{title} links to {to:?} alone");
        let from: Vec<_> = links.iter().filter(|(_, to)| to.contains(title)).collect();
        assert!(!from.is_empty(), "nothing links to {title}");
        let both = to.iter().any(|other| links[other].contains(title));
        assert!(
            both || is_handbook(&encyclopedia.articles[*title]),
            "no link of {title} comes back"
        );
    }
}

#[test]
fn nothing_is_said_in_two_articles() {
    let encyclopedia = Encyclopedia::read();
    let mut said: HashMap<&str, &str> = HashMap::new();
    for (title, page) in &encyclopedia.articles {
        // What is cited may be cited again.
        let own = page.text.split("\nSources\n").next().unwrap_or_default();
        for line in own.lines().map(str::trim) {
            if line.chars().count() < LONG || !line.ends_with(['.', '?', ']']) {
                continue;
            }
            if let Some(other) = said.insert(line, title) {
                assert_eq!(other, title, "both say: {line}");
            }
        }
    }
}

#[test]
fn the_report_counts_what_is_there() {
    let encyclopedia = Encyclopedia::read();
    let report = std::fs::read_to_string(folder().join("../docs/starter.md")).unwrap();
    let words: usize = encyclopedia
        .articles
        .values()
        .map(|page| page.text.split_whitespace().count())
        .sum();
    let links: usize = encyclopedia.links().values().map(BTreeSet::len).sum();
    for (what, count) in [
        ("Articles", encyclopedia.articles.len()),
        ("Words", words),
        ("Links between them", links),
    ] {
        let line = format!("| {what} | {count} |");
        assert!(report.contains(&line), "`docs/starter.md` lacks `{line}`");
    }
}
