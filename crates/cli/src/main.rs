//! `pandect-cli`: the library from a terminal. `docs/cli.md` describes what scripts may rely on.

mod arguments;
mod commands;
mod data_folder;
mod failure;
mod meter;
mod output;

use std::process::ExitCode;

use clap::Parser;

use arguments::Arguments;
use output::Output;

fn main() -> ExitCode {
    // Wrong usage ends here, with status 2 and what clap says about it.
    let arguments = Arguments::parse();
    let mut output = Output::new(arguments.json);
    let result = commands::run(&arguments, &mut output).and_then(|()| output.finish());
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // Who reads has seen enough, as with `| head`.
        Err(error) if failure::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            failure::report(&error, arguments.json);
            ExitCode::FAILURE
        }
    }
}
