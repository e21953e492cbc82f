//! Adding what people already have: with the program's start, while it runs, and what goes wrong.

use std::fmt::Write as _;

use pandect_window_tests::{Key, Station, until};

use crate::archive::{Made, Maker};

/// Whether a collection of this title is in the list.
const LISTED: &str = "return [...document.querySelectorAll('#side-panel .name strong')].map((one) => one.textContent).includes";
const PANEL: &str = "return document.querySelector('#side-panel').textContent.includes";

#[test]
fn what_the_program_is_opened_with_joins_the_library() {
    let station = Station::new();
    let archive = Maker::new(1, 5)
        .edition(2)
        .add(
            "C/Oolong",
            "Oolong tea",
            Made::Blob("text/html", b"<p>Half oxidised, from the mountains.</p>"),
        )
        .add("M/Title", "", Made::Blob("text/plain", b"All the teas"))
        .write(station.folder(), "teas.zim");
    let window = station.open_with(&[archive.to_str().unwrap()]);
    window.press_with(&[Key::Alt], "5");
    let proposed = format!("{PANEL}('All the teas')");
    window.wait_for("the archive is proposed", &proposed);
    window.screenshot("proposed");
    window.click_on("button", "Add");
    window.wait_for(
        "the archive is listed",
        &format!("{LISTED}('All the teas')"),
    );
    window.open_by_typing("oolong", "Oolong tea");

    let notes = station.folder().join("notes");
    std::fs::create_dir(&notes).unwrap();
    std::fs::write(notes.join("Pot.md"), "It holds [[Tea]].\n").unwrap();
    std::fs::write(notes.join("bad.md"), b"\xff").unwrap();
    let second = station.start(&[notes.to_str().unwrap()]).status();
    assert!(second.unwrap().success());
    window.click_on("button", "Add");
    window.wait_for("the notes are listed", &format!("{LISTED}('notes')"));
    window.click_on("button", "Report");
    window.wait_for("what was left out is told", &format!("{PANEL}('bad.md')"));
    window.screenshot("added");
    window.open_by_typing("pot", "Pot");

    let damaged = station.folder().join("damaged.zim");
    let bytes = std::fs::read(&archive).unwrap();
    std::fs::write(&damaged, &bytes[..100]).unwrap();
    assert!(
        station
            .start(&[damaged.to_str().unwrap()])
            .status()
            .unwrap()
            .success()
    );
    window.wait_for(
        "it says why it is not added",
        &format!("{PANEL}('Not added')"),
    );
    window.screenshot("not-added");
    window.close();
}

#[test]
fn a_removed_collection_comes_back_by_undo() {
    let station = Station::new();
    let notes = station.folder().join("notes");
    std::fs::create_dir(&notes).unwrap();
    std::fs::write(notes.join("Pot.md"), "It holds tea.\n").unwrap();
    station.command_line(&["add", notes.to_str().unwrap()]);
    let window = station.open();
    window.press_with(&[Key::Alt], "5");
    let listed = format!("{LISTED}('notes')");
    window.wait_for("the collection is listed", &listed);
    window.click_on("button", "Actions for notes");
    window.click_on("menuitem", "Remove");
    window.click_on("button", "Undo");
    window.wait_for("it is back", &listed);
    assert!(station.command_line(&["collections"]).contains("notes"));
    window.click_on("button", "Actions for notes");
    window.click_on("menuitem", "Remove");
    window.click_on("button", "Close");
    until("it is gone for good", || {
        (!station.command_line(&["collections"]).contains("notes")).then_some(())
    });
    window.close();
}

#[test]
fn a_collection_is_browsed_by_letter_and_category() {
    let station = Station::new();
    let dump = station.folder().join("teawiki-20260102-pages.xml");
    let mut pages = String::new();
    for (title, text) in [
        ("Green tea", "A [[drink]]. [[Category:Hot drinks]]"),
        ("Lemonade", "Cold. [[Category:Cold drinks]]"),
        ("Lassi", "Cold, of milk. [[Category:Cold drinks]]"),
    ] {
        let _ = write!(
            pages,
            "<page><title>{title}</title><ns>0</ns><revision><text>{text}</text></revision></page>"
        );
    }
    let head = "<mediawiki xml:lang=\"en\"><siteinfo><sitename>Teas</sitename><dbname>teawiki</dbname></siteinfo>";
    std::fs::write(&dump, format!("{head}{pages}</mediawiki>")).unwrap();
    station.command_line(&["add", dump.to_str().unwrap()]);
    let window = station.open();
    window.press_with(&[Key::Alt], "5");
    let open = "const row = document.querySelector('[data-collection=teawiki] .name');
        row?.click();
        return Boolean(row)";
    window.wait_for("the collection is listed", open);
    let shows = |text: &str| {
        format!("return document.querySelector('main, .stage').textContent.includes('{text}')")
    };
    window.wait_for("its articles are listed", &shows("Lemonade"));
    window.screenshot("browse");
    window.click_on("button", "Lemonade");
    window.wait_for_article("Lemonade");
    window.click_on("button", "Cold drinks");
    window.wait_for("the category is listed", &shows("Lassi"));
    window.screenshot("category");
    window.close();
}
