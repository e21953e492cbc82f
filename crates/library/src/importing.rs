//! Importing: every article of a source into a collection file of its own.

use std::sync::OnceLock;

use pandect_core::clean::{clean, clean_document, without_title};
use pandect_core::language::Languages;
use pandect_core::markdown::{MarkdownArticle, read_markdown};
use pandect_core::page::{Diagnostic, Direction, Page, RECIPE};
use pandect_core::wikitext::{Site, WikitextArticle, read_wikitext};
use pandect_formats::{ArticleLinks, Body, Item, Links, Source, SourceArticle, path_of_title};
use pandect_store::{
    ArticleBody, CollectionAbout, CollectionArticle, CollectionBuilder, CollectionRow, Packer,
    dictionary_of,
};
use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

use crate::dto::{Phase, Skipped};
use crate::links::{folded_name, names, targets};
use crate::pages::{count_words, page_of};
use crate::pipeline::in_order;
use crate::progress::{Progress, Watcher, tell};
use crate::{Library, Result};

/// Articles that the dictionary of a collection is made from, and their bytes.
const SAMPLES: usize = 4_000;
const SAMPLE_BYTES: usize = 24 << 20;
/// Fewer have too little in common.
const FEWEST_SAMPLES: usize = 64;
/// After so many items, and an eighth of those so far where that is more, what is done is made permanent:
/// each time all pages of the file that change are written twice.
const BETWEEN_CHECKPOINTS: u64 = 10_000;
/// What was left out is listed so far; of the rest the number is told.
const LISTED: usize = 1_000;

/// What became of a source.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Imported {
    pub(crate) articles: u64,
    pub(crate) skipped: Vec<Skipped>,
    /// All that was left out, listed or not.
    pub(crate) left_out: u64,
    /// Templates that are shown as remnants.
    pub(crate) remnants: u64,
    /// Pictures that the source names and does not have.
    pub(crate) files: u64,
    /// Bytes of the articles as they stand in the source.
    pub(crate) bytes: u64,
    /// In which languages the articles are.
    pub(crate) languages: Languages,
}

impl Imported {
    fn leave_out(&mut self, what: String, why: String) {
        self.left_out += 1;
        if self.skipped.len() < LISTED {
            self.skipped.push(Skipped { what, why });
        }
    }
}

/// What a thread made of an item.
enum Made {
    Article(Box<MadeArticle>),
    Redirect {
        name: String,
        to: String,
    },
    Media {
        path: String,
        mime: &'static str,
        bytes: Vec<u8>,
        hash: [u8; 16],
    },
    Skipped {
        what: String,
        why: String,
    },
    /// It is in the file since before the work was ended.
    Before,
}

/// How far in its source an unfinished collection is.
#[derive(Default, Serialize, Deserialize)]
struct Reached {
    /// Items that are taken.
    items: u64,
    /// What became of them.
    done: Imported,
}

struct MadeArticle {
    article: CollectionArticle,
    origin: String,
    diagnostics: Vec<Diagnostic>,
    remnants: u32,
    files: u32,
    bytes: u64,
}

impl Library {
    /// Reads every article of a source into a new collection file, by all processors; goes on where the
    /// same was ended from outside.
    pub(crate) fn import(
        &self,
        row: &CollectionRow,
        source: &mut dyn Source,
        watcher: &mut Watcher<'_>,
    ) -> Result<Imported> {
        let about = CollectionAbout {
            name: row.name.clone(),
            title: row.title.clone(),
            language: row.language.clone(),
            edition: row.edition.clone(),
            edition_label: row.edition_label.clone(),
        };
        let builder = CollectionBuilder::begin(&self.collection_path(&row.name), &about, RECIPE)?;
        let packer = OnceLock::new();
        let mut writer = Writer::new(builder, &packer);
        let maker = Maker {
            links: &source.links(),
            language: &row.language,
            packer: &packer,
            before: writer.reached.items,
        };
        let things = (0..).zip(source.articles()).map(|(number, item)| {
            let weight = weight(&item);
            ((number, item), weight)
        });
        in_order(
            things,
            |(number, item)| maker.make(number, item),
            |made| {
                writer.take(made)?;
                let (done, total, phase) = (writer.reached.done.articles, None, Phase::Reading);
                tell(watcher, Progress { done, total, phase })
            },
        )?;
        writer.finish(|| self.forget_opened(&row.name))
    }
}

fn weight(item: &Item) -> usize {
    match item {
        Item::Article(article) => text_of(&article.body).len(),
        Item::Media { bytes, .. } => bytes.len(),
        Item::Redirect { .. } | Item::Skipped { .. } => 0,
    }
}

/// Makes pages of items; called by several threads.
struct Maker<'a> {
    links: &'a std::sync::Arc<Links>,
    language: &'a str,
    packer: &'a OnceLock<Packer>,
    /// Items that are in the file already.
    before: u64,
}

impl Maker<'_> {
    fn make(&self, number: u64, item: Item) -> Made {
        match item {
            Item::Article(_) | Item::Media { .. } | Item::Skipped { .. }
                if number < self.before =>
            {
                Made::Before
            }
            Item::Article(article) => Made::Article(Box::new(self.article(&article))),
            Item::Redirect { from, to } => Made::Redirect { name: from, to },
            Item::Media { path, mime, bytes } => {
                let hash = XxHash3_128::oneshot(&bytes).to_be_bytes();
                Made::Media {
                    path,
                    mime,
                    bytes,
                    hash,
                }
            }
            Item::Skipped { what, why } => Made::Skipped { what, why },
        }
    }

    fn article(&self, source: &SourceArticle) -> MadeArticle {
        let links = self.links.of(&source.path);
        let (mut page, remnants, files) = page(source, &links, self.language);
        let diagnostics = std::mem::take(&mut page.diagnostics);
        let mut article = stored(&source.path, page);
        if let (Some(packer), ArticleBody::Html(html)) = (self.packer.get(), &article.body)
            && let Ok(packed) = packer.pack(html, &article.path)
        {
            article.body = ArticleBody::Packed(packed);
        }
        MadeArticle {
            article,
            origin: source.origin.clone(),
            diagnostics,
            remnants,
            files,
            bytes: text_of(&source.body).len() as u64,
        }
    }
}

fn text_of(body: &Body) -> &str {
    match body {
        Body::Markdown(text)
        | Body::Html(text)
        | Body::Document(text)
        | Body::Text(text)
        | Body::Wikitext { text, .. } => text,
    }
}

/// Writes what was made, in the order of the source.
struct Writer<'a> {
    builder: CollectionBuilder,
    packer: &'a OnceLock<Packer>,
    /// The first articles wait until the dictionary is made of them.
    samples: Vec<CollectionArticle>,
    sample_bytes: usize,
    /// Items that have come by.
    items: u64,
    /// Those that are to have come by before the next checkpoint.
    checkpoint: u64,
    reached: Reached,
}

impl<'a> Writer<'a> {
    fn new(builder: CollectionBuilder, packer: &'a OnceLock<Packer>) -> Self {
        let noted = builder
            .reached()
            .and_then(|note| serde_json::from_str(note).ok());
        let reached: Reached = noted.unwrap_or_default();
        if reached.items > 0 {
            // It is set once: here, or of the samples.
            let _ = packer.set(Packer::new(builder.dictionary()));
        }
        Self {
            builder,
            packer,
            samples: Vec::new(),
            sample_bytes: 0,
            items: 0,
            checkpoint: next_checkpoint(reached.items),
            reached,
        }
    }

    fn take(&mut self, made: Option<Made>) -> Result<()> {
        let done = &mut self.reached.done;
        self.items += 1;
        match made {
            Some(Made::Before) => return Ok(()),
            Some(Made::Article(made)) => self.article(*made)?,
            Some(Made::Redirect { name, to }) => self.redirect(&name, &to)?,
            Some(Made::Media {
                path,
                mime,
                bytes,
                hash,
            }) => self.builder.add_media(&path, mime, &bytes, &hash)?,
            Some(Made::Skipped { what, why }) => done.leave_out(what, why),
            None => done.leave_out(
                "an article".to_owned(),
                "Pandect made a mistake in reading it".to_owned(),
            ),
        }
        if self.items >= self.checkpoint && self.packer.get().is_some() {
            self.reached.items = self.items;
            // Numbers and strings always serialise.
            let note = serde_json::to_string(&self.reached).unwrap_or_default();
            self.builder.checkpoint(&note)?;
            self.checkpoint = next_checkpoint(self.items);
        }
        Ok(())
    }

    fn redirect(&mut self, name: &str, to: &str) -> Result<()> {
        let target = folded_name(to);
        // Two spellings of one name are one name.
        for folded in [folded_name(name), folded_name(&path_of_title(name))] {
            if folded != target {
                self.builder.add_redirect(name, &folded, &target)?;
            }
        }
        Ok(())
    }

    fn article(&mut self, made: MadeArticle) -> Result<()> {
        for problem in made.diagnostics {
            let what = match problem.line {
                0 => made.origin.clone(),
                line => format!("{}:{line}", made.origin),
            };
            self.reached.done.leave_out(what, problem.message);
        }
        self.reached.done.remnants += u64::from(made.remnants);
        self.reached.done.files += u64::from(made.files);
        self.reached.done.bytes += made.bytes;
        self.reached.done.articles += 1;
        self.reached.done.languages.count(&made.article.language);
        if self.packer.get().is_some() {
            return self.write(&made.article);
        }
        if let ArticleBody::Html(html) = &made.article.body {
            self.sample_bytes += html.len();
        }
        self.samples.push(made.article);
        if self.samples.len() >= SAMPLES || self.sample_bytes >= SAMPLE_BYTES {
            self.end_samples()?;
        }
        Ok(())
    }

    fn write(&mut self, article: &CollectionArticle) -> Result<()> {
        match self.builder.add_article(article) {
            Err(pandect_store::Error::Exists(why)) => {
                self.reached.done.articles -= 1;
                self.reached
                    .done
                    .leave_out(article.path.clone(), format!("{why} exists already"));
                Ok(())
            }
            other => Ok(other?),
        }
    }

    /// Makes the dictionary, and writes those that waited for it.
    fn end_samples(&mut self) -> Result<()> {
        let samples = std::mem::take(&mut self.samples);
        let bodies: Vec<&str> = samples
            .iter()
            .filter_map(|article| match &article.body {
                ArticleBody::Html(html) => Some(html.as_str()),
                ArticleBody::Packed(_) => None,
            })
            .collect();
        let dictionary = if bodies.len() < FEWEST_SAMPLES {
            Vec::new()
        } else {
            dictionary_of(&bodies)
        };
        if !dictionary.is_empty() {
            self.builder.set_dictionary(&dictionary)?;
        }
        // It is set once, here.
        let _ = self.packer.set(Packer::new(&dictionary));
        samples.iter().try_for_each(|article| self.write(article))
    }

    fn finish(mut self, release: impl FnOnce()) -> Result<Imported> {
        if self.packer.get().is_none() {
            self.end_samples()?;
        }
        let mut done = self.reached.done;
        done.articles = self.builder.finish(release)?;
        Ok(done)
    }
}

fn next_checkpoint(items: u64) -> u64 {
    items + BETWEEN_CHECKPOINTS.max(items / 8)
}

/// The page of an article of a source, by way of the one cleaner; with it, of how many templates and
/// pictures nothing can be shown.
fn page(source: &SourceArticle, links: &ArticleLinks, language: &str) -> (Page, u32, u32) {
    let file_name = source.path.rsplit('/').next().unwrap_or(&source.path);
    let title = source.title.as_deref().unwrap_or(file_name);
    let language = if source.language.is_empty() {
        language
    } else {
        &source.language
    };
    let (mut page, remnants, files) = match &source.body {
        Body::Markdown(text) => {
            let with = MarkdownArticle {
                title,
                language,
                links,
            };
            (read_markdown(text, &with), 0, 0)
        }
        Body::Document(text) => {
            let read = without_title(clean_document(text, links), title);
            (page_of(read, title.to_owned(), language), 0, 0)
        }
        Body::Html(text) => (cleaned(text, links, title, language), 0, 0),
        Body::Text(text) => (cleaned(&paragraphs(text), links, title, language), 0, 0),
        Body::Wikitext { text, site } => wiki_page(text, site, links, title, language),
    };
    page.redirects.extend(source.redirects.iter().cloned());
    for category in &source.categories {
        if !page.categories.contains(category) {
            page.categories.push(category.clone());
        }
    }
    (page, remnants, files)
}

fn wiki_page(
    text: &str,
    site: &Site,
    links: &ArticleLinks,
    title: &str,
    language: &str,
) -> (Page, u32, u32) {
    let article = WikitextArticle {
        title,
        language,
        site,
        links,
    };
    let read = read_wikitext(text, &article);
    (read.page, read.remnants, read.files)
}

fn cleaned(html: &str, links: &ArticleLinks, title: &str, language: &str) -> Page {
    page_of(clean(html, links), title.to_owned(), language)
}

/// Plain text as paragraphs, with everything that HTML would take for its own escaped.
fn paragraphs(text: &str) -> String {
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    ["<p>", &escaped.replace("\n\n", "</p><p>"), "</p>"].concat()
}

fn stored(path: &str, page: Page) -> CollectionArticle {
    CollectionArticle {
        path: path.to_owned(),
        names: names(path, &page),
        links: targets(&page),
        words: count_words(&page.text),
        right_to_left: page.direction == Direction::RightToLeft,
        title: page.title,
        language: page.language,
        body: ArticleBody::Html(page.html),
        categories: page.categories,
    }
}
