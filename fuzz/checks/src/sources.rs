//! Files of foreign formats: whatever is in them, they are read to their end.

use std::fs;
use std::path::Path;

use pandect_core::address::Address;
use pandect_core::clean::{clean, clean_document};
use pandect_core::markdown::{MarkdownArticle, read_markdown};
use pandect_core::wikitext::{WikitextArticle, read_wikitext};
use pandect_formats::zim::{Archive, Listed};
use pandect_formats::{ArticleLinks, Body, Item, SourceArticle};

use crate::judge::{judge, judge_article};
use crate::pages::holds_page;

const COLLECTION: &str = "fuzzed";
/// Entries of an archive that are asked for: a file of some kB may name thousands.
const ENTRIES: usize = 1_000;
/// Contents beyond this are read in part, since that shows all that reading them whole would.
const READ_WHOLE: u64 = 1 << 20;

/// Any bytes are an archive of which everything can be asked, or are refused.
pub fn zim(bytes: &[u8]) {
    with_file("fuzzed.zim", bytes, |file| {
        if let Ok(archive) = Archive::open(file) {
            ask_everything(&archive);
        }
    });
}

/// Any bytes are a dump whose every page is an item, or are refused.
pub fn mediawiki(bytes: &[u8]) {
    with_file("fuzzed-20260102.xml", bytes, read_all);
}

/// Any bytes are lines of which each is an article or left out, or are refused.
pub fn json_lines(bytes: &[u8]) {
    with_file("fuzzed.jsonl", bytes, read_all);
}

fn with_file(name: &str, bytes: &[u8], check: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let file = folder.path().join(name);
    fs::write(&file, bytes).expect("there is room for the file");
    check(&file);
}

fn read_all(file: &Path) {
    let Ok(kind) = pandect_formats::detect(file) else {
        return;
    };
    // The answers may be anything; that they come is what is checked.
    let _ = pandect_formats::name(file, kind);
    let _ = pandect_formats::about(file, kind);
    let Ok(mut source) = pandect_formats::open(file, COLLECTION) else {
        return;
    };
    let links = source.links();
    for item in source.articles() {
        match item {
            Item::Article(article) => {
                holds_path(&article.path);
                read_article(&article, &links.of(&article.path));
            }
            Item::Media { path, .. } => holds_path(&path),
            Item::Redirect { .. } => {}
            Item::Skipped { why, .. } => assert!(!why.is_empty()),
        }
    }
}

/// An article's path can be bookmarked, and leads nowhere but down.
fn holds_path(path: &str) {
    let address = Address::article(COLLECTION, path);
    assert_eq!(Address::parse(&address.to_string()), Ok(address));
    let goes_astray = |segment: &str| matches!(segment, "" | "." | "..");
    assert!(!path.split('/').any(goes_astray), "{path:?}");
}

/// Reads the article as an import does.
fn read_article(article: &SourceArticle, links: &ArticleLinks) {
    let title = article.title.as_deref().unwrap_or_default();
    let language = &article.language;
    match &article.body {
        Body::Markdown(source) => {
            let article = MarkdownArticle {
                title,
                language,
                links,
            };
            holds_page(&read_markdown(source, &article), judge_article);
        }
        Body::Wikitext { text, site } => {
            let article = WikitextArticle {
                title,
                language,
                site,
                links,
            };
            holds_page(&read_wikitext(text, &article).page, judge);
        }
        Body::Html(source) => drop(clean(source, links)),
        Body::Document(source) => drop(clean_document(source, links)),
        Body::Text(_) => {}
    }
}

fn ask_everything(archive: &Archive) {
    let _ = archive.main_page();
    let _ = archive.uuid();
    let entries = archive.numbers().len() as u64;
    assert!(archive.article_count() <= entries, "no more than entries");
    assert!(archive.by_title(0, ENTRIES).len() <= ENTRIES);
    for (_, before) in archive.initials() {
        assert!(u64::from(before) < archive.article_count());
    }
    for number in archive.numbers().take(ENTRIES) {
        if let Ok(Some(Listed::Redirect { path, .. })) = archive.listed(number) {
            let _ = archive.find(&path);
        }
        if let Ok(Some(content)) = archive.content(number) {
            let _ = archive.find(&content.path);
            let _ = archive.find_media(&content.path);
            read_content(archive, &content);
        }
    }
    let mut asked = 0;
    archive.verify(&mut || {
        asked += 1;
        asked < ENTRIES
    });
}

fn read_content(archive: &Archive, content: &pandect_formats::zim::Content) {
    let Ok(length) = archive.length(content) else {
        return;
    };
    let part = archive.read_part(content, 1, 10);
    if length > READ_WHOLE {
        return;
    }
    if let Ok(whole) = archive.read(content) {
        assert_eq!(whole.len() as u64, length);
        let expected = whole.get(1..whole.len().min(11)).unwrap_or_default();
        assert_eq!(part.ok().as_deref(), Some(expected));
        if content.is_article() {
            let links = archive.links(COLLECTION, &content.path);
            drop(clean_document(&String::from_utf8_lossy(&whole), &links));
        }
    }
}
