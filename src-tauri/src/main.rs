//! The program `pandect`; everything is in the library beside it.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    pandect_app::run(std::env::args_os().skip(1))
}
