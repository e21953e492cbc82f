//! Marking: what is marked is there again at the next start, and after the text changed.

use pandect_window_tests::{Key, Station, Window, until};
use serde_json::Value;

use crate::{SECRETARIAT, SECRETARIAT_ADDRESS};

const SENTENCE: &str = "It has its seat in Beijing, China, where it opened on 15 January 2004";

fn select(window: &Window<'_>, quote: &str) {
    window.select(quote);
    window.find("toolbar", "Selected words");
}

fn annotations(station: &Station) -> Vec<Value> {
    let all = station.ask(&["annotations"]);
    all.as_array().cloned().unwrap_or_default()
}

#[test]
fn bookmark_and_note_are_there_again_after_a_restart() {
    let station = Station::new();
    let window = station.open();
    window.open_by_typing("secretariat", SECRETARIAT);
    window.click_on("button", "History and structure");
    window.wait_for(
        "the section is the current one",
        "return document.querySelector('[aria-current=true]')?.textContent.includes('History')",
    );
    window.write("b");
    window.find("button", "Undo");
    window.screenshot("bookmarked");

    select(&window, SENTENCE);
    window.screenshot("selection");
    window.click_on("button", "Note");
    window.find("textbox", "Note");
    window.write("Before the *charter*?");
    window.press_control(Key::Enter);
    until("the note is kept", || {
        let all = annotations(&station);
        (all.len() == 1 && all[0]["note"] == "Before the *charter*?").then_some(())
    });
    select(&window, "led by the Secretary-General");
    window.click_on("button", "Highlight, green");
    until("the highlight is kept", || {
        (annotations(&station).len() == 2).then_some(())
    });
    window.screenshot("marked");
    window.close();

    let window = station.open();
    window.wait_for_article(SECRETARIAT);
    window.wait_for(
        "the marks are painted",
        "const wordsOf = ({ startContainer, startOffset, endContainer, endOffset }) => {
            const range = document.createRange();
            range.setStart(startContainer, startOffset);
            range.setEnd(endContainer, endOffset);
            return String(range);
        };
        const painted = [...CSS.highlights].filter(([name]) => name.startsWith('mark'))
            .flatMap(([, highlight]) => [...highlight]);
        const words = painted.map(wordsOf).join('');
        return words.includes('where it opened on 15 January 2004')
            && words.includes('led by the Secretary-General')
            && painted.every((range) => range instanceof StaticRange);",
    );
    let kept = station.ask(&["bookmarks"]);
    assert_eq!(
        kept[0]["address"],
        format!("{SECRETARIAT_ADDRESS}#history-and-structure")
    );
    window.press_with(&[Key::Alt], "2");
    let row = "SCO Secretariat – History and structure";
    window.wait_for(
        "the bookmark is listed",
        &format!("return document.querySelector('[data-bookmark]')?.textContent.includes('{row}')"),
    );
    window.screenshot("bookmarks");
    window.press_with(&[Key::Alt], "3");
    window.wait_for(
        "the note is listed",
        "return document.querySelector('#side-panel')?.textContent.includes('Before the charter?')",
    );
    window.screenshot("notes");
    window.close();
}

#[test]
fn a_card_stands_beside_its_words() {
    let station = Station::new();
    let folder = station.folder().join("notes");
    std::fs::create_dir(&folder).unwrap();
    let article = "Many words stand before the ones that are marked. ".repeat(150)
        + "Here they are, and more behind them.\n\nAnother paragraph.\n";
    std::fs::write(folder.join("Long.md"), format!("# Long\n\n{article}")).unwrap();
    station.command_line(&["add", folder.to_str().unwrap()]);
    let address = "pandect://notes/Long";
    let note = [
        "annotate",
        address,
        "--quote",
        "Here they are",
        "--note",
        "Late",
    ];
    station.command_line(&note);
    let window = station.open_with(&[address]);
    window.wait_for_article("Long");
    window.wait_for(
        "the card is level with the line of its words",
        "const page = document.querySelector('#page');
        page.lastElementChild.scrollIntoView({ block: 'end' });
        const words = [...CSS.highlights].find(([name]) => name.startsWith('mark'))?.[1];
        const card = document.querySelector('.margin .place');
        if (!words?.size || !card) return false;
        const [{ startContainer, startOffset, endOffset }] = words;
        const range = document.createRange();
        range.setStart(startContainer, startOffset);
        range.setEnd(startContainer, endOffset);
        const block = startContainer.parentElement.getBoundingClientRect();
        const line = range.getBoundingClientRect();
        return line.top - block.top > 2000
            && Math.abs(card.getBoundingClientRect().top - line.top) < 8;",
    );
    window.close();
}

#[test]
fn what_is_deleted_comes_back_by_undo() {
    let station = Station::new();
    station.command_line(&[
        "annotate",
        SECRETARIAT_ADDRESS,
        "--quote",
        SENTENCE,
        "--note",
        "Mine",
    ]);
    let window = station.open_with(&[SECRETARIAT_ADDRESS]);
    window.wait_for_article(SECRETARIAT);
    window.write("]");
    window.click_on("button", "Delete");
    until("it is gone", || {
        annotations(&station).is_empty().then_some(())
    });
    window.click_on("button", "Undo");
    until("it is back", || {
        (annotations(&station).len() == 1).then_some(())
    });
    window.close();
}

#[test]
fn a_passage_that_was_reworded_asks_and_one_that_is_gone_waits() {
    let station = Station::new();
    let folder = station.folder().join("notes");
    std::fs::create_dir(&folder).unwrap();
    let file = folder.join("Tea.md");
    let first = "# Tea\n\nMost oolong leaves wither under the strong morning sun for three hours. \
        They are curled by hand in large bamboo baskets until their edges bruise.\n\n\
        ## Taste\n\nSweet, and fruity at the first infusion.\n";
    std::fs::write(&file, first).unwrap();
    station.command_line(&["add", folder.to_str().unwrap()]);
    let address = "pandect://notes/Tea";
    let reworded = "Most oolong leaves wither under the strong morning sun for three hours.";
    let gone = "Sweet, and fruity at the first infusion.";
    for quote in [reworded, gone] {
        station.command_line(&["annotate", address, "--quote", quote, "--color", "blue"]);
    }
    let second = "# Tea\n\nThe leaves of most kinds wither for hours, some under the sun. \
        They are curled by hand in large bamboo baskets until their edges bruise.\n\n\
        ## Trade\n\nIt is sold by weight.\n";
    std::fs::write(&file, second).unwrap();
    station.command_line(&["add", folder.to_str().unwrap()]);
    let window = station.open_with(&[address]);
    window.wait_for_article("Tea");
    window.wait_for(
        "the tray counts it",
        "const tray = document.querySelector('#side-panel .tray > summary');
        tray?.click();
        return tray?.textContent.includes('Marks without a place (1)') === true;",
    );
    window.wait_for(
        "the one without a place waits in the tray",
        &format!("return document.querySelector('#side-panel').textContent.includes('{gone}')"),
    );
    let all = annotations(&station);
    let status = |quote: &str| {
        let one = all.iter().find(|one| one["quote"] == quote).unwrap();
        one["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(status(gone), "orphaned");
    if status(reworded) == "approximate" {
        window.wait_for(
            "it asks to be checked",
            "return document.body.textContent.includes('Check this passage')",
        );
    }
    window.screenshot("waiting");
    window.close();
}
