//! Renders articles and says how long it takes: `cargo run --release --example render -- FILE…`.

use std::path::Path;
use std::time::{Duration, Instant};

use pandect_core::clean::clean;
use pandect_core::markdown::{MarkdownArticle, OwnLinks, read_markdown};

const ROUNDS: u32 = 200;

#[expect(clippy::print_stdout, reason = "it is a program")]
fn main() -> std::io::Result<()> {
    let links = OwnLinks { collection: "own" };
    let article = MarkdownArticle {
        title: "",
        language: "en",
        links: &links,
    };
    for file in std::env::args().skip(1) {
        let source = std::fs::read_to_string(&file)?;
        let is_markdown = Path::new(&file)
            .extension()
            .is_some_and(|ending| ending == "md");
        let mut best = Duration::MAX;
        let (mut html, mut words) = (0, 0);
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let (page_html, text) = if is_markdown {
                let page = read_markdown(&source, &article);
                (page.html, page.text)
            } else {
                let cleaned = clean(&source, &links);
                (cleaned.html, cleaned.text)
            };
            best = best.min(start.elapsed());
            html = page_html.len();
            words = text.split_whitespace().count();
        }
        println!("{file}: {words} words, {html} bytes of HTML, {best:?}");
    }
    Ok(())
}
