//! One running program for each data folder: a second start hands its address to the first and
//! ends.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Runtime};

use crate::arguments::{self, Arguments, Request};
use crate::{files, window};

/// The plugin that finds the other program, under this name.
pub(crate) fn plugin<R: Runtime>(name: &str) -> TauriPlugin<R> {
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(name)
        .callback(|app, arguments, folder| second_start(app, arguments, Path::new(&folder)))
        .build()
}

/// The name of the program that has this data folder open. The same folder has the same name,
/// however it is reached.
pub(crate) fn name(data_folder: Option<&Path>) -> String {
    let folder = data_folder.map_or_else(PathBuf::new, |folder| {
        folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
    });
    format!(
        "org.pandect.Library.f{:016x}",
        fingerprint(folder.as_os_str().as_encoded_bytes())
    )
}

fn second_start<R: Runtime>(app: &AppHandle<R>, arguments: Vec<String>, folder: &Path) {
    let arguments = arguments.into_iter().skip(1).map(OsString::from);
    let found = match arguments::parse(arguments, folder) {
        Ok(Request::Window(arguments)) => arguments,
        _ => Arguments::default(),
    };
    files::add(app, found.source);
    window::bring_forward(app, found.address.as_deref());
}

/// FNV-1a: the same in every version of the program, which the standard library's is not.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_for_each_folder() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        assert_ne!(name(Some(one.path())), name(Some(two.path())));
        assert_eq!(name(Some(one.path())), name(Some(&one.path().join("."))));
    }

    #[test]
    fn the_fingerprint_is_the_published_one() {
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
