//! Processes that a test began, and those that they began.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};

/// A child that ends with the test.
pub(crate) struct Ending(pub(crate) Child);

impl Drop for Ending {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The processes that were started with this argument, by id. A folder of the test's own as
/// argument is one that no other process has.
pub(crate) fn started_with(argument: &Path) -> Vec<u32> {
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    let wanted = argument.as_os_str().as_encoded_bytes();
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|id: &u32| {
            fs::read(format!("/proc/{id}/cmdline"))
                .is_ok_and(|line| line.split(|byte| *byte == 0).any(|word| word == wanted))
        })
        .collect()
}

/// Ends a process that is not a child, by its id.
pub(crate) fn end(id: u32) {
    let _ = Command::new("kill")
        .arg("-KILL")
        .arg(id.to_string())
        .status();
}
