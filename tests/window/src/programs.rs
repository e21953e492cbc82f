//! The programs under test.

use std::path::PathBuf;

/// The application.
pub fn application() -> PathBuf {
    program("PANDECT_APP", "pandect")
}

/// The command line.
pub fn command_line() -> PathBuf {
    program("PANDECT_CLI", "pandect-cli")
}

fn program(variable: &str, name: &str) -> PathBuf {
    let built = || {
        let test = std::env::current_exe().ok()?;
        Some(test.ancestors().nth(2)?.join(name))
    };
    let program = std::env::var_os(variable).map(PathBuf::from).or_else(built);
    match program.filter(|program| program.is_file()) {
        Some(program) => program,
        None => panic!("`{name}` is not built; `cargo build --workspace` builds it"),
    }
}
