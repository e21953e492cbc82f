//! What an archive says of itself (openZIM, "Metadata").

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

/// Archives name languages by ISO 639-3; the shorter code where there is one, as BCP 47 wants it.
fn language(codes: &str) -> String {
    let first = codes.split(',').next().unwrap_or_default().trim();
    let short = SHORT.iter().find(|(long, _)| *long == first);
    short.map_or(first, |(_, short)| short).to_owned()
}

/// ISO 639-3 codes of languages that have a two-letter code (ISO 639-1), the larger Wikipedias.
const SHORT: &[(&str, &str)] = &[
    ("afr", "af"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bos", "bs"),
    ("bre", "br"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("eus", "eu"),
    ("fas", "fa"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("gle", "ga"),
    ("glg", "gl"),
    ("guj", "gu"),
    ("hbs", "sh"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("isl", "is"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("kaz", "kk"),
    ("khm", "km"),
    ("kir", "ky"),
    ("kor", "ko"),
    ("kur", "ku"),
    ("lao", "lo"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("ltz", "lb"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mon", "mn"),
    ("msa", "ms"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nno", "nn"),
    ("nob", "nb"),
    ("nor", "no"),
    ("oci", "oc"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("pus", "ps"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("san", "sa"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("snd", "sd"),
    ("som", "so"),
    ("spa", "es"),
    ("sqi", "sq"),
    ("srp", "sr"),
    ("swa", "sw"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tat", "tt"),
    ("tel", "te"),
    ("tgk", "tg"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("uig", "ug"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("yor", "yo"),
    ("zho", "zh"),
    ("zul", "zu"),
];

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
