//! What is kept: the notebook, taking changes back, cards to study, copies.

use pandect_window_tests::{Key, Station, Window, until};
use serde_json::Value;

use crate::{SECRETARIAT, SECRETARIAT_ADDRESS};

const SENTENCE: &str = "It has its seat in Beijing, China, where it opened on 15 January 2004";

fn annotations(station: &Station) -> Vec<Value> {
    let all = station.ask(&["annotations"]);
    all.as_array().cloned().unwrap_or_default()
}

/// Waits until a list of marks has so many rows.
fn wait_for_rows(window: &Window<'_>, count: usize) {
    window.wait_for(
        "as many marks are listed",
        &format!("return document.querySelectorAll('main li[data-mark]').length === {count}"),
    );
}

#[test]
fn every_change_is_taken_back_and_done_again_by_its_key() {
    let station = Station::new();
    let window = station.open_with(&[SECRETARIAT_ADDRESS]);
    window.wait_for_article(SECRETARIAT);
    window.select(SENTENCE);
    window.find("toolbar", "Selected words");
    window.write("h");
    let marks = |wanted: usize| {
        until("as many marks", || {
            (annotations(&station).len() == wanted).then_some(())
        });
    };
    marks(1);
    window.press_with(&[Key::Control], "z");
    marks(0);
    window.screenshot("undone");
    window.press_with(&[Key::Control, Key::Shift], "z");
    marks(1);
    window.close();
}

#[test]
fn the_notebook_lists_what_was_marked_and_leads_to_it() {
    let station = Station::new();
    for (quote, note) in [
        (SENTENCE, "When exactly?"),
        ("led by the Secretary-General", ""),
    ] {
        station.command_line(&[
            "annotate",
            SECRETARIAT_ADDRESS,
            "--quote",
            quote,
            "--note",
            note,
            "--color",
            "blue",
        ]);
    }
    station.command_line(&[
        "bookmark",
        "add",
        "pandect://starter/Charter_of_the_Shanghai_Cooperation_Organisation",
    ]);
    let window = station.open();
    window.press_with(&[Key::Control, Key::Shift], "n");
    let listed = |count| wait_for_rows(&window, count);
    listed(3);
    window.screenshot("notebook");
    let field = window.find("searchbox", "Filter marks");
    window.click(&field);
    window.write("exactly");
    listed(1);
    window.wait_for(
        "the words of the mark are there",
        &format!("return document.querySelector('main').textContent.includes('{SENTENCE}')"),
    );
    window.click_on("button", SENTENCE);
    window.wait_for_article(SECRETARIAT);
    window.close();
}

#[test]
fn what_was_deleted_together_comes_back_together() {
    let station = Station::new();
    for quote in [SENTENCE, "led by the Secretary-General"] {
        station.command_line(&["annotate", SECRETARIAT_ADDRESS, "--quote", quote]);
    }
    let window = station.open();
    window.press_with(&[Key::Control, Key::Shift], "n");
    let rows = |count| wait_for_rows(&window, count);
    rows(2);
    window.press_with(&[Key::Control], "a");
    window.click_on("button", "Delete");
    rows(0);
    window.click_on("button", "Trash");
    rows(2);
    window.press_with(&[Key::Control], "a");
    window.find("button", "Restore");
    window.screenshot("trash");
    window.click_on("button", "Theme");
    window.click_on("menuitemcheckbox", "Dark");
    window.resize(560, 800);
    window.screenshot("trash-dark-narrow");
    window.click_on("button", "Restore");
    rows(0);
    until("the marks are back", || {
        (annotations(&station).len() == 2).then_some(())
    });
    window.screenshot("trash-empty-dark-narrow");
    window.close();
}

#[test]
fn a_card_is_studied_until_it_is_known() {
    let station = Station::new();
    station.command_line(&[
        "annotate",
        SECRETARIAT_ADDRESS,
        "--quote",
        SENTENCE,
        "--color",
        "green",
    ]);
    let window = station.open_with(&[SECRETARIAT_ADDRESS]);
    window.wait_for_article(SECRETARIAT);
    let made = window.waiting_script(
        "const [mark] = await window.__TAURI_INTERNALS__.invoke('list_annotations', { filter: {} });
         return window.__TAURI_INTERNALS__.invoke('add_cards', { annotations: [mark.id] });",
    );
    assert_eq!(made, 1);
    window.press_with(&[Key::Alt], "s");
    window.click_on("button", "Show answer");
    window.screenshot("answer");
    window.write("4");
    window.wait_for(
        "nothing is due any more",
        "return !document.body.textContent.includes('Show answer')
            && !document.querySelector('main')?.textContent.includes('Again')",
    );
    window.screenshot("studied");
    window.close();
}
