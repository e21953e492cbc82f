//! The starter encyclopedia, embedded in the program and brought into the library file.

use pandect_store::{CollectionKind, CollectionRow, NewArticle, Origin, Reader, Writer};
use twox_hash::XxHash3_64;

use crate::{Library, Result, links, pages};

/// File name and Markdown of every bundled article.
const ARTICLES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/starter.rs"));
const STARTER: &str = "starter";
const OWN: &str = "own";

impl Library {
    /// Brings the bundled articles into the library file: new ones, and newer texts of those that the
    /// person has not edited. An edited article keeps its text; the bundled one is kept beside it.
    pub(crate) fn update_starter(&self) -> Result<()> {
        let edition = edition();
        let held = self.file.read(|reader| reader.collection(STARTER))?;
        if held.is_some_and(|collection| collection.edition == edition) {
            return Ok(());
        }
        let articles: Vec<NewArticle> = ARTICLES
            .iter()
            .map(|(file, source)| bundled(file, source))
            .collect();
        let release = format!("{STARTER} {}", env!("CARGO_PKG_VERSION"));
        self.file.write(|writer| {
            // Another process may have been quicker.
            if writer
                .collection(STARTER)?
                .is_some_and(|collection| collection.edition == edition)
            {
                return Ok(());
            }
            writer.set_collection(&own_collection(STARTER, "Starter encyclopedia", &edition))?;
            if writer.collection(OWN)?.is_none() {
                writer.set_collection(&own_collection(OWN, "My articles", "1"))?;
            }
            for article in &articles {
                update(writer, article, &release)?;
            }
            bury_dropped(writer, &articles)
        })?;
        Ok(())
    }
}

fn edition() -> String {
    let all: String = ARTICLES
        .iter()
        .flat_map(|(file, source)| [*file, "\0", *source, "\0"])
        .collect();
    format!("{:016x}", XxHash3_64::oneshot(all.as_bytes()))
}

fn own_collection(name: &str, title: &str, edition: &str) -> CollectionRow {
    CollectionRow {
        name: name.to_owned(),
        kind: CollectionKind::Own,
        title: title.to_owned(),
        language: "en".to_owned(),
        edition: edition.to_owned(),
        edition_label: env!("CARGO_PKG_VERSION").to_owned(),
        location: String::new(),
        ..CollectionRow::default()
    }
}

fn bundled(file: &str, source: &str) -> NewArticle {
    let by_file = file.trim_end_matches(".md");
    let page = pages::own_page(STARTER, by_file, source, "en");
    for diagnostic in &page.diagnostics {
        tracing::warn!(file, line = diagnostic.line, "{}", diagnostic.message);
    }
    let path = page.title.replace(' ', "_");
    NewArticle {
        collection: STARTER.to_owned(),
        names: links::names(&path, &page),
        links: links::targets(&page),
        title: page.title,
        source: source.to_owned(),
        path,
    }
}

fn update(writer: &Writer<'_>, article: &NewArticle, release: &str) -> pandect_store::Result<()> {
    let origin = Origin::Release(release.to_owned());
    match writer.article(STARTER, &article.path)? {
        Some(held) if held.source == article.source => {}
        Some(held) if held.origin == Origin::Person => {
            writer.keep_bundled(held.id, release, &article.source)?;
        }
        _ => {
            writer.save_article(article, &origin)?;
        }
    }
    Ok(())
}

/// Articles that the release no longer has, and that nobody edited, leave the collection.
fn bury_dropped(writer: &Writer<'_>, articles: &[NewArticle]) -> pandect_store::Result<()> {
    let reader: &Reader<'_> = writer;
    for (path, _) in reader.list_articles(STARTER, 0, u32::MAX)? {
        if articles.iter().any(|article| article.path == path) {
            continue;
        }
        if let Some(held) = reader.article(STARTER, &path)?
            && held.origin != Origin::Person
        {
            writer.delete_article(held.id)?;
        }
    }
    Ok(())
}
