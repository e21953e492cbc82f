//! What `cargo xtask bench` runs: speed, memory and accuracy, with a peer beside it where there is one.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod articles;
mod reanchor;
mod start;
mod summary;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Measures Pandect. Without a name, everything that can be measured here.")]
struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// Opening an article through the facade.
    Articles,
    /// Re-anchoring the cases in the folder that PANDECT_CASES names.
    Reanchor,
    /// Start of the window, and its memory, beside Kiwix Desktop where that is installed.
    Start {
        /// The application to start.
        #[arg(long)]
        app: PathBuf,
        /// A ZIM archive for the peer.
        #[arg(long)]
        zim: Option<PathBuf>,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().what {
        Some(What::Articles) => articles::run(),
        Some(What::Reanchor) => reanchor::run(),
        Some(What::Start { app, zim }) => start::run(&app, zim.as_deref()),
        None => {
            articles::run()?;
            reanchor::run()
        }
    }
}
