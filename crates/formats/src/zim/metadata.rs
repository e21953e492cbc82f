//! What an archive says of itself (openZIM, "Metadata").

use pandect_core::language::tag_of_code;

use super::Archive;

/// A metadata value is never longer.
const LONGEST: usize = 4000;

/// What an archive says of itself. What it does not say is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArchiveAbout {
    /// Stable name of the collection, such as `wikipedia_en_all`.
    pub name: String,
    /// Title.
    pub title: String,
    /// What it is, in a sentence.
    pub description: String,
    /// BCP 47 tag of its language; of the first where it has several.
    pub language: String,
    /// When it was made, as `YYYY-MM-DD`.
    pub date: String,
    /// Which of several forms of one collection it is, such as `nopic`.
    pub flavour: String,
    /// Who wrote it.
    pub creator: String,
    /// Who made the archive.
    pub publisher: String,
    /// Under which licence.
    pub license: String,
    /// Where it was taken from.
    pub source: String,
    /// Whether its pages are built by scripts (openZIM tag `_sw`, or made by zimit).
    pub scripted: bool,
}

pub(super) fn read(archive: &Archive) -> ArchiveAbout {
    let value = |name: &str| value(archive, name).unwrap_or_default();
    ArchiveAbout {
        name: value("Name"),
        title: value("Title"),
        description: value("Description"),
        language: language(&value("Language")),
        date: value("Date"),
        flavour: value("Flavour"),
        creator: value("Creator"),
        publisher: value("Publisher"),
        license: value("License"),
        source: value("Source"),
        scripted: is_scripted(&value("Tags"), &value("Scraper")),
    }
}

fn is_scripted(tags: &str, scraper: &str) -> bool {
    tags.split(';')
        .any(|tag| matches!(tag.trim(), "_sw:yes" | "_category:zimit"))
        || ["zimit", "warc2zim"]
            .iter()
            .any(|known| scraper.contains(known))
}

fn value(archive: &Archive, name: &str) -> Option<String> {
    let number = archive.number_of(b'M', name).ok()??;
    let content = archive.content(number).ok()??;
    let bytes = archive.read(&content).ok()?;
    let text = String::from_utf8_lossy(bytes.get(..bytes.len().min(LONGEST))?).into_owned();
    Some(text.trim().to_owned())
}

/// Archives name languages by ISO 639-3, several of them with commas between.
fn language(codes: &str) -> String {
    tag_of_code(codes.split(',').next().unwrap_or_default().trim()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_tags() {
        assert_eq!(language("eng"), "en");
        assert_eq!(language("zho,eng"), "zh");
        assert_eq!(language("tyv"), "tyv");
        assert_eq!(language(""), "");
    }
}
