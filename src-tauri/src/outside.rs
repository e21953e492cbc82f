//! What is handed to other programs: addresses of the web, and the data folder.

use std::ffi::OsStr;
use std::path::Path;

use pandect_library::dto::{ErrorCode, ErrorView};
use tauri::Url;

/// Opens an address of the web, or of somebody's mail, in the system's program for it. Nothing else
/// is let out: `file:` and the like would run what a page asks for.
pub(crate) fn open_url(url: &str) -> Result<(), ErrorView> {
    let url = allowed(url).ok_or_else(|| ErrorView {
        code: ErrorCode::InvalidInput,
        message: "only http, https and mailto addresses are opened outside".to_owned(),
        hint: None,
    })?;
    open(url.as_str())
}

/// Opens a folder in the system's file manager.
pub(crate) fn open_folder(folder: &Path) -> Result<(), ErrorView> {
    open(folder)
}

fn allowed(url: &str) -> Option<Url> {
    let url = Url::parse(url).ok()?;
    matches!(url.scheme(), "http" | "https" | "mailto").then_some(url)
}

fn open(what: impl AsRef<OsStr>) -> Result<(), ErrorView> {
    open::that_detached(what).map_err(|error| ErrorView {
        code: ErrorCode::File,
        message: format!("the system did not open it: {error}"),
        hint: Some("Choose a program for it in the system's settings.".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_mail() {
        for good in [
            "https://example.org/a?b#c",
            "HTTP://example.org",
            "mailto:a@example.org",
        ] {
            assert!(allowed(good).is_some(), "{good} may be opened");
        }
        for bad in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "pandect://starter/Tea",
            "/usr/bin/true",
            "--help",
            "",
        ] {
            assert!(allowed(bad).is_none(), "{bad} may not be opened");
        }
    }
}
