//! The one window, and what it is not allowed.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use pandect_library::dto::ErrorView;
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{
    AppHandle, Emitter, Manager, Runtime, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    Window,
};

use crate::bounds::{BoundsKeeper, LEAST};
use crate::opening::defect;
use crate::shell::Shell;

/// The window's label; the capability names it too.
pub(crate) const MAIN: &str = "main";

/// The event that asks the window to open an address.
const OPEN_ADDRESS: &str = "open-address";

/// How long a loaded page may take to say that it shows something.
const PATIENCE: Duration = Duration::from_secs(1);

/// The event that asks the window to hand over what somebody was writing, and to end the program.
const CLOSING: &str = "closing";

/// How long it has for that.
const FAREWELL: Duration = Duration::from_secs(3);

/// How long the program waits at its end for writes under way.
const WRITING: Duration = Duration::from_secs(3);

/// Whether the window was shown. It is opened unseen, so that nobody sees it light before it is dark.
#[derive(Default)]
pub(crate) struct Seen(AtomicBool);

/// Opens the window where it was last time.
pub(crate) fn open<R: Runtime>(
    app: &AppHandle<R>,
    data_folder: Option<&Path>,
) -> tauri::Result<WebviewWindow<R>> {
    let bounds = app.state::<BoundsKeeper>().before();
    let size = bounds.unwrap_or_default();
    let mut builder = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Pandect")
        .inner_size(size.width, size.height)
        .min_inner_size(LEAST.0, LEAST.1)
        .maximized(size.maximized)
        .visible(false)
        .general_autofill_enabled(false)
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_page_load(|window, page| {
            if page.event() == PageLoadEvent::Finished {
                reveal_at_last(window);
            }
        });
    if let Some(folder) = data_folder {
        // What the web view keeps belongs to the library that it shows, not to the machine.
        builder = builder.data_directory(folder.join("webview"));
    }
    let on_screen = bounds.filter(|bounds| {
        app.available_monitors()
            .is_ok_and(|monitors| monitors.iter().any(|monitor| bounds.is_on(monitor)))
    });
    builder = match on_screen {
        Some(bounds) => builder.position(bounds.x, bounds.y),
        None => builder.center(),
    };
    builder.build()
}

/// Shows the window for the first time: its page is there.
pub(crate) fn reveal<R: Runtime>(window: &WebviewWindow<R>) {
    if !window.state::<Seen>().0.swap(true, Ordering::Relaxed) {
        show(window);
    }
}

/// Closes the window as its close button asks: it is gone at once, and the page saves what is being
/// written before it ends the program. One that does not answer is not waited for long.
pub(crate) fn close<R: Runtime>(window: &Window<R>) {
    let app = window.app_handle().clone();
    if window.hide().is_err() {
        tracing::warn!("the window cannot be hidden");
    }
    if window.emit_to(MAIN, CLOSING, ()).is_err() {
        tracing::warn!("the window cannot be told that it is closed");
    }
    std::thread::spawn(move || {
        std::thread::sleep(FAREWELL);
        app.exit(0);
    });
}

/// Waits for writes under way; the last thing that the program does.
pub(crate) fn finish<R: Runtime>(app: &AppHandle<R>) {
    if !app.state::<Shell>().work().wait(WRITING) {
        tracing::warn!("closed while work was under way");
    }
}

/// Brings the window forward, and asks it to open an address where there is one.
pub(crate) fn bring_forward<R: Runtime>(app: &AppHandle<R>, address: Option<&str>) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.unminimize();
        show(&window);
    }
    if let Some(address) = address {
        open_address(app, address);
    }
}

/// Asks the window to open an address.
pub(crate) fn open_address<R: Runtime>(app: &AppHandle<R>, address: &str) {
    if app.emit_to(MAIN, OPEN_ADDRESS, address).is_err() {
        tracing::warn!("an address could not be handed to the window");
    }
}

/// What a window that does not obey is shown as.
#[expect(clippy::needless_pass_by_value, reason = "handed to `map_err`")]
pub(crate) fn failure(error: tauri::Error) -> ErrorView {
    defect(&format!("the window did not do it: {error}"))
}

/// Shows a window whose page is loaded but does not say that it is there.
fn reveal_at_last<R: Runtime>(window: WebviewWindow<R>) {
    std::thread::spawn(move || {
        std::thread::sleep(PATIENCE);
        reveal(&window);
    });
}

fn show<R: Runtime>(window: &WebviewWindow<R>) {
    if window.show().and_then(|()| window.set_focus()).is_err() {
        tracing::warn!("the window cannot be shown");
    }
}

/// Whether a place is in the program itself: pages and frames go nowhere else.
fn is_own(url: &Url) -> bool {
    let host = url.host_str();
    if cfg!(windows) {
        url.scheme() == "http" && host == Some("tauri.localhost")
    } else {
        url.scheme() == "tauri" && host == Some("localhost")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_program_itself_is_own() {
        let own = if cfg!(windows) {
            "http://tauri.localhost/"
        } else {
            "tauri://localhost/"
        };
        assert!(is_own(&Url::parse(own).unwrap()));
        for other in [
            "https://example.org/",
            "http://localhost/",
            "tauri://localhost.example.org/",
            "https://tauri.localhost/",
            "media://localhost/x",
            "about:blank",
            "about:srcdoc",
            "data:text/html,x",
            "javascript:1",
            "file:///etc/passwd",
            "pandect://starter/Tea",
        ] {
            assert!(!is_own(&Url::parse(other).unwrap()), "{other}");
        }
    }
}
