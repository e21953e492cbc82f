//! The files of a library: the library file (`library.db`), which is precious, and the collection
//! files (`collections/<name>.db`), each an imported edition. All SQL of Pandect is in this crate.
//!
//! It knows rows, not meaning: pages are cleaned and marks are placed by the crates around it.

mod annotations;
mod articles;
mod backup;
mod bodies;
mod bookmarks;
mod cards;
mod collection_builder;
mod collection_file;
mod collections;
mod error;
mod ids;
mod jobs;
mod library_file;
mod marks;
mod notebook;
mod open;
mod settings;
mod tags;
mod trash;
mod undo;
mod visits;

pub use annotations::{
    AnnotationChangeRow, AnnotationQuery, AnnotationRow, NewAnnotationRow, NoteVersionRow,
};
pub use articles::{ArticleRow, ChangedArticles, NewArticle, Origin, RevisionRow};
pub use backup::{Backup, DifferenceRow, Differences};
pub use bodies::{Packer, dictionary_of};
pub use bookmarks::{BookmarkRow, FolderRow, NewBookmarkRow};
pub use cards::{CardRow, Memory, NewCardRow};
pub use collection_builder::{ArticleBody, CollectionArticle, CollectionBuilder};
pub use collection_file::{CollectionAbout, CollectionFile, CollectionPage, MediaRow, NamesRow};
pub use collections::{CollectionKind, CollectionRow};
pub use error::{Error, Result};
pub use ids::{
    AnnotationId, ArticleId, BookmarkId, CardId, FolderId, JobId, RevisionId, VisitId, fresh_id,
};
pub use jobs::{JobKind, JobRow};
pub use library_file::{LibraryFile, Reader, Writer};
pub use marks::{PassageRow, Placed, SectionRow, StatusCounts};
pub use notebook::{MarkId, MarkRow};
pub use open::LIBRARY_SCHEMA;
pub use trash::Trash;
pub use undo::{ChangeKind, UndoneRow};
pub use visits::{PlaceRow, VisitRow};
