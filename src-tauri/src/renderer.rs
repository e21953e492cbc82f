//! How the web view brings its pages to the screen.
//!
//! WebKitGTK shares them with the graphics card. Where there is none, that way costs a third of a second
//! at the start and some 60 MB, and gains nothing (measured; `docs/benchmarks.md`).

/// Begins the program anew without that way, where there is no graphics card. A person's own choice of
/// the variable stands.
#[cfg(target_os = "linux")]
pub(crate) fn choose() {
    use std::os::unix::process::CommandExt as _;

    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(VARIABLE).is_some() || has_graphics_card() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    // The environment of a running program is not changed safely; one that begins gets it as it is.
    let error = std::process::Command::new(program)
        .args(std::env::args_os().skip(1))
        .env(VARIABLE, "1")
        .exec();
    tracing::warn!(%error, "the web view keeps its usual way to the screen");
}

/// Other systems' web views choose by themselves.
#[cfg(not(target_os = "linux"))]
pub(crate) fn choose() {}

/// Whether the system has a card that draws.
#[cfg(target_os = "linux")]
fn has_graphics_card() -> bool {
    let entries = std::fs::read_dir("/dev/dri")
        .into_iter()
        .flatten()
        .flatten();
    entries
        .map(|entry| entry.file_name())
        .any(|name| name.to_string_lossy().starts_with("renderD"))
}
