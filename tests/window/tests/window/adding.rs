//! Adding what people already have: with the program's start, while it runs, and what goes wrong.

use pandect_window_tests::{Key, Station, until};

use crate::archive::{Made, Maker};

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
    let listed = format!("{PANEL}('All the teas')");
    window.wait_for("the archive is listed", &listed);
    window.open_by_typing("oolong", "Oolong tea");

    let notes = station.folder().join("notes");
    std::fs::create_dir(&notes).unwrap();
    std::fs::write(notes.join("Pot.md"), "It holds [[Tea]].\n").unwrap();
    std::fs::write(notes.join("bad.md"), b"\xff").unwrap();
    let second = station.start(&[notes.to_str().unwrap()]).status();
    assert!(second.unwrap().success());
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
    let open = "const row = [...document.querySelectorAll('#side-panel .name')].find(
            (one) => one.querySelector('strong').textContent === 'notes');
        if (row && row.getAttribute('aria-expanded') !== 'true') row.click();
        return row !== undefined";
    window.wait_for("the collection is listed", open);
    window.click_on("button", "Remove");
    window.click_on("button", "Undo");
    window.wait_for("it is back", open);
    assert!(station.command_line(&["collections"]).contains("notes"));
    window.click_on("button", "Remove");
    window.click_on("button", "Close");
    until("it is gone for good", || {
        (!station.command_line(&["collections"]).contains("notes")).then_some(())
    });
    window.close();
}
