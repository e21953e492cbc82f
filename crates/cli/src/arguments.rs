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
    /// Add a collection, or a newer edition in place of the one before
    Add(Add),
    /// List the collections
    Collections,
    /// Remove a collection; marks in it are kept
    Remove(Collection),
    /// Make the index of a collection anew
    Index(Collection),
    /// Check that what is stored is whole, of one collection or of the whole library; an index that is damaged is
    /// made anew
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
    /// Write marks in a form that others read
    Export(Export),
    /// Read annotations and bookmarks: W3C Web Annotation, Hypothesis, Kiwix or GoldenDict
    ImportAnnotations {
        /// The file; what it is, is told by its content
        file: PathBuf,
    },
    /// Write everything of yours into one file, also while the window is open
    Backup {
        /// The file; one that is there is replaced
        file: PathBuf,
    },
    /// Make everything of yours as it is in a backup; what was there before is kept as a copy
    Restore(Restore),
    /// Place passages in changed texts: lines of JSON from standard input to standard output
    Reanchor,
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// A ZIM archive, a MediaWiki dump, a folder of Markdown or of saved pages, one saved page, or a .jsonl file
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
pub(crate) struct Export {
    /// In which form
    #[arg(long, value_enum, default_value_t = ExportFormat::JsonLd)]
    pub(crate) format: ExportFormat,
    /// The file to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Only of this article
    #[arg(long)]
    pub(crate) address: Option<String>,
    /// Only of this collection
    #[arg(long = "in", value_name = "NAME")]
    pub(crate) collection: Option<String>,
    /// Only of this colour
    #[arg(long, value_enum)]
    pub(crate) color: Option<Color>,
    /// Only with this tag
    #[arg(long)]
    pub(crate) tag: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// W3C Web Annotation, which can be imported again
    JsonLd,
    /// A document in Markdown
    Markdown,
    /// A document in HTML
    Html,
    /// A table
    Csv,
    /// The articles, for BibTeX
    Bibtex,
    /// The articles, as CSL-JSON
    CslJson,
}

impl From<ExportFormat> for dto::ExportFormat {
    fn from(format: ExportFormat) -> Self {
        match format {
            ExportFormat::JsonLd => Self::JsonLd,
            ExportFormat::Markdown => Self::Markdown,
            ExportFormat::Html => Self::Html,
            ExportFormat::Csv => Self::Csv,
            ExportFormat::Bibtex => Self::Bibtex,
            ExportFormat::CslJson => Self::CslJson,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup
    pub(crate) file: PathBuf,
    /// Keep what is here, and bring both together
    #[arg(long)]
    pub(crate) merge: bool,
    /// Only say what would change
    #[arg(long)]
    pub(crate) dry_run: bool,
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
    use clap::error::ErrorKind;

    use super::*;

    #[test]
    fn arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    /// What the handbook says can be typed. What stands in capitals is to be filled in.
    #[test]
    fn the_handbook_names_commands_and_options_that_there_are() {
        let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/../../articles");
        let mut named = 0;
        for entry in std::fs::read_dir(articles).expect("the articles") {
            let text = std::fs::read_to_string(entry.expect("an article").path()).expect("text");
            let codes = text.split('`').skip(1).step_by(2);
            for code in codes.filter(|code| code.starts_with("pandect-cli ")) {
                named += 1;
                let words = code
                    .split_whitespace()
                    .map(|word| word.trim_matches(['[', ']']));
                let Err(error) = Arguments::try_parse_from(words) else {
                    continue;
                };
                let unknown = matches!(
                    error.kind(),
                    ErrorKind::UnknownArgument
                        | ErrorKind::InvalidSubcommand
                        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
                );
                assert!(!unknown, "{code}: {error}");
            }
        }
        assert!(named > 20, "{named} commands");
    }
}
