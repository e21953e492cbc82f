//! The way of the page to the screen.

use tauri::{Runtime, WebviewWindow};

/// Keeps the web view from preparing to share pictures with a graphics card where there is none, which
/// takes 70 ms of the start. Only as the very first thing that the program does.
#[cfg(target_os = "linux")]
#[expect(
    unsafe_code,
    reason = "the web view can be told only by its environment"
)]
pub(crate) fn prepare() {
    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if !has_card() && std::env::var_os(VARIABLE).is_none() {
        // SAFETY: there is no other thread yet that could read the environment meanwhile.
        unsafe { std::env::set_var(VARIABLE, "1") };
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare() {}

/// Lets the processor draw where there is no graphics card. The web view would then imitate one, which
/// costs 0.3 s at the start and 100 MB (`docs/benchmarks.md`).
#[cfg(target_os = "linux")]
pub(crate) fn fit<R: Runtime>(window: &WebviewWindow<R>) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};

    if has_card() {
        return Ok(());
    }
    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, reason = "the same on every system")]
pub(crate) fn fit<R: Runtime>(_window: &WebviewWindow<R>) -> tauri::Result<()> {
    Ok(())
}

/// Whether the kernel offers a device to draw with.
#[cfg(target_os = "linux")]
fn has_card() -> bool {
    let devices = std::fs::read_dir("/dev/dri").into_iter().flatten();
    devices
        .flatten()
        .any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}
