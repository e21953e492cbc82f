//! Where the window stands, how large it is and on what paper, from one start to the next. Kept in
//! `window.json` of the data folder whenever it changes, not at the end: a program may end without a
//! chance to.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use std::{fs, io};

use serde::{Deserialize, Serialize};
use tauri::{Monitor, Runtime, Window};

use crate::paper::Paper;

/// How long the window must rest before its place is written.
const REST: Duration = Duration::from_millis(300);

/// The least size of the window.
pub(crate) const LEAST: (f64, f64) = (480.0, 400.0);

/// How much of the window must be on a screen for its place to be used again.
const SHOWING: f64 = 80.0;

/// A window's place and size in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Bounds {
    /// Left edge.
    pub(crate) x: f64,
    /// Upper edge.
    pub(crate) y: f64,
    /// Width inside the frame.
    pub(crate) width: f64,
    /// Height inside the frame.
    pub(crate) height: f64,
    /// Whether it fills the screen; the other values are those of before.
    pub(crate) maximized: bool,
    /// The paper that the page was on last.
    #[serde(default)]
    pub(crate) paper: Option<Paper>,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            x: 0.0,
            y: 0.0,
            width: 1280.0,
            height: 860.0,
            maximized: false,
            paper: None,
        }
    }
}

impl Bounds {
    /// Whether enough of a window's upper edge is on that screen to take hold of it.
    pub(crate) fn is_on(&self, monitor: &Monitor) -> bool {
        let scale = monitor.scale_factor();
        let corner = monitor.position().to_logical::<f64>(scale);
        let size = monitor.size().to_logical::<f64>(scale);
        self.shows_on((corner.x, corner.y), (size.width, size.height))
    }

    fn shows_on(&self, corner: (f64, f64), size: (f64, f64)) -> bool {
        let across = (self.x + self.width).min(corner.0 + size.0) - self.x.max(corner.0);
        let down = corner.1 + size.1 - self.y;
        across >= SHOWING && down >= SHOWING && self.y >= corner.1 - 1.0
    }
}

/// Keeps the window's bounds in a file.
pub(crate) struct BoundsKeeper {
    before: Option<Bounds>,
    latest: Mutex<Bounds>,
    sender: Mutex<Option<Sender<Bounds>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl BoundsKeeper {
    /// Reads what the last start left, and begins to keep what comes. Without a data folder nothing
    /// is kept.
    pub(crate) fn begin(data_folder: Option<&Path>) -> Self {
        let file = data_folder.map(|folder| folder.join("window.json"));
        let before = file.as_deref().and_then(read);
        let (sender, receiver) = channel();
        let writer = file.and_then(|file| {
            let write = move || write_when_resting(&file, &receiver);
            std::thread::Builder::new()
                .name("window-bounds".to_owned())
                .spawn(write)
                .ok()
        });
        Self {
            before,
            latest: Mutex::new(before.unwrap_or_default()),
            sender: Mutex::new(Some(sender)),
            writer: Mutex::new(writer),
        }
    }

    /// What the last start left.
    pub(crate) fn before(&self) -> Option<Bounds> {
        self.before
    }

    /// Takes note of where the window is now.
    pub(crate) fn note<R: Runtime>(&self, window: &Window<R>) {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(now) = measure(window, *latest) {
            self.keep(&mut latest, now);
        }
    }

    /// Takes note of the paper that the page is on now.
    pub(crate) fn keep_paper(&self, paper: Paper) {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Bounds {
            paper: Some(paper),
            ..*latest
        };
        self.keep(&mut latest, now);
    }

    fn keep(&self, latest: &mut Bounds, now: Bounds) {
        if now == *latest {
            return;
        }
        *latest = now;
        if let Some(sender) = &*self.sender.lock().unwrap_or_else(PoisonError::into_inner) {
            // Without a writer there is nowhere to keep it.
            let _ = sender.send(now);
        }
    }

    /// Writes what is still to be written.
    pub(crate) fn finish(&self) {
        self.sender
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let writer = self
            .writer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(writer) = writer {
            let _ = writer.join();
        }
    }
}

fn measure<R: Runtime>(window: &Window<R>, latest: Bounds) -> tauri::Result<Bounds> {
    if window.is_minimized()? || window.is_fullscreen()? {
        return Ok(latest);
    }
    if window.is_maximized()? {
        return Ok(Bounds {
            maximized: true,
            ..latest
        });
    }
    let scale = window.scale_factor()?;
    let corner = window.outer_position()?.to_logical(scale);
    let size = window.inner_size()?.to_logical(scale);
    Ok(Bounds {
        x: corner.x,
        y: corner.y,
        width: size.width,
        height: size.height,
        maximized: false,
        paper: latest.paper,
    })
}

/// Bounds that make no sense are those of no window.
fn read(file: &Path) -> Option<Bounds> {
    let bounds: Bounds = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    let sound = bounds.x.is_finite() && bounds.y.is_finite();
    (sound && bounds.width >= LEAST.0 && bounds.height >= LEAST.1).then_some(bounds)
}

fn write_when_resting(file: &Path, receiver: &Receiver<Bounds>) {
    while let Ok(mut bounds) = receiver.recv() {
        while let Ok(newer) = receiver.recv_timeout(REST) {
            bounds = newer;
        }
        if let Err(error) = write(file, bounds) {
            tracing::warn!(kind = ?error.kind(), "the window's place cannot be kept");
        }
    }
}

/// Writes beside and renames, so that the file is whole at any time.
fn write(file: &Path, bounds: Bounds) -> io::Result<()> {
    let mut beside = PathBuf::from(file);
    beside.set_extension("json.new");
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&beside, serde_json::to_vec(&bounds)?)?;
    fs::rename(&beside, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds {
        x: 40.0,
        y: 30.0,
        width: 900.0,
        height: 600.0,
        maximized: false,
        paper: None,
    };

    #[test]
    fn the_last_of_many_changes_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = BoundsKeeper::begin(Some(folder.path()));
        assert_eq!(keeper.before(), None);
        for x in [1.0, 2.0, 40.0] {
            let sender = keeper.sender.lock().unwrap().clone().unwrap();
            sender.send(Bounds { x, ..BOUNDS }).unwrap();
        }
        keeper.finish();
        assert_eq!(
            BoundsKeeper::begin(Some(folder.path())).before(),
            Some(BOUNDS)
        );
    }

    #[test]
    fn senseless_bounds_are_left_aside() {
        let folder = tempfile::tempdir().unwrap();
        for text in [
            "",
            "{",
            "{\"x\":0,\"y\":0,\"width\":1,\"height\":1,\"maximized\":false}",
        ] {
            fs::write(folder.path().join("window.json"), text).unwrap();
            assert_eq!(
                BoundsKeeper::begin(Some(folder.path())).before(),
                None,
                "{text}"
            );
        }
    }

    #[test]
    fn a_window_must_show_on_a_screen() {
        let screen = ((0.0, 0.0), (1920.0, 1080.0));
        assert!(BOUNDS.shows_on(screen.0, screen.1));
        for (x, y) in [(1900.0, 0.0), (-890.0, 0.0), (0.0, 1060.0), (0.0, -40.0)] {
            assert!(
                !Bounds { x, y, ..BOUNDS }.shows_on(screen.0, screen.1),
                "{x}, {y}"
            );
        }
    }
}
