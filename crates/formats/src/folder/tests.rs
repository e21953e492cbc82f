use std::fs;
use std::path::PathBuf;

use pandect_core::clean::LinkRules as _;

use super::*;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n....";

/// A folder with files of these names and contents.
struct Folder {
    root: tempfile::TempDir,
}

impl Folder {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let root = tempfile::tempdir().unwrap();
        let folder = Self { root };
        for (name, bytes) in files {
            folder.write(name, bytes);
        }
        folder
    }

    fn path(&self) -> PathBuf {
        self.root.path().join("My notes")
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let file = self.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    fn open(&self) -> FolderSource {
        FolderSource::open(&self.path(), "notes").unwrap()
    }

    /// Each item as one word and its path.
    fn items(&self) -> Vec<String> {
        let describe = |item| match item {
            Item::Article(article) => format!("article {}", article.path),
            Item::Media { path, mime, .. } => format!("{mime} {path}"),
            Item::Redirect { from, to } => format!("redirect {from} > {to}"),
            Item::Skipped { what, why } => format!("skipped {what}: {why}"),
        };
        self.open().articles().map(describe).collect()
    }
}

#[test]
fn articles_and_pictures_come_in_the_order_of_names() {
    let folder = Folder::new(&[
        ("b.md", b"text"),
        ("a/z.MARKDOWN", b"text"),
        ("a/y.png", PNG),
        (
            "a.svg",
            b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>",
        ),
        ("readme.txt", b"not read"),
        (".git/config.md", b"hidden"),
        (".hidden.md", b"hidden"),
    ]);
    assert_eq!(
        folder.items(),
        [
            "image/svg+xml a.svg",
            "image/png a/y.png",
            "article a/z",
            "article b"
        ]
    );
    let source = folder.open();
    assert_eq!(source.title(), "My notes");
    assert_eq!(source.edition_label().len(), 10);
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_read() {
    let folder = Folder::new(&[
        ("bad.md", b"caf\xe9"),
        ("good.md", b"text"),
        ("script.svg", b"<html><svg></svg></html>"),
        ("small.png", b"MZ"),
    ]);
    let deep = format!("{}deep.md", "d/".repeat(34));
    folder.write(&deep, b"text");
    let items = folder.items();
    assert_eq!(items.len(), 5, "{items:?}");
    assert!(items[0].starts_with("skipped d/d/") && items[0].contains("32 folders deep"));
    assert!(items[1].starts_with("skipped bad.md: it is not UTF-8 text: byte 3"));
    assert!(items[2].starts_with("skipped script.svg"));
    assert!(items[3].starts_with("skipped small.png"));
    assert_eq!(items[4], "article good");
}

#[test]
fn a_file_beyond_its_bound_is_left_out() {
    let folder = Folder::new(&[("good.md", b"text")]);
    let large = fs::File::create(folder.path().join("large.md")).unwrap();
    large.set_len((16 << 20) + 1).unwrap();
    assert_eq!(
        folder.items(),
        ["skipped large.md: it is larger than 16 MB", "article good"]
    );
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() {
    let folder = Folder::new(&[("good.md", b"text")]);
    std::os::unix::fs::symlink("/etc", folder.path().join("etc")).unwrap();
    std::os::unix::fs::symlink("good.md", folder.path().join("other.md")).unwrap();
    let items = folder.items();
    assert_eq!(items.len(), 3, "{items:?}");
    assert!(items[0].starts_with("skipped etc: it is a symbolic link"));
    assert!(items[1].starts_with("skipped other.md: it is a symbolic link"));
}

#[test]
fn a_file_without_a_title_has_its_name() {
    let folder = Folder::new(&[
        ("Without a title.md", b"text"),
        ("headed.md", "\u{feff}# Heading".as_bytes()),
        ("named.md", b"---\ntitle: Name\nlanguage: de\n---\n"),
    ]);
    let mut source = folder.open();
    assert_eq!(source.language(), "de");
    let titles: Vec<Option<String>> = source
        .articles()
        .filter_map(|item| match item {
            Item::Article(article) => Some(article.title),
            _ => None,
        })
        .collect();
    assert_eq!(titles, [Some("Without a title".to_owned()), None, None]);
}

#[test]
fn two_files_of_one_path_stay_apart() {
    let folder = Folder::new(&[("a.markdown", b"1"), ("a.md", b"2")]);
    assert_eq!(folder.items(), ["article a", "article a (2)"]);
}

#[test]
fn links_know_every_file() {
    let folder = Folder::new(&[
        (
            "Asia/Beijing.md",
            b"---\ntitle: Beijing (city)\nredirects:\n  - Peking\n---\n",
        ),
        ("Asia/gate.png", PNG),
        ("index.md", b"# Start here"),
    ]);
    let links = folder.open().links().of("index");
    let path = |address: pandect_core::address::Address| address.path;
    assert_eq!(
        links.article("Asia/Beijing.md").map(path).as_deref(),
        Some("Asia/Beijing")
    );
    assert_eq!(
        links.media("Asia/gate.png").map(path).as_deref(),
        Some("Asia/gate.png")
    );
    assert_eq!(links.wiki("beijing").path, "Asia/Beijing");
    assert_eq!(links.wiki("Beijing (City)").path, "Asia/Beijing");
    assert_eq!(links.wiki("peking").path, "Asia/Beijing");
    assert_eq!(links.wiki("Start here").path, "index");
}

#[test]
fn the_edition_is_that_of_names_and_bytes() {
    let folder = Folder::new(&[("a.md", b"1"), ("b.md", b"2")]);
    let first = folder.open().edition_id().to_owned();
    assert_eq!(folder.open().edition_id(), first);
    folder.write("ignored.txt", b"3");
    assert_eq!(folder.open().edition_id(), first);
    folder.write("b.md", b"3");
    let second = folder.open().edition_id().to_owned();
    assert_ne!(second, first);
    fs::rename(folder.path().join("b.md"), folder.path().join("c.md")).unwrap();
    assert_ne!(folder.open().edition_id(), second);
}

#[test]
fn a_folder_without_an_article_is_refused() {
    let folder = Folder::new(&[("a.png", PNG), ("a.txt", b"text")]);
    assert!(matches!(
        FolderSource::open(&folder.path(), "notes"),
        Err(Error::Empty { .. })
    ));
}

/// The Markdown of an article, as it is handed over.
fn body(folder: &Folder, path: &str) -> String {
    let mut source = folder.open();
    let found = source.articles().find_map(|item| match item {
        Item::Article(article) if article.path == path => match article.body {
            Body::Markdown(text) => Some(text),
            _ => None,
        },
        _ => None,
    });
    found.unwrap()
}

#[test]
fn notes_are_shown_in_one_another() {
    let folder = Folder::new(&[
        (
            "Tea.md",
            b"Before\n![[Green tea#Steeping]]\nafter ![[Green tea]] and ![[pot.png]]\n```\n![[Green tea]]\n```\n![[Lost]]\n",
        ),
        (
            "kinds/Green tea.md",
            b"---\ntitle: x\n---\nIntro #fresh\n## Steeping\nAt 80 degrees.\n## Cups\nSmall.\n",
        ),
        ("A.md", b"![[B]]"),
        ("B.md", b"b\n\n![[A]]"),
        ("pot.png", PNG),
    ]);
    assert_eq!(
        body(&folder, "Tea"),
        "Before\n\n> [[Green tea#Steeping]]\n> \n> ## Steeping\n> At 80 degrees.\n\n\
         after [[Green tea]] and ![[pot.png]]\n```\n![[Green tea]]\n```\n![[Lost]]\n"
    );
    let circle = body(&folder, "A");
    assert_eq!(circle.matches("[[B]]").count(), 1, "{circle}");
    assert_eq!(circle.matches("[[A]]").count(), 1, "{circle}");
    let mut source = folder.open();
    let categories = source.articles().find_map(|item| match item {
        Item::Article(article) if article.path.ends_with("Green tea") => Some(article.categories),
        _ => None,
    });
    assert_eq!(categories.unwrap(), ["fresh"]);
}

#[test]
fn what_notes_show_of_others_is_bounded() {
    let wide = "![[Wide]]\n".repeat(3);
    let doubling = "![[B]]\n".repeat(2_000);
    let folder = Folder::new(&[
        ("Wide.md", wide.as_bytes()),
        ("A.md", doubling.as_bytes()),
        ("B.md", "word ".repeat(2_000).as_bytes()),
    ]);
    assert!(body(&folder, "Wide").len() < 200);
    assert!(body(&folder, "A").len() < (2 << 20) + 100_000);
}
