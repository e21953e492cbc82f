//! Files of marks in XML.

use pandect_core::text::decode_entities;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Error, goldendict, kiwix};
use super::{MarksSource, Read};

/// No element stands deeper.
const MAX_DEPTH: usize = 100;
/// Bytes before the first element in which it is looked for.
const MAX_HEAD: usize = 1 << 20;

/// What takes the elements of a file.
pub(super) trait Elements {
    /// An element begins below those of the path; the path has its own name last.
    fn begin(&mut self, path: &[String], element: &Element<'_>) -> Result<(), Error>;
    /// Text in the element at the end of the path.
    fn text(&mut self, path: &[String], text: &str);
    /// The element at the end of the path ends.
    fn end(&mut self, path: &[String]) -> Result<(), Error>;
}

/// The beginning of an element.
pub(super) struct Element<'a>(&'a BytesStart<'a>);

impl Element<'_> {
    /// An attribute; empty where it is not there.
    pub(super) fn attribute(&self, name: &str) -> String {
        let attributes = self.0.attributes().flatten();
        let mut found = attributes.filter(|attribute| attribute.key.local_name().as_ref() == name);
        found
            .next()
            .map(|attribute| decode_entities(&attribute.value))
            .unwrap_or_default()
    }
}

/// Reads a file in XML, told by its first element.
pub(super) fn read(text: &str) -> Result<Read, Error> {
    match root_of(text).as_deref() {
        Some("library" | "bookmarks" | "bookmark") => {
            let mut bookmarks = kiwix::Bookmarks::default();
            walk(text, &mut bookmarks)?;
            Ok(bookmarks.gathering.finish(MarksSource::Kiwix))
        }
        Some("root") => {
            let mut favorites = goldendict::Favorites::default();
            walk(text, &mut favorites)?;
            favorites.finish()
        }
        _ => Err(Error::Unsupported),
    }
}

fn root_of(text: &str) -> Option<String> {
    let head = text.get(..text.floor_char_boundary(MAX_HEAD))?;
    let mut reader = Reader::from_str(head);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) => {
                return Some(start.local_name().as_ref().to_owned());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn walk(text: &str, elements: &mut impl Elements) -> Result<(), Error> {
    let damaged = |why: String| Error::Damaged { why };
    let mut reader = Reader::from_str(text);
    let mut path: Vec<String> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                path.push(start.local_name().as_ref().to_owned());
                if path.len() > MAX_DEPTH {
                    return Err(damaged("its elements are nested too deep".to_owned()));
                }
                elements.begin(&path, &Element(&start))?;
            }
            Ok(Event::Empty(empty)) => {
                path.push(empty.local_name().as_ref().to_owned());
                elements.begin(&path, &Element(&empty))?;
                elements.end(&path)?;
                path.pop();
            }
            Ok(Event::Text(text)) => elements.text(&path, &text),
            Ok(Event::CData(data)) => elements.text(&path, &data),
            Ok(Event::GeneralRef(reference)) => {
                let name: &str = &reference;
                elements.text(&path, &decode_entities(&format!("&{name};")));
            }
            Ok(Event::End(_)) => {
                elements.end(&path)?;
                path.pop();
            }
            Ok(Event::Eof) if path.is_empty() => return Ok(()),
            Ok(Event::Eof) => return Err(damaged("it breaks off".to_owned())),
            Ok(_) => {}
            Err(error) => {
                let at = reader.error_position();
                return Err(damaged(format!("its XML is broken at byte {at}: {error}")));
            }
        }
    }
}
