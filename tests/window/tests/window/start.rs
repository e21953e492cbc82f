//! The window by itself.

use pandect_window_tests::{Station, until};

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
    until("the window has its new size", || {
        (window.size() == (900, 700)).then_some(())
    });
    window.close();
    let window = station.open();
    assert_eq!(window.size(), (900, 700));
    window.close();
}

#[test]
fn a_second_start_ends_and_leaves_the_first_running() {
    let station = Station::new();
    let window = station.open();
    let second = station
        .start(&["pandect://starter/Nowhere"])
        .status()
        .unwrap();
    assert!(second.success(), "the second start ended with {second}");
    assert!(
        window.title().contains("Pandect"),
        "the first one still answers"
    );
    window.close();
}
