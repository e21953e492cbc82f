//! The files of a library: the library file (`library.db`), which is precious, and the collection
//! files (`collections/<name>.db`), each an imported edition. All SQL of Pandect is in this crate.
//!
//! It knows rows, not meaning: pages are cleaned and marks are placed by the crates around it.

mod annotations;
mod articles;
mod bodies;
mod bookmarks;
mod collection_builder;
mod collection_file;
mod collections;
mod error;
mod ids;
mod jobs;
mod library_file;
mod marks;
mod open;
mod settings;
mod tags;
mod visits;

pub use annotations::{AnnotationQuery, AnnotationRow, NewAnnotationRow, Placed};
pub use articles::{ArticleRow, ChangedArticles, NewArticle, Origin, RevisionRow};
pub use bodies::{Packer, dictionary_of};
pub use bookmarks::{BookmarkRow, FolderRow, NewBookmarkRow};
pub use collection_builder::{ArticleBody, CollectionArticle, CollectionBuilder};
pub use collection_file::{CollectionAbout, CollectionFile, CollectionPage, MediaRow};
pub use collections::{CollectionKind, CollectionRow};
pub use error::{Error, Result};
pub use ids::{AnnotationId, ArticleId, BookmarkId, FolderId, JobId, RevisionId, VisitId};
pub use jobs::{JobKind, JobRow};
pub use library_file::{LibraryFile, Reader, Writer};
pub use marks::{PassageRow, SectionRow, StatusCounts};
pub use open::LIBRARY_SCHEMA;
pub use visits::{PlaceRow, VisitRow};
