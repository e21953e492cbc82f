//! What the window can ask for. A command unpacks, calls the library and converts the error;
//! everything else is elsewhere.

use pandect_library::dto::ErrorView;

pub(crate) mod annotations;
pub(crate) mod articles;
pub(crate) mod backups;
pub(crate) mod bookmarks;
pub(crate) mod collections;
pub(crate) mod notebook;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod study;
pub(crate) mod system;
pub(crate) mod visits;

/// What a command answers.
type Answer<T> = Result<T, ErrorView>;
