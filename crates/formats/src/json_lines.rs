//! A file with one article a line, as a JSON object:
//! `{title, text|html|markdown, path?, redirects?, categories?, lang?}`.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pandect_core::language::Languages;
use serde::Deserialize;

use crate::edition::Edition;
use crate::links::path_of_title;
use crate::paths::Paths;
use crate::{Body, Error, Item, Links, Result, Source, SourceArticle, SourceHeading};

/// No article is longer: a line beyond this many bytes is left out without being held.
const LINE_BYTES: u64 = 64 << 20;
/// Lines that are asked for the language of the whole.
const ASKED: usize = 1_000;

/// A JSON Lines file.
pub(crate) struct JsonLines {
    file: PathBuf,
    name: String,
    heading: SourceHeading,
}

impl JsonLines {
    pub(crate) fn open(path: &Path, collection: &str) -> Result<Self> {
        let (edition_id, edition_label) =
            edition(path).map_err(|source| Error::reading(path, source))?;
        let mut source = Self {
            file: path.to_owned(),
            name: lossy(path.file_name()),
            heading: SourceHeading {
                title: lossy(path.file_stem()),
                language: String::new(),
                edition_id,
                edition_label,
                links: Arc::new(Links::open(collection)),
            },
        };
        let mut languages = Languages::default();
        let mut found = false;
        for item in source.articles().take(ASKED) {
            if let Item::Article(article) = item {
                found = true;
                languages.count(&article.language);
            }
        }
        if !found
            && source
                .articles()
                .all(|item| !matches!(item, Item::Article(_)))
        {
            return Err(Error::Empty {
                path: path.to_owned(),
            });
        }
        languages.main().clone_into(&mut source.heading.language);
        Ok(source)
    }
}

impl Source for JsonLines {
    fn heading(&self) -> &SourceHeading {
        &self.heading
    }

    fn articles(&mut self) -> Box<dyn Iterator<Item = Item> + '_> {
        match File::open(&self.file) {
            Ok(file) => Box::new(Articles {
                lines: Lines::new(BufReader::with_capacity(1 << 16, file), LINE_BYTES),
                name: &self.name,
                paths: Paths::default(),
            }),
            Err(error) => Box::new(std::iter::once(Item::Skipped {
                what: self.name.clone(),
                why: format!("it cannot be read: {error}"),
            })),
        }
    }
}

struct Articles<'a, R> {
    lines: Lines<R>,
    name: &'a str,
    paths: Paths,
}

impl<R: BufRead> Iterator for Articles<'_, R> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let article = self.lines.next_line()?.and_then(parse);
        let origin = format!("{}:{}", self.name, self.lines.number);
        Some(match article {
            Ok(article) => {
                let path = self.paths.unique(article.path);
                Item::Article(SourceArticle {
                    path,
                    origin,
                    ..article
                })
            }
            Err(why) => Item::Skipped { what: origin, why },
        })
    }
}

/// What a line may say. Fields beyond these are for others.
#[derive(Deserialize)]
struct Line {
    title: String,
    markdown: Option<String>,
    html: Option<String>,
    text: Option<String>,
    path: Option<String>,
    redirects: Option<Vec<String>>,
    categories: Option<Vec<String>>,
    lang: Option<String>,
}

fn parse(line: &[u8]) -> Result<SourceArticle, String> {
    let line: Line = serde_json::from_slice(line).map_err(|error| explain(&error))?;
    let title = line.title.trim();
    if title.is_empty() {
        return Err("the title is empty".to_owned());
    }
    let body = match (line.markdown, line.html, line.text) {
        (Some(markdown), None, None) => Body::Markdown(markdown),
        (None, Some(html), None) => Body::Html(html),
        (None, None, Some(text)) => Body::Text(text),
        (None, None, None) => return Err("there is no `text`, `html` or `markdown`".to_owned()),
        _ => return Err("only one of `text`, `html` and `markdown` may be given".to_owned()),
    };
    let path = match line.path.filter(|path| !path.trim().is_empty()) {
        Some(path) => checked_path(&path)?,
        None => path_of_title(title),
    };
    if path.is_empty() {
        return Err(format!(
            "the title `{title}` makes no path; give one with `path`"
        ));
    }
    Ok(SourceArticle {
        path,
        origin: String::new(),
        body,
        title: Some(title.to_owned()),
        redirects: line.redirects.unwrap_or_default(),
        categories: line.categories.unwrap_or_default(),
        language: line.lang.unwrap_or_default().trim().to_owned(),
    })
}

fn checked_path(path: &str) -> Result<String, String> {
    let path = path.trim().trim_start_matches('/');
    let bad = |segment: &str| matches!(segment, "" | "." | "..");
    if path.split('/').any(bad) || path.contains(char::is_control) {
        return Err(format!(
            "the path {path:?} has an empty segment, a segment of dots or a control character"
        ));
    }
    Ok(path.to_owned())
}

/// What serde says, without its place: every article is one line, which is named already.
fn explain(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    format!(
        "it is not an article: {message} (column {})",
        error.column()
    )
}

/// Lines of bounded length, numbered from 1; blank ones are passed over.
struct Lines<R> {
    reader: R,
    bound: u64,
    number: u64,
    buffer: Vec<u8>,
    failed: bool,
}

impl<R: BufRead> Lines<R> {
    fn new(reader: R, bound: u64) -> Self {
        Self {
            reader,
            bound,
            number: 0,
            buffer: Vec::new(),
            failed: false,
        }
    }

    fn next_line(&mut self) -> Option<Result<&[u8], String>> {
        loop {
            if self.failed {
                return None;
            }
            self.number += 1;
            self.buffer.clear();
            let mut bounded = (&mut self.reader).take(self.bound + 1);
            match bounded.read_until(b'\n', &mut self.buffer) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    self.failed = true;
                    return Some(Err(format!("it cannot be read, nor what follows: {error}")));
                }
            }
            let whole = self.buffer.ends_with(b"\n");
            if !whole && self.buffer.len() as u64 > self.bound {
                self.failed = self.reader.skip_until(b'\n').is_err();
                return Some(Err(format!(
                    "the line is longer than {} MB",
                    self.bound >> 20
                )));
            }
            if !self.buffer.trim_ascii().is_empty() {
                break;
            }
        }
        let line = self.buffer.trim_ascii();
        let line = if self.number == 1 {
            line.strip_prefix(b"\xef\xbb\xbf")
        } else {
            None
        }
        .unwrap_or(line);
        Some(Ok(line))
    }
}

fn edition(path: &Path) -> io::Result<(String, String)> {
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    let mut edition = Edition::default();
    edition.file(
        &lossy(path.file_name()),
        metadata.len(),
        metadata.modified().ok(),
    );
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(edition.finish());
        }
        edition.bytes(buffer.get(..read).unwrap_or_default());
    }
}

fn lossy(name: Option<&std::ffi::OsStr>) -> String {
    name.unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(content: impl AsRef<[u8]>) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("facts.jsonl");
        std::fs::write(&path, content).unwrap();
        (folder, path)
    }

    fn read(content: &str) -> Vec<Item> {
        let (_folder, path) = write(content);
        JsonLines::open(&path, "facts")
            .unwrap()
            .articles()
            .collect()
    }

    fn paths<'a>(items: &'a [Item]) -> Vec<&'a str> {
        let path = |item: &'a Item| match item {
            Item::Article(article) => Some(article.path.as_str()),
            _ => None,
        };
        items.iter().filter_map(path).collect()
    }

    #[test]
    fn a_line_says_all_of_an_article() {
        let items = read(
            r#"{"title":"Old Town","html":"<p>x</p>","path":"/places/old","redirects":["Town"],"categories":["Places"],"lang":"en","more":1}"#,
        );
        let article = SourceArticle {
            path: "places/old".to_owned(),
            origin: "facts.jsonl:1".to_owned(),
            body: Body::Html("<p>x</p>".to_owned()),
            title: Some("Old Town".to_owned()),
            redirects: vec!["Town".to_owned()],
            categories: vec!["Places".to_owned()],
            language: "en".to_owned(),
        };
        assert_eq!(items, [Item::Article(article)]);
    }

    #[test]
    fn paths_come_from_titles_and_stay_apart() {
        let items = read(concat!(
            "\u{feff}{\"title\": \"Old  Town\", \"text\": \"\"}\r\n",
            "\n   \n",
            "{\"title\": \"Old  Town\", \"markdown\": \"\"}\n",
            "{\"title\": \"Old  Town\", \"text\": \"\"}\n",
            "{\"title\": \"Other\", \"path\": \"Old__Town (2)\", \"text\": \"\"}"
        ));
        assert_eq!(
            paths(&items),
            [
                "Old__Town",
                "Old__Town (2)",
                "Old__Town (3)",
                "Old__Town (2) (2)"
            ]
        );
    }

    #[test]
    fn bad_lines_are_named_and_the_rest_is_read() {
        let items = read(concat!(
            "{\"title\":\"First\",\"text\":\"\"}\n",
            "{\"title\":\"Cut off\n",
            "\n",
            "{\"title\":\" \",\"text\":\"\"}\n",
            "{\"text\":\"\"}\n",
            "{\"title\":\"Bare\"}\n",
            "{\"title\":\"Both\",\"text\":\"\",\"html\":\"\"}\n",
            "{\"title\":\"Up\",\"text\":\"\",\"path\":\"../x\"}\n",
            "[1]\n",
            "{\"title\":\"Last\",\"text\":\"\"}\n",
        ));
        assert_eq!(paths(&items), ["First", "Last"]);
        let skipped: Vec<&str> = items
            .iter()
            .filter_map(|item| match item {
                Item::Skipped { what, why } => {
                    assert!(!why.is_empty() && !why.contains(" at line "), "{why}");
                    Some(what.as_str())
                }
                _ => None,
            })
            .collect();
        let expected = [2, 4, 5, 6, 7, 8, 9].map(|line| format!("facts.jsonl:{line}"));
        assert_eq!(skipped, expected);
    }

    #[test]
    fn bytes_that_are_not_text_are_a_bad_line() {
        let (_folder, path) =
            write(b"{\"title\":\"\xff\",\"text\":\"\"}\n{\"title\":\"Good\",\"text\":\"\"}\n");
        let items: Vec<Item> = JsonLines::open(&path, "facts")
            .unwrap()
            .articles()
            .collect();
        assert_eq!(items.len(), 2);
        assert_eq!(paths(&items), ["Good"]);
    }

    #[test]
    fn a_line_beyond_the_bound_is_passed_over() {
        let mut lines = Lines::new("12345\n123456\n1\n123456".as_bytes(), 5);
        assert_eq!(lines.next_line(), Some(Ok(&b"12345"[..])));
        assert!(matches!(lines.next_line(), Some(Err(_))));
        assert_eq!(lines.number, 2);
        assert_eq!(lines.next_line(), Some(Ok(&b"1"[..])));
        assert!(matches!(lines.next_line(), Some(Err(_))));
        assert_eq!(lines.next_line(), None);
    }

    #[test]
    fn the_edition_is_that_of_the_bytes() {
        let (_folder, path) = write("{\"title\":\"A\",\"text\":\"\",\"lang\":\"de\"}\n");
        let first = JsonLines::open(&path, "facts").unwrap();
        let again = JsonLines::open(&path, "facts").unwrap();
        assert_eq!(first.edition_id(), again.edition_id());
        assert_eq!((first.title(), first.language()), ("facts", "de"));
        assert_eq!(first.edition_label().len(), "2026-01-01".len());
        std::fs::write(&path, "{\"title\":\"B\",\"text\":\"\"}\n").unwrap();
        assert_ne!(
            JsonLines::open(&path, "facts").unwrap().edition_id(),
            first.edition_id()
        );
    }

    #[test]
    fn a_file_without_an_article_is_refused() {
        for content in ["", "\n", "{}\n"] {
            let (_folder, path) = write(content);
            assert!(
                matches!(JsonLines::open(&path, "facts"), Err(Error::Empty { .. })),
                "{content:?}"
            );
        }
    }
}
