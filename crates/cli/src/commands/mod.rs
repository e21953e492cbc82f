//! What each subcommand does: unpack, call the library, write what it gives.

mod articles;
mod backups;
mod collections;
mod exchange;
mod marks;
mod reanchor;
mod search;

use anyhow::Result;
use pandect_library::Library;

use crate::arguments::{Arguments, Bookmark, Command};
use crate::data_folder;
use crate::output::Output;

/// Runs the subcommand.
pub(crate) fn run(arguments: &Arguments, output: &mut Output) -> Result<()> {
    // Re-anchoring works on what it is given, and needs no library.
    if matches!(arguments.command, Command::Reanchor) {
        return reanchor::reanchor(std::io::stdin().lock(), output.writer());
    }
    let library = Library::open(&data_folder::locate(arguments.data.as_deref())?)?;
    match &arguments.command {
        Command::Add(add) => collections::add(&library, add, output),
        Command::Collections => collections::collections(&library, output),
        Command::Remove(collection) => collections::remove(&library, &collection.name, output),
        Command::Index(collection) => collections::index(&library, &collection.name, output),
        Command::Verify { name } => collections::verify(&library, name.as_deref(), output),
        Command::List(collection) => collections::list(&library, &collection.name, output),
        Command::Suggest { prefix, limit } => search::suggest(&library, prefix, *limit, output),
        Command::Search(search) => search::search(&library, search, output),
        Command::Show { address, format } => articles::show(&library, address, *format, output),
        Command::Random => articles::random(&library, output),
        Command::Bookmark(Bookmark::Add { address, folder }) => {
            marks::bookmark(&library, address, folder.as_deref(), output)
        }
        Command::Bookmarks => marks::bookmarks(&library, output),
        Command::Annotate(annotate) => marks::annotate(&library, annotate, output),
        Command::Annotations(filter) => marks::annotations(&library, filter, output),
        Command::Export(export) => exchange::export(&library, export, output),
        Command::ImportAnnotations { file } => exchange::import(&library, file, output),
        Command::Backup { file } => backups::backup(&library, file, output),
        Command::Restore(restore) => backups::restore(&library, restore, output),
        Command::Reanchor => Ok(()),
    }
}
