use proptest::prelude::*;

use super::*;

const HEAD: &str = "<mediawiki xml:lang=\"en\"><siteinfo><sitename>Teas</sitename><dbname>teawiki</dbname>\
    <base>https://tea.example/wiki/Main</base></siteinfo>";

fn page(title: &str, namespace: i32, text: &str) -> String {
    format!(
        "<page><title>{title}</title><ns>{namespace}</ns><revision><model>wikitext</model>\
         <text>{text}</text></revision></page>\n"
    )
}

fn items(dump: impl AsRef<[u8]>) -> Result<Vec<Item>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("teawiki-20260102-pages-articles.xml");
    std::fs::write(&path, dump).unwrap();
    let mut source = MediaWikiDump::open(&path, "teawiki")?;
    assert_eq!(source.edition_label(), "2026-01-02");
    Ok(source.articles().collect())
}

fn told(items: &[Item]) -> Vec<String> {
    items
        .iter()
        .map(|item| match item {
            Item::Article(article) => format!("article {}", article.path),
            Item::Redirect { from, to } => format!("redirect {from} > {to}"),
            Item::Skipped { what, why } => format!("skipped {what}: {why}"),
            Item::Media { path, .. } => format!("media {path}"),
        })
        .collect()
}

#[test]
fn articles_and_redirects_are_read_and_other_pages_counted() {
    let dump = [
        HEAD,
        &page("Green tea", 0, "A ''tea''."),
        &page("Matcha", 0, "#REDIRECT [[Green tea#Powder]]"),
        &page("Help:Brewing", 12, "How."),
        &page("Template:A", 10, "x"),
        &page("Template:B", 10, "x"),
        &page("Talk:Green tea", 1, "x"),
        "</mediawiki>",
    ]
    .concat();
    assert_eq!(
        told(&items(dump).unwrap()),
        [
            "article Green_tea",
            "redirect Matcha > Green_tea",
            "article Help:Brewing",
            "skipped Talk:…: 1 page is no article",
            "skipped Template:…: 2 pages are no articles",
        ]
    );
}

#[test]
fn what_is_whole_of_a_broken_dump_is_read() {
    let dump = [
        HEAD,
        &page("A", 0, "x"),
        "<page><title>B</title><oops",
        &page("C", 0, "y"),
        "<page><title>D",
    ]
    .concat();
    assert_eq!(
        told(&items(dump).unwrap())
            .iter()
            .map(|one| one.split(": ").next().unwrap().to_owned())
            .collect::<Vec<_>>(),
        ["article A", "skipped B", "skipped D"]
    );
    assert!(matches!(items(HEAD), Err(Error::Empty { .. })));
}

#[test]
fn a_compressed_dump_that_ends_early_says_so() {
    let pages: String = (0..2_000)
        .map(|number| page(&format!("P{number}"), 0, &"text ".repeat(number)))
        .collect();
    let dump = [HEAD, &pages, "</mediawiki>"].concat();
    let packed = zstd::encode_all(dump.as_bytes(), 3).unwrap();
    let told = told(&items(&packed[..packed.len() / 2]).unwrap());
    assert!(told.len() > 10);
    assert!(
        told.last().unwrap().starts_with("skipped P"),
        "{:?}",
        told.last()
    );
}

#[test]
fn one_title_twice_makes_two_paths_and_entities_are_not_expanded() {
    let bomb = "<!DOCTYPE m [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let dump = [
        bomb,
        HEAD,
        &page("A", 0, "&b;"),
        &page("A", 0, "y"),
        &page(&"t".repeat(10_000), 0, "z"),
    ]
    .concat();
    let items = items(dump).unwrap();
    assert_eq!(told(&items)[..2], ["article A", "article A (2)"]);
    let Item::Article(first) = &items[0] else {
        panic!()
    };
    assert!(matches!(&first.body, Body::Wikitext { text, .. } if text == "&b;"));
    assert_eq!(items.len(), 3);
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let dump = [HEAD.as_bytes(), page("A", 0, "x").as_bytes(), &bytes].concat();
        prop_assert!(!items(dump).unwrap().is_empty());
    }

    #[test]
    fn any_pieces_of_markup_are_read_to_their_end(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec!["<page>", "</page>", "<title>", "</title>", "<text>", "&lt;", "<![CDATA[", "]]>", "<ns>", "9", "<?x", "<!--", "x"]),
            0..40,
        ),
    ) {
        let dump = [HEAD, &page("A", 0, "x"), &pieces.concat()].concat();
        prop_assert!(!items(dump).unwrap().is_empty());
    }
}
