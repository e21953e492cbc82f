//! The second wall: what the window refuses even where a page could say it.

use std::net::TcpListener;

use pandect_window_tests::Station;
use serde_json::json;

/// Tries a way to run a script of a page's own, and says whether it ran.
fn ran(attempt: &str) -> String {
    format!(
        "globalThis.ran = false;
        try {{ {attempt} }} catch {{ /* Refused at once. */ }}
        await new Promise((resolve) => {{ setTimeout(resolve, 100); }});
        return globalThis.ran;"
    )
}

#[test]
fn scripts_of_a_page_do_not_run() {
    let station = Station::new();
    let window = station.open();
    let control = window.waiting_script(&ran("globalThis.ran = true"));
    assert_eq!(control, json!(true), "an attempt that succeeds is noticed");
    for attempt in [
        "const script = document.createElement('script');
            script.append('globalThis.ran = true'); document.body.append(script);",
        "const script = document.createElement('script');
            script.src = 'data:text/javascript,globalThis.ran = true';
            document.body.append(script);",
        "document.body.innerHTML += '<img src=x onerror=\"globalThis.ran = true\">';",
        "const image = document.createElement('img');
            image.setAttribute('onerror', 'globalThis.ran = true');
            image.src = 'media://localhost/none'; document.body.append(image);",
        "document.body.insertAdjacentHTML('beforeend',
            '<svg onload=\"globalThis.ran = true\"></svg>');",
        "setTimeout('globalThis.ran = true');",
        "eval('globalThis.ran = true');",
        "new Function('globalThis.ran = true')();",
        "location.href = 'javascript:globalThis.ran = true';",
        "const frame = document.createElement('iframe');
            frame.srcdoc = '<script>parent.ran = true</script>'; document.body.append(frame);",
        "trustedTypes.createPolicy('other', { createScript: (text) => text });
            globalThis.ran = true;",
    ] {
        assert_eq!(
            window.waiting_script(&ran(attempt)),
            json!(false),
            "ran: {attempt}"
        );
    }
    window.close();
}

#[test]
fn nothing_is_asked_of_the_network() {
    let station = Station::new();
    let window = station.open();
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    server.set_nonblocking(true).unwrap();
    let url = format!("http://{}/asked", server.local_addr().unwrap());
    let before = window.url();
    for attempt in [
        "await fetch(URL);",
        "await fetch(URL, { mode: 'no-cors' });",
        "navigator.sendBeacon(URL, 'x');",
        "new WebSocket(URL.replace('http', 'ws'));",
        "new EventSource(URL);",
        "const image = new Image(); image.src = URL; document.body.append(image);",
        "const sheet = document.createElement('link'); sheet.rel = 'stylesheet';
            sheet.href = URL; document.head.append(sheet);",
        "const frame = document.createElement('iframe'); frame.src = URL;
            document.body.append(frame);",
        "const object = document.createElement('object'); object.data = URL;
            document.body.append(object);",
        "const video = document.createElement('video'); video.src = URL;
            document.body.append(video);",
        "const form = document.createElement('form'); form.action = URL; form.method = 'post';
            document.body.append(form); form.submit();",
        "document.body.style.backgroundImage = `url(${URL})`;",
        "window.open(URL);",
        "location.href = URL;",
        "await import(URL);",
    ] {
        let attempt = attempt.replace("URL", &format!("'{url}'"));
        window.waiting_script(&ran(&attempt));
        let asked = server.accept().is_ok();
        assert!(!asked, "the network was asked by: {attempt}");
        assert_eq!(
            window.url(),
            before,
            "the window went elsewhere by: {attempt}"
        );
    }
    window.close();
}

#[test]
fn only_our_commands_are_answered() {
    let station = Station::new();
    let window = station.open();
    for command in [
        "plugin:fs|read_text_file",
        "plugin:shell|execute",
        "plugin:opener|open_url",
        "plugin:window|set_title",
        "plugin:webview|create_webview_window",
        "plugin:event|emit",
        "plugin:path|resolve_directory",
        "plugin:deep-link|register",
        "plugin:app|version",
        "no_such_command",
    ] {
        let answer = window.waiting_script(&format!(
            "return window.__TAURI_INTERNALS__.invoke('{command}', {{}})
                .then(() => 'answered', () => 'refused');"
        ));
        assert_eq!(answer, json!("refused"), "{command}");
    }
    let refused = window.waiting_script(
        "return window.__TAURI_INTERNALS__.invoke('open_external', { url: 'file:///etc/passwd' })
            .then(() => 'opened', (error) => error.code);",
    );
    assert_eq!(refused, json!("invalid-input"));
    assert_eq!(station.opened_outside(), Vec::<String>::new());
    window.close();
}
