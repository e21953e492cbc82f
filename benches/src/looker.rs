//! Looks at the windows of a screen.

use std::collections::HashSet;

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, ImageFormat, MapState, Window};
use x11rb::rust_connection::RustConnection;

/// More colours than an empty page with its bars and frames has.
const COLORS: usize = 16;
/// How deep below the screen windows with titles are: a window manager puts frames around them.
const DEPTH: usize = 2;

pub(crate) struct Looker {
    connection: RustConnection,
    root: Window,
}

impl Looker {
    pub(crate) fn new(display: &str) -> anyhow::Result<Self> {
        let (connection, number) = RustConnection::connect(Some(display))?;
        let root = connection
            .setup()
            .roots
            .get(number)
            .map_or(0, |screen| screen.root);
        Ok(Self { connection, root })
    }

    /// Windows that can be seen and have these words in their titles.
    pub(crate) fn windows_named(&self, words: &str) -> anyhow::Result<Vec<Window>> {
        let mut found = Vec::new();
        let mut above = vec![self.root];
        for _ in 0..DEPTH {
            let mut below = Vec::new();
            for window in above {
                // A window may be gone before it is asked.
                if let Ok(tree) = self.connection.query_tree(window)?.reply() {
                    below.extend(tree.children);
                }
            }
            found.extend(
                below.iter().filter(|window| {
                    self.is_seen(**window) && self.title(**window).contains(words)
                }),
            );
            above = below;
        }
        Ok(found)
    }

    /// Whether the lower part of a window is painted in many colours.
    pub(crate) fn shows_something(&self, window: Window) -> bool {
        let Some(pixels) = self.lower_part(window) else {
            return false;
        };
        let (mut colors, mut last) = (HashSet::new(), None);
        pixels.chunks_exact(4).any(|pixel| {
            // Most are as the one before: looking must cost the program that is looked at nothing.
            let new = last != Some(pixel) && colors.insert(pixel);
            last = Some(pixel);
            new && colors.len() > COLORS
        })
    }

    fn is_seen(&self, window: Window) -> bool {
        let asked = self.connection.get_window_attributes(window);
        let answer = asked.ok().and_then(|cookie| cookie.reply().ok());
        answer.is_some_and(|attributes| attributes.map_state == MapState::VIEWABLE)
    }

    fn title(&self, window: Window) -> String {
        let asked =
            self.connection
                .get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 1024);
        let answer = asked.ok().and_then(|cookie| cookie.reply().ok());
        answer.map_or_else(String::new, |property| {
            String::from_utf8_lossy(&property.value).into_owned()
        })
    }

    /// The pixels below a window's bars and inside its frames; none where it is gone.
    fn lower_part(&self, window: Window) -> Option<Vec<u8>> {
        let size = self.connection.get_geometry(window).ok()?.reply().ok()?;
        let (left, width) = (size.width / 20 * 3, size.width / 10 * 7);
        let (top, height) = (size.height / 4, size.height / 4 * 3);
        let asked = self.connection.get_image(
            ImageFormat::Z_PIXMAP,
            window,
            i16::try_from(left).ok()?,
            i16::try_from(top).ok()?,
            width,
            height,
            !0,
        );
        Some(asked.ok()?.reply().ok()?.data)
    }
}
