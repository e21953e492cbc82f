//! Where the library is.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use pandect_library::dto::{ErrorCode, ErrorView};

/// Chooses the data folder: the one named on the command line, else `PANDECT_DATA`, else
/// `pandect-data` beside the program (a portable installation), else the person's own.
pub(crate) fn find(argument: Option<&Path>) -> Result<PathBuf, ErrorView> {
    if let Some(folder) = argument {
        return absolute(folder);
    }
    if let Some(folder) = std::env::var_os("PANDECT_DATA").filter(|folder| !folder.is_empty()) {
        return absolute(Path::new(&folder));
    }
    if let Some(folder) = portable().filter(|folder| folder.is_dir()) {
        return Ok(folder);
    }
    ProjectDirs::from("", "", "Pandect")
        .map(|directories| directories.data_dir().to_owned())
        .ok_or_else(|| no_folder("no home folder is known".to_owned()))
}

/// The folder of a portable installation, whether or not it is there.
fn portable() -> Option<PathBuf> {
    Some(std::env::current_exe().ok()?.parent()?.join("pandect-data"))
}

/// The folder as it is found from anywhere: a second start from elsewhere must mean the same one.
fn absolute(folder: &Path) -> Result<PathBuf, ErrorView> {
    std::path::absolute(folder)
        .map_err(|error| no_folder(format!("`{}` is no folder: {error}", folder.display())))
}

fn no_folder(message: String) -> ErrorView {
    ErrorView {
        code: ErrorCode::File,
        message,
        hint: Some("Start Pandect with `--data` and a folder for the library.".to_owned()),
    }
}
