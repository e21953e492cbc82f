use serde::Serialize;

use super::Export;
use super::bibtex::{Keys, key_of};
use super::dates::day_of;
use super::digest::{ArticleDigest, collections, date_parts};

/// The cited articles as CSL-JSON (<https://docs.citationstyles.org/>): one item for each, with the keys
/// that they have in BibTeX.
pub fn csl_json(export: &Export<'_>) -> String {
    let digests = collections(export);
    let mut keys = Keys::default();
    let mut items = Vec::new();
    for collection in &digests {
        for article in &collection.articles {
            let key = keys.unique(key_of(article));
            items.push(item(article, collection.title, key));
        }
    }
    // Texts and numbers make JSON whatever they are.
    let mut json = serde_json::to_string_pretty(&items).unwrap_or_default();
    json.push('\n');
    json
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(rename = "container-title")]
    container_title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    edition: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Date>,
    #[serde(rename = "URL")]
    url: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    language: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
}

/// A name that is not taken apart.
#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
struct Date {
    #[serde(rename = "date-parts")]
    parts: [Vec<i32>; 1],
}

fn item<'a>(article: &'a ArticleDigest<'a>, collection: &'a str, id: String) -> Item<'a> {
    let edition = article.known(|mark| &mark.edition);
    let issued: Vec<i32> = date_parts(edition).into_iter().map(i32::from).collect();
    let license = article.known(|mark| &mark.license);
    let mut notes = Vec::new();
    if !license.is_empty() {
        notes.push(format!("Licence: {license}"));
    }
    notes.extend(article.origin().map(|origin| format!("From {origin}")));
    Item {
        id,
        kind: "entry-encyclopedia",
        title: article.title(),
        container_title: collection,
        author: article
            .author()
            .map(|literal| Name { literal })
            .into_iter()
            .collect(),
        edition,
        issued: (!issued.is_empty()).then_some(Date { parts: [issued] }),
        accessed: day_of(article.last_marked()).map(|(year, month, day)| Date {
            parts: [vec![year, month.into(), day.into()]],
        }),
        url: article.address.to_string(),
        language: article.known(|mark| &mark.language),
        note: notes.join(". "),
    }
}
