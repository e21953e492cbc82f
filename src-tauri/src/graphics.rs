//! The way of the page to the screen.

use tauri::{Runtime, WebviewWindow};

/// Keeps the toolkit and the web view from preparing to draw with a graphics card where there is none,
/// which takes 160 ms of the start. Only as the very first thing that the program does.
#[cfg(target_os = "linux")]
#[expect(
    unsafe_code,
    reason = "toolkit and web view can be told only by their environment"
)]
pub(crate) fn prepare() {
    if has_card() {
        return;
    }
    for (variable, value) in WITHOUT_CARD {
        if std::env::var_os(variable).is_none() {
            // SAFETY: there is no other thread yet that could read the environment meanwhile.
            unsafe { std::env::set_var(variable, value) };
        }
    }
}

/// What is said by the environment where there is no card.
#[cfg(target_os = "linux")]
const WITHOUT_CARD: [(&str, &str); 3] = [
    // GTK looks for no visuals of OpenGL, for which it would load a driver.
    ("GDK_GL", "disable"),
    // WebKit does not ask for the device to draw with, for which it would load that driver too.
    ("WEBKIT_WEB_RENDER_DEVICE_FILE", "none"),
    // WebKit shares no pictures with a card.
    ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
];

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
