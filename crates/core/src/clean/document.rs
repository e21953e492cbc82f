//! The text of a saved page, without what its site puts around it.

use html5ever::{LocalName, local_name};

use super::elements::Rule;
use super::noise::is_noise;
use super::tree::{Content, NodeId, Tree, Visitor};

/// Characters that a part must have to be the text of a page.
const LEAST: usize = 200;
/// Of a hundred characters of the page the text of it has at least so many.
const LEAST_SHARE: usize = 30;

/// Ids and classes that sites give the part with the text, and the parts around it.
const MAIN: [&str; 12] = [
    "mw-content-text",
    "bodycontent",
    "main-content",
    "maincontent",
    "article-body",
    "articlebody",
    "post-content",
    "entry-content",
    "article-content",
    "content",
    "main",
    "article",
];
const AROUND: [&str; 26] = [
    "nav",
    "navbar",
    "navigation",
    "menu",
    "sidebar",
    "side-bar",
    "breadcrumb",
    "breadcrumbs",
    "footer",
    "site-footer",
    "header",
    "site-header",
    "masthead",
    "cookie",
    "cookies",
    "consent",
    "share",
    "social",
    "comments",
    "disqus",
    "related",
    "advert",
    "ads",
    "newsletter",
    "docnav",
    "skip-link",
];

/// Cuts a page down to its text.
pub(super) fn reduce(tree: &mut Tree) {
    let mut look = Look::default();
    tree.walk(tree.root(), &mut look);
    let whole = look.text;
    for node in look.around {
        tree.cut(node);
    }
    let enough = |part: &&Part| part.text >= LEAST && part.text * 100 >= whole * LEAST_SHARE;
    // Of several that say that they are the text, the surest; of equals the first.
    let main = look
        .parts
        .iter()
        .filter(enough)
        .min_by_key(|part| part.rank);
    if let Some(main) = main {
        tree.set_root(main.node);
    }
}

struct Part {
    node: NodeId,
    /// The smaller the surer.
    rank: usize,
    text: usize,
}

/// Counts text, and finds the parts.
#[derive(Default)]
struct Look {
    text: usize,
    parts: Vec<Part>,
    /// Of each element that the walk is in, the part that it is, and the text before it.
    open: Vec<Option<(usize, usize)>>,
    around: Vec<NodeId>,
}

impl<'a> Visitor<'a> for Look {
    fn enter(&mut self, tree: &'a Tree, node: NodeId) -> bool {
        match tree.content(node) {
            Content::Text(text) => {
                self.text += text.trim().len();
                return false;
            }
            Content::Other => return false,
            Content::Element { rule, .. } => {
                if *rule == Rule::Drop || is_noise(tree, node) {
                    return false;
                }
            }
        }
        let rank = rank(tree, node);
        if rank.is_none() && is_around(tree, node) {
            self.around.push(node);
            return false;
        }
        let part = rank.map(|rank| {
            let text = 0;
            self.parts.push(Part { node, rank, text });
            (self.parts.len() - 1, self.text)
        });
        self.open.push(part);
        true
    }

    fn leave(&mut self, _: &'a Tree, _: NodeId) {
        if let Some(Some((part, before))) = self.open.pop()
            && let Some(part) = self.parts.get_mut(part)
        {
            part.text = self.text - before;
        }
    }
}

/// How sure it is that an element is the text of the page; nothing where it does not say.
fn rank(tree: &Tree, node: NodeId) -> Option<usize> {
    let name = tree.name(node)?;
    if *name == local_name!("main") || role(tree, node) == "main" {
        return Some(0);
    }
    let named = |attribute: &LocalName| {
        let value = tree.attribute(node, attribute).unwrap_or_default();
        let value = value.to_ascii_lowercase();
        value
            .split_ascii_whitespace()
            .filter_map(|word| MAIN.iter().position(|known| *known == word))
            .min()
    };
    if let Some(place) = named(&local_name!("id")) {
        return Some(1 + place);
    }
    if *name == local_name!("article") {
        return Some(MAIN.len() + 1);
    }
    let is_box = matches!(
        *name,
        local_name!("div") | local_name!("section") | local_name!("td")
    );
    named(&local_name!("class"))
        .filter(|_| is_box)
        .map(|place| MAIN.len() + 2 + place)
}

/// Whether an element belongs to the site, by its name, role, id or classes.
fn is_around(tree: &Tree, node: NodeId) -> bool {
    let Some(name) = tree.name(node) else {
        return false;
    };
    // A header within an article has its title; that of the page is around it.
    if matches!(
        *name,
        local_name!("nav") | local_name!("footer") | local_name!("search")
    ) {
        return true;
    }
    if matches!(
        role(tree, node),
        "navigation" | "banner" | "contentinfo" | "search" | "complementary"
    ) {
        return true;
    }
    let is_box = matches!(
        *name,
        local_name!("div")
            | local_name!("ul")
            | local_name!("ol")
            | local_name!("section")
            | local_name!("aside")
            | local_name!("header")
            | local_name!("p")
            | local_name!("table")
            | local_name!("form")
    );
    let says = |attribute: &LocalName| {
        let value = tree.attribute(node, attribute).unwrap_or_default();
        let value = value.to_ascii_lowercase();
        value
            .split_ascii_whitespace()
            .any(|word| AROUND.contains(&word))
    };
    is_box && (says(&local_name!("id")) || says(&local_name!("class")))
}

fn role(tree: &Tree, node: NodeId) -> &str {
    tree.attribute(node, &local_name!("role"))
        .unwrap_or_default()
}
