//! How it looks is kept, and reaches into the article.

use pandect_window_tests::{Key, Station, until};
use serde_json::{Value, json};

use crate::{SECRETARIAT, SECRETARIAT_ADDRESS};

#[test]
fn themes_reach_into_the_article_and_are_kept() {
    let station = Station::new();
    let window = station.open_with(&[SECRETARIAT_ADDRESS]);
    window.wait_for_article(SECRETARIAT);
    for (name, paper) in [
        ("Light", "rgb(252, 251, 248)"),
        ("Sepia", "rgb(246, 236, 217)"),
        ("Dark", "rgb(23, 24, 27)"),
    ] {
        window.click_on("button", "Theme");
        window.click_on("menuitemcheckbox", name);
        window.wait_for(
            "the article has its paper",
            &format!(
                "let one = document.querySelector('#page');
                while (one && getComputedStyle(one).backgroundColor === 'rgba(0, 0, 0, 0)')
                    one = one.parentElement;
                return one !== null && getComputedStyle(one).backgroundColor === '{paper}'"
            ),
        );
        window.screenshot(&format!("theme-{}", name.to_lowercase()));
    }
    let kept = station.data().join("window.json");
    until("the paper is kept, for the window to be shown in", || {
        let kept: Value = serde_json::from_slice(&std::fs::read(&kept).ok()?).ok()?;
        (kept["paper"] == json!({ "color": [23, 24, 27], "dark": null })).then_some(())
    });
    window.close();
    let window = station.open();
    window.wait_for_article(SECRETARIAT);
    let theme = window.script("return document.documentElement.dataset.theme", &[]);
    assert_eq!(theme, "dark");
    window.close();
}

#[test]
fn the_place_in_an_article_is_kept() {
    let station = Station::new();
    let window = station.open_with(&[SECRETARIAT_ADDRESS]);
    window.wait_for_article(SECRETARIAT);
    window.click_on("button", "Controversies and debates");
    let top = "return Math.round([...document.querySelectorAll('#page h2')].find(
        (one) => one.textContent.includes('Controversies')).getBoundingClientRect().top)";
    window.wait_for(
        "the section is at the upper edge",
        &top.replace("return ", "return 160 > "),
    );
    let before = window.script(top, &[]).as_i64().unwrap();
    window.close();
    let window = station.open();
    window.wait_for_article(SECRETARIAT);
    window.wait_for(
        "the window comes back at the same line",
        &format!(
            "{}) < 3",
            top.replace("return ", &format!("return Math.abs(-{before} + "))
        ),
    );
    window.close();
}

#[test]
fn a_narrow_window_still_has_everything() {
    let station = Station::new();
    let window = station.open_with(&[SECRETARIAT_ADDRESS]);
    window.wait_for_article(SECRETARIAT);
    window.resize(480, 720);
    window.wait_for("the window is narrow", "return innerWidth <= 500");
    let overflow = "return document.documentElement.scrollWidth - innerWidth";
    assert_eq!(window.script(overflow, &[]), json!(0), "nothing sticks out");
    window.screenshot("narrow");
    window.press_with(&[Key::Control], "b");
    window.find("button", "Controversies and debates");
    window.screenshot("narrow-panel");
    window.close();
}
