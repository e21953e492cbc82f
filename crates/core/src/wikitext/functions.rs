//! Magic words and parser functions
//! (<https://www.mediawiki.org/wiki/Help:Magic_words>, `Help:Extension:ParserFunctions`), as far as
//! they depend on the page alone.

use super::Reading;
use super::kept;
use super::pieces::Piece;
use super::references::Marking;

/// What a magic word or a parser function stands for; nothing where it is neither.
pub(super) fn expand(written: &str, pieces: &[Piece], reading: &mut Reading<'_>) -> Option<String> {
    let written = written.trim();
    if let Some(rest) = written.strip_prefix('#') {
        let (name, first) = rest.split_once(':').unwrap_or((rest, ""));
        return Some(function(
            &name.trim().to_lowercase(),
            first.trim(),
            pieces,
            reading,
        ));
    }
    let (word, value) = match written.split_once(':') {
        Some((word, value)) => (word.trim(), Some(value.trim())),
        None => (written, None),
    };
    if let Some(value) = value {
        return with_value(word, value);
    }
    let title = reading.article.title;
    Some(match word {
        "PAGENAME" | "FULLPAGENAME" | "BASEPAGENAME" | "SUBPAGENAME" | "ROOTPAGENAME" => {
            title.to_owned()
        }
        "NAMESPACE" | "CURRENTYEAR" | "CURRENTMONTH" | "CURRENTMONTHNAME" | "CURRENTDAY"
        | "CURRENTDAY2" | "CURRENTTIME" | "CURRENTTIMESTAMP" | "LOCALYEAR" | "REVISIONID"
        | "NUMBEROFARTICLES" | "SITENAME" => String::new(),
        _ => return None,
    })
}

fn with_value(word: &str, value: &str) -> Option<String> {
    Some(match word.to_lowercase().as_str() {
        "defaultsort"
        | "displaytitle"
        | "defaultsortkey"
        | "int"
        | "ns"
        | "localurl"
        | "fullurl"
        | "filepath"
        | "подразбиране"
        | "сортиране" => String::new(),
        "lc" => value.to_lowercase(),
        "uc" => value.to_uppercase(),
        "lcfirst" | "ucfirst" | "formatnum" | "plural" | "padleft" | "anchorencode"
        | "urlencode" | "safesubst" | "subst" => value.to_owned(),
        _ => return None,
    })
}

fn function(name: &str, first: &str, pieces: &[Piece], reading: &mut Reading<'_>) -> String {
    let at = |place: usize| pieces.get(place).map_or("", |piece| piece.text.trim());
    let chosen = match name {
        "if" => {
            if first.is_empty() {
                at(1)
            } else {
                at(0)
            }
        }
        "ifeq" => {
            if first == at(0) {
                at(1)
            } else {
                at(2)
            }
        }
        "ifexist" | "ifexpr" => at(0),
        "iferror" => {
            if at(1).is_empty() {
                first
            } else {
                at(1)
            }
        }
        "switch" => return switch(first, pieces),
        "tag" => return tag(first, pieces, reading),
        _ => "",
    };
    chosen.to_owned()
}

fn switch(value: &str, pieces: &[Piece]) -> String {
    let mut falls_through = false;
    let mut default = String::new();
    for piece in pieces {
        let case = piece
            .equals
            .and_then(|at| Some((piece.text.get(..at)?, piece.text.get(at + 1..)?)));
        let Some((case, result)) = case else {
            let case = piece.text.trim();
            falls_through |= case == value;
            case.clone_into(&mut default);
            continue;
        };
        if falls_through || case.trim() == value {
            return result.trim().to_owned();
        }
        if case.trim() == "#default" {
            result.trim().clone_into(&mut default);
        }
    }
    default
}

/// `{{#tag:ref|text|name=…}}`
fn tag(name: &str, pieces: &[Piece], reading: &mut Reading<'_>) -> String {
    let attribute = |wanted: &str| {
        let found = pieces.iter().skip(1).find_map(|piece| {
            let (name, value) = piece.text.split_once('=')?;
            (name.trim() == wanted).then(|| value.trim().trim_matches('"').to_owned())
        });
        found.unwrap_or_default()
    };
    let text = pieces.first().map_or("", |piece| piece.text.as_str());
    match name {
        "ref" => {
            let (name, group) = (attribute("name"), attribute("group"));
            let Reading {
                references, kept, ..
            } = reading;
            references.mark(&name, &group, text, Marking::Used, kept)
        }
        "references" => reading
            .references
            .list(&attribute("group"), &mut reading.kept),
        "nowiki" => text.to_owned(),
        _ => kept::without(text),
    }
}
