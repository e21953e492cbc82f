//! The window by itself.

use pandect_window_tests::Station;

#[test]
fn the_window_opens_with_its_title() {
    let station = Station::new();
    let window = station.open();
    assert!(
        window.title().contains("Pandect"),
        "the title is {}",
        window.title()
    );
    window.screenshot("start");
    window.close();
}

#[test]
fn the_window_comes_back_as_it_was_left() {
    let station = Station::new();
    let window = station.open();
    window.resize(900, 700);
    let size = window.size();
    window.close();
    let window = station.open();
    assert_eq!(window.size(), size);
    window.close();
}
