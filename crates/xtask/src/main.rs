//! `cargo xtask`: everything that is done with the project, by one command each.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

mod audit;
mod bindings;
mod bundle;
mod front_end;
mod invariants;
mod licences;
mod packages;
mod project;
mod setup;
mod steps;
mod suite;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::project::Project;
use crate::setup::Purpose;
use crate::steps::Steps;

/// Sets up, runs, tests, measures and packages Pandect.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install whatever is missing to run and test.
    Setup,
    /// Set up, build and start the application.
    Run {
        /// What the application is started with.
        #[arg(last = true)]
        arguments: Vec<OsString>,
    },
    /// Set up, and run everything that checks the project.
    Test,
    /// Measure speed and memory.
    Bench {
        /// What the benchmarks are started with.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Make the packages for this system, and check them.
    Bundle,
    /// Write the TypeScript of the DTOs anew.
    Bindings,
    /// Write the list of third-party licences anew.
    Licences,
}

fn main() -> ExitCode {
    match perform(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<()> {
    let project = Project::find()?;
    let mut steps = Steps::new(&project)?;
    match task {
        Task::Setup => setup::set_up(&project, &mut steps, Purpose::Test),
        Task::Run { arguments } => run(&project, &mut steps, &arguments),
        Task::Test => suite::test(&project, &mut steps),
        Task::Bench { arguments } => bench(&project, &mut steps, &arguments),
        Task::Bundle => bundle::bundle(&project, &mut steps),
        Task::Bindings => bindings::write(&project, &mut steps),
        Task::Licences => licences::write(&project, &mut steps),
    }
}

fn run(project: &Project, steps: &mut Steps, arguments: &[OsString]) -> Result<()> {
    setup::set_up(project, steps, Purpose::Run)?;
    front_end::build(project, steps)?;
    steps.must(
        "Building the application",
        project.cargo().args(["build", "--package", "pandect"]),
        "what the compiler says is above",
    )?;
    println!("Starting the application");
    project.hand_over(std::process::Command::new(project.built("pandect")).args(arguments))
}

fn bench(project: &Project, steps: &mut Steps, arguments: &[OsString]) -> Result<()> {
    setup::set_up(project, steps, Purpose::Test)?;
    front_end::build(project, steps)?;
    steps.must(
        "Building everything for speed",
        project.cargo().args(["build", "--release", "--workspace"]),
        "what the compiler says is above",
    )?;
    println!("Measuring");
    let program = |name| project.released(name);
    let mut benches = std::process::Command::new(program("pandect-benches"));
    benches
        .env("PANDECT_APP", program("pandect"))
        .args(arguments);
    project.hand_over(&mut benches)
}
