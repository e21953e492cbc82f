//! Where the library is.

use std::path::{Path, PathBuf};

use anyhow::Result;
use directories::ProjectDirs;
use pandect_library::dto::ErrorCode;

use crate::failure::Failure;

/// The data folder: the given one, else the system's for Pandect.
pub(crate) fn locate(given: Option<&Path>) -> Result<PathBuf> {
    if let Some(given) = given.filter(|given| !given.as_os_str().is_empty()) {
        return Ok(given.to_owned());
    }
    let folders = ProjectDirs::from("", "", "Pandect").ok_or_else(|| {
        Failure::new(ErrorCode::File, "the system names no home folder")
            .hint("Give a data folder with --data or in PANDECT_DATA.")
    })?;
    Ok(folders.data_dir().to_owned())
}
