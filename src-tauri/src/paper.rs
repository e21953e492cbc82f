//! The paper that the page is on, kept from one start to the next: the window is shown in its colour at
//! once, and not only when the page is there.

use serde::{Deserialize, Serialize};
use tauri::window::Color;
use tauri::{Manager as _, Runtime, Theme, WebviewWindow};

use crate::bounds::BoundsKeeper;
use crate::window;

/// Red, green and blue of the paper, and when it is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Paper {
    /// Red, green and blue.
    pub(crate) color: (u8, u8, u8),
    /// Whether the system was dark, where the paper follows the system.
    pub(crate) dark: Option<bool>,
}

impl Paper {
    fn suits(self, system: Theme) -> bool {
        self.dark.is_none_or(|dark| dark == (system == Theme::Dark))
    }

    fn lay_under<R: Runtime>(self, window: &WebviewWindow<R>) -> tauri::Result<()> {
        let (red, green, blue) = self.color;
        window.set_background_color(Some(Color(red, green, blue, u8::MAX)))
    }
}

/// Shows a window whose page is still to come, if its paper is known.
pub(crate) fn show_at_once<R: Runtime>(window: &WebviewWindow<R>) -> tauri::Result<()> {
    let known = window.state::<BoundsKeeper>().before();
    let paper = known.and_then(|known| known.paper);
    if let Some(paper) = paper
        && paper.suits(window.theme()?)
    {
        paper.lay_under(window)?;
        window::reveal(window);
    }
    Ok(())
}

/// Keeps the paper that the page is on now; `follows` says that the system chose it.
pub(crate) fn keep<R: Runtime>(
    window: &WebviewWindow<R>,
    color: (u8, u8, u8),
    follows: bool,
) -> tauri::Result<()> {
    let dark = window.theme()? == Theme::Dark;
    let paper = Paper {
        color,
        dark: follows.then_some(dark),
    };
    window.state::<BoundsKeeper>().keep_paper(paper);
    paper.lay_under(window)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_chose_is_right_until_the_system_is_another() {
        let paper = |dark| Paper {
            color: (23, 24, 27),
            dark,
        };
        assert!(paper(None).suits(Theme::Light) && paper(None).suits(Theme::Dark));
        assert!(paper(Some(true)).suits(Theme::Dark));
        assert!(!paper(Some(true)).suits(Theme::Light));
        assert!(!paper(Some(false)).suits(Theme::Dark));
    }
}
