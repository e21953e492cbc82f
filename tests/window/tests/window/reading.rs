//! Reading: found by typing, followed by links, and shown as the core read it.

use std::path::Path;

use pandect_window_tests::{Key, Station, until};
use serde_json::json;

use crate::archive::{Made, Maker};
use crate::{SECRETARIAT, SECRETARIAT_ADDRESS};

/// Articles of one collection that are compared.
const MOST: usize = 100;

/// What pages hold that browsers and parsers like to disagree on.
const KINDS: &str = include_str!("../../../../crates/core/tests/pages/fixtures/river.md");
const SAVED: &str = include_str!("../../../../crates/core/tests/pages/fixtures/encyclopedia.html");
const TRICKY: &str = "<pre>\n\nfirst\n</pre><p>a<br>b&#13;c&nbsp;d</p><table><tr><td>1<td>2<tr><td>3\
    </table><ul><li>x<li>y</ul><p dir=rtl>שלום <b>עולם</b></p><p>e\u{301} 🙂 \u{feff}end</p>";

#[test]
fn an_article_is_found_by_three_letters_and_its_links_are_followed() {
    let station = Station::new();
    let window = station.open();
    window.open_by_typing("rat", "Regional Anti-Terrorist Structure");
    window.open_by_typing("secretariat", SECRETARIAT);
    window.screenshot("article");

    let link = "const link = [...document.querySelectorAll('#page a[href]')].find(
            (one) => one.textContent === 'Charter');
        link.scrollIntoView({ block: 'center', behavior: 'instant' }); link.click();
        return link.getAttribute('href');";
    let href = window.script(link, &[]);
    assert_eq!(
        href,
        "pandect://starter/Charter_of_the_Shanghai_Cooperation_Organisation"
    );
    window.wait_for_article("Charter of the Shanghai Cooperation Organisation");
    window.click_on("button", "Back");
    window.wait_for_article(SECRETARIAT);
    window.click_on("button", "Forward");
    window.wait_for_article("Charter of the Shanghai Cooperation Organisation");
    window.press_with(&[Key::Alt], "4");
    window.wait_for(
        "the history lists what was read",
        "const titles = [...document.querySelectorAll('#side-panel .open bdi')].map(
            (title) => title.textContent);
        return titles.slice(0, 3).join() === 'Charter of the Shanghai Cooperation Organisation,'
            + 'SCO Secretariat,Regional Anti-Terrorist Structure'",
    );
    window.screenshot("history");
    window.close();
}

#[test]
fn the_text_in_the_window_is_that_of_the_core() {
    let station = Station::new();
    let folder = station.folder().join("kinds");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("River.md"), KINDS).unwrap();
    let lines = [
        json!({ "title": "Saved", "html": SAVED }),
        json!({ "title": "Tricky", "html": TRICKY }),
        json!({ "title": "Plain", "text": "One <b>.\n\n  Two &amp; three\r\nfour\u{0}." }),
    ];
    let file = station.folder().join("lines.jsonl");
    std::fs::write(&file, lines.map(|line| line.to_string()).join("\n")).unwrap();
    station.command_line(&["add", folder.to_str().unwrap()]);
    station.command_line(&["add", file.to_str().unwrap()]);
    let archive = Maker::new(1, 5)
        .edition(1)
        .add(
            "C/Saved_page",
            "",
            Made::Blob("text/html", SAVED.as_bytes()),
        )
        .add(
            "C/Tricky_page",
            "",
            Made::Blob("text/html", TRICKY.as_bytes()),
        )
        .add("C/Other", "", Made::Redirect("C/Saved_page"))
        .write(station.folder(), "archive.zim");
    station.command_line(&["add", archive.to_str().unwrap()]);
    let mut collections = vec!["starter", "kinds", "lines", "archive"];
    if let Some(cases) = std::env::var_os("PANDECT_CASES") {
        let zim = Path::new(&cases).join("zim/ok/wikipedia_en_ray_charles_2015-06.zimaa");
        station.command_line(&["add", zim.to_str().unwrap()]);
        collections.push("wikipedia_en_ray_charles");
    }

    let window = station.open();
    let mut compared = 0;
    for collection in collections {
        let list = station.ask(&["list", collection]);
        for article in list.as_array().unwrap().iter().take(MOST) {
            let address = article["address"].as_str().unwrap();
            let shown = station.ask(&["show", address, "--format", "json"]);
            // A start while the window is open hands the address over.
            station.hand_over(address);
            window.wait_for_article(shown["title"].as_str().unwrap());
            assert_eq!(
                window.page_text().as_deref(),
                shown["text"].as_str(),
                "the text of {address}"
            );
            compared += 1;
        }
    }
    assert!(compared >= 20, "only {compared} articles were compared");
    window.close();
}

#[test]
fn words_are_found_in_the_page_and_from_the_full_text() {
    let station = Station::new();
    let window = station.open();
    window.press_with(&[Key::Control], "k");
    window.write("\"permanent executive body\"");
    until("the text is searched", || {
        let rows = "return document.querySelectorAll('[role=option] mark').length";
        window.script(rows, &[]).as_u64().filter(|marks| *marks > 0)
    });
    window.screenshot("search");
    let row = "return [...document.querySelectorAll('[role=option]:has(mark)')].find(
        (row) => row.querySelector('.title bdi').textContent === 'SCO Secretariat').click()";
    window.script(row, &[]);
    window.wait_for_article(SECRETARIAT);
    window.wait_for(
        "the hits are lit",
        "return (CSS.highlights.get('search-hit')?.size ?? 0) > 0",
    );
    assert!(window.has("button", "Next hit"));

    window.press(Key::Escape);
    window.press_with(&[Key::Control], "f");
    window.find("textbox", "Find in this article");
    window.write("Tashkent");
    window.wait_for(
        "the words are lit",
        "return (CSS.highlights.get('find-hit')?.size ?? 0) > 0",
    );
    window.press(Key::Escape);
    window.wait_for(
        "the light goes out",
        "return (CSS.highlights.get('find-hit')?.size ?? 0) === 0",
    );
    window.close();
}

#[test]
fn links_to_nothing_and_to_the_outside_say_so() {
    let station = Station::new();
    let folder = station.folder().join("notes");
    std::fs::create_dir(&folder).unwrap();
    let url = "https://example.org/a?b=c&d=%20e";
    let text = format!("# Links\n\nTo [[Nowhere at all]], and [outside]({url}).\n");
    std::fs::write(folder.join("Links.md"), text).unwrap();
    station.command_line(&["add", folder.to_str().unwrap()]);
    let window = station.open_with(&["pandect://notes/Links"]);
    window.wait_for_article("Links");
    let missing = "return document.querySelector('#page a.missing')?.textContent";
    assert_eq!(window.script(missing, &[]), "Nowhere at all");

    let before = window.url();
    let outside = "document.querySelector('#page a.external').click()";
    window.script(outside, &[]);
    window.find("dialog", "Open in the browser?");
    let shown = "return document.querySelector('dialog .url').textContent";
    assert_eq!(window.script(shown, &[]), url, "the whole address is shown");
    window.screenshot("outside");
    window.click_on("button", "Stay here");
    assert_eq!(station.opened_outside(), Vec::<String>::new());
    window.script(outside, &[]);
    window.click_on("button", "Open in the browser");
    until("the browser is asked", || {
        (station.opened_outside() == [url]).then_some(())
    });
    assert_eq!(window.url(), before);

    window.script("document.querySelector('#page a.missing').click()", &[]);
    let named = "return document.body.textContent.includes('Nowhere at all')";
    window.wait_for("what is missing is named", named);
    window.close();
}

#[test]
fn a_second_start_brings_its_article_into_the_open_window() {
    let station = Station::new();
    let window = station.open();
    let second = station
        .start(&[&format!("{SECRETARIAT_ADDRESS}#see-also")])
        .status();
    assert!(second.unwrap().success());
    window.wait_for_article(SECRETARIAT);
    window.wait_for(
        "the section is shown",
        "return document.querySelector('[aria-current=true]')?.textContent.includes('See also')",
    );
    let second = station
        .start(&["pandect://starter/No_such_article"])
        .status();
    assert!(second.unwrap().success());
    window.wait_for(
        "what is not there is said",
        "return document.querySelector('[role=alert]') !== null
            && document.body.textContent.includes('No such article')",
    );
    window.screenshot("missing");
    window.close();
}
