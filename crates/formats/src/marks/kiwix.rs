//! Bookmarks of Kiwix, as libkiwix writes them (<https://github.com/kiwix/libkiwix>,
//! `src/libxml_dumper.cpp`): `<bookmarks>` or `<library>` with
//! `<bookmark><book><id/><title/><name/><flavour/><language/><date/></book><title/><url/></bookmark>`.

use pandect_core::address::percent_decode;

use super::gathering::Gathering;
use super::xml::{Element, Elements};
use super::{Book, Error, Mark, MarkKind, Place, Source};

/// What its programs for phones and older ones put before the path of an article.
const PREFIXES: [&str; 4] = [
    "https://kiwix.app/",
    "content://org.kiwix.kiwixmobile.zim.base/",
    "content://org.kiwix.zim.base/",
    "zim://content/",
];

/// Takes the bookmarks of a file.
#[derive(Default)]
pub(super) struct Bookmarks {
    pub(super) gathering: Gathering,
    /// The bookmark that is being read.
    book: Book,
    title: String,
    url: String,
}

impl Elements for Bookmarks {
    fn begin(&mut self, path: &[String], _element: &Element<'_>) -> Result<(), Error> {
        if ends_with(path, &["bookmark"]) {
            self.book = Book::default();
            self.title.clear();
            self.url.clear();
        }
        Ok(())
    }

    fn text(&mut self, path: &[String], text: &str) {
        let field = if ends_with(path, &["bookmark", "title"]) {
            &mut self.title
        } else if ends_with(path, &["bookmark", "url"]) {
            &mut self.url
        } else if let [.., bookmark, book, field] = path
            && bookmark == "bookmark"
            && book == "book"
        {
            match field.as_str() {
                "id" => &mut self.book.id,
                "title" => &mut self.book.title,
                "name" => &mut self.book.name,
                "flavour" => &mut self.book.flavour,
                "language" => &mut self.book.language,
                "date" => &mut self.book.date,
                _ => return,
            }
        } else {
            return;
        };
        field.push_str(text);
    }

    fn end(&mut self, path: &[String]) -> Result<(), Error> {
        if !ends_with(path, &["bookmark"]) {
            return Ok(());
        }
        let number = self.gathering.next_entry()?;
        let title = self.title.trim().to_owned();
        let what = match title.as_str() {
            "" => format!("bookmark {number}"),
            title => format!("bookmark {number} ({title})"),
        };
        match self.place() {
            Ok(place) => {
                let mark = Mark {
                    title: (!title.is_empty()).then_some(title),
                    ..Mark::bookmark(place)
                };
                self.gathering.keep(&what, mark)?;
            }
            Err(why) => self.gathering.skip(&what, why),
        }
        Ok(())
    }
}

impl Bookmarks {
    fn place(&self) -> Result<Place, &'static str> {
        let field = |text: &str| text.trim().to_owned();
        let book = Book {
            id: field(&self.book.id),
            title: field(&self.book.title),
            name: field(&self.book.name),
            flavour: field(&self.book.flavour),
            language: field(&self.book.language),
            date: field(&self.book.date),
        };
        if book.id.is_empty() && book.name.is_empty() && book.title.is_empty() {
            return Err("it names no archive");
        }
        let (path, section) = path_of(self.url.trim());
        if path.is_empty() {
            return Err("it names no article");
        }
        Ok(Place {
            section,
            ..Place::whole(Source::Archive { book, path })
        })
    }
}

/// The path of an article and a section in it. A bare path may have any sign in it; one that was part
/// of a URL is encoded, and ends where the URL's fragment begins.
fn path_of(url: &str) -> (String, Option<String>) {
    let encoded = PREFIXES.iter().find_map(|prefix| url.strip_prefix(prefix));
    let encoded = encoded.or_else(|| {
        let (host, path) = url.strip_prefix("zim://")?.split_once('/')?;
        host.strip_suffix(".zim").map(|_| path)
    });
    let Some(encoded) = encoded else {
        return (url.trim_start_matches('/').to_owned(), None);
    };
    let (path, section) = encoded.split_once('#').unwrap_or((encoded, ""));
    let decoded = |text: &str| {
        let decoded = percent_decode(text);
        decoded.map_or_else(|| text.to_owned(), std::borrow::Cow::into_owned)
    };
    let section = Some(decoded(section)).filter(|section| !section.is_empty());
    (decoded(path.trim_start_matches('/')), section)
}

fn ends_with(path: &[String], names: &[&str]) -> bool {
    let skipped = path.len().saturating_sub(names.len());
    path.len() >= names.len() && path.iter().skip(skipped).eq(names)
}

impl Mark {
    /// A bookmark of which no more is known than what it keeps.
    pub(super) fn bookmark(place: Place) -> Self {
        Self {
            id: None,
            kind: MarkKind::Bookmark,
            place,
            note: String::new(),
            tags: Vec::new(),
            color: None,
            underline: false,
            created: None,
            modified: None,
            folder: Vec::new(),
            title: None,
            name: None,
            read_later: false,
        }
    }
}
