//! What Help tells of the program.

use std::fmt::Write as _;

use pandect_library::dto::About;

/// Names and licences of everything that is compiled in; `cargo xtask licences` writes it.
const LICENCES: &str = include_str!("../licences.txt");

/// Adds what only the shell knows to what the library tells of itself.
pub(crate) fn complete(mut about: About) -> About {
    LICENCES.clone_into(&mut about.licences);
    let web_view = tauri::webview_version().unwrap_or_else(|_| "unknown".to_owned());
    let diagnostics = &mut about.diagnostics;
    if !diagnostics.is_empty() && !diagnostics.ends_with('\n') {
        diagnostics.push('\n');
    }
    // Writing to a string cannot fail.
    let _ = writeln!(
        diagnostics,
        "System: {} {}",
        std::env::consts::OS,
        std::env::consts::ARCH
    );
    let _ = writeln!(
        diagnostics,
        "Tauri: {}, web view: {web_view}",
        tauri::VERSION
    );
    about
}
