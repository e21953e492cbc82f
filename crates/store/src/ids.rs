use std::fmt;
use std::str::FromStr;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use uuid::Uuid;

/// A new UUID, as text.
pub fn fresh_id() -> String {
    Uuid::now_v7().to_string()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $vis:vis $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $vis struct $name(Uuid);

        impl $name {
            /// A new id; later ids sort behind earlier ones.
            pub(crate) fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::Borrowed(ValueRef::Blob(self.0.as_bytes())))
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let bytes = value.as_blob()?;
                Uuid::from_slice(bytes).map(Self).map_err(|error| FromSqlError::Other(error.into()))
            }
        }
    )*};
}

ids! {
    /// Identifies an own article.
    pub ArticleId;
    /// Identifies a revision of an own article.
    pub RevisionId;
    /// Identifies a bookmark.
    pub BookmarkId;
    /// Identifies a folder of bookmarks.
    pub FolderId;
    /// Identifies an annotation.
    pub AnnotationId;
    /// Identifies a tag.
    pub(crate) TagId;
    /// Identifies a card to study.
    pub CardId;
    /// Identifies a version of a note.
    pub(crate) NoteVersionId;
    /// Identifies a review of a card.
    pub(crate) ReviewId;
    /// Identifies a visit.
    pub VisitId;
    /// Identifies long work.
    pub JobId;
}
