//! What may stand on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use pandect_library::dto;

/// Read, search and mark up the encyclopedias of your Pandect library.
#[derive(Debug, Parser)]
#[command(name = "pandect-cli", version)]
pub(crate) struct Arguments {
    /// The data folder, instead of the one of the system
    #[arg(long, global = true, value_name = "DIR", env = "PANDECT_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// Write JSON, errors too
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Add a collection, or bring one up to date: a folder of Markdown, or a .jsonl file
    Add(Add),
    /// List the collections
    Collections,
    /// Remove a collection; marks in it are kept
    Remove(Collection),
    /// Make the index of a collection anew
    Index(Collection),
    /// Check that what is stored is whole, of one collection or of the whole library
    Verify {
        /// The collection's name
        name: Option<String>,
    },
    /// Find articles by the beginning of their titles
    Suggest {
        /// What was typed
        prefix: String,
        /// At most so many
        #[arg(long, value_name = "N", default_value_t = 10)]
        limit: u32,
    },
    /// Search the full text
    Search(Search),
    /// Show an article
    Show {
        /// Its address, pandect://COLLECTION/PATH
        address: String,
        /// As what
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Tell the address of an article chosen by chance
    Random,
    /// List the title and address of every article of a collection
    List(Collection),
    /// Change the bookmarks
    #[command(subcommand)]
    Bookmark(Bookmark),
    /// List the bookmarks
    Bookmarks,
    /// Annotate a passage, a section or an article
    Annotate(Annotate),
    /// List the annotations
    Annotations(Annotations),
    /// Place passages in changed texts: lines of JSON from standard input to standard output
    Reanchor,
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The folder or file
    pub(crate) path: PathBuf,
    /// The collection's name, instead of one made from the path
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Take the place of another form of the same archive, such as one without pictures
    #[arg(long)]
    pub(crate) replace: bool,
    /// Leave the full text unindexed for now
    #[arg(long)]
    pub(crate) no_index: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Collection {
    /// The collection's name
    pub(crate) name: String,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// What to find. Any text is a query; docs/cli.md tells what `"…"`, `-`, `*` and `title:` do
    #[arg(allow_hyphen_values = true)]
    pub(crate) query: String,
    /// Only in this collection
    #[arg(long = "in", value_name = "NAME")]
    pub(crate) collection: Option<String>,
    /// At most so many results
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: u32,
    /// Leave out so many first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// The plain text, as search and annotations know it
    Text,
    /// The cleaned HTML, as the window shows it
    Html,
    /// The source, where the article is written in Markdown
    Markdown,
    /// All of it
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Bookmark {
    /// Bookmark an article or a section
    Add {
        /// Its address, pandect://COLLECTION/PATH or pandect://COLLECTION/PATH#SECTION
        address: String,
        /// The folder to put it in, by its name, path of names or id
        #[arg(long)]
        folder: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Annotate {
    /// The article or section; without --quote it is what is annotated
    pub(crate) address: String,
    /// The words to annotate, exactly as they stand in the text
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) quote: Option<String>,
    /// The words before the quote, where it stands in the text more than once
    #[arg(
        long,
        value_name = "TEXT",
        requires = "quote",
        allow_hyphen_values = true
    )]
    pub(crate) prefix: Option<String>,
    /// A note in Markdown
    #[arg(long, value_name = "MARKDOWN", allow_hyphen_values = true)]
    pub(crate) note: Option<String>,
    /// A colour; amber where there is no note either
    #[arg(long, value_enum)]
    pub(crate) color: Option<Color>,
    /// A tag; may be given several times
    #[arg(long = "tag", value_name = "TAG")]
    pub(crate) tags: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Annotations {
    /// Only of this status
    #[arg(long, value_enum)]
    pub(crate) status: Option<Status>,
    /// Only of this article
    #[arg(long)]
    pub(crate) address: Option<String>,
    /// Only of this colour
    #[arg(long, value_enum)]
    pub(crate) color: Option<Color>,
    /// Only with this tag
    #[arg(long)]
    pub(crate) tag: Option<String>,
    /// Only with these words in quote, note, tags or title
    #[arg(long)]
    pub(crate) text: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Color {
    Amber,
    Green,
    Blue,
    Rose,
    Violet,
}

impl From<Color> for dto::Color {
    fn from(color: Color) -> Self {
        match color {
            Color::Amber => Self::Amber,
            Color::Green => Self::Green,
            Color::Blue => Self::Blue,
            Color::Rose => Self::Rose,
            Color::Violet => Self::Violet,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Status {
    /// Verbatim at the stored place
    Exact,
    /// Elsewhere or reworded, and sure
    Relocated,
    /// The best candidate; asks to be confirmed
    Approximate,
    /// No place for it
    Orphaned,
}

impl From<Status> for dto::MarkStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Exact => Self::Exact,
            Status::Relocated => Self::Relocated,
            Status::Approximate => Self::Approximate,
            Status::Orphaned => Self::Orphaned,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
