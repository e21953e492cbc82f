//! Templates that describe a source, written as a bibliography would.

use super::kept;
use super::pieces::Arguments;

/// A source as text: of the templates named for it, and of any other with a title and something that
/// only sources have.
pub(super) fn of_template(name: &str, given: &Arguments) -> Option<String> {
    let named = name.starts_with("cite ")
        || name.starts_with("citation")
        || name.starts_with("vcite ")
        || name.starts_with("literatur")
        || matches!(
            name,
            "cite" | "internetquelle" | "ouvrage" | "lien web" | "article" | "книга"
        );
    let harvard = matches!(
        name,
        "harvnb" | "harv" | "harvtxt" | "harvcol" | "harvcolnb"
    ) || name.starts_with("harvard citation");
    if harvard {
        return Some(short(given));
    }
    let described = !title(given).is_empty()
        && !given
            .first_of(&[
                "url",
                "isbn",
                "publisher",
                "journal",
                "doi",
                "work",
                "website",
                "издателство",
                "заглавие",
            ])
            .is_empty();
    (named || described).then(|| full(given))
}

fn title(given: &Arguments) -> &str {
    given.first_of(&[
        "title",
        "titel",
        "titre",
        "título",
        "заглавие",
        "заглав",
        "название",
        "script-title",
        "chapter",
    ])
}

/// `Author (year). "Title". Work. Publisher.`
fn full(given: &Arguments) -> String {
    let mut parts: Vec<String> = Vec::new();
    let authors = authors(given);
    let date = given.first_of(&["date", "year", "datum", "jahr", "année", "дата", "година"]);
    match (authors.is_empty(), date.is_empty()) {
        (false, false) => parts.push(format!("{authors} ({date})")),
        (false, true) => parts.push(authors),
        _ => {}
    }
    let chapter = given.first_of(&["chapter", "contribution", "entry", "article", "section"]);
    if !chapter.is_empty() && chapter != title(given) {
        parts.push(format!("“{chapter}”"));
    }
    let work = given.first_of(&[
        "journal",
        "work",
        "website",
        "newspaper",
        "magazine",
        "encyclopedia",
        "periodical",
        "werk",
        "съчинение",
    ]);
    parts.extend(linked_title(given, work.is_empty()));
    if !work.is_empty() {
        parts.push(format!("''{work}''{}", issue(given)));
    }
    for name in [
        "edition",
        "series",
        "location",
        "publisher",
        "издателство",
        "verlag",
        "éditeur",
    ] {
        let value = given.named(name);
        if !value.is_empty() {
            let ordinal = if name == "edition" && !value.contains(' ') {
                " ed."
            } else {
                ""
            };
            parts.push(format!("{value}{ordinal}"));
        }
    }
    if parts.iter().all(|part| !part.contains(date)) && !date.is_empty() {
        parts.push(date.to_owned());
    }
    let pages = given.first_of(&["pages", "page", "p", "pp", "seiten", "страници"]);
    if !pages.is_empty() {
        parts.push(format!("p. {pages}"));
    }
    for (name, label) in [
        ("isbn", "ISBN"),
        ("doi", "doi:"),
        ("pmid", "PMID"),
        ("arxiv", "arXiv:"),
        ("oclc", "OCLC"),
    ] {
        let value = given.named(name);
        if !value.is_empty() {
            parts.push(format!("{label} {value}"));
        }
    }
    let mut text = parts.join(". ");
    if !text.is_empty() && !text.ends_with('.') {
        text.push('.');
    }
    text.replace('\n', " ")
}

fn linked_title(given: &Arguments, whole: bool) -> Option<String> {
    let title = title(given);
    if title.is_empty() {
        return None;
    }
    let form = if whole {
        format!("''{title}''")
    } else {
        format!("“{title}”")
    };
    let url = given.first_of(&["url", "chapter-url", "archive-url", "archiveurl", "адрес"]);
    let plain = !url.is_empty() && !url.contains([' ', ']']) && kept::without(title) == title;
    Some(if plain {
        format!(
            "[{url} {}]",
            form.replace('[', "&#91;").replace(']', "&#93;")
        )
    } else {
        form
    })
}

/// ` 12 (3)` of volume and issue.
fn issue(given: &Arguments) -> String {
    let volume = given.first_of(&["volume", "band", "том"]);
    let issue = given.first_of(&["issue", "number", "nummer"]);
    match (volume.is_empty(), issue.is_empty()) {
        (false, false) => format!(" {volume} ({issue})"),
        (false, true) => format!(" {volume}"),
        (true, false) => format!(" ({issue})"),
        (true, true) => String::new(),
    }
}

/// Of many authors the first eight.
fn authors(given: &Arguments) -> String {
    let mut authors = Vec::new();
    for number in 0..9_u8 {
        let named = |name: &str| {
            let numbered = if number == 0 {
                name.to_owned()
            } else {
                format!("{name}{number}")
            };
            given.named(&numbered).to_owned()
        };
        let (last, first) = (named("last"), named("first"));
        let whole = [
            named("author"),
            named("editor"),
            named("autor"),
            named("автор"),
        ];
        if !last.is_empty() && !first.is_empty() {
            authors.push(format!("{last}, {first}"));
        } else if !last.is_empty() {
            authors.push(last);
        } else {
            authors.extend(whole.into_iter().find(|name| !name.is_empty()));
        }
    }
    if authors.is_empty() {
        return given
            .first_of(&["authors", "vauthors", "people", "editor-last"])
            .to_owned();
    }
    authors.join("; ")
}

/// `Smith & Jones 2002, p. 12` of the short forms.
pub(super) fn short(given: &Arguments) -> String {
    let words: Vec<&str> = given.positional().collect();
    let mut text = match words.as_slice() {
        [names @ .., year] if !names.is_empty() => format!("{} {year}", names.join(" & ")),
        [only] => (*only).to_owned(),
        _ => String::new(),
    };
    let pages = given.first_of(&["p", "pp", "page", "pages", "loc"]);
    if !pages.is_empty() {
        text.push_str(", p. ");
        text.push_str(pages);
    }
    text
}
