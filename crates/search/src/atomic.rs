//! Files that are whole or not there.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The name under which a file or folder is written before it is whole.
pub(crate) fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".unfinished");
    path.with_file_name(name)
}

/// Puts a file that was written aside in its place, for good.
pub(crate) fn publish(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    sync_folder(to)
}

/// Makes a rename in the folder of `path` survive a loss of power, where the system can.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        // The folder of a bare name is the one that the program works in.
        Some(folder) if folder.as_os_str().is_empty() => sync(Path::new(".")),
        Some(folder) => sync(folder),
        None => Ok(()),
    }
}

fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Removes a file or folder that may not be there.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_a_bare_name_is_there() {
        sync_folder(Path::new("a")).unwrap();
        sync_folder(Path::new("./a")).unwrap();
        sync_folder(Path::new("/")).unwrap();
        if cfg!(unix) {
            assert!(sync_folder(Path::new("not/there")).is_err());
        }
    }
}
