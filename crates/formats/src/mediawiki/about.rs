//! What a dump says of its wiki before the first page.

use pandect_core::wikitext::Site;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A wiki, as its dump tells of it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct About {
    pub(super) site: Site,
    /// `enwiki`
    pub(super) database: String,
    /// `Wikipedia`
    pub(super) name: String,
    /// BCP 47 tag.
    pub(super) language: String,
}

/// Reads the head of a dump; nothing where it is none.
pub(super) fn read(head: &str) -> Option<About> {
    let mut reader = Reader::from_str(head);
    reader.config_mut().check_end_names = false;
    let mut about = About::default();
    let mut base = String::new();
    let mut namespaces: Vec<(i32, String)> = Vec::new();
    let (mut inside, mut is_dump) = (String::new(), false);
    // The head ends within the dump, which is no matter for what stands before.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) => {
                start.local_name().as_ref().clone_into(&mut inside);
                match inside.as_str() {
                    "mediawiki" => {
                        is_dump = true;
                        about.language = attribute(&start, "lang");
                    }
                    "namespace" => {
                        let number = attribute(&start, "key").parse().unwrap_or(0);
                        namespaces.push((number, String::new()));
                    }
                    _ => {}
                }
            }
            Event::Text(text) => {
                let text = super::decoded(&text);
                match inside.as_str() {
                    "sitename" => about.name.push_str(&text),
                    "dbname" => about.database.push_str(&text),
                    "base" => base.push_str(&text),
                    "namespace" => {
                        if let Some((_, name)) = namespaces.last_mut() {
                            name.push_str(&text);
                        }
                    }
                    _ => {}
                }
            }
            Event::End(_) => inside.clear(),
            Event::Eof => break,
            _ => {}
        }
    }
    let folder = base.rfind('/').and_then(|end| base.get(..=end));
    about.site = Site::new(folder.unwrap_or_default());
    for (number, name) in namespaces {
        about.site.add_namespace(number, &name);
    }
    is_dump.then_some(about)
}

fn attribute(start: &BytesStart<'_>, name: &str) -> String {
    let attributes = start.attributes().flatten();
    let mut found = attributes.filter(|attribute| attribute.key.local_name().as_ref() == name);
    let value = found.next().map(|attribute| attribute.value.into_owned());
    super::decoded(&value.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_names_the_wiki() {
        let head = "<mediawiki xml:lang=\"bg\">\n<siteinfo><sitename>Уики</sitename>\
            <dbname>bgwiki</dbname><base>https://bg.wikipedia.org/wiki/X</base><namespaces>\
            <namespace key=\"14\">Категория</namespace><namespace key=\"0\" /></namespaces></siteinfo><page>";
        let about = read(head).unwrap();
        assert_eq!(
            (about.name.as_str(), about.database.as_str()),
            ("Уики", "bgwiki")
        );
        assert_eq!(about.language, "bg");
        let mut site = Site::new("https://bg.wikipedia.org/wiki/");
        site.add_namespace(14, "Категория");
        assert_eq!(about.site, site);
        assert_eq!(read("<html><body>"), None);
    }
}
