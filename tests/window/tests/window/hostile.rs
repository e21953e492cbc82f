//! Hostile articles: no script runs, no command is reached, nothing of the window is imitated.

use std::fmt::Write as _;

use pandect_window_tests::Station;
use serde_json::{Value, json};

use crate::archive::{Made, Maker};

/// Bodies that try what the cleaner must not let through.
const ATTACKS: &[&str] = &[
    "<script>globalThis.ran = 'script'</script>",
    "<img src=x onerror=\"globalThis.ran = 'onerror'\">",
    "<svg onload=\"globalThis.ran = 'svg'\"><script>globalThis.ran = 'svg script'</script></svg>",
    "<p onclick=\"globalThis.ran = 'onclick'\" onmouseover=\"globalThis.ran = 'over'\">Press me</p>",
    "<a href=\"javascript:globalThis.ran = 'href'\">javascript</a>",
    "<a href=\" java\nscript:globalThis.ran = 'broken href'\">javascript</a>",
    "<a href=\"data:text/html,<script>parent.ran = 'data'</script>\">data</a>",
    "<iframe srcdoc=\"<script>parent.ran = 'frame'</script>\"></iframe>",
    "<object data=\"data:text/html,<script>parent.ran = 'object'</script>\"></object>",
    "<embed src=\"javascript:globalThis.ran = 'embed'\">",
    "<form action=\"javascript:globalThis.ran = 'form'\"><button>Send</button><input autofocus \
     onfocus=\"globalThis.ran = 'focus'\"></form>",
    "<base href=\"https://example.org/\"><meta http-equiv=refresh content=\"0;url=https://example.org\">",
    "<link rel=stylesheet href=\"https://example.org/x.css\"><style>* { display: none }</style>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 \
     onerror=globalThis.ran='mxss'&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror=globalThis.ran='noscript'>\">",
    "<svg></p><style><a id=\"</style><img src=1 onerror=globalThis.ran='style'>\">",
    "<p id=page class=\"tools dialog\" style=\"position: fixed; inset: 0\">I am the window</p>",
    "<a id=article-title name=__TAURI_INTERNALS__ href=\"https://example.org\">clobber</a>",
    "<dialog open>Your password</dialog><p popover=manual autofocus tabindex=1>Over you</p>",
    "<a href=\"ipc://localhost/quit\">ipc</a> <a href=\"tauri://localhost/\">tauri</a> \
     <a href=\"file:///etc/passwd\">file</a> <a href=\"media://localhost/x\">media</a>",
    "<template><script>globalThis.ran = 'template'</script></template><plaintext>",
];

#[test]
fn nothing_of_a_hostile_article_runs() {
    let station = Station::new();
    let lines: Vec<String> = ATTACKS
        .iter()
        .enumerate()
        .flat_map(|(number, body)| {
            let body = format!("<p>Before.</p>{body}<p>After.</p>");
            [
                json!({ "title": format!("Html {number}"), "html": body }).to_string(),
                json!({ "title": format!("Markdown {number}"), "markdown": body }).to_string(),
            ]
        })
        .collect();
    let file = station.folder().join("hostile.jsonl");
    std::fs::write(&file, lines.join("\n")).unwrap();
    station.command_line(&["add", file.to_str().unwrap()]);
    let pages: Vec<(String, String)> = ATTACKS
        .iter()
        .enumerate()
        .map(|(number, body)| {
            (
                format!("C/Archive_{number}"),
                format!("<p>Before.</p>{body}<p>After.</p>"),
            )
        })
        .collect();
    let mut archive = Maker::new(1, 5);
    for (path, body) in &pages {
        archive = archive.add(path, "", Made::Blob("text/html", body.as_bytes()));
    }
    let archive = archive.write(station.folder(), "hostile-archive.zim");
    station.command_line(&["add", archive.to_str().unwrap()]);

    let dump = station.folder().join("hostile-dump.xml");
    std::fs::write(&dump, dump_of_attacks()).unwrap();
    station.command_line(&["add", dump.to_str().unwrap()]);

    let window = station.open_with(&["pandect://hostile/Html_0"]);
    let home = window.url();
    for (number, attack) in ATTACKS.iter().enumerate() {
        for (collection, kind) in [
            ("hostile", "Html"),
            ("hostile", "Markdown"),
            ("hostile-archive", "Archive"),
            ("hostile-dump", "Dump"),
        ] {
            let address = format!("pandect://{collection}/{kind}_{number}");
            station.hand_over(&address);
            window.wait_for_article(&format!("{kind} {number}"));
            let found = window.waiting_script(PROVOKE);
            assert_eq!(found["ran"], Value::Null, "a script ran: {kind} {attack}");
            assert_eq!(found["foreign"], json!([]), "left in: {kind} {attack}");
            assert_eq!(found["pages"], 1, "imitates the page: {kind} {attack}");
            assert_eq!(window.url(), home, "went elsewhere: {kind} {attack}");
        }
    }
    assert_eq!(station.opened_outside(), Vec::<String>::new());
    window.close();
}

/// A dump of a wiki whose pages have an attack in them: in the text, a link, a template, a reference.
fn dump_of_attacks() -> String {
    let escape = |text: &str| {
        let text = text.replace('&', "&amp;");
        text.replace('<', "&lt;").replace('>', "&gt;")
    };
    let mut dump = "<mediawiki xml:lang=\"en\"><siteinfo></siteinfo>".to_owned();
    for (number, attack) in ATTACKS.iter().enumerate() {
        let text = format!(
            "Before.\n\n{attack}\n\n[[#Before|{attack}]] {{{{Box|a={attack}}}}} x<ref>{attack}</ref>\n\
             {{|\n| {attack} || style=\"{attack}\" | y\n|}}\n[javascript:globalThis.ran='link' x]"
        );
        let _ = write!(
            dump,
            "<page><title>Dump {number}</title><ns>0</ns><revision><text>{}</text></revision></page>",
            escape(&text)
        );
    }
    dump + "</mediawiki>"
}

/// Presses and points at everything in the article, closes what asks, and says what came of it.
const PROVOKE: &str = "
    const page = document.querySelector('#page');
    for (const element of page.querySelectorAll('*')) {
      for (const type of ['mouseover', 'focus', 'click']) {
        element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
      }
    }
    await new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve, 20)); });
    for (const dialog of document.querySelectorAll('dialog')) dialog.close();
    const kinds = 'script, style, link, meta, base, iframe, object, embed, form, input, button, '
      + 'svg, dialog, template, noscript, [style], [popover], [autofocus], [srcdoc]';
    const foreign = [...page.querySelectorAll(kinds)].map((one) => one.outerHTML);
    for (const element of page.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on') || /^\\s*(javascript|data|file|ipc|tauri):/i.test(value)) {
          foreign.push(element.outerHTML);
        }
        if (name === 'id' && !value.startsWith('s-') && !value.startsWith('c-')) {
          foreign.push(`id=${value}`);
        }
      }
    }
    return { ran: globalThis.ran ?? null, foreign,
      pages: document.querySelectorAll('[id=page]').length };";
