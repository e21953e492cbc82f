//! Dumps of MediaWiki, as the facade shows them.

use std::fmt::Write as _;

use pandect_library::dto::{IndexState, SearchOptions};
use pandect_library::{AddOptions, unwatched};

use crate::TestLibrary;

const HEAD: &str = "<mediawiki xml:lang=\"en\"><siteinfo><sitename>Teas</sitename><dbname>teawiki</dbname>\
    <base>https://en.wikipedia.org/wiki/Main_Page</base><namespaces><namespace key=\"14\">Category</namespace>\
    </namespaces></siteinfo>";

pub(crate) fn dump(pages: &[(&str, &str)]) -> String {
    let mut xml = HEAD.to_owned();
    for (title, text) in pages {
        let _ = write!(
            xml,
            "<page><title>{title}</title><ns>0</ns><revision><text>{text}</text></revision></page>"
        );
    }
    xml + "</mediawiki>"
}

#[test]
fn a_dump_becomes_a_collection_named_by_its_wiki() {
    let test = TestLibrary::new();
    let file = test.folder.path().join("teawiki-20260102-pages.xml");
    let pages = [
        ("Brew", "#REDIRECT [[Infusion]]"),
        ("Infusion", "#REDIRECT [[Green tea]]"),
        ("Ring", "#REDIRECT [[Round]]"),
        ("Round", "#REDIRECT [[Ring]]"),
        (
            "Green tea",
            "'''Green tea''' is a [[drink]].&lt;ref&gt;A book.&lt;/ref&gt; {{Unknown|a=1|b=2}} [[Category:Teas]]\n== History ==\nOld. [[File:Cup.jpg]]",
        ),
        ("Drink", "See [[brew]]."),
    ];
    std::fs::write(&file, dump(&pages)).unwrap();
    let report = test.add(&file);
    assert_eq!(
        (report.collection.as_str(), report.articles),
        ("teawiki", 2)
    );
    assert_eq!((report.remnants, report.files), (1, 1));
    assert!(report.skipped.is_empty(), "{:?}", report.skipped);

    let tea = test.library.open_article("pandect://teawiki/Brew").unwrap();
    assert_eq!(
        (tea.title.as_str(), tea.redirected_from.as_deref()),
        ("Green tea", Some("Brew"))
    );
    assert_eq!(tea.categories, ["Teas"]);
    assert!(tea.missing.is_empty(), "{:?}", tea.missing);
    assert_eq!(
        tea.backlinks.len(),
        1,
        "the link by way of the redirect counts"
    );
    assert!(test.library.open_article("pandect://teawiki/Ring").is_err());

    let listed = test.library.list_collections().unwrap();
    let added = listed.iter().find(|one| one.name == "teawiki").unwrap();
    assert_eq!(
        (added.title.as_str(), added.edition.as_str()),
        ("Teas", "2026-01-02")
    );
    assert_eq!(
        (added.language.as_str(), added.index),
        ("en", IndexState::Ready)
    );
    let found = test.library.suggest("brew", 5).unwrap();
    assert!(
        found
            .iter()
            .any(|one| one.address == "pandect://teawiki/Green_tea"),
        "{found:?}"
    );
    assert!(
        test.library
            .verify(Some("teawiki"), &mut unwatched)
            .unwrap()
            .iter()
            .all(|one| one.ok)
    );
}

#[test]
fn many_articles_share_a_dictionary_and_come_in_order() {
    let test = TestLibrary::new();
    let file = test.folder.path().join("many.jsonl");
    let mut lines = String::new();
    for number in 0..1_500 {
        let text = format!(
            "The tea number {number} is grown at {} metres and drunk hot. ",
            number * 7
        )
        .repeat(20);
        let _ = writeln!(
            lines,
            "{{\"title\": \"Tea {number}\", \"text\": \"{text}\"}}"
        );
    }
    std::fs::write(&file, &lines).unwrap();
    let options = AddOptions {
        name: None,
        index: true,
        ..AddOptions::default()
    };
    let report = test
        .library
        .add_collection(&file, options, &mut unwatched)
        .unwrap();
    assert_eq!(report.articles, 1_500);
    for number in [0, 999, 1_000, 1_499] {
        let text = test
            .library
            .show_article(&format!("pandect://many/Tea_{number}"))
            .unwrap()
            .text;
        assert!(
            text.starts_with(&format!("The tea number {number} is")),
            "{text}"
        );
    }
    let found = test
        .library
        .search("title:1499", SearchOptions::default())
        .unwrap();
    assert_eq!(found.total, 1);
    assert!(
        test.library
            .verify(Some("many"), &mut unwatched)
            .unwrap()
            .iter()
            .all(|one| one.ok)
    );
}
