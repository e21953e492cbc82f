//! The window by itself.

use pandect_window_tests::Station;
use serde_json::json;

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
fn scripts_that_are_not_ours_do_not_run() {
    let station = Station::new();
    let window = station.open();
    let inline = "const script = document.createElement('script');
        try { script.textContent = 'globalThis.ran = true'; } catch {}
        document.body.append(script);
        const image = document.createElement('img');
        image.setAttribute('onerror', 'globalThis.ran = true');
        image.src = 'media://localhost/none';
        document.body.append(image);
        await new Promise((resolve) => { image.addEventListener('error', resolve); });
        return globalThis.ran ?? null;";
    let ran = window.script_to_end(
        &format!("(async () => {{ {inline} }})().then(arguments[0])"),
        &[],
    );
    assert_eq!(ran, json!(null), "an inline script ran");
    window.close();
}
