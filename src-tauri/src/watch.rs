//! Tells the window when marks were changed from elsewhere: the command line on the same library.

use std::time::Duration;

use tauri::{AppHandle, Emitter, Runtime};

use crate::opening::Opening;
use crate::window;

/// How often the library is asked. The question costs microseconds.
const INTERVAL: Duration = Duration::from_secs(1);

/// The event that tells the window.
const MARKS_CHANGED: &str = "marks-changed";

/// Begins to watch, as soon as the library is open.
pub(crate) fn begin<R: Runtime>(app: AppHandle<R>, opening: Opening) {
    let watch = move || {
        let Ok(library) = opening.wait() else { return };
        let mut seen = library.changes().ok();
        loop {
            std::thread::sleep(INTERVAL);
            // A library that is busy is asked again.
            let Ok(now) = library.changes() else { continue };
            if seen.replace(now).is_some_and(|before| before != now)
                && app.emit_to(window::MAIN, MARKS_CHANGED, ()).is_err()
            {
                return;
            }
        }
    };
    if std::thread::Builder::new()
        .name("watch-marks".to_owned())
        .spawn(watch)
        .is_err()
    {
        tracing::warn!("changes from elsewhere will not be seen");
    }
}
