//! What becomes of templates.
//!
//! A template is a program of its wiki. What follows knows by name the few hundred that make up most
//! of all uses, by form those that describe a source or a box of facts, in whatever language they are
//! named; the others leave a remnant that shows what they were given.

use std::fmt::Write as _;

use super::pieces::{Arguments, Piece};
use super::references::Marking;
use super::silent::is_silent;
use super::{Reading, citations, facts, functions};
use crate::escape::escaped;
use crate::months::MONTHS;

/// The wikitext that a template stands for, or a mark of finished HTML.
pub(super) fn expand(
    written: &str,
    given: &Arguments,
    pieces: &[Piece],
    reading: &mut Reading<'_>,
) -> String {
    if let Some(text) = functions::expand(written, pieces, reading) {
        return text;
    }
    let name = reading.article.site.template_name(written);
    if name.is_empty() || name.contains(['\n', '\u{1}']) && name.len() > 200 {
        return String::new();
    }
    if is_silent(&name) {
        return String::new();
    }
    if let Some(text) = within_text(&name, given) {
        return text;
    }
    if let Some(text) = note(&name, given, reading) {
        return text;
    }
    if let Some(text) = citations::of_template(&name, given) {
        return text;
    }
    if let Some(text) = hatnote(&name, given, reading) {
        return text;
    }
    if let Some(text) = block(&name, given, reading) {
        return text;
    }
    if let Some(text) = facts::of_template(&name, given, reading) {
        return text;
    }
    remnant(written, given, reading)
}

/// Whether a template shows the list of references.
pub(super) fn lists_references(name: &str) -> bool {
    matches!(
        name,
        "reflist" | "refs" | "references" | "notelist" | "reflist-talk" | "notes"
    )
}

/// Templates within a sentence.
fn within_text(name: &str, given: &Arguments) -> Option<String> {
    let text = match name {
        "!" | "pipe" => "|".to_owned(),
        "=" => "=".to_owned(),
        "·" | "•" | "dot" | "middot" | "bullet" => " · ".to_owned(),
        "'" | "`" => "'".to_owned(),
        "'s" => "'s".to_owned(),
        "nbsp" | "spaces" | "space" | "thin space" | "thinsp" | "hair space" => "\u{a0}".to_owned(),
        "ndash" | "spaced ndash" | "snd" | "spnd" | "en dash" => " – ".to_owned(),
        "mdash" | "mdashb" | "spaced mdash" | "em dash" => " — ".to_owned(),
        "sup" | "smallsup" => format!("<sup>{}</sup>", given.at(1)),
        "sub" => format!("<sub>{}</sub>", given.at(1)),
        "frac" | "fraction" | "sfrac" => fraction(given),
        "convert" | "cvt" => measure(given),
        "val" | "nts" | "number" | "formatnum" | "ntsh" => unit_after(given),
        "chem" | "chem2" => given.positional().collect::<Vec<_>>().concat(),
        "as of" => format!("As of {}", given.positional().collect::<Vec<_>>().join(" ")),
        "birth date" | "birth-date" | "dob" | "death date" | "start date" | "end date"
        | "film date" | "birth date and age" | "bda" | "start date and age" | "release date"
        | "dts" | "death date and age" | "dda" => date(given, 1),
        "coord" | "coordinates" | "koordinaten" => coordinates(given),
        "ipa" | "ipac-en" | "ipa-en" | "api" => {
            format!("/{}/", given.positional().collect::<Vec<_>>().concat())
        }
        "respell" | "respelling" => given.positional().collect::<Vec<_>>().join("-"),
        "angbr" | "angle bracket" => format!("⟨{}⟩", given.at(1)),
        "nihongo" => nihongo(given),
        "hlist" | "flatlist" | "cslist" => given.positional().collect::<Vec<_>>().join(" · "),
        "url" | "website" => url(given),
        "official website" | "official" | "official site" => {
            labelled(given.at(1), "Official website")
        }
        "isbn" => format!("ISBN {}", given.at(1)),
        "issn" | "oclc" | "doi" | "lccn" | "pmid" | "jstor" | "arxiv" => {
            format!("{} {}", name.to_uppercase(), given.at(1))
        }
        "rp" => format!("<sup>:{}</sup>", given.at(1)),
        "abbr" | "tooltip" | "abbrlink" | "h:title" | "flag" | "flagu" | "flagcountry"
        | "flaglist" | "country" | "marriage" => given.at(1).to_owned(),
        "lang" | "transl" | "transliteration" | "script" | "wikt-lang" | "langx" | "lang-x" => {
            last(given)
        }
        "inflation" | "legend" | "legend2" | "legend0" | "google books" | "youtube"
        | "sep entry" => given.at(2).to_owned(),
        "color" | "colour" | "font color" | "fontcolor" | "font" | "background color"
        | "resize" => last(given),
        "age" | "age in years" => String::new(),
        "vol." | "p." | "pp." => format!("{name} {}", given.at(1)),
        "simplenuclide" | "simplenuclide2" | "nuclide" => {
            format!("{}-{}", given.at(1), given.at(2))
        }
        "small" | "smaller" | "big" | "nowrap" | "nobold" | "noitalic" | "nobr" | "j" | "sc"
        | "smallcaps" | "large" | "longitem" | "allow wrap" | "math" | "mvar" | "var"
        | "keypress" | "kbd" | "key press" | "code" | "tt" | "mono" | "em" | "strong" | "em2"
        | "bigger" | "center" | "left" | "right" | "resize left" | "vanchor" | "visible anchor"
        | "native name" | "nativename" | "plain text" | "noprint" | "hidden" | "shy"
        | "not a typo" | "sic" | "interlanguage link" | "ill" | "iw" | "link-interwiki"
        | "underline" | "strikethrough" | "strike" | "dagger" | "currency" | "us$" | "usd"
        | "gbp" | "eur" | "map caption" | "raise" | "lower" | "su" | "unicode"
        | "poemquote line" | "nocaps" | "lc" | "lcfirst" | "ucfirst" | "uc" => {
            let sign = match name {
                "us$" | "usd" => "US$",
                "gbp" => "£",
                "eur" => "€",
                _ => "",
            };
            format!("{sign}{}", first(given))
        }
        _ if name.starts_with("lang-") => last(given),
        _ if name.starts_with("ipa-") => format!("[{}]", given.at(1)),
        _ => return None,
    };
    Some(text)
}

/// References that are no `<ref>`.
fn note(name: &str, given: &Arguments, reading: &mut Reading<'_>) -> Option<String> {
    let group = given.named("group").to_owned();
    let (text, key, group) = match name {
        "sfn" | "sfnp" | "sfnm" | "harvnb ref" => {
            let text = citations::short(given);
            (text.clone(), text, group)
        }
        "efn" | "efn-ua" | "efn-lr" | "nb" | "notetag" => {
            let group = if group.is_empty() {
                "note".to_owned()
            } else {
                group
            };
            (
                given.at(1).to_owned(),
                given.named("name").to_owned(),
                group,
            )
        }
        "refn" | "#tag:ref" => (
            given.at(1).to_owned(),
            given.named("name").to_owned(),
            group,
        ),
        "r" => (String::new(), given.at(1).to_owned(), group),
        _ if lists_references(name) => {
            let group = if name == "notelist" && group.is_empty() {
                "note".to_owned()
            } else {
                group
            };
            return Some(reading.references.list(&group, &mut reading.kept));
        }
        _ => return None,
    };
    let Reading {
        references, kept, ..
    } = reading;
    Some(references.mark(&key, &group, &text, Marking::Used, kept))
}

/// Lines above a text that lead elsewhere.
fn hatnote(name: &str, given: &Arguments, reading: &mut Reading<'_>) -> Option<String> {
    let text = match name {
        "main"
        | "main article"
        | "hauptartikel"
        | "article principal"
        | "основна"
        | "основная статья" => {
            format!("Main article: {}", links(given, reading))
        }
        "see also" | "seealso" | "also" | "siehe auch" => {
            format!("See also: {}", links(given, reading))
        }
        "further" | "further information" | "details" | "more" | "broader" => {
            format!("Further information: {}", links(given, reading))
        }
        "about" => format!(
            "This page is about {}. For {}, see {}.",
            given.at(1),
            if given.at(2).is_empty() {
                "other uses"
            } else {
                given.at(2)
            },
            other_page(given.at(3), reading)
        ),
        "for" => format!(
            "For {}, see {}.",
            given.at(1),
            other_page(given.at(2), reading)
        ),
        "distinguish" | "not to be confused with" | "confused" => {
            format!("Not to be confused with {}.", links(given, reading))
        }
        "other uses" | "otheruses" | "other people" | "other places" => {
            format!("For other uses, see {}.", other_page(given.at(1), reading))
        }
        "redirect" | "redirect2" | "redr" | "redirect-distinguish" | "two other uses" => {
            return Some(String::new());
        }
        "hatnote" | "dablink" | "rellink" | "hatnote inline" => given.at(1).to_owned(),
        _ => return None,
    };
    Some(reading.enclosed("<div class=\"hatnote\">", &text, "</div>"))
}

fn links(given: &Arguments, reading: &mut Reading<'_>) -> String {
    let named: Vec<String> = given
        .positional()
        .filter(|title| !title.eq_ignore_ascii_case("and"))
        .map(|title| reading.link(title, title))
        .collect();
    named.join(", ")
}

/// Templates on lines of their own.
fn block(name: &str, given: &Arguments, reading: &mut Reading<'_>) -> Option<String> {
    Some(match name {
        "quote"
        | "blockquote"
        | "cquote"
        | "quotation"
        | "quote box"
        | "quotebox"
        | "centered pull quote"
        | "rquote"
        | "poem quote"
        | "poemquote" => {
            let words = [given.at(1), given.first_of(&["text", "quote", "content"])].concat();
            let who = [given.at(2), given.first_of(&["author", "sign", "source"])].concat();
            let who = if who.is_empty() {
                who
            } else {
                format!("<br>— {who}")
            };
            let text = format!("{words}{who}");
            reading.enclosed("<blockquote>", &text, "</blockquote>")
        }
        "plainlist" | "unbulleted list" | "ubl" | "ublist" | "vunblist" | "plain list"
        | "bulleted list" | "blist" | "columns-list" | "column list" => {
            let items: Vec<String> = given.positional().map(as_item).collect();
            format!("\n{}\n", items.join("\n"))
        }
        "ordered list" => {
            let items: Vec<String> = given.positional().map(|item| format!("# {item}")).collect();
            format!("\n{}\n", items.join("\n"))
        }
        "collapsible list" | "hidden begin" => {
            let items: Vec<String> = given.positional().map(as_item).collect();
            format!("{}\n{}\n", given.named("title"), items.join("\n"))
        }
        _ => return None,
    })
}

/// Lists are given with their bullets, or item by item.
fn as_item(item: &str) -> String {
    if item.trim_start().starts_with(['*', '#']) {
        item.to_owned()
    } else {
        format!("* {}", item.replace('\n', " "))
    }
}

/// What is shown of a template that nothing else is known of.
fn remnant(written: &str, given: &Arguments, reading: &mut Reading<'_>) -> String {
    reading.remnants += 1;
    let name = super::kept::without(written.trim());
    let named: Vec<(&str, &str)> = given
        .all_named()
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let plain: Vec<&str> = given.positional().collect();
    if named.is_empty() && plain.iter().all(|value| !value.contains('\n')) {
        // Within a sentence what was given first says most.
        return plain
            .first()
            .map_or_else(String::new, |value| (*value).to_owned());
    }
    let mut text = String::new();
    for value in plain {
        text.push_str(&as_item(value));
        text.push('\n');
    }
    for (label, value) in named {
        let label = super::kept::without(label).replace('\n', " ");
        let _ = writeln!(text, "* {label}: {}", value.replace('\n', " "));
    }
    let begin = format!("<details><summary>{}</summary>", escaped(&name));
    reading.enclosed(&begin, &text, "</details>")
}

fn first(given: &Arguments) -> String {
    given.positional().next().unwrap_or_default().to_owned()
}

fn last(given: &Arguments) -> String {
    let text = given.named("text");
    let found = given.positional().last().unwrap_or(text);
    found.to_owned()
}

fn fraction(given: &Arguments) -> String {
    let parts: Vec<&str> = given.positional().collect();
    match parts.as_slice() {
        [whole, over, under] => format!("{whole} {over}⁄{under}"),
        [over, under] => format!("{over}⁄{under}"),
        [under] => format!("1⁄{under}"),
        _ => String::new(),
    }
}

/// `{{convert|5|km|mi}}`: the value as it was given.
fn measure(given: &Arguments) -> String {
    let joins = ["to", "-", "–", "and", "by", "x", "or", "±", "to("];
    let mut text = given.at(1).to_owned();
    let mut at = 2;
    while joins.contains(&given.at(at)) {
        text = format!("{text} {} {}", given.at(at), given.at(at + 1));
        at += 2;
    }
    format!("{text} {}", given.at(at))
}

fn unit_after(given: &Arguments) -> String {
    let unit = given.first_of(&["u", "ul"]);
    let power = given.named("e");
    let power = if power.is_empty() {
        String::new()
    } else {
        format!(" × 10<sup>{power}</sup>")
    };
    let unit = if unit.is_empty() {
        String::new()
    } else {
        format!(" {unit}")
    };
    format!("{}{power}{unit}", given.at(1))
}

/// Year, month and day from a place on, as `7 June 2002`.
fn date(given: &Arguments, from: usize) -> String {
    let month = given.at(from + 1).parse::<usize>().ok();
    let month = month.and_then(|month| MONTHS.get(month.checked_sub(1)?));
    match (given.at(from + 2), month) {
        (day, Some(month)) if !day.is_empty() => {
            format!("{} {month} {}", day.trim_start_matches('0'), given.at(from))
        }
        (_, Some(month)) => format!("{month} {}", given.at(from)),
        _ => given.at(from).to_owned(),
    }
}

/// Degrees, minutes and seconds up to the letter of each direction.
fn coordinates(given: &Arguments) -> String {
    // What stands beside the title says it in the box of facts too.
    if given.named("display") == "title" {
        return String::new();
    }
    let mut text = String::new();
    let mut signs = ["°", "′", "″"].iter();
    let mut directions = 0;
    for part in given.positional() {
        if matches!(part, "N" | "S" | "E" | "W") {
            text.push_str(part);
            text.push(' ');
            signs = ["°", "′", "″"].iter();
            directions += 1;
            if directions == 2 {
                break;
            }
        } else if part.parse::<f64>().is_ok() {
            text.push_str(part);
            text.push_str(signs.next().unwrap_or(&""));
        } else {
            break;
        }
    }
    text.trim_end().to_owned()
}

/// `{{nihongo|English|kanji|rōmaji}}`
fn nihongo(given: &Arguments) -> String {
    let others: Vec<&str> = given.positional().skip(1).collect();
    if others.is_empty() {
        first(given)
    } else {
        format!("{} ({})", first(given), others.join(", "))
    }
}

fn url(given: &Arguments) -> String {
    labelled(given.at(1), given.at(2))
}

fn labelled(address: &str, label: &str) -> String {
    if address.is_empty() {
        return label.to_owned();
    }
    let scheme = if address.contains("//") {
        ""
    } else {
        "https://"
    };
    format!("[{scheme}{address} {label}]")
}

fn other_page(title: &str, reading: &mut Reading<'_>) -> String {
    if title.is_empty() {
        "the page that tells them apart".to_owned()
    } else {
        reading.link(title, title)
    }
}
