//! All results of a search, narrowed, and what is related to an article.

use pandect_window_tests::{Key, Station};

#[test]
fn results_stand_on_a_page_and_are_narrowed() {
    let station = Station::new();
    let notes = station.folder().join("notes");
    std::fs::create_dir(&notes).unwrap();
    let note = "---\nlanguage: fr\ncategories: [Notes]\n---\nLe secretariat de Shanghai.\n";
    std::fs::write(notes.join("Bureau.md"), note).unwrap();
    station.command_line(&["add", notes.to_str().unwrap()]);
    let window = station.open();
    window.press_with(&[Key::Control], "k");
    window.write("secretariat");
    window.press_control(Key::Enter);
    let heading = "return document.querySelector('h1')?.textContent.includes('secretariat')";
    window.wait_for("the results have a page", heading);
    let filter = "button[title=\"French\"]";
    let counted = format!("return document.querySelector('{filter}')?.textContent.includes('1')");
    window.wait_for("they are counted by language", &counted);
    window.screenshot("results");
    let narrow = format!("document.querySelector('{filter}').click()");
    window.script(&narrow, &[]);
    let titles =
        "return [...document.querySelectorAll('main li')].some((row) => row.textContent.startsWith";
    window.wait_for(
        "only the French one is left",
        &format!("{titles}('Bureau')) && !document.querySelector('main').textContent.includes('SCO Secretariat')"),
    );
    window.screenshot("results-narrowed");
    window.open_by_typing("sco secretariat", "SCO Secretariat");
    window.wait_for(
        "related articles are told",
        "const foot = document.querySelector('main footer'); foot?.scrollIntoView({ behavior: 'instant' }); \
         return [...document.querySelectorAll('h2')].some((one) => one.textContent.includes('Related'))",
    );
    window.screenshot("related");
    window.close();
}
