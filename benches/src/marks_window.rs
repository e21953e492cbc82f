//! Ten thousand marks in the real window: from the wish to the frame that shows what was wished.

use std::time::Duration;

use anyhow::Context as _;
use pandect_library::{Library, unwatched};
use pandect_window_tests::{Station, Window};

use crate::marked::{BARE, FULL, add, address, marks, write_edition};
use crate::summary;

const ROUNDS: usize = 15;

pub(crate) fn run() -> anyhow::Result<()> {
    let station = Station::new();
    let source = station.folder().join("notes.jsonl");
    write_edition(&source, "first")?;
    let library = Library::open(&station.data())?;
    add(&library, &source)?;
    library.import_marks_from(marks().as_bytes(), &mut unwatched)?;
    drop(library);
    let window = station.open_with(&[&address(FULL)]);
    window.wait_for_article(FULL);
    summary::heading();
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    let [bare, full, notebook] = &mut times;
    for _ in 0..ROUNDS {
        bare.push(shown(&window, &follow(BARE, false))?);
        full.push(shown(&window, &follow(FULL, true))?);
        notebook.push(shown(&window, NOTEBOOK)?);
        shown(&window, BACK)?;
    }
    let names = ["an article without marks", "with 500 marks", "the notebook"];
    for (name, times) in names.into_iter().zip(times) {
        summary::print(&format!("the window shows {name}"), times);
    }
    Ok(())
}

/// The time from a wish to the frame behind the one in which a script sees it done.
fn shown(window: &Window<'_>, wish: &str) -> anyhow::Result<Duration> {
    let script = format!("{TIMER}\n{wish}");
    let milliseconds = window.waiting_script(&script);
    let milliseconds = milliseconds.as_f64().context("no time")?;
    Ok(Duration::from_secs_f64(milliseconds / 1e3))
}

/// Follows the link of the shown article to another.
fn follow(title: &str, marked: bool) -> String {
    format!(
        "const link = [...document.querySelectorAll('#page a')].find((one) => one.textContent === '{title}');
        link.scrollIntoView();
        await frames(3);
        return timed(() => link.click(), () => titled('{title}') && (painted() > 0) === {marked});"
    )
}

const NOTEBOOK: &str = "return timed(
    () => press({ key: 'N', code: 'KeyN', ctrlKey: true, shiftKey: true }),
    () => document.querySelectorAll('[data-mark]').length >= 20);";

const BACK: &str = "return timed(
    () => press({ key: 'ArrowLeft', code: 'ArrowLeft', altKey: true }),
    () => document.querySelector('#page') !== null);";

/// What the wishes are written with. A window at rest makes no frames that could be waited for: a dot
/// in its corner that changes keeps them coming.
const TIMER: &str = "
    if (!globalThis.dot) {
      globalThis.dot = document.body.appendChild(document.createElement('div'));
      dot.style = 'position: fixed; inset: 0 auto auto 0; width: 1px; height: 1px';
      setInterval(() => { dot.style.background = dot.style.background === 'red' ? 'blue' : 'red'; }, 8);
    }
    const frames = async (many) => {
      for (let one = 0; one < many; one += 1) await new Promise(requestAnimationFrame);
    };
    const press = (key) => document.dispatchEvent(
      new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }));
    const titled = (title) => document.querySelector('#page')?.ariaBusy === null
      && document.querySelector('#article-title')?.textContent === title;
    const painted = () => [...CSS.highlights.values()].reduce((sum, one) => sum + one.size, 0);
    const timed = async (wish, done) => {
      await frames(2);
      const begun = performance.now();
      wish();
      while (!done()) await frames(1);
      await frames(2);
      return performance.now() - begun;
    };";
