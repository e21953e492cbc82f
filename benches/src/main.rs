//! What `cargo xtask bench` runs: speed, memory and accuracy, with a peer beside it where there is one.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod archives;
mod articles;
mod growth;
mod imports;
mod kiwix;
mod looker;
mod marked;
mod marks;
mod marks_window;
mod peer;
mod process;
mod reanchor;
mod search;
mod start;
mod summary;
mod titles;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Measures Pandect. Without a name, everything that can be measured here.")]
struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// A ZIM archive for the peer, instead of one of the cases.
    #[arg(long, global = true)]
    zim: Option<PathBuf>,
    /// A source to import: a dump, a folder, a file of JSON lines; may be given several times.
    #[arg(long, global = true)]
    source: Vec<PathBuf>,
    /// A file of JSON lines that is searched beside the first of --source, which is smaller.
    #[arg(long, global = true)]
    larger: Option<PathBuf>,
    /// Queries for the archive given with --zim, as JSON.
    #[arg(long, global = true)]
    queries: Option<PathBuf>,
    /// A command that answers the same queries by libzim: it is given `query`, the archive and the queries.
    #[arg(long, global = true)]
    peer: Option<String>,
    /// A list of titles, one a line.
    #[arg(long, global = true)]
    titles: Option<PathBuf>,
}

#[derive(Subcommand)]
enum What {
    /// Opening an article through the facade.
    Articles,
    /// Opening articles of the archive given with --zim.
    Archives,
    /// Importing the sources given with --source.
    Imports,
    /// Ten thousand marks: the notebook, a full article, a newer edition.
    Marks,
    /// The same in the window of the application that PANDECT_APP names.
    MarksWindow,
    /// Re-anchoring the cases in the folder that PANDECT_CASES names.
    Reanchor,
    /// Searching the archive given with --zim by the queries given with --queries; its pages of results beside
    /// those of kiwix-serve where that is installed.
    Search,
    /// Searching the file given with --larger and the first one given with --source, by the same queries.
    Growth,
    /// Finding titles of the list given with --titles.
    Titles,
    /// Part of `titles`: searches its index.
    #[command(hide = true)]
    TitlesOpened { index: PathBuf, typed: PathBuf },
    /// Start of the window, and its memory, beside Kiwix Desktop where that is installed.
    Start,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let zim = arguments.zim.clone().or_else(case);
    let app = std::env::var_os("PANDECT_APP").map(PathBuf::from);
    let start = || {
        if let Some(app) = &app {
            return start::run(app, zim.as_deref());
        }
        println!("the start: not measured, PANDECT_APP names no application");
        Ok(())
    };
    let marks_window = || {
        if app.is_some() {
            return marks_window::run();
        }
        println!("marks in the window: not measured, PANDECT_APP names no application");
        Ok(())
    };
    let has_peer = matches!(
        arguments.what,
        None | Some(What::Archives | What::Imports | What::Search)
    );
    let theirs = match (&zim, &arguments.queries, &arguments.peer) {
        (Some(zim), Some(queries), Some(command)) if has_peer => {
            Some(peer::ask(command, zim, queries)?)
        }
        _ => None,
    };
    let theirs = theirs.as_ref();
    let growth = || {
        let files = arguments.source.first().zip(arguments.larger.as_ref());
        if let (Some((smaller, larger)), Some(queries)) = (files, &arguments.queries) {
            return growth::run(smaller, larger, queries);
        }
        println!("a larger collection: not measured, none was given with --larger");
        Ok(())
    };
    let search = || {
        if let (Some(zim), Some(queries)) = (&zim, &arguments.queries) {
            let source = arguments.source.first().map(PathBuf::as_path);
            return search::run(zim, queries, theirs, source);
        }
        println!("searching: not measured, no archive and queries were given");
        Ok(())
    };
    match arguments.what {
        Some(What::Articles) => articles::run(),
        Some(What::Archives) => archives::run(zim.as_deref(), theirs),
        Some(What::Imports) => imports::run(&arguments.source, theirs),
        Some(What::Marks) => marks::run(),
        Some(What::MarksWindow) => marks_window(),
        Some(What::Reanchor) => reanchor::run(),
        Some(What::Search) => search(),
        Some(What::Growth) => growth(),
        Some(What::Titles) => titles::run(arguments.titles.as_deref()),
        Some(What::TitlesOpened { index, typed }) => titles::run_opened(&index, &typed),
        Some(What::Start) => start(),
        None => {
            articles::run()?;
            archives::run(zim.as_deref(), theirs)?;
            imports::run(&arguments.source, theirs)?;
            search()?;
            growth()?;
            titles::run(arguments.titles.as_deref())?;
            reanchor::run()?;
            marks::run()?;
            marks_window()?;
            start()
        }
    }
}

/// An archive of the cases.
fn case() -> Option<PathBuf> {
    let cases = PathBuf::from(std::env::var_os("PANDECT_CASES")?);
    let file = cases.join("zim/ok/wikibooks_be_all_nopic_2017-02.zim");
    file.is_file().then_some(file)
}
