//! Marks that go out as files of others, and come in from them; and how an article is cited.

mod cite;
mod colors;
mod export;
mod import;
mod target;
