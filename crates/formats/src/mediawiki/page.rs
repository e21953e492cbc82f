//! One page of a dump.

use quick_xml::Reader;
use quick_xml::events::Event;

/// A page as it stands in a dump.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct DumpPage {
    pub(super) title: String,
    pub(super) namespace: i32,
    /// The page that it leads on to.
    pub(super) redirect: Option<String>,
    /// The text of the last revision.
    pub(super) text: String,
    /// `wikitext`, or what else it is written in.
    pub(super) model: String,
}

/// Reads the XML of a page; what is wrong with it where it is none.
pub(super) fn read(xml: &str) -> Result<DumpPage, String> {
    let mut reader = Reader::from_str(xml);
    let mut page = DumpPage::default();
    let mut path: Vec<String> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                let name = start.local_name().as_ref().to_owned();
                match name.as_str() {
                    // Of several revisions the last one counts.
                    "text" => page.text.clear(),
                    "model" => page.model.clear(),
                    _ => {}
                }
                path.push(name);
                if path.len() > 32 {
                    return Err("its elements are nested too deep".to_owned());
                }
            }
            Ok(Event::Empty(empty)) if empty.local_name().as_ref() == "redirect" => {
                let title = empty.try_get_attribute("title").ok().flatten();
                let title = title.map(|title| super::decoded(&title.value));
                page.redirect = title;
            }
            Ok(Event::Text(text)) => page.take(&path, &text),
            Ok(Event::CData(data)) => page.take(&path, &data),
            Ok(Event::GeneralRef(reference)) => {
                let name: &str = &reference;
                page.take(&path, &super::decoded(&format!("&{name};")));
            }
            Ok(Event::End(_)) => {
                path.pop();
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => return Err(format!("its XML is broken: {error}")),
        }
    }
    if page.title.trim().is_empty() {
        return Err("it has no title".to_owned());
    }
    if page.redirect.is_none() {
        page.redirect = redirect_of(&page.text);
    }
    Ok(page)
}

impl DumpPage {
    fn take(&mut self, path: &[String], text: &str) {
        match path.last().map(String::as_str) {
            Some("title") => self.title.push_str(text),
            Some("ns") => self.namespace = text.trim().parse().unwrap_or(0),
            Some("text") => self.text.push_str(text),
            Some("model") => self.model.push_str(text),
            _ => {}
        }
    }
}

/// Where `#REDIRECT [[Tea]]` leads, in whatever language the word is.
fn redirect_of(text: &str) -> Option<String> {
    let text = text.trim_start().strip_prefix('#')?;
    let (word, rest) = text.split_once("[[")?;
    let word = word.trim().trim_end_matches(':').trim_end();
    let is_word = !word.is_empty()
        && word.chars().count() <= 24
        && word
            .chars()
            .all(|letter| letter.is_alphabetic() && !letter.is_lowercase())
        || word.eq_ignore_ascii_case("redirect");
    let target = rest.split([']', '|']).next()?.trim();
    (is_word && !target.is_empty() && !target.contains('\n')).then(|| target.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_from_its_xml() {
        let page = read(
            "<page><title>A &amp; B</title><ns>4</ns><revision><text>old</text></revision>\
             <revision><model>wikitext</model><text xml:space=\"preserve\">&lt;b>x&#x21;&unknown;</text></revision></page>",
        );
        let page = page.unwrap();
        assert_eq!((page.title.as_str(), page.namespace), ("A & B", 4));
        assert_eq!(
            (page.text.as_str(), page.model.as_str()),
            ("<b>x!&unknown;", "wikitext")
        );
        assert!(read("<page><ns>0</ns></page>").is_err());
        assert!(read("<page><title>x</title><text></page>").is_err());
    }

    #[test]
    fn redirects_are_known_by_element_or_word() {
        let redirect = |xml: &str| read(xml).unwrap().redirect;
        let named = "<page><title>T</title><redirect title=\"Tea &amp; co\" /></page>";
        assert_eq!(redirect(named).as_deref(), Some("Tea & co"));
        for (text, target) in [
            ("#REDIRECT [[Tea]]", Some("Tea")),
            ("#redirect:[[Tea#Cups|x]]", Some("Tea#Cups")),
            ("#ПРЕНАСОЧВАНЕ [[Чай]]", Some("Чай")),
            ("# one [[Tea]]", None),
            ("text", None),
        ] {
            let xml = format!("<page><title>T</title><text>{text}</text></page>");
            assert_eq!(redirect(&xml).as_deref(), target, "{text}");
        }
    }
}
