//! One open window.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::client::{Client, Element};
use crate::station::Station;
use crate::wait::{eventually, until};

/// Keys that write nothing, as WebDriver names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Control.
    Control = 0xE009,
    /// Shift.
    Shift = 0xE008,
    /// Alt.
    Alt = 0xE00A,
    /// Enter.
    Enter = 0xE007,
    /// Escape.
    Escape = 0xE00C,
    /// Tab.
    Tab = 0xE004,
    /// Backspace.
    Backspace = 0xE003,
    /// Arrow to the left.
    Left = 0xE012,
    /// Arrow upwards.
    Up = 0xE013,
    /// Arrow to the right.
    Right = 0xE014,
    /// Arrow downwards.
    Down = 0xE015,
    /// End.
    End = 0xE010,
    /// Home.
    Home = 0xE011,
}

impl Key {
    fn code(self) -> String {
        char::from_u32(self as u32)
            .map(String::from)
            .unwrap_or_default()
    }
}

/// The window of a running program. It is closed when it is dropped.
pub struct Window<'station> {
    station: &'station Station,
    client: Client,
    session: String,
    open: bool,
}

impl<'station> Window<'station> {
    pub(crate) fn open(station: &'station Station, program: &Path, arguments: &[String]) -> Self {
        // A start while the one before is dying would hand its address to it, and end.
        station.wait_until_closed();
        let client = station.client().clone();
        let options = json!({ "binary": program, "args": arguments });
        let wanted = json!({ "alwaysMatch": { "webkitgtk:browserOptions": options } });
        let session = client
            .post("/session", &json!({ "capabilities": wanted }))
            .unwrap_or_else(|error| panic!("the window does not open: {error}"));
        let session = session["sessionId"].as_str().expect("a session").to_owned();
        let window = Self {
            station,
            client,
            session,
            open: true,
        };
        window.wait_for(
            "the window shows something",
            "return innerWidth > 0 && document.querySelector('#app > *') !== null",
        );
        window
    }

    /// Ends the program by its key for that, and waits until it has ended.
    pub fn close(mut self) {
        // The program may be gone before it answers.
        let _ = self.try_script(QUIT_KEY, &[]);
        self.station.wait_until_closed();
        self.end();
    }

    /// Ends the program without giving it a chance to do anything more, as a crash does.
    pub fn kill(mut self) {
        self.end();
        self.station.wait_until_closed();
    }

    /// Runs a script in the page and gives its answer. Arguments are `arguments[0]` and on.
    pub fn script(&self, script: &str, arguments: &[Value]) -> Value {
        self.try_script(script, arguments)
            .unwrap_or_else(|error| panic!("the script `{script}` failed: {error}"))
    }

    /// Runs a script in the page that may fail.
    pub fn try_script(&self, script: &str, arguments: &[Value]) -> Result<Value, String> {
        self.post(
            "execute/sync",
            &json!({ "script": script, "args": arguments }),
        )
    }

    /// Runs a script in the page that may wait, and gives its answer.
    pub fn waiting_script(&self, script: &str) -> Value {
        let script = format!(
            "const done = arguments[0];
            (async () => {{ {script} }})().then(done, (error) => done({{ failed: String(error) }}));"
        );
        let answer = self.post("execute/async", &json!({ "script": script, "args": [] }));
        match answer {
            Ok(answer) if answer["failed"].is_null() => answer,
            other => panic!("the script `{script}` failed: {other:?}"),
        }
    }

    /// The document's title.
    pub fn title(&self) -> String {
        let title = self.get("title").unwrap_or_else(|error| panic!("{error}"));
        title.as_str().unwrap_or_default().to_owned()
    }

    /// Where the page is.
    pub fn url(&self) -> String {
        let url = self.get("url").unwrap_or_else(|error| panic!("{error}"));
        url.as_str().unwrap_or_default().to_owned()
    }

    /// The text of the shown article.
    pub fn page_text(&self) -> Option<String> {
        let text = self.script(
            "return document.querySelector('#page')?.textContent ?? null",
            &[],
        );
        text.as_str().map(ToOwned::to_owned)
    }

    /// Waits until the article with this title is shown.
    pub fn wait_for_article(&self, title: &str) {
        // Of a long article only what is in view stands at first, and faces that come move lines.
        let shown = "const page = document.querySelector('#page');
            const whole = page && page.ariaBusy !== 'true' && document.fonts.status === 'loaded';
            return whole && document.querySelector('#article-title')?.textContent || ''";
        let mut last = String::new();
        let found = eventually(|| {
            self.script(shown, &[])
                .as_str()
                .unwrap_or_default()
                .clone_into(&mut last);
            (last == title).then_some(())
        });
        assert!(
            found.is_some(),
            "the article `{title}` is not shown, but `{last}`"
        );
    }

    /// The visible elements of a role whose accessible name this is, or begins with this and an
    /// ellipsis: `Bookmark`, `Highlight…`.
    pub fn find_all(&self, role: &str, name: &str) -> Vec<Element> {
        let found = self.script(FIND, &[json!(role), json!(name)]);
        found
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Element::from_value)
            .collect()
    }

    /// The one element of a role with a name, as soon as it is there.
    pub fn find(&self, role: &str, name: &str) -> Element {
        let found = eventually(|| self.find_all(role, name).into_iter().next());
        found.unwrap_or_else(|| {
            let all = self.script(NAMES, &[json!(role)]);
            panic!("there is no {role} `{name}`, but {all}")
        })
    }

    /// Whether there is an element of a role with a name now.
    pub fn has(&self, role: &str, name: &str) -> bool {
        !self.find_all(role, name).is_empty()
    }

    /// Opens the article with this title as a person does: by typing, and choosing it.
    pub fn open_by_typing(&self, typed: &str, title: &str) {
        self.press_with(&[Key::Control], "k");
        self.write(typed);
        let option = until("the title is among the results", || {
            let found = self.script(OPTION, &[json!(title)]);
            Element::from_value(&found)
        });
        self.click(&option);
        self.wait_for_article(title);
    }

    /// Waits until a script of the page answers with true.
    pub fn wait_for(&self, what: &str, script: &str) {
        until(what, || (self.script(script, &[]) == true).then_some(()));
    }

    /// Clicks an element, as soon as it stands still: the pointer goes to where it was.
    pub fn click(&self, element: &Element) {
        let still = json!({ "script": STANDS_STILL, "args": [element.value()] });
        self.post("execute/async", &still)
            .unwrap_or_else(|error| panic!("{error}"));
        let place = format!("element/{}/click", element.reference());
        self.post(&place, &json!({}))
            .unwrap_or_else(|error| panic!("{error}"));
    }

    /// Clicks the element of a role with a name.
    pub fn click_on(&self, role: &str, name: &str) {
        self.click(&self.find(role, name));
    }

    /// Writes a text, key by key, to where the focus is.
    pub fn write(&self, text: &str) {
        let keys = text
            .chars()
            .flat_map(|character| press(&character.to_string()));
        self.act(&json!([{ "type": "key", "id": "keys", "actions": keys.collect::<Vec<_>>() }]));
    }

    /// Presses a key that writes nothing.
    pub fn press(&self, key: Key) {
        self.act(&json!([{ "type": "key", "id": "keys", "actions": press(&key.code()) }]));
    }

    /// Presses a key that writes nothing while Control is held.
    pub fn press_control(&self, key: Key) {
        self.press_with(&[Key::Control], &key.code());
    }

    /// Presses a key while others are held.
    pub fn press_with(&self, held: &[Key], key: &str) {
        let down = held
            .iter()
            .map(|key| json!({ "type": "keyDown", "value": key.code() }));
        let up = held
            .iter()
            .rev()
            .map(|key| json!({ "type": "keyUp", "value": key.code() }));
        let actions: Vec<_> = down.chain(press(key)).chain(up).collect();
        self.act(&json!([{ "type": "key", "id": "keys", "actions": actions }]));
    }

    /// Selects a passage of the shown article with the pointer, as a person does.
    pub fn select(&self, quote: &str) {
        let ends = self.script(PASSAGE, &[json!(quote)]);
        assert!(ends.is_object(), "`{quote}` is not in the article");
        let moved = |x: &str, y: &str| json!({ "type": "pointerMove", "duration": 40, "x": ends[x], "y": ends[y] });
        let actions = json!([
            moved("left", "top"),
            { "type": "pointerDown", "button": 0 },
            moved("right", "bottom"),
            { "type": "pointerUp", "button": 0 },
        ]);
        let mouse = json!({ "pointerType": "mouse" });
        self.act(&json!([
            { "type": "pointer", "id": "mouse", "parameters": mouse, "actions": actions }
        ]));
        let selected = self.script("return String(document.getSelection())", &[]);
        assert_eq!(selected, quote, "the passage that was selected");
    }

    /// Makes the window so large.
    pub fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height });
        self.post("window/rect", &size)
            .unwrap_or_else(|error| panic!("{error}"));
    }

    /// How large the page is, in pixels of the page.
    pub fn size(&self) -> (u64, u64) {
        let size = self.script("return [innerWidth, innerHeight]", &[]);
        (
            size[0].as_u64().unwrap_or_default(),
            size[1].as_u64().unwrap_or_default(),
        )
    }

    /// Keeps a picture of the window, where `PANDECT_SCREENSHOTS` names a folder for them.
    pub fn screenshot(&self, name: &str) {
        let Some(folder) = std::env::var_os("PANDECT_SCREENSHOTS").map(PathBuf::from) else {
            return;
        };
        // What was asked for a moment ago is painted with one of the next frames.
        self.waiting_script(PAINTED);
        // Where the processor draws, the driver waits for a frame that a page at rest does not make.
        self.script(KEEP_PAINTING, &[]);
        let picture = self
            .get("screenshot")
            .unwrap_or_else(|error| panic!("{error}"));
        self.script(REST, &[]);
        let picture = STANDARD
            .decode(picture.as_str().unwrap_or_default())
            .expect("a picture");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(format!("{name}.png")), picture).expect("a file");
    }

    fn act(&self, actions: &Value) {
        let done = self.post("actions", &json!({ "actions": actions }));
        done.unwrap_or_else(|error| panic!("{error}"));
    }

    fn get(&self, command: &str) -> Result<Value, String> {
        self.client
            .get(&format!("/session/{}/{command}", self.session))
    }

    fn post(&self, command: &str, body: &Value) -> Result<Value, String> {
        self.client
            .post(&format!("/session/{}/{command}", self.session), body)
    }

    fn end(&mut self) {
        if std::mem::take(&mut self.open) {
            // The driver kills the program; one that has ended already has no session either.
            let _ = self.client.delete(&format!("/session/{}", self.session));
        }
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        self.end();
    }
}

fn press(key: &str) -> [Value; 2] {
    [
        json!({ "type": "keyDown", "value": key }),
        json!({ "type": "keyUp", "value": key }),
    ]
}

/// Visible elements by role and accessible name, after the parts of the specification that the
/// interface uses.
const FIND: &str = include_str!("find.js");

/// The accessible names of the visible elements of a role, for messages.
const NAMES: &str = include_str!("names.js");

/// The key that ends the program, wherever the focus is.
const QUIT_KEY: &str = "document.dispatchEvent(new KeyboardEvent('keydown',
    { key: 'q', code: 'KeyQ', ctrlKey: true, bubbles: true, cancelable: true }))";

/// Waits until everything is painted that is to be.
const PAINTED: &str = "await document.fonts.ready;
    await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)));
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);";

/// Waits until an element is at the same place in three frames.
const STANDS_STILL: &str = "const [element, done] = arguments;
    const place = () => JSON.stringify(element.getBoundingClientRect());
    let before = place();
    let frames = 0;
    const look = () => {
      const now = place();
      frames = now === before ? frames + 1 : 0;
      before = now;
      if (frames === 3) done();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);";

/// Changes what is painted, again and again, without a difference that can be seen.
const KEEP_PAINTING: &str = "let light = 0.999;
    globalThis.painting = setInterval(() => {
      light = 1.999 - light;
      document.body.style.opacity = String(light);
    }, 15);";

/// Ends that.
const REST: &str = "clearInterval(globalThis.painting); document.body.style.opacity = ''";

/// The row of the results whose title this is.
const OPTION: &str = "return [...document.querySelectorAll('[role=option]')].find(
    (row) => row.querySelector('.title bdi')?.textContent === arguments[0]) ?? null";

/// Where the ends of a passage of the article are on the screen.
const PASSAGE: &str = include_str!("passage.js");
